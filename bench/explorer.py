"""Measure the explorer with 250, 10,000 and 50,000 initiatives, in a real Chromium.

    python bench/explorer.py [NUMBER…]

The initiatives are those of ``content/``, repeated under other names and moved a little. Prints,
for each number: the weight of the page, the time until it answers, the time of a keystroke (from
the event to the end of the work that it asks for, list included; the map follows later), that of
a filter, and how long the map takes to follow. Then the search index: its weight and its making.
"""

from __future__ import annotations

import dataclasses
import gzip
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

from chromium import open_chromium, serve
from msgspec.structs import replace
from playwright.sync_api import Page

from ecoq.diagnostics import Report
from ecoq.pipeline import check_content
from ecoq.render.output import Output, Recipe
from ecoq.render.plan import plan_site
from ecoq.site import urls
from ecoq.site.assemble import assemble
from ecoq.site.model import Listing, Site, SiteInitiative
from ecoq.territory.place import Place

ROOT = Path(__file__).parents[1]
NUMBERS = (250, 10_000, 50_000)
WORDS = ("epicerie", "habitants du quartier", "roubaix", "insertion par")
_TYPE = """(value) => {
  const field = document.querySelector("#mots");
  field.value = value;
  const start = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.querySelector(".explorer-list").getBoundingClientRect();
  return performance.now() - start;
}"""
_CHECK = """() => {
  const start = performance.now();
  document.querySelector("[name=theme][value=numerique]").click();
  document.querySelector(".explorer-list").getBoundingClientRect();
  return performance.now() - start;
}"""
_LONG_TASKS = """() => {
  window.longest = 0;
  new PerformanceObserver((list) => {
    const durations = list.getEntries().map((entry) => entry.duration);
    window.longest = Math.max(window.longest, ...durations);
  }).observe({ type: "longtask" });
}"""


def main() -> None:
    """Print a line for each number of initiatives."""
    numbers = [int(text) for text in sys.argv[1:]] or list(NUMBERS)
    content, gazetteer = check_content(ROOT, date(2026, 1, 1), Report())
    site = assemble(content, gazetteer)
    print("fiches   page kB (gzip)   prête ms   frappe ms (médiane, pire)   filtre ms   carte ms")
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            bigger = enlarge(site, number)
            outputs = plan_site(bigger, ROOT)
            write(outputs, Path(folder), ("assets/", "carte/index.html"))
            weight = len(gzip.compress((Path(folder) / "carte/index.html").read_bytes()))
            print(f"{number:>6}   {weight / 1000:>14.0f}   " + measure(Path(folder)))
            measure_search(outputs)


def enlarge(site: Site, number: int) -> Site:
    """Return the site with that many initiatives."""
    made = tuple(_repeat(site.initiatives, number))
    return replace(site, initiatives=made, themes=tuple(
        Listing(subject=one.subject, url=one.url, initiatives=()) for one in site.themes
    ))


def _repeat(initiatives: tuple[SiteInitiative, ...], number: int) -> Iterator[SiteInitiative]:
    chance = random.Random(0)
    for rank in range(number):
        one = initiatives[rank % len(initiatives)]
        turn = rank // len(initiatives)
        slug = f"{one.slug}-{turn}" if turn else one.slug
        place = Place(
            latitude=one.place.latitude + chance.gauss(0, 0.3) * bool(turn),
            longitude=one.place.longitude + chance.gauss(0, 0.3) * bool(turn),
        )
        title = f"{one.entry.title} {turn}" if turn else one.entry.title
        yield replace(
            one, url=urls.of_initiative(slug), place=place,
            entry=dataclasses.replace(one.entry, slug=slug, title=title),
        )


def write(outputs: tuple[Output, ...], folder: Path, wanted: tuple[str, ...]) -> int:
    """Write the outputs whose path begins so; return their compressed weight in bytes."""
    weight = 0
    for output in outputs:
        if output.path.startswith(wanted):
            prepared = output.prepare()
            data = prepared.make() if isinstance(prepared, Recipe) else prepared
            path = folder / output.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            weight += len(gzip.compress(data))
    return weight


def measure(folder: Path) -> str:
    """Open the explorer and return its times."""
    with serve(folder) as address, open_chromium() as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        started = time.perf_counter()
        page.goto(f"{address}carte/", timeout=120_000)
        page.locator(".explorer-target").first.wait_for(timeout=120_000)
        ready = 1000 * (time.perf_counter() - started)
        page.wait_for_timeout(1500)
        page.evaluate(_LONG_TASKS)
        strokes = list(_type_all(page))
        filtered = page.evaluate(_CHECK)
        page.wait_for_timeout(1500)
        longest = page.evaluate("window.longest")
    return (
        f"{ready:>8.0f}   {median(strokes):>10.1f} {max(strokes):>10.1f}        "
        f"{filtered:>9.1f}   {longest:>8.0f}"
    )


def _type_all(page: Page) -> Iterator[float]:
    """Type each text letter by letter; yield the time of each keystroke."""
    for words in WORDS:
        for end in range(1, len(words) + 1):
            yield page.evaluate(_TYPE, words[:end])
        page.wait_for_timeout(600)
    yield page.evaluate(_TYPE, "")


def measure_search(outputs: tuple[Output, ...]) -> None:
    """Print the weight of the search index and the time that it takes."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        weight = write(outputs, Path(folder), ("recherche/index/",))
        seconds = time.perf_counter() - started
    print(f"         index de recherche : {weight / 1000:.0f} kB gzip, {seconds:.1f} s")


if __name__ == "__main__":
    main()
