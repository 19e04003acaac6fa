"""Drawings of France with a point for each fiche: what the templates need to draw them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from math import cos, pi, sin, sqrt

from msgspec import Struct

from ecoq.render.palette import LAND, PAPER
from ecoq.site.model import SiteInitiative
from ecoq.territory.outlines import Level, land_paths
from ecoq.territory.projection import FRAMES, HEIGHT, WIDTH, Position, frame_of, project

# Fiches of one town are laid out on a sunflower spiral, so that none hides another.
_GOLDEN_ANGLE = pi * (3 - sqrt(5))
_SPREAD = 5.2
_RADIUS = 5.0
# In radii: on the drawing of a territory there is room to set them side by side.
_APART = 1.8
# On the locator, which is three times smaller on the screen.
_LOCATOR_RADIUS = 17.0
# Below and above these, a territory's drawing would be too flat or too tall for its place.
_FLATTEST, _TALLEST = 0.7, 1.15
_MARGIN = 0.12
_LABEL_DROP = 13.0

# What stands under an inset, in lines that fit its width.
_INSET_LABELS = {
    "saint-martin-et-saint-barthelemy": ("Saint-Martin,", "Saint-Barth."),
    "saint-pierre-et-miquelon": ("Saint-Pierre-", "et-Miquelon"),
}


class View(Struct, frozen=True, kw_only=True):
    """The part of the drawing of France that is shown, in its units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """What goes in ``viewBox="…"``."""
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"

    @property
    def scale(self) -> float:
        """How much larger than on the whole drawing a unit looks."""
        return self.width / WIDTH


class Pin(Struct, frozen=True):
    """A point of the drawing, in its units, and the fiche that it stands for."""

    x: float
    y: float
    initiative: SiteInitiative


class Label(Struct, frozen=True):
    """The name under an inset, in lines; ``y`` is the base of the first one."""

    x: float
    y: float
    lines: tuple[str, ...]


# Room below the row of insets for their names.
FRANCE = View(x=0, y=0, width=WIDTH, height=HEIGHT + 22)
MAINLAND = View(x=0, y=0, width=WIDTH, height=545)


class StaticMap(Struct, frozen=True, kw_only=True):
    """A drawing of France or of a part of it; the land is a separate image."""

    pins: tuple[Pin, ...]
    view: View = FRANCE
    radius: float = _RADIUS
    """Of a pin."""
    area: str | None = None
    """The outline to set off, as SVG path data."""
    labels: tuple[Label, ...] = ()
    left_out: int = 0
    """How many fiches have no place on the drawing."""
    width: int = WIDTH
    height: int = HEIGHT
    """The size of the image of the land."""


def draw_map(initiatives: Iterable[SiteInitiative]) -> StaticMap:
    """Return the drawing of some fiches on the whole of France."""
    return _draw(initiatives, FRANCE, labels=inset_labels())


def mainland_pins(initiatives: Iterable[SiteInitiative]) -> tuple[Pin, ...]:
    """Return the points of the fiches of the mainland: what the drawing of it alone can show."""
    return tuple(
        pin for pin in draw_map(initiatives).pins
        if frame_of(pin.initiative.department.code) is FRAMES["metropole"]
    )


def draw_locator(initiative: SiteInitiative) -> StaticMap:
    """Return the small drawing that says where a fiche is: the mainland, or its inset."""
    frame = frame_of(initiative.department.code)
    if frame is None or frame is FRAMES["metropole"]:
        return _draw([initiative], MAINLAND, radius=_LOCATOR_RADIUS)
    view = View(
        x=frame.box.x, y=frame.box.y, width=frame.box.width, height=frame.box.height
    )
    return _draw([initiative], view, radius=_LOCATOR_RADIUS * view.scale)


def draw_territory(
    initiatives: Iterable[SiteInitiative], level: Level, code: str
) -> StaticMap:
    """Return the drawing of a région or a département, set off from its neighbours."""
    path = land_paths(level).get(code)
    if path is None:
        return draw_map(initiatives)
    view = _fit(path)
    return _draw(initiatives, view, radius=_RADIUS * view.scale * 1.6, area=path)


