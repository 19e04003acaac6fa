"""All of content/ is read; what cannot be is told, and never stops the rest."""

import hashlib

from msgspec.structs import replace

from ecoq.content.load import load_content, read_entries, read_entry
from ecoq.content.model import Initiative
from ecoq.diagnostics import Report

A = "content/initiatives/a.md"
B = "content/initiatives/b.md"


def load(root):
    report = Report()
    return load_content(root, report), report


def test_department_keeps_its_leading_zero(project, fiche):
    content, _ = load(project({A: fiche("commune: Oyonnax\ndepartement: 01")}))
    assert content.initiatives[0].department == "01"


def test_slug_is_the_name_of_the_file(project, fiche):
    content, _ = load(project({"content/initiatives/le-phare-2.md": fiche()}))
    assert content.initiatives[0].slug == "le-phare-2"


def test_broken_fiche_is_dropped_and_the_others_are_read(project, fiche):
    content, report = load(project({A: "", B: fiche()}))
    assert [initiative.slug for initiative in content.initiatives] == ["b"]
    assert content.dropped == {"a"}
    assert report.files_read == 5


def test_files_are_read_in_the_order_of_their_names(project, fiche):
    content, _ = load(project({B: fiche(), A: fiche()}))
    assert [initiative.slug for initiative in content.initiatives] == ["a", "b"]


def test_empty_project_is_no_problem(project):
    content, report = load(project({}))
    assert content.initiatives == content.issues == content.pages == ()
    assert report.diagnostics == ()


def test_broken_theme_keeps_quiet_about_those_who_use_it(project, fiche, diagnose):
    themes = "- id: numerique\n  nom: Numérique\n"
    assert set(diagnose(project({A: fiche(), "content/thematiques.yml": themes}))) == {
        "champ-obligatoire 1:3"
    }


def test_list_file_that_is_no_list(project, diagnose):
    assert diagnose(project({"content/glossaire.yml": "terme: QPV\n"})) == [
        "liste-de-fiches-attendue 1:1"
    ]


def test_element_that_is_no_group(project, diagnose):
    assert diagnose(project({"content/glossaire.yml": "- QPV\n"})) == [
        "liste-de-fiches-attendue 1:3"
    ]


def test_settings_that_are_no_group(project, diagnose):
    assert diagnose(project({"content/site.yml": "- titre: x\n"})) == ["groupe-attendu 1:1"]


def test_issue_and_page_are_read(project, fiche):
    content, report = load(project({
        A: fiche(),
        "content/issues/n-1.md": (
            "---\nnumero: 1\ntitre: Un numéro\nthematiques: [numerique, entrepreneuriat]\n"
            "date: 2024-01-01\nchapo: Ce que font les quartiers avec des écrans.\n"
            "initiatives: [a]\n---\n\n## Édito\n"
        ),
        "content/pages/a-propos.md": (
            "---\ntitre: À propos\nresume: Qui nous sommes.\n---\n\nNous.\n"
        ),
    }))
    assert report.diagnostics == ()
    assert content.issues[0].all_themes == ("numerique", "entrepreneuriat")
    assert content.issues[0].initiatives == ("a",)
    assert content.pages[0].title == "À propos"


def test_file_that_was_read_is_known_by_its_digest(project, fiche):
    root = project({A: fiche()})
    reading = read_entry(root, root / A, Initiative)
    assert reading.digest == hashlib.sha256(fiche().encode()).hexdigest()
    assert (reading.path, reading.entry.title, reading.diagnostics) == (root / A, "Le Phare", ())


def test_file_that_cannot_be_read_says_what_is_unwise_in_it_too(project, fiche):
    root = project({A: fiche("titre: Le <b>Phare</b>\nstatut: zzz")})
    reading = read_entry(root, root / A, Initiative)
    assert reading.entry is None
    assert [found.code for found in reading.diagnostics] == [
        "html-dans-un-champ", "valeur-inconnue",
    ]


def test_entries_that_the_reader_has_reviewed_are_known_by_their_files(project, fiche):
    def read(root, paths, model):
        for reading in read_entries(root, paths, model):
            yield replace(reading, is_reviewed=reading.path.stem == "a")

    content = load_content(project({A: fiche(), B: fiche()}), Report(), read)
    assert content.reviewed == {A}


def test_readings_in_any_order_give_entries_in_the_order_of_their_names(project, fiche):
    def read(root, paths, model):
        return iter([*read_entries(root, paths, model)][::-1])

    content = load_content(project({A: fiche(), B: fiche()}), Report(), read)
    assert [initiative.slug for initiative in content.initiatives] == ["a", "b"]


def test_name_of_a_hundred_signs_is_an_address(project, fiche, diagnose):
    assert diagnose(project({f"content/initiatives/{'a' * 100}.md": fiche()})) == []


def test_wrong_name_is_shown_with_one_that_would_be_right(project, fiche, review):
    (found,) = review(project({"content/initiatives/Le Phare.md": fiche()})).diagnostics
    assert "« Le Phare.md »" in found.message
    assert "le-phare" in found.hint


def test_settings_that_are_a_list_are_told_the_keys_to_write(project, review):
    (found,) = review(project({"content/site.yml": "- titre: x\n"})).diagnostics
    assert "une liste" in found.message
    assert "titre, sous_titre, description" in found.hint


def test_nothing_is_known_of_themes_whose_file_cannot_be_read(project, fiche, diagnose):
    files = {A: fiche(), "content/thematiques.yml": "numerique"}
    assert diagnose(project(files)) == ["liste-de-fiches-attendue 1:1"]


def test_what_is_wrong_in_each_data_file_is_told(project, diagnose):
    for name in ("thematiques", "centres", "glossaire", "journal"):
        root = project({f"content/{name}.yml": "- inconnu: <b>x</b>\n"})
        assert "champ-inconnu 1:3" in diagnose(root)
        (root / f"content/{name}.yml").unlink()


def test_what_is_unwise_in_the_journal_is_told(project, diagnose):
    journal = "- date: 2024-01-01\n  note: Un <b>mot</b> de plus.\n"
    assert diagnose(project({"content/journal.yml": journal})) == ["html-dans-un-champ 2:9"]


def test_each_data_file_is_counted_with_those_read(project, fiche):
    _, report = load(project({
        A: fiche(), "content/images/a.png": b"\x89PNG\r\n\x1a\n", "content/journal.yml": "[]",
    }))
    assert report.files_read == 5
