"""The outlines of France: rings of points, GeoJSON as text, and paths ready for SVG.

Everything here is read from `data/`, once, when it is first asked for.
"""

import json
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

_DATA = Path(__file__).parent / "data"


class Level(Enum):
    """What the outlines are of. The value names the files."""

    REGIONS = "regions"
    DEPARTMENTS = "departements"
    LAND = "coarse"


class LonLat(NamedTuple):
    """A point in the order of GeoJSON, decimal degrees, WGS 84."""

    longitude: float
    latitude: float


Ring = tuple[LonLat, ...]
"""A closed line: the last point is the first."""


class Outline(Struct, frozen=True):
    """The outline of a territory."""

    code: str
    """INSEE code of a région or département; « metropole » for the mainland with Corse."""
    polygons: tuple[tuple[Ring, ...], ...]
    """Of each polygon, the outer ring, then the holes."""


@cache
def read_geojson(level: Level) -> str:
    """Return the outlines as the text of a GeoJSON FeatureCollection.

    Each feature has the code as `id`, and `nom` as its only property.
    """
    return (_DATA / f"outlines-{level.value}.json").read_text("utf-8")


@cache
def read_outlines(level: Level) -> Mapping[str, Outline]:
    """Return the outlines by code."""
    features = json.loads(read_geojson(level))["features"]
    outlines = (_decode_outline(feature["id"], feature["geometry"]) for feature in features)
    return MappingProxyType({outline.code: outline for outline in outlines})


@cache
def land_paths(level: Level) -> Mapping[str, str]:
    """Return SVG path data by code, in the units of `projection`: what goes in `d="…"`."""
    text = (_DATA / f"paths-{level.value}.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines())
    return MappingProxyType({code: path for code, _, path in rows})


def _decode_outline(code: str, geometry: dict[str, list[list[list[list[float]]]]]) -> Outline:
    polygons = tuple(
        tuple(tuple(LonLat(*point) for point in ring) for ring in polygon)
        for polygon in geometry["coordinates"]
    )
    return Outline(code, polygons)
