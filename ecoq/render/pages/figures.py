"""« La collection en chiffres »: how many fiches, by theme, place, situation, lead, age, check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from ecoq.content.model import LeadKind, Status
from ecoq.render.html import PageInfo
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.site import urls
from ecoq.site.model import Site, SiteInitiative
from ecoq.site.staleness import is_stale

# The first years of the periods in which initiatives began; what is before is one more.
_PERIODS = (1990, 2000, 2005, 2010, 2015, 2020)


class Bar(Struct, frozen=True, kw_only=True):
    """A line of a chart."""

    label: str
    count: int
    length: float
    """Of 100, the longest bar of the chart."""
    url: str | None = None
    theme_id: str | None = None


class Chart(Struct, frozen=True, kw_only=True):
    """A table whose numbers are drawn as bars too."""

    title: str
    heading: str
    """Of the column of labels."""
    bars: tuple[Bar, ...]
    note: str = ""


class _Row(Struct, frozen=True, kw_only=True):
    label: str
    count: int
    url: str | None = None
    theme_id: str | None = None


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the page."""
    yield lazily(urls.FIGURES, lambda: _render(kit))


def _render(kit: PageKit) -> Recipe:
    site = kit.site
    page = PageInfo(
        title="La collection en chiffres", url=urls.FIGURES, section=urls.FIGURES,
        description="Combien d'initiatives, par thématique, région, situation, porteur et année.",
        crumbs=crumbs(("En chiffres", urls.FIGURES)),
    )
    return kit.renderer.page(
        "pages/figures.html", page, charts=draw_charts(site),
        initiative_count=len(site.initiatives), town_count=len(site.communes),
        source_count=sum(len(one.entry.sources) for one in site.initiatives),
    )


def draw_charts(site: Site) -> tuple[Chart, ...]:
    """Return the charts of the page, none of them without a bar."""
    charts = (
        _chart("Par thématique", "Thématique", _by_theme(site),
               note="Chaque fiche est comptée une fois, à sa thématique principale."),
        _chart("Par région", "Région", (
            _Row(label=one.subject.name, count=len(one.initiatives), url=one.url)
            for one in sorted(site.regions, key=lambda one: -len(one.initiatives))
        )),
        _chart("Par situation", "Situation", (
            _Row(label=status.label, count=sum(
                one.entry.status is status for one in site.initiatives
            )) for status in Status
        )),
        _chart("Par type de porteur", "Porteur", _by_lead(site.initiatives)),
        _chart("Par année de début", "Début", _by_period(site.initiatives)),
        _chart("Par état de relecture", "État", _by_review(site)),
    )
    return tuple(chart for chart in charts if chart.bars)


def _chart(title: str, heading: str, rows: Iterable[_Row], *, note: str = "") -> Chart:
    filled = [row for row in rows if row.count]
    longest = max((row.count for row in filled), default=1)
    return Chart(title=title, heading=heading, note=note, bars=tuple(
        Bar(
            label=row.label, count=row.count, url=row.url, theme_id=row.theme_id,
            length=round(100 * row.count / longest, 1),
        )
        for row in filled
    ))


def _by_theme(site: Site) -> Iterator[_Row]:
    counts = Counter(one.theme.id for one in site.initiatives)
    for listing in sorted(site.themes, key=lambda one: -counts[one.subject.id]):
        theme = listing.subject
        yield _Row(label=theme.name, count=counts[theme.id], url=listing.url, theme_id=theme.id)


def _by_lead(initiatives: Sequence[SiteInitiative]) -> Iterator[_Row]:
    counts = Counter(one.entry.lead_kind for one in initiatives)
    for kind in sorted(LeadKind, key=lambda kind: -counts[kind]):
        yield _Row(label=kind.label, count=counts[kind])
    yield _Row(label="Non renseigné", count=counts[None])


def _by_period(initiatives: Sequence[SiteInitiative]) -> Iterator[_Row]:
    years = [one.entry.started_in for one in initiatives if one.entry.started_in]
    yield _Row(
        label=f"Avant {_PERIODS[0]}", count=sum(year < _PERIODS[0] for year in years)
    )
    for first, following in pairwise(_PERIODS):
        yield _Row(
            label=f"De {first} à {following - 1}",
            count=sum(first <= year < following for year in years),
        )
    yield _Row(
        label=f"Depuis {_PERIODS[-1]}", count=sum(year >= _PERIODS[-1] for year in years)
    )
    yield _Row(label="Année inconnue", count=len(initiatives) - len(years))


def _by_review(site: Site) -> Iterator[_Row]:
    checks = [one.entry.checked_on for one in site.initiatives]
    stale = sum(is_stale(check, site.dated) for check in checks)
    awaiting = checks.count(None)
    yield _Row(label="Relues par un centre", count=len(checks) - stale - awaiting)
    yield _Row(label="À actualiser", count=stale)
    yield _Row(label="En attente de relecture", count=awaiting)
