"""The mistakes that contributors make, each on its line and column, with its remedy."""

import pytest

A = "content/initiatives/a.md"
B = "content/initiatives/b.md"

# What begins the fiche, on line 2; the code and its place; words of the hint.
HEADERS = [
    pytest.param("thème: numerique", "champ-inconnu 2:1", "« thematique »", id="unknown key"),
    pytest.param("departement: 1", "code-departement-invalide 2:14", "01", id="departement: 1"),
    pytest.param(
        "latitude: 2.40\nlongitude: 47.08", "coordonnees-inversees 2:11", "Échangez",
        id="swapped coordinates",
    ),
    pytest.param(
        "latitude: 48.85\nlongitude: 2.35", "coordonnees-hors-commune 2:11", "retirez-les",
        id="coordinates in another département",
    ),
    pytest.param("verifie_le: 2024-13-01", "date-invalide 2:13", "AAAA-MM-JJ", id="month 13"),
    pytest.param(
        "titre: Le Phare\ntitre: La Lanterne", "champ-en-double 3:1", "une seule",
        id="duplicate key",
    ),
    pytest.param("sources:\n\t- titre: A", "tabulation 3:1", "deux espaces", id="tab"),
    pytest.param(
        "sources:\n  - titre: Ab\n\t  date: 2023", "tabulation 4:1", "deux espaces",
        id="tab further down",
    ),
    pytest.param(
        "titre: Le Phare : atelier", "deux-points 2:17", 'titre: "Le Phare : atelier"',
        id="unquoted colon",
    ),
    pytest.param(
        "chiffres:\n  - Budget : 12 000 € (2023)", "deux-points 3:5",
        '"Budget : 12 000 € (2023)"', id="unquoted colon in a list",
    ),
    pytest.param("titre:\n  - Le Phare", "texte-attendu 3:3", "sans tiret", id="list for text"),
    pytest.param("publics: jeunes", "liste-attendue 2:10", "« - jeunes »", id="text for list"),
    pytest.param(
        "thematique: numeriqe", "thematique-inconnue 2:13", "« numerique »", id="unknown theme",
    ),
    pytest.param(
        "thematique: numérique", "identifiant-invalide 2:13", "numerique",
        id="theme with an accent",
    ),
    pytest.param(
        "titre: “Le Phare”", "guillemets-typographiques 2:8", '"…"', id="typographic quotes",
    ),
    pytest.param(
        "titre: 'L'atelier'", "guillemets-imbriques 2:11", "guillemets droits doubles",
        id="apostrophe in single quotes",
    ),
    pytest.param(
        "titre: \"Le Phare'", "guillemet-non-ferme 2:8", "même guillemet",
        id="closed with the other quote",
    ),
    pytest.param(
        "statut: terminee\nannee_debut: 2020\nannee_fin: 2018", "annees-inversees 4:12",
        "Échangez", id="end before start",
    ),
    pytest.param(
        "site: www.exemple.fr", "adresse-web-invalide 2:7", "https://www.exemple.fr",
        id="address without scheme",
    ),
    pytest.param(
        "image:\n  fichier: a.jpg\n  credit: Ville\n  licence: CC0", "champ-obligatoire 3:3",
        "alt:", id="image without alt",
    ),
    pytest.param(
        "titre: &a [x, x]\npublics: [*a, *a, *a]", "renvoi-interdit 2:8", "guillemets droits",
        id="alias bomb",
    ),
]


@pytest.mark.parametrize(("header", "expected", "remedy"), HEADERS)
def test_mistake_in_a_header(header, expected, remedy, project, fiche, review, diagnose):
    root = project({A: fiche(header)})
    assert diagnose(root) == [expected]
    assert remedy in review(root).diagnostics[0].hint


def test_missing_required_key(project, fiche, review, diagnose):
    root = project({A: fiche(without=("titre",))})
    assert diagnose(root) == ["champ-obligatoire 2:1"]
    assert "« titre: Le Phare »" in review(root).diagnostics[0].hint


def test_homonymous_commune_without_department(project, fiche, review, diagnose):
    root = project({A: fiche("commune: Saint-Denis", without=("departement",))})
    assert diagnose(root) == ["commune-ambigue 2:10"]
    (found,) = review(root).diagnostics
    assert "Saint-Denis (93, code INSEE 93066)" in found.message
    assert "departement: 974" in found.hint


def test_department_settles_a_homonymous_commune(project, fiche, diagnose):
    assert diagnose(project({A: fiche("commune: Saint-Denis\ndepartement: 93")})) == []


def test_insee_code_keeps_its_leading_zero_without_quotes(project, fiche, diagnose):
    root = project({A: fiche("code_insee: 01053", without=("commune", "departement"))})
    assert diagnose(root) == []


def test_01000_is_read_as_01000(project, fiche, review):
    root = project({A: fiche("code_insee: 01000", without=("commune", "departement"))})
    (found,) = review(root).diagnostics
    assert found.message == "Aucune commune n'a le code INSEE « 01000 »."


def test_unclosed_front_matter(project, review, diagnose):
    root = project({A: "---\ntitre: Le Phare\nLe texte.\n"})
    assert diagnose(root) == ["en-tete-non-ferme 1:1"]
    assert "« --- »" in review(root).diagnostics[0].hint


def test_redirection_to_a_slug_that_is_taken(project, fiche, review, diagnose):
    root = project({A: fiche(), B: fiche(
        "titre: La Lanterne\nredirections:\n  - a", body="Une lanterne que tous allument. " * 20
    )})
    assert diagnose(root) == ["adresse-en-double 4:5"]
    (found,) = review(root).diagnostics
    assert found.location.path == B
    assert A in found.message
    assert "redirection" in found.hint


def test_two_files_with_one_redirection(project, fiche, diagnose):
    header = "redirections:\n  - ancien"
    other = fiche(header, body="Une lanterne que tous allument. " * 20)
    assert diagnose(project({A: fiche(header), B: other})) == ["adresse-en-double 3:5"]


def test_reference_to_a_missing_fiche(project, fiche, review, diagnose):
    root = project({
        A: fiche(body="Un texte. " * 20 + "\n\nVoir aussi [[la-lantrene]]."),
        "content/initiatives/la-lanterne.md": fiche("titre: La Lanterne"),
    })
    assert diagnose(root) == ["reference-inconnue 14:12"]
    assert review(root).diagnostics[0].hint == "Vouliez-vous dire « la-lanterne » ?"


def test_reference_to_a_broken_fiche_is_not_a_second_error(project, fiche, diagnose):
    root = project({
        A: fiche(body="Un texte. " * 20 + "\n\nVoir aussi [[b]]."), B: fiche("departement: 1"),
    })
    assert diagnose(root) == ["code-departement-invalide 2:14"]


def test_all_problems_of_all_files_are_told_at_once(project, fiche, diagnose):
    root = project({
        A: fiche("titre: A\nstatut: en cours\nsite: exemple"), B: fiche("verifie_le: hier"),
        "content/site.yml": "titre: Le Site\n",
    })
    assert diagnose(root) == [
        "texte-trop-court 2:8", "valeur-inconnue 3:9", "adresse-web-invalide 4:7",
        "date-invalide 2:13", *["champ-obligatoire 1:1"] * 6,
    ]
