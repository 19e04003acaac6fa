"""Bodies that need a parser of Markdown: whatever they hold, what comes out is safe HTML.

Raw HTML goes through nh3. Most bodies need none of this: it is imported for those that do.
"""

from __future__ import annotations

import re

import nh3
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markupsafe import escape

from ecoq.render.body_extension import SiteExtension
from ecoq.render.page_context import PageContext

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


class BodyParser:
    """Parses the bodies of one site, one after the other: a parser is costly to make."""

    def __init__(self, page: PageContext) -> None:
        self._page = page
        self._markdown = _make_markdown(page)

    def parse(self, text: str) -> str:
        """Return the HTML of a body; the page has been told to begin."""
        try:
            return clean(self._markdown.reset().convert(text))
        except RecursionError:
            # Hundreds of lists, one in the other: nobody means them, and the parser, which stays
            # behind in the midst of them, is of no more use. The text is shown as it was written.
            self._markdown = _make_markdown(self._page)
            self._page.headings.clear()
            return f"<pre>{escape(text)}</pre>"


def _make_markdown(page: PageContext) -> Markdown:
    return Markdown(
        extensions=[TableExtension(), SaneListExtension(), _footnotes(), SiteExtension(page)],
        output_format="html",
    )


def _footnotes() -> FootnoteExtension:
    return FootnoteExtension(
        BACKLINK_TITLE="Retour à l’appel de la note {}", BACKLINK_TEXT="↩", SEPARATOR="-"
    )
