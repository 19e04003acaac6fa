"""Every fiche is somewhere in France, and what it says of its place agrees."""

import time

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


def test_name_of_nothing_takes_no_time(project, fiche, diagnose):
    started = time.perf_counter()
    assert diagnose(project(a(fiche, "commune: " + "xq " * 33))) == ["commune-inconnue 2:10"]
    assert time.perf_counter() - started < 1


def test_centre_covers_real_places(project, diagnose):
    centres = (
        "- id: irev\n  nom: IREV\n  regions: [Bretagne, Nord]\n  departements: ['59', '20']\n"
        "  source: https://exemple.fr\n"
    )
    assert diagnose(project({"content/centres.yml": centres})) == [
        "region-inconnue 3:23", "departement-inconnu 4:24",
    ]
