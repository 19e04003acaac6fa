"""Declares models: one dataclass field per key, read from nodes by one generic decoder.

A field's key carries its kind, its French label, help and example. The validator, the JSON
Schema, the form, the wizard, the formatter and the documentation are all made from it.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ecoq import catalogue
from ecoq.content.nodes import Mapping, MappingText, Node, Pair, Scalar, Sequence, describe_node
from ecoq.content.slips import space_out
from ecoq.content.suggestions import remedy_by_likeness
from ecoq.content.values import JsonSchema, Kind, ListOf, Text, is_empty
from ecoq.diagnostics import Diagnostic, Location, Repair, Report, Unreadable

M = TypeVar("M")

# What is beyond so many keys is no fiche any more; the first ones have been told to be unknown.
_MAX_PAIRS = 200


class Key(Struct, frozen=True):
    """One key of the front matter."""

    name: str
    kind: Kind[Any]
    label: str
    help: str
    example: str
    required: bool


def key(
    name: str, kind: Kind[Any], label: str, *,
    help: str = "", example: str = "…", required: bool = False, default: Any = None,
) -> Any:
    """Declare a dataclass field as a key of the front matter."""
    declared = Key(name, kind, label, help, example, required)
    if required:
        return dataclasses.field(metadata={"key": declared})
    return dataclasses.field(default=default, metadata={"key": declared})


@cache
def keys_of(model: type) -> dict[str, Key]:
    """Return the keys of a model by attribute, in canonical order."""
    return {
        field.name: field.metadata["key"]
        for field in dataclasses.fields(model) if "key" in field.metadata
    }


def names_of(model: type) -> str:
    """Return the names of a model's keys, for messages."""
    return ", ".join(declared.name for declared in keys_of(model).values())


def _group_expected(model: type, node: Scalar | Sequence) -> Diagnostic:
    hint = _lines_hint(model, node) if isinstance(node, Scalar) else None
    repairs: tuple[Repair, ...] = ()
    spaced = space_out(node.text) if isinstance(node, Scalar) else None
    if isinstance(node, Scalar) and spaced and spaced.partition(":")[0] in _attributes_of(model):
        hint = f"Ajoutez une espace après le deux-points : « {spaced} »."
        repairs = (Repair(node.location, node.text, spaced, as_written=True),)
    return catalogue.GROUP_EXPECTED.at(
        node.location, found=describe_node(node), keys=names_of(model), hint=hint, repairs=repairs
    )


def _lines_hint(model: type, written: Scalar) -> str:
    """Show the lines of a group: the required keys, and the key that takes what was written."""
    lines = [f"Écrivez un champ par ligne ({names_of(model)}), par exemple :"]
    for declared in keys_of(model).values():
        if _takes(declared.kind, written):
            lines.append(f"  {declared.name}: {written.text}")
        elif declared.required:
            lines.append(f"  {declared.name}: {declared.example}")
    return "\n".join(lines)


def _takes(kind: Kind[Any], written: Scalar) -> bool:
    """Whether a kind that is more than any text reads a value."""
    if isinstance(kind, Text):
        return False
    try:
        kind.decode(written, Report())
    except Unreadable:
        return False
    return True


@cache
def _attributes_of(model: type) -> dict[str, str]:
    return {declared.name: attribute for attribute, declared in keys_of(model).items()}


class Origin(Struct, frozen=True, eq=False):
    """Where an entry was written: finds the place of each of its values again."""

    node: Mapping | MappingText
    model: type

    @property
    def path(self) -> str:
        """The entry's file."""
        return self.node.location.path

    @property
    def start(self) -> Location:
        """Where the entry begins."""
        return self.node.location

    def written(self, attribute: str) -> str:
        """Return the text of an attribute's value as it was written; nothing if it is no text."""
        node = self._find(attribute)
        return node.text if isinstance(node, Scalar) else ""

    def inside(self, attribute: str, model: type) -> Origin:
        """Return the origin of the group that an attribute holds."""
        node = self._find(attribute)
        return Origin(node, model) if isinstance(node, Mapping) else self

    def at(self, attribute: str, index: int | None = None) -> Location:
        """Return the place of an attribute's value, or of one item of its list."""
        node = self._find(attribute)
        if node is None:
            return self.start
        if index is not None and isinstance(node, Sequence):
            return node.items[index].location
        return node.location

    def _find(self, attribute: str) -> Node | None:
        mapping = self.node.parse() if isinstance(self.node, MappingText) else self.node
        return mapping.find(keys_of(self.model)[attribute].name)


