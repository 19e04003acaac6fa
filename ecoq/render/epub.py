"""The EPUB 3 of each number: a few pages of XHTML in a ZIP whose every byte comes from content."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ecoq.render.editions import Edition, prepare_edition
from ecoq.render.html import PageRenderer
from ecoq.render.markdown import BodyRenderer
from ecoq.render.output import Output, Recipe
from ecoq.site import urls
from ecoq.site.model import Site, SiteIssue

_PAGES = ("nav.xhtml", "cover.xhtml", "text.xhtml", "fiches.xhtml", "package.opf", "style.css")
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="EPUB/package.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


def plan(site: Site, renderer: PageRenderer, bodies: BodyRenderer) -> Iterator[Output]:
    """Yield the EPUB of each number."""
    for issue in site.issues:
        yield Output(
            urls.of_issue_epub(issue.slug), partial(_prepare, site, issue, renderer, bodies)
        )


def _prepare(site: Site, issue: SiteIssue, renderer: PageRenderer, bodies: BodyRenderer) -> Recipe:
    edition = prepare_edition(issue, site.settings, bodies)
    return Recipe(
        ("epub", renderer.templates_digest, edition), partial(render_epub, edition, renderer)
    )


def render_epub(edition: Edition, renderer: PageRenderer) -> bytes:
    """Return the book."""
    pages = {
        name: to_xhtml(renderer.fragment(
            f"epub/{name}", edition=edition, issue=edition.issue, settings=edition.settings
        ))
        for name in _PAGES
    }
    data = io.BytesIO()
    with ZipFile(data, "w") as book:
        # First and not compressed: that is how readers know an EPUB.
        _add(book, "mimetype", "application/epub+zip", ZIP_STORED)
        _add(book, "META-INF/container.xml", _CONTAINER)
        for name, text in pages.items():
            _add(book, f"EPUB/{name}", text)
        _add(book, "EPUB/cover.svg", edition.drawing)
    return data.getvalue()


def _add(book: ZipFile, name: str, text: str, compression: int = ZIP_DEFLATED) -> None:
    entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    book.writestr(entry, text)


def to_xhtml(html: str) -> str:
    """Return HTML, as our sanitiser writes it, as XML: empty elements closed, no HTML entity."""
    closed = re.sub(r"<(br|hr)>", r"<\1/>", html)
    return closed.replace("&nbsp;", "&#160;").lstrip()
