"""``verify``: check a built site again, without its sources."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ecoq.cli import CONTENT_REFUSED
from ecoq.cli.french import command, counted
from ecoq.publish.verify import verify_site


@command("verify")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path),
                default="site", metavar="[DOSSIER]")
def verify_command(site: Path) -> None:
    """Vérifier un site construit : fichiers, liens, données, sécurité."""
    faults = verify_site(site)
    for fault in faults:
        click.echo(f"{fault.path} : {fault.message}")
    if faults:
        click.echo(f"{counted(len(faults), 'défaut')}.")
        sys.exit(CONTENT_REFUSED)
    click.echo("Aucun défaut.")
