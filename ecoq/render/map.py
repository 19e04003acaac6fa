"""``carte.html``: the map in one file, which opens from disk with the network cut.

Folium composes the map (its element, its options, the land behind the points); the page around
it, Leaflet, the styles and the filters are ours, inlined. Words of contributors go to the list
through the template, and to the script as JSON: never through folium.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment
from msgspec import Struct

from ecoq.content.model import Initiative
from ecoq.content.schema import keys_of
from ecoq.render.assets import read_package_file, render_theme_styles
from ecoq.render.geojson import format_collection, format_json
from ecoq.render.output import Recipe
from ecoq.render.typography import typeset
from ecoq.site import urls
from ecoq.site.model import Site
from ecoq.territory.outlines import Level, Outline, read_geojson, read_outlines

_LEAFLET = (
    ("leaflet", "leaflet.js"),
    ("leaflet_markercluster", "leaflet.markercluster.js"),
)
_LEAFLET_STYLES = (
    ("leaflet", "leaflet.css"),
    ("leaflet_markercluster", "MarkerCluster.css"),
)

# What the script needs before folium's composition runs, and what then brings the map to life.
_BEFORE_MAP = ("words.js", "pins.js", "popups.js", "reveal.js", "filters.js", "defaults.js")
_AFTER_MAP = ("start.js",)

_STYLES = ("tokens.css", "single-map.css")

# Folium names its objects at random; with these, two builds are equal and start.js finds them.
_MAP_ID = "france"
_LAND_ID = "land"

# What stands for the land until the script has it: folium would write it out anew, and longer. It
# takes the style of the land from that of its features.
_STAND_IN = {
    "type": "Feature", "id": "stand-in", "properties": {},
    "geometry": {"type": "Point", "coordinates": [0, 0]},
}

# Left out of the inlined data, by attribute: addresses, which the fiche online gives.
_NOT_INLINED = ("sources", "website", "contact", "image")

# What stands for the data until the page is made; content holds no such character.
_DATA = "\0"

_MAINLAND = "metropole"
_OVERSEAS = ("01", "02", "03", "04", "06")


class View(Struct, frozen=True):
    """A part of France that a button shows."""

    name: str
    bounds: str
    """As JSON for Leaflet: south-west and north-east, latitude first."""


def render_single_file_map(
    site: Site, environment: Environment, assets: Path, composition: bytes
) -> bytes:
    """Return the page; ``assets`` is the folder of our own scripts and styles.

    ``composition`` is what ``COMPOSED_MAP`` gives.
    """
    views = _views(site)
    element, script = json.loads(composition)
    scripts = [*_leaflet_scripts(), _own_script(assets, script)]
    style = _style(site, assets)
    html = environment.get_template("map.html").render(
        site=site,
        url_of=lambda url: urls.absolute(url, site.settings.url),
        at_town_hall=sum(not one.place_is_exact for one in site.initiatives),
        views=views,
        policy=_policy(scripts, style),
        style=style,
        scripts=scripts,
        map_element=element,
        data=_DATA,
    )
    # Put in last, as bytes: a page of a large collection takes much memory as text.
    before, after = html.encode().split(_DATA.encode())
    return b"".join([before, _inlined_data(site), after])


def _compose_map() -> bytes:
    """Return folium's map as JSON, its element and its script: options, land, first view.

    It has no tiles, no control and no text.
    """
    # Numpy, which folium imports, would start threads that look for work until they have some.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import folium  # noqa: PLC0415 - slow to import, and needed here alone

    france = folium.Map(
        location=None, tiles=None, zoom_control=False, attributionControl=False, zoomSnap=0.25,
    )
    france._id = _MAP_ID
    land = folium.GeoJson(
        _STAND_IN, control=False, interactive=False,
        style_function=lambda feature: {"className": "land"},
    )
    land._id = _LAND_ID
    land.add_to(france)
    france.fit_bounds(_bounds([read_outlines(Level.LAND)[_MAINLAND]]))
    figure: Any = france.get_root()
    # Composes the scripts of the children; the page that it returns is not ours.
    figure.render()
    script = _strip_lines(figure.script.render())
    return json.dumps([figure.html.render().strip(), _put_land(script)]).encode()


COMPOSED_MAP = Recipe(("map composed by folium",), _compose_map, is_costly=True)
"""What no content decides of the map; folium takes longer to import than the rest to make."""


def _strip_lines(script: str) -> str:
    return "\n".join(line.strip() for line in script.splitlines() if line.strip())


def _put_land(script: str) -> str:
    stand_in = {"type": "FeatureCollection", "features": [_STAND_IN]}
    before, after = script.split(json.dumps(stand_in, sort_keys=True))
    return f"{before}{read_geojson(Level.REGIONS).strip()}{after}"


def _views(site: Site) -> list[View]:
    """The mainland, the five overseas régions, other islands with a fiche, then everything."""
    land = read_outlines(Level.LAND)
    regions = read_outlines(Level.REGIONS)
    names = {
        feature["id"]: feature["properties"]["nom"]
        for feature in json.loads(read_geojson(Level.REGIONS))["features"]
    }
    with_fiche = {listing.subject.code for listing in site.regions}
    islands = [
        code for code in regions if code in _OVERSEAS or (code in with_fiche and code[:2] == "97")
    ]
    return [
        View("Hexagone et Corse", format_json(_bounds([land[_MAINLAND]]))),
        *(View(names[code], format_json(_bounds([regions[code]]))) for code in islands),
        View("Toute la France", format_json(_bounds(
            [land[_MAINLAND], *(regions[code] for code in islands)]
        ))),
    ]


def _bounds(outlines: Iterable[Outline]) -> list[list[float]]:
    """Return the south-western and the north-eastern corner, latitude first."""
    points = [
        point for outline in outlines for polygon in outline.polygons for point in polygon[0]
    ]
    latitudes = [point.latitude for point in points]
    longitudes = [point.longitude for point in points]
    return [[min(latitudes), min(longitudes)], [max(latitudes), max(longitudes)]]


def _inlined_data(site: Site) -> bytes:
    """The GeoJSON, typeset as pages are, such that nothing in it can close its element."""
    left_out = {keys_of(Initiative)[attribute].name for attribute in _NOT_INLINED}
    collection = format_collection(site, lambda properties: {
        name: _typeset_value(value) for name, value in properties.items() if name not in left_out
    })
    return collection.replace(b"<", b"\\u003c")


def _typeset_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_typeset_value(item) for item in value]
    return typeset(value) if type(value) is str else value


def _leaflet_scripts() -> Iterator[str]:
    for package, file in _LEAFLET:
        text = read_package_file(package, file).decode()
        yield re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE).strip()


def _own_script(assets: Path, composition: str) -> str:
    """Our scripts around folium's, in one function so that they share names and leave none."""
    folder = assets / "js/single-map"
    parts = [
        *((folder / name).read_text("utf-8") for name in _BEFORE_MAP),
        composition,
        *((folder / name).read_text("utf-8") for name in _AFTER_MAP),
    ]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();"


def _style(site: Site, assets: Path) -> str:
    leaflet = "\n".join(
        _without_images(read_package_file(package, file).decode())
        for package, file in _LEAFLET_STYLES
    )
    own = "\n".join((assets / "css" / name).read_text("utf-8") for name in _STYLES)
    themes = render_theme_styles(tuple(listing.subject for listing in site.themes))
    return f"@layer leaflet{{{leaflet}}}\n{own}\n{themes}"


def _without_images(css: str) -> str:
    """Leaflet's pictures serve controls and markers that this map does not have."""
    return re.sub(r"[\w-]+:\s*url\([^)]*\);?", "", css.replace("\r\n", "\n"))


def _policy(scripts: Iterable[str], style: str) -> str:
    """The Content-Security-Policy: these scripts and this style, no request, no other page."""
    return (
        f"default-src 'none'; script-src {' '.join(_source_hash(text) for text in scripts)}; "
        f"style-src {_source_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _source_hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
