"""The home page and the page that stands for those that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ecoq.render.covers import cover_issue
from ecoq.render.feeds import initiatives_feed, issues_feed
from ecoq.render.html import PageInfo
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, lazily
from ecoq.render.static_map import draw_map
from ecoq.render.structured import describe_website
from ecoq.site import urls
from ecoq.site.model import Site, SiteInitiative

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
    page = PageInfo(
        title=site.settings.subtitle, description=site.settings.description, url=urls.HOME,
        structured=describe_website(site.settings), feeds=(initiatives_feed(), issues_feed()),
    )
    return kit.renderer.page(
        "pages/home.html", page,
        map=draw_map(site.initiatives),
        gem=pick_gem(site),
        highlights=pick_highlights(site),
        latest=find_latest(site.initiatives),
        themes=site.themes,
        regions=site.regions,
        initiative_count=len(site.initiatives),
        town_count=len(site.communes),
        issues=site.issues,
        latest_issue=cover_issue(site.issues[0]) if site.issues else None,
    )


def pick_gem(site: Site) -> SiteInitiative | None:
    """Return the fiche of the day: each has its turn, by the site's date."""
    if not site.initiatives:
        return None
    return site.initiatives[site.dated.toordinal() * 7 % len(site.initiatives)]


def pick_highlights(site: Site) -> tuple[SiteInitiative, ...]:
    """Return a few fiches of different themes, which change with the site's date."""
    day = site.dated.toordinal()
    chosen: dict[str, SiteInitiative] = {}
    for rank in range(len(site.themes)):
        listing = site.themes[(day + rank * 3) % len(site.themes)]
        own = [one for one in listing.initiatives if one.theme is listing.subject]
        if own:
            chosen.setdefault(listing.subject.id, own[day % len(own)])
    return tuple(chosen.values())[:HIGHLIGHTS]


def find_latest(initiatives: Sequence[SiteInitiative]) -> tuple[SiteInitiative, ...]:
    """Return the fiches whose sources, or whose last check, are the most recent."""
    by_date = sorted(initiatives, key=lambda one: (one.latest_date, one.slug), reverse=True)
    return tuple(by_date[:LATEST])
