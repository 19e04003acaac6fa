"""Rules between values, entries and territory: small generators, each named for what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ecoq.diagnostics import Diagnostic
from ecoq.site.checks import addresses, bodies, dates, places, privacy, references
from ecoq.site.checks.scope import Scope

__all__ = ["Scope", "check"]

_CHECKS = (
    *addresses.CHECKS, *references.CHECKS, *places.CHECKS, *dates.CHECKS, *bodies.CHECKS,
    *privacy.CHECKS,
)


def check(scope: Scope) -> Iterator[Diagnostic]:
    """Yield all that is wrong with content that could be read."""
    return chain.from_iterable(rule(scope) for rule in _CHECKS)
