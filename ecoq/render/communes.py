"""The communes of France for fields that complete a name: one small file for each first letter.

Fetched only when a reader types in such a field: « Bou… » asks for ``data/communes/b.json``, of
which the largest (s, with its saints) is about 70 kB compressed. A commune whose name begins with
an article is in two files, so that « Havre » finds « Le Havre ».
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from operator import attrgetter
from string import ascii_lowercase

from ecoq.territory.commune import Sketch
from ecoq.territory.gazetteer import Gazetteer
from ecoq.territory.names import slugify

_population_of = attrgetter("population")
_ARTICLES = ("L'", "La ", "Le ", "Les ")


def makers() -> dict[str, Callable[[], bytes]]:
    """Return, by path in the assets, what makes the file of each letter."""
    return {
        f"data/communes/{letter}.json": partial(_render_letter, letter)
        for letter in ascii_lowercase
    }


def _render_letter(letter: str) -> bytes:
    """Return the rows of a letter: what ``check`` looks at, for the contribution form.

    All of a sketch but the population, which decides their order: name, INSEE code, latitude,
    longitude, radius in metres, and the INSEE code of the commune that this one is a part of.
    """
    # The gazetteer is in the order of the codes, which those of one population keep.
    communes = sorted(_communes_by_letter()[letter], key=_population_of, reverse=True)
    rows = [commune[1:] for commune in communes]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _communes_by_letter() -> Mapping[str, list[Sketch]]:
    communes: dict[str, list[Sketch]] = {letter: [] for letter in ascii_lowercase}
    for commune in Gazetteer.load().sketch_communes():
        for letter in _first_letters(commune.name):
            communes[letter].append(commune)
    return communes


def _first_letters(name: str) -> Iterable[str]:
    """« Le Havre » → l and h, « Évry » → e."""
    article = next(filter(name.startswith, _ARTICLES), "") if name[0] == "L" else ""
    first = _plain_letter(name[0])
    return {first, _plain_letter(name[len(article)])} if article else first


@cache
def _plain_letter(character: str) -> str:
    return slugify(character)[:1]
