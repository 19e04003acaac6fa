"""The icons that themes may name: those of Heroicons."""

from __future__ import annotations

from functools import cache
from importlib import resources
from io import BytesIO
from zipfile import ZipFile

_FOLDER, _SUFFIX = "outline/", ".svg"


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
    """The icons, in memory; heroicons offers only template functions for the same archive."""
    return ZipFile(BytesIO((resources.files("heroicons") / "heroicons.zip").read_bytes()))
