"""Outlines and paths that are shipped."""

import gzip
import json
import re

import pytest

from ecoq.territory.gazetteer import Gazetteer
from ecoq.territory.outlines import Level, Outline, land_paths, read_geojson, read_outlines


def count_points(outline: Outline) -> int:
    """The number of points of all rings."""
    return sum(len(ring) for polygon in outline.polygons for ring in polygon)


@pytest.mark.parametrize(
    ("level", "limit"),
    [(Level.DEPARTMENTS, 100_000), (Level.REGIONS, 45_000), (Level.LAND, 6_000)],
)
def test_outlines_stay_small(level: Level, limit: int) -> None:
    assert len(gzip.compress(read_geojson(level).encode(), mtime=0)) <= limit


def test_coarse_land_has_few_points() -> None:
    for code, outline in read_outlines(Level.LAND).items():
        assert count_points(outline) <= (350 if code == "metropole" else 65), code


def test_every_territory_but_the_pacific_has_an_outline(gazetteer: Gazetteer) -> None:
    drawn = set(gazetteer.departments) - {"986", "987", "988"}
    assert set(read_outlines(Level.DEPARTMENTS)) == drawn
    assert set(land_paths(Level.DEPARTMENTS)) == drawn
    regions = {gazetteer.departments[code].region_code for code in drawn}
    assert set(read_outlines(Level.REGIONS)) == regions == set(land_paths(Level.REGIONS))


@pytest.mark.parametrize("level", Level)
def test_rings_are_closed(level: Level) -> None:
    for outline in read_outlines(level).values():
        for ring in (ring for polygon in outline.polygons for ring in polygon):
            assert len(ring) >= 4
            assert ring[0] == ring[-1]


@pytest.mark.parametrize("level", Level)
def test_geojson_is_named_in_french(level: Level) -> None:
    features = json.loads(read_geojson(level))["features"]
    assert all(set(feature["properties"]) == {"nom"} for feature in features)


@pytest.mark.parametrize("level", Level)
def test_paths_hold_only_path_data(level: Level) -> None:
    paths = land_paths(level)
    assert all(re.fullmatch(r"(M[\d. -]+l[\d. -]+z)+", path) for path in paths.values())


def test_neighbours_share_their_border() -> None:
    regions = read_outlines(Level.REGIONS)
    bretagne, loire = (
        {p for polygon in regions[code].polygons for p in polygon[0]} for code in ("53", "52")
    )
    assert len(bretagne & loire) > 20
