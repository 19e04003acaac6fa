"""The columns of the table: those of the content model, flattened, then those the site derives.

A group of keys (an image) gives a column for each key, ``image_alt``. A list is one cell, its
items parted by « | ». A list of groups (the sources) gives a list for each key, all of one
length: the second title goes with the second address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct

from ecoq.content.model import Initiative
from ecoq.content.schema import Key, Record, keys_of
from ecoq.content.values import Date, ListOf
from ecoq.render.geojson import initiative_coordinates, initiative_properties
from ecoq.site.model import SiteInitiative

SEPARATOR = " | "

Cell = str | int | float | date | None


class Column(Struct, frozen=True, kw_only=True):
    """One column, as the Table Schema describes it."""

    name: str
    title: str
    description: str
    field: Mapping[str, Any]
    """Its ``type``, ``format`` and ``constraints``."""
    is_list: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that it may hold, if they are a closed list."""
        return tuple(self.field.get("constraints", {}).get("enum", ()))

    @property
    def type_label(self) -> str:
        """What readers call its type."""
        return "liste" if self.is_list else _TYPE_LABELS[self.field["type"]]


_TYPE_LABELS = {
    "string": "texte", "number": "nombre", "integer": "nombre entier", "date": "date",
}
_IDENTIFIER = Column(
    name="id", title="Identifiant",
    description="Le nom permanent de la fiche, dernière partie de l'adresse de sa page.",
    field={"type": "string", "constraints": {"required": True, "unique": True}},
)
_TEXT = {"type": "string"}
_SURE_TEXT = {"type": "string", "constraints": {"required": True}}
DERIVED = (
    Column(name="thematique_nom", title="Nom de la thématique", field=_SURE_TEXT,
           description="Le nom de la thématique principale."),
    Column(name="departement_nom", title="Nom du département", field=_SURE_TEXT, description=""),
    Column(name="region", title="Région", field=_SURE_TEXT, description=""),
    Column(name="position", title="Précision de la position",
           field={"type": "string",
                  "constraints": {"required": True, "enum": ["exacte", "mairie"]}},
           description="« exacte » : les coordonnées sont celles de l'initiative ; "
                       "« mairie » : celles de la mairie de la commune."),
    Column(name="url", title="Page de la fiche",
           field={"type": "string", "format": "uri", "constraints": {"required": True}},
           description="L'adresse de la page à citer."),
)
"""What the site says beside the keys."""

# What the site completes where a fiche leaves it out, and what says nothing of the initiative.
_ALWAYS_THERE = frozenset({"commune", "department", "insee_code", "latitude", "longitude"})
_LEFT_OUT = frozenset({"is_draft", "redirects"})


@cache
def find_columns() -> tuple[Column, ...]:
    """Return all the columns, in order."""
    declared = (
        column for attribute, key in keys_of(Initiative).items() if attribute not in _LEFT_OUT
        for column in _columns_of(key, is_sure=key.required or attribute in _ALWAYS_THERE)
    )
    return (_IDENTIFIER, *declared, *DERIVED)


def _columns_of(key: Key, *, is_sure: bool) -> Iterator[Column]:
    kind = key.kind
    if isinstance(kind, Record):
        yield from _group_columns(key, kind.model, is_list=False)
    elif isinstance(kind, ListOf) and isinstance(kind.kind, Record):
        yield from _group_columns(key, kind.kind.model, is_list=True)
    elif isinstance(kind, ListOf):
        yield Column(
            name=key.name, title=key.label, description=_describe_list(key.help), field=_TEXT,
            is_list=True,
        )
    else:
        yield Column(
            name=key.name, title=key.label, description=key.help,
            field=_field_of(kind.json_schema(), required=is_sure),
        )


def _group_columns(key: Key, model: type, *, is_list: bool) -> Iterator[Column]:
    for part in keys_of(model).values():
        yield Column(
            name=f"{key.name}_{part.name}", title=f"{key.label} : {part.label.lower()}",
            description=_describe_list(part.help) if is_list else part.help,
            field=_TEXT if is_list else _field_of(part.kind.json_schema(), required=False),
            is_list=is_list,
        )


def _describe_list(text: str) -> str:
    return f"{text} Une liste, séparée par « | ».".strip()


def _field_of(schema: Mapping[str, Any], *, required: bool) -> Mapping[str, Any]:
    """Return the Table Schema of a value from its JSON Schema.

    Lengths are left out: a cell that a spreadsheet would take for a formula is one longer.
    """
    kind = schema.get("type", "string")
    pattern = str(schema.get("pattern", ""))
    field: dict[str, Any] = {"type": kind if isinstance(kind, str) else "string"}
    constraints: dict[str, Any] = {"required": True} if required else {}
    if schema.get("format") == "date":
        field["type"] = "date"
    elif schema.get("format") == "uri":
        field["format"] = "uri"
    elif "@" in pattern:
        field["format"] = "email"
    elif pattern:
        constraints["pattern"] = pattern
    bounds = ("enum",) if field["type"] == "string" else ("minimum", "maximum")
    constraints.update({bound: schema[bound] for bound in bounds if bound in schema})
    return {**field, "constraints": constraints} if constraints else field


def find_row(initiative: SiteInitiative, site_url: str) -> tuple[Cell, ...]:
    """Return the cells of an initiative, in the order of the columns."""
    longitude, latitude = initiative_coordinates(initiative)
    values = {
        "id": initiative.slug, **initiative_properties(initiative, site_url),
        "latitude": latitude, "longitude": longitude,
    }
    cells: dict[str, Cell] = {}
    for name, value in values.items():
        cells.update(_cells_of(name, value))
    return tuple(cells.get(column.name) for column in find_columns())


def _cells_of(name: str, value: Any) -> Iterator[tuple[str, Cell]]:
    if isinstance(value, dict):
        for part, text in value.items():
            yield f"{name}_{part}", text
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for part in value[0]:
            texts = [item[part] or "" for item in value]
            yield f"{name}_{part}", join_list(texts) if any(texts) else None
    elif isinstance(value, list):
        yield name, join_list(value) or None
    else:
        yield name, _typed(name, value)


def _typed(name: str, value: Any) -> Cell:
    return date.fromisoformat(value) if value is not None and name in _date_columns() else value


@cache
def _date_columns() -> frozenset[str]:
    return frozenset(
        key.name for key in keys_of(Initiative).values() if isinstance(key.kind, Date)
    )


def join_list(items: Iterable[str]) -> str:
    """Return items in one cell; a bar or a backslash inside one is written after a backslash."""
    return SEPARATOR.join(item.replace("\\", "\\\\").replace("|", "\\|") for item in items)
