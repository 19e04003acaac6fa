"""``changes``: what changed in the data between two dates."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from ecoq.cli.french import command
from ecoq.cli.options import root_option
from ecoq.content.load import JOURNAL, load_content
from ecoq.contribute.changes import (
    DataChanges,
    NotData,
    compare,
    format_json,
    format_text,
    read_state,
)
from ecoq.contribute.git import GitProblem
from ecoq.contribute.journal import add_entry, find_note_problem
from ecoq.diagnostics import Report


@command("changes")
@root_option
@click.argument("old", metavar="AVANT")
@click.argument("new", metavar="APRÈS")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text",
              help="Forme du rapport (par défaut : text).")
@click.option("--write", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="AAAA-MM-JJ",
              help=f"Ajouter ces changements à {JOURNAL}, à cette date.")
@click.option("--note", metavar="TEXTE", default="",
              help="Avec --write : ce qui a changé, en une phrase.")
def changes_command(
    root: Path, old: str, new: str, format_name: str, day: datetime | None, note: str
) -> None:
    """Dire ce qui a changé dans les données entre deux états.

    AVANT et APRÈS sont chacun un fichier initiatives.json téléchargé sur le site, ou une version
    du dépôt Git.
    """
    try:
        found = compare(read_state(root, old), read_state(root, new))
    except (NotData, GitProblem) as problem:
        raise click.UsageError(str(problem)) from None
    if day is not None:
        _write(root, found, day.date(), note)
    click.echo(format_json(found) if format_name == "json" else format_text(found), nl=False)


def _write(root: Path, changes: DataChanges, day: date, note: str) -> None:
    """Add an entry to the journal, or say why not."""
    if not (changes.added or changes.changed or changes.removed):
        raise click.UsageError("Rien n'a changé entre ces deux états : rien n'est écrit.")
    if day in {entry.date for entry in load_content(root, Report()).journal}:
        raise click.UsageError(f"{JOURNAL} a déjà une entrée du {day.isoformat()}.")
    if problem := find_note_problem(note):
        raise click.UsageError(f"--note : {problem.message} {problem.hint}".rstrip())
    path = root / JOURNAL
    written = path.read_text("utf-8-sig") if path.exists() else ""
    path.write_text(add_entry(written, changes, day, note), "utf-8", newline="\n")
