"""What a kind of values is, and the base of those that are one text in the file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, TypeVar

from msgspec.structs import replace

from ecoq import catalogue
from ecoq.content.nodes import Mapping as MappingNode
from ecoq.content.nodes import Node, Scalar, Sequence, describe_node
from ecoq.content.slips import unwrap
from ecoq.content.source import find_forbidden
from ecoq.content.yaml_text import quote
from ecoq.diagnostics import Diagnostic, Location, Remedy, Repair, Report, Unreadable

JsonSchema = Mapping[str, Any]
T_co = TypeVar("T_co", covariant=True)

_EMPTY = {"", "~", "null"}


class Kind(Protocol[T_co]):
    """Reads one kind of value."""

    def decode(self, node: Node, report: Report) -> T_co:
        """Return the value of a node. Raises Unreadable."""

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema (2020-12) of what ``decode`` accepts."""


def is_empty(node: Node) -> bool:
    """Whether a key was written without a value."""
    return isinstance(node, Scalar) and not node.quoted and node.text.strip() in _EMPTY


def _text_expected(node: Sequence | MappingNode) -> Diagnostic:
    """« - Budget : 12 000 € » is read as a key and its value: the colon is at fault."""
    pair = node.pairs[0] if isinstance(node, MappingNode) and len(node.pairs) == 1 else None
    if pair and isinstance(pair.value, Scalar) and pair.value.location.line == node.location.line:
        texts = [f"{pair.key.text}{space}: {pair.value.text}" for space in (" ", "")]
        return catalogue.COLON_UNQUOTED.at(
            node.location, example=quote(texts[0]),
            repairs=tuple(Repair(node.location, text, text) for text in texts),
        )
    return catalogue.TEXT_EXPECTED.at(node.location, found=describe_node(node))


class Written(ABC):
    """Base of the kinds that are one text in the file."""

    pattern: ClassVar[str]
    """What all of the text matches, for the kinds that JSON Schema knows by that alone."""

    def decode(self, node: Node, report: Report) -> Any:
        """Return the value of a scalar. Raises Unreadable."""
        if not isinstance(node, Scalar):
            raise Unreadable(_text_expected(node))
        # Printable ASCII, which most values are, holds nothing to look for.
        is_plain = node.text.isascii() and node.text.isprintable()
        offset = None if is_plain else find_forbidden(node.text)
        if offset is not None:
            raise Unreadable(catalogue.CHARACTER_FORBIDDEN.at(
                node.location, name=f"U+{ord(node.text[offset]):04X}",
                hint="Il vient d'un code « \\… » : entre guillemets doubles, écrivez « \\\\ » pour "
                "une barre oblique inverse.",
            ))
        text = node.text.strip()
        try:
            return self.read(text, node.location, report)
        except Unreadable as unreadable:
            raise self._without_wrapping(text, node.location, unreadable) from None

    def _without_wrapping(
        self, text: str, location: Location, unreadable: Unreadable
    ) -> Unreadable:
        """Where signs around a value are all that is wrong with it, say so."""
        wrapping = unwrap(text)
        if wrapping is None:
            return unreadable
        try:
            self.read(wrapping.value, location, Report())
        except Unreadable:
            return unreadable
        remedy = Remedy(wrapping.advice + " : {new}", text, wrapping.value)
        return Unreadable(*(
            replace(found, hint=remedy.hint, repairs=remedy.repairs_at(location))
            for found in unreadable.diagnostics
        ))

    @abstractmethod
    def read(self, text: str, location: Location, report: Report) -> Any:
        """Return the value of a text. Raises Unreadable."""

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the text."""
        return {"type": "string", "pattern": self.pattern}
