"""Data files can be read by whoever trusts their format."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn
from xml.etree import ElementTree

from ecoq.publish.verify.faults import Fault

_JSON = (".json", ".geojson", ".jsonld", ".webmanifest")
_XML = (".xml", ".svg", ".opf", ".ncx")


def check_data(path: str, data: bytes) -> Iterator[Fault]:
    """Yield the faults of one file, if it is of a format that is known."""
    if path.endswith(_JSON):
        yield from _check_json(path, data)
    elif path.endswith(_XML):
        yield from _check_xml(path, data)
    elif path.endswith(".csv"):
        yield from _check_csv(path, data)


def _check_json(path: str, data: bytes) -> Iterator[Fault]:
    try:
        value = json.loads(data, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        yield Fault(path, f"ce n'est pas du JSON : {error}")
        return
    if path.endswith(".geojson"):
        yield from (Fault(path, message) for message in _geojson_faults(value))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} n'existe pas en JSON")


def _geojson_faults(value: Any) -> Iterator[str]:
    """RFC 7946: a collection of features with distinct identifiers and possible positions."""
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        yield "ce n'est pas une collection d'objets (FeatureCollection)"
        return
    if "crs" in value:
        yield "la RFC 7946 n'admet pas de « crs »"
    ids = Counter(feature.get("id") for feature in features)
    yield from (f"l'identifiant « {name} » sert {n} fois" for name, n in ids.items() if n > 1)
    for feature in features:
        geometry = feature.get("geometry")
        if geometry and not all(map(_is_position, _positions(geometry.get("coordinates")))):
            yield f"une position est impossible : {feature.get('id')}"


def _positions(coordinates: Any) -> Iterator[list[Any]]:
    if isinstance(coordinates, list) and coordinates and isinstance(coordinates[0], list):
        for part in coordinates:
            yield from _positions(part)
    else:
        yield coordinates


def _is_position(position: Any) -> bool:
    if not isinstance(position, list) or len(position) < 2:  # noqa: PLR2004 - a pair
        return False
    longitude, latitude = position[:2]
    return all(isinstance(n, int | float) and math.isfinite(n) for n in position) and (
        abs(longitude) <= 180 and abs(latitude) <= 90  # noqa: PLR2004 - degrees
    )


def _check_xml(path: str, data: bytes) -> Iterator[Fault]:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        yield Fault(path, "un fichier XML ne doit pas déclarer d'entités")
        return
    try:
        ElementTree.fromstring(data)
    except (ElementTree.ParseError, LookupError, ValueError) as error:  # or an unknown encoding
        yield Fault(path, f"ce n'est pas du XML : {error}")


def _check_csv(path: str, data: bytes) -> Iterator[Fault]:
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        yield Fault(path, f"ce n'est pas du CSV en UTF-8 : {error}")
        return
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        yield Fault(path, "les lignes n'ont pas toutes le même nombre de colonnes")
