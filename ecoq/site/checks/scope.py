"""What the rules look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ecoq.content.load import Content
from ecoq.site.references import Target, find_targets
from ecoq.territory.gazetteer import Gazetteer


class Scope(Struct, frozen=True):
    """The content under review, the territory it lies in, and the day of the review."""

    content: Content
    gazetteer: Gazetteer
    today: date
    targets: Mapping[str, Target]

    @classmethod
    def of(cls, content: Content, gazetteer: Gazetteer, today: date) -> Scope:
        """Prepare the review of a content."""
        return cls(content, gazetteer, today, find_targets(content))
