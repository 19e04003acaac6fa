"""When a fiche that a centre has checked needs another look."""

from __future__ import annotations

from datetime import date

MONTHS_BEFORE_STALE = 24


def is_stale(checked_on: date | None, today: date) -> bool:
    """Whether a check is older than MONTHS_BEFORE_STALE months; a fiche never checked is not."""
    if checked_on is None:
        return False
    months = (today.year - checked_on.year) * 12 + today.month - checked_on.month
    return months > MONTHS_BEFORE_STALE