def _draw(
    initiatives: Iterable[SiteInitiative], view: View, *, radius: float = _RADIUS,
    area: str | None = None, labels: tuple[Label, ...] = (),
) -> StaticMap:
    """Return the drawing of some fiches, those of one town spread around it."""
    by_town: dict[str, list[SiteInitiative]] = {}
    for initiative in initiatives:
        by_town.setdefault(initiative.city.insee_code, []).append(initiative)
    spread = radius * (_APART if area else _SPREAD / _RADIUS)
    pins = tuple(pin for town in by_town.values() for pin in _pack(town, spread))
    count = sum(map(len, by_town.values()))
    return StaticMap(
        pins=pins, view=view, radius=round(radius, 2), area=area, labels=labels,
        left_out=count - len(pins),
    )


def _pack(town: list[SiteInitiative], spread: float) -> Iterator[Pin]:
    for rank, initiative in enumerate(town):
        position = project(initiative.place, initiative.department.code)
        if position is None:
            continue
        radius, angle = spread * sqrt(rank), rank * _GOLDEN_ANGLE
        yield _pin(initiative, Position(
            position.x + radius * cos(angle), position.y + radius * sin(angle)
        ))


def _pin(initiative: SiteInitiative, position: Position) -> Pin:
    return Pin(round(position.x, 1), round(position.y, 1), initiative)


@cache
def inset_labels() -> tuple[Label, ...]:
    """Return the names to write under the insets of overseas."""
    return tuple(
        Label(
            round(frame.box.x + frame.box.width / 2, 1),
            frame.box.y + frame.box.height + _LABEL_DROP,
            _INSET_LABELS.get(name, (frame.label,)),
        )
        for name, frame in FRAMES.items() if name != "metropole"
    )


@cache
def _fit(path: str) -> View:
    """Return the view of an outline, with a margin, neither too flat nor too tall."""
    points = [point for ring in outline_rings(path) for point in ring]
    xs, ys = zip(*points, strict=True)
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    for box in inset_boxes():
        # Of an inset, all but its frame: enlarged, a line of it would bar the drawing.
        if box.x < left < right < box.x + box.width and box.y < top < box.y + box.height:
            return View(x=box.x + 1, y=box.y + 1, width=box.width - 2, height=box.height - 2)
    width, height = (right - left) * (1 + 2 * _MARGIN), (bottom - top) * (1 + 2 * _MARGIN)
    width = max(width, height / _TALLEST)
    height = max(height, width * _FLATTEST)
    return View(
        x=round((left + right - width) / 2, 1), y=round((top + bottom - height) / 2, 1),
        width=round(width, 1), height=round(height, 1),
    )


def outline_rings(path: str) -> Iterator[list[Position]]:
    """Yield the lines of path data made of « M x y l dx dy dx dy… z » only, as points."""
    for line in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", line)]
        xs, ys = accumulate(numbers[::2]), accumulate(numbers[1::2])
        yield [Position(x, y) for x, y in zip(xs, ys, strict=True)]


def render_land(level: Level) -> bytes:
    """Return the land as an SVG image that follows the reader's colour scheme."""
    paths = "".join(f'<path d="{path}"/>' for path in land_paths(level).values())
    frames = "".join(
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="2"/>'
        for box in inset_boxes()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<style>path{{fill:{LAND};stroke:{PAPER};stroke-width:.8}}"
        "rect{fill:none;stroke:#e3dccd;stroke-width:.8}"
        "@media(prefers-color-scheme:dark){path{fill:#22262e;stroke:#15171c}rect{stroke:#2c3038}}"
        f"</style>{frames}{paths}</svg>"
    ).encode()


def inset_boxes() -> tuple[View, ...]:
    """Return the frames of the insets of overseas."""
    return tuple(
        View(x=frame.box.x, y=frame.box.y, width=frame.box.width, height=frame.box.height)
        for name, frame in FRAMES.items() if name != "metropole"
    )
