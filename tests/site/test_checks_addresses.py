"""One page, one address; one identifier, one thing."""

import pytest

A, B = "content/initiatives/a.md", "content/initiatives/b.md"


def issue(number):
    return (
        f"---\nnumero: {number}\ntitre: Un numéro\nthematique: numerique\ndate: 2024-01-01\n"
        "chapo: Ce que font les quartiers avec des écrans.\n---\n\nUn numéro.\n"
    )


def test_former_address_is_not_that_of_its_own_fiche(project, fiche, diagnose):
    assert diagnose(project({A: fiche("redirections: [a]")})) == ["adresse-en-double 2:16"]


def test_former_addresses_are_free_to_take_when_nobody_has_them(project, fiche, diagnose):
    files = {A: fiche("redirections: [c]"), B: fiche("redirections: [d]")}
    assert diagnose(project(files)) == []


def test_number_is_given_once(project, review, diagnose):
    root = project({"content/issues/n-1.md": issue(1), "content/issues/n-un.md": issue(1)})
    assert diagnose(root) == ["numero-en-double 2:9"]
    assert "content/issues/n-1.md" in review(root).diagnostics[0].message


@pytest.mark.parametrize("slug", ["carte", "initiatives", "glossaire", "donnees", "404"])
def test_page_leaves_the_addresses_of_the_build(slug, project, diagnose):
    page = "---\ntitre: Carte\nresume: Une autre carte.\n---\n\nUne carte.\n"
    assert diagnose(project({f"content/pages/{slug}.md": page})) == ["adresse-en-double 2:1"]


def test_two_terms_with_one_anchor(project, review, diagnose):
    term = "- terme: {}\n  definition: Un quartier aidé.\n  source: https://exemple.fr\n"
    root = project({"content/glossaire.yml": term.format("Régie") + term.format("regie")})
    assert diagnose(root) == ["identifiant-en-double 4:10"]
    assert "Régie" in review(root).diagnostics[0].message
