"""Whether this machine can make PDFs; asked at each build, so that nothing slow is imported."""

from __future__ import annotations

import ctypes
from importlib.util import find_spec

# For each library that WeasyPrint loads, its names on Linux, macOS and Windows.
_LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
)


def find_missing_library() -> str | None:
    """Return the first thing that this machine lacks to make PDFs, or None."""
    if find_spec("weasyprint") is None:
        return "weasyprint"
    return next((names[0] for names in _LIBRARIES if not any(map(_loads, names))), None)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
