"""The pictures of fiches and numbers: copied as they are, only those that are shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ecoq.render.output import Output
from ecoq.site import urls
from ecoq.site.model import Site


def plan(site: Site, folder: Path) -> Iterator[Output]:
    """Yield each picture once; ``folder`` holds them all."""
    shown = (
        *(one.entry.image for one in site.initiatives), *(one.entry.image for one in site.issues)
    )
    for file in sorted({image.file for image in shown if image}):
        yield Output(urls.of_image(file), partial(Path.read_bytes, folder / file))
