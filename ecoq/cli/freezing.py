"""``freeze``: a number keeps what the fiches that it cites say, the day it comes out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ecoq.cli import CONTENT_REFUSED
from ecoq.cli.french import command, counted
from ecoq.cli.options import root_option
from ecoq.cli.reporting import format_report
from ecoq.content.load import load_content
from ecoq.content.model import Issue
from ecoq.content.suggestions import did_you_mean
from ecoq.contribute.files import replace_file
from ecoq.contribute.freeze import cite_fiches, freeze
from ecoq.diagnostics import Report
from ecoq.site.references import find_targets


@command("freeze")
@root_option
@click.argument("name", metavar="NUMÉRO")
@click.option("--force", is_flag=True,
              help="Remplacer ce qui a été gardé lors d'une parution précédente.")
def freeze_command(root: Path, name: str, force: bool) -> None:
    """Garder, dans un numéro qui paraît, ce que disent les fiches qu'il cite.

    Titre, statut et résumé de chacune sont écrits dans son en-tête. NUMÉRO est son numéro, ou le
    nom de son fichier. Si une fiche change ensuite, la page du numéro le dit.
    """
    content = load_content(root, report := Report())
    if report.has_errors:
        click.echo(format_report(report, root), err=True)
        click.echo("Rien n'a été écrit.", err=True)
        sys.exit(CONTENT_REFUSED)
    issue = _find_issue(name, content.issues)
    if issue.cited_fiches and not force:
        raise click.UsageError(
            f"Le numéro {issue.number} garde déjà ce que disaient ses fiches à la parution. "
            "Pour l'écrire de nouveau : --force."
        )
    fiches = cite_fiches(
        issue, {one.slug: one for one in content.initiatives}, find_targets(content)
    )
    if not fiches:
        raise click.UsageError(f"Le numéro {issue.number} ne cite aucune fiche.")
    path = root / issue.origin.path
    replace_file(path, freeze(issue.origin.path, path.read_bytes(), fiches))
    kept = counted(len(fiches), "fiche gardée", "fiches gardées")
    click.echo(f"{issue.origin.path} : {kept}.")


def _find_issue(name: str, issues: Sequence[Issue]) -> Issue:
    stem = Path(name).name.removesuffix(".md")
    for issue in issues:
        if stem == issue.slug or stem.lstrip("0") == str(issue.number):
            return issue
    hint = did_you_mean(stem, [issue.slug for issue in issues])
    raise click.UsageError(f"Aucun numéro ne s'appelle « {name} ». {hint or ''}".strip())
