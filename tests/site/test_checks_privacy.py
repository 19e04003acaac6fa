"""What tells of a person is said wherever it stands, and what looks like it is left alone."""

import pytest

A = "content/initiatives/a.md"
WORDS = "mot " * 60
SOURCE = "https://exemple.fr"


def told(found):
    return [(one.code, one.location.line, one.location.column) for one in found.diagnostics]


@pytest.mark.parametrize("text", [
    "jeanne@gmail.com", "j.martin+velo@laposte.net", "Jeanne@Orange.FR", "a@me.com",
    "écrire à jeanne@yahoo.fr, merci", "(jeanne@free.fr)",
])
def test_mailbox_of_a_provider_is_private(text, project, fiche, review):
    found = review(project({A: fiche(body=f"{text}\n\n{WORDS}")}))
    assert [one.code for one in found.diagnostics] == ["courriel-prive"]


@pytest.mark.parametrize("text", [
    "contact@exemple.fr", "a@gmail.exemple.fr", "a@notgmail.com", "a@free-lance.fr",
    "a@gmail.com.exemple.fr", "@gmail.com", "a@orange.associations",
])
def test_other_mailboxes_are_fine(text, project, fiche, review):
    assert told(review(project({A: fiche(body=f"{text}\n\n{WORDS}")}))) == []


@pytest.mark.parametrize("text", [
    "06 12 34 56 78", "0612345678", "07.12.34.56.78", "+33 6 12 34 56 78", "06-12-34-56-78",
    "+33 (0)6 12 34 56 78", "0033612345678", "(06 12 34 56 78)", "tél : 0712345678.",
])
def test_mobile_phone_is_told_in_any_usual_way_of_writing_it(text, project, fiche, review):
    found = review(project({A: fiche(body=f"{text}\n\n{WORDS}")}))
    assert [one.code for one in found.diagnostics] == ["telephone-mobile"]


@pytest.mark.parametrize("text", [
    "01 23 45 67 89", "06 12 34 56", "06 12 34 56 789", "n°0612345678a", "1.0612345678",
    "https://exemple.fr/0612345678", "id=0612345678", "10612345678",
])
def test_other_numbers_are_fine(text, project, fiche, review):
    assert told(review(project({A: fiche(body=f"{text}\n\n{WORDS}")}))) == []


@pytest.mark.parametrize("text", [
    "chez Mme Martin", "chez M. Martin", "Chez Monsieur Martin", "appartement 12", "appt n° 3",
    "apt. 4", "le digicode est 12A4",
])
def test_way_to_a_home_is_told(text, project, fiche, review):
    found = review(project({A: fiche(body=f"{text}\n\n{WORDS}")}))
    assert [one.code for one in found.diagnostics] == ["adresse-privee"]


@pytest.mark.parametrize("text", [
    "chez les habitants", "un appartement témoin", "chez Madame", "chez Mmes Martin", "adapt 4",
])
def test_words_that_look_like_it_are_fine(text, project, fiche, review):
    assert told(review(project({A: fiche(body=f"{text}\n\n{WORDS}")}))) == []


@pytest.mark.parametrize(("header", "line", "column"), [
    ("porteur: Jeanne, 06 12 34 56 78", 2, 10),
    ("publics:\n  - jeunes\n  - appelez le 06 12 34 56 78", 4, 5),
    ("sources:\n  - titre: Rapport\n  - titre: Appel au 06 12 34 56 78", 4, 5),
    ("site: https://exemple.fr/jeanne@gmail.com", None, None),
])
def test_keys_are_looked_at_and_addresses_are_not(header, line, column, project, fiche, review):
    found = review(project({A: fiche(header)}))
    assert told(found) == ([("telephone-mobile", line, column)] if line else [])
    assert all("« 06 12 34 56 78 »" in one.message for one in found.diagnostics)


