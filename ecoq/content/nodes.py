"""YAML as contributors wrote it: every value stays text and knows its line and column.

PyYAML's own conversions betray contributors (``01000`` becomes 512, ``no`` becomes False, the
second of two equal keys wins in silence), so only its parser is used, event by event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import yaml
from msgspec import Struct

from ecoq import catalogue
from ecoq.content.source import Excerpt
from ecoq.content.syntax import explain_syntax_error
from ecoq.diagnostics import Location, Unreadable

MAX_DEPTH = 8

# « Le Phare #1 »: YAML reads a comment from the space on. A comment of ours has a space after #.
_LOST_WORDS = re.compile(r"[ \t]+(#[^\s#].*)")

# libyaml when PyYAML was built with it: the same events, about ten times faster.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Scalar(Struct, frozen=True):
    """A single value, as written, quotes taken off."""

    text: str
    location: Location
    quoted: bool = False


class Sequence(Struct, frozen=True):
    """A list of values."""

    items: tuple[Node, ...]
    location: Location


class Pair(Struct, frozen=True):
    """A key and its value."""

    key: Scalar
    value: Node


class Mapping(Struct, frozen=True):
    """Keys and their values, in the order of the file; no key occurs twice."""

    pairs: tuple[Pair, ...]
    location: Location

    def find(self, name: str) -> Node | None:
        """Return the value of a key, or None."""
        return next((pair.value for pair in self.pairs if pair.key.text == name), None)


Node = Scalar | Sequence | Mapping


class MappingText(Struct, frozen=True):
    """A mapping that was read once and let go, as text: ten times smaller than its nodes.

    Only who wants to know where a value stands in it has it read again.
    """

    written: Excerpt
    first_line: int
    location: Location

    def parse(self) -> Mapping:
        """Return the nodes."""
        return _parse_again(self.written.text, self.first_line, self.location.path)


@lru_cache(maxsize=4)
def _parse_again(text: str, first_line: int, path: str) -> Mapping:
    node = parse_yaml(text, path, first_line=first_line)
    if not isinstance(node, Mapping):
        raise TypeError("what was kept as a mapping is none")
    return node


_NAMES = {Scalar: "un texte", Sequence: "une liste", Mapping: "un groupe de champs"}


def describe_node(node: Node) -> str:
    """Name what was found, for messages: « une liste »."""
    return _NAMES[type(node)]


def parse_yaml(text: str, path: str, *, first_line: int = 1) -> Node:
    """Return the one document of a YAML text whose first line is ``first_line`` of ``path``.

    Raises Unreadable on a syntax error, a double key, an anchor, an alias, a tag, or nesting
    beyond MAX_DEPTH.
    """
    parser = _Parser(text, path, first_line)
    try:
        return parser.document()
    except yaml.MarkedYAMLError as error:
        lines = text.split("\n")
        raise Unreadable(explain_syntax_error(error, lines, path, first_line)) from None


def parse_events(text: str) -> Iterator[yaml.Event]:
    """Yield the parser's events: for tools that need what nodes do not keep, such as ends."""
    loader = _Loader(text)
    try:
        yield from iter(loader.get_event, None)
    finally:
        loader.dispose()


class _Parser:
    """Builds nodes from events; one instance reads one text."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._events = parse_events(text)
        self._lines = text.split("\n")
        self._path = path
        self._offset = first_line

    def document(self) -> Node:
        """Read the stream's only document; an empty one reads as an empty mapping."""
        next(self._events)  # start of stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return Mapping((), Location(self._path, self._offset))
        node = self._node(next(self._events), depth=1)
        next(self._events)  # end of document
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            raise Unreadable(catalogue.SECOND_DOCUMENT.at(self._location(after)))
        return node

    def _location(self, event: yaml.Event) -> Location:
        mark = event.start_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return Location(self._path, line + self._offset, column + 1)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        location = self._location(event)
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor or event.tag is not None:
                self._refuse_machinery(event, location)
            if not event.style:
                self._refuse_lost_words(event)
            return Scalar(event.value, location, quoted=bool(event.style))
        self._refuse_machinery(event, location)
        if depth > MAX_DEPTH:
            raise Unreadable(catalogue.NESTING_TOO_DEEP.at(location, limit=MAX_DEPTH))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), location)
        return Mapping(tuple(self._pairs(depth)), location)

    def _refuse_machinery(self, event: yaml.Event, location: Location) -> None:
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise Unreadable(catalogue.ALIAS_FORBIDDEN.at(location, text=sign + event.anchor))
        tag = getattr(event, "tag", None)
        if tag is not None:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            raise Unreadable(catalogue.TAG_FORBIDDEN.at(location, text=written))

    def _refuse_lost_words(self, event: yaml.ScalarEvent) -> None:
        """A value without quotes must not lose its end to a comment."""
        end = event.end_mark
        if end is None or end.line >= len(self._lines):
            return
        if lost := _LOST_WORDS.match(self._lines[end.line], end.column):
            place = Location(self._path, end.line + self._offset, lost.start(1) + 1)
            raise Unreadable(catalogue.COMMENT_IN_VALUE.at(place, text=lost[1]))

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _pairs(self, depth: int) -> Iterator[Pair]:
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise Unreadable(catalogue.LINE_UNREADABLE.at(key.location))
            if key.text in lines:
                raise Unreadable(catalogue.KEY_TWICE.at(
                    key.location, key=key.text, line=lines[key.text]
                ))
            lines[key.text] = key.location.line
            yield Pair(key, self._node(next(self._events), depth + 1))
