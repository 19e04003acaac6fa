"""``ecoq stats``: what the collection covers, what awaits someone, and how it reads."""

from __future__ import annotations

from collections import Counter
from statistics import median

from msgspec import Struct

from ecoq.content.body import count_words
from ecoq.content.load import Content
from ecoq.content.model import Initiative
from ecoq.contribute.prose import (
    AlikeParagraphs,
    find_alike_paragraphs,
    find_repeated_openings,
    plain_text,
    reading_ease,
)
from ecoq.diagnostics import Diagnostic
from ecoq.site.checks.dates import figures_are_dated
from ecoq.site.checks.scope import Scope
from ecoq.site.places import resolve_commune
from ecoq.site.staleness import is_stale
from ecoq.territory.names import fold

# What is listed of the shortest and of the hardest.
_SHOWN = 10


class Spread(Struct, frozen=True, kw_only=True):
    """How a number is spread over the fiches, and those at its low end."""

    lowest: float
    middle: float
    highest: float
    low_end: tuple[tuple[str, float], ...]
    """Slugs and numbers, the lowest first."""


class Statistics(Struct, frozen=True, kw_only=True):
    """The collection in figures. Drafts are counted, and nothing else is said of them."""

    initiatives: int
    drafts: int
    issues: int
    by_theme: dict[str, int]
    """By main theme, those without a fiche included."""
    by_region: dict[str, int]
    """All régions; a fiche whose commune is not known is in none."""
    by_year: dict[int, int]
    """By year of start, for those that say it."""
    by_status: dict[str, int]
    stale: tuple[str, ...]
    awaiting_review: tuple[str, ...]
    words: Spread | None
    ease: Spread | None
    openings: dict[str, tuple[str, ...]]
    alike: tuple[AlikeParagraphs, ...]
    undated_figures: tuple[str, ...]
    """Where they are: path and line."""


def gather_statistics(scope: Scope) -> Statistics:
    """Return the figures of a content, as of the scope's day."""
    content = scope.content
    published = [one for one in content.initiatives if not one.is_draft]
    texts = {one.slug: plain_text(one.body.text) for one in published}
    eases = {slug: ease for slug, text in texts.items() if (ease := reading_ease(text)) is not None}
    return Statistics(
        initiatives=len(published),
        drafts=len(content.initiatives) - len(published),
        issues=sum(not issue.is_draft for issue in content.issues),
        by_theme=_by_theme(content, published),
        by_region=_by_region(scope, published),
        by_year=dict(sorted(Counter(
            one.started_in for one in published if one.started_in is not None
        ).items())),
        by_status=dict(Counter(one.status.value for one in published).most_common()),
        stale=tuple(one.slug for one in published if is_stale(one.checked_on, scope.today)),
        awaiting_review=tuple(one.slug for one in published if one.checked_on is None),
        words=_spread({one.slug: count_words(one.body) for one in published}),
        ease=_spread(eases),
        openings=find_repeated_openings(texts),
        alike=tuple(find_alike_paragraphs(texts)),
        undated_figures=tuple(
            _place(found) for one in published for found in figures_are_dated(one)
        ),
    )


def _by_theme(content: Content, published: list[Initiative]) -> dict[str, int]:
    counts = Counter(one.theme for one in published)
    return {theme.id: counts[theme.id] for theme in content.themes}


def _by_region(scope: Scope, published: list[Initiative]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in published:
        commune = resolve_commune(one, scope.gazetteer)
        if not isinstance(commune, Diagnostic):
            counts[scope.gazetteer.region_of(commune.department).name] += 1
    names = (region.name for region in scope.gazetteer.regions.values())
    return {name: counts[name] for name in sorted(names, key=fold)}


def _spread(numbers: dict[str, float] | dict[str, int]) -> Spread | None:
    if not numbers:
        return None
    ordered = sorted((round(number, 1), slug) for slug, number in numbers.items())
    values = [number for number, _ in ordered]
    return Spread(
        lowest=values[0], middle=median(values), highest=values[-1],
        low_end=tuple((slug, number) for number, slug in ordered[:_SHOWN]),
    )


def _place(found: Diagnostic) -> str:
    return f"{found.location.path}:{found.location.line}"
