"""``fmt`` and ``fix``: front matter brought to its canonical form, and certain repairs made."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ecoq import catalogue
from ecoq.cli import CONTENT_REFUSED
from ecoq.cli.french import command, counted
from ecoq.cli.options import root_option, today
from ecoq.cli.reporting import format_report
from ecoq.content.load import load_content
from ecoq.content.model import Entry
from ecoq.contribute.files import NotContent, find_entries, replace_file
from ecoq.contribute.format import format_file
from ecoq.contribute.repair import Mended, mend, mended_bytes
from ecoq.contribute.trial import Surroundings
from ecoq.diagnostics import Location, Report, Unreadable
from ecoq.territory.gazetteer import Gazetteer

paths_argument = click.argument(
    "paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FICHIER…]"
)


def _entries(root: Path, paths: tuple[Path, ...]) -> list[tuple[Path, type[Entry]]]:
    try:
        return find_entries(root, paths)
    except NotContent as problem:
        raise click.UsageError(str(problem)) from None


@command("fmt")
@root_option
@paths_argument
@click.option("--check", "only_check", is_flag=True,
              help="Ne rien écrire : dire quels fichiers changeraient.")
def fmt_command(root: Path, paths: tuple[Path, ...], only_check: bool) -> None:
    """Mettre les en-têtes en forme : ordre des champs, guillemets, retraits.

    Le texte des fiches et les commentaires ne changent pas. Un fichier dont l'en-tête est
    illisible n'est pas touché.
    """
    report = Report()
    changed: list[str] = []
    entries = _entries(root, paths)
    for path, model in entries:
        shown = path.relative_to(root).as_posix()
        formatted = _formatted(path, shown, model, report)
        if formatted is None:
            continue
        changed.append(shown)
        if not only_check:
            replace_file(path, formatted)
    for shown in changed:
        click.echo(f"{shown} : {'à mettre en forme' if only_check else 'mis en forme'}")
    if report.found:
        click.echo(format_report(report, root), err=True)
    click.echo(f"{counted(len(changed), 'fichier')} sur {len(entries)}.")
    if report.found or (only_check and changed):
        sys.exit(CONTENT_REFUSED)


def _formatted(path: Path, shown: str, model: type, report: Report) -> bytes | None:
    """Return the new bytes of a file, or None: nothing to change, or unreadable."""
    report.files_read += 1
    if path.is_symlink():
        report.add(catalogue.FILE_LINK.at(Location(shown), name=path.name))
        return None
    data = path.read_bytes()
    try:
        formatted = format_file(shown, data, model)
    except Unreadable as unreadable:
        report.add(*unreadable.diagnostics)
        return None
    return formatted if formatted != data else None


@command("fix")
@root_option
@paths_argument
@click.option("--diff", "only_diff", is_flag=True,
              help="Ne rien écrire : montrer ce qui changerait.")
def fix_command(root: Path, paths: tuple[Path, ...], only_diff: bool) -> None:
    """Réparer ce qui peut l'être à coup sûr.

    Par exemple : un département sans son zéro, une virgule décimale, une date à la française,
    une adresse sans https://, un champ mal orthographié. « ecoq check » dit ce qui reste.
    """
    around = Surroundings(load_content(root, Report()), Gazetteer.load(), today())
    mended = mend(root, _entries(root, paths), around)
    for one in mended:
        if only_diff:
            click.echo("\n".join(_diff(one)))
            continue
        replace_file(one.path, mended_bytes(one.path.read_bytes(), one))
        lines = one.after.text.split("\n")
        for found in one.found:
            place = found.location
            click.echo(f"{place.path}:{place.line}  {found.message}")
            click.echo(f"{place.line} | {lines[place.line - 1]}")
    repairs = sum(len(one.found) for one in mended)
    if not only_diff:
        click.echo(
            f"{counted(repairs, 'réparation')} dans {counted(len(mended), 'fichier')}."
        )


def _diff(mended: Mended) -> Iterator[str]:
    before, after = mended.before.text, mended.after.text
    yield from difflib.unified_diff(
        before.split("\n"), after.split("\n"),
        f"a/{mended.before.path}", f"b/{mended.after.path}", lineterm="",
    )
