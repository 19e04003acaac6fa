"""The initiatives as GeoJSON (RFC 7946): a promise to the outside, golden-tested.

The properties bear the names of the front matter keys, in canonical order, from the content
model; those that the site derives follow, and are declared here alone. Every feature has every
property, null or ``[]`` where nothing was written, so that readers may look at the first only.
Texts are as their authors wrote them: typography is for pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from io import BytesIO
from types import NoneType
from typing import Any

from ecoq.content.model import Initiative
from ecoq.content.schema import keys_of
from ecoq.content.values import PartialDate
from ecoq.site import urls
from ecoq.site.model import Site, SiteInitiative

Shown = Callable[[Mapping[str, Any]], Mapping[str, Any]]

# The geometry says the coordinates, rounded and in the order that RFC 7946 wants; drafts are in
# no output; former addresses serve the site's redirections and say nothing of the initiative.
_LEFT_OUT = frozenset({"latitude", "longitude", "is_draft", "redirects"})

# What JSON has as well.
_PLAIN = frozenset({NoneType, str, int, float, bool})

# Six decimals are a tenth of a metre: far more than any source knows.
_DECIMALS = 6


def render_geojson(site: Site) -> bytes:
    """Return the content of ``donnees/initiatives.geojson``."""
    return format_collection(site) + b"\n"


def format_json(value: object) -> str:
    """Return compact JSON that any parser accepts: never NaN, and letters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def format_collection(site: Site, shown: Shown = lambda properties: properties) -> bytes:
    """Return the collection of all initiatives, by title, as compact JSON.

    Without an initiative, it has no ``bbox``. ``shown`` makes of all properties those to show.
    """
    points = [initiative_coordinates(initiative) for initiative in site.initiatives]
    box = {"bbox": _bounding_box(points)} if points else {}
    head = format_json({"type": "FeatureCollection", **box, "features": []})
    features = (_feature(initiative, site.settings.url, shown) for initiative in site.initiatives)
    return write_list(head.removesuffix("]}"), map(format_json, features), ",", "]}")


def write_list(head: str, items: Iterable[str], separator: str, tail: str) -> bytes:
    """Return a text with a list in it, never made whole but as bytes.

    That of a large collection would take several times as much memory as the file.
    """
    data = BytesIO()
    data.write(head.encode())
    for rank, item in enumerate(items):
        data.write(f"{separator if rank else ''}{item}".encode())
    data.write(tail.encode())
    return data.getvalue()


def _feature(initiative: SiteInitiative, site_url: str, shown: Shown) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": initiative.slug,
        "geometry": {"type": "Point", "coordinates": initiative_coordinates(initiative)},
        "properties": shown(initiative_properties(initiative, site_url)),
    }


def initiative_coordinates(initiative: SiteInitiative) -> list[float]:
    """Return the longitude, then the latitude, as they are published."""
    place = initiative.place
    return [round(place.longitude, _DECIMALS), round(place.latitude, _DECIMALS)]


def _bounding_box(points: list[list[float]]) -> list[float]:
    """Return west, south, east, north."""
    longitudes, latitudes = zip(*points, strict=True)
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


def initiative_properties(initiative: SiteInitiative, site_url: str) -> dict[str, Any]:
    """Return all that is public of an initiative, by property name.

    Of the keys that say where, whatever was not written is completed: a fiche may give the
    commune and the département, or the INSEE code alone.
    """
    keys, entry = keys_of(Initiative), initiative.entry
    written = {name: json_value(getattr(entry, attribute)) for attribute, name in _published()}
    resolved = {
        keys["commune"].name: entry.commune or initiative.commune.name,
        keys["department"].name: initiative.department.code,
        keys["insee_code"].name: initiative.commune.insee_code,
    }
    derived = {
        "thematique_nom": initiative.theme.name,
        "departement_nom": initiative.department.name,
        "region": initiative.region.name,
        "position": "exacte" if initiative.place_is_exact else "mairie",
        "url": urls.absolute(initiative.url, site_url),
    }
    return {**written, **resolved, **derived}


@cache
def _published() -> tuple[tuple[str, str], ...]:
    """Return the attributes and the names of the keys that are published."""
    return tuple(
        (attribute, declared.name) for attribute, declared in keys_of(Initiative).items()
        if attribute not in _LEFT_OUT
    )


def json_value(value: Any) -> Any:
    """Return a value of the content model as JSON has it: dates are ISO 8601 text."""
    # A quick look first, since most values are such; an address is a kind of text.
    if type(value) in _PLAIN or isinstance(value, str):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [item if type(item) is str else json_value(item) for item in value]
    model: type = type(value)
    return {
        declared.name: json_value(getattr(value, attribute))
        for attribute, declared in keys_of(model).items()
    }
