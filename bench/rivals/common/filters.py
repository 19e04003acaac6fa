"""The filters of the shared templates, for Pelican and for MkDocs."""

import re
from urllib.parse import urlsplit

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)
_FIGURE = re.compile(
    r"(?P<before>(?:près de|plus de|budget de) )?(?P<number>\d[\d ]*(?: %| m²)?) (?P<words>.*?)"
    r"(?: \((?P<note>.*)\))?"
)


def domain(url: str) -> str:
    """« www.exemple.fr/page » → « exemple.fr »"""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def long_date(day: str) -> str:
    """« 2022-06-15 » → « 15 juin 2022 »; the month or the day may be missing."""
    year, *rest = str(day).split("-")
    words = [str(int(rest[1]))] if len(rest) > 1 else []
    words += [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*words, year])


def figure(text: str) -> dict[str, str]:
    """The parts of a key figure."""
    match = _FIGURE.fullmatch(text)
    return match.groupdict() if match else {"words": text}


FILTERS = {"domain": domain, "long_date": long_date, "figure": figure}
