"""What the data may hold: the Table Schema of the table, the JSON Schema of a fiche's header."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ecoq.content.model import Initiative, Status
from ecoq.content.schema import keys_of, object_schema
from ecoq.render.open_data.columns import Column, find_columns
from ecoq.site import urls
from ecoq.site.model import Site


def render_table_schema(site: Site) -> bytes:
    """Return the Table Schema of ``initiatives.csv`` (specs.frictionlessdata.io)."""
    return _encode({
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": "initiatives",
        "title": f"{site.settings.title} – les initiatives",
        "path": urls.absolute(urls.TABLE_SCHEMA, site.settings.url),
        "fields": [_field(column) for column in find_columns()],
        "missingValues": [""],
        "primaryKey": "id",
    })


def _field(column: Column) -> dict[str, Any]:
    return {"name": column.name, "title": column.title, "description": column.description,
            **column.field}


def render_json_schema(site: Site) -> bytes:
    """Return the JSON Schema (2020-12) of the header of a fiche.

    It knows the keys, and of the rules between keys those that JSON Schema can say; the themes
    and the centres are those of this site.
    """
    names = {attribute: key.name for attribute, key in keys_of(Initiative).items()}
    own = object_schema(Initiative)
    return _encode({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": urls.absolute(urls.JSON_SCHEMA, site.settings.url),
        "title": "Fiche d'initiative",
        "description": "L'en-tête d'un fichier content/initiatives/<nom>.md.",
        **own,
        "properties": _with_references(own["properties"], names, site),
        "anyOf": [{"required": [names["commune"]]}, {"required": [names["insee_code"]]}],
        "dependentRequired": {
            names["latitude"]: [names["longitude"]], names["longitude"]: [names["latitude"]],
        },
        "if": {
            "properties": {names["status"]: {"const": Status.RUNNING.value}},
            "required": [names["status"]],
        },
        "then": {"not": {"required": [names["ended_in"]]}},
    })


def _with_references(
    properties: Mapping[str, Mapping[str, Any]], names: Mapping[str, str], site: Site
) -> dict[str, Mapping[str, Any]]:
    """Close the lists of themes and of centres; leave out the descriptions that say nothing."""
    themes = {"type": "string", "enum": [listing.subject.id for listing in site.themes]}
    centres = {"type": "string", "enum": [listing.subject.id for listing in site.centres]}
    closed: dict[str, Mapping[str, Any]] = {
        names["theme"]: themes,
        names["secondary_themes"]: {"items": themes},
        **({names["centre"]: centres} if site.centres else {}),
    }
    return {
        name: _without_silence({**schema, **closed.get(name, {})})
        for name, schema in properties.items()
    }


def _without_silence(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    return {word: value for word, value in schema.items() if (word, value) != ("description", "")}


def _encode(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
