"""``build``: validate, then write the whole site or nothing."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ecoq.cli import CONTENT_REFUSED
from ecoq.cli.french import command
from ecoq.cli.options import root_option, site_address, source_date, strict_option, today
from ecoq.cli.reporting import format_report
from ecoq.diagnostics import Report
from ecoq.pipeline import BuildRequest, Built, build
from ecoq.publish.workers import default_jobs
from ecoq.render.pdf_tools import find_missing_library


@command("build")
@root_option
@click.option("--output", metavar="DOSSIER", type=click.Path(file_okay=False, path_type=Path),
              help="Dossier du site (par défaut : site).")
@strict_option
@click.option("--drafts", is_flag=True, help="Publier aussi les brouillons.")
@click.option("--no-search", is_flag=True, help="Laisser de côté l'index de recherche.")
@click.option("--no-pdf", is_flag=True, help="Laisser de côté les PDF des numéros.")
@click.option("--no-cache", is_flag=True, help="Tout refaire, sans rien garder.")
@click.option("--jobs", metavar="NOMBRE", type=click.IntRange(min=1), help="Nombre de processus.")
@click.option("--base-url", callback=site_address, metavar="ADRESSE",
              help="Adresse du site, à la place de celle de site.yml.")
def build_command(
    root: Path, output: Path | None, strict: bool, drafts: bool, no_search: bool, no_pdf: bool,
    no_cache: bool, jobs: int | None, base_url: str | None,
) -> None:
    """Vérifier, puis fabriquer tout le site, ou rien."""
    started = time.perf_counter()
    # Hardly anything that a build makes refers to itself: to look for it rarely is enough.
    gc.set_threshold(1_000_000, 20, 100)
    missing = None if no_pdf else find_missing_library()
    if missing:
        click.echo(f"PDF : il manque {missing} ; le site est fait sans les PDF.", err=True)
    report = Report()
    request = BuildRequest(
        root=root, output=(output or root / "site").absolute(), today=today(),
        dated=source_date(), base_url=base_url, with_drafts=drafts, strict=strict,
        with_search=not no_search, with_pdf=not no_pdf and missing is None,
        uses_cache=not no_cache,
        jobs=jobs or default_jobs(),
    )
    with _progress_bar() as progress:
        built = build(request, report, progress)
    if report.found:
        click.echo(format_report(report, root), err=True)
    if built is None:
        click.echo("Rien n'a été écrit : le site précédent est intact.", err=True)
        sys.exit(CONTENT_REFUSED)
    click.echo(_sum_up(built, request, time.perf_counter() - started))


@contextmanager
def _progress_bar() -> Iterator[Callable[[int, int], None] | None]:
    """Show how far a long build is, on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(
        length=1, label="Fichiers", file=sys.stderr, update_min_steps=20
    ) as bar:
        def progress(_: int, total: int) -> None:
            bar.length = total
            bar.update(1)

        yield progress


def _sum_up(built: Built, request: BuildRequest, seconds: float) -> str:
    """Return the last line: what was made, where, in how long."""
    size = f"{sum(file.size for file in built.files) / 1e6:.1f}".replace(".", ",")
    duration = f"{seconds:.2f}".replace(".", ",")
    if built.was_current:
        return f"Rien n'a changé : {request.output.name}/ est à jour ({duration} s)."
    pages = sum(file.path.endswith(".html") for file in built.files)
    return (
        f"{request.output.name}/ : {pages} pages, {len(built.files)} fichiers, {size} Mo, "
        f"en {duration} s."
    )
