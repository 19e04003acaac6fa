"""The covers of the numbers: the land in one line, and a dot for each fiche that one lists."""

from __future__ import annotations

from msgspec import Struct

from ecoq.render.static_map import mainland_pins
from ecoq.site.model import SiteIssue
from ecoq.territory.outlines import Level, land_paths
from ecoq.territory.projection import Position


class Cover(Struct, frozen=True):
    """What is drawn on a cover, in the units of the drawing of France."""

    land: str
    """The outline of the mainland, as SVG path data."""
    dots: tuple[Position, ...]


class CoveredIssue(Struct, frozen=True):
    """A number with its cover."""

    issue: SiteIssue
    cover: Cover


def cover_issue(issue: SiteIssue) -> CoveredIssue:
    """Return a number with its cover."""
    return CoveredIssue(issue, Cover(
        land_paths(Level.LAND)["metropole"],
        tuple(
            Position(pin.x, pin.y) for pin in mainland_pins(issue.initiatives)
        ),
    ))
