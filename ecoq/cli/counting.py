"""``stats``: the collection in figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from msgspec import to_builtins

from ecoq.cli.french import command, counted
from ecoq.cli.options import root_option, today
from ecoq.content.load import load_content
from ecoq.contribute.statistics import Spread, Statistics, gather_statistics
from ecoq.diagnostics import Report
from ecoq.site.checks import Scope
from ecoq.territory.gazetteer import Gazetteer

_SHOWN = 10


@command("stats")
@root_option
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text",
              help="Forme du rapport (par défaut : text).")
def stats_command(root: Path, format_name: str) -> None:
    """Décrire la collection : couverture, fiches à relire, qualité des textes."""
    content = load_content(root, Report())
    if content.dropped:
        left_out = counted(
            len(content.dropped), "fichier illisible n'est pas compté",
            "fichiers illisibles ne sont pas comptés",
        )
        click.echo(f"{left_out} : « ecoq check » dit pourquoi.", err=True)
    found = gather_statistics(Scope.of(content, Gazetteer.load(), today()))
    if format_name == "json":
        click.echo(json.dumps(to_builtins(found), ensure_ascii=False, indent=2, allow_nan=False))
        return
    click.echo("\n".join(_lines(found)))


def _lines(found: Statistics) -> Iterator[str]:
    yield (
        f"{counted(found.initiatives, 'initiative publiée', 'initiatives publiées')}, "
        f"{counted(found.drafts, 'brouillon')}, {counted(found.issues, 'numéro')}."
    )
    yield from _table("Par thématique", found.by_theme)
    yield from _table("Par région", found.by_region)
    yield from _table("Par année de début", {str(year): n for year, n in found.by_year.items()})
    yield from _table("Par statut", found.by_status)
    yield from _names("À actualiser (relues il y a plus de 24 mois)", found.stale)
    yield from _names("En attente de relecture par un centre", found.awaiting_review)
    yield from _spread("Longueur des textes, en mots", found.words)
    yield from _spread(
        "Facilité de lecture (Kandel et Moles : 0 difficile, 100 facile)", found.ease
    )
    yield from _names(
        "Débuts répétés",
        tuple(f"« {opening}… » : {', '.join(slugs)}" for opening, slugs in found.openings.items()),
    )
    yield from _names(
        "Paragraphes presque identiques",
        tuple(f"{one.name} et {one.other} : « {one.extract}… »" for one in found.alike),
    )
    yield from _names("Chiffres sans date", found.undated_figures)


def _table(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    yield from ("", title)
    yield from (f"  {count:>5}  {name}" for name, count in counts.items())


def _names(title: str, names: tuple[str, ...]) -> Iterator[str]:
    yield from ("", f"{title} : {len(names)}")
    yield from (f"  {name}" for name in names[:_SHOWN])
    if len(names) > _SHOWN:
        yield f"  … et {len(names) - _SHOWN} autres (--format json les donne tous)"


def _spread(title: str, spread: Spread | None) -> Iterator[str]:
    if spread is None:
        return
    yield from ("", f"{title} : de {_number(spread.lowest)} à {_number(spread.highest)}, "
                f"médiane {_number(spread.middle)}. Le bas de l'échelle :")
    yield from (f"  {_number(number):>5}  {slug}" for slug, number in spread.low_end)


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
