"""The site: content with every reference resolved. Its existence proves that there is no error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct

from ecoq.content.model import (
    Centre,
    CitedFiche,
    Initiative,
    Issue,
    JournalEntry,
    Page,
    Settings,
    Term,
    Theme,
)
from ecoq.content.schema import keys_of
from ecoq.site.references import Target
from ecoq.territory.commune import Commune
from ecoq.territory.gazetteer import Department, Region
from ecoq.territory.place import Place

S = TypeVar("S")


class SiteInitiative(Struct, frozen=True, kw_only=True):
    """A fiche with its theme, its place and its centre; ``entry`` is what was written."""

    entry: Initiative
    url: str
    theme: Theme
    secondary_themes: tuple[Theme, ...]
    commune: Commune
    """The commune, or the arrondissement or commune déléguée when the fiche names one."""
    city: Commune
    """The whole commune: the same, or the one that ``commune`` is a part of."""
    department: Department
    region: Region
    place: Place
    """Where it is drawn: the coordinates of the fiche, else the town hall."""
    place_is_exact: bool
    centre: Centre | None
    latest_date: str
    """The latest date that the fiche or its sources bear, ISO 8601, or nothing."""

    @property
    def slug(self) -> str:
        """The last part of the address."""
        return self.entry.slug

    @property
    def wider_place(self) -> str:
        """The département, or nothing where it has the name of the commune: Paris, Saint-Martin."""
        return "" if self.department.name == self.commune.name else self.department.name

    @property
    def commune_and_department(self) -> str:
        """« Bourges (Cher) », but « Paris »."""
        wider = f" ({self.wider_place})" if self.wider_place else ""
        return f"{self.commune.name}{wider}"

    @property
    def all_themes(self) -> tuple[Theme, ...]:
        """The main theme, then the secondary ones."""
        return (self.theme, *self.secondary_themes)


class CitedInitiative(Struct, frozen=True, kw_only=True):
    """A fiche as a number cited it, beside what it says now."""

    then: CitedFiche
    now: SiteInitiative

    @property
    def changed(self) -> tuple[str, ...]:
        """What the fiche no longer says as it did: « titre », « statut », « résumé »."""
        return tuple(
            declared.label.lower() for attribute, declared in keys_of(CitedFiche).items()
            if attribute != "initiative"
            and getattr(self.then, attribute) != getattr(self.now.entry, attribute)
        )


class SiteIssue(Struct, frozen=True, kw_only=True):
    """A number with its themes and the fiches that it lists."""

    entry: Issue
    url: str
    themes: tuple[Theme, ...]
    initiatives: tuple[SiteInitiative, ...]
    cited: tuple[CitedInitiative, ...]
    """The fiches whose words were kept when the number came out."""

    @property
    def cited_otherwise(self) -> tuple[CitedInitiative, ...]:
        """The fiches that no longer say what they said when the number came out."""
        return tuple(fiche for fiche in self.cited if fiche.changed)

    @property
    def slug(self) -> str:
        """The last part of the address."""
        return self.entry.slug


class SitePage(Struct, frozen=True, kw_only=True):
    """A free page."""

    entry: Page
    url: str


class Listing(Struct, Generic[S], frozen=True, kw_only=True):
    """The fiches of one theme, région, département, commune or centre, by title."""

    subject: S
    url: str
    initiatives: tuple[SiteInitiative, ...]


class Related(Struct, frozen=True, kw_only=True):
    """A fiche to read next, and why."""

    initiative: SiteInitiative
    reason: str


class NamedFiche(Struct, frozen=True, kw_only=True):
    """A fiche that the journal names; one that has left the collection has no address."""

    title: str
    url: str | None


class ChangeGroup(Struct, frozen=True, kw_only=True):
    """The fiches that one entry of the journal says added, changed or removed."""

    label: str
    """« ajoutée », for one."""
    count: int
    fiches: tuple[NamedFiche, ...]
    """Those that can be named: neither a draft, nor gone without a word."""


class SiteChange(Struct, frozen=True, kw_only=True):
    """An entry of the journal of the collection; ``groups`` that hold nothing are left out."""

    entry: JournalEntry
    groups: tuple[ChangeGroup, ...]

    @property
    def anchor(self) -> str:
        """Where the entry stands in the page of changes."""
        return f"le-{self.entry.date.isoformat()}"


class Site(Struct, frozen=True, kw_only=True):
    """All that is published; drafts are not in it."""

    settings: Settings
    dated: date
    """The day that the site speaks of: the latest one that content bears, unless given."""
    initiatives: tuple[SiteInitiative, ...]
    issues: tuple[SiteIssue, ...]
    pages: tuple[SitePage, ...]
    themes: tuple[Listing[Theme], ...]
    regions: tuple[Listing[Region], ...]
    departments: tuple[Listing[Department], ...]
    communes: tuple[Listing[Commune], ...]
    centres: tuple[Listing[Centre], ...]
    glossary: tuple[Term, ...]
    changes: tuple[SiteChange, ...]
    """The journal of the collection, the latest day first."""
    targets: Mapping[str, Target]
    issues_by_initiative: Mapping[str, tuple[SiteIssue, ...]]
    related_by_initiative: Mapping[str, tuple[Related, ...]]
    region_names: tuple[str, ...]
    """All the régions of France, with a fiche or not, in the order of their codes."""
