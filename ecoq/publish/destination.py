"""Where a site goes, and where its making leaves what the next one can use."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from msgspec import Struct


class Destination(Struct, frozen=True, kw_only=True):
    """The folder of a site, and the cache of its project."""

    output: Path
    cache: Path

    @property
    def state(self) -> Path:
        """The record of what was last made there: one for each output folder."""
        return self.cache / f"state-{self._name}.json"

    @property
    def spare(self) -> Path:
        """The site before last, if it is kept."""
        return self.cache / f"spare-{self._name}"

    @property
    def staging_prefix(self) -> str:
        """How the folders begin in which sites for there are built."""
        return f".ecoq-build-{self._name}-"

    @property
    def _name(self) -> str:
        return hashlib.sha256(os.fsencode(self.output)).hexdigest()[:12]
