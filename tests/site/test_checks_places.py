"""Every fiche is somewhere in France, and what it says of its place agrees."""

import pytest

A = "content/initiatives/a.md"
PLACE = ("commune", "departement")


def a(fiche, header, **kept):
    return {A: fiche(header, without=PLACE, **kept)}


@pytest.mark.parametrize("header", [
    "commune: Bourges\ndepartement: 18",
    "commune: bourges",
    "commune: St-Étienne\ndepartement: 42",
    "commune: saint etienne\ndepartement: 42",
    "commune: Paris 18e\ndepartement: 75",
    "commune: Marseille\ndepartement: 13",
    "commune: Ajaccio\ndepartement: 2a",
    "commune: Saint-Denis\ndepartement: 974",
    "code_insee: 01053",
    "code_insee: 2A004",
    "commune: Lyon\ncode_insee: 69387",
    "commune: Bourges\ndepartement: 18\nlatitude: 47.08\nlongitude: 2.40",
    "commune: Bourges\ndepartement: 18\ncode_qpv: QP018001",
    "commune: Mamoudzou\ndepartement: 976\nlatitude: -12.78\nlongitude: 45.23",
])
def test_place_is_known(header, project, fiche, diagnose):
    assert diagnose(project(a(fiche, header))) == []


@pytest.mark.parametrize(("header", "expected", "hint"), [
    ("porteur: Le Phare", "commune-manquante 2:1", "code_insee"),
    ("commune: Bourge\ndepartement: 18", "commune-inconnue 2:10", "« Bourges »"),
    ("commune: Bourges\ndepartement: 33", "commune-inconnue 2:10", "18"),
    ("commune: Bourges\ndepartement: 20", "departement-inconnu 3:14", "2A"),
    ("code_insee: 18000", "code-insee-inconnu 2:13", "code postal"),
    ("commune: Lyon\ncode_insee: 13055", "code-insee-contradictoire 3:13", "Corrigez"),
    ("departement: 33\ncode_insee: 18033", "code-insee-contradictoire 3:13", "Corrigez"),
    ("commune: Bourges\nlongitude: 2.40", "coordonnees-incompletes 3:12", "mairie"),
    ("commune: Bourges\nlatitude: 0\nlongitude: 0", "coordonnees-hors-commune 3:11", "mairie"),
    ("commune: Bourges\ncode_qpv: QP033001", "qpv-hors-departement 3:11", "département"),
    ("commune: Bourges\ncode_qpv: QX018001", "code-qpv-invalide 3:11", "QP033001"),
])
def test_place_is_refused(header, expected, hint, project, fiche, review, diagnose):
    root = project(a(fiche, header))
    assert diagnose(root) == [expected]
    assert hint in review(root).diagnostics[0].hint


def test_swapped_coordinates_are_written_the_right_way_round(project, fiche, review):
    root = project(a(fiche, "commune: Bourges\nlatitude: 2.4\nlongitude: 47.08"))
    (found,) = review(root).diagnostics
    assert "« latitude: 47.08 » et « longitude: 2.4 »" in found.hint
    assert "Bourges" in found.message


def test_message_tells_how_far_the_point_is(project, fiche, review):
    root = project(a(fiche, "commune: Bourges\nlatitude: 48.85\nlongitude: 2.35"))
    assert "à 197 km de Bourges" in review(root).diagnostics[0].message


def test_name_of_nothing_takes_no_time(project, fiche, diagnose, at_most):
    root = project(a(fiche, "commune: " + "xq " * 33))
    with at_most(2):
        assert diagnose(root) == ["commune-inconnue 2:10"]


def test_centre_covers_real_places(project, diagnose):
    centres = (
        "- id: irev\n  nom: IREV\n  regions: [Bretagne, Nord]\n  departements: ['59', '20']\n"
        "  source: https://exemple.fr\n"
    )
    assert diagnose(project({"content/centres.yml": centres})) == [
        "region-inconnue 3:23", "departement-inconnu 4:24",
    ]


