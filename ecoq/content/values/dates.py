"""Years, days, and dates as precise as their source."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from ecoq import catalogue
from ecoq.content.suggestions import plain
from ecoq.content.values.kinds import JsonSchema, Written
from ecoq.diagnostics import Location, Remedy, Report, Unreadable


class PartialDate(Struct, frozen=True, order=True):
    """A date as precise as its source: a year, a month or a day, written as ISO 8601."""

    iso: str

    @property
    def day(self) -> date | None:
        """The day, if the date is as precise as that."""
        return _day(self.iso)


FIRST_YEAR = 1950


class Year(Written):
    """A year in four digits, not before FIRST_YEAR; how late it may be depends on today."""

    def read(self, text: str, location: Location, report: Report) -> int:
        """Return the year."""
        if not re.fullmatch(r"[1-9]\d{3}", text):
            raise Unreadable(catalogue.YEAR_INVALID.at(location, text=text))
        return int(text)

    def json_schema(self) -> JsonSchema:
        """Return an integer, since any YAML reader makes one of a year."""
        return {"type": "integer", "minimum": FIRST_YEAR, "maximum": 9999}


class Date(Written):
    """A day: AAAA-MM-JJ."""

    def read(self, text: str, location: Location, report: Report) -> date:
        """Return the day."""
        day = _day(text)
        if day is None:
            iso = _iso_of(text)
            hint = _iso_hint(text, iso)
            if iso and len(iso) == len("2024-03"):
                hint = f"Ajoutez le jour : {iso}-JJ"
            raise Unreadable(catalogue.DATE_INVALID.at(location, text=text, hint=hint))
        return day

    def json_schema(self) -> JsonSchema:
        """Return a date."""
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


class SourceDate(Written):
    """A date as precise as its source: AAAA, AAAA-MM or AAAA-MM-JJ."""

    pattern = r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"

    def read(self, text: str, location: Location, report: Report) -> PartialDate:
        """Return the date."""
        complete = len(text) == len("2024-03-01")
        if not re.fullmatch(self.pattern, text) or (complete and _day(text) is None):
            raise Unreadable(catalogue.PARTIAL_DATE_INVALID.at(
                location, text=text, hint=_iso_hint(text, _iso_of(text))
            ))
        return PartialDate(text)

    def json_schema(self) -> JsonSchema:
        """Return a text, or the number that YAML readers make of a year alone."""
        return {
            "type": ["string", "integer"],
            "pattern": f"^{self.pattern}$", "minimum": 1000, "maximum": 2999,
        }


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)
# In plain letters: see suggestions.plain.
_DAY_FIRST = re.compile(r"(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})(?:[/.-](?P<day>\d{1,2}))?")
_IN_WORDS = re.compile(r"(?:(?P<day>\d{1,2})(?:er)?-)?(?P<month>[a-z]+)-(?P<year>\d{4})")


def _iso_of(text: str) -> str | None:
    """Return « 13/02/2024 », « 02/2024 » or « février 2024 » in ISO 8601, if that is what it is."""
    written = plain(text)
    for form in (_DAY_FIRST, _YEAR_FIRST, _IN_WORDS):
        if found := form.fullmatch(written):
            month = found["month"]
            if form is _IN_WORDS:
                month = str(_MONTHS.index(month) + 1) if month in _MONTHS else "0"
            iso = f"{found['year']}-{month:0>2}"
            is_date = _day(f"{iso}-{found['day'] or 1:0>2}")
            return (f"{iso}-{found['day']:0>2}" if found["day"] else iso) if is_date else None
    return None


def _iso_hint(text: str, iso: str | None) -> Remedy | str | None:
    return Remedy("Écrivez-la ainsi : {new}", text, iso) if iso else None
