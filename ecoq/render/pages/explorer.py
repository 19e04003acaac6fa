"""The explorer, ``carte/``: the list of all fiches, which filters and a map narrow down.

The list is HTML that the server made, complete without script. What filters need and the list
does not say comes as JSON in the page: for each fiche, in the order of the list, its point, the
rank of its values in each facet, and its other words, folded (see ``render.words``). Texts that
the list holds are not repeated.

Nothing here is folium's: the explorer composes its own page and drives Leaflet itself, through
``assets/js/lib/map-view.js``. folium makes ``carte.html``, the map in one file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from msgspec import Struct

from ecoq.content.model import LeadKind, Status, Theme
from ecoq.render.acronyms import Acronyms
from ecoq.render.audiences import FAMILIES, find_families
from ecoq.render.html import PageInfo
from ecoq.render.output import Output
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.render.typography import typeset
from ecoq.render.words import stems
from ecoq.site import urls
from ecoq.site.model import Listing, SiteInitiative
from ecoq.territory.gazetteer import Department, Place, Region

LISTED = 1000
"""How many fiches the page's HTML lists. Beyond, a page would weigh megabytes: the others are in
the JSON only, and readers without script are led to the list by letter."""

TILE_HOSTS = ("https://tile.openstreetmap.org", "https://data.geopf.fr")
"""Where images may come from, once the reader has asked for a detailed background."""

# A ten-thousandth of a degree is some ten metres: enough to draw, and shorter.
_DECIMALS = 4


class Choice(Struct, frozen=True):
    """A value of a facet: how it is written in addresses, its name, how many fiches have it."""

    id: str
    name: str
    count: int


class Facet(Struct, frozen=True):
    """A way to narrow the list. ``id`` is the name in addresses."""

    id: str
    name: str
    choices: tuple[Choice, ...]


class View(Struct, frozen=True):
    """A part of the world that a button frames: west, south, east, north in degrees."""

    name: str
    box: tuple[float, float, float, float]

    def has(self, place: Place) -> bool:
        """Say whether a place is in the frame."""
        west, south, east, north = self.box
        return west <= place.longitude <= east and south <= place.latitude <= north


# The mainland with Corse, then the régions far from it; in degrees, with a little room around.
_VIEWS = (
    View("Hexagone", (-5.3, 41.3, 9.7, 51.2)),
    View("Guadeloupe", (-61.9, 15.8, -60.95, 16.6)),
    View("Martinique", (-61.3, 14.3, -60.7, 14.95)),
    View("Guyane", (-54.7, 2.0, -51.5, 5.9)),
    View("La Réunion", (55.1, -21.5, 55.95, -20.8)),
    View("Mayotte", (44.9, -13.1, 45.4, -12.6)),
)
# Around the fiches of another island: twenty kilometres.
_ROOM = 0.2


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the explorer."""
    site = kit.site
    explorer = Explorer(
        initiatives=site.initiatives, themes=site.themes, regions=site.regions,
        departments=site.departments, acronyms=Acronyms(site.glossary),
    )
    page = PageInfo(
        title="La carte", description="La carte des initiatives, par lieu et par thématique : "
        "filtrer, trier, chercher autour d'une commune, emporter la sélection.",
        url=urls.MAP, section=urls.MAP, crumbs=crumbs(("La carte", urls.MAP)),
        image_hosts=TILE_HOSTS,
    )
    yield lazily(urls.MAP, lambda: kit.renderer.page(
        "pages/explorer.html", page, explorer=explorer,
    ))


