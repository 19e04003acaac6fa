"""Every fiche is somewhere, and its coordinates and quartier agree with its commune."""

from __future__ import annotations

from collections.abc import Iterator

from ecoq import catalogue
from ecoq.content.model import Entry, Initiative
from ecoq.diagnostics import Diagnostic
from ecoq.site.checks.scope import Scope
from ecoq.site.places import check_coordinates, check_qpv, resolve_commune
from ecoq.territory.gazetteer import Gazetteer


def initiative_is_somewhere(entry: Entry, gazetteer: Gazetteer) -> Iterator[Diagnostic]:
    """The commune is known and unambiguous; coordinates and QPV code agree with it."""
    if not isinstance(entry, Initiative):
        return
    yield from _lonely_coordinate(entry)
    commune = resolve_commune(entry, gazetteer)
    if isinstance(commune, Diagnostic):
        yield commune
        return
    yield from check_coordinates(entry, commune, gazetteer)
    yield from check_qpv(entry, commune)


def _lonely_coordinate(initiative: Initiative) -> Iterator[Diagnostic]:
    """Latitude and longitude are both given, or none."""
    if (initiative.latitude is None) == (initiative.longitude is None):
        return
    present, absent = (
        ("latitude", "longitude") if initiative.longitude is None else ("longitude", "latitude")
    )
    yield catalogue.COORDINATES_INCOMPLETE.at(
        initiative.origin.at(present), present=present, absent=absent
    )


def centres_cover_real_places(scope: Scope) -> Iterator[Diagnostic]:
    """The régions and départements of a centre exist."""
    names = {region.name for region in scope.gazetteer.regions.values()}
    for centre in scope.content.centres:
        for index, name in enumerate(centre.regions):
            if name not in names:
                yield catalogue.REGION_UNKNOWN.at(
                    centre.origin.at("regions", index), text=name, known=", ".join(sorted(names))
                )
        for index, code in enumerate(centre.departments):
            if code not in scope.gazetteer.departments:
                yield catalogue.DEPARTMENT_UNKNOWN.at(
                    centre.origin.at("departments", index), text=code
                )


CHECKS = (centres_cover_real_places,)
