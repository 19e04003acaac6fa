"""The communes, départements and régions of France, found by code or by name, offline.

Every build starts by loading the gazetteer, so loading only reads bytes: a line is parsed
when it is asked for, a département's names are folded when one is looked up that is not
written as the official one, and those of the whole country for a name without a département.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from msgspec import Struct

from ecoq.territory.commune import Commune, department_of_code, parse_commune
from ecoq.territory.names import fold, fold_lines, slugify
from ecoq.territory.place import Place

__all__ = ["Commune", "Containment", "Department", "Gazetteer", "Place", "Region"]

DATA = Path(__file__).parent / "data"

# How far beyond a commune's radius a point is still taken to be in it: town hall points are
# imprecise, and an initiative may sit across the limit.
TOLERANCE_METRES = 2_000

# Below this likeness (of 100), a name is no suggestion.
_SUGGESTION_LIKENESS = 70

_ARTICLE = re.compile(r"^(?:l|la|le|les) (?=.)")
_ARRONDISSEMENT = re.compile(
    r"^(paris|lyon|marseille) 0?(\d{1,2})(?: ?(?:er|eme|e))?(?: arr(?:ondissement|t)?)?$"
)


class Region(Struct, frozen=True):
    """A région; a collectivité d'outre-mer, which is in none, stands as its own."""

    code: str
    name: str
    slug: str


class Department(Struct, frozen=True):
    """A département, or a collectivité d'outre-mer."""

    code: str
    name: str
    region_code: str

    @property
    def slug(self) -> str:
        """The last part of its page's address."""
        return slugify(self.name)


class Containment(Struct, frozen=True):
    """Whether a point can be in a commune, and what to tell its author when it cannot."""

    distance_metres: float
    """From the town hall to the point."""
    allowed_metres: int
    """The commune's radius and the tolerance."""
    swapped_fits: bool
    """The point is outside, and would be inside with latitude and longitude exchanged."""

    @property
    def is_inside(self) -> bool:
        """The point is near enough to be in the commune."""
        return self.distance_metres <= self.allowed_metres


class _Block:
    """The communes of one département, as bytes until one of them is needed."""

    def __init__(self, department: str, data: bytes) -> None:
        self.department = department
        self._data = data

    def find(self, insee_code: str) -> Commune | None:
        local_code = insee_code.removeprefix(self.department).encode()
        start = self._data.find(b"\n" + local_code + b"\t") + 1
        if not start:
            return None
        line = self._data[start : self._data.index(b"\n", start)]
        return parse_commune(self.department, line.decode())

    def find_written(self, name: str) -> Iterator[Commune]:
        """Find by the official name as it is written: no name need be folded for it."""
        column = f"\t{name}\t".encode()
        at = self._data.find(column)
        while at >= 0:
            start, end = self._data.rindex(b"\n", 0, at) + 1, self._data.index(b"\n", at)
            if at == self._data.index(b"\t", start):
                yield parse_commune(self.department, self._data[start:end].decode())
            at = self._data.find(column, end)

    def find_named(self, folded: str) -> Iterator[Commune]:
        return self._parse(self.lines_by_name.get(folded, ()))

    def find_named_alike(self, folded: str) -> Iterator[Commune]:
        """Find by name, whatever the article."""
        return self._parse(self.lines_by_bare_name.get(_without_article(folded), ()))

    def all_communes(self) -> Iterator[Commune]:
        return self._parse(self._lines())

    def _lines(self) -> list[str]:
        return self._data.decode().split("\n")[1:-1]

    def _parse(self, lines: Iterable[str]) -> Iterator[Commune]:
        return (parse_commune(self.department, line) for line in lines)

    @cached_property
    def lines_by_name(self) -> dict[str, list[str]]:
        lines = self._lines()
        names = "\n".join(line.split("\t", 2)[1] for line in lines)
        found: dict[str, list[str]] = {}
        for folded, line in zip(fold_lines(names), lines, strict=True):
            found.setdefault(folded, []).append(line)
        return found

    @cached_property
    def lines_by_bare_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for folded, lines in self.lines_by_name.items():
            found.setdefault(_without_article(folded), []).extend(lines)
        return found


