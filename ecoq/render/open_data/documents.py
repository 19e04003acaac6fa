"""``initiatives.json``, one document a fiche, and the licence that goes with the data."""

from __future__ import annotations

import json
from typing import Any

from ecoq.content.model import BODY, Settings
from ecoq.render.geojson import initiative_coordinates, initiative_properties, write_list
from ecoq.render.licence import find_licence
from ecoq.site import urls
from ecoq.site.model import Site, SiteInitiative

# JSON on one line: to indent it would take ten times longer.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def render_collection(site: Site) -> bytes:
    """Return all the fiches, whole, with what one must say when using them."""
    licence = find_licence(site.settings.content_licence)
    head = _encode({
        "titre": site.settings.title,
        "source": urls.absolute(urls.HOME, site.settings.url),
        "date": site.dated.isoformat(),
        "licence": licence.name,
        "licence_url": licence.url,
    })
    fiches = (_encode(_document(one, site.settings)) for one in site.initiatives)
    return write_list(f'{head[:-1]}, "initiatives": [\n', fiches, ",\n", "\n]}\n")


def render_document(initiative: SiteInitiative, settings: Settings) -> bytes:
    """Return one fiche."""
    return f"{_encode(_document(initiative, settings))}\n".encode()


def _document(initiative: SiteInitiative, settings: Settings) -> dict[str, Any]:
    """All that is public of a fiche; the body is Markdown, as it was written."""
    longitude, latitude = initiative_coordinates(initiative)
    return {
        "id": initiative.slug,
        **initiative_properties(initiative, settings.url),
        "latitude": latitude, "longitude": longitude,
        BODY: initiative.entry.body.text.strip(),
    }


def render_licence(site: Site) -> bytes:
    """Return the licence file."""
    return attribution(site).encode()


def attribution(site: Site) -> str:
    """Return what one may do with the data, and what one must say of them."""
    settings = site.settings
    licence = find_licence(settings.content_licence)
    home = urls.absolute(urls.HOME, settings.url)
    return (
        f"{settings.title} – données des initiatives\n"
        f"Adresse : {urls.absolute(urls.DATA, settings.url)}\n"
        f"État au : {site.dated.isoformat()}\n"
        f"Licence : {licence.name}\n"
        + (f"Texte de la licence : {licence.url}\n" if licence.url else "")
        + "\n"
        "Vous pouvez reprendre ces données, les adapter et les diffuser, y compris à des fins\n"
        "commerciales, en citant la source et la date. Par exemple :\n"
        "\n"
        f"    {settings.title}, {home}, {site.dated.isoformat()}. {licence.name}.\n"
        "\n"
        "Les communes, départements et régions, et leurs coordonnées, viennent de l'Insee et de\n"
        "l'IGN (Licence Ouverte 2.0). Chaque image garde sa propre licence, écrite avec elle.\n"
    )
