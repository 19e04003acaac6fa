"""What makes the site, besides its content: our code, Python, and the packages installed."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import ecoq
from ecoq.installed import find_versions


def fingerprint_toolchain() -> str:
    """Return a digest that changes with our code, Python or any installed package."""
    lines = [
        f"{sys.version} {platform.machine()}",
        *sorted(_stamps(str(Path(ecoq.__file__).parent))),
        *(f"{name} {version}" for name, version in find_versions().items()),
    ]
    return hashlib.sha256(os.fsencode("\0".join(lines))).hexdigest()


def _stamps(folder: str, prefix: str = "") -> Iterator[str]:
    """Yield the path, the size and the time of each file of a package."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stamps(entry.path, f"{prefix}{entry.name}/")
            elif not entry.name.endswith(".pyc"):
                found = entry.stat()
                yield f"{prefix}{entry.name} {found.st_size} {found.st_mtime_ns}"
