"""What a body contains, and where."""

import pytest

from ecoq.content.body import (
    count_words,
    find_first_level_headings,
    find_flat_sublists,
    find_html,
    find_links,
    find_references,
    find_too_deep,
)
from ecoq.content.frontmatter import Body
from ecoq.content.source import Excerpt

FINDERS = (
    find_references, find_first_level_headings, find_html, find_links, find_too_deep,
    find_flat_sublists,
)


def body(text):
    return Body(Excerpt.of(text), "a.md", 1)


def texts(found):
    return [one.text for one in found]


@pytest.mark.parametrize(("text", "targets"), [
    ("Voir [[le-phare]].", ["le-phare"]),
    ("Voir [[ le-phare |le Phare]] et [[qpv]].", ["le-phare", "qpv"]),
    ("`[[code]]`", []),
    ("```\n[[code]]\n```\n[[vu]]", ["vu"]),
    ("~~~ yaml\n[[code]]\n~~~", []),
    ("````\n```\n[[code]]\n`````  \n[[vu]]", ["vu"]),
    ("```\n[[code]]\n``` yaml\n~~~\n[[code]]", []),
    ("```[[code]]``` [[vu]]\n\n```\n[[code]]", ["vu"]),
    ("    ```\n[[vu]]", ["vu"]),
    ("``[[a]] ` [[b]]`` [[c]]", ["c"]),
    ("[[]] [[a\nb]] [lien](a)", []),
], ids=range(11))
def test_references_are_found_outside_code(text, targets):
    assert texts(find_references(body(text))) == targets


def test_place_of_a_reference():
    (found,) = find_references(body("Un.\n\nVoir `x` [[a]]."))
    assert (found.location.line, found.location.column) == (3, 10)


@pytest.mark.parametrize(("text", "headings"), [
    ("# Le besoin", ["Le besoin"]),
    ("# Le besoin #", ["Le besoin"]),
    ("# Le besoin ## ", ["Le besoin"]),
    ("# Les années X", ["Les années X"]),
    ("## Le besoin", []),
    ("#sans-espace", []),
    ("```\n# un commentaire\n```", []),
    ("n° # 1", []),
])
def test_first_level_headings(text, headings):
    assert texts(find_first_level_headings(body(text))) == headings


@pytest.mark.parametrize("start", [
    "- " * 21, "* " * 21, "1. " * 21, ">" * 21, "> " * 21, "> - " * 10 + "+ ", "    " * 20 + "- ",
    "   - " * 21, f"[^1]: {'- ' * 21}", "\t" * 20 + "> ",
])
def test_more_than_twenty_levels_are_too_deep(start):
    (found,) = find_too_deep(body(f"Un.\n\n{start}fin\n- fin"))
    assert (found.location.line, found.location.column) == (3, 1)


@pytest.mark.parametrize("line", [
    "- " * 20 + "fin", ">" * 20 + "fin", "    " * 19 + "- fin", "    " * 30 + "fin", "- " * 40,
    "*  " * 30 + "*", "-" * 60, "```\n" + "> " * 30 + "\n```", "fin " + "- " * 30 + "fin",
])
def test_what_is_not_too_deep(line):
    assert not list(find_too_deep(body(f"Un.\n\n{line}\n\nDeux.")))


@pytest.mark.parametrize(("text", "lines"), [
    ("- a\n  - b\n  - c\n- d", [2]),
    ("1. a\n\n   - b\n   - c", [3]),
    ("- a\n  suite\n   - b\n\n  - c\n   suite\n  - d", [3]),
    ("- a\n    - b\n      - c\n  - d\n    - e", [3]),
    ("  - a\n  - b\n - c\n- d", []),
    ("- a\n - b", []),
    ("- a\n    - b\n\t- c\n        - d", []),
    ("1. a\n\nUn.\n\n  - b", []),
    ("    - a\n      - b", []),
    ("```\n- a\n  - b\n```", []),
    ("-a\n  -b", []),
])
def test_sublists_that_are_not_set_in_enough(text, lines):
    assert [one.location.line for one in find_flat_sublists(body(text))] == lines


@pytest.mark.parametrize(("text", "tags"), [
    ("Du <b>gras</b>", ["<b>", "</b>"]),
    ("<!-- note -->", ["<!--"]),
    ("<https://exemple.fr> <a@exemple.fr>", []),
    ("3 < 4 et 5 > 4", []),
    ("`<b>`", []),
])
def test_html(text, tags):
    assert texts(find_html(body(text))) == tags


@pytest.mark.parametrize(("text", "links"), [
    ("[a](https://exemple.fr)", ["https://exemple.fr"]),
    ("![a](photo.jpg \"titre\")", ["photo.jpg"]),
    ("[a]( <javascript:x> )", ["javascript:x"]),
    ("[a](https://exemple.fr/a_(b))", ["https://exemple.fr/a_(b)"]),
    ("[a]: data:text/html,x", ["data:text/html,x"]),
    ("<https://exemple.fr>", ["https://exemple.fr"]),
])
def test_links(text, links):
    assert texts(find_links(body(text))) == links


def test_words_are_those_that_a_reader_sees():
    assert count_words(body("L'atelier [[le-phare|du Phare]], mi-temps.")) == 4


@pytest.mark.parametrize("text", [
    "`" * 200_000,
    " ".join("`" * i + "a" for i in range(1, 600)),
    "```\n~~~\n" * 25_000,
    "```a\n" * 40_000,
    "~" * 200_000,
    "# a" + " " * 100_000 + "b",
    "# a" + "#" * 100_000 + "b",
    "[a\n" * 60_000,
    "](a(b" * 40_000,
    "]( " + " " * 200_000,
    "[a]:\n" * 40_000,
    "<a" * 100_000,
    "[[" * 100_000,
    "[[aa]]\n" * 30_000,
    "a'" * 100_000,
    "&a" * 100_000,
    " " * 200_000,
    "- " * 100_000 + "fin",
    ">\n" * 100_000,
    " \t" * 100_000 + "- a",
    "- a\n  - b\n" * 20_000,
], ids=lambda text: text[:8])
def test_hostile_body_takes_no_time(text, at_most):
    with at_most(2):
        for find in FINDERS:
            list(find(body(text)))
        count_words(body(text))
