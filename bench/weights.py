"""What pages weigh in a real Chromium, whether they move, and whether scripts hold them back.

    python bench/weights.py [--site DIR]

Builds the real site unless a built one is given. Each page is opened with an empty cache; the
weight is that of all it loads (HTML, styles, modules that are imported, fonts, images, data, icon),
texts compressed as gzip -6, other files as they are. Fonts and scripts come late, so that what
moves when they come is seen: shift is the Cumulative Layout Shift, from loading to the page's end.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from chromium import open_chromium, serve
from playwright.sync_api import Browser, Page

from ecoq.diagnostics import Report
from ecoq.pipeline import BuildRequest, build

PROJECT = Path(__file__).parent.parent
DELAYS = {".js": 1.5, ".woff2": 0.4}
"""Seconds before the server answers, by ending."""

_KINDS = {
    ".html": "HTML", ".css": "CSS", ".js": "JS", ".woff2": "fonts", ".svg": "images",
    ".png": "images", ".jpg": "images", ".webp": "images",
}
_COLUMNS = ("HTML", "CSS", "JS", "fonts", "images", "data")
_COMPRESSED_ALREADY = {".woff2", ".png", ".jpg", ".webp", ".gz"}
_WATCH = """
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
_FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A page to weigh: its address in the site and its target in kB, if it has one."""

    name: str
    address: str
    target: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What was seen of a page: bytes by kind, layout shift, first paint in milliseconds."""

    weights: Counter[str]
    shift: float
    first_paint: float


def main() -> None:
    """Print a table in Markdown; a missed target is an error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--site", type=Path)
    site = parser.parse_args().site
    with tempfile.TemporaryDirectory() as folder:
        site = site or _build(Path(folder, "site"))
        with serve(site, DELAYS) as address, open_chromium() as browser:
            measures = {
                subject: _measure(browser, site, address, subject) for subject in _subjects(site)
            }
    print("\n".join(_table(measures)))
    if any(_is_too_heavy(*pair) for pair in measures.items()):
        sys.exit("A page is heavier than its target.")


def _build(output: Path) -> Path:
    report = Report()
    if build(BuildRequest(root=PROJECT, output=output, today=date.today()), report) is None:
        sys.exit("The content has errors: run « ecoq check ».")
    return output


def _subjects(site: Path) -> Iterator[Subject]:
    fiches = sorted(site.glob("initiatives/*/index.html"), key=_compressed_size)
    issues = sorted(site.glob("numeros/*/index.html"), key=_compressed_size)
    yield Subject(name="home", address="", target=120)
    yield Subject(name="fiche, median", address=_address(site, fiches[len(fiches) // 2]), target=90)
    yield Subject(name="fiche, largest", address=_address(site, fiches[-1]), target=90)
    yield Subject(name="explorer", address="carte/", target=230)
    yield Subject(name="number, largest", address=_address(site, issues[-1]))
    yield Subject(name="form", address="contribuer/fiche/")
    yield Subject(name="search, empty", address="recherche/")
    yield Subject(name="search, a word", address="recherche/?q=boutique")


def _address(site: Path, page: Path) -> str:
    return f"{page.parent.relative_to(site).as_posix()}/"


def _measure(browser: Browser, site: Path, address: str, subject: Subject) -> Measure:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH)
    paths = {"/" + _icon(site)}
    page.on("request", lambda request: paths.add(urlsplit(request.url).path))
    page.goto(address + subject.address, wait_until="networkidle")
    first_paint = page.evaluate(_FIRST_PAINT)
    _scroll_to_the_end(page)
    shift = page.evaluate("window.shift")
    context.close()
    weights: Counter[str] = Counter()
    for path in paths:
        file = site / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        weights[_KINDS.get(file.suffix, "data")] += _compressed_size(file)
    return Measure(weights=weights, shift=shift, first_paint=first_paint)


def _icon(site: Path) -> str:
    """The icon of the tab, which a browser without a window does not ask for."""
    [icon] = site.glob("assets/*/img/icon.svg")
    return icon.relative_to(site).as_posix()


def _scroll_to_the_end(page: Page) -> None:
    height = page.evaluate("document.documentElement.scrollHeight")
    for _ in range(0, height, 700):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(30)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)


def _compressed_size(file: Path) -> int:
    data = file.read_bytes()
    if file.suffix in _COMPRESSED_ALREADY:
        return len(data)
    return len(gzip.compress(data, 6, mtime=0))


def _is_too_heavy(subject: Subject, measure: Measure) -> bool:
    return subject.target is not None and measure.weights.total() > 1000 * subject.target


def _table(measures: dict[Subject, Measure]) -> Iterator[str]:
    columns = " | ".join(_COLUMNS)
    yield f"| page | {columns} | in all (kB) | target | shift | paints before scripts |"
    yield "| --- |" + " --: |" * len(_COLUMNS) + " --: | --: | --: | --- |"
    for subject, measure in measures.items():
        cells = [f"{measure.weights[column] / 1000:.1f}" for column in _COLUMNS]
        verdict = "yes" if measure.first_paint < 1000 * DELAYS[".js"] else "NO"
        yield (
            f"| {subject.name} | {' | '.join(cells)} | {measure.weights.total() / 1000:.1f} "
            f"| {subject.target or ''} | {measure.shift:.3f} "
            f"| {verdict}, {measure.first_paint:.0f} ms |"
        )


if __name__ == "__main__":
    main()
