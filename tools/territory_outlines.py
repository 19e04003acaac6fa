"""Makes outlines of regions, départements and land that share their borders, and writes them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

import shapely
from shapely.geometry.base import BaseGeometry

from ecoq.territory.place import Place
from ecoq.territory.projection import MapFrame, frame_of

Geometries = Mapping[str, BaseGeometry]

MAINLAND = "metropole"
_MAINLAND_LATITUDE = 46.5
# In square degrees.
_MAINLAND_AREA = 64
_LARGE_AREA = 1
_FEWEST_POINTS = 3

# A piece of Spain within Pyrénées-Orientales.
_LLIVIA = shapely.Point(1.98, 42.465)


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of an outline is kept."""

    tolerance: float
    """Bends smaller than the square of this go (Visvalingam and Whyatt); degrees of latitude."""
    smallest: float
    """Islands smaller than this go, unless all are; square degrees."""
    decimals: int
    """Of longitudes and latitudes."""


def union_by(shapes: Iterable[tuple[str, BaseGeometry]]) -> dict[str, BaseGeometry]:
    """Join the shapes that have the same key."""
    parts: dict[str, list[BaseGeometry]] = {}
    for key, geometry in shapes:
        parts.setdefault(key, []).append(geometry)
    return {key: shapely.union_all(parts[key]) for key in sorted(parts)}


def fill_gaps(geometries: Geometries) -> Geometries:
    """Give each hole of the country to the neighbour it shares most of its border with.

    The source lacks the outlines of a few dozen communes that were merged or founded again.
    """
    filled = dict(geometries)
    for gap in _holes(shapely.union_all(list(geometries.values()))):
        if gap.contains(_LLIVIA):
            continue
        border = gap.exterior
        nearest = max(filled, key=lambda key: shapely.intersection(filled[key], border).length)
        filled[nearest] = shapely.union(filled[nearest], gap)
    return filled


def _holes(geometry: BaseGeometry) -> list[shapely.Polygon]:
    parts = shapely.get_parts(geometry)
    return [shapely.Polygon(ring) for part in parts for ring in part.interiors]


def simplify(geometries: Geometries, detail: Detail) -> Geometries:
    """Simplify the mainland's shapes together, so that neighbours still touch; others alone."""
    overseas = {key for key, shape in geometries.items() if not _is_mainland(shape)}
    mainland = {key: shape for key, shape in geometries.items() if key not in overseas}
    simpler = _simplify_together(mainland, detail, _MAINLAND_LATITUDE)
    for key in overseas:
        shape = geometries[key]
        finer = _finer(detail, shape)
        simpler |= _simplify_together({key: shape}, finer, shape.centroid.y)
    return {key: simpler[key] for key in geometries}


def _finer(detail: Detail, shape: BaseGeometry) -> Detail:
    """Show more of an island, which is drawn at a larger scale; Guyane is as large as a région."""
    factor = (shape.area / _MAINLAND_AREA) ** 0.25 if shape.area < _LARGE_AREA else 1
    return Detail(detail.tolerance * factor, detail.smallest * factor**2, detail.decimals)


def _simplify_together(
    geometries: Geometries, detail: Detail, latitude: float
) -> dict[str, BaseGeometry]:
    # Degrees of longitude are made as long as those of latitude, so that bends are judged alike.
    shrink = cos(radians(latitude))
    keys = list(geometries)
    flat = [_stretched(geometries[key], shrink) for key in keys]
    simpler = shapely.coverage_simplify(flat, detail.tolerance)
    return {
        key: _rounded(_without_specks(_stretched(shape, 1 / shrink), detail), detail.decimals)
        for key, shape in zip(keys, simpler, strict=True)
    }


def _stretched(geometry: BaseGeometry, factor: float) -> BaseGeometry:
    return shapely.transform(geometry, lambda points: points * [factor, 1])


def _without_specks(geometry: BaseGeometry, detail: Detail) -> BaseGeometry:
    parts = sorted(shapely.get_parts(geometry), key=lambda part: -part.area)
    kept = [part for part in parts if part.area >= detail.smallest] or parts[:1]
    return shapely.MultiPolygon([_without_small_holes(part, detail.smallest) for part in kept])


def _without_small_holes(polygon: shapely.Polygon, smallest: float) -> shapely.Polygon:
    holes = [hole for hole in polygon.interiors if shapely.Polygon(hole).area >= smallest]
    return shapely.Polygon(polygon.exterior, holes)


def _rounded(geometry: BaseGeometry, decimals: int) -> BaseGeometry:
    """Round each point in the same way in all shapes, so that borders stay common."""
    return shapely.transform(geometry, lambda points: points.round(decimals))


def _is_mainland(geometry: BaseGeometry) -> bool:
    return bool(shapely.box(-6, 41, 10, 52).contains(geometry.centroid))


def to_geojson(geometries: Geometries, names: Mapping[str, str], decimals: int) -> str:
    """Write a FeatureCollection, one feature a line."""
    features = [
        _to_line(
            {
                "type": "Feature",
                "id": key,
                "properties": {"nom": names[key]},
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [_rings(part, decimals) for part in shapely.get_parts(shape)],
                },
            }
        )
        for key, shape in geometries.items()
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def _to_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rings(polygon: shapely.Polygon, decimals: int) -> list[list[tuple[float, float]]]:
    # RFC 7946: outer rings go counterclockwise, holes clockwise.
    oriented = shapely.orient_polygons(polygon)
    lines = [oriented.exterior, *oriented.interiors]
    return [[(round(x, decimals), round(y, decimals)) for x, y in line.coords] for line in lines]


def to_paths(geometries: Geometries, frames: Mapping[str, str]) -> str:
    """Write SVG path data, one line a shape; `frames` gives the département that places each."""
    lines = []
    for key, shape in geometries.items():
        frame = frame_of(frames[key])
        if frame:
            lines.append(f"{key}\t{_to_path(shape, frame)}\n")
    return "".join(lines)


def _to_path(geometry: BaseGeometry, frame: MapFrame) -> str:
    rings = [
        ring
        for polygon in shapely.get_parts(geometry)
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return "".join(_to_subpath(ring, frame) for ring in rings)


def _to_subpath(ring: shapely.LinearRing, frame: MapFrame) -> str:
    """Write a closed line in tenths of a unit, each point relative to the one before."""
    tenths: list[tuple[int, int]] = []
    for x, y in ring.coords[:-1]:
        position = frame.project(Place(latitude=y, longitude=x))
        point = (round(position.x * 10), round(position.y * 10))
        if not tenths or tenths[-1] != point:
            tenths.append(point)
    if len(tenths) < _FEWEST_POINTS:
        return ""
    start = f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}"
    steps = [
        f"{_tenth(x - before_x)} {_tenth(y - before_y)}"
        for (before_x, before_y), (x, y) in pairwise(tenths)
    ]
    return f"{start}l{' '.join(steps)}z".replace(" -", "-")


def _tenth(number: int) -> str:
    """Write tenths as short as SVG allows: 15 → « 1.5 », 20 → « 2 », -5 → « -.5 »."""
    text = f"{number / 10:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text
