"""Links between pages: what each page links to, what it offers, and what leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from posixpath import normpath
from urllib.parse import unquote

_LINK = re.compile(rb"""<[a-z][a-z0-9]*\b[^>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)')""")
_ANCHOR = re.compile(rb"""<[a-z][a-z0-9]*\b[^>]*?\sid=(?:"([^"]*)"|'([^']*)')""")
# Links to elsewhere, and those from the root of the domain, which only the 404 page has.
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The internal links of a page, as written, and its anchors."""

    links: frozenset[str]
    anchors: frozenset[str]


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A link that leads nowhere: the page that has it, and the link as written."""

    page: str
    link: str


def read_page_links(html: bytes) -> PageLinks:
    """Return the internal links and the anchors of a page."""
    return PageLinks(
        frozenset(link for link in _values(_LINK, html) if link and not _ABSOLUTE.match(link)),
        frozenset(_values(_ANCHOR, html)),
    )


def _values(pattern: re.Pattern[bytes], html: bytes) -> Iterator[str]:
    for double, single in pattern.findall(html):
        yield unescape((double or single).decode())


def find_broken_links(
    pages: Mapping[str, PageLinks], files: Iterable[str]
) -> Iterator[BrokenLink]:
    """Yield each internal link that leads to no file, or to an anchor that its page lacks."""
    existing = set(files)
    for page, found in pages.items():
        for link in found.links:
            if not _leads_somewhere(page, link, pages, existing):
                yield BrokenLink(page, link)


def _leads_somewhere(
    page: str, link: str, pages: Mapping[str, PageLinks], existing: set[str]
) -> bool:
    address, _, anchor = link.partition("#")
    target = _target(page, unquote(address.partition("?")[0]))
    if target not in existing:
        return False
    return not anchor or target not in pages or unquote(anchor) in pages[target].anchors


def _target(page: str, address: str) -> str:
    """Return the file that an address leads to from a page."""
    if not address:
        return page
    folder = page.rsplit("/", 1)[0] + "/" if "/" in page else ""
    path = normpath(f"{folder}{address}")
    is_folder = address.endswith(("/", "/.", "/..")) or address in {".", ".."}
    if is_folder:
        return "index.html" if path == "." else f"{path}/index.html"
    return path
