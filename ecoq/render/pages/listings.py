"""The pages that list the fiches of a theme, a région, a département or a commune."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from ecoq.content.model import Centre, Theme
from ecoq.render.covers import cover_issue
from ecoq.render.feeds import region_feed, theme_feed
from ecoq.render.html import Crumb, Feed, PageInfo, format_count
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.render.static_map import StaticMap, draw_map, draw_territory
from ecoq.render.structured import describe_collection
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
        feeds=(theme_feed(theme),), card=urls.theme_card(theme.id),
    )
    page = replace(page, structured=(
        describe_collection(page, listing.initiatives, kit.site.settings),
    ))
    return kit.renderer.page(
        "pages/theme.html", page, theme=theme, listing=listing, map=draw_map(listing.initiatives),
        issues=tuple(cover_issue(one) for one in kit.site.issues if theme in one.themes),
        others=tuple(other for other in kit.site.themes if other is not listing),
    )


def _render_region(kit: PageKit, listing: Listing[Region]) -> Recipe:
    region = listing.subject
    return _render_place(
        kit, listing, "Région", region.name, crumbs(
            ("Régions", urls.REGIONS), (region.name, listing.url)
        ),
        drawing=draw_territory(listing.initiatives, Level.REGIONS, region.code),
        parts=tuple(
            one for one in kit.site.departments if one.subject.region_code == region.code
        ),
        parts_title="Par département",
        centres=tuple(one for one in kit.site.centres if region.name in one.subject.regions),
        feeds=(region_feed(region),),
    )


def _render_department(kit: PageKit, listing: Listing[Department]) -> Recipe:
    department = listing.subject
    region = listing.initiatives[0].region
    return _render_place(
        kit, listing, "Département", f"{department.name} ({department.code})", crumbs(
            ("Régions", urls.REGIONS), (region.name, urls.of_region(region)),
            (department.name, listing.url),
        ),
        drawing=draw_territory(listing.initiatives, Level.DEPARTMENTS, department.code),
        parts=tuple(
            one for one in kit.site.communes if one.subject.department == department.code
        ),
        parts_title="Par commune",
    )


def _render_commune(kit: PageKit, listing: Listing[Commune]) -> Recipe:
    commune = listing.subject
    region, department = listing.initiatives[0].region, listing.initiatives[0].department
    return _render_place(
        kit, listing, "Commune", f"{commune.name} ({department.name})", crumbs(
            ("Régions", urls.REGIONS), (region.name, urls.of_region(region)),
            (department.name, urls.of_department(department)), (commune.name, listing.url),
        ),
        drawing=draw_territory(listing.initiatives, Level.DEPARTMENTS, department.code),
    )


def _render_place(
    kit: PageKit, listing: Listing[Region] | Listing[Department] | Listing[Commune],
    kind: str, title: str, steps: tuple[Crumb, ...], *, drawing: StaticMap,
    parts: tuple[Listing[Department], ...] | tuple[Listing[Commune], ...] = (),
    parts_title: str = "", centres: tuple[Listing[Centre], ...] = (),
    feeds: tuple[Feed, ...] = (),
) -> Recipe:
    page = PageInfo(
        title=title, description=_describe(title, listing.initiatives), url=listing.url,
        section=urls.REGIONS, crumbs=steps, feeds=feeds,
    )
    page = replace(page, structured=(
        describe_collection(page, listing.initiatives, kit.site.settings),
    ))
    return kit.renderer.page(
        "pages/place.html", page, listing=listing, kind=kind, map=drawing, parts=parts,
        parts_title=parts_title, centres=centres,
    )


def _describe(title: str, initiatives: tuple[SiteInitiative, ...]) -> str:
    count = format_count(len(initiatives), "initiative")
    return f"{title} : {count} pour l'emploi et l'activité dans les quartiers."
