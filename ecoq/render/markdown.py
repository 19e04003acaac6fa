"""Bodies: Markdown to safe HTML with references, glossary, and French typography.

The only module that makes ``Markup`` of contributors' words. Whatever raw HTML a body holds goes
through nh3 before it is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import (
    LINE_BREAK_RE,
    InlineProcessor,
    Pattern,
    SubstituteTagInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, Registry
from markupsafe import Markup

from ecoq.content.body import REFERENCE
from ecoq.content.model import Term
from ecoq.render.typography import raise_ordinals, typeset
from ecoq.site import urls
from ecoq.site.references import Target, TargetKind
from ecoq.territory.names import slugify

Href = Callable[[str], str]
"""Turns an address from the site's root into one that suits the page."""

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "kbd", "li", "mark", "ol", "p", "pre", "q", "s",
    "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}
_ATTRIBUTES = {
    "a": {"href", "title", "class", "id", "role", "aria-label"},
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
_NO_TYPESETTING = {"code", "pre", "kbd"}
_NO_GLOSSARY = _NO_TYPESETTING | {"a", "abbr", "h2", "h3", "h4", "h5", "h6", "th", "sup"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body, for its table of contents."""

    level: int
    id: str
    text: str


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
        self._page = _PageContext(targets, Glossary(glossary))
        self._markdown = _make_markdown(self._page)
        self._plain_markdown = _make_plain_markdown(self._page)

    def prepare(self, text: str, href: Href) -> PageBody:
        """Return a body as a page will show it; ``href`` makes that page's links."""
        slugs = dict.fromkeys(match[1].strip() for match in REFERENCE.finditer(text))
        targets = tuple(self._page.targets[slug] for slug in slugs if slug in self._page.targets)
        return PageBody(
            text, targets, self._page.glossary, href(""), partial(self._render, text, href)
        )

    def _render(self, text: str, href: Href) -> tuple[Markup, tuple[Heading, ...]]:
        self._page.start(href)
        is_plain = not _MARKS.search(REFERENCE.sub("", text))
        markdown = self._plain_markdown if is_plain else self._markdown
        html = markdown.reset().convert(text)
        return Markup(raise_ordinals(_CLEANER.clean(html))), tuple(self._page.headings)


# Each inline pattern of Python-Markdown but ours and the line break needs one of these.
_MARKS = re.compile(r"[`*_\[\]<>!&\\]|https?:|www\.")


def _make_markdown(page: _PageContext) -> Markdown:
    return Markdown(
        extensions=[TableExtension(), SaneListExtension(), _footnotes(), _SiteExtension(page)],
        output_format="html",
    )


def _make_plain_markdown(page: _PageContext) -> Markdown:
    """Return a parser for texts without marks: it has only the inline patterns that can match.

    Python-Markdown tries each pattern on each piece of text, which is most of its time.
    """
    markdown = _make_markdown(page)
    patterns: Registry[Pattern] = Registry()
    patterns.register(_ReferenceProcessor(REFERENCE.pattern, page), "ecoq", 165)
    patterns.register(SubstituteTagInlineProcessor(LINE_BREAK_RE, "br"), "linebreak", 100)
    markdown.inlinePatterns = patterns
    return markdown


def _footnotes() -> FootnoteExtension:
    return FootnoteExtension(
        BACKLINK_TITLE="Retour à l’appel de la note {}", BACKLINK_TEXT="↩", SEPARATOR="-"
    )


class _PageContext:
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

    def link_to(self, target: Target, words: str) -> Element:
        """Return a link to a fiche, a number or a page, or the explained mention of a term."""
        term = self.glossary.by_slug.get(target.slug)
        if target.kind is TargetKind.TERM and term is not None:
            return self.explain(term, words)
        link = Element("a", {"href": self.href(target.url), "class": "reference"})
        link.text = AtomicString(words)
        return link

    def explain(self, term: Term, words: str) -> Element:
        """Return a mention of a term that leads to the glossary, and count it as met."""
        self.terms_met.add(term.term)
        link = Element("a", {"href": self.href(urls.of_term(term.term)), "class": "term"})
        if term.expansion is None:
            link.text = AtomicString(words)
            return link
        abbreviation = SubElement(link, "abbr", {"title": typeset(term.expansion)})
        abbreviation.text = AtomicString(words)
        return link


class _SiteExtension(Extension):
    """References, glossary and typography."""

    def __init__(self, page: _PageContext) -> None:
        super().__init__()
        self._page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the processors."""
        # Before links (160), so that "[[x]]" is not read as a link's text.
        md.inlinePatterns.register(_ReferenceProcessor(REFERENCE.pattern, self._page), "ecoq", 165)
        # After inline patterns (20), on the finished tree.
        md.treeprocessors.register(_FinishProcessor(md, self._page), "ecoq", 5)


class _ReferenceProcessor(InlineProcessor):
    """``[[slug]]`` and ``[[slug|words]]``."""

    def __init__(self, pattern: str, page: _PageContext) -> None:
        super().__init__(pattern)
        self._page = page

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        """Return the link; an unknown target, refused by ``check``, keeps its words."""
        target = self._page.targets.get(m[1].strip())
        words = (m[2] or (target.title if target else m[1])).strip()
        if target is None or target.is_draft:
            return words, m.start(0), m.end(0)
        link = self._page.link_to(target, words)
        return link, m.start(0), m.end(0)


class _FinishProcessor(Treeprocessor):
    """Walks the finished tree once: heading ids, table headers, glossary, typography."""

    def __init__(self, md: Markdown, page: _PageContext) -> None:
        super().__init__(md)
        self._page = page
        self._ids: set[str] = set()

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        self._ids = set()
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
        text = _plain_text(element)
        if element.tag == "h1":
            element.tag = "h2"
        name = _unused(slugify(text) or "section", self._ids)
        element.set("id", name)
        self._page.headings.append(Heading(int(element.tag[1]), name, text))

    def _explain_terms(self, element: Element) -> None:
        """Link the first mention of each glossary term in the element's own texts."""
        if element.text:
            parts = list(self._parts(element.text))
            if len(parts) > 1:
                element.text = _text_of(parts[0])
                _insert(element, 0, parts[1:])
        for child in list(element):
            if child.tail:
                parts = list(self._parts(child.tail))
                if len(parts) > 1:
                    child.tail = _text_of(parts[0])
                    _insert(element, list(element).index(child) + 1, parts[1:])

    def _parts(self, text: str) -> Iterator[str | Element]:
        """Split a text around the terms that the page has not met yet; the first part is text."""
        start = 0
        for match, term in self._page.glossary.find(text):
            if term.term in self._page.terms_met:
                continue
            yield text[start : match.start()]
            yield self._page.explain(term, match[0])
            start = match.end()
        yield text[start:]


def _keep_atomic(text: str) -> str:
    """Typeset a text of the tree; what Python-Markdown must not look into stays so."""
    done = typeset(text)
    return AtomicString(done) if isinstance(text, AtomicString) else done


def _plain_text(element: Element) -> str:
    """The words of an element, without what Python-Markdown has put aside in it."""
    return re.sub(r"\x02[^\x03]*\x03", "", "".join(element.itertext())).strip()


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


@dataclass(frozen=True)
class Glossary:
    """Finds the terms of the glossary in a text."""

    terms: tuple[Term, ...]

    @cached_property
    def by_slug(self) -> dict[str, Term]:
        """The terms by the slug of their address."""
        return {slugify(term.term): term for term in self.terms}

    @cached_property
    def _by_form(self) -> dict[str, Term]:
        """The terms by each form that texts give them: « Régie de quartier », its plural."""
        forms: dict[str, Term] = {}
        for term in self.terms:
            for form in term.term.split(" / "):
                forms[form] = term
                if not form.isupper():
                    common = form[0].lower() + form[1:]
                    forms.update({common: term, _plural(common): term})
        return forms

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_form, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, longest_first)) or r"(?!)"
        return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")

    def find(self, text: str) -> Iterator[tuple[re.Match[str], Term]]:
        """Yield each mention with its term."""
        for match in self._pattern.finditer(text):
            yield match, self._by_form[match[0]]


def _plural(form: str) -> str:
    """« régie de quartier » → « régies de quartier »: French marks the first word."""
    first, space, rest = form.partition(" ")
    return f"{first}s{space}{rest}"
