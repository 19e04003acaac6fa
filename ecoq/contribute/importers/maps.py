"""Reads GeoJSON, uMap backups and GoGoCarto exports: all JSON, told apart by what they hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ecoq.contribute.importers.rows import Row, Table, UnreadableFile
from ecoq.render.open_data.columns import join_list

LAYER = "calque"
"""The column that names the layer of a uMap map."""

_MAX_DEPTH = 4
# How a marker is drawn, in the maps of today and in those from before 2018.
_UMAP_OPTIONS = ("_umap_", "_storage_")


def read_json(data: bytes) -> Table:
    """Return the rows of a map saved as JSON."""
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise UnreadableFile("Ce fichier n'est pas du JSON lisible (en UTF-8).") from None
    if isinstance(content, dict) and content.get("type") == "umap":
        return _read_umap(content)
    if isinstance(content, dict) and content.get("type") == "FeatureCollection":
        table = Table(origin="geojson")
        _add_features(table, content, {})
        return table
    elements = content.get("data") if isinstance(content, dict) else content
    if isinstance(elements, list) and all(isinstance(one, dict) for one in elements):
        return _read_gogocarto(elements)
    raise UnreadableFile(
        "Ce JSON n'est ni du GeoJSON, ni une sauvegarde uMap, ni un export GoGoCarto."
    )


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _read_umap(content: dict[str, Any]) -> Table:
    table = Table(origin="umap")
    layers = content.get("layers")
    for layer in layers if isinstance(layers, list) else []:
        if isinstance(layer, dict):
            options = layer.get("_umap_options") or layer.get("_storage") or {}
            name = options.get("name") if isinstance(options, dict) else None
            _add_features(table, layer, {LAYER: name} if isinstance(name, str) else {})
    return table


def _add_features(table: Table, collection: dict[str, Any], shared: dict[str, str]) -> None:
    features = collection.get("features")
    for feature in features if isinstance(features, list) else []:
        place = f"élément {len(table.rows) + 1}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            table.remarks.append(f"{place} : sans propriétés, non repris.")
            continue
        properties = {
            name: value for name, value in feature["properties"].items()
            if not name.startswith(_UMAP_OPTIONS)
        }
        cells = {**shared, **dict(_cells(properties)), **_point(feature.get("geometry"))}
        geometry = feature.get("geometry")
        if isinstance(geometry, dict) and geometry.get("type") != "Point":
            table.remarks.append(
                f"{place} : {geometry.get('type')} au lieu d'un point, position non reprise."
            )
        identifier = _text(feature.get("id", properties.get("id")))
        table.rows.append(Row(place=place, cells=cells, source_id=identifier))


def _point(geometry: Any) -> dict[str, str]:
    """The coordinates of a point: the longitude comes first in GeoJSON."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return {}
    match geometry.get("coordinates"):
        case [int() | float() as longitude, int() | float() as latitude, *_]:
            return {"latitude": _text(latitude), "longitude": _text(longitude)}
    return {}


def _read_gogocarto(elements: list[dict[str, Any]]) -> Table:
    table = Table(origin="gogocarto")
    for number, element in enumerate(elements, 1):
        # A number is where the moderation of the element stands, not the initiative.
        moderated = isinstance(element.get("status"), int)
        told = {name: value for name, value in element.items()
                if not (moderated and name == "status")}
        table.rows.append(Row(
            place=f"élément {number}", cells=dict(_cells(told)),
            source_id=_text(element.get("id")),
        ))
    return table


def _cells(properties: dict[str, Any], depth: int = 1) -> Iterator[tuple[str, str]]:
    """Values as texts; what is grouped comes out under its own name, lists are joined."""
    name: str
    value: Any
    for name, value in properties.items():
        if isinstance(value, dict) and depth < _MAX_DEPTH:
            prefixed = {f"{name}_{part}": inner for part, inner in value.items()}
            yield from _cells(value if name in {"geo", "address"} else prefixed, depth + 1)
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for part in dict.fromkeys(part for one in value for part in one):
                yield f"{name}_{part}", join_list(_text(one.get(part)) for one in value)
        elif isinstance(value, list):
            if texts := [_text(one) for one in value if one is not None]:
                yield name, join_list(texts)
        elif text := _text(value):
            yield name, text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.10f}".rstrip("0")
    return str(value) if isinstance(value, str | int) else ""
