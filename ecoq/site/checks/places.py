"""Every fiche is somewhere, and its coordinates and quartier agree with its commune."""

from __future__ import annotations

from collections.abc import Iterator

from ecoq import catalogue
from ecoq.content.model import Initiative
from ecoq.diagnostics import Diagnostic
from ecoq.site.checks.scope import Scope
from ecoq.site.places import check_coordinates, check_qpv, resolve_commune


def initiatives_are_somewhere(scope: Scope) -> Iterator[Diagnostic]:
    """The commune is known and unambiguous; coordinates and QPV code agree with it."""
    for initiative in scope.content.initiatives:
        commune = resolve_commune(initiative, scope.gazetteer)
        if isinstance(commune, Diagnostic):
            yield commune
            continue
        yield from check_coordinates(initiative, commune, scope.gazetteer)
        yield from check_qpv(initiative, commune)


def coordinates_come_in_pairs(scope: Scope) -> Iterator[Diagnostic]:
    """Latitude and longitude are both given, or none."""
    for initiative in scope.content.initiatives:
        yield from _lonely_coordinate(initiative)


def _lonely_coordinate(initiative: Initiative) -> Iterator[Diagnostic]:
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


CHECKS = (initiatives_are_somewhere, coordinates_come_in_pairs, centres_cover_real_places)
