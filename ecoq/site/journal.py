"""The journal of the collection, with what its fiches are called now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ecoq.content.load import Content
from ecoq.content.model import JournalEntry
from ecoq.site.model import ChangeGroup, NamedFiche, SiteChange, SiteInitiative


def assemble_journal(
    content: Content, initiatives: Mapping[str, SiteInitiative]
) -> tuple[SiteChange, ...]:
    """Return the entries, the latest first; ``initiatives`` are those published, by slug.

    A fiche that became a draft is counted and not named, even by the entry that removed it.
    """
    hidden = {entry.slug for entry in content.initiatives} - initiatives.keys()
    names = {
        fiche.initiative: NamedFiche(title=fiche.title, url=None)
        for entry in content.journal for fiche in entry.removed if fiche.initiative not in hidden
    }
    names.update({
        slug: NamedFiche(title=one.entry.title, url=one.url) for slug, one in initiatives.items()
    })
    return tuple(
        SiteChange(entry=entry, groups=tuple(_groups(entry, names)))
        for entry in sorted(content.journal, key=lambda entry: entry.date, reverse=True)
    )


def _groups(entry: JournalEntry, names: Mapping[str, NamedFiche]) -> Iterator[ChangeGroup]:
    removed = tuple(fiche.initiative for fiche in entry.removed)
    for label, slugs in (
        ("ajoutée", entry.added), ("modifiée", entry.changed), ("retirée", removed)
    ):
        if slugs:
            yield ChangeGroup(label=label, count=len(slugs), fiches=tuple(_named(slugs, names)))


def _named(slugs: Iterable[str], names: Mapping[str, NamedFiche]) -> Iterator[NamedFiche]:
    return (names[slug] for slug in slugs if slug in names)
