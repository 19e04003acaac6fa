"""France on one static drawing: mainland and Corse, and a row of insets for overseas.

The drawing is `WIDTH` by `HEIGHT` units, y downwards as in SVG. Each `MapFrame` holds some
départements in a box of it. The mainland is in Lambert-93 (EPSG:2154), the others in an
equirectangular projection about their own middle, true to shape on so small an extent.
"""

from collections.abc import Callable, Mapping
from math import asinh, atanh, cos, exp, radians, sin, tan
from typing import NamedTuple

from msgspec import Struct

from ecoq.territory.names import slugify
from ecoq.territory.place import Place

WIDTH = 600
HEIGHT = 640

# Lambert-93: constants of the conic projection as given by the IGN (note technique NTG 71,
# « Projection cartographique conique conforme de Lambert »; EPSG:2154 has the same). Lengths
# in metres; the ellipsoid is IAG GRS 1980.
_ECCENTRICITY = 0.081_819_191_042_815_79
_CONE = 0.725_607_765_053_267_0
_SCALE_METRES = 11_754_255.426_096
_POLE_EAST_METRES = 700_000.0
_POLE_NORTH_METRES = 12_655_612.049_876
_MERIDIAN_DEGREES = 3.0


class Position(NamedTuple):
    """A point of the drawing: x to the right, y downwards."""

    x: float
    y: float


class _Plane(NamedTuple):
    """A point of a projection: metres or degrees, to the east and to the north."""

    east: float
    north: float


class Box(Struct, frozen=True):
    """A rectangle of the drawing."""

    x: float
    y: float
    width: float
    height: float


class MapFrame(Struct, frozen=True):
    """A box of the drawing and the départements that are drawn in it."""

    name: str
    label: str
    departments: tuple[str, ...]
    """Codes; empty for the mainland, which takes those that no inset has."""
    box: Box
    _to_plane: Callable[[Place], _Plane]
    _middle: _Plane
    """What is drawn in the middle of the box."""
    _scale: float
    """Units of the drawing for one of the plane."""

    def project(self, place: Place) -> Position:
        """Return where `place` is drawn; outside of the box if it is far away."""
        plane = self._to_plane(place)
        return Position(
            x=self.box.x + self.box.width / 2 + (plane.east - self._middle.east) * self._scale,
            y=self.box.y + self.box.height / 2 - (plane.north - self._middle.north) * self._scale,
        )


def to_lambert_93(place: Place) -> tuple[float, float]:
    """Return the Lambert-93 east and north of a place, in metres (IGN, ALG0001 and ALG0003)."""
    latitude = radians(place.latitude)
    isometric = asinh(tan(latitude)) - _ECCENTRICITY * atanh(_ECCENTRICITY * sin(latitude))
    radius = _SCALE_METRES * exp(-_CONE * isometric)
    angle = _CONE * radians(place.longitude - _MERIDIAN_DEGREES)
    return _POLE_EAST_METRES + radius * sin(angle), _POLE_NORTH_METRES - radius * cos(angle)


def frame_of(department: str) -> MapFrame | None:
    """Return the frame that draws a département.

    None for the three collectivités of the Pacific, which the drawing leaves out.
    """
    if department in _NOT_DRAWN:
        return None
    return _FRAMES_BY_DEPARTMENT.get(department, FRAMES["metropole"])


def project(place: Place, department: str) -> Position | None:
    """Return where `place`, which lies in `department`, is on the drawing."""
    frame = frame_of(department)
    return frame.project(place) if frame else None


def _mainland() -> MapFrame:
    return MapFrame(
        name="metropole",
        label="France métropolitaine",
        departments=(),
        box=Box(x=0, y=0, width=WIDTH, height=544),
        _to_plane=lambda place: _Plane(*to_lambert_93(place)),
        # Ouessant to Cap Corse, Bonifacio to Dunkerque.
        _middle=_Plane(east=670_700, north=6_577_700),
        _scale=0.000_497,
    )


def _inset(rank: int, label: str, *departments: str, middle: Place, height: float) -> MapFrame:
    """Return the box number `rank` of the row; it shows `height` degrees of latitude."""
    shrink = cos(radians(middle.latitude))
    box = Box(x=6 + rank * 84.5, y=552, width=81, height=82)
    return MapFrame(
        name=slugify(label),
        label=label,
        departments=departments,
        box=box,
        _to_plane=lambda place: _Plane(place.longitude * shrink, place.latitude),
        _middle=_Plane(middle.longitude * shrink, middle.latitude),
        _scale=box.height / height,
    )


_NOT_DRAWN = frozenset({"986", "987", "988"})

# The heights leave a margin around the land and keep the whole of it within the box.
_ALL_FRAMES = (
    _mainland(),
    _inset(0, "Guadeloupe", "971", middle=Place(16.17, -61.40), height=0.88),
    _inset(1, "Martinique", "972", middle=Place(14.63, -61.02), height=0.58),
    _inset(2, "Guyane", "973", middle=Place(3.94, -53.08), height=4.1),
    _inset(3, "La Réunion", "974", middle=Place(-21.13, 55.53), height=0.74),
    _inset(4, "Mayotte", "976", middle=Place(-12.82, 45.165), height=0.44),
    _inset(
        5,
        "Saint-Martin et Saint-Barthélemy",
        *("978", "977"),
        middle=Place(18.0, -62.968),
        height=0.44,
    ),
    _inset(6, "Saint-Pierre-et-Miquelon", "975", middle=Place(46.945, -56.27), height=0.46),
)
FRAMES: Mapping[str, MapFrame] = {frame.name: frame for frame in _ALL_FRAMES}
_FRAMES_BY_DEPARTMENT = {code: frame for frame in _ALL_FRAMES for code in frame.departments}
