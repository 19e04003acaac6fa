"""Scripts, styles, fonts and images: our own from ``assets/``, the others from their packages.

All go to one folder named by the digest of what they are made from, so that they can be cached
for ever and that relative links between them keep working.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import partial
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from ecoq.content.model import Theme
from ecoq.installed import versions_of
from ecoq.render import communes, fonts
from ecoq.render.output import Output, Recipe
from ecoq.render.static_map import render_land
from ecoq.site.icons import read_icon
from ecoq.territory.gazetteer import DATA
from ecoq.territory.outlines import Level, read_geojson

# The packages whose files are copied or transformed.
_PACKAGES = (
    "XStatic-Leaflet", "XStatic-Leaflet-MarkerCluster", "heroicons", "font-source-serif-pro",
    "font-source-sans-pro", "fonttools", "uharfbuzz", "brotli",
)


class Assets(Struct, frozen=True):
    """The asset files of a site, the costly ones first, and the folder that holds them."""

    folder: str
    outputs: tuple[Output, ...]


def collect_assets(folder: Path, themes: tuple[Theme, ...]) -> Assets:
    """Return every asset; none is made before it is asked for."""
    sources = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")
    }
    target = f"assets/{_digest(sources, themes)}"
    makers: dict[str, Callable[[], bytes]] = {
        **_own_files(sources), **_package_files(), **_land_images(),
        "css/main.css": partial(_render_styles, sources, themes),
    }
    return Assets(target, (
        *(Output(f"{target}/{path}", partial(_same, recipe), family="fonts")
          for path, recipe in fonts.recipes().items()),
        *(_output(f"{target}/{path}", make, "communes")
          for path, make in communes.makers().items()),
        *(_output(f"{target}/{path}", make) for path, make in sorted(makers.items())),
    ))


def _same(recipe: Recipe) -> Recipe:
    return recipe


def _render_styles(sources: dict[str, bytes], themes: tuple[Theme, ...]) -> bytes:
    return (join_styles(sources) + render_theme_styles(themes)).encode()


def _output(path: str, make: Callable[[], bytes], family: str = "") -> Output:
    """An asset; the digest in its path stands for all that it is made from."""
    return Output(path, lambda: Recipe((path,), make), family=family)


def _digest(sources: dict[str, bytes], themes: tuple[Theme, ...]) -> str:
    digest = hashlib.sha256()
    for theme in themes:
        looks = theme.id, theme.colour, theme.dark_colour, theme.icon
        digest.update("\0".join(looks).encode())
    for path, data in sources.items():
        digest.update(f"\0{path}\0{len(data)}\0".encode() + data)
    for file in sorted(DATA.iterdir()):
        digest.update(file.read_bytes())
    digest.update("\0".join(versions_of(_PACKAGES)).encode())
    return digest.hexdigest()[:12]


def _own_files(sources: dict[str, bytes]) -> dict[str, Callable[[], bytes]]:
    """Everything but the styles, which are joined into one file."""
    return {
        path: partial(bytes, data) for path, data in sources.items() if not path.startswith("css/")
    }


def join_styles(sources: dict[str, bytes]) -> str:
    """Return one style sheet: ``main.css`` with each ``@import "…";`` replaced by that file."""
    main = sources["css/main.css"].decode()
    return re.sub(
        r'^@import "([^"]+)";$', lambda match: sources[f"css/{match[1]}"].decode(),
        main, flags=re.MULTILINE,
    )


def render_theme_styles(themes: tuple[Theme, ...]) -> str:
    """Return the colours and icons of the themes, which are content: one class for each."""
    light = "".join(
        f".theme-{theme.id}{{--theme:{theme.colour};--icon:url(\"{_icon_address(theme.icon)}\")}}"
        for theme in themes
    )
    dark = "".join(f".theme-{theme.id}{{--theme:{theme.dark_colour}}}" for theme in themes)
    return f"@layer themes{{{light}@media screen and (prefers-color-scheme:dark){{{dark}}}}}\n"


def _icon_address(name: str) -> str:
    """Return an icon, which the checks have found to exist, as a data address."""
    text = " ".join(read_icon(name).split()).replace('"', "'").replace("> <", "><")
    return "data:image/svg+xml," + quote(text, safe=" =:/'()")


def _land_images() -> dict[str, Callable[[], bytes]]:
    return {
        "img/land.svg": partial(render_land, Level.REGIONS),
        "img/land-small.svg": partial(render_land, Level.LAND),
        "data/regions.geojson": lambda: read_geojson(Level.REGIONS).encode(),
        "data/departements.geojson": lambda: read_geojson(Level.DEPARTMENTS).encode(),
    }


def _package_files() -> dict[str, Callable[[], bytes]]:
    """Leaflet and its cluster plug-in: scripts as their packages hold them, styles in one file."""
    return {
        "vendor/leaflet.js": partial(read_package_file, "leaflet", "leaflet.js"),
        "vendor/leaflet.markercluster.js": partial(
            read_package_file, "leaflet_markercluster", "leaflet.markercluster.js"
        ),
        "vendor/leaflet.css": _join_map_styles,
    }


def _join_map_styles() -> bytes:
    """The library's styles, in a layer below the site's components."""
    return b"".join((
        b"@layer base{\n", read_package_file("leaflet", "leaflet.css"),
        read_package_file("leaflet_markercluster", "MarkerCluster.css"), b"}\n",
    ))


def read_package_file(package: str, file: str) -> bytes:
    """Return a file of one of the XStatic packages."""
    return (resources.files(f"xstatic.pkg.{package}") / "data" / file).read_bytes()
