"""« Voir aussi »: fiches of the same lead, of the same town, of the same theme near by."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import islice

from ecoq.site.model import Related, SiteInitiative
from ecoq.territory.names import fold

SHOWN = 4

_Group = tuple[Callable[[SiteInitiative], Hashable | None], Callable[[SiteInitiative], str]]

# The nearest ties first; a group without a key holds no fiche.
_GROUPS: tuple[_Group, ...] = (
    (lambda one: fold(one.entry.lead) if one.entry.lead else None, lambda _: "Même porteur"),
    (lambda one: one.city.insee_code, lambda one: f"Même ville : {one.city.name}"),
    (
        lambda one: (one.theme.id, one.department.code),
        lambda one: f"Même thématique, même département : {one.department.name}",
    ),
    (
        lambda one: (one.theme.id, one.region.code),
        lambda one: f"Même thématique, même région : {one.region.name}",
    ),
    (lambda one: one.theme.id, lambda one: f"Même thématique : {one.theme.name}"),
)


def find_related(initiatives: Sequence[SiteInitiative]) -> dict[str, tuple[Related, ...]]:
    """Return up to SHOWN other fiches for each, by slug, each with its reason.

    Takes time in proportion to the number of fiches: within a group the next ones by title are
    taken, so that each fiche is proposed somewhere.
    """
    found: dict[str, tuple[Related, ...]] = {one.slug: () for one in initiatives}
    for key_of, reason_of in _GROUPS:
        for group in _group(initiatives, key_of):
            reason = reason_of(group[0])
            for rank, one in enumerate(group):
                there = found[one.slug]
                if len(there) < SHOWN:
                    others = islice(_others(group, rank, there), SHOWN - len(there))
                    found[one.slug] = (
                        *there, *(Related(initiative=other, reason=reason) for other in others)
                    )
    return found


def _group(
    initiatives: Iterable[SiteInitiative], key_of: Callable[[SiteInitiative], Hashable | None]
) -> Iterable[list[SiteInitiative]]:
    groups: dict[Hashable, list[SiteInitiative]] = {}
    for one in initiatives:
        key = key_of(one)
        if key is not None:
            groups.setdefault(key, []).append(one)
    return groups.values()


def _others(
    group: Sequence[SiteInitiative], rank: int, there: Iterable[Related]
) -> Iterator[SiteInitiative]:
    """Yield the fiches of a group that follow one of them, then those before, but for some."""
    seen = {related.initiative.slug for related in there}
    for step in range(1, len(group)):
        other = group[(rank + step) % len(group)]
        if other.slug not in seen:
            yield other