@pytest.mark.parametrize("header", [
    "commune: Paris\ncode_insee: 75118", "commune: Paris 18e\ncode_insee: 75056",
    "commune: Bourges\ncode_insee: 18033\ndepartement: 18",
])
def test_code_and_name_agree(header, project, fiche, diagnose):
    assert diagnose(project(a(fiche, header))) == []


def test_name_that_is_known_elsewhere_contradicts_a_code(project, fiche, review):
    """There is a Saint-Denis in the 93, but the code is that of the one in the 974."""
    root = project(a(fiche, "commune: Bourges\ncode_insee: 59350"))
    (found,) = review(root).diagnostics
    assert found.code == "code-insee-contradictoire"
    assert "Bourges" in found.message + found.hint
    assert "Lille (59)" in found.message + found.hint


def test_commune_unknown_in_its_department_is_said_with_those_that_have_one(
    project, fiche, review
):
    root = project(a(fiche, "commune: Saint-Denis\ndepartement: 18"))
    (found,) = review(root).diagnostics
    assert found.message == "La commune « Saint-Denis » n'est pas connue dans le département 18."
    assert found.hint.startswith("« Saint-Denis » existe dans : ")
    assert ", 93, " in found.hint.replace(".", ",")


def test_commune_unknown_anywhere_has_the_general_hint(project, fiche, review):
    (found,) = review(project(a(fiche, "commune: Xqzxqzxqz"))).diagnostics
    assert found.message == "La commune « Xqzxqzxqz » n'est pas connue."
    assert found.hint


def test_six_homonyms_are_shown_with_their_codes(project, fiche, review):
    (found,) = review(project(a(fiche, "commune: Sainte-Colombe"))).diagnostics
    assert found.code == "commune-ambigue"
    assert (found.message + found.hint).count("code INSEE ") >= 6
    assert (found.message + found.hint).count("(") <= 8


def test_swapped_coordinates_can_be_mended(project, fiche, review):
    root = project(a(fiche, "commune: Bourges\nlatitude: 2.40\nlongitude: 47.080"))
    (found,) = review(root).diagnostics
    assert [(repair.location.line, repair.old, repair.new) for repair in found.repairs] == [
        (3, "2.40", "47.080"), (4, "47.080", "2.40"),
    ]


def test_latitude_alone_is_told_too(project, fiche, review):
    (found,) = review(project(a(fiche, "commune: Bourges\nlatitude: 47.08"))).diagnostics
    assert (found.code, found.location.line) == ("coordonnees-incompletes", 3)
    assert "longitude" in found.message


def test_code_of_a_quartier_elsewhere_names_both_departments(project, fiche, review):
    (found,) = review(project(a(fiche, "commune: Bourges\ncode_qpv: QP033001"))).diagnostics
    assert "33" in found.message
    assert "18" in found.message


def test_longitude_alone_says_that_the_latitude_is_missing(project, fiche, review):
    (found,) = review(project(a(fiche, "commune: Bourges\nlongitude: 2.40"))).diagnostics
    assert "« latitude »" in found.message


def test_code_of_no_quartier_is_quoted(project, fiche, review):
    (found,) = review(project(a(fiche, "commune: Bourges\ncode_qpv: QX018001"))).diagnostics
    assert "« QX018001 »" in found.message


def test_two_communes_of_the_same_name_are_told_apart_by_their_author(project, fiche, review):
    (found,) = review(project(a(fiche, "commune: Roussillon"))).diagnostics
    assert found.code == "commune-ambigue"
    assert "Roussillon (38, code INSEE 38344), Roussillon (84, code INSEE 84102)" in found.message \
        + found.hint


def test_department_that_no_centre_can_cover_is_quoted(project, review):
    centre = (
        "- id: irev\n  nom: IREV\n  regions: [Bretagne]\n  departements: ['20']\n"
        "  source: https://exemple.fr\n"
    )
    (found,) = review(project({"content/centres.yml": centre})).diagnostics
    assert "« 20 »" in found.message
