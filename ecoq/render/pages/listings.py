"""The pages that list the fiches of a theme, a région, a département or a commune."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ecoq.content.model import Theme
from ecoq.render.html import PageInfo, format_count
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.render.static_map import StaticMap, draw_department, draw_map, draw_territory
from ecoq.site import urls
from ecoq.site.model import Listing, SiteInitiative
from ecoq.territory.commune import Commune
from ecoq.territory.gazetteer import Department, Region
from ecoq.territory.outlines import Level


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the pages of all listings."""
    for theme in kit.site.themes:
        yield lazily(theme.url, partial(_render_theme, kit, theme))
    for region in kit.site.regions:
        yield lazily(region.url, partial(_render_region, kit, region))
    for department in kit.site.departments:
        yield lazily(department.url, partial(_render_department, kit, department))
    for commune in kit.site.communes:
        yield lazily(commune.url, partial(_render_commune, kit, commune))


def _render_theme(kit: PageKit, listing: Listing[Theme]) -> Recipe:
    theme = listing.subject
    page = PageInfo(
        title=theme.name, description=theme.description, url=listing.url, section=urls.THEMES,
        crumbs=crumbs(("Thématiques", urls.THEMES), (theme.name, listing.url)),
    )
    return kit.renderer.page(
        "pages/theme.html", page, theme=theme, listing=listing, map=draw_map(listing.initiatives),
        issues=tuple(issue for issue in kit.site.issues if theme in issue.themes),
    )


def _render_region(kit: PageKit, listing: Listing[Region]) -> Recipe:
    region = listing.subject
    departments = tuple(
        one for one in kit.site.departments if one.subject.region_code == region.code
    )
    centres = tuple(one for one in kit.site.centres if region.name in one.subject.regions)
    return _render_place(
        kit, listing, draw_territory(listing.initiatives, Level.REGIONS, region.code), region.name, (("Régions", urls.REGIONS), (region.name, listing.url)),
        parts=departments, centres=centres,
    )


def _render_department(kit: PageKit, listing: Listing[Department]) -> Recipe:
    department = listing.subject
    region = listing.initiatives[0].region
    communes = tuple(
        one for one in kit.site.communes if one.subject.department == department.code
    )
    return _render_place(
        kit, listing, draw_department(listing.initiatives, department),
        f"{department.name} ({department.code})",
        (
            ("Régions", urls.REGIONS), (region.name, urls.of_region(region)),
            (department.name, listing.url),
        ),
        parts=communes,
    )


def _render_commune(kit: PageKit, listing: Listing[Commune]) -> Recipe:
    commune = listing.subject
    region, department = listing.initiatives[0].region, listing.initiatives[0].department
    return _render_place(
        kit, listing, draw_department(listing.initiatives, department),
        f"{commune.name} ({department.name})",
        (
            (region.name, urls.of_region(region)),
            (department.name, urls.of_department(department)), (commune.name, listing.url),
        ),
    )


def _render_place(
    kit: PageKit, listing: Listing[Region] | Listing[Department] | Listing[Commune],
    drawing: StaticMap, title: str, steps: tuple[tuple[str, str], ...], **data: object,
) -> Recipe:
    page = PageInfo(
        title=title, description=_describe(title, listing.initiatives), url=listing.url,
        section=urls.REGIONS, crumbs=crumbs(*steps),
    )
    return kit.renderer.page(
        "pages/place.html", page, listing=listing, map=drawing,
        **{"parts": (), "centres": (), **data},
    )


def _describe(title: str, initiatives: tuple[SiteInitiative, ...]) -> str:
    count = format_count(len(initiatives), "initiative")
    return f"{title} : {count} pour l'emploi et l'activité dans les quartiers."
