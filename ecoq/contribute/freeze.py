"""``ecoq freeze``: a number keeps what the fiches that it cites say, the day it comes out."""

from __future__ import annotations

from collections.abc import Mapping

from ecoq.content.model import CitedFiche, Initiative, Issue
from ecoq.content.schema import keys_of
from ecoq.contribute.format import set_value
from ecoq.contribute.new_file import node_of
from ecoq.site.references import Target, find_cited


def cite_fiches(
    issue: Issue, fiches: Mapping[str, Initiative], targets: Mapping[str, Target]
) -> tuple[CitedFiche, ...]:
    """Return what each fiche that a number cites says now; ``fiches`` are all of them, by slug."""
    cited = (fiches[slug] for slug in find_cited(issue, targets))
    return tuple(
        CitedFiche(
            initiative=fiche.slug, title=fiche.title, status=fiche.status, summary=fiche.summary
        )
        for fiche in cited
    )


def freeze(path: str, data: bytes, fiches: tuple[CitedFiche, ...]) -> bytes:
    """Return the bytes of a number that keeps what fiches say. Raises Unreadable."""
    names = keys_of(CitedFiche)
    value = node_of([
        {declared.name: str(getattr(fiche, attribute)) for attribute, declared in names.items()}
        for fiche in fiches
    ])
    return set_value(path, data, Issue, keys_of(Issue)["cited_fiches"].name, value)
