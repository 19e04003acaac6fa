"""Every HTML page of the site: its address, its template and its data."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ecoq.render.output import Output
from ecoq.render.pages import (
    components,
    data,
    entries,
    explorer,
    figures,
    form,
    home,
    listings,
    sections,
    territory,
)
from ecoq.render.pages.kit import PageKit

__all__ = ["PageKit", "plan_pages"]

_PLANS = (
    home.plan,
    entries.plan,
    listings.plan,
    sections.plan,
    territory.plan,
    figures.plan,
    explorer.plan,
    form.plan,
    data.plan,
    components.plan,
)


def plan_pages(kit: PageKit) -> Iterator[Output]:
    """Yield every page of the site, none of them rendered yet."""
    return chain.from_iterable(plan(kit) for plan in _PLANS)
