"""The pages that list the fiches of a theme, a région, a département or a commune."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from ecoq.content.model import Centre, Settings, Theme
from ecoq.render.covers import cover_issue
from ecoq.render.feeds import region_feed, theme_feed
from ecoq.render.formats import format_count
from ecoq.render.html import Gathered, PageInfo
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.render.static_map import draw_map, draw_territory
from ecoq.render.structured import describe_collection
from ecoq.site import urls
from ecoq.site.model import Listing, SiteInitiative, SiteIssue
from ecoq.territory.commune import Commune
from ecoq.territory.gazetteer import Department, Region
from ecoq.territory.names import slugify
from ecoq.territory.outlines import Level

S = TypeVar("S")


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
    return kit.renderer.page_of(
        "pages/theme.html", _gather_theme, listing,
        tuple(one for one in kit.site.issues if listing.subject in one.themes),
        tuple(other for other in kit.site.themes if other is not listing),
    )


def _gather_theme(
    settings: Settings, _: date, listing: Listing[Theme], issues: tuple[SiteIssue, ...],
    others: tuple[Listing[Theme], ...],
) -> Gathered:
    theme = listing.subject
    page = PageInfo(
        title=theme.name, description=theme.description, url=listing.url, section=urls.THEMES,
        crumbs=crumbs(("Thématiques", urls.THEMES), (theme.name, listing.url)),
        feeds=(theme_feed(theme),), card=urls.theme_card(theme.id),
    )
    own = [one for one in listing.initiatives if one.theme == theme]
    return _described(page, listing, settings), {
        "theme": theme, "listing": listing, "map": draw_map(listing.initiatives),
        "first": own or listing.initiatives,
        "second": [one for one in listing.initiatives if one.theme != theme] if own else (),
        "issues": tuple(map(cover_issue, issues)), "others": others,
    }


def _render_region(kit: PageKit, listing: Listing[Region]) -> Recipe:
    region = listing.subject
    departments = tuple(
        one for one in kit.site.departments if one.subject.region_code == region.code
    )
    communes: tuple[Listing[Commune], ...] = ()
    if [one.subject.name for one in departments] == [region.name]:
        # La Réunion is both: its communes tell more than its name again.
        (department,), departments = departments, ()
        communes = tuple(
            one for one in kit.site.communes
            if one.subject.department == department.subject.code and one.subject.name != region.name
        )
    return kit.renderer.page_of(
        "pages/place.html", _gather_region, listing, departments, communes,
        tuple(one for one in kit.site.centres if region.name in one.subject.regions),
    )


def _gather_region(
    settings: Settings, _: date, listing: Listing[Region],
    departments: tuple[Listing[Department], ...], communes: tuple[Listing[Commune], ...],
    centres: tuple[Listing[Centre], ...],
) -> Gathered:
    region = listing.subject
    page = _place_page(
        listing, region.name, ("Régions", urls.REGIONS), (region.name, listing.url)
    )
    page = replace(page, feeds=(region_feed(region),))
    return _described(page, listing, settings), {
        "listing": listing, "kind": _kind(listing.initiatives[0], "Région"),
        "parts": departments or communes,
        "parts_title": "Par département" if departments else "Par commune", "centres": centres,
        "map": draw_territory(listing.initiatives, Level.REGIONS, region.code),
        "query": f"region={region.slug}", "is_around": False,
    }


def _render_department(kit: PageKit, listing: Listing[Department]) -> Recipe:
    code = listing.subject.code
    return kit.renderer.page_of(
        "pages/place.html", _gather_department, listing,
        tuple(one for one in kit.site.communes if one.subject.department == code),
    )


def _gather_department(
    settings: Settings, _: date, listing: Listing[Department],
    communes: tuple[Listing[Commune], ...],
) -> Gathered:
    department, region = listing.subject, listing.initiatives[0].region
    page = _place_page(
        listing, f"{department.name} ({department.code})", ("Régions", urls.REGIONS),
        *_up_to_region(region, department), (department.name, listing.url),
    )
    return _described(page, listing, settings), {
        "listing": listing, "kind": _kind(listing.initiatives[0], "Département"),
        "parts": communes,
        "parts_title": "Par commune", "centres": (),
        "map": draw_territory(listing.initiatives, Level.DEPARTMENTS, department.code),
        "query": f"departement={department.code.lower()}", "is_around": False,
    }


def _render_commune(kit: PageKit, listing: Listing[Commune]) -> Recipe:
    return kit.renderer.page_of("pages/place.html", _gather_commune, listing)


def _gather_commune(settings: Settings, _: date, listing: Listing[Commune]) -> Gathered:
    commune = listing.subject
    region, department = listing.initiatives[0].region, listing.initiatives[0].department
    wider = f" ({department.name})" if department.name != commune.name else ""
    page = _place_page(
        listing, f"{commune.name}{wider}", ("Régions", urls.REGIONS),
        *_up_to_region(region, department), (department.name, urls.of_department(department)),
        (commune.name, listing.url),
    )
    return _described(page, listing, settings), {
        "listing": listing, "kind": "Commune", "parts": (), "parts_title": "", "centres": (),
        "map": draw_territory(listing.initiatives, Level.DEPARTMENTS, department.code),
        # The last word is what the explorer reads; the first letter tells it where to look.
        "query": f"autour={slugify(commune.name)}-{commune.insee_code.lower()}", "is_around": True,
    }


def _kind(initiative: SiteInitiative, usual: str) -> str:
    """What a territory is; a collectivité is neither a région nor a département."""
    is_collectivity = initiative.region.code == initiative.department.code
    return "Collectivité d’outre-mer" if is_collectivity else usual


def _up_to_region(region: Region, department: Department) -> tuple[tuple[str, str], ...]:
    """The step to the région of a département, but for one of the same name."""
    return () if region.name == department.name else ((region.name, urls.of_region(region)),)


def _place_page(
    listing: Listing[Region] | Listing[Department] | Listing[Commune], title: str,
    *steps: tuple[str, str],
) -> PageInfo:
    return PageInfo(
        title=title, description=_describe(title, listing.initiatives), url=listing.url,
        section=urls.REGIONS, crumbs=crumbs(*steps),
    )


def _described(page: PageInfo, listing: Listing[S], settings: Settings) -> PageInfo:
    """Add to a page its list, for search engines."""
    return replace(page, structured=(describe_collection(page, listing.initiatives, settings),))


def _describe(title: str, initiatives: tuple[SiteInitiative, ...]) -> str:
    count = format_count(len(initiatives), "initiative")
    return f"{title} : {count} à situer et à lire."
