"""Fiches that may tell the same initiative: alike in title, place and lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from rapidfuzz import fuzz, process

from ecoq.content.model import Initiative
from ecoq.territory.names import fold

# Likenesses out of 100. Titles that are nearly the same are enough; titles that only resemble
# each other need the same town or the same lead.
_SAME_TITLE = 92
_NEAR_TITLE = 72
_SAME_LEAD = 90


class Duplicate(Struct, frozen=True, kw_only=True):
    """A fiche and another that it may repeat, and why they are alike."""

    initiative: Initiative
    other: Initiative
    likeness: int
    """Of their titles, out of 100."""
    reason: str


def find_duplicates(
    suspects: Iterable[Initiative], among: Iterable[Initiative]
) -> Iterator[Duplicate]:
    """Yield, for each suspect, the other fiches that may tell the same initiative."""
    others = list(among)
    titles = [fold(other.title) for other in others]
    for suspect in suspects:
        found = process.extract(
            fold(suspect.title), titles, scorer=fuzz.token_sort_ratio,
            score_cutoff=_NEAR_TITLE, limit=None,
        )
        for _, likeness, index in found:
            other = others[index]
            reason = _reason(suspect, other, likeness)
            if other.slug != suspect.slug and reason:
                yield Duplicate(
                    initiative=suspect, other=other, likeness=round(likeness), reason=reason
                )


def _reason(one: Initiative, other: Initiative, likeness: float) -> str:
    if _same(one.commune, other.commune) and one.department == other.department:
        return "titre proche, même commune"
    if one.lead and other.lead and (
        fuzz.token_sort_ratio(fold(one.lead), fold(other.lead)) >= _SAME_LEAD
    ) and one.department == other.department:
        return "titre proche, même porteur"
    return "titre presque identique" if likeness >= _SAME_TITLE else ""


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and fold(one) == fold(other)
