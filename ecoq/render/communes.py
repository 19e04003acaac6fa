"""The communes of France for fields that complete a name or a postal code, in small files.

Fetched only when a reader types in such a field: « Bou… » asks for ``data/communes/b.json``, of
which the largest (s, with its saints) is about 70 kB compressed; « 180… » for that of the postal
codes in 18, of 5 kB. A commune whose name begins with an article is in the files of two letters,
so that « Havre » finds « Le Havre ».
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from operator import attrgetter
from string import ascii_lowercase

from ecoq.territory.commune import Sketch, department_of_code, read_postal_codes
from ecoq.territory.gazetteer import Gazetteer
from ecoq.territory.names import slugify

_population_of = attrgetter("population")
_ARTICLES = ("L'", "La ", "Le ", "Les ")
# The first two figures of the postal codes of France; ``lib/communes.js`` has the same.
_FIGURES = (*(f"{number:02}" for number in range(1, 96)), "97", "98")


def makers() -> dict[str, Callable[[], bytes]]:
    """Return, by path in the assets, what makes the file of each letter and of two figures."""
    makers = {letter: partial(_render_letter, letter) for letter in ascii_lowercase}
    makers |= {figures: partial(_render_figures, figures) for figures in _FIGURES}
    return {f"data/communes/{name}.json": make for name, make in makers.items()}


def _render_letter(letter: str) -> bytes:
    """Return the rows of a letter: what ``check`` looks at, for the contribution form.

    All of a sketch but the population, which decides their order, and the postal codes: name,
    INSEE code, latitude, longitude, radius in metres, and the INSEE code of the commune that this
    one is a part of.
    """
    # The gazetteer is in the order of the codes, which those of one population keep.
    communes = sorted(_communes_by_letter()[letter], key=_population_of, reverse=True)
    return _to_json([commune[2:] for commune in communes])


def _render_figures(figures: str) -> bytes:
    """Return the rows of the postal codes that begin so: as above, then these codes."""
    found = _communes_by_figures()[figures]
    # An arrondissement says more of its postal code than the city, which has many.
    communes = sorted(found, key=lambda commune: (not _is_arrondissement(commune), -commune[0]))
    return _to_json([(*commune[2:], " ".join(found[commune])) for commune in communes])


def _to_json(rows: list[tuple[object, ...]]) -> bytes:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _sketches() -> tuple[Sketch, ...]:
    return tuple(Gazetteer.load().sketch_communes())


@cache
def _communes_by_letter() -> Mapping[str, list[Sketch]]:
    communes: dict[str, list[Sketch]] = {letter: [] for letter in ascii_lowercase}
    for commune in _sketches():
        for letter in _first_letters(commune.name):
            communes[letter].append(commune)
    return communes


@cache
def _communes_by_figures() -> Mapping[str, dict[Sketch, list[str]]]:
    """For the first two figures of a postal code: the communes, each with its codes."""
    communes: dict[str, dict[Sketch, list[str]]] = {figures: {} for figures in _FIGURES}
    for commune in _sketches():
        department = department_of_code(commune.insee_code)
        for code in read_postal_codes(department, commune.postal_codes):
            communes[code[:2]].setdefault(commune, []).append(code)
    return communes


def _is_arrondissement(commune: Sketch) -> bool:
    return commune.name.endswith(" Arrondissement")


def _first_letters(name: str) -> Iterable[str]:
    """« Le Havre » → l and h, « Évry » → e."""
    article = next(filter(name.startswith, _ARTICLES), "") if name[0] == "L" else ""
    first = _plain_letter(name[0])
    return {first, _plain_letter(name[len(article)])} if article else first


@cache
def _plain_letter(character: str) -> str:
    return slugify(character)[:1]
