"""``links``: where the links of the content lead."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from ecoq.cli import CONTENT_REFUSED
from ecoq.cli.french import command
from ecoq.cli.options import root_option, today
from ecoq.cli.reporting import format_report
from ecoq.content.load import Content
from ecoq.contribute.external_links import (
    ask_all,
    find_external_links,
    read_answers,
    write_answers,
)
from ecoq.contribute.links import find_broken_internal_links
from ecoq.diagnostics import Report
from ecoq.pipeline import check_content
from ecoq.render.plan import plan_site
from ecoq.site.assemble import assemble


@command("links")
@root_option
@click.option("--external", is_flag=True,
              help="Interroger aussi les adresses extérieures, sans hâte ; jamais bloquant.")
def links_command(root: Path, external: bool) -> None:
    """Vérifier où mènent les liens des fiches, des numéros et des pages."""
    report = Report()
    content, gazetteer = check_content(root, today(), report)
    if not report.has_errors:
        site = assemble(content, gazetteer)
        outputs = (output.path for output in plan_site(site, root))
        report.found = list(find_broken_internal_links(content, outputs))
    click.echo(format_report(report, root))
    if external:
        _show_external(root, content)
    if report.has_errors:
        sys.exit(CONTENT_REFUSED)


def _show_external(root: Path, content: Content) -> None:
    links = find_external_links(content)
    known = read_answers(root)
    answers = ask_all((link.url for link in links), known, today())
    write_answers(root, {**known, **answers})
    gone = {url: one for url, one in answers.items() if one.is_gone}
    unsure = {url: one for url, one in answers.items() if one.is_unsure}
    for title, chosen in (("Adresses disparues", gone), ("Adresses sans réponse sûre", unsure)):
        click.echo(f"\n{title} : {len(chosen)} sur {len(answers)}")
        for url, answer in sorted(chosen.items()):
            click.echo(f"  {url} ({answer.status or answer.reason})")
            for place in _places(url, ((link.url, link.location.path) for link in links)):
                click.echo(f"    {place}")


def _places(url: str, cited: Iterable[tuple[str, str]]) -> list[str]:
    return sorted({path for other, path in cited if other == url})
