"""The comments of a YAML text, each tied to the value it goes with.

PyYAML drops comments, so they are found between the values: there, whatever is neither space nor
punctuation of YAML begins with « # ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml
from msgspec import Struct, field

from ecoq.content.nodes import parse_events

_COMMENT = re.compile(r"#[^\n]*")
_BLOCK_HEADER = re.compile(r"[|>][-+\d]*[ \t]+(#[^\n]*)")

Position = tuple[int, int, bool]
"""Line and column of a key or a value, from 0, and whether nothing is written there: the value that
a key « ? statut » lacks stands where the next key does."""


class Around(Struct):
    """The comments of one key or value: on lines before, on its own line, on lines after."""

    before: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


class Comments(Struct, frozen=True):
    """All the comments of a text. ``last`` are those of its end, tied to no value."""

    by_position: Mapping[Position, Around]
    last: tuple[str, ...]

    def around(self, position: Position) -> Around:
        """Return the comments of the key or value at a position."""
        return self.by_position.get(position, Around())


class _Token(Struct, frozen=True):
    position: Position
    start: int
    end: int
    indent: int
    """Of its line: how many spaces begin it."""


def find_comments(text: str) -> Comments:
    """Return the comments of a YAML text that is known to parse."""
    tokens = list(_tokens(text))
    around = {token.position: Around() for token in tokens}
    last: list[str] = []
    for index, token in enumerate(tokens):
        # The header of a block text can bear a comment: « resume: > # à revoir ».
        if found := _BLOCK_HEADER.match(text, token.start, token.end):
            around[token.position].beside.append(found[1].rstrip())
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        limit = following.start if following else len(text)
        for comment in _COMMENT.finditer(text, token.end, limit):
            mine = around[token.position]
            if "\n" not in text[token.end : comment.start()] and text[token.end - 1] != "\n":
                mine.beside.append(comment[0].rstrip())
            elif _indent(text, comment.start()) > (following.indent if following else 0):
                mine.after.append(comment[0].rstrip())
            elif following:
                around[following.position].before.append(comment[0].rstrip())
            else:
                last.append(comment[0].rstrip())
    first = tokens[0].start if tokens else len(text)
    opening = [comment[0].rstrip() for comment in _COMMENT.finditer(text, 0, first)]
    if tokens:
        around[tokens[0].position].before[:0] = opening
    else:
        last = opening
    return Comments(around, tuple(last))


def _tokens(text: str) -> Iterator[_Token]:
    for event in parse_events(text):
        start, end = event.start_mark, event.end_mark
        if isinstance(event, yaml.ScalarEvent) and start and end:
            yield _Token(
                (start.line, start.column, start.index == end.index), start.index, end.index,
                _indent(text, start.index),
            )


def _indent(text: str, offset: int) -> int:
    """How many spaces begin the line of a character."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return len(line) - len(line.lstrip(" "))
