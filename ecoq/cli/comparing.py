"""``changes``: what changed in the data between two dates."""

from __future__ import annotations

from pathlib import Path

import click

from ecoq.cli.french import command
from ecoq.cli.options import root_option
from ecoq.contribute.changes import NotData, compare, format_json, format_text, read_state
from ecoq.contribute.git import GitProblem


@command("changes")
@root_option
@click.argument("old")
@click.argument("new")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text",
              help="Forme du rapport (par défaut : text).")
def changes_command(root: Path, old: str, new: str, format_name: str) -> None:
    """Dire ce qui a changé dans les données entre deux états, OLD puis NEW.

    Un état est un fichier initiatives.json téléchargé sur le site, ou une version du dépôt Git.
    """
    try:
        found = compare(read_state(root, old), read_state(root, new))
    except (NotData, GitProblem) as problem:
        raise click.UsageError(str(problem)) from None
    click.echo(format_json(found) if format_name == "json" else format_text(found), nl=False)
