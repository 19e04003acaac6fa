"""The home page and the page that stands for those that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ecoq.content.model import Settings, Theme
from ecoq.render.covers import cover_issue
from ecoq.render.feeds import initiatives_feed, issues_feed
from ecoq.render.html import Gathered, PageInfo
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, lazily
from ecoq.render.static_map import draw_map
from ecoq.render.structured import describe_website
from ecoq.site import urls
from ecoq.site.model import Listing, SiteInitiative, SiteIssue
from ecoq.territory.gazetteer import Region

HIGHLIGHTS = 4
LATEST = 4


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the home page and the 404 page."""
    yield lazily(urls.HOME, lambda: _render_home(kit))
    yield kit.output("pages/not-found.html", PageInfo(
        title="Page introuvable", description="Cette page n'existe pas ou n'existe plus.",
        url=urls.NOT_FOUND, is_indexed=False,
    ))


def _render_home(kit: PageKit) -> Recipe:
    site = kit.site
    return kit.renderer.page_of(
        "pages/home.html", _gather_home, site.initiatives, site.themes, site.regions, site.issues,
        len(site.communes),
    )


def _gather_home(
    settings: Settings, dated: date, initiatives: tuple[SiteInitiative, ...],
    themes: tuple[Listing[Theme], ...], regions: tuple[Listing[Region], ...],
    issues: tuple[SiteIssue, ...], town_count: int,
) -> Gathered:
    page = PageInfo(
        title=settings.subtitle, description=settings.description, url=urls.HOME,
        structured=describe_website(settings), feeds=(initiatives_feed(), issues_feed()),
    )
    return page, {
        "map": draw_map(initiatives),
        "gem": pick_gem(initiatives, dated),
        "highlights": pick_highlights(themes, dated),
        "latest": find_latest(initiatives),
        "themes": themes,
        "regions": regions,
        "initiative_count": len(initiatives),
        "town_count": town_count,
        "issues": issues,
        "latest_issue": cover_issue(issues[0]) if issues else None,
    }


def pick_gem(initiatives: Sequence[SiteInitiative], dated: date) -> SiteInitiative | None:
    """Return the fiche of the day: each has its turn, by the site's date."""
    if not initiatives:
        return None
    return initiatives[dated.toordinal() * 7 % len(initiatives)]


def pick_highlights(
    themes: Sequence[Listing[Theme]], dated: date
) -> tuple[SiteInitiative, ...]:
    """Return a few fiches of different themes, which change with the site's date."""
    day = dated.toordinal()
    chosen: dict[str, SiteInitiative] = {}
    for rank in range(len(themes)):
        listing = themes[(day + rank * 3) % len(themes)]
        own = [one for one in listing.initiatives if one.theme is listing.subject]
        if own:
            chosen.setdefault(listing.subject.id, own[day % len(own)])
    return tuple(chosen.values())[:HIGHLIGHTS]


def find_latest(initiatives: Sequence[SiteInitiative]) -> tuple[SiteInitiative, ...]:
    """Return the fiches whose sources, or whose last check, are the most recent."""
    by_date = sorted(initiatives, key=lambda one: (one.latest_date, one.slug), reverse=True)
    return tuple(by_date[:LATEST])
