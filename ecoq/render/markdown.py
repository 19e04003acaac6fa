"""Bodies: Markdown to safe HTML with references, glossary, and French typography.

The only module that makes ``Markup`` of contributors' words. Whatever raw HTML a body holds goes
through nh3 before it is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial

import nh3
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markupsafe import Markup, escape

from ecoq.content.body import REFERENCE
from ecoq.content.model import Term
from ecoq.render.body_extension import (
    Heading,
    Href,
    PageContext,
    SiteExtension,
)
from ecoq.render.glossary import Glossary
from ecoq.render.plain_body import read_plain, render_plain
from ecoq.render.typography import raise_ordinals
from ecoq.site.references import Target

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "kbd", "li", "mark", "ol", "p", "pre", "q", "s",
    "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}
_ATTRIBUTES = {
    "a": {"href", "title", "class", "role", "aria-label"},
    "abbr": {"title"},
    "div": {"class"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"},
    "li": {"id"},
    "ol": {"start"},
    "p": {"class"},
    "sup": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"},
    link_rel=None, generic_attribute_prefixes=set(),
)
# An address without a scheme that leads to another host all the same, as browsers read it: they
# pass over control characters before it. An anchor that is no footnote's and could be taken for
# one of the page's.
_OTHER_HOST = r"[\s\x00-\x1f]*[/\\]\s*[/\\]"
_OTHER_ANCHOR = r"(?!fn(?:ref)?\d*-)"
_UNWANTED = {"href": re.compile(_OTHER_HOST), "id": re.compile(_OTHER_ANCHOR)}
_SUSPECT = re.compile(rf'href="{_OTHER_HOST}|<(?:sup|li) [^>]*id="{_OTHER_ANCHOR}')


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    unwanted = None if tag.startswith("h") else _UNWANTED.get(name)
    return None if unwanted is not None and unwanted.match(value) else value


_STRICT_CLEANER = nh3.Cleaner(
    tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"},
    link_rel=None, generic_attribute_prefixes=set(), attribute_filter=_keep_attribute,
)


def clean(html: str) -> str:
    """Return HTML of which nothing can run, load or lead anywhere but to pages and mailboxes."""
    cleaned = _CLEANER.clean(html)
    # Asking for each attribute takes time: only when there may be something to take away.
    return _STRICT_CLEANER.clean(cleaned) if _SUSPECT.search(cleaned) else cleaned


@dataclass(frozen=True)
class PageBody:
    """A body as one page shows it; it is rendered when a template first asks for it."""

    text: str
    targets: tuple[Target, ...]
    """What its references lead to."""
    glossary: Glossary
    home: str
    """How the page links to the site's root."""
    _render: Callable[[], tuple[Markup, tuple[Heading, ...]]] = field(compare=False, repr=False)

    @cached_property
    def _rendered(self) -> tuple[Markup, tuple[Heading, ...]]:
        return self._render()

    @property
    def html(self) -> Markup:
        """The body as safe HTML."""
        return self._rendered[0]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Its headings, in order."""
        return self._rendered[1]


class BodyRenderer:
    """Renders the bodies of one site; keeps one Markdown parser, which is costly to make."""

    def __init__(self, targets: Mapping[str, Target], glossary: tuple[Term, ...]) -> None:
        self._page = PageContext(targets, Glossary(glossary))
        self._markdown = _make_markdown(self._page)
        # A fiche is shown by its page and by several feeds.
        self._convert = lru_cache(maxsize=512)(self._convert_text)

    def prepare(self, text: str, href: Href) -> PageBody:
        """Return a body as a page will show it; ``href`` makes that page's links."""
        slugs = dict.fromkeys(match[1].strip() for match in REFERENCE.finditer(text))
        targets = tuple(self._page.targets[slug] for slug in slugs if slug in self._page.targets)
        return PageBody(
            text, targets, self._page.glossary, href(""), partial(self._render, text, href)
        )

    def _render(self, text: str, href: Href) -> tuple[Markup, tuple[Heading, ...]]:
        html, headings = self._convert(text)
        linked = _SITE_LINK.sub(lambda link: f'href="{href(link[1])}"', html)
        return Markup(linked), headings

    def _convert_text(self, text: str) -> tuple[str, tuple[Heading, ...]]:
        """Return safe HTML whose links to the site are still to be made, and the headings."""
        self._page.start(lambda url: f"{_SITE}{url}")
        blocks = read_plain(text)
        html = self._parse(text) if blocks is None else render_plain(blocks, self._page)
        return raise_ordinals(html), tuple(self._page.headings)

    def _parse(self, text: str) -> str:
        try:
            return clean(self._markdown.reset().convert(text))
        except RecursionError:
            # Hundreds of lists, one in the other: nobody means them, and the parser, which stays
            # behind in the midst of them, is of no more use. The text is shown as it was written.
            self._markdown = _make_markdown(self._page)
            self._page.headings.clear()
            return f"<pre>{escape(text)}</pre>"


# What stands for the site's root until a page, a feed or a book makes the link its own.
_SITE = "@site/"
_SITE_LINK = re.compile(rf'href="{_SITE}([^"]*)"')


def _make_markdown(page: PageContext) -> Markdown:
    return Markdown(
        extensions=[TableExtension(), SaneListExtension(), _footnotes(), SiteExtension(page)],
        output_format="html",
    )


def _footnotes() -> FootnoteExtension:
    return FootnoteExtension(
        BACKLINK_TITLE="Retour à l’appel de la note {}", BACKLINK_TEXT="↩", SEPARATOR="-"
    )
