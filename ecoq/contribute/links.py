"""``ecoq links``: the links of the content to other pages of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ecoq import catalogue
from ecoq.content.body import find_links
from ecoq.content.load import Content
from ecoq.content.model import Entry
from ecoq.diagnostics import Diagnostic
from ecoq.publish.links import PageLinks, find_broken_links
from ecoq.site import urls


def find_broken_internal_links(content: Content, outputs: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield the relative links of bodies that lead to no page; anchors are left to the build."""
    paths = set(outputs)
    for entry, page in _pages(content):
        for found in find_links(entry.body):
            address = found.text.partition("#")[0].partition("?")[0]
            if not address or urlsplit(found.text).scheme or address.startswith("//"):
                continue
            one = {page: PageLinks(frozenset({address}), frozenset())}
            for broken in find_broken_links(one, paths):
                yield catalogue.LINK_BROKEN.at(found.location, link=broken.link)


def _pages(content: Content) -> Iterator[tuple[Entry, str]]:
    for initiative in content.initiatives:
        if not initiative.is_draft:
            yield initiative, urls.output_path(urls.of_initiative(initiative.slug))
    for issue in content.issues:
        if not issue.is_draft:
            yield issue, urls.output_path(urls.of_issue(issue.slug))
    for page in content.pages:
        yield page, urls.output_path(urls.of_page(page.slug))
