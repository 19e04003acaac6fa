"""Bodies that need no Markdown parser: headings, paragraphs and lists of one level, as most are.

What comes out is what Python-Markdown and the sanitiser would make of them, in a tenth of the
time: no sign of these texts means anything to either, and every word is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from ecoq.content.body import REFERENCE
from ecoq.render.page_context import PageContext
from ecoq.render.typography import NO_BREAK, typeset

Block = re.Match[str]

# What may mean something to Markdown or HTML wherever it stands; « & » alone between words is text.
_MARKS = re.compile(r"[`*_\[\]<>\\\x00-\x09\x0b-\x1f\x7f]|&(?! )|~~~")
# A line that opens neither a list, nor a heading, nor a rule, nor code.
_LINE = r"(?![#+-]|\d+\. )\S(?:.*\S)?"
_BLOCK = re.compile(
    rf"(?P<level>#{{1,6}}) *(?P<heading>[^\s#\[](?:[^#\n\[]*[^\s#\[])?)"
    rf"|(?P<items>- +{_LINE}(?:\n- +{_LINE})*)"
    rf"|(?P<paragraph>{_LINE})"
)
_BETWEEN_BLOCKS = re.compile(r"\n{2,}")
_BETWEEN_ITEMS = re.compile(r"(?:^|\n)- +")
_LAST_NAMED_LEVEL = 4


def read_plain(text: str) -> list[Block] | None:
    """Return the blocks of a body, or None if it needs a parser of Markdown."""
    # Of a reference, only its words are shown.
    if _MARKS.search(REFERENCE.sub(r"\2", text)):
        return None
    blocks: list[Block] = []
    for written in _BETWEEN_BLOCKS.split(text.strip("\n")):
        block = _BLOCK.fullmatch(written)
        # Markdown would make one list of two, with paragraphs in it.
        if block is None or (block["items"] and blocks and blocks[-1]["items"]):
            return None
        blocks.append(block)
    return blocks


def render_plain(blocks: list[Block], page: PageContext) -> str:
    """Return the HTML of a body, safe by construction."""
    for block in blocks:
        # What the author explains somewhere is explained nowhere else.
        for reference in _find_references(block[0]):
            page.follow(reference)
    html = "\n".join(_render_block(block, page) for block in blocks)
    return html.replace(NO_BREAK, "&nbsp;")


def _render_block(block: Block, page: PageContext) -> str:
    if block["heading"]:
        return _render_heading(len(block["level"]), typeset(block["heading"]), page)
    if block["items"]:
        _, *items = _BETWEEN_ITEMS.split(block["items"])
        lines = "\n".join(f"<li>{_render_words(item, page)}</li>" for item in items)
        return f"<ul>\n{lines}\n</ul>"
    return f"<p>{_render_words(block[0], page)}</p>"


def _render_heading(level: int, text: str, page: PageContext) -> str:
    # The page has the first level.
    shown = max(level, 2)
    name = f' id="{page.name_heading(shown, text)}"' if shown <= _LAST_NAMED_LEVEL else ""
    return f"<h{shown}{name}>{escape(text, quote=False)}</h{shown}>"


def _render_words(text: str, page: PageContext) -> str:
    """Return the words of a block with its references and its terms as links."""
    return "".join(
        _render_link(part) if isinstance(part, Element) else _explain(part, page)
        for part in _split_references(text, page)
    )


def _explain(text: str, page: PageContext) -> str:
    return "".join(
        _render_link(part) if isinstance(part, Element) else escape(part, quote=False)
        for part in page.explain_terms(typeset(text))
    )


def _split_references(text: str, page: PageContext) -> Iterator[str | Element]:
    """Yield the texts and the links in turn."""
    words, start = "", 0
    for reference in _find_references(text):
        words += text[start : reference.start()]
        start = reference.end()
        link = page.follow(reference)
        if isinstance(link, str):
            words += link
        else:
            yield words
            yield link
            words = ""
    yield words + text[start:]


def _find_references(text: str) -> Iterator[re.Match[str]]:
    return REFERENCE.finditer(text) if "[[" in text else iter(())


def _render_link(link: Element) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in link.items())
    inner = "".join(map(_render_link, link)) or escape(link.text or "", quote=False)
    return f"<{link.tag}{attributes}>{inner}</{link.tag}>"
