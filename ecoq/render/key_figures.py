"""Key figures: the number that opens one, set apart from its words and from its date."""

from __future__ import annotations

import re

from msgspec import Struct

_NUMBER = r"\d+(?:[ \u202f\u00a0]\d{3})*(?:,\d+)?"
_UNIT = r"(?:[ \u00a0]?(?:%|€|m²|m³|km²|km|ha\b|M€|k€))?"
_FIGURE = re.compile(
    rf"(?:(?P<before>près de|plus de|moins de|environ|jusqu'à|de|entre) )?"
    rf"(?P<number>{_NUMBER}(?: (?:à|et|-|–) {_NUMBER})?{_UNIT})"
    r"(?P<words>.*?)(?: \((?P<note>[^()]*\d{4}[^()]*|non daté|page non datée[^()]*)\))?",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?P<words>.*?)(?: \((?P<note>[^()]*)\))?")


class KeyFigure(Struct, frozen=True, kw_only=True):
    """« près de 150 emplois (2021) »: what comes before the number, it, its words, its date."""

    before: str
    number: str
    """Empty for a figure that does not open with a number."""
    words: str
    note: str


def split_figure(text: str) -> KeyFigure:
    """Return the parts of a figure as it was written; nothing is lost or reworded."""
    match = _FIGURE.fullmatch(text) or _DATED.fullmatch(text)
    parts = match.groupdict() if match else {"words": text}
    return KeyFigure(
        before=parts.get("before") or "", number=parts.get("number") or "",
        words=(parts.get("words") or "").strip(), note=parts.get("note") or "",
    )
