"""Bodies worth reading, and safe to read."""

import pytest

A = "content/initiatives/a.md"
WORDS = "mot " * 60


def test_short_body_is_a_warning_where_it_begins(project, fiche, review, diagnose):
    root = project({A: fiche(body="Un atelier.")})
    (found,) = review(root).diagnostics
    assert (found.code, found.severity) == ("texte-de-fiche-court", "warning")
    assert "2 mots" in found.message


@pytest.mark.parametrize("line", [
    "## Le besoin", "[ici](https://exemple.fr)", "[ici](http://exemple.fr)",
    "[ici](mailto:a@exemple.fr)", "[ici](../a-propos/)", "[ici](#le-besoin)", "<https://exemple.fr>",
    "3 < 4", "`<b>` et `[[x]]`", "![une image](photo.jpg)",
])
def test_body_is_fine(line, project, fiche, diagnose):
    assert diagnose(project({A: fiche(body=f"{line}\n\n{WORDS}")})) == []


@pytest.mark.parametrize(("line", "expected"), [
    ("# Le besoin", "titre-de-niveau-1 12:1"),
    ("Du <b>gras", "html-dans-le-texte 12:4"),
    ("<!-- note -->", "html-dans-le-texte 12:1"),
    ("Là [ici](javascript:alert(1))", "lien-refuse 12:8"),
    ("Là [ici](JaVaScRiPt:alert(1))", "lien-refuse 12:8"),
    ("Là [ici](java&#115;cript&colon;x)", "lien-refuse 12:8"),
    ("Là [ici](data:text/html,x)", "lien-refuse 12:8"),
    ("Là [ici](//exemple.fr)", "lien-refuse 12:8"),
    ("[ici]: vbscript:x", "lien-refuse 12:1"),
])
def test_body_is_not_fine(line, expected, project, fiche, diagnose):
    assert diagnose(project({A: fiche(body=f"{line}\n\n{WORDS}")})) == [expected]


def test_no_more_than_a_hundred_of_one_kind_are_told(project, fiche, diagnose):
    assert len(diagnose(project({A: fiche(body="<b>" * 1000 + WORDS)}))) == 100
