"""``serve``: a live preview, while one writes."""

from __future__ import annotations

import time
import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from ecoq.cli.french import command
from ecoq.cli.options import root_option, source_date, today
from ecoq.cli.reporting import format_report
from ecoq.diagnostics import Report
from ecoq.pipeline import BuildRequest
from ecoq.preview import Previewer
from ecoq.publish.inputs import INPUT_FOLDERS
from ecoq.publish.serve import HOST, Preview, start_server

# Editors write a file in several steps: wait until they are done, in milliseconds.
_DEBOUNCE, _STEP = 80, 20


@command("serve")
@root_option
@click.option("--port", metavar="NOMBRE", type=click.IntRange(0, 65535), default=8000,
              help="Port local (par défaut : 8000).")
@click.option("--open", "opens", is_flag=True, help="Ouvrir le navigateur.")
def serve_command(root: Path, port: int, opens: bool) -> None:
    """Prévisualiser le site : chaque changement s'affiche aussitôt."""
    from watchfiles import watch  # noqa: PLC0415 - only paid for here

    preview = Preview()
    try:
        server = start_server(port, preview)
    except OSError:
        raise click.UsageError(
            f"Le port {port} est déjà pris : choisissez-en un autre avec --port."
        ) from None
    address = f"http://{HOST}:{server.server_address[1]}/"
    click.echo(f"Aperçu : {address} (Ctrl-C pour arrêter)")
    # One process: forking is not safe beside the threads of the server.
    previewer = Previewer(BuildRequest(
        root=root, output=root / "site", today=today(), dated=source_date(), with_drafts=True,
        jobs=1,
    ))
    _refresh(previewer, preview, root)
    if opens:
        webbrowser.open(address)
    folders = [root / folder for folder in INPUT_FOLDERS if (root / folder).is_dir()]
    with suppress(KeyboardInterrupt):
        for changes in watch(*folders, debounce=_DEBOUNCE, step=_STEP, yield_on_timeout=True):
            # What changed before the watch began, or where the system tells of nothing, is seen
            # a few seconds later.
            if changes or previewer.is_outdated():
                _refresh(previewer, preview, root)
    server.shutdown()


def _refresh(previewer: Previewer, preview: Preview, root: Path) -> None:
    """Read content once, and tell the terminal and the browser how it went."""
    started = time.perf_counter()
    report = Report()
    site = previewer.refresh(report)
    problems = format_report(report, root) if report.has_errors else ""
    preview.announce(problems, site)
    if site is None:
        click.echo(problems)
    else:
        click.echo(f"Site à jour en {time.perf_counter() - started:.2f} s.".replace(".", ",", 1))
