"""What each reader of ``fuzz_readers`` is meant for: bytes to begin with, as builds make them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.publish.links import read_page_links
from ecoq.publish.manifest import render_manifest
from ecoq.publish.packing import pack
from ecoq.publish.state import Made, make_state
from ecoq.render.geojson import render_geojson
from ecoq.render.open_data.table import render_csv
from ecoq.render.open_data.workbook import render_workbook
from ecoq.site.assemble import assemble
from ecoq.site.model import Site
from ecoq.territory.gazetteer import Gazetteer

_TESTS = Path(__file__).parents[1] / "tests"
SHEET = "xl/worksheets/sheet1.xml"


def seeds_of(name: str) -> Iterable[bytes]:
    """Return what a reader accepts; files of content for those of text."""
    return _SEEDS.get(name, _content)()


def _files(folder: str) -> list[Path]:
    return sorted(path for path in (_TESTS / folder).rglob("*.*") if path.is_file())


@cache
def workbook() -> bytes:
    """Return a table as the workbook that the site publishes."""
    return render_workbook(_site())


@cache
def _site() -> Site:
    return assemble(load_content(_TESTS / "golden", Report()), Gazetteer.load())


def _made() -> Iterable[Made]:
    for path in _files("golden/expected"):
        data = path.read_bytes()
        yield Made(
            path=path.name, recipe="r", sha256=hashlib.sha256(data).hexdigest(), size=len(data),
            modified_ns=1, links=read_page_links(data) if path.suffix == ".html" else None,
        )


def _content() -> Iterable[bytes]:
    return [path.read_bytes()[:4096] for path in _files("") if path.suffix == ".md"][:150]


def _two_maps() -> Iterable[bytes]:
    return render_geojson(_site()), b"\0".join([render_geojson(_site())] * 2)


_SEEDS: Mapping[str, Callable[[], Iterable[bytes]]] = {
    "csv": lambda: (render_csv(_site()), render_csv(_site()).replace(b",", b";")),
    "xlsx": lambda: [workbook()],
    "sheet": lambda: [zipfile.ZipFile(io.BytesIO(workbook())).read(SHEET)],
    "json": _two_maps,
    "changes": _two_maps,
    "state": lambda: [make_state("1", _made(), "2").render()],
    "manifest": lambda: [render_manifest(list(_made()))],
    "cache": lambda: [hashlib.sha256(b"data").digest() + b"data"],
    "shelf": lambda: [pack(tuple((one.slug, one.entry) for one in _site().initiatives))],
    "git": lambda: [b"M\0a.md\0R100\0a.md\0b.md\0A\0\xc3\xa9.md\0D\0c.md\0"],
    "verify": lambda: [path.read_bytes() for path in _files("golden/expected")],
}
