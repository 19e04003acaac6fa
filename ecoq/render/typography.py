"""French typography, applied by the build so that nobody has to type it.

Rules after the *Lexique des règles typographiques en usage à l'Imprimerie nationale*: apostrophe,
ellipsis, narrow no-break spaces before « ; : ! ? » and inside guillemets, between groups of
digits, and between a number and its unit or a day and its month.
"""

from __future__ import annotations

import re

NARROW = "\u202f"
NO_BREAK = "\u00a0"

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)
_ANY_MONTH = "|".join(MONTHS)
_UNITS = (
    "%|€|m²|km²|km|kg|k€|M€|ha|euros?|ans?|mois|jours?|heures?|minutes?|millions?|milliards?"
    f"|{_ANY_MONTH}"
)
# Each rule with the sign without which it changes nothing: looking for a sign costs far less. For
# the same reason patterns begin with their sign, and look behind afterwards.
_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("'", re.compile(r"'(?<=\w')(?=[\w«“\"]|$)"), "’"),
    ("...", re.compile(r"\.\.\."), "…"),
    *((f" {sign}", re.compile(rf" +{re.escape(sign)}"), NARROW + sign) for sign in ";!?»"),
    ("«", re.compile(rf"« *(?![\s{NARROW}{NO_BREAK}])"), f"«{NARROW}"),
    ("»", re.compile(rf"»(?<=[^\s{NARROW}{NO_BREAK}]»)"), f"{NARROW}»"),
    # After the others: a colon counts when a space, perhaps just put there, follows it.
    (" :", re.compile(r" +:(?=\s|$)"), f"{NARROW}:"),
    (" - ", re.compile(r"-(?<=\s-)(?=\s)"), "–"),
)
_NUMBER_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r" (?<=\d )(?=\d{3}(?!\d))"), NARROW),
    (re.compile(rf" (?<=\d )(?=(?:{_UNITS})(?!\w))"), NO_BREAK),
    (re.compile(rf" (?<=\b1er )(?=(?:{_ANY_MONTH})(?!\w))"), NO_BREAK),
    (re.compile(r"°(?<=\b[nN]°) *(?=\d)"), f"°{NO_BREAK}"),
)
_DIGIT = re.compile(r"\d")
# « 1er », but not in an address that is shown: « …/le-1er-numero ».
_FIRST = re.compile(r"1(?<=\b1)(?<![/-]1)(er|re)\b(?![-/])")
_TEXT = re.compile(r"(?:^|>)[^<]+")


def typeset(text: str) -> str:
    """Return ``text`` as a French printer would set it; applying it twice changes nothing more."""
    for sign, pattern, replacement in _RULES:
        if sign in text:
            text = pattern.sub(replacement, text)
    if _DIGIT.search(text):
        for pattern, replacement in _NUMBER_RULES:
            text = pattern.sub(replacement, text)
    return text


def raise_ordinals(html: str) -> str:
    """Return HTML with « 1er » and « 1re » in superscript, in its texts and not in its tags."""
    if not _FIRST.search(html):
        return html
    return _TEXT.sub(lambda match: _FIRST.sub(r"1<sup>\1</sup>", match[0]), html)
