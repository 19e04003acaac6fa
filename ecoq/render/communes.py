"""The communes of France for fields that complete a name or a postal code, in small files.

Fetched only when a reader types in such a field: « Bou… » asks for ``data/communes/b.json``, of
which the largest (s, with its saints) is about 70 kB compressed; « 180… » for that of the postal
codes in 18, of 5 kB. A commune whose name begins with an article is in the files of two letters,
so that « Havre » finds « Le Havre ».
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from operator import itemgetter
from string import ascii_lowercase

from ecoq.territory.commune import Commune
from ecoq.territory.gazetteer import Gazetteer
from ecoq.territory.names import slugify

_ARTICLES = ("L'", "La ", "Le ", "Les ")
# The first two figures of the postal codes of France; ``lib/communes.js`` has the same.
_FIGURES = (*(f"{number:02}" for number in range(1, 96)), "97", "98")
_NAMES = (*ascii_lowercase, *_FIGURES)
_MORE_THAN_ANY_CITY = 10_000_000


def makers() -> dict[str, Callable[[], bytes]]:
    """Return, by path in the assets, what makes the file of each letter and of two figures."""
    return {f"data/communes/{name}.json": partial(_render_file, name) for name in _NAMES}


def _render_file(name: str) -> bytes:
    """Return the rows of a letter, or of the postal codes that begin with two figures.

    What ``check`` looks at, for the contribution form: name, INSEE code, latitude and longitude in
    thousandths of a degree, radius in metres, and the INSEE code of the commune that this one is a
    part of; in the files of postal codes, then all its codes.
    """
    # The gazetteer is in the order of the codes, which those of one rank keep.
    rows = sorted(_rows_by_file()[name], key=itemgetter(0), reverse=True)
    return f"[{','.join([f'[{columns}]' for _, columns in rows])}]".encode()


@cache
def _rows_by_file() -> Mapping[str, Sequence[tuple[int, str]]]:
    """All of them at once: each row has its rank in its file, and its columns as JSON."""
    files: dict[str, list[tuple[int, str]]] = {name: [] for name in _NAMES}
    for commune in Gazetteer.load().all_communes():
        columns = _format_columns(commune)
        for letter in _first_letters(commune.name):
            files[letter].append((commune.population, columns))
        with_codes = _rank_by_code(commune), f'{columns},"{" ".join(commune.postal_codes)}"'
        for figures in {code[:2] for code in commune.postal_codes}:
            files[figures].append(with_codes)
    return files


def _format_columns(commune: Commune) -> str:
    """Write JSON by hand, which is faster: no name has a character that it would escape."""
    place = commune.place
    return (
        f'"{commune.name}","{commune.insee_code}",{round(place.latitude * 1000)},'
        f'{round(place.longitude * 1000)},{commune.radius_metres},"{commune.parent_code or ""}"'
    )


def _rank_by_code(commune: Commune) -> int:
    """An arrondissement says more of its postal code than the city, which has many."""
    is_arrondissement = commune.name.endswith(" Arrondissement")
    return commune.population + (_MORE_THAN_ANY_CITY if is_arrondissement else 0)


def _first_letters(name: str) -> Iterable[str]:
    """« Le Havre » → l and h, « Évry » → e."""
    article = next(filter(name.startswith, _ARTICLES), "") if name[0] == "L" else ""
    first = _plain_letter(name[0])
    return {first, _plain_letter(name[len(article)])} if article else first


@cache
def _plain_letter(character: str) -> str:
    return slugify(character)[:1]
