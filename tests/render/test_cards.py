from io import BytesIO

from PIL import Image

from ecoq.render.cards import Card, Dot, draw_card, draw_icon

CARD = Card(
    site="L’Éco des quartiers", label="N° 4", title="Commerce de proximité : rouvrir les rideaux",
    colour="#b4144e", dots=(Dot(x=300, y=200, colour="#b4144e"),),
)


def test_card_has_the_size_that_networks_ask_for_and_is_light():
    data = draw_card(CARD)
    assert Image.open(BytesIO(data)).size == (1200, 630)
    assert len(data) <= 30_000


def test_same_card_gives_the_same_bytes():
    assert draw_card(CARD) == draw_card(CARD)


def test_icon_is_square():
    assert Image.open(BytesIO(draw_icon(180))).size == (180, 180)
