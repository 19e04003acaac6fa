"""A fault of a built site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong in one file; the path is relative to the site, with "/"."""

    path: str
    message: str
