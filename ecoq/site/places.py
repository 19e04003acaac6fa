"""Where an initiative is: its commune resolved, its coordinates compared with it."""

from __future__ import annotations

from collections.abc import Iterator

from ecoq import catalogue
from ecoq.content.model import Initiative
from ecoq.content.schema import Origin
from ecoq.diagnostics import Diagnostic, Repair
from ecoq.territory.commune import Commune
from ecoq.territory.gazetteer import Gazetteer
from ecoq.territory.place import Place
from ecoq.territory.qpv import parse_qpv_code

_CANDIDATES_SHOWN = 6


def resolve_commune(initiative: Initiative, gazetteer: Gazetteer) -> Commune | Diagnostic:
    """Return the commune that a fiche means, or what keeps it from being known."""
    if initiative.department is not None and initiative.department not in gazetteer.departments:
        return catalogue.DEPARTMENT_UNKNOWN.at(
            initiative.origin.at("department"), text=initiative.department
        )
    if initiative.insee_code is not None:
        return _resolve_code(initiative, initiative.insee_code, gazetteer)
    if initiative.commune is None:
        return catalogue.COMMUNE_MISSING.at(initiative.origin.at("commune"))
    return _resolve_name(initiative, initiative.commune, gazetteer)


def _resolve_code(
    initiative: Initiative, code: str, gazetteer: Gazetteer
) -> Commune | Diagnostic:
    commune = gazetteer.find_commune(code)
    if commune is None:
        return catalogue.INSEE_CODE_UNKNOWN.at(initiative.origin.at("insee_code"), text=code)
    if initiative.department not in {None, commune.department}:
        return _contradicted(initiative, commune, f"département {initiative.department}")
    if initiative.commune in {None, commune.name}:
        return commune
    if initiative.commune and not {commune.insee_code, commune.parent_code} & _codes_named(
        initiative.commune, commune.department, gazetteer
    ):
        return _contradicted(initiative, commune, initiative.commune)
    return commune


def _contradicted(initiative: Initiative, commune: Commune, expected: str) -> Diagnostic:
    return catalogue.INSEE_CODE_CONTRADICTED.at(
        initiative.origin.at("insee_code"), text=initiative.insee_code,
        found=f"{commune.name} ({commune.department})", expected=expected,
    )


def _codes_named(name: str, department: str, gazetteer: Gazetteer) -> set[str]:
    """The codes that a name may mean in a département, those of its arrondissements included."""
    named = gazetteer.find_communes(name, department)
    return {commune.insee_code for commune in named} | {
        commune.parent_code for commune in named if commune.parent_code
    }


def _resolve_name(
    initiative: Initiative, name: str, gazetteer: Gazetteer
) -> Commune | Diagnostic:
    candidates = gazetteer.find_communes(name, initiative.department)
    if not candidates:
        return _unknown_commune(initiative, name, gazetteer)
    whole = [commune for commune in candidates if commune.parent_code is None]
    if len(whole) == 1:
        return whole[0]
    if len(candidates) == 1:
        return candidates[0]
    return catalogue.COMMUNE_AMBIGUOUS.at(
        initiative.origin.at("commune"), text=name, example=candidates[0].department,
        candidates=", ".join(
            f"{commune.name} ({commune.department}, code INSEE {commune.insee_code})"
            for commune in candidates[:_CANDIDATES_SHOWN]
        ),
    )


def _unknown_commune(initiative: Initiative, name: str, gazetteer: Gazetteer) -> Diagnostic:
    department = initiative.department
    suggestions = gazetteer.suggest_communes(name, department)
    elsewhere = gazetteer.departments_of(name) if department else ()
    hint = None
    if elsewhere:
        hint = f"« {name} » existe dans : {', '.join(elsewhere)}. Corrigez le département."
    elif suggestions:
        hint = f"Vouliez-vous dire « {' », « '.join(suggestions)} » ?"
    return catalogue.COMMUNE_UNKNOWN.at(
        initiative.origin.at("commune"), text=name, hint=hint,
        where=f" dans le département {department}" if department else "",
    )


def written_place(initiative: Initiative) -> Place | None:
    """Return the coordinates that a fiche gives, if it gives both."""
    if initiative.latitude is None or initiative.longitude is None:
        return None
    return Place(latitude=initiative.latitude, longitude=initiative.longitude)


def check_coordinates(
    initiative: Initiative, commune: Commune, gazetteer: Gazetteer
) -> Iterator[Diagnostic]:
    """The coordinates lie in the commune: town hall point, its radius, and a tolerance."""
    place = written_place(initiative)
    if place is None:
        return
    containment = gazetteer.contains(commune, place)
    if containment.is_inside:
        return
    distance = f"{containment.distance_metres / 1000:.0f}"
    if containment.swapped_fits:
        yield catalogue.COORDINATES_SWAPPED.at(
            initiative.origin.at("latitude"), distance=distance, commune=commune.name,
            latitude=place.longitude, longitude=place.latitude,
            repairs=_exchange(initiative.origin, "latitude", "longitude"),
        )
    else:
        yield catalogue.COORDINATES_OUTSIDE.at(
            initiative.origin.at("latitude"), distance=distance, commune=commune.name
        )


def _exchange(origin: Origin, one: str, other: str) -> tuple[Repair, ...]:
    return (
        Repair(origin.at(one), origin.written(one), origin.written(other)),
        Repair(origin.at(other), origin.written(other), origin.written(one)),
    )


def check_qpv(initiative: Initiative, commune: Commune) -> Iterator[Diagnostic]:
    """The code of the quartier prioritaire is that of a quartier of the département."""
    if initiative.qpv_code is None:
        return
    place = initiative.origin.at("qpv_code")
    code = parse_qpv_code(initiative.qpv_code)
    if code is None:
        yield catalogue.QPV_CODE_INVALID.at(place, text=initiative.qpv_code)
    elif code.department != commune.department:
        yield catalogue.QPV_OUTSIDE.at(
            place, text=initiative.qpv_code, found=code.department, expected=commune.department
        )
