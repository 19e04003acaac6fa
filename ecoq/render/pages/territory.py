"""The pages that lead to a place: régions, départements, communes, and the network's centres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ecoq.render.html import PageInfo
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.render.territories import draw_coverage, draw_regions, find_coverage
from ecoq.site import urls
from ecoq.site.model import Listing
from ecoq.territory.gazetteer import Department, Region


class DepartmentGroup(Struct, frozen=True):
    """The départements of a région that have a fiche."""

    title: str
    url: str
    entries: tuple[Listing[Department], ...]


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the pages that lead to a place."""
    yield lazily(urls.REGIONS, lambda: _render_regions(kit))
    yield lazily(urls.DEPARTMENTS, lambda: _render_departments(kit))
    yield kit.output("pages/communes.html", PageInfo(
        title="Les communes", url=urls.COMMUNES, section=urls.REGIONS,
        description="Les communes où une initiative est recensée, de A à Z.",
        crumbs=crumbs(("Régions", urls.REGIONS), ("Communes", urls.COMMUNES)),
    ), communes=kit.site.communes)
    yield lazily(urls.NETWORK, lambda: _render_network(kit))


def _render_regions(kit: PageKit) -> Recipe:
    page = PageInfo(
        title="Les régions", description="Les initiatives, région par région, outre-mer compris.",
        url=urls.REGIONS, section=urls.REGIONS, crumbs=crumbs(("Régions", urls.REGIONS)),
    )
    filled = {listing.subject.name for listing in kit.site.regions}
    return kit.renderer.page(
        "pages/regions.html", page,
        territories=draw_regions(kit.site.regions), regions=kit.site.regions,
        empty=tuple(name for name in kit.site.region_names if name not in filled),
    )


def _render_departments(kit: PageKit) -> Recipe:
    page = PageInfo(
        title="Les départements", url=urls.DEPARTMENTS, section=urls.REGIONS,
        description="Les départements où une initiative est recensée, région par région.",
        crumbs=crumbs(("Régions", urls.REGIONS), ("Départements", urls.DEPARTMENTS)),
    )
    return kit.renderer.page(
        "pages/departments.html", page,
        groups=group_by_region(kit.site.departments, kit.site.regions),
    )


def group_by_region(
    departments: Sequence[Listing[Department]], regions: Sequence[Listing[Region]]
) -> tuple[DepartmentGroup, ...]:
    """Return départements under their régions, in the order of these."""
    return tuple(
        DepartmentGroup(region.subject.name, region.url, tuple(
            one for one in departments if one.subject.region_code == region.subject.code
        ))
        for region in regions
    )


def _render_network(kit: PageKit) -> Recipe:
    page = PageInfo(
        title="Le réseau",
        description="Les centres de ressources : qui suit les fiches, et sur quel territoire.",
        url=urls.NETWORK, section=urls.NETWORK, crumbs=crumbs(("Le réseau", urls.NETWORK)),
    )
    coverage = find_coverage(kit.site.region_names, kit.site.centres)
    return kit.renderer.page(
        "pages/network.html", page, centres=kit.site.centres,
        coverage=tuple(one for one in coverage if one.centres),
        undocumented=tuple(one.region for one in coverage if not one.centres),
        territories=draw_coverage(coverage, kit.site.centres),
    )
