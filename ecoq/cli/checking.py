"""``check`` and ``explain``: say everything that is wrong, and how to mend it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ecoq import formatters
from ecoq.catalogue import RULES
from ecoq.cli import CONTENT_REFUSED
from ecoq.cli.french import command
from ecoq.cli.options import root_option, strict_option, today
from ecoq.cli.reporting import format_report
from ecoq.content.suggestions import did_you_mean
from ecoq.diagnostics import Report
from ecoq.explain import explain_rule
from ecoq.pipeline import check_content


@command("check")
@root_option
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FICHIER…]")
@click.option("--format", "format_name", type=click.Choice(list(formatters.FORMATS)),
              default="text", help="Forme du rapport (par défaut : text).")
@strict_option
def check_command(root: Path, paths: tuple[Path, ...], format_name: str, strict: bool) -> None:
    """Dire tout ce qui ne va pas dans les fiches, en une fois.

    Avec des FICHIER (ou des dossiers), ne montrer que leurs problèmes ; tout est lu quand même,
    puisque les fiches se citent.
    """
    report = Report()
    check_content(root, today(), report)
    if paths:
        report = report.limited_to(_relative(paths, root))
    click.echo(format_report(report, root, format_name))
    if report.fails(strict=strict):
        sys.exit(CONTENT_REFUSED)


def _relative(paths: tuple[Path, ...], root: Path) -> tuple[str, ...]:
    """Return paths from the root, with "/", or refuse those that are not there."""
    shown = []
    for path in paths:
        absolute = path.resolve()
        if not absolute.exists() or not absolute.is_relative_to(root):
            raise click.UsageError(f"« {path} » n'est pas un fichier du projet.")
        shown.append(absolute.relative_to(root).as_posix())
    return tuple(shown)


@command("explain")
@click.argument("code")
def explain_command(code: str) -> None:
    """Expliquer une règle, avec un exemple fautif et le même corrigé."""
    rule = RULES.get(code)
    if rule is None:
        hint = did_you_mean(code, RULES) or "« ecoq check » montre les codes."
        raise click.UsageError(f"Aucune règle ne s'appelle « {code} ». {hint}")
    click.echo(explain_rule(rule))
