"""Writes front matter canonically: the model's order, one value a line, bare when safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ecoq.content.nodes import Mapping, Node, Pair, Scalar, Sequence
from ecoq.content.schema import Record, keys_of
from ecoq.content.values import Kind, ListOf, is_empty
from ecoq.content.yaml_text import is_plain, quote, write_literal, write_text
from ecoq.contribute.comments import Comments, Position

_STEP = "  "
NO_COMMENTS = Comments({}, ())


def write_header(
    node: Mapping, model: type, comments: Comments = NO_COMMENTS, *, first_line: int = 1
) -> str:
    """Return the lines between the fences; ``first_line`` is where the comments count from."""
    writer = _Writer(comments, first_line)
    lines = [*writer.mapping(node, model, ""), *comments.last]
    return "".join(f"{line}\n" for line in lines)


class _Writer:
    """Writes nodes with their comments; one instance writes one header."""

    def __init__(self, comments: Comments, first_line: int) -> None:
        self._comments = comments
        self._first_line = first_line

    def mapping(self, node: Mapping, model: type | None, indent: str) -> Iterator[str]:
        kinds = {one.name: one.kind for one in keys_of(model).values()} if model else {}
        for pair in _in_order(node, list(kinds)):
            yield from self._pair(pair, kinds.get(pair.key.text), indent)

    def _pair(self, pair: Pair, kind: Kind[Any] | None, indent: str) -> Iterator[str]:
        around = self._comments.around(self._position(pair.key))
        start = f"{indent}{_write_key(pair.key.text)}:"
        yield from (f"{indent}{comment}" for comment in around.before)
        if isinstance(pair.value, Scalar):
            # A value may stand below its key, with comments of its own in between.
            own = self._comments.around(self._position(pair.value))
            lines = [*around.after, *own.before]
            yield from (f"{indent}{comment}" for comment in lines)
            value = write_scalar(pair.value, kind)
            yield _beside(f"{start} {value}" if value else start, [*around.beside, *own.beside])
            yield from (f"{indent}{comment}" for comment in own.after)
            return
        empty = _empty_form(pair.value)
        yield _beside(f"{start} {empty}" if empty else start, around.beside)
        yield from (f"{indent}{_STEP}{comment}" for comment in around.after)
        if isinstance(pair.value, Mapping):
            yield from self.mapping(pair.value, _model_of(kind), indent + _STEP)
        else:
            yield from self._items(pair.value, _item_kind(kind), indent + _STEP)

    def _items(self, node: Sequence, kind: Kind[Any] | None, indent: str) -> Iterator[str]:
        for item in node.items:
            yield from self._item(item, kind, indent)

    def _item(self, item: Node, kind: Kind[Any] | None, indent: str) -> Iterator[str]:
        if isinstance(item, Scalar):
            around = self._comments.around(self._position(item))
            yield from (f"{indent}{comment}" for comment in around.before)
            yield _beside(f"{indent}- {write_scalar(item, kind)}".rstrip(" "), around.beside)
            yield from (f"{indent}{comment}" for comment in around.after)
            return
        if empty := _empty_form(item):
            yield f"{indent}- {empty}"
            return
        deeper = indent + _STEP
        if isinstance(item, Mapping):
            lines = list(self.mapping(item, _model_of(kind), deeper))
        else:
            lines = list(self._items(item, _item_kind(kind), deeper))
        # The dash goes before the first value; what comments come before it stay above.
        first = next(i for i, line in enumerate(lines) if not line.lstrip().startswith("#"))
        yield from (f"{indent}{line.lstrip()}" for line in lines[:first])
        yield f"{indent}- {lines[first].removeprefix(deeper)}"
        yield from lines[first + 1 :]

    def _position(self, scalar: Scalar) -> Position:
        line = scalar.location.line - self._first_line
        return line, scalar.location.column - 1, not scalar.text and not scalar.quoted


def _in_order(node: Mapping, names: list[str]) -> list[Pair]:
    """The pairs in the model's order, then those it does not know, as they come."""
    rank = {name: index for index, name in enumerate(names)}
    return sorted(node.pairs, key=lambda pair: rank.get(pair.key.text, len(rank)))


def write_scalar(node: Scalar, kind: Kind[Any] | None) -> str:
    """Return a value as its kind is best written; of an unknown kind, its quotes tell."""
    if is_empty(node):
        return node.text
    text = _on_one_line(node.text) if kind else node.text
    if is_empty(Scalar(text, node.location)):
        return quote(text)  # without quotes it would be no value
    if kind is None:
        return write_text(text) if node.quoted else write_literal(text)
    return write_text(text) if _holds_text(kind) else write_literal(text)


def _on_one_line(text: str) -> str:
    """Fold a text of several lines, as the kinds do when they read it."""
    return re.sub(r"[ \t\n]+", " ", text).strip() if "\n" in text else text


def _holds_text(kind: Kind[Any]) -> bool:
    """Whether other readers should find text there, rather than a number, a date or a truth."""
    schema = kind.json_schema()
    return schema.get("type") == "string" and schema.get("format") != "date"


def _write_key(name: str) -> str:
    return name if is_plain(name) else quote(name)


def _beside(line: str, comments: list[str]) -> str:
    return f"{line}  {' '.join(comments)}" if comments else line


def _empty_form(node: Node) -> str:
    if isinstance(node, Mapping):
        return "" if node.pairs else "{}"
    return "[]" if isinstance(node, Sequence) and not node.items else ""


def _model_of(kind: Kind[Any] | None) -> type | None:
    return kind.model if isinstance(kind, Record) else None


def _item_kind(kind: Kind[Any] | None) -> Kind[Any] | None:
    return kind.kind if isinstance(kind, ListOf) else None
