"""``sitemap.xml`` and ``robots.txt``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from ecoq.render.output import Output
from ecoq.site.model import Site


def plan(site: Site, page_paths: Iterable[str]) -> Iterator[Output]:
    """Yield the two files, given the paths of all pages to index."""
    base = site.settings.url.rstrip("/")
    addresses = sorted(f"{base}/{path.removesuffix('index.html')}" for path in page_paths)
    yield Output("sitemap.xml", lambda: _render_sitemap(addresses))
    yield Output("robots.txt", lambda: (
        f"User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n".encode()
    ))


def _render_sitemap(addresses: list[str]) -> bytes:
    entries = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    ).encode()
