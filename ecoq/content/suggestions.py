"""« Vouliez-vous dire » : the nearest known word to the one that was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from ecoq.diagnostics import Remedy

# A word is not mistaken for one that is so many times longer or shorter.
_LENGTH_RATIO = 2.5


def plain(text: str) -> str:
    """Return a text in minuscules, without accents or ligatures, with hyphens for its spaces."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    letters = letters.replace("œ", "oe").replace("æ", "ae")
    return letters.replace("_", "-").replace(" ", "-").replace("'", "-").replace("’", "-")


@lru_cache(maxsize=8)
def _plain_words(known: tuple[str, ...]) -> dict[str, str]:
    """Return known words with their plain spelling: a site has thousands, asked for again."""
    return {word: plain(word) for word in known}


def nearest(text: str, known: Collection[str], *, at_least: float = 70) -> str | None:
    """Return the known word most like ``text``, or None; ``at_least`` is a likeness out of 100."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only paid for when something is wrong

    possible = {
        word: spelling for word, spelling in _plain_words(tuple(sorted(known))).items()
        if len(word) <= len(text) * _LENGTH_RATIO and len(text) <= len(word) * _LENGTH_RATIO
    }
    found = process.extractOne(plain(text), possible, scorer=fuzz.WRatio, score_cutoff=at_least)
    return found[2] if found else None


# From this likeness (of 100) on, letter for letter, a known word is certain to be the one meant.
_CERTAIN = 88


def remedy_by_likeness(text: str, known: Collection[str]) -> Remedy | None:
    """Return the remedy that proposes the nearest known word; None keeps the general hint."""
    suggestion = nearest(text, known)
    if suggestion is None:
        return None
    return Remedy(
        "Vouliez-vous dire « {new} » ?", text, suggestion,
        is_certain=_is_certain(text, suggestion, known),
    )


def did_you_mean(text: str, known: Collection[str]) -> str | None:
    """Return the hint alone: for names of pages and files, a near one is another one."""
    remedy = remedy_by_likeness(text, known)
    return remedy.hint if remedy else None


def _is_certain(text: str, suggestion: str, known: Collection[str]) -> bool:
    """Very near to the word proposed, and to no other."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only paid for when something is wrong

    written, words = plain(text), _plain_words(tuple(sorted(known)))
    rivals = [
        word for word, spelling in words.items() if fuzz.ratio(written, spelling) >= _CERTAIN
    ]
    same = [word for word, spelling in words.items() if spelling == written]
    return same == [suggestion] or rivals == [suggestion]


def slug_like(text: str) -> str:
    """Return a file name that could have been meant: minuscules, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-") or "nom-de-la-fiche"
