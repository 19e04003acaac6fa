"""``import``: initiative files from a table or a map."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ecoq.cli import CONTENT_REFUSED
from ecoq.cli.french import command, counted
from ecoq.cli.options import root_option, today
from ecoq.content.load import load_content
from ecoq.contribute.importers.columns import find_targets
from ecoq.contribute.importers.plan import ImportPlan, plan_import, read_table
from ecoq.contribute.importers.rows import UnreadableFile
from ecoq.contribute.new_file import create_file
from ecoq.contribute.trial import Surroundings
from ecoq.diagnostics import Report
from ecoq.territory.gazetteer import Gazetteer


@command("import")
@root_option
@click.argument("file", metavar="FICHIER",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Ne rien écrire : dire ce qui le serait.")
@click.option("--defaut", "defaults", multiple=True, metavar="CHAMP=VALEUR",
              help="Valeur d'un champ que le fichier ne donne pas (à répéter).")
def import_command(root: Path, file: Path, dry_run: bool, defaults: tuple[str, ...]) -> None:
    """Créer des fiches à partir d'un tableau ou d'une carte.

    Formats lus : CSV, XLSX, GeoJSON, sauvegarde uMap, JSON de GoGoCarto. Rien n'est remplacé :
    une fiche déjà importée est passée.
    """
    around = Surroundings(load_content(root, Report()), Gazetteer.load(), today())
    try:
        plan = plan_import(read_table(file), root, around, _defaults(defaults))
    except UnreadableFile as problem:
        raise click.UsageError(str(problem)) from None
    if not dry_run:
        for one in plan.planned:
            create_file(root / one.source.path, one.source.text)
    _show(plan, ("serait écrite", "seraient écrites") if dry_run else ("écrite", "écrites"))
    if any(not one.is_known for one in plan.refused):
        sys.exit(CONTENT_REFUSED)


def _defaults(given: tuple[str, ...]) -> dict[str, str]:
    defaults = {}
    for word in given:
        name, equals, value = word.partition("=")
        if not equals or name.strip() not in find_targets():
            raise click.UsageError(
                f"« {word} » : écrivez --defaut CHAMP=VALEUR. Champs : {', '.join(find_targets())}."
            )
        defaults[name.strip()] = value.strip()
    return defaults


def _show(plan: ImportPlan, done: tuple[str, str]) -> None:
    for one in plan.planned:
        click.echo(f"{one.place} : {one.source.path} {done[0]}")
        for warning in one.warnings:
            click.echo(f"  attention : {warning}")
    for refused in plan.refused:
        name = f" ({refused.title})" if refused.title else ""
        click.echo(f"{refused.place}{name} : {'passée' if refused.is_known else 'non reprise'}")
        for reason in refused.reasons:
            click.echo(f"  {reason}")
    for remark in plan.remarks:
        click.echo(f"À noter : {remark}")
    known = sum(one.is_known for one in plan.refused)
    written = counted(len(plan.planned), f"fiche {done[0]}", f"fiches {done[1]}")
    lost = counted(len(plan.refused) - known, "non reprise", "non reprises")
    click.echo(f"{written}, {known} déjà là, {lost}.")
