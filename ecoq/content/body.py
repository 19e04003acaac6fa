"""What a Markdown body contains, found in its text with the places, without rendering it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from ecoq.content.frontmatter import Body
from ecoq.diagnostics import Location

# Every expression here takes time in proportion to the text, whatever the text.
# A block of code ends at a line of its own marks, as many or more, or with the text.
CODE_BLOCK = re.compile(
    r"^((`|~)\2{2,}+)(?!\2)[^`\n]*(?:\n(.*?)|)(?:^\1\2*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_CODE = re.compile(r"(?<!`)(`++).{1,1000}?(?<!`)\1(?!`)", re.DOTALL)
REFERENCE = re.compile(r"\[\[([^\[\]|\n]{1,120})(?:\|([^\[\]\n]{1,200}))?\]\]")
_HEADING_ONE = re.compile(r"^#[ \t]++(.+)$", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|<!--")
_AUTOLINK = re.compile(r"<(?:https?|mailto):[^<>\s]+>|<[^<>\s@]+@[^<>\s@]+>")
_LINK = re.compile(
    r"\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)*)"  # [words](address), ![alt](address)
    r"|^\[(?!\^)[^\]\n]++\]:[ \t]*+(\S+)"  # [label]: address, no footnote, but no footnote
    r"|<((?!(?:\w|st1):)\w+:[^<>\s]+)>",  # <address>, but for what Word writes: <o:p>
    re.MULTILINE,
)
# A list or a quote that begins, or one that goes on: a line may have many before its words.
_BEGINS = r" {0,3}(?:>|(?:[-+*]|\d++\.)[ \t])"
_LEVEL = rf"(?:    |\t|{_BEGINS})"
# A line across the page may be drawn with as many marks as one likes.
_LINE_ACROSS = r" {0,3}([-*])(?: {0,2}\1)*+ *$"
MOST_LEVELS = 20
_TOO_DEEP = re.compile(
    rf"^(?!{_LINE_ACROSS})(?:\[\^[^\]\n]++\]:)?{_LEVEL}{{{MOST_LEVELS},}}{_BEGINS}", re.MULTILINE
)
# How far a line is set in, and what begins it if it is an item of a list.
_LINE = re.compile(r"^([ \t]*+)(?:([-+*]|\d++\.)[ \t]|\S)", re.MULTILINE)
STEP = 4
"""How many spaces set in an item below another."""
# What opens, what closes one, what closes all, and what only looks like it.
_PAIRS = (
    ("[", re.compile(r"\\.|[\[\]]|\n[ \t]*\n", re.DOTALL)),
    ("(", re.compile(r"\\.|[()]|\n[ \t]*\n", re.DOTALL)),
    ("<", re.compile(r"\\.|<[A-Za-z/!?]|>", re.DOTALL)),
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Found(Struct, frozen=True):
    """A piece of a body, as written, and where it stands."""

    text: str
    location: Location


@lru_cache(maxsize=4)
def _without_code(text: str) -> str:
    """Blank out code, so that places stay the same and nothing is found in it."""
    if "`" not in text and "~~~" not in text:
        return text
    return _CODE.sub(_blank, CODE_BLOCK.sub(_blank, text))


def _blank(code: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", code[0])


def find_references(body: Body) -> Iterator[Found]:
    """Yield the target of each ``[[target]]`` or ``[[target|words]]``."""
    text = body.text
    if "[[" not in text:  # as in most
        return
    for match in REFERENCE.finditer(_without_code(text)):
        yield Found(match[1].strip(), body.location(match.start()))


def find_first_level_headings(body: Body) -> Iterator[Found]:
    """Yield the words of each ``# heading``."""
    for match in _HEADING_ONE.finditer(_without_code(body.text)):
        words = match[1].rstrip().rstrip("#").rstrip()
        yield Found(words, body.location(match.start()))


def find_html(body: Body) -> Iterator[Found]:
    """Yield each raw HTML tag or comment."""
    text = _without_code(body.text)
    for match in _TAG.finditer(text):
        if not _AUTOLINK.match(match[0]):
            yield Found(match[0], body.location(match.start()))


def find_links(body: Body) -> Iterator[Found]:
    """Yield the address of each Markdown link, image or reference."""
    for match in _LINK.finditer(_without_code(body.text)):
        yield Found(match[1] or match[2] or match[3], body.location(match.start()))


def find_too_deep(body: Body) -> Iterator[Found]:
    """Yield the marks that open lists or quotes in more than MOST_LEVELS others.

    Python-Markdown calls itself for each level: past some 240 lists, it cannot go on.
    """
    for match in _TOO_DEEP.finditer(_without_code(body.text)):
        yield Found(match[0], body.location(match.start()))


def find_flat_sublists(body: Body) -> Iterator[Found]:
    """Yield the mark of each item that is set in from the one before, and yet not below it.

    Two spaces are enough for other readers of Markdown; Python-Markdown counts by four.
    """
    before = None
    for match in _LINE.finditer(_without_code(body.text)):
        indent = len(match[1].expandtabs(STEP))
        if match[2] is None:
            # A paragraph ends the list; what is set in goes on with the item.
            before = before if indent else None
        elif before is not None:
            if indent > before + 1 and indent // STEP == before // STEP:
                yield Found(match[2], body.location(match.start(2)))
            before = indent
        elif indent < STEP:  # more would be code
            before = indent


def find_left_open(body: Body) -> Iterator[Found]:
    """Yield the first bracket or tag of a kind that is open with more than MOST_LEVELS others.

    For each, Python-Markdown looks for its end: of the paragraph, or of the text for a tag. A
    thousand that have none take a second, ten thousand minutes.
    """
    text = _without_code(body.text)
    for opening, marks in _PAIRS:
        if text.count(opening) <= MOST_LEVELS:  # as in nearly all
            continue
        count = 0
        for match in marks.finditer(text):
            mark = match[0]
            if mark.startswith(opening):
                count += 1
            elif not mark.startswith("\\"):
                count = 0 if len(mark) > 1 else max(0, count - 1)
            if count > MOST_LEVELS:
                yield Found(mark, body.location(match.start()))
                break


def count_words(body: Body) -> int:
    """Return how many words a reader finds in the body."""
    return len(_WORD.findall(REFERENCE.sub(lambda m: m[2] or m[1], body.text)))
