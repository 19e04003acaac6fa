"""Everything that a build reads below the project's folder, by its digests."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

INPUT_FOLDERS = ("content", "templates", "assets")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that a build reads, as it found them."""

    digests: Mapping[str, str]
    """The SHA-256 of each, by its path from the root, with "/"."""

    def digest(self, *options: object) -> str:
        """Return a digest that changes with any file, or with the options of the build."""
        lines = [f"{digest} {path}" for path, digest in self.digests.items()]
        return hashlib.sha256(os.fsencode("\n".join([repr(options), *lines]))).hexdigest()


def find_inputs(root: Path) -> Inputs:
    """Read all inputs of a project."""
    return Inputs({path: _digest(file) for path, file in _find_files(root)})


def _digest(file: Path) -> str:
    try:
        # Whoever opens a named pipe waits for its other end.
        return hashlib.sha256(file.read_bytes() if file.is_file() else b"").hexdigest()
    except OSError as error:
        return f"unreadable {error.errno}"


def _find_files(root: Path) -> Iterator[tuple[str, Path]]:
    for folder in INPUT_FOLDERS:
        for directory, subdirectories, files in os.walk(root / folder):
            subdirectories.sort()
            prefix = Path(directory).relative_to(root).as_posix()
            yield from ((f"{prefix}/{name}", Path(directory, name)) for name in sorted(files))
