"""One page, one address; one identifier, one thing."""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"
A, B = "content/initiatives/a.md", "content/initiatives/b.md"
OTHER = "Une lanterne que tous allument. " * 20


def issue(number):
    return (
        f"---\nnumero: {number}\ntitre: Un numéro\nthematique: numerique\ndate: 2024-01-01\n"
        "chapo: Ce que font les quartiers avec des écrans.\n---\n\nUn numéro.\n"
    )


def test_former_address_is_not_that_of_its_own_fiche(project, fiche, diagnose):
    assert diagnose(project({A: fiche("redirections: [a]")})) == ["adresse-en-double 2:16"]


def test_former_addresses_are_free_to_take_when_nobody_has_them(project, fiche, diagnose):
    files = {A: fiche("redirections: [c]"), B: fiche("redirections: [d]", body=OTHER)}
    assert diagnose(project(files)) == []


def test_number_is_given_once(project, review, diagnose):
    root = project({"content/issues/n-1.md": issue(1), "content/issues/n-un.md": issue(1)})
    assert diagnose(root) == ["numero-en-double 2:9"]
    assert "content/issues/n-1.md" in review(root).diagnostics[0].message


def folders_of_the_build():
    """What stands at the root of a site, but for its free pages."""
    paths = (GOLDEN / "expected/tree.txt").read_text().splitlines()
    folders = {path.partition("/")[0] for path in paths if "/" in path}
    # The form stands below a page that is written freely.
    return sorted(folders - {"contribuer"} - {
        page.stem for page in (GOLDEN / "content/pages").iterdir()
    })


@pytest.mark.parametrize("slug", [*folders_of_the_build(), "404"])
def test_page_leaves_the_addresses_of_the_build(slug, project, diagnose):
    page = "---\ntitre: Carte\nresume: Une autre carte.\n---\n\nUne carte.\n"
    assert diagnose(project({f"content/pages/{slug}.md": page})) == ["adresse-en-double 2:1"]


def test_two_terms_with_one_anchor(project, review, diagnose):
    term = "- terme: {}\n  definition: Un quartier aidé.\n  source: https://exemple.fr\n"
    root = project({"content/glossaire.yml": term.format("Régie") + term.format("regie")})
    assert diagnose(root) == ["identifiant-en-double 4:10"]
    assert "Régie" in review(root).diagnostics[0].message


def told(found):
    return [(one.code, one.message) for one in found.diagnostics]


def test_former_address_is_not_that_of_another_fiche(project, fiche, review):
    files = {A: fiche(), B: fiche("redirections: [c, a]", body=OTHER)}
    (found,) = review(project(files)).diagnostics
    assert (found.location.path, found.location.line, found.location.column) == (B, 2, 19)
    assert found.message == f"L'adresse « a » est déjà prise par {A}."


def test_address_wanted_three_times_is_told_twice_with_its_first_holder(project, fiche, review):
    files = {A: fiche("redirections: [c]"), B: fiche("redirections: [c]", body=OTHER),
             "content/initiatives/d.md": fiche("redirections: [c]", body=f"Enfin. {OTHER}")}
    assert told(review(project(files))) == [
        ("adresse-en-double", f"L'adresse « c » est déjà prise par {A}."),
    ] * 2


def test_page_that_takes_an_address_of_the_site_says_whose_it_is(project, review):
    page = "---\ntitre: Carte\nresume: Une autre carte.\n---\n\nUne carte.\n"
    assert told(review(project({"content/pages/carte.md": page}))) == [
        ("adresse-en-double", "L'adresse « carte » est déjà prise par une page du site."),
    ]


def test_identifiers_of_themes_and_centres_are_unique(project, diagnose):
    theme = (
        "- id: numerique\n  nom: Numérique\n  description: Des écrans et des gens.\n"
        '  couleur: "#412db5"\n  couleur_sombre: "#b0b7ff"\n  icone: key\n'
    )
    centre = "- id: irev\n  nom: IREV\n  regions: [Bretagne]\n  source: https://exemple.fr\n"
    assert diagnose(project({"content/thematiques.yml": theme * 2})) == [
        "identifiant-en-double 7:7"
    ]
    assert diagnose(project({
        "content/thematiques.yml": theme, "content/centres.yml": centre * 2,
    })) == ["identifiant-en-double 5:7"]


def test_other_element_is_named_by_its_own_name(project, review):
    days = "- date: 2024-01-01\n  note: Un mot de plus.\n- date: 2024-01-01\n- date: 2024-01-02\n"
    words = "« 2024-01-01 » désigne déjà un autre élément ({})."
    assert told(review(project({"content/journal.yml": days}))) == [
        ("identifiant-en-double", words.format("Un mot de plus.")),
    ]
    quiet = "- date: 2024-01-01\n- date: 2024-01-01\n"
    assert told(review(project({"content/journal.yml": quiet}))) == [
        ("identifiant-en-double", words.format("le même jour")),
    ]


@pytest.mark.parametrize(("path", "text", "place"), [
    ("images/lpt1.photo.png", "\x89PNG", "content/images/lpt1.photo.png:1"),
    ("thematiques.yml",
     "- id: com1\n  nom: Numérique\n  description: Des écrans et des gens.\n"
     '  couleur: "#412db5"\n  couleur_sombre: "#b0b7ff"\n  icone: key\n',
     "content/thematiques.yml:1"),
    ("issues/aux.md", issue(1), "content/issues/aux.md:2"),
])
def test_name_kept_by_windows_is_told_where_it_is_given(path, text, place, project, review):
    data = b"\x89PNG\r\n\x1a\n" if path.endswith(".png") else text
    found = [
        f"{one.location.path}:{one.location.line}"
        for one in review(project({f"content/{path}": data})).diagnostics
        if one.code == "nom-reserve"
    ]
    assert found == [place]


@pytest.mark.parametrize("slug", ["com", "com10", "console", "aux-deux"])
def test_name_that_only_looks_reserved_is_fine(slug, project, fiche, diagnose):
    assert diagnose(project({f"content/initiatives/{slug}.md": fiche()})) == []
