"""Web fonts: Source Serif and Source Sans from their packages, subset to French and compressed."""

from __future__ import annotations

from functools import partial
from importlib import resources
from io import BytesIO
from itertools import chain

from ecoq.render.output import Recipe

_FACES = {
    "fonts/serif-600.woff2": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    "fonts/serif-400.woff2": ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    "fonts/sans-400.woff2": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "fonts/sans-600.woff2": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
}
# Latin, Latin-1 and Latin Extended-A; spaces, dashes, quotes, bullets, arrows, signs of texts.
_CHARACTERS = frozenset(chain(
    range(0x20, 0x7F), range(0xA0, 0x180),
    map(ord, "\u2009\u200a\u202f‐‑–—‘’‚“”„†•…‰′″‹›€−←↑→↓↩ᵉʳ"),
))
_FEATURES = ("kern", "liga", "locl", "mark", "tnum", "lnum")


def recipes() -> dict[str, Recipe]:
    """Return, by path in the assets, what makes each web font; no content decides of any."""
    return {
        path: Recipe(("font", path), partial(subset_font, *source), is_costly=True)
        for path, source in _FACES.items()
    }


def subset_font(package: str, file: str) -> bytes:
    """Return one face as WOFF2 with only the characters of French texts (15 to 20 kB)."""
    # HarfBuzz subsets a face in 2 ms where fontTools takes 150; fontTools writes the WOFF2.
    import uharfbuzz  # noqa: PLC0415 - only paid for when fonts are made
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    source = (resources.files(package) / "files" / file).read_bytes()
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    wanted.unicode_set.update(_CHARACTERS)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _FEATURES)
    face = uharfbuzz.subset(uharfbuzz.Face(source), wanted)
    font = TTFont(BytesIO(face.blob.data), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    font.flavor = "woff2"
    compressed = BytesIO()
    font.save(compressed, reorderTables=False)
    return compressed.getvalue()
