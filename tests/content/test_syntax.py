"""Mistakes of syntax, said in French at the place to mend."""

import re

import pytest

from ecoq.content.nodes import parse_yaml
from ecoq.diagnostics import Location, Unreadable

A = "content/initiatives/a.md"


@pytest.mark.parametrize(("header", "expected"), [
    pytest.param("titre:Le Phare", "ligne-sans-champ 2:1", id="no space after the colon"),
    pytest.param(
        "porteur: Le Phare\nstatut:en-cours", "ligne-sans-champ 3:1", id="no space, further down"
    ),
    pytest.param("titre Le Phare", "ligne-sans-champ 2:1", id="no colon"),
    pytest.param("titre: Le Phare\nun atelier", "ligne-sans-champ 3:1", id="value goes on"),
    pytest.param("titre: Le Phare\n  porteur: X", "retrait-incorrect 3:3", id="key too deep"),
    pytest.param("porteur: X\n titre: Le Phare", "retrait-incorrect 3:2", id="one space"),
    pytest.param("  titre: Le Phare", "retrait-incorrect 3:1", id="first key too deep"),
    pytest.param("publics:\n  - a\n - b", "retrait-incorrect 4:2", id="dashes out of line"),
    pytest.param("titre: Le Phare :", "deux-points 2:17", id="colon at the end"),
    pytest.param(
        "sources:\n  - titre: Rapport : bilan", "deux-points 3:20", id="colon in a source"
    ),
    pytest.param("titre: @telier", "signe-reserve 2:8", id="at"),
    pytest.param("titre: `a`", "signe-reserve 2:8", id="backtick"),
    pytest.param("titre: %a", "signe-reserve 2:8", id="percent"),
    pytest.param("titre: > 50 emplois", "signe-reserve 2:8", id="greater than"),
    pytest.param("titre: |x", "signe-reserve 2:8", id="bar"),
    pytest.param("titre: [Atelier] Le Phare", "signe-reserve 2:8", id="brackets before words"),
    pytest.param("titre: {Atelier} Le Phare", "signe-reserve 2:8", id="braces before words"),
    pytest.param("publics: [jeunes, femmes", "crochet-non-ferme 2:10", id="bracket"),
    pytest.param("publics: [jeunes,\n femmes] et", "signe-reserve 2:10", id="after a bracket"),
    pytest.param("publics: {jeunes, femmes", "crochet-non-ferme 2:10", id="brace"),
    pytest.param("titre: 'Le Phare", "guillemet-non-ferme 2:8", id="quote, closed further down"),
    pytest.param('titre: "Le Phare', "guillemet-non-ferme 2:8", id="quote, closed by another"),
    pytest.param('titre: "Le "Phare" bleu"', "guillemets-imbriques 2:13", id="quote in quotes"),
    pytest.param(
        'resume: "Un atelier\n  partagé" ici', "guillemets-imbriques 3:12", id="words after a quote"
    ),
    pytest.param("? [a, b]\n: c", "ligne-illisible 2:3", id="a list as key"),
])
def test_mistake_is_told_where_it_is(header, expected, project, fiche, diagnose):
    assert diagnose(project({A: fiche(header)})) == [expected]


def test_quote_never_closed_is_told_where_it_opens(project, fiche, diagnose):
    text = fiche().replace("titre: Rapport d'activité 2023", 'titre: "Rapport')
    assert diagnose(project({A: text})) == ["guillemet-non-ferme 9:12"]


@pytest.mark.parametrize("header", ["titre: {a", "titre: [a]]", "- a", "a: b: c", "%", "!<", "'"])
def test_english_is_never_shown(header, project, fiche, review):
    diagnostics = review(project({A: fiche(header)})).diagnostics
    assert diagnostics
    for found in diagnostics:
        assert not re.search(r"\b(found|expected|while|mapping|token|block)\b", found.message)


def told(text):
    with pytest.raises(Unreadable) as caught:
        parse_yaml(text, "a.md", first_line=2)
    (found,) = caught.value.diagnostics
    return found


