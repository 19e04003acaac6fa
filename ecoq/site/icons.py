"""The icons that themes may name: those of Heroicons."""

from __future__ import annotations

from functools import cache
from importlib import resources
from io import BytesIO
from zipfile import ZipFile

_FOLDER, _SUFFIX = "outline/", ".svg"


def is_icon(name: str) -> bool:
    """Whether there is an icon of this name: an archive holds its names as they are.

    To list them all takes a hundred times longer.
    """
    return f"{_FOLDER}{name}{_SUFFIX}".encode() in _data()


@cache
def icon_names() -> frozenset[str]:
    """Return the names of the outline icons of the installed package."""
    return frozenset(
        path.removeprefix(_FOLDER).removesuffix(_SUFFIX)
        for path in _archive().namelist() if path.startswith(_FOLDER)
    )


def read_icon(name: str) -> str:
    """Return an icon as the text of an SVG image. Raises KeyError for a name that is none."""
    return _archive().read(f"{_FOLDER}{name}{_SUFFIX}").decode()


@cache
def _archive() -> ZipFile:
    return ZipFile(BytesIO(_data()))


@cache
def _data() -> bytes:
    """The icons, in memory; heroicons offers only template functions for the same archive."""
    return (resources.files("heroicons") / "heroicons.zip").read_bytes()
