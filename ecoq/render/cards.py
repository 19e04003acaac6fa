"""The pictures that social networks show of a page, and the icons of the site: PNG, by Pillow.

A card is paper, the name of the site, a title, and the map of what it speaks of. 1200 by 630
pixels, as networks ask; the same bytes for the same site. Pillow draws one in about 15 ms, where
an SVG renderer takes longer to read the fonts alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING
from zlib import Z_RLE

from msgspec import Struct
from msgspec.structs import replace

from ecoq.render.output import Output, Recipe
from ecoq.render.palette import ACCENT, INK, LAND, MARK, PAPER
from ecoq.render.static_map import MAINLAND, mainland_pins, outline_rings
from ecoq.render.typography import typeset
from ecoq.site import urls
from ecoq.site.model import Site, SiteInitiative
from ecoq.territory.outlines import Level, land_paths

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw as Pen
    from PIL.ImageFont import FreeTypeFont

_WIDTH, _HEIGHT = 1200, 630
_MARK_ON_ACCENT = "#ffa28a"
_MARGIN = 72
_COLOURS = 64
"""Of the palette; enough for the edges of letters to look smooth."""
_SCALE = 0.98
"""Pixels for one unit of the drawing of France."""
_MAP_LEFT, _MAP_TOP = 610, 50
_OVERSAMPLING, _MARK_OVERSAMPLING = 2, 4
_DOT_PIXELS = 6.5
_TEXT_WIDTH = 560
_TITLE_SIZES = (76, 66, 58, 50, 44)
_TITLE_HEIGHT = 330
# The dots of the mark, in columns and rows; its accent stands above the last column.
_MARK_DOTS = ((0, 0), (1, 0), (2, 0), (0, 1), (0, 2), (1, 2), (0, 3), (0, 4), (1, 4), (2, 4))


class Dot(Struct, frozen=True, kw_only=True):
    """A point of a card's map, in the units of the drawing of France."""

    x: float
    y: float
    colour: str


class Card(Struct, frozen=True, kw_only=True):
    """What a card shows."""

    site: str
    label: str
    title: str
    colour: str
    """Of the label and of the edge."""
    dots: tuple[Dot, ...] = ()


def plan(site: Site) -> Iterator[Output]:
    """Yield the cards of the site, of themes and of numbers; and the icons."""
    settings = site.settings
    yield _output(
        site, urls.DEFAULT_CARD, "", settings.subtitle, ACCENT, site.initiatives
    )
    for listing in site.themes:
        theme = listing.subject
        yield _output(
            site, urls.theme_card(theme.id), "Thématique", theme.name, theme.colour,
            listing.initiatives,
        )
    for issue in site.issues:
        yield _output(
            site, urls.issue_card(issue.slug), f"N° {issue.entry.number}", issue.entry.title,
            issue.themes[0].colour if issue.themes else ACCENT, issue.initiatives,
        )
    yield Output(urls.TOUCH_ICON, lambda: Recipe(("icon", 180), lambda: draw_icon(180)))
    yield Output(urls.LARGE_ICON, lambda: Recipe(("icon", 512), lambda: draw_icon(512)))


def _output(
    site: Site, path: str, label: str, title: str, colour: str,
    initiatives: Sequence[SiteInitiative],
) -> Output:
    card = Card(
        site=_set(site.settings.title), label=_set(label), title=_set(title), colour=colour,
    )
    return Output(path, lambda: Recipe(
        # What decides the dots: to place them takes much longer.
        (card, [(one.place, one.department.code, one.theme.colour) for one in initiatives]),
        lambda: draw_card(replace(card, dots=_dots(initiatives))),
    ), family="cards")


def _set(text: str) -> str:
    """Return a text with its typography; the full fonts have no narrow no-break space."""
    return typeset(text).replace("\u202f", "\u00a0")


def _dots(initiatives: Sequence[SiteInitiative]) -> tuple[Dot, ...]:
    return tuple(
        Dot(x=pin.x, y=pin.y, colour=pin.initiative.theme.colour)
        for pin in mainland_pins(initiatives)
    )


