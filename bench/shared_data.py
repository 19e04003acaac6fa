"""What the rivals get ready made, so that they have only to make pages of it.

They have no gazetteer, no projection, no outlines: the names, points and outlines of places come
to them as data, as do the pages that need our own code (the form, the messages of the checks, the
drawings of régions) and all files that are only copied. It makes their work lighter than ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ecoq.content.model import LeadKind, Settings, Status
from ecoq.diagnostics import Report
from ecoq.pipeline import check_content
from ecoq.render.formats import format_long_date
from ecoq.render.licence import find_licence
from ecoq.render.static_map import StaticMap, draw_locator, draw_territory
from ecoq.render.typography import typeset
from ecoq.site import urls
from ecoq.site.assemble import assemble
from ecoq.site.model import Listing, Site, SiteInitiative
from ecoq.territory.outlines import Level

_HALO = 2.2
_READY = (
    "404.html", "chiffres/", "composants/", "contribuer/fiche/", "donnees/", "donnees/changements/",
    "glossaire/", "messages/", "numeros/", "plan-du-site/", "recherche/", "reseau/",
)
_MAIN = re.compile(r'<main id="contenu"[^>]*>(.*)</main>', re.DOTALL)
_MARK = re.compile(r'<svg class="mark".*?</svg>', re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)(?: – [^<–]*)?</title>")
_UPWARD = re.compile(r'((?:href|src|action)=")(?:\.\./)+')


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiche:
    """What a fiche's header does not say in so many words: where it is, when it was last true."""

    slug: str
    theme: str
    themes: tuple[str, ...]
    commune: str
    departement: str
    region: str
    centre: str | None
    day: str
    """ISO 8601; the first day of the year or the month that is known."""
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPage:
    """A page whose main part is given as HTML, with links from the root of the domain."""

    name: str
    """A word that can name its file."""
    url: str
    title: str
    main: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """All that the rivals share. ``data`` is ready for JSON, a file for each key."""

    data: dict[str, Any]
    fiches: tuple[Fiche, ...]
    ready: tuple[ReadyPage, ...]
    built: Path
    """Our own site, of which they copy assets, icons, cards and descriptions of data."""


def prepare_shared(root: Path, built: Path) -> Shared:
    """Gather what the rivals share from a project and from the site that was built of it."""
    content, gazetteer = check_content(root, date(2026, 1, 1), Report())
    site = assemble(content, gazetteer)
    home = (built / "index.html").read_text("utf-8")
    return Shared(
        data={
            "settings": _settings(site, home), "themes": _themes(site), "labels": _labels(site),
            "communes": {one.city.insee_code: _commune(one) for one in site.initiatives},
            "places": _places(site),
        },
        fiches=tuple(_fiche(one) for one in site.initiatives),
        ready=tuple(_ready_pages(built)), built=built,
    )


def _settings(site: Site, home: str) -> dict[str, Any]:
    settings = site.settings
    [assets] = {*re.findall(r"assets/[0-9a-f]+/", home)}
    mark = _MARK.search(home)
    return {
        "titre": typeset(settings.title), "sous_titre": typeset(settings.subtitle),
        "description": typeset(settings.description), "url": settings.url.rstrip("/"),
        "depot": settings.repository, "branche": settings.branch, "contact": settings.contact,
        "licence": settings.content_licence,
        "licence_url": find_licence(settings.content_licence).url,
        "avertissement": typeset(settings.notice or ""), "jour": format_long_date(site.dated),
        "assets": f"/{assets}", "mark": mark.group(0) if mark else "",
        "menu": [
            _link("La carte", urls.MAP), _link("Les initiatives", urls.INITIATIVES),
            _link("Les numéros", urls.ISSUES), _link("Thématiques", urls.THEMES),
            _link("Régions", urls.REGIONS), _link("Le réseau", urls.NETWORK),
            _link("Chercher", urls.SEARCH),
        ],
        "pied": _footer(site, settings),
    }


def _link(title: str, url: str) -> dict[str, str]:
    return {"titre": title, "url": f"/{url}", "section": url.rstrip("/")}


