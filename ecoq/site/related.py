"""« Voir aussi »: fiches of the same lead, of the same town, of the same theme near by."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import chain, islice

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
    groups = [_group(initiatives, key_of) for key_of, _ in _GROUPS]
    return {one.slug: tuple(islice(_candidates(one, groups), SHOWN)) for one in initiatives}


def _group(
    initiatives: Sequence[SiteInitiative], key_of: Callable[[SiteInitiative], Hashable | None]
) -> dict[str, tuple[list[SiteInitiative], int]]:
    """Return, by slug, the group of each fiche and its rank in it."""
    members: dict[Hashable, list[SiteInitiative]] = {}
    places: dict[str, tuple[list[SiteInitiative], int]] = {}
    for one in initiatives:
        key = key_of(one)
        if key is not None:
            group = members.setdefault(key, [])
            places[one.slug] = (group, len(group))
            group.append(one)
    return places


def _candidates(
    one: SiteInitiative, groups: list[dict[str, tuple[list[SiteInitiative], int]]]
) -> Iterator[Related]:
    seen = {one.slug}
    for places, (_, reason_of) in zip(groups, _GROUPS, strict=True):
        group, rank = places.get(one.slug, ([], 0))
        others = chain(islice(group, rank + 1, None), islice(group, rank))
        for other in others:
            if other.slug not in seen:
                seen.add(other.slug)
                yield Related(initiative=other, reason=reason_of(other))
