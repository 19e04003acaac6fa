"""Rules between values, entries and territory: small generators, each named for what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ecoq.content.model import Entry
from ecoq.diagnostics import Diagnostic
from ecoq.site.checks import addresses, bodies, dates, places, privacy, references
from ecoq.site.checks.scope import Scope
from ecoq.territory.gazetteer import Gazetteer

__all__ = ["Scope", "check", "check_entry"]

_CHECKS = (
    *addresses.CHECKS, *references.CHECKS, *places.CHECKS, *dates.CHECKS, *privacy.CHECKS,
    *bodies.CHECKS,
)
_ENTRY_CHECKS = (
    *references.ENTRY_CHECKS, *dates.ENTRY_CHECKS, *bodies.ENTRY_CHECKS, *privacy.ENTRY_CHECKS,
)


def check(scope: Scope) -> Iterator[Diagnostic]:
    """Yield all that is wrong with content that could be read."""
    yield from chain.from_iterable(rule(scope) for rule in _CHECKS)
    for entry in scope.content.entries:
        if entry.origin.path not in scope.content.reviewed:
            yield from check_entry(entry, scope.gazetteer)


def check_entry(entry: Entry, gazetteer: Gazetteer) -> Iterator[Diagnostic]:
    """Yield what is wrong with an entry whatever the day and the rest of the content."""
    yield from chain.from_iterable(rule(entry) for rule in _ENTRY_CHECKS)
    yield from places.initiative_is_somewhere(entry, gazetteer)
