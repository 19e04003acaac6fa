"""The site: what is published, in order, with every reference resolved."""

from datetime import date

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.site.assemble import assemble


def issue(number, more=""):
    return (
        f"---\nnumero: {number}\ntitre: Un numéro\nthematique: numerique\ndate: 2024-0{number}-01\n"
        f"chapo: Ce que font les quartiers avec des écrans.\n{more}---\n\nUn numéro.\n"
    )


@pytest.fixture
def site_of(project, gazetteer):
    """Assemble the files of ``content/initiatives`` and others by their path."""

    def build(fiches, others=(), **options):
        files = {f"content/initiatives/{slug}.md": text for slug, text in fiches.items()}
        content = load_content(project({**files, **dict(others)}), Report())
        return assemble(content, gazetteer, **options)

    return build


def slugs(initiatives):
    return [initiative.slug for initiative in initiatives]


def test_drafts_are_in_no_list(site_of, fiche):
    site = site_of({"a": fiche(), "b": fiche("brouillon: oui")})
    lists = (site.themes, site.regions, site.departments, site.communes, site.centres)
    assert slugs(site.initiatives) == ["a"]
    assert not [one for kind in lists for one in kind if "b" in slugs(one.initiatives)]


def test_drafts_are_shown_on_request(site_of, fiche):
    assert slugs(site_of({"a": fiche("brouillon: oui")}, with_drafts=True).initiatives) == ["a"]


def test_fiches_are_in_the_order_of_their_titles_whatever_the_accents(site_of, fiche):
    site = site_of({
        "a": fiche("titre: Zèbre"), "b": fiche("titre: Éveil"), "c": fiche("titre: Eux"),
    })
    assert slugs(site.initiatives) == ["c", "b", "a"]


def test_place_is_the_town_hall_unless_it_is_written(site_of, fiche):
    site = site_of({"a": fiche(), "b": fiche("latitude: 47.09\nlongitude: 2.41\ntitre: Zzz")})
    town_hall, written = site.initiatives
    assert not town_hall.place_is_exact
    assert written.place_is_exact
    assert (written.place.latitude, written.place.longitude) == (47.09, 2.41)


def test_department_and_region_come_from_the_commune(site_of, fiche):
    (initiative,) = site_of({"a": fiche()}).initiatives
    assert initiative.department.code == "18"
    assert initiative.region.name == "Centre-Val de Loire"


def test_arrondissement_is_listed_under_its_city(site_of, fiche):
    site = site_of({"a": fiche("commune: Lyon 7e\ndepartement: 69")})
    assert site.initiatives[0].commune.insee_code == "69387"
    assert [listing.subject.insee_code for listing in site.communes] == ["69123"]


def test_fiche_is_under_each_of_its_themes(site_of, fiche):
    site = site_of({"a": fiche("thematiques_secondaires: [entrepreneuriat]")})
    assert [slugs(listing.initiatives) for listing in site.themes] == [["a"], ["a"]]


def test_theme_without_a_fiche_is_there_but_not_region(site_of):
    site = site_of({})
    assert [listing.subject.id for listing in site.themes] == ["numerique", "entrepreneuriat"]
    assert site.regions == site.departments == site.communes == ()


def test_latest_number_comes_first(site_of):
    site = site_of({}, {"content/issues/n-1.md": issue(1), "content/issues/n-2.md": issue(2)})
    assert [one.entry.number for one in site.issues] == [2, 1]


def test_fiche_knows_the_numbers_that_cite_it_by_a_former_name_too(site_of, fiche):
    number = {"content/issues/n-1.md": issue(1, "initiatives: [ancien]\n")}
    site = site_of({"a": fiche("redirections: [ancien]")}, number)
    assert [one.slug for one in site.issues_by_initiative["a"]] == ["n-1"]


def test_site_is_dated_by_its_content_unless_a_day_is_given(site_of, fiche):
    fiches = {"a": fiche("verifie_le: 2025-05-01")}
    assert site_of(fiches).dated == date(2025, 5, 1)
    assert site_of(fiches, dated=date(2026, 1, 1)).dated == date(2026, 1, 1)
