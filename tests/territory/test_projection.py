"""Places on the drawing of France."""

import pytest

from ecoq.territory.gazetteer import Gazetteer
from ecoq.territory.outlines import Level, read_outlines
from ecoq.territory.place import Place
from ecoq.territory.projection import (
    FRAMES,
    HEIGHT,
    WIDTH,
    Box,
    Position,
    frame_of,
    project,
    to_lambert_93,
)


def is_in(box: Box, position: Position) -> bool:
    """The position lies in the box."""
    return box.x <= position.x <= box.x + box.width and box.y <= position.y <= box.y + box.height


def test_lambert_93_has_its_origin_where_the_ign_puts_it() -> None:
    assert to_lambert_93(Place(latitude=46.5, longitude=3)) == pytest.approx((700_000, 6_600_000))


def test_frames_do_not_leave_the_drawing() -> None:
    for frame in FRAMES.values():
        assert 0 <= frame.box.x <= frame.box.x + frame.box.width <= WIDTH
        assert 0 <= frame.box.y <= frame.box.y + frame.box.height <= HEIGHT


def test_all_land_is_within_its_frame() -> None:
    for code, outline in read_outlines(Level.DEPARTMENTS).items():
        frame = frame_of(code)
        assert frame is not None
        for point in (point for polygon in outline.polygons for point in polygon[0]):
            assert is_in(frame.box, frame.project(Place(point.latitude, point.longitude))), code


@pytest.mark.parametrize(
    ("town", "department", "frame"),
    [
        ("Lille", "59", "metropole"),
        ("Bonifacio", "2A", "metropole"),
        ("Le Port", "974", "la-reunion"),
        ("Mamoudzou", "976", "mayotte"),
        ("Saint-Martin", "978", "saint-martin-et-saint-barthelemy"),
    ],
)
def test_town_is_drawn_in_its_frame(
    gazetteer: Gazetteer, town: str, department: str, frame: str
) -> None:
    commune = gazetteer.find_communes(town, department)[0]
    position = project(commune.place, department)
    assert position is not None
    assert is_in(FRAMES[frame].box, position)


def test_north_is_up_and_east_is_right(gazetteer: Gazetteer) -> None:
    lille, brest, strasbourg, marseille = (
        project(gazetteer.find_communes(town, department)[0].place, department)
        for town, department in (
            ("Lille", "59"),
            ("Brest", "29"),
            ("Strasbourg", "67"),
            ("Marseille", "13"),
        )
    )
    assert lille and brest and strasbourg and marseille
    assert lille.y < marseille.y
    assert brest.x < strasbourg.x


def test_pacific_is_not_drawn() -> None:
    assert project(Place(latitude=-17.54, longitude=-149.57), "987") is None
