"""The communes of France for fields that complete a name: one small file for each first letter.

Fetched only when a reader types in such a field: « Bou… » asks for ``data/communes/b.json``, of
which the largest (s, with its saints) is about 70 kB compressed. A commune whose name begins with
an article is in two files, so that « Havre » finds « Le Havre ».
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from string import ascii_lowercase

from ecoq.territory.commune import Commune
from ecoq.territory.gazetteer import CommuneGroups, Gazetteer
from ecoq.territory.names import fold, slugify

# Three decimals are a hundred metres, far less than a commune.
_DECIMALS = 3
_ARTICLES = ("l ", "la ", "le ", "les ")

Row = tuple[str, str, float, float, int, str]
"""Name, INSEE code, latitude, longitude, radius in metres, and the INSEE code of the commune that
this one is a part of, or nothing: what ``check`` looks at, for the contribution form."""


def makers() -> dict[str, Callable[[], bytes]]:
    """Return, by path in the assets, what makes the file of each letter."""
    return {
        f"data/communes/{letter}.json": partial(_render_letter, letter)
        for letter in ascii_lowercase
    }


def _render_letter(letter: str) -> bytes:
    rows = [_row(commune) for commune in _communes_by_letter()[letter]]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _communes_by_letter() -> CommuneGroups:
    return Gazetteer.load().group_communes(_first_letters)


def _row(commune: Commune) -> Row:
    return (
        commune.name, commune.insee_code,
        round(commune.place.latitude, _DECIMALS), round(commune.place.longitude, _DECIMALS),
        commune.radius_metres, commune.parent_code or "",
    )


@cache
def _first_letters(name: str) -> frozenset[str]:
    """« Le Havre » → l and h, « Évry » → e."""
    first = slugify(name[0])[:1]
    if first != "l":
        return frozenset(first)
    folded = fold(name)
    article = next((one for one in _ARTICLES if folded.startswith(one)), "")
    return frozenset((first, folded[len(article)]))
