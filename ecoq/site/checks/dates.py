"""Years and dates that can be, in an order that can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from ecoq import catalogue
from ecoq.content.model import Entry, Initiative, Status
from ecoq.content.values import FIRST_YEAR
from ecoq.diagnostics import Diagnostic
from ecoq.site.checks.scope import Scope


def years_are_possible(scope: Scope) -> Iterator[Diagnostic]:
    """Years lie between 1950 and next year."""
    last = scope.today.year + 1
    for initiative in scope.content.initiatives:
        for attribute in ("started_in", "ended_in"):
            year = getattr(initiative, attribute)
            if year is not None and not FIRST_YEAR <= year <= last:
                yield catalogue.YEAR_OUT_OF_RANGE.at(
                    initiative.origin.at(attribute), text=year, minimum=FIRST_YEAR, maximum=last
                )


def initiative_ends_after_it_starts(entry: Entry) -> Iterator[Diagnostic]:
    """The end is not before the start, and what is running has no end."""
    if not isinstance(entry, Initiative) or entry.ended_in is None:
        return
    place = entry.origin.at("ended_in")
    if entry.started_in is not None and entry.ended_in < entry.started_in:
        yield catalogue.YEARS_REVERSED.at(place, start=entry.started_in, end=entry.ended_in)
    if entry.status is Status.RUNNING:
        yield catalogue.END_CONTRADICTED.at(place, end=entry.ended_in)


def checks_are_not_in_the_future(scope: Scope) -> Iterator[Diagnostic]:
    """A fiche cannot have been checked after today."""
    for initiative in scope.content.initiatives:
        if initiative.checked_on is not None and initiative.checked_on > scope.today:
            yield catalogue.DATE_FUTURE.at(
                initiative.origin.at("checked_on"), text=initiative.checked_on
            )


_DATED = re.compile(r"\b(?:1[89]|20)\d\d\b|non dat[ée]|date inconnue")


def figures_are_dated(entry: Entry) -> Iterator[Diagnostic]:
    """Each key figure says its year, or that it has none."""
    if not isinstance(entry, Initiative):
        return
    for index, figure in enumerate(entry.figures):
        if not _DATED.search(figure):
            yield catalogue.FIGURE_UNDATED.at(entry.origin.at("figures", index))


# RFC 9116 wants security.txt renewed at least every year: two months leave the time to do it.
_DAYS_BEFORE_EXPIRY = 60


def security_contact_stays_valid(scope: Scope) -> Iterator[Diagnostic]:
    """The contact of security.txt holds for two months at least."""
    settings = scope.content.settings
    if settings is None or settings.security_expires_on is None:
        return
    if settings.security_expires_on - scope.today < timedelta(days=_DAYS_BEFORE_EXPIRY):
        yield catalogue.SECURITY_EXPIRES.at(
            settings.origin.at("security_expires_on"), text=settings.security_expires_on
        )


CHECKS = (
    years_are_possible,
    checks_are_not_in_the_future,
    security_contact_stays_valid,
)
ENTRY_CHECKS = (initiative_ends_after_it_starts, figures_are_dated)
