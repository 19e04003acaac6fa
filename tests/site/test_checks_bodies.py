"""Bodies worth reading, and safe to read."""

import pytest

from ecoq.diagnostics import Location

A = "content/initiatives/a.md"
WORDS = "mot " * 60


def test_short_body_is_a_warning_where_it_begins(project, fiche, review, diagnose):
    root = project({A: fiche(body="Un atelier.")})
    (found,) = review(root).diagnostics
    assert (found.code, found.severity) == ("texte-de-fiche-court", "warning")
    assert found.message == "Il faut au moins 40 mots ; le texte de la fiche en compte 2."


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
    ("Un mot<o:p>", "html-dans-le-texte 12:7"),
    ("Là [ici](javascript:alert(1))", "lien-refuse 12:8"),
    ("Là [ici](JaVaScRiPt:alert(1))", "lien-refuse 12:8"),
    ("Là [ici](java&#115;cript&colon;x)", "lien-refuse 12:8"),
    ("Là [ici](data:text/html,x)", "lien-refuse 12:8"),
    ("Là [ici](//exemple.fr)", "lien-refuse 12:8"),
    ("[ici]: vbscript:x", "lien-refuse 12:1"),
    (f"{'- ' * 500}fin", "listes-imbriquees 12:1"),
    ("- un\n  - deux", "sous-liste-mal-decalee 13:3"),
    ("[" * 500, "crochets-ouverts 12:21"),
    ("[[a " * 500, "crochets-ouverts 12:41"),
    ("[a] " * 500 + "[a [b] " * 21, "crochets-ouverts 12:2137"),
    ("<a " * 500, "crochets-ouverts 12:61"),
    ("[a](" * 500, "crochets-ouverts 12:84"),
])
def test_body_is_not_fine(line, expected, project, fiche, diagnose):
    assert diagnose(project({A: fiche(body=f"{line}\n\n{WORDS}")})) == [expected]


@pytest.mark.parametrize("text", [
    "[a](https://a.fr) " * 500, "[" * 20, "\\[" * 500, "[\n\n" * 500, "`[ [` " * 500,
    "a) b) " * 500, "a < b " * 500, "<https://a.fr> " * 500,
])
def test_marks_that_are_closed_or_are_none_are_fine(text, project, fiche, diagnose):
    assert diagnose(project({A: fiche(body=f"{text}\n\n{WORDS}")})) == []


def test_no_more_than_a_hundred_of_one_kind_are_told(project, fiche, diagnose):
    assert len(diagnose(project({A: fiche(body="<b>" * 1000 + WORDS)}))) == 100


@pytest.mark.parametrize("address", [
    "http://localhost:8000/", "http://127.0.0.1:8000/a", "http://localhost", "HTTPS://exemple.fr",
    "MAILTO:a@exemple.fr", "../a:b", "https://exemple.fr:8080/a",
])
def test_link_leads_where_it_says(address, project, fiche, diagnose):
    assert diagnose(project({A: fiche(body=f"[ici]({address})\n\n{WORDS}")})) == []


@pytest.mark.parametrize("address", [
    "https://moi@exemple.fr/", "http://192.168.0.1/", "http://localhost.exemple@mal.fr",
    "https://еxemple.fr", "http://localhost:x/", "tel:+33123456789", "ftp://exemple.fr",
    "java&#10;script:x", "&#32;&#1;javascript:x", "/&#9;/exemple.fr", "\\\\exemple.fr",
    "https:exemple.fr",
])
def test_link_that_may_lead_elsewhere_is_refused(address, project, fiche, diagnose):
    codes = diagnose(project({A: fiche(body=f"[ici]({address})\n\n{WORDS}")}))
    assert codes == ["lien-refuse 12:5"]


def test_body_of_forty_words_is_long_enough(project, fiche, diagnose):
    assert diagnose(project({A: fiche(body="mot " * 40)})) == []
    assert diagnose(project({A: fiche(body="mot " * 39)})) == ["texte-de-fiche-court 11:1"]


def test_bodies_of_numbers_and_pages_are_looked_at(project, diagnose):
    number = (
        "---\nnumero: 1\ntitre: Un numéro\nthematique: numerique\ndate: 2024-01-01\n"
        "chapo: Ce que font les quartiers avec des écrans.\n---\n# Un\n<b>\n[a](javascript:x)\n"
    )
    page = "---\ntitre: Une page\nresume: Une page du site.\n---\n# Un\n<b>\n[a](javascript:x)\n"
    codes = {"titre-de-niveau-1", "html-dans-le-texte", "lien-refuse"}
    for path, text in (("issues/n-1", number), ("pages/une-page", page)):
        found = diagnose(project({f"content/{path}.md": text}))
        assert {code.split()[0] for code in found} == codes


@pytest.mark.parametrize("line", ["# Un titre", "[ici](javascript:x)"])
def test_no_more_than_a_hundred_headings_or_links_are_told(line, project, fiche, diagnose):
    assert len(diagnose(project({A: fiche(body=f"{line}\n\n" * 150 + WORDS)}))) == 100


def test_body_copied_word_for_word_is_told_whatever_its_spaces(project, fiche, review):
    root = project({
        A: fiche(body="Un mot, deux. " * 30),
        "content/initiatives/b.md": fiche("titre: La Halle", body="\nUn  mot,\ndeux. " * 30),
        "content/initiatives/c.md": fiche(body="Trois. " + "Un mot, deux. " * 30),
    })
    (found,) = review(root).diagnostics
    assert (found.code, found.location) == (
        "texte-en-double", Location("content/initiatives/b.md", 13, 1)
    )
    assert found.message == f"Ce texte est mot pour mot celui de « Le Phare » ({A})."


def test_bodies_that_tell_nothing_are_told_to_be_short_only(project, fiche, diagnose):
    files = {A: fiche(body="À écrire."), "content/initiatives/b.md": fiche(body="À écrire.")}
    assert diagnose(project(files)) == ["texte-de-fiche-court 11:1"] * 2
