"""What is known of a page while its bodies are rendered: its headings, the terms it has met."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct

from ecoq.content.model import Term
from ecoq.render.glossary import Glossary
from ecoq.render.typography import typeset
from ecoq.site import urls
from ecoq.site.references import Target, TargetKind
from ecoq.territory.names import slugify

Href = Callable[[str], str]
"""Turns an address from the site's root into one that suits the page."""

# Anchors that the templates of entries hold already.
_IDS_OF_PAGES = frozenset({
    "apercu", "chiffres", "contenu", "enseignements", "fiches", "fiches-citees", "numeros",
    "pied-lire", "pied-site", "pied-suite", "recherche", "sommaire", "sources", "suite",
    "voir-aussi",
})


class Heading(Struct, frozen=True):
    """A heading of a body, for its table of contents."""

    level: int
    id: str
    text: str


class PageContext:
    """What those who render the bodies of a page know of it."""

    def __init__(self, targets: Mapping[str, Target], glossary: Glossary) -> None:
        self.targets = targets
        self.glossary = glossary
        self.start(lambda url: url)

    def start(self, href: Href) -> None:
        """Begin another page."""
        self.href = href
        self.headings: list[Heading] = []
        self.terms_met: set[str] = set()
        self._ids = set(_IDS_OF_PAGES)

    def name_heading(self, level: int, text: str) -> str:
        """Return the anchor of the page's next heading, and list it in the contents."""
        name = _unused(slugify(text) or "section", self._ids)
        self.headings.append(Heading(level, name, text.strip()))
        return name

    def follow(self, reference: re.Match[str]) -> Element | str:
        """Return the link of ``[[slug]]`` or ``[[slug|words]]``.

        An unknown target, refused by ``check``, keeps its words.
        """
        target = self.targets.get(reference[1].strip())
        words = (reference[2] or (target.title if target else reference[1])).strip()
        if target is None or target.is_draft:
            return words
        return self.link_to(target, typeset(words))

    def link_to(self, target: Target, words: str) -> Element:
        """Return a link to a fiche, a number or a page, or the explained mention of a term."""
        term = self.glossary.by_slug.get(target.slug)
        if target.kind is TargetKind.TERM and term is not None:
            return self.explain(term, words)
        link = Element("a", {"class": "reference", "href": self.href(target.url)})
        link.text = words
        return link

    def explain(self, term: Term, words: str) -> Element:
        """Return a mention of a term that leads to the glossary, and count it as met."""
        self.terms_met.add(term.term)
        link = Element("a", {"class": "term", "href": self.href(urls.of_term(term.term))})
        if term.expansion is None:
            link.text = words
            return link
        abbreviation = SubElement(link, "abbr", {"title": typeset(term.expansion)})
        abbreviation.text = words
        return link

    def explain_terms(self, text: str) -> Iterator[str | Element]:
        """Split a text around the terms that the page has not met yet; the first part is text."""
        start = 0
        for match, term in self.glossary.find(text):
            if term.term in self.terms_met:
                continue
            yield text[start : match.start()]
            yield self.explain(term, match[0])
            start = match.end()
        yield text[start:]


def _unused(name: str, used: set[str]) -> str:
    """Return a name that is not in ``used``, and add it."""
    candidate, number = name, 1
    while candidate in used:
        number += 1
        candidate = f"{name}-{number}"
    used.add(candidate)
    return candidate
