"""Mistakes of syntax, said in French at the place to mend."""

import re

import pytest

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
    for found in review(project({A: fiche(header)})).diagnostics:
        assert not re.search(r"\b(found|expected|while|mapping|token|block)\b", found.message)
