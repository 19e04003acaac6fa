"""What the site adds to Markdown: references, glossary, heading names, typography.

Extensions of Python-Markdown; they build elements, never text that is trusted as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import escape

from ecoq.content.body import CODE_BLOCK, REFERENCE
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
_NO_TYPESETTING = {"code", "pre", "kbd"}
_NO_GLOSSARY = _NO_TYPESETTING | {"a", "abbr", "h1", "h2", "h3", "h4", "h5", "h6", "th", "sup"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body, for its table of contents."""

    level: int
    id: str
    text: str


class PageContext:
    """What the Markdown extensions know of the page being rendered."""

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
        link.text = AtomicString(words)
        return link

    def explain(self, term: Term, words: str) -> Element:
        """Return a mention of a term that leads to the glossary, and count it as met."""
        self.terms_met.add(term.term)
        link = Element("a", {"class": "term", "href": self.href(urls.of_term(term.term))})
        if term.expansion is None:
            link.text = AtomicString(words)
            return link
        abbreviation = SubElement(link, "abbr", {"title": typeset(term.expansion)})
        abbreviation.text = AtomicString(words)
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


class SiteExtension(Extension):
    """Blocks of code between fences, references, glossary and typography."""

    def __init__(self, page: PageContext) -> None:
        super().__init__()
        self._page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the processors."""
        # After line ends are made alike (30), before raw HTML is put aside (20).
        md.preprocessors.register(_CodeBlockProcessor(md), "ecoq", 25)
        # Before links (160), so that "[[x]]" is not read as a link's text.
        md.inlinePatterns.register(ReferenceProcessor(REFERENCE.pattern, self._page), "ecoq", 165)
        # After inline patterns (20), on the finished tree.
        md.treeprocessors.register(_FinishProcessor(md, self._page), "ecoq", 5)


class _CodeBlockProcessor(Preprocessor):
    """Code between lines of « ``` » or « ~~~ », where checks find it too.

    Python-Markdown's own extension takes a time that grows with the square of fences left open.
    """

    def run(self, lines: list[str]) -> list[str]:
        """Put the blocks aside."""
        return CODE_BLOCK.sub(self._put_aside, "\n".join(lines)).split("\n")

    def _put_aside(self, block: re.Match[str]) -> str:
        code = escape((block[3] or "").rstrip("\n"))
        return f"\n\n{self.md.htmlStash.store(f'<pre><code>{code}</code></pre>')}\n\n"


class ReferenceProcessor(InlineProcessor):
    """``[[slug]]`` and ``[[slug|words]]``."""

    def __init__(self, pattern: str, page: PageContext) -> None:
        super().__init__(pattern)
        self._page = page

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        """Return the link, and where the reference stands."""
        return self._page.follow(m), m.start(0), m.end(0)


class _FinishProcessor(Treeprocessor):
    """Walks the finished tree once: heading ids, table headers, glossary, typography."""

    def __init__(self, md: Markdown, page: PageContext) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        self._visit(root, typesets=True, explains=True)

    def _visit(self, element: Element, *, typesets: bool, explains: bool) -> None:
        typesets = typesets and element.tag not in _NO_TYPESETTING
        explains = explains and element.tag not in _NO_GLOSSARY
        if typesets:
            self._typeset(element)
        if element.tag in {"h1", "h2", "h3", "h4"}:
            self._name_heading(element)
        if element.tag == "th":
            element.set("scope", "col")
        for child in list(element):
            self._visit(child, typesets=typesets, explains=explains)
        if explains:
            self._explain_terms(element)

    def _typeset(self, element: Element) -> None:
        if element.text:
            element.text = _keep_atomic(element.text)
        for child in element:
            if child.tail:
                child.tail = _keep_atomic(child.tail)

    def _name_heading(self, element: Element) -> None:
        if element.tag == "h1":
            element.tag = "h2"
        element.set("id", self._page.name_heading(int(element.tag[1]), _plain_text(element)))

    def _explain_terms(self, element: Element) -> None:
        """Link the first mention of each glossary term in the element's own texts."""
        if element.text:
            parts = list(self._page.explain_terms(element.text))
            if len(parts) > 1:
                element.text = _text_of(parts[0])
                _insert(element, 0, parts[1:])
        for child in list(element):
            if child.tail:
                parts = list(self._page.explain_terms(child.tail))
                if len(parts) > 1:
                    child.tail = _text_of(parts[0])
                    _insert(element, list(element).index(child) + 1, parts[1:])


def _keep_atomic(text: str) -> str:
    """Typeset a text of the tree; what Python-Markdown must not look into stays so."""
    done = typeset(text)
    return AtomicString(done) if isinstance(text, AtomicString) else done


def _plain_text(element: Element) -> str:
    """The words of an element, without what Python-Markdown has put aside in it."""
    return re.sub(r"\x02[^\x03]*\x03", "", "".join(element.itertext()))


def _unused(name: str, used: set[str]) -> str:
    """Return a name that is not in ``used``, and add it."""
    candidate, number = name, 1
    while candidate in used:
        number += 1
        candidate = f"{name}-{number}"
    used.add(candidate)
    return candidate


def _text_of(part: str | Element) -> str:
    return part if isinstance(part, str) else ""


def _insert(parent: Element, index: int, parts: list[Any]) -> None:
    """Insert elements, each followed by its text, at an index of ``parent``."""
    for offset, (element, tail) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        element.tail = tail
        parent.insert(index + offset, element)