def decode(model: type[M], node: Mapping, report: Report, **known: object) -> M:
    """Return the model that a mapping writes; ``known`` are fields that are no keys.

    Raises Unreadable with all the problems of all keys.
    """
    problems: list[Diagnostic] = []
    values: dict[str, Any] = dict(known)
    shape: type = model  # mypy cannot see that a type[M] is hashable
    attributes, keys = _attributes_of(shape), keys_of(shape)
    for pair in node.pairs[:_MAX_PAIRS]:
        attribute = attributes.get(pair.key.text)
        if attribute is None:
            problems.append(_unknown_key(pair, attributes, node))
            continue
        if is_empty(pair.value):
            values.setdefault(attribute, None)
            problems.extend(_empty(pair, keys[attribute]))
            continue
        try:
            values[attribute] = keys[attribute].kind.decode(pair.value, report)
        except Unreadable as unreadable:
            problems.extend(unreadable.diagnostics)
    problems.extend(_missing(node, keys))
    if problems:
        raise Unreadable(*problems)
    return model(**{name: value for name, value in values.items() if value is not None})


def _unknown_key(pair: Pair, attributes: dict[str, str], node: Mapping) -> Diagnostic:
    written = pair.key.text
    remedy = remedy_by_likeness(written, attributes)
    if remedy and node.find(remedy.new):
        remedy = replace(remedy, is_certain=False)  # the key meant is there already
    return catalogue.KEY_UNKNOWN.at(
        pair.key.location, key=written, known=", ".join(attributes), hint=remedy
    )


def _empty(pair: Pair, declared: Key) -> list[Diagnostic]:
    """An optional key left empty counts as absent; a required one must have a value."""
    if not declared.required:
        return []
    hint = _list_hint(declared, "Écrivez au moins un élément, sur sa propre ligne")
    return [catalogue.VALUE_EMPTY.at(
        pair.key.location, key=declared.name, example=declared.example, hint=hint
    )]


def _list_hint(declared: Key, words: str) -> str | None:
    """Show the lines of a list; what is no list has the general hint."""
    if not isinstance(declared.kind, ListOf):
        return None
    return f"{words} :\n{declared.name}:\n  - {declared.kind.example}"


def _missing(node: Mapping, keys: dict[str, Key]) -> list[Diagnostic]:
    written = {pair.key.text for pair in node.pairs}
    return [
        catalogue.KEY_MISSING.at(
            node.location, key=declared.name, example=declared.example,
            hint=_list_hint(declared, "Ajoutez-le, avec au moins un élément"),
        )
        for declared in keys.values() if declared.required and declared.name not in written
    ]


class Record(Struct, Generic[M], frozen=True):
    """A group of keys inside another: an image, a source."""

    model: type[M]

    def decode(self, node: Node, report: Report) -> M:
        """Return the group. Raises Unreadable with all its problems."""
        if not isinstance(node, Mapping):
            raise Unreadable(_group_expected(self.model, node))
        return decode(self.model, node, report)

    def json_schema(self) -> JsonSchema:
        """Return an object with its properties."""
        return object_schema(self.model)


def object_schema(model: type) -> JsonSchema:
    """Return the JSON Schema of a model: an object that allows its keys and no other."""
    keys = keys_of(model).values()
    return {
        "type": "object",
        "properties": {
            declared.name: {
                "title": declared.label, "description": declared.help, **declared.kind.json_schema()
            }
            for declared in keys
        },
        "required": [declared.name for declared in keys if declared.required],
        "additionalProperties": False,
    }
