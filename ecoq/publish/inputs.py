"""Everything that a build reads below the project's folder, as one digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

INPUT_FOLDERS = ("content", "templates", "assets")


def fingerprint_inputs(root: Path, *options: object) -> str:
    """Return a digest that changes with any input file, or with the options of the build."""
    hasher = hashlib.sha256(repr(options).encode())
    for path in _find_inputs(root):
        try:
            data = path.read_bytes()
        except OSError as error:
            data = f"unreadable {error.errno}".encode()
        name = os.fsencode(path.relative_to(root))
        hasher.update(b"\0%d %b\0%d %b" % (len(name), name, len(data), data))
    return hasher.hexdigest()


def _find_inputs(root: Path) -> Iterator[Path]:
    for folder in INPUT_FOLDERS:
        for directory, subdirectories, files in os.walk(root / folder):
            subdirectories.sort()
            yield from (Path(directory, name) for name in sorted(files))
