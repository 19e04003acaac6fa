"""Communes, and the line that describes one in `data/communes.tsv`.

The lines of a département follow a heading line, `#` and its code. Columns, between tabs:

1. the INSEE code without that of the département: `01004` is `004` under `#01`;
2. the official name, with its article;
3. postal codes, between spaces, without the code of the département (`20` in Corse) and
   without final zeros: `01500` is `5`, `01000` is `0`; those that begin otherwise are
   written in full after `=`;
4. the population;
5. the town hall: latitude + 90 and longitude + 180, in 1/100,000 of a degree, each in five
   digits of base 36;
6. the radius, in hundreds of metres;
7. only for an arrondissement or a commune déléguée or associée: the INSEE code of its
   commune.
"""

from dataclasses import dataclass
from typing import NamedTuple

from ecoq.territory.place import Place

_RADIUS_STEP_METRES = 100
_DEGREE = 100_000
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PLACE_DIGITS = 5
_OVERSEAS = ("97", "98")
_POSTAL_PREFIXES = {"2A": "20", "2B": "20"}
_POSTAL_CODE_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, or one of its arrondissements, communes déléguées or associées."""

    insee_code: str
    name: str
    department: str
    postal_codes: tuple[str, ...]
    population: int
    place: Place
    """The town hall, or a point inside where its place is not known."""
    radius_metres: int
    """Distance from `place` to the farthest point of the commune."""
    parent_code: str | None = None
    """INSEE code of the commune that this one is a part of."""


class Sketch(NamedTuple):
    """What a list of all communes says of one: read three times faster than a `Commune`."""

    population: int
    postal_codes: str
    """As the line has them: `read_postal_codes` tells them."""
    name: str
    insee_code: str
    latitude: float
    longitude: float
    """As `Commune.place`, to a thousandth of a degree: a hundred metres."""
    radius_metres: int
    parent_code: str
    """As in `Commune`, or nothing."""


def department_of_code(insee_code: str) -> str:
    """Return the département of a commune's INSEE code: « 2A004 » → « 2A », « 97411 » → « 974 »."""
    return insee_code[:3] if insee_code.startswith(_OVERSEAS) else insee_code[:2]


def parse_commune(department: str, line: str) -> Commune:
    """Read one line of a département."""
    local_code, name, postal_codes, population, place, radius, *parent = line.split("\t")
    return Commune(
        insee_code=department + local_code,
        name=name,
        department=department,
        postal_codes=read_postal_codes(department, postal_codes),
        population=int(population),
        place=_parse_place(place),
        radius_metres=int(radius) * _RADIUS_STEP_METRES,
        parent_code=parent[0] if parent else None,
    )


def parse_sketch(department: str, line: str) -> Sketch:
    """Read one line of a département, and leave its postal codes as they are."""
    local_code, name, postal_codes, population, place, radius, *parent = line.split("\t")
    return Sketch(
        int(population), postal_codes, name, department + local_code,
        _round_angle(place[:_PLACE_DIGITS], 90), _round_angle(place[_PLACE_DIGITS:], 180),
        int(radius) * _RADIUS_STEP_METRES, parent[0] if parent else "",
    )


def format_commune(commune: Commune) -> str:
    """Write the line that `parse_commune` reads."""
    department = commune.department
    columns = [
        commune.insee_code.removeprefix(department),
        commune.name,
        " ".join(_format_postal_code(department, code) for code in commune.postal_codes),
        str(commune.population),
        _format_place(commune.place),
        str(-(-commune.radius_metres // _RADIUS_STEP_METRES)),
    ]
    return "\t".join([*columns, commune.parent_code] if commune.parent_code else columns)


def read_postal_codes(department: str, written: str) -> tuple[str, ...]:
    """Return the postal codes of a line of a département."""
    return tuple(_parse_postal_code(department, code) for code in written.split())


def _parse_postal_code(department: str, written: str) -> str:
    if written.startswith("="):
        return written[1:]
    prefix = _POSTAL_PREFIXES.get(department, department)
    return (prefix + written).ljust(_POSTAL_CODE_LENGTH, "0")


def _format_postal_code(department: str, code: str) -> str:
    prefix = _POSTAL_PREFIXES.get(department, department)
    if not code.startswith(prefix):
        return f"={code}"
    return code.removeprefix(prefix).rstrip("0") or "0"


def _parse_place(written: str) -> Place:
    north, east = int(written[:_PLACE_DIGITS], 36), int(written[_PLACE_DIGITS:], 36)
    return Place(
        latitude=(north - 90 * _DEGREE) / _DEGREE,
        longitude=(east - 180 * _DEGREE) / _DEGREE,
    )


def _round_angle(written: str, origin: int) -> float:
    """Return an angle to a thousandth of a degree, rounded among integers, which is faster."""
    return ((int(written, 36) + 50) // 100 - origin * 1000) / 1000


def _format_place(place: Place) -> str:
    north = round((place.latitude + 90) * _DEGREE)
    east = round((place.longitude + 180) * _DEGREE)
    return _in_base_36(north) + _in_base_36(east)


def _in_base_36(number: int) -> str:
    digits = ""
    for _ in range(_PLACE_DIGITS):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits
