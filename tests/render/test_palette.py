"""What no style sheet reaches has the colours that the style sheets have."""

import re
from pathlib import Path

from ecoq.render import palette

TOKENS = Path(__file__).parents[2] / "assets/css/tokens.css"


def test_colours_are_those_of_the_light_scheme():
    tokens: dict[str, str] = {}
    for name, colour in re.findall(r"--color-(\w+):\s*(#\w+);", TOKENS.read_text()):
        tokens.setdefault(name.upper(), colour)  # the light scheme comes first
    colours = {name: value for name, value in vars(palette).items() if name.isupper()}
    assert colours.items() <= tokens.items()
    assert "PAPER" in colours
