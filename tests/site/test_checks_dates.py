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


@pytest.mark.parametrize(("header", "expected"), [
    ("statut: terminee\nannee_fin: 1949", "annee-hors-limites 3:12"),
    ("statut: terminee\nannee_fin: 2028", "annee-hors-limites 3:12"),
])
def test_year_of_the_end_is_bounded_too(header, expected, project, fiche, diagnose):
    assert diagnose(project({A: fiche(header)})) == [expected]


@pytest.mark.parametrize("figure", [
    "12 emplois en 1899", "12 emplois (1800)", "12 emplois, non datée", "12, date inconnue",
])
def test_figure_says_its_year_or_that_it_has_none(figure, project, fiche, diagnose):
    assert diagnose(project({A: fiche(f"chiffres:\n  - {figure}")})) == []


@pytest.mark.parametrize("figure", ["12 emplois en 1799", "12 020 emplois", "120211 euros"])
def test_number_that_is_no_year_does_not_date_a_figure(figure, project, fiche, diagnose):
    assert diagnose(project({A: fiche(f"chiffres:\n  - {figure}")})) == ["chiffre-sans-date 3:5"]


@pytest.mark.parametrize(("day", "codes"), [
    ("2026-08-14", []), ("2026-08-13", ["security-txt-perime"]),
])
def test_security_contact_holds_for_sixty_days(day, codes, project, review):
    settings = project({}) / "content/site.yml"
    text = settings.read_text() + f"\nsecurite_expire_le: {day}\n"
    found = review(project({"content/site.yml": text})).diagnostics
    assert [one.code for one in found] == codes
    assert all(day in one.message + one.hint for one in found)