def _footer(site: Site, settings: Settings) -> list[dict[str, Any]]:
    return [
        {"id": "lire", "titre": "Lire", "liens": [
            _link("La carte", urls.MAP), _link("Recherche", urls.SEARCH),
            _link("Les initiatives de A à Z", urls.INITIATIVES),
            _link("Les numéros", urls.ISSUES), _link("La collection en chiffres", urls.FIGURES),
            _link("Glossaire", urls.GLOSSARY), _link("Le réseau", urls.NETWORK),
        ]},
        {"id": "site", "titre": "Le site", "liens": [
            *(_link(page.entry.title, page.url) for page in site.pages),
            _link("Les messages du contrôle", urls.MESSAGES),
            _link("Plan du site", urls.SITEMAP_PAGE),
        ]},
        {"id": "suite", "titre": "Emporter, écrire", "liens": [
            _link("La carte en un seul fichier", urls.SINGLE_FILE_MAP),
            _link("Les données ouvertes", urls.DATA),
            {"titre": "Nous écrire", "url": f"mailto:{settings.contact}"},
            {"titre": "Le dépôt", "url": settings.repository},
        ]},
    ]


def _themes(site: Site) -> dict[str, Any]:
    return {
        listing.subject.id: {
            "nom": typeset(listing.subject.name),
            "description": typeset(listing.subject.description),
        }
        for listing in site.themes
    }


def _labels(site: Site) -> dict[str, dict[str, str]]:
    return {
        "statuts": {one.value: one.label for one in Status},
        "types": {one.value: one.label for one in LeadKind},
        "centres": {one.subject.id: one.subject.name for one in site.centres},
    }


def _commune(one: SiteInitiative) -> dict[str, Any]:
    drawing = draw_locator(one)
    [pin] = drawing.pins or [None]
    return {
        "nom": one.city.name, "slug": _slug(urls.of_commune(one.city)),
        "latitude": round(one.place.latitude, 6), "longitude": round(one.place.longitude, 6),
        "departement": one.department.name, "departement_slug": one.department.slug,
        "region": one.region.name, "region_slug": one.region.slug,
        "box": drawing.view.box, "rayon": drawing.radius,
        "halo": round(_HALO * drawing.radius, 1),
        "x": pin.x if pin else 0, "y": pin.y if pin else 0,
    }


def _slug(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _places(site: Site) -> dict[str, dict[str, Any]]:
    departments = {one.subject.code: one.subject for one in site.departments}
    return {
        "regions": {
            one.subject.slug: _place(
                "Région", one.subject.name, draw_territory((), Level.REGIONS, one.subject.code),
                "Par département",
                [part for part in site.departments
                 if part.subject.region_code == one.subject.code],
            )
            for one in site.regions
        },
        "departements": {
            one.subject.slug: _place(
                "Département", f"{one.subject.name} ({one.subject.code})",
                draw_territory((), Level.DEPARTMENTS, one.subject.code), "Par commune",
                [part for part in site.communes if part.subject.department == one.subject.code],
            )
            for one in site.departments
        },
        "communes": {
            _slug(one.url): _place(
                "Commune", f"{one.subject.name} ({departments[one.subject.department].name})",
                draw_territory((), Level.DEPARTMENTS, one.subject.department),
            )
            for one in site.communes
        },
    }


def _place(
    kind: str, title: str, drawing: StaticMap, parts_title: str = "",
    parts: Sequence[Listing[Any]] = (),
) -> dict[str, Any]:
    return {
        "genre": kind, "titre": title, "box": drawing.view.box, "rayon": drawing.radius,
        "contour": drawing.area, "titre_parties": parts_title,
        "parties": [
            {"nom": part.subject.name, "url": f"/{part.url}", "compte": len(part.initiatives)}
            for part in parts
        ],
    }


def _fiche(one: SiteInitiative) -> Fiche:
    day = one.latest_date or "1970"
    return Fiche(
        slug=one.slug, theme=one.theme.id, themes=tuple(theme.id for theme in one.all_themes),
        commune=_slug(urls.of_commune(one.city)), departement=one.department.slug,
        region=one.region.slug, centre=one.centre.id if one.centre else None,
        day=day + "-01-01"[len(day) - len("2019"):], title=one.entry.title,
    )


def _ready_pages(built: Path) -> Iterator[ReadyPage]:
    for url in _READY:
        html = (built / urls.output_path(url)).read_text("utf-8")
        main, title = _MAIN.search(html), _TITLE.search(html)
        if main is None or title is None:
            raise LookupError(f"{url} has no main part or no title")
        yield ReadyPage(
            name=url.strip("/").removesuffix(".html").replace("/", "-"), url=f"/{url}",
            title=title.group(1), main=_UPWARD.sub(r"\1/", main.group(1)),
        )
