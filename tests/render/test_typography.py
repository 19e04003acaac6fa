import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoq.render.typography import raise_ordinals, typeset

N, B = "\u202f", "\u00a0"


@pytest.mark.parametrize(("typed", "printed"), [
    ("l'eau d'ici", "l’eau d’ici"),
    ("Quoi ? Oui ! Bien ; ainsi : fin", f"Quoi{N}? Oui{N}! Bien{N}; ainsi{N}: fin"),
    ("« oui »", f"«{N}oui{N}»"),
    ("«oui»", f"«{N}oui{N}»"),
    ("« L'éco »", f"«{N}L’éco{N}»"),
    ("12 000 emplois", f"12{N}000 emplois"),
    ("1 234 567 €", f"1{N}234{N}567{B}€"),
    ("30 % de 300 m²", f"30{B}% de 300{B}m²"),
    ("le 21 février ou le 1er mars, à 1 234 euros",
     f"le 21{B}février ou le 1er{B}mars, à 1{N}234{B}euros"),
    ("n° 4", f"n°{B}4"),
    ("n°4", f"n°{B}4"),
    ("et puis...", "et puis…"),
    ("2019 - 2021", "2019 – 2021"),
])
def test_what_is_typed_is_printed_as_a_french_printer_would(typed: str, printed: str) -> None:
    assert typeset(typed) == printed


@pytest.mark.parametrize("text", [
    "31er mars", "1er martial",
    "https://exemple.fr:80/a?b=c;d", "12:30", "a@exemple.fr", "le 18 2019", "Saint-Étienne",
])
def test_addresses_and_plain_words_are_left_alone(text: str) -> None:
    assert typeset(text) == text


@given(st.text(alphabet="ab' :;!?«»1234 %.-n°é\u202f\u00a0", max_size=40))
def test_typesetting_twice_changes_nothing_more(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once


def test_ordinals_are_raised() -> None:
    assert raise_ordinals("le 1er mars") == "le 1<sup>er</sup> mars"


@pytest.mark.parametrize("shown", ["https://a.fr/le-1er-numero", "https://a.fr/1er/", "x/1er"])
def test_ordinals_in_addresses_are_left_alone(shown: str) -> None:
    assert raise_ordinals(f"<a>{shown}</a>") == f"<a>{shown}</a>"


def test_ordinals_in_attributes_are_left_alone() -> None:
    html = '<a href="a-1er" title="le 1er mars">un 1er pas</a>'
    assert raise_ordinals(html) == '<a href="a-1er" title="le 1er mars">un 1<sup>er</sup> pas</a>'
