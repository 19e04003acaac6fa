"""The communes of France for fields that complete a name: one small file for each first letter.

Fetched only when a reader types in such a field: « Bou… » asks for ``data/communes/b.json``, of
which the largest (s, with its saints) is about 70 kB compressed. A commune whose name begins with
an article is in two files, so that « Havre » finds « Le Havre ».
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from string import ascii_lowercase

from ecoq.territory.gazetteer import Gazetteer
from ecoq.territory.names import fold_lines

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
    rows = _rows_by_letter().get(letter, [])
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _rows_by_letter() -> Mapping[str, list[Row]]:
    """All communes by the first letters of their name, the most populous first."""
    communes = sorted(
        Gazetteer.load().communes(), key=lambda commune: (-commune.population, commune.insee_code)
    )
    names = fold_lines("\n".join(commune.name for commune in communes))
    rows: dict[str, list[Row]] = {}
    for folded, commune in zip(names, communes, strict=True):
        row = (
            commune.name, commune.insee_code,
            round(commune.place.latitude, _DECIMALS), round(commune.place.longitude, _DECIMALS),
            commune.radius_metres, commune.parent_code or "",
        )
        for letter in _first_letters(folded):
            rows.setdefault(letter, []).append(row)
    return rows


def _first_letters(folded: str) -> set[str]:
    """« le havre » → l and h."""
    article = next((one for one in _ARTICLES if folded.startswith(one)), "")
    return {folded[0], folded[len(article)]}
