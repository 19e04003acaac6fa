"""``review``: what a proposal changes, for the person who merges it."""

from __future__ import annotations

from pathlib import Path

import click

from ecoq.cli.french import command
from ecoq.cli.options import root_option, site_address, today
from ecoq.content.values import Url
from ecoq.contribute.git import GitProblem
from ecoq.contribute.review import review
from ecoq.contribute.review_report import format_json, format_markdown


@command("review")
@root_option
@click.argument("base")
@click.option("--format", "format_name", type=click.Choice(["markdown", "json"]),
              default="markdown", help="Forme du rapport (par défaut : markdown).")
@click.option("--preview-url", callback=site_address, metavar="ADRESSE",
              help="Adresse où la proposition peut être vue.")
def review_command(root: Path, base: str, format_name: str, preview_url: str | None) -> None:
    """Dire ce qui change dans le contenu depuis BASE (une branche, une version).

    Fiches ajoutées, modifiées champ par champ, renommées, supprimées ; leurs problèmes ; les
    doublons possibles.
    """
    try:
        found = review(root, base, today())
    except GitProblem as problem:
        raise click.UsageError(str(problem)) from None
    if format_name == "json":
        click.echo(format_json(found), nl=False)
        return
    click.echo(format_markdown(found, Url(preview_url) if preview_url else None), nl=False)
