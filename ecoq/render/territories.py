"""The régions of France as shapes one can click, tinted by what they hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from ecoq.content.model import Centre
from ecoq.render.formats import format_count
from ecoq.render.static_map import FRANCE, Label, View, inset_boxes, inset_labels
from ecoq.site.model import Listing
from ecoq.territory.gazetteer import Region
from ecoq.territory.names import fold
from ecoq.territory.outlines import Level, land_paths, read_geojson

# From how many fiches on each of the tints is used, the lightest first.
_STEPS = (1, 6, 16, 31)
_COVERED = 3


class Territory(Struct, frozen=True, kw_only=True):
    """A région of the drawing; without an address it is drawn but leads nowhere."""

    path: str
    title: str
    url: str | None
    level: int
    """Its tint, 0 to 4."""


class TerritoryMap(Struct, frozen=True, kw_only=True):
    """France by régions, overseas in insets."""

    shapes: tuple[Territory, ...]
    view: View = FRANCE
    frames: tuple[View, ...]
    labels: tuple[Label, ...]


class Coverage(Struct, frozen=True):
    """A région and the centres that cover it or a part of it."""

    region: str
    centres: tuple[Centre, ...]


def draw_regions(listings: Sequence[Listing[Region]]) -> TerritoryMap:
    """Return the map of the régions, the darker the more fiches they have."""
    by_code = {listing.subject.code: listing for listing in listings}
    return _draw(tuple(
        _region_shape(name, path, by_code.get(code)) for code, name, path in _region_outlines()
    ))


def _region_shape(name: str, path: str, listing: Listing[Region] | None) -> Territory:
    if listing is None:
        return Territory(path=path, title=f"{name} : pas encore de fiche", url=None, level=0)
    count = len(listing.initiatives)
    return Territory(
        path=path, title=f"{name} : {format_count(count, 'initiative')}", url=listing.url,
        level=sum(count >= step for step in _STEPS),
    )


def draw_coverage(coverage: Sequence[Coverage], centres: Sequence[Listing[Centre]]) -> TerritoryMap:
    """Return the map of the régions that a centre covers; each leads to the first one."""
    by_region = {one.region: one.centres for one in coverage}
    urls = {listing.subject.id: listing.url for listing in centres}
    return _draw(tuple(
        _covered_shape(name, path, by_region.get(name, ()), urls)
        for _, name, path in _region_outlines()
    ))


def _covered_shape(
    name: str, path: str, centres: tuple[Centre, ...], urls: dict[str, str]
) -> Territory:
    if not centres:
        return Territory(path=path, title=f"{name} : à documenter", url=None, level=0)
    names = ", ".join(centre.name for centre in centres)
    return Territory(
        path=path, title=f"{name} : {names}", url=urls[centres[0].id], level=_COVERED
    )


def find_coverage(
    region_names: Sequence[str], centres: Sequence[Listing[Centre]]
) -> tuple[Coverage, ...]:
    """Return, région by région in alphabetical order, which centres cover it."""
    return tuple(
        Coverage(name, tuple(
            listing.subject for listing in centres if name in listing.subject.regions
        ))
        for name in sorted(region_names, key=fold)
    )


def _draw(shapes: tuple[Territory, ...]) -> TerritoryMap:
    return TerritoryMap(shapes=shapes, frames=inset_boxes(), labels=inset_labels())


@cache
def _region_outlines() -> tuple[tuple[str, str, str], ...]:
    """The code, the name and the path of each région on the drawing."""
    features = json.loads(read_geojson(Level.REGIONS))["features"]
    names = {feature["id"]: feature["properties"]["nom"] for feature in features}
    return tuple(
        (code, names[code], path) for code, path in land_paths(Level.REGIONS).items()
    )
