"""The icons that themes may name: those of Heroicons."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from zipfile import ZipFile


@cache
def icon_names() -> frozenset[str]:
    """Return the names of the outline icons of the installed package."""
    archive = resources.files("heroicons") / "heroicons.zip"
    with archive.open("rb") as file, ZipFile(file) as icons:
        paths = map(PurePosixPath, icons.namelist())
        return frozenset(path.stem for path in paths if path.parts[0] == "outline")