@pytest.mark.parametrize(("text", "place", "old", "new"), [
    ("titre: Le Phare : atelier", (2, 8), "Le Phare : atelier", "Le Phare : atelier"),
    ("a: b\nc:   d: e  ", (3, 6), "d: e", "d: e"),
    ("a: a: a: b", (2, 4), "a: a: b", "a: a: b"),
    ("\ta: b", (2, 1), "\t", "  "),
    ("a:\n  \tb: c", (3, 3), "\t", "  "),
])
def test_mistake_that_can_be_mended(text, place, old, new):
    (repair,) = told(text).repairs
    assert (repair.location, repair.old, repair.new) == (Location("a.md", *place), old, new)


@pytest.mark.parametrize("text", [
    "a: b: c # d", "a: 'b': c", 'a: "b": c', "a: [b]: c", "a: {b: c}: d", "a: &b c: d",
    "a: !b c: d", "a: *b : c",
])
def test_value_of_which_only_its_author_knows_the_end_is_not_mended(text):
    assert told(text).repairs == ()


def test_colon_is_told_with_the_line_as_it_should_be():
    assert told("  titre: Le Phare : atelier").hint.endswith('titre: "Le Phare : atelier"')


@pytest.mark.parametrize(("text", "sign"), [
    ("titre: @telier", "@"), ("a: b\ntitre: %a", "%"), ("titre: [Atelier] Le Phare", "["),
    ("a: [b,\n  c] et d", "["), ("a: {b} et d", "{"), ("titre: > 50 emplois", ">"),
])
def test_reserved_sign_is_quoted(text, sign):
    assert f"« {sign} »" in told(text).message
    assert told(text).location.path == "a.md"


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("un mot\na: b", "ligne-sans-champ 2:1", id="first line without a colon"),
    pytest.param("a: b\nun mot\nc: d", "ligne-sans-champ 3:1", id="words under a value"),
    pytest.param("a: b\n  un mot\n  c: d", "ligne-sans-champ 3:3", id="words deeper"),
    pytest.param("a: b\n\nc d\ne: f", "ligne-sans-champ 4:1", id="after an empty line"),
    pytest.param("a: b\n c: d", "retrait-incorrect 3:2", id="key deeper than a value"),
    pytest.param("a: b\n\n c: d", "retrait-incorrect 4:2", id="the same after an empty line"),
    pytest.param(" a: b: c", "deux-points 2:6", id="colon on a line with an indentation"),
    pytest.param("a: 'b' c", "guillemets-imbriques 2:8", id="words after a quote"),
    pytest.param('a: "b" "c"', "guillemets-imbriques 2:8", id="a quote after a quote"),
    pytest.param("a: [b]\n c", "retrait-incorrect 3:2", id="words below a bracket"),
    pytest.param("a: b\n- c", "retrait-incorrect 3:1", id="a dash among keys"),
    pytest.param("- a\nb: c", "retrait-incorrect 3:1", id="a key among dashes"),
    pytest.param("a: b\nc: [d", "crochet-non-ferme 3:4", id="bracket on the second line"),
    pytest.param("a: b\n\tc: d", "tabulation 3:1", id="tab before a key"),
    pytest.param("a: b\tc: d", "deux-points 2:7", id="tab inside a line"),
    pytest.param("a: b\n=======\nc: d", "conflit-a-resoudre 3:1", id="what Git put between two"),
    pytest.param("a: - b", "ligne-illisible 2:4", id="a dash on the line of its key"),
    pytest.param("a: b\nc: ]", "ligne-illisible 3:4", id="a bracket that nothing opened"),
])
def test_mistake_is_known_by_what_is_around_it(text, expected):
    found = told(text)
    assert f"{found.code} {found.location.line}:{found.location.column}" == expected
    assert found.location.path == "a.md"


def test_value_said_twice_on_a_line_is_mended_where_it_is_first():
    (repair,) = told("a: b: b").repairs
    assert repair.location == Location("a.md", 2, 4)
