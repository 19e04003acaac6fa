"""« Vouliez-vous dire » : the nearest known word to the one that was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return letters.replace("_", "-").replace(" ", "-").replace("'", "-").replace("’", "-")


def nearest(text: str, known: Iterable[str], *, at_least: float = 70) -> str | None:
    """Return the known word most like ``text``, or None; ``at_least`` is a likeness out of 100."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only paid for when something is wrong

    choices = sorted(known)
    found = process.extractOne(
        _plain(text), [_plain(choice) for choice in choices],
        scorer=fuzz.WRatio, score_cutoff=at_least,
    )
    return choices[found[2]] if found else None


def did_you_mean(text: str, known: Iterable[str]) -> str | None:
    """Return the hint that proposes the nearest known word, or None to keep the general hint."""
    suggestion = nearest(text, known)
    return f"Vouliez-vous dire « {suggestion} » ?" if suggestion else None


def slug_like(text: str) -> str:
    """Return a file name that could have been meant: minuscules, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", _plain(text)).strip("-") or "nom-de-la-fiche"
