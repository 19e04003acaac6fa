"""What makes the site, besides its content: our code, Python, and the packages installed."""

from __future__ import annotations

import hashlib
import platform
import sys
from pathlib import Path

import ecoq


def fingerprint_toolchain() -> str:
    """Return a digest that changes with our code, Python or any installed package."""
    package = Path(ecoq.__file__).parent
    hasher = hashlib.sha256(f"{sys.version} {platform.machine()}".encode())
    for path in sorted(package.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            found = path.stat()
            name = path.relative_to(package).as_posix()
            hasher.update(f"\0{name} {found.st_size} {found.st_mtime_ns}".encode())
    for folder in sys.path:
        if folder.endswith(("site-packages", "dist-packages")):
            hasher.update("\0".join(_distributions(Path(folder))).encode())
    return hasher.hexdigest()


def _distributions(folder: Path) -> list[str]:
    """The names of installed distributions, which hold their versions."""
    return sorted(path.name for path in folder.glob("*.dist-info"))
