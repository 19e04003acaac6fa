"""Values as French readers see them: dates, numbers, counts, hosts."""

from __future__ import annotations

from datetime import date

from ecoq.content.values import PartialDate
from ecoq.render.typography import MONTHS, NARROW, NO_BREAK


def format_long_date(value: date | PartialDate) -> str:
    """Return « 1er mars 2019 », « mars 2019 » or « 2019 »."""
    iso = value.iso if isinstance(value, PartialDate) else value.isoformat()
    year, *rest = iso.split("-")
    words = [year]
    if rest:
        words.insert(0, MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        day = int(rest[1])
        words.insert(0, "1er" if day == 1 else str(day))
    return " ".join(words)


def format_number(value: int) -> str:
    """Return « 1 234 » with a narrow no-break space."""
    return f"{value:,}".replace(",", NARROW)


def format_count(value: int, singular: str, plural: str | None = None) -> str:
    """Return « 1 initiative », « 12 initiatives »: French counts 0 and 1 as one."""
    word = singular if value < 2 else plural or f"{singular}s"  # noqa: PLR2004
    return f"{format_number(value)}{NO_BREAK}{word}"


def format_domain(url: str) -> str:
    """Return the host of an address, as readers know it: « banquedesterritoires.fr »."""
    return url.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")
