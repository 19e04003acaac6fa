"""Assets that no content decides, and that take a while: web fonts, the communes of France."""

from __future__ import annotations

from collections.abc import Mapping

from ecoq.render import communes, fonts
from ecoq.render.output import Recipe


def static_assets() -> Mapping[str, Recipe]:
    """Return their recipes by path in the assets; the tools that make them decide the rest."""
    makers = {**fonts.makers(), **communes.makers()}
    return {path: Recipe(("asset", path), make, is_costly=True) for path, make in makers.items()}
