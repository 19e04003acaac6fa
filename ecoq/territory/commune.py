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

from msgspec import Struct

from ecoq.territory.place import Place

_RADIUS_STEP_METRES = 100
_DEGREE = 100_000
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PLACE_DIGITS = 5
_OVERSEAS = ("97", "98")
_POSTAL_PREFIXES = {"2A": "20", "2B": "20"}
_POSTAL_CODE_LENGTH = 5


class Commune(Struct, frozen=True):
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
        postal_codes=_read_postal_codes(department, postal_codes),
        population=int(population),
        place=_parse_place(place),
        radius_metres=int(radius) * _RADIUS_STEP_METRES,
        parent_code=parent[0] if parent else None,
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


def _read_postal_codes(department: str, written: str) -> tuple[str, ...]:
    prefix = _POSTAL_PREFIXES.get(department, department)
    return tuple([
        code[1:] if code[0] == "=" else (prefix + code).ljust(_POSTAL_CODE_LENGTH, "0")
        for code in written.split()
    ])


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
