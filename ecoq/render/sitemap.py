"""``sitemap.xml`` and ``robots.txt``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from ecoq.render.output import Output
from ecoq.site.model import Listing, Site


def plan(site: Site, page_paths: Iterable[str]) -> Iterator[Output]:
    """Yield the two files, given the paths of all pages to index."""
    base = site.settings.url.rstrip("/")
    pages = sorted(path.removesuffix("index.html") for path in page_paths)
    yield Output("sitemap.xml", lambda: _render_sitemap(base, pages, _dates(site)))
    yield Output("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n".encode)


def _dates(site: Site) -> dict[str, str]:
    """Return the latest date that the content of a page bears, as precise as it is known."""
    listings: tuple[Listing[Any], ...] = (
        *site.themes, *site.regions, *site.departments, *site.communes
    )
    dates = {one.url: one.latest_date for one in site.initiatives}
    dates.update({issue.url: issue.entry.published_on.isoformat() for issue in site.issues})
    dates.update({
        listing.url: max((one.latest_date for one in listing.initiatives), default="")
        for listing in listings
    })
    return {url: day for url, day in dates.items() if day}


def _render_sitemap(base: str, pages: list[str], dates: dict[str, str]) -> bytes:
    entries = "".join(
        f"<url><loc>{escape(f'{base}/{page}')}</loc>"
        + (f"<lastmod>{dates[page]}</lastmod>" if page in dates else "")
        + "</url>\n"
        for page in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    ).encode()
