"""``check`` and ``explain``: say everything that is wrong, and how to mend it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ecoq.cli import CONTENT_REFUSED
from ecoq.cli.options import root_option, strict_option, today
from ecoq.diagnostics import Report
from ecoq.pipeline import check_content


@click.command("check")
@root_option
@strict_option
def check_command(root: Path, strict: bool) -> None:
    """Dire tout ce qui ne va pas dans les fiches, en une fois."""
    report = Report()
    check_content(root, today(), report)
    show_report(report, root)
    if report.fails(strict=strict):
        sys.exit(CONTENT_REFUSED)


def show_report(report: Report, root: Path) -> None:
    """Print what is wrong, with the lines at fault."""
    for found in report.diagnostics:
        place = found.location
        click.echo(f"{place.path}:{place.line}:{place.column} {found.code} {found.message}")
