"""Lists of one kind."""

from __future__ import annotations

import re
from typing import Generic, TypeVar

from msgspec import Struct

from ecoq import catalogue
from ecoq.content.nodes import Mapping, Node, Scalar, Sequence, describe_node
from ecoq.content.slips import find_list_mark, repair_list_mark
from ecoq.content.values.kinds import JsonSchema, Kind, is_empty
from ecoq.diagnostics import Diagnostic, Report, Unreadable

T = TypeVar("T")


class ListOf(Struct, Generic[T], frozen=True):
    """A list of one kind, without doubles."""

    kind: Kind[T]
    minimum: int = 0
    example: str = "…"
    maximum: int = 300

    def decode(self, node: Node, report: Report) -> tuple[T, ...]:
        """Return the values in order. Raises Unreadable with the problems of all items."""
        if not isinstance(node, Sequence):
            raise Unreadable(self._list_expected(node))
        if len(node.items) < self.minimum:
            raise Unreadable(catalogue.LIST_TOO_SHORT.at(node.location, example=self.example))
        if len(node.items) > self.maximum:
            raise Unreadable(catalogue.LIST_TOO_LONG.at(
                node.location, length=len(node.items), maximum=self.maximum
            ))
        values: list[T] = []
        problems: list[Diagnostic] = []
        for item in node.items:
            try:
                value = self._item(item, report)
            except Unreadable as unreadable:
                problems.extend(unreadable.diagnostics)
                continue
            if value in values:
                problems.append(catalogue.VALUE_TWICE.at(item.location, text=_shown(item)))
            values.append(value)
        if problems:
            raise Unreadable(*problems)
        return tuple(values)

    def _item(self, item: Node, report: Report) -> T:
        if is_empty(item):
            raise Unreadable(catalogue.ITEM_EMPTY.at(item.location, example=self.example))
        return self.kind.decode(item, report)

    def _list_expected(self, node: Scalar | Mapping) -> Diagnostic:
        """Show the first of what was written as an element, without the mark before it."""
        mark = find_list_mark(node.text) if isinstance(node, Scalar) else ""
        example = self.example
        if isinstance(node, Scalar) and self.kind.json_schema().get("type") != "object":
            rest = node.text.removeprefix(mark)
            example = re.split(rf",|\s{re.escape(mark.strip())}" if mark else ",", rest)[0].strip()
        return catalogue.LIST_EXPECTED.at(
            node.location, found=describe_node(node), example=example,
            repairs=(repair_list_mark(mark, node.location),) if mark else (),
        )

    def json_schema(self) -> JsonSchema:
        """Return an array of the kind."""
        schema = {
            "type": "array", "items": self.kind.json_schema(), "uniqueItems": True,
            "maxItems": self.maximum,
        }
        return {**schema, "minItems": self.minimum} if self.minimum else schema


def _shown(item: Node) -> str:
    return item.text if isinstance(item, Scalar) else "cet élément"
