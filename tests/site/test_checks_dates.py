"""Years and dates that can be, seen from 15 June 2026."""

import pytest

A = "content/initiatives/a.md"


@pytest.mark.parametrize("header", [
    "annee_debut: 1950", "annee_debut: 2027", "verifie_le: 2026-06-15",
    "statut: terminee\nannee_debut: 2019\nannee_fin: 2019",
    "chiffres:\n  - 12 emplois (2021)\n  - un local, non daté",
])
def test_possible(header, project, fiche, diagnose):
    assert diagnose(project({A: fiche(header)})) == []


@pytest.mark.parametrize(("header", "expected"), [
    ("annee_debut: 1949", "annee-hors-limites 2:14"),
    ("annee_debut: 2028", "annee-hors-limites 2:14"),
    ("statut: terminee\nannee_debut: 2020\nannee_fin: 2018", "annees-inversees 4:12"),
    ("statut: en-cours\nannee_fin: 2020", "fin-contradictoire 3:12"),
    ("verifie_le: 2026-06-16", "date-future 2:13"),
    ("chiffres:\n  - 12 emplois (2021)\n  - 30 places", "chiffre-sans-date 4:5"),
])
def test_impossible_or_doubtful(header, expected, project, fiche, diagnose):
    assert diagnose(project({A: fiche(header)})) == [expected]
