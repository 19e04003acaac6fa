"""Bodies: Markdown to safe HTML with references, glossary, and French typography.

The only module that makes ``Markup`` of contributors' words, once ``plain_body`` or ``full_body``
has made safe HTML of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from ecoq.content.body import REFERENCE
from ecoq.content.model import Term
from ecoq.render.glossary import Glossary
from ecoq.render.page_context import Heading, Href, PageContext
from ecoq.render.plain_body import read_plain, render_plain
from ecoq.render.typography import raise_ordinals
from ecoq.site.references import Target

if TYPE_CHECKING:
    from ecoq.render.full_body import BodyParser


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
    """Renders the bodies of one site."""

    def __init__(self, targets: Mapping[str, Target], glossary: tuple[Term, ...]) -> None:
        self._page = PageContext(targets, Glossary(glossary))
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
        html = self._parser.parse(text) if blocks is None else render_plain(blocks, self._page)
        return raise_ordinals(html), tuple(self._page.headings)

    @cached_property
    def _parser(self) -> BodyParser:
        from ecoq.render.full_body import BodyParser  # noqa: PLC0415 - few bodies need it

        return BodyParser(self._page)


# What stands for the site's root until a page, a feed or a book makes the link its own.
_SITE = "@site/"
_SITE_LINK = re.compile(rf'href="{_SITE}([^"]*)"')