def test_all_that_one_text_tells_is_told_with_its_words(project, fiche, review):
    text = "Chez Mme Martin, jeanne@gmail.com, 06 12 34 56 78"
    found = review(project({A: fiche(f'adresse: "{text}"')})).diagnostics
    assert sorted((one.code, one.message.split(" »")[0]) for one in found) == [
        ("adresse-privee", "« Chez Mme"), ("courriel-prive", "« jeanne@gmail.com"),
        ("telephone-mobile", "« 06 12 34 56 78"),
    ]


def test_body_is_looked_at_where_it_says_it(project, fiche, review):
    found = review(project({A: fiche(body=f"{WORDS}\n\nAppelez le 06 12 34 56 78.")}))
    assert told(found) == [("telephone-mobile", 14, 12)]
    assert "« 06 12 34 56 78 »" in found.diagnostics[0].message


def test_no_more_than_a_hundred_are_told_of_one_body(project, fiche, review):
    body = "06 12 34 56 78, " * 150
    assert len(review(project({A: fiche(body=body + WORDS)})).diagnostics) == 100


@pytest.mark.parametrize(("path", "text", "line"), [
    ("pages/une-page.md",
     "---\ntitre: Une page\nresume: Appelez le 06 12 34 56 78.\n---\n\nUn mot.\n", 3),
    ("issues/n-1.md",
     "---\nnumero: 1\ntitre: Un numéro\nthematique: numerique\ndate: 2024-01-01\n"
     "chapo: Ce que font les quartiers ; appelez le 06 12 34 56 78.\n---\n\nUn mot.\n", 6),
    ("glossaire.yml",
     f"- terme: QPV\n  definition: Appelez le 06 12 34 56 78.\n  source: {SOURCE}\n", 2),
    ("centres.yml",
     f"- id: irev\n  nom: IREV\n  regions: [Bretagne]\n  source: {SOURCE}\n"
     "  note: Appelez le 06 12 34 56 78.\n", 5),
    ("journal.yml", "- date: 2024-03-01\n  note: Appelez le 06 12 34 56 78.\n", 2),
])
def test_other_files_are_looked_at_too(path, text, line, project, review):
    found = review(project({f"content/{path}": text}))
    assert [(code, at) for code, at, _ in told(found)] == [("telephone-mobile", line)]


def test_settings_are_looked_at_too(project, review):
    settings = (project({}) / "content/site.yml").read_text()
    text = settings + "\navertissement: Appelez le 06 12 34 56 78.\n"
    found = review(project({"content/site.yml": text}))
    assert [code for code, *_ in told(found)] == ["telephone-mobile"]


def test_nothing_is_said_of_settings_that_could_not_be_read(project, fiche, review):
    found = review(project({A: fiche(), "content/site.yml": ""}))
    assert [code for code, *_ in told(found)] == ["fichier-vide"]


@pytest.mark.parametrize(("contact", "is_personal"), [
    ("jeanne_martin@exemple.fr", True), ("jeanne-martin@exemple.fr", True),
    ("Jeanne.Martin@exemple.fr", True), ("j.m.martin@exemple.fr", True),
    ("jeanne@exemple.fr", False), ("jeanne.martin2@exemple.fr", False),
    ("regie.jeanne@exemple.fr", False), ("pole_emploi@exemple.fr", False),
    ("regie-jeanne@exemple.fr", False), ("regie.quartier@exemple.fr", False),
    ("contact@exemple.fr", False), ("le-phare@exemple.fr", False),
    ("la.fabrique@exemple.fr", False), ("yann.le.goff@exemple.fr", True),
])
def test_mailbox_of_a_person_has_two_names_and_no_service(
    contact, is_personal, project, fiche, review
):
    found = review(project({A: fiche(f"contact: {contact}")}))
    assert told(found) == ([("contact-nominatif", 2, 10)] if is_personal else [])
    assert all("contact@exemple.fr" in one.hint for one in found.diagnostics)
