"""What the site adds to Markdown: references, glossary, heading names, typography.

Extensions of Python-Markdown; they build elements, never text that is trusted as HTML.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import escape

from ecoq.content.body import CODE_BLOCK, REFERENCE
from ecoq.render.page_context import PageContext
from ecoq.render.typography import typeset

_NO_TYPESETTING = {"code", "pre", "kbd"}
_NO_GLOSSARY = _NO_TYPESETTING | {"a", "abbr", "h1", "h2", "h3", "h4", "h5", "h6", "th", "sup"}


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
        """Return the link, into whose words nothing looks, and where the reference stands."""
        followed = self._page.follow(m)
        if isinstance(followed, Element):
            for element in followed.iter():
                element.text = element.text and AtomicString(element.text)
        return followed, m.start(0), m.end(0)


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


def _text_of(part: str | Element) -> str:
    return part if isinstance(part, str) else ""


def _insert(parent: Element, index: int, parts: list[Any]) -> None:
    """Insert elements, each followed by its text, at an index of ``parent``."""
    for offset, (element, tail) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        element.tail = tail
        parent.insert(index + offset, element)
