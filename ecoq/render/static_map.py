"""Drawings of France with a point for each fiche: what the templates need to draw them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from ecoq.site.model import SiteInitiative
from ecoq.territory.outlines import Level, land_paths
from ecoq.territory.projection import FRAMES, HEIGHT, WIDTH, Position, project

# Fiches of one town are laid out on a sunflower spiral, so that none hides another.
_GOLDEN_ANGLE = pi * (3 - sqrt(5))
_SPREAD = 5.2


@dataclass(frozen=True, slots=True)
class Pin:
    """A point of the drawing, in its units, and the fiche that it stands for."""

    x: float
    y: float
    initiative: SiteInitiative


@dataclass(frozen=True, slots=True)
class StaticMap:
    """A drawing of France; the land is a separate image of the same size."""

    pins: tuple[Pin, ...]
    width: int = WIDTH
    height: int = HEIGHT


def draw_map(initiatives: Iterable[SiteInitiative]) -> StaticMap:
    """Return the drawing of some fiches, those of one town spread around it."""
    by_town: dict[str, list[SiteInitiative]] = {}
    for initiative in initiatives:
        by_town.setdefault(initiative.city.insee_code, []).append(initiative)
    return StaticMap(tuple(pin for town in by_town.values() for pin in _pack(town)))


def _pack(town: list[SiteInitiative]) -> Iterator[Pin]:
    for rank, initiative in enumerate(town):
        position = project(initiative.place, initiative.department.code)
        if position is None:
            continue
        radius, angle = _SPREAD * sqrt(rank), rank * _GOLDEN_ANGLE
        yield _pin(initiative, Position(
            position.x + radius * cos(angle), position.y + radius * sin(angle)
        ))


def _pin(initiative: SiteInitiative, position: Position) -> Pin:
    return Pin(round(position.x, 1), round(position.y, 1), initiative)


def render_land(level: Level) -> bytes:
    """Return the land as an SVG image that follows the reader's colour scheme."""
    paths = "".join(f'<path d="{path}"/>' for path in land_paths(level).values())
    frames = "".join(
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="4"/>'
        for box in (frame.box for name, frame in FRAMES.items() if name != "metropole")
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        "<style>path{fill:#efe8d9;stroke:#fbf8f2;stroke-width:.8}"
        "rect{fill:none;stroke:#e3dccd;stroke-width:.8}"
        "@media(prefers-color-scheme:dark){path{fill:#22262e;stroke:#15171c}rect{stroke:#2c3038}}"
        f"</style>{frames}{paths}</svg>"
    ).encode()
