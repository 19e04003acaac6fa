"""What « [[…]] » can mean, and which fiches a number cites."""

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.site.references import Target, TargetKind, find_cited, find_targets

ISSUE = (
    "---\nnumero: 1\ntitre: Un numéro\nthematique: numerique\ndate: 2024-01-01\n"
    "chapo: Ce que font les quartiers avec des écrans.\ninitiatives: [b, a, ancien]\n---\n\n"
    "Voir [[c]], [[a]], [[zone]], [[rien]].\n"
)
TERM = "- terme: {}\n  definition: Un quartier aidé.\n  source: https://exemple.fr\n"


@pytest.fixture
def content_of(project):
    def load(files):
        return load_content(project({f"content/{path}": text for path, text in files.items()}),
                            Report())

    return load


def test_each_kind_of_page_is_a_target(content_of, fiche):
    targets = find_targets(content_of({
        "initiatives/a.md": fiche("brouillon: oui\nredirections: [ancien]"),
        "issues/n-1.md": ISSUE.replace("---\n\n", "brouillon: oui\n---\n\n"),
        "pages/la-page.md": "---\ntitre: La page\nresume: Une page du site.\n---\n\nUn mot.\n",
        "glossaire.yml": TERM.format("Zone franche"),
    }))
    draft = Target(TargetKind.INITIATIVE, "a", "Le Phare", "initiatives/a/", is_draft=True)
    assert targets == {
        "a": draft, "ancien": draft,
        "n-1": Target(TargetKind.ISSUE, "n-1", "Un numéro", "numeros/n-1/", is_draft=True),
        "la-page": Target(TargetKind.PAGE, "la-page", "La page", "la-page/"),
        "zone-franche": Target(
            TargetKind.TERM, "zone-franche", "Zone franche", "glossaire/#zone-franche"
        ),
    }


def test_fiche_wins_over_a_number_that_over_a_page_that_over_a_term(content_of, fiche):
    files = {"glossaire.yml": TERM.format("Zone")}
    kinds = [find_targets(content_of(files))["zone"].kind]
    page = "---\ntitre: La page\nresume: Une page du site.\n---\n\nUn mot.\n"
    for path, text in (("pages", page), ("issues", ISSUE), ("initiatives", fiche())):
        files[f"{path}/zone.md"] = text
        kinds.append(find_targets(content_of(files))["zone"].kind)
    assert kinds == [TargetKind.TERM, TargetKind.PAGE, TargetKind.ISSUE, TargetKind.INITIATIVE]


def test_number_cites_the_fiches_of_its_list_then_those_of_its_text_once_each(content_of, fiche):
    content = content_of({
        "issues/n-1.md": ISSUE, "initiatives/a.md": fiche("redirections: [ancien]"),
        "initiatives/b.md": fiche(), "initiatives/c.md": fiche(),
        "glossaire.yml": TERM.format("Zone"),
    })
    assert find_cited(content.issues[0], find_targets(content)) == ("b", "a", "c")