class Explorer(Struct, frozen=True, kw_only=True, dict=True):
    """What the page shows, gathered when the template asks for it."""

    initiatives: tuple[SiteInitiative, ...]
    themes: tuple[Listing[Theme], ...]
    regions: tuple[Listing[Region], ...]
    departments: tuple[Listing[Department], ...]
    acronyms: Acronyms

    @property
    def listed(self) -> tuple[SiteInitiative, ...]:
        """The fiches of the HTML list."""
        return self.initiatives[:LISTED]

    @property
    def count_at_town_hall(self) -> int:
        """How many fiches are drawn at the town hall, for want of a precise place."""
        return sum(not one.place_is_exact for one in self.initiatives)

    @property
    def views(self) -> tuple[tuple[View, int], ...]:
        """The buttons of the map, each with the number of fiches that it frames.

        Every région far away has one; other islands, those with a fiche.
        """
        islands: dict[Region, list[Place]] = {}
        for one in self.initiatives:
            # A collectivité is no région: it stands as its own.
            if one.region.code == one.department.code:
                islands.setdefault(one.region, []).append(one.place)
        views = (*_VIEWS, *(
            View(island.name, _box_around(islands[island]))
            for island in sorted(islands, key=lambda island: island.code)
        ))
        places = [one.place for one in self.initiatives]
        return tuple((view, sum(map(view.has, places))) for view in views)

    @cached_property
    def facets(self) -> Mapping[str, Facet]:
        """The facets by id, with the values that some fiche has, in their usual order."""
        declared = (
            ("theme", "Thématiques", [(one.subject.id, one.subject.name) for one in self.themes]),
            ("region", "Région", [(one.subject.slug, one.subject.name) for one in self.regions]),
            ("departement", "Département", [
                (one.subject.code.lower(), f"{one.subject.code} – {one.subject.name}")
                for one in self.departments
            ]),
            ("statut", "Statut", [(one.value, one.label) for one in Status]),
            ("porteur", "Type de porteur", [(one.value, one.label) for one in LeadKind]),
            ("public", "Public", [(family.id, family.name) for family in FAMILIES]),
        )
        return {
            id_: Facet(id_, name, _count(choices, self._values[id_]))
            for id_, name, choices in declared
        }

    @cached_property
    def _values(self) -> Mapping[str, list[Sequence[str]]]:
        """The values of each fiche, by facet."""
        return {
            id_: [values_of(one) for one in self.initiatives] for id_, values_of in _VALUES.items()
        }

    @property
    def index(self) -> Mapping[str, Any]:
        """What the script needs besides the list, ready for JSON."""
        ranks = {
            id_: {choice.id: rank for rank, choice in enumerate(facet.choices)}
            for id_, facet in self.facets.items()
        }
        ranked = (
            [[of_facet[value] for value in values] for values in self._values[id_]]
            for id_, of_facet in ranks.items()
        )
        return {
            "facets": [[id_, list(of_facet)] for id_, of_facet in ranks.items()],
            "entries": [
                _row(one, own, find_other_words(one, self.acronyms))
                for one, *own in zip(self.initiatives, *ranked, strict=True)
            ],
            "unlisted": [_texts(one) for one in self.initiatives[LISTED:]],
        }


def _box_around(places: Sequence[Place]) -> tuple[float, float, float, float]:
    latitudes = [place.latitude for place in places]
    longitudes = [place.longitude for place in places]
    west, south = min(longitudes) - _ROOM, min(latitudes) - _ROOM
    east, north = max(longitudes) + _ROOM, max(latitudes) + _ROOM
    return (
        round(west, _DECIMALS), round(south, _DECIMALS),
        round(east, _DECIMALS), round(north, _DECIMALS),
    )


def _lead_kind(one: SiteInitiative) -> tuple[str, ...]:
    return (one.entry.lead_kind.value,) if one.entry.lead_kind else ()


@lru_cache(maxsize=4096)
def _families(audiences: tuple[str, ...]) -> Sequence[str]:
    return tuple(family.id for family in find_families(audiences))


_VALUES: Mapping[str, Callable[[SiteInitiative], Sequence[str]]] = {
    "theme": lambda one: [theme.id for theme in one.all_themes],
    "region": lambda one: [one.region.slug],
    "departement": lambda one: [one.department.code.lower()],
    "statut": lambda one: [one.entry.status.value],
    "porteur": _lead_kind,
    "public": lambda one: _families(one.entry.audiences),
}


def _count(
    choices: Iterable[tuple[str, str]], values: Iterable[Sequence[str]]
) -> tuple[Choice, ...]:
    counts = Counter(chain.from_iterable(values))
    return tuple(Choice(id_, name, counts[id_]) for id_, name in choices if counts[id_])


def _row(one: SiteInitiative, ranks: Sequence[list[int]], words: Iterable[str]) -> list[Any]:
    """Latitude, longitude, whether they are exact, ranks in each facet, words."""
    return [
        round(one.place.latitude, _DECIMALS), round(one.place.longitude, _DECIMALS),
        int(one.place_is_exact), ranks, " ".join(words),
    ]


def _texts(one: SiteInitiative) -> list[str]:
    """What the card of an unlisted fiche shows; its theme is in its row."""
    return [
        one.slug, typeset(one.entry.title), one.commune.name, one.entry.neighbourhood or "",
        one.wider_place, typeset(one.entry.summary), one.theme.name,
    ]


def find_other_words(initiative: SiteInitiative, acronyms: Acronyms) -> list[str]:
    """Return the words by which a fiche may be sought and that its card does not show."""
    entry = initiative.entry
    shown = (
        entry.title, entry.summary, initiative.theme.name, initiative.commune.name,
        entry.neighbourhood or "", initiative.department.name,
    )
    others = (
        entry.lead or "", *entry.tags, *(theme.name for theme in initiative.secondary_themes),
        initiative.city.name, initiative.region.name, *initiative.commune.postal_codes,
        entry.qpv_code or "", *entry.audiences, *entry.partners,
    )
    on_card, beside = stems(" ".join(shown)), stems(" ".join(others))
    beside += acronyms.find((on_card, beside))
    known = set(on_card)
    return [word for word in dict.fromkeys(beside) if word not in known]
