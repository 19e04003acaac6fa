"""Numbers: coordinates and counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ecoq import catalogue
from ecoq.content.values.kinds import JsonSchema, Written
from ecoq.diagnostics import Location, Remedy, Report, Unreadable


@dataclass(frozen=True, slots=True)
class Degrees(Written):
    """A latitude or a longitude in decimal degrees (WGS 84), within ± ``limit``."""

    limit: int

    def read(self, text: str, location: Location, report: Report) -> float:
        """Return the number, finite and within bounds."""
        if not re.fullmatch(r"[+-]?\d{1,6}(?:\.\d{1,20})?", text):
            comma = re.fullmatch(r"([+-]?\d{1,3}),(\d{1,20})", text)
            hint = (
                Remedy("Écrivez un point : {new}", text, f"{comma[1]}.{comma[2]}")
                if comma else None
            )
            raise Unreadable(catalogue.NUMBER_INVALID.at(location, text=text, hint=hint))
        number = float(text)
        if abs(number) > self.limit:
            raise Unreadable(catalogue.NUMBER_OUT_OF_RANGE.at(
                location, text=text, minimum=-self.limit, maximum=self.limit
            ))
        return number

    def json_schema(self) -> JsonSchema:
        """Return a bounded number."""
        return {"type": "number", "minimum": -self.limit, "maximum": self.limit}


class Whole(Written):
    """A whole number from 1 to 9999."""

    pattern = r"[1-9]\d{0,3}"

    def read(self, text: str, location: Location, report: Report) -> int:
        """Return the number."""
        if not re.fullmatch(self.pattern, text):
            raise Unreadable(catalogue.NUMBER_INVALID.at(
                location, text=text, hint="Écrivez un nombre entier, par exemple 1."
            ))
        return int(text)

    def json_schema(self) -> JsonSchema:
        """Return a positive integer."""
        return {"type": "integer", "minimum": 1, "maximum": 9999}
