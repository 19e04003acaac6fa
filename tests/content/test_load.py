"""All of content/ is read; what cannot be is told, and never stops the rest."""

from ecoq.content.load import load_content
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
