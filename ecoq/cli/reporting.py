"""What is wrong, as the terminal shows it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ecoq.diagnostics import Report


def format_report(report: Report, root: Path, format_name: str = "text") -> str:
    """Return what is wrong, with the lines at fault."""
    from ecoq import formatters  # noqa: PLC0415 - most builds have nothing to report

    render = formatters.FORMATS[format_name]
    if format_name == "text" and sys.stdout.isatty():
        render = formatters.format_coloured_text
    return render(report, lambda path: _read_lines(root / path))


def _read_lines(path: Path) -> Sequence[str]:
    """The lines of a file as far as they can be shown: it may be the file that is unreadable."""
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except OSError:
        return ()
