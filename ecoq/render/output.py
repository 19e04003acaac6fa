"""A file of the site that can be made: where it goes, and how to make it when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """A file about to be made: the values that decide every byte of it, and how to make it.

    Whoever has kept what the same ingredients gave need not make it again.
    """

    ingredients: tuple[object, ...]
    make: Callable[[], bytes]
    is_costly: bool = False
    """Worth keeping whatever happens to the rest: then the ingredients name the tools as well."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the output; ``path`` is relative to the output folder, with "/"."""

    path: str
    prepare: Callable[[], Recipe | bytes]
    """Returns the content, or its recipe where it costs more to make than to prepare; called
    once, perhaps in another process, in any order."""
    is_indexed: bool = True
    """Whether search engines are told of it, if it is a page."""
