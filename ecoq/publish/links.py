"""Links between pages: what each page links to, what it offers, and what leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from posixpath import normpath
from sys import intern
from urllib.parse import unquote

from msgspec import Struct

# Elements that lead to a file or load one. That each begins with a fixed text makes the search
# five times as fast as one through all elements.
_LINK = re.compile(
    rb"<(?:a|area|link|script|img|source|use|image|iframe|embed|audio|video)\s[^>]*?"
    rb"""(?<=\s)(?:href|src)=(?:"([^"]*)"|'([^']*)')"""
)
_ANCHOR = re.compile(rb""" id=(?:"([^"]*)"|'([^']*)')""")
# Links to elsewhere, and those from the root of the domain, which only the 404 page has.
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")


class PageLinks(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The internal links of a page, as written, and its anchors."""

    links: frozenset[str]
    anchors: frozenset[str]

    @classmethod
    def sharing(cls, links: frozenset[str], anchors: frozenset[str]) -> PageLinks:
        """Return those of one page among many: equal sets, of which there are many, are one."""
        return cls(_one_of_all(links), _one_of_all(anchors))

    def shared(self) -> PageLinks:
        """Return the same, with the sets that others have."""
        return PageLinks.sharing(self.links, self.anchors)

    def __reduce__(self) -> tuple[object, ...]:
        """Arrive so from another process."""
        return PageLinks.sharing, (self.links, self.anchors)


@lru_cache(maxsize=8192)
def _one_of_all(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(intern, words))


class BrokenLink(Struct, frozen=True, order=True):
    """A link that leads nowhere: the page that has it, and the link as written."""

    page: str
    link: str


def read_page_links(html: bytes) -> PageLinks:
    """Return the internal links and the anchors of a page."""
    links = {_read_link(*written) for written in set(_LINK.findall(html))}
    anchors = [match for match in _ANCHOR.finditer(html) if _is_in_tag(html, match)]
    return PageLinks(
        frozenset(link for link in links if link),
        frozenset(_text(match[1] or match[2] or b"") for match in anchors),
    )


# Pages of one depth have most of their links in common.
@lru_cache(maxsize=8192)
def _read_link(quoted: bytes, quoted_once: bytes) -> str | None:
    """Return an internal link as written, or None for one that leads elsewhere."""
    link = _text(quoted or quoted_once)
    return None if _ABSOLUTE.match(link) else link


def _text(written: bytes) -> str:
    return unescape(written.decode("utf-8", "replace"))


def _is_in_tag(html: bytes, match: re.Match[bytes]) -> bool:
    return html.rfind(b"<", 0, match.start()) > html.rfind(b">", 0, match.start())


def settle(page: str, found: PageLinks, files: Container[str]) -> PageLinks:
    """Leave out the links that lead somewhere whatever the other pages hold.

    What stays is broken, or waits for the anchors of another page.
    """
    return PageLinks.sharing(
        frozenset(link for link in found.links if not _is_settled(page, link, found, files)),
        found.anchors,
    )


def _is_settled(page: str, link: str, found: PageLinks, files: Container[str]) -> bool:
    target, anchor = _target(page, link)
    if target == page and anchor:
        return anchor in found.anchors
    return target in files and not anchor


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
    target, anchor = _target(page, link)
    if target not in existing:
        return False
    return not anchor or target not in pages or anchor in pages[target].anchors


def _target(page: str, link: str) -> tuple[str, str]:
    """Return the file that a link leads to from a page, and the anchor in it, or ""."""
    address, anchor = _parts(link)
    if not address:
        return page, anchor
    return _plain_target(page.count("/"), address) or _find_target(page, address), anchor


@lru_cache(maxsize=8192)
def _parts(link: str) -> tuple[str, str]:
    """Return the address without its query, and the anchor."""
    address, _, anchor = link.partition("#")
    return unquote(address.partition("?")[0]), unquote(anchor)


# Neither "." nor ".." nor "//" in it.
_PLAIN = re.compile(r"(?:[^./][^/]*/)*(?:[^./][^/]*/?)\Z")


@lru_cache(maxsize=8192)
def _plain_target(depth: int, address: str) -> str | None:
    """Return where an address that goes up to the root leads, as almost all in templates do."""
    up = "../" * depth
    rest = address.removeprefix(up)
    if not _PLAIN.match(rest) or not address.startswith(up):
        return None
    return f"{rest}index.html" if rest.endswith("/") else rest


def _find_target(page: str, address: str) -> str:
    folder = page.rsplit("/", 1)[0] + "/" if "/" in page else ""
    path = normpath(f"{folder}{address}")
    is_folder = address.endswith(("/", "/.", "/..")) or address in {".", ".."}
    if is_folder:
        return "index.html" if path == "." else f"{path}/index.html"
    return path
