"""The pages that open a section: all fiches, numbers, themes, places, network, glossary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ecoq.render.html import PageInfo
from ecoq.render.output import Output
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.render.static_map import draw_map
from ecoq.site import urls
from ecoq.site.model import Listing, SiteInitiative
from ecoq.territory.gazetteer import Region
from ecoq.territory.names import fold
from ecoq.territory.outlines import Level, land_paths


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The fiches whose title begins with one letter."""

    letter: str
    initiatives: tuple[SiteInitiative, ...]


@dataclass(frozen=True, slots=True)
class RegionShape:
    """A région on the map one clicks: its outline, and its listing if it has fiches."""

    path: str
    listing: Listing[Region] | None


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the section pages."""
    site = kit.site
    yield kit.output("pages/initiatives.html", _info(
        urls.INITIATIVES, "Toutes les initiatives",
        "La liste de toutes les initiatives de la collection, de A à Z.",
    ), groups=group_by_letter(site.initiatives))
    yield kit.output("pages/issues.html", _info(
        urls.ISSUES, "Les numéros", "Les numéros de L'Éco des quartiers, du plus récent au premier.",
    ), issues=site.issues)
    yield kit.output("pages/themes.html", _info(
        urls.THEMES, "Les thématiques", "Les initiatives rangées par thématique.",
    ), themes=site.themes)
    yield lazily(urls.REGIONS, lambda: kit.renderer.page("pages/regions.html", _info(
        urls.REGIONS, "Par région", "Les initiatives, région par région.",
    ), shapes=region_shapes(site.regions)))
    yield kit.output("pages/departments.html", _info(
        urls.DEPARTMENTS, "Par département", "Les départements où une initiative est recensée.",
        section=urls.REGIONS,
    ), departments=site.departments)
    yield kit.output("pages/communes.html", _info(
        urls.COMMUNES, "Par commune", "Les communes où une initiative est recensée.",
        section=urls.REGIONS,
    ), communes=site.communes)
    yield kit.output("pages/network.html", _info(
        urls.NETWORK, "Le réseau",
        "Les centres de ressources politique de la ville, qui couvre quel territoire.",
    ), centres=site.centres, regions=site.regions)
    yield kit.output("pages/glossary.html", _info(
        urls.GLOSSARY, "Glossaire", "Les sigles et les mots de la politique de la ville.",
    ), glossary=site.glossary)
    yield kit.output("pages/site-map.html", _info(
        urls.SITEMAP_PAGE, "Plan du site", "Toutes les pages du site.",
    ), themes=site.themes, regions=site.regions, departments=site.departments,
        issues=site.issues)
    yield lazily(urls.MAP, lambda: kit.renderer.page("pages/explorer.html", _info(
        urls.MAP, "La carte", "La carte des initiatives, par lieu et par thématique.",
    ), map=draw_map(site.initiatives)))


def _info(url: str, title: str, description: str, *, section: str | None = None) -> PageInfo:
    return PageInfo(
        title=title, description=description, url=url, section=section or url,
        crumbs=crumbs((title, url)),
    )


def group_by_letter(initiatives: Sequence[SiteInitiative]) -> tuple[LetterGroup, ...]:
    """Return fiches, sorted by title, under their first letter; digits come under « 0-9 »."""
    def letter(initiative: SiteInitiative) -> str:
        first = fold(initiative.entry.title)[:1].upper()
        return first if first.isalpha() else "0-9"

    return tuple(LetterGroup(key, tuple(group)) for key, group in groupby(initiatives, letter))


def region_shapes(listings: Sequence[Listing[Region]]) -> tuple[RegionShape, ...]:
    """Return the régions of the map; those without a fiche are drawn but lead nowhere."""
    by_code = {listing.subject.code: listing for listing in listings}
    return tuple(
        RegionShape(path, by_code.get(code)) for code, path in land_paths(Level.REGIONS).items()
    )

