"""A fault of a built site."""

from __future__ import annotations

from msgspec import Struct


class Fault(Struct, frozen=True, order=True):
    """What is wrong in one file; the path is relative to the site, with "/"."""

    path: str
    message: str
