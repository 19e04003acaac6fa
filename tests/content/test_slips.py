"""Habits of word processors and web pages are told apart from what is meant as it is written."""

import pytest

from ecoq.content.slips import find_link, find_list_mark, repair_list_mark, space_out, unwrap
from ecoq.contribute.repair import apply_repairs
from ecoq.diagnostics import Location


@pytest.mark.parametrize(("text", "mark"), [
    ("-jeunes", "-"), ("• jeunes", "• "), ("•jeunes", "•"), ("– jeunes", "– "), ("* jeunes", "* "),
    ("- jeunes", ""), ("-12 %", ""), ("--", ""), ("*jeunes*", ""), ("jeunes", ""), ("", ""),
])
def test_mark_of_a_list_that_is_no_dash_and_space(text, mark):
    assert find_list_mark(text) == mark


def test_mark_is_mended_only_where_it_begins_its_line():
    assert apply_repairs("a:\n  -b", [repair_list_mark("-", Location("a.md", 2, 3))]) == "a:\n  - b"
    assert apply_repairs("a: -b", [repair_list_mark("-", Location("a.md", 1, 4))]) == "a: -b"


@pytest.mark.parametrize(("text", "spaced"), [
    ("commune:Bourges", "commune: Bourges"), ("commune :Bourges", "commune: Bourges"),
    ("type_porteur:autre", "type_porteur: autre"), ("commune: Bourges", None),
    ("https://exemple.fr", None), ("12:30 à l'atelier", None), ("Note:voir", None), ("a:", None),
])
def test_key_without_the_space_after_its_colon(text, spaced):
    assert space_out(text) == spaced


@pytest.mark.parametrize(("text", "value"), [
    ("“18”", "18"), ("« 18 »", "18"), ("‘18’", "18"), ("”18”", "18"), ("“18\"", "18"),
    ("<https://exemple.fr>", "https://exemple.fr"), ("[ici](https://exemple.fr)", "https://exemple.fr"),
    ("[a@exemple.fr](mailto:a@exemple.fr)", "a@exemple.fr"),
])
def test_value_inside_signs(text, value):
    assert unwrap(text).value == value


@pytest.mark.parametrize("text", ["18", "“18", "Le « Phare »", "[ici](a) et là", "<a> <b>", ""])
def test_value_that_is_inside_nothing(text):
    assert unwrap(text) is None


def test_link_that_a_place_of_a_line_is_in():
    line = "site: [a](https://a.fr) [b](https://b.fr)"
    assert find_link(line, 9).value == "https://a.fr"
    assert find_link(line, 30).value == "https://b.fr"
    assert find_link(line, 30).start == line.index("[b]")
    assert find_link(line, 6) is None
