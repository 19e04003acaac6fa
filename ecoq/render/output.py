"""A file of the site that can be made: where it goes, and how to make it when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the output; ``path`` is relative to the output folder, with "/"."""

    path: str
    make: Callable[[], bytes]
    """Returns the content; called once, perhaps in another process, in any order."""