class Gazetteer:
    """Finds communes, départements and régions by code or by name."""

    def __init__(self, communes: bytes, departments: str, regions: str) -> None:
        """Take the texts of the three files; `load` is the usual way in."""
        self._communes = communes
        self._departments = departments
        self._regions = regions
        # The fiches of a collection name the same communes again and again.
        self._read_code = cache(self._find_commune)
        self._read_name = cache(self._find_communes)

    @staticmethod
    @cache
    def load(folder: Path = DATA) -> "Gazetteer":
        """Read the files of `folder`, without parsing the communes; once in a process."""
        return Gazetteer(
            communes=(folder / "communes.tsv").read_bytes(),
            departments=(folder / "departements.tsv").read_text("utf-8"),
            regions=(folder / "regions.tsv").read_text("utf-8"),
        )

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        """Départements by code, in the order of the codes."""
        rows = (line.split("\t") for line in self._departments.splitlines())
        return {code: Department(code, name, region) for code, name, region in rows}

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Régions by INSEE code, in the order of the codes."""
        rows = (line.split("\t") for line in self._regions.splitlines())
        return {code: Region(code, name, slugify(name)) for code, name in rows}

    def region_of(self, department_code: str) -> Region:
        """Return the région of a département; the code must be one of `departments`."""
        return self.regions[self.departments[department_code].region_code]

    def find_commune(self, insee_code: str) -> Commune | None:
        """Return the commune, arrondissement or commune déléguée that has this code."""
        return self._read_code(insee_code)

    def _find_commune(self, insee_code: str) -> Commune | None:
        block = self._blocks.get(department_of_code(insee_code))
        return block.find(insee_code) if block else None

    def find_communes(self, name: str, department: str | None = None) -> tuple[Commune, ...]:
        """Return all the communes that `name` may mean, the most populous first.

        Accents, case, hyphens, apostrophes and « St » do not matter; the article does only
        where a name is found with it as it is written. « Marseille 15e » is an arrondissement.
        In a département, a name that is written as the official one means no other.
        """
        return self._read_name(name, department)

    def _find_communes(self, name: str, department: str | None) -> tuple[Commune, ...]:
        found = self._find_written(name, department) if department else []
        return tuple(sorted(found or self._find_alike(name, department), key=_most_populous_first))

    def _find_written(self, name: str, department: str) -> list[Commune]:
        return [x for block in self._blocks_of(department) for x in block.find_written(name)]

    def _find_alike(self, name: str, department: str | None) -> list[Commune]:
        folded = _spell_arrondissement(fold(name))
        blocks = list(self._blocks_of(department))
        exact = [commune for block in blocks for commune in block.find_named(folded)]
        return exact or [x for block in blocks for x in block.find_named_alike(folded)]

    def all_communes(self) -> Iterator[Commune]:
        """Yield each commune, arrondissement and commune déléguée, in the order of the codes."""
        return chain.from_iterable(block.all_communes() for block in self._blocks.values())

    def departments_of(self, name: str) -> tuple[str, ...]:
        """Return the codes of the départements that have a commune of this name."""
        return tuple(sorted({commune.department for commune in self.find_communes(name)}))

    def suggest_communes(
        self, name: str, department: str | None = None, limit: int = 3
    ) -> tuple[str, ...]:
        """Return the official names that are nearest to a misspelt one, best first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 (slow to import, rarely needed)

        lines = self._lines_by_bare_name(department)
        nearest = process.extract(
            _without_article(_spell_arrondissement(fold(name))),
            lines.keys(),
            scorer=fuzz.ratio,
            score_cutoff=_SUGGESTION_LIKENESS,
            limit=limit,
        )
        names = (line.split("\t", 2)[1] for bare, _, _ in nearest for line in lines[bare])
        return tuple(dict.fromkeys(names))[:limit]

    @staticmethod
    def contains(commune: Commune, place: Place) -> Containment:
        """Compare a point with the town hall and the radius of a commune."""
        allowed = commune.radius_metres + TOLERANCE_METRES
        distance = commune.place.distance_to(place)
        swapped_distance = commune.place.distance_to(place.swapped())
        return Containment(distance, allowed, swapped_distance <= allowed < distance)

    @cached_property
    def _blocks(self) -> Mapping[str, _Block]:
        parts = (part.partition(b"\n") for part in self._communes.split(b"#")[1:])
        codes = ((code.decode(), b"\n" + lines) for code, _, lines in parts)
        return {code: _Block(code, lines) for code, lines in codes}

    def _blocks_of(self, department: str | None) -> Iterable[_Block]:
        if department is None:
            return self._blocks.values()
        return filter(None, [self._blocks.get(department)])

    def _lines_by_bare_name(self, department: str | None) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for block in self._blocks_of(department):
            for bare, lines in block.lines_by_bare_name.items():
                found.setdefault(bare, []).extend(lines)
        return found


def _without_article(folded: str) -> str:
    return _ARTICLE.sub("", folded)


def _spell_arrondissement(folded: str) -> str:
    """Write « paris 18 », « paris 18eme »… as the folded official name."""
    found = _ARRONDISSEMENT.match(folded)
    if not found:
        return folded
    city, number = found[1], int(found[2])
    return f"{city} {number}{'er' if number == 1 else 'e'} arrondissement"


def _most_populous_first(commune: Commune) -> tuple[int, str]:
    return -commune.population, commune.insee_code