def draw_card(card: Card) -> bytes:
    """Return a card as PNG."""
    from PIL import ImageDraw  # noqa: PLC0415 - only paid for when cards are made

    image = _blank().copy()
    image.paste(_map(card.dots), (_MAP_LEFT, _MAP_TOP))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 14, _HEIGHT), fill=card.colour)
    pen.text((_MARGIN + 66, _MARGIN + 24), card.site, INK, _font("serif", 34), anchor="lm")
    image.paste(_mark(INK, MARK, PAPER, 58), (_MARGIN - 4, _MARGIN - 6))
    top = _draw_title(pen, card.title)
    if card.label:
        pen.text((_MARGIN, top - 26), card.label, card.colour, _font("sans", 32), anchor="ls")
    return _encode(image)


def _draw_title(pen: Pen, title: str) -> int:
    """Write the title up from the lower margin, as large as it fits; return its top."""
    for size in _TITLE_SIZES:
        font = _font("serif", size)
        lines = _wrap(title, font)
        height = round(len(lines) * size * 1.12)
        if height <= _TITLE_HEIGHT and max(map(font.getlength, lines)) <= _TEXT_WIDTH:
            break
    top = _HEIGHT - _MARGIN - height
    for rank, line in enumerate(lines):
        y = top + round(rank * size * 1.12)
        pen.text((_MARGIN, y), line, INK, font)
    return top


def _wrap(text: str, font: FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= _TEXT_WIDTH or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _blank() -> Image:
    from PIL import Image  # noqa: PLC0415

    return Image.new("RGB", (_WIDTH, _HEIGHT), PAPER)


@cache
def _land() -> Image:
    """The mainland, larger than life so that its edges can be smoothed."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    scale = _SCALE * _OVERSAMPLING
    image = Image.new("RGB", (round(MAINLAND.width * scale), round(MAINLAND.height * scale)), PAPER)
    pen = ImageDraw.Draw(image)
    for ring in outline_rings(land_paths(Level.LAND)["metropole"]):
        pen.polygon([(x * scale, y * scale) for x, y in ring], fill=LAND)
    return image


def _map(dots: tuple[Dot, ...]) -> Image:
    from PIL import ImageDraw  # noqa: PLC0415

    image = _land().copy()
    pen = ImageDraw.Draw(image)
    scale, radius = _SCALE * _OVERSAMPLING, _DOT_PIXELS * _OVERSAMPLING
    for dot in dots:
        x, y = dot.x * scale, dot.y * scale
        pen.ellipse(
            (x - radius, y - radius, x + radius, y + radius), dot.colour, PAPER, _OVERSAMPLING * 2
        )
    return image.reduce(_OVERSAMPLING)


def draw_icon(size: int) -> bytes:
    """Return the icon of the site, a square of ``size`` pixels, as PNG."""
    return _encode(_mark(PAPER, _MARK_ON_ACCENT, ACCENT, size, margin=0.08))


def _mark(ink: str, accent: str, ground: str, size: int, *, margin: float = 0.0) -> Image:
    """The mark: an É made of dots."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    large = size * _MARK_OVERSAMPLING
    image = Image.new("RGB", (large, large), ground)
    pen = ImageDraw.Draw(image)
    unit = large * (1 - 2 * margin) / 32
    offset = large * margin

    def dot(x: float, y: float, radius: float, colour: str) -> None:
        left, top = offset + (x - radius) * unit, offset + (y - radius) * unit
        pen.ellipse((left, top, left + 2 * radius * unit, top + 2 * radius * unit), colour)

    for column, row in _MARK_DOTS:
        dot(10.2 + column * 4.9, 9.8 + row * 4.9, 1.95, ink)
    dot(18.2, 3.4, 2.6, accent)
    return image.reduce(_MARK_OVERSAMPLING)


@cache
def _font(family: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415

    package, file = {
        "serif": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
        "sans": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    }[family]
    with (resources.files(package) / "files" / file).open("rb") as data:
        return ImageFont.truetype(BytesIO(data.read()), size, layout_engine=ImageFont.Layout.BASIC)


def _encode(image: Image) -> bytes:
    from PIL import Image  # noqa: PLC0415

    data = BytesIO()
    # One pixel in nine has all the colours that matter, and finding them is most of the work.
    sample = image.resize((image.width // 3, image.height // 3), Image.Resampling.NEAREST)
    palette = sample.quantize(_COLOURS, Image.Quantize.FASTOCTREE)
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(
        data, "PNG", compress_type=Z_RLE
    )
    return data.getvalue()
