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


def page(order=""):
    return f"---\ntitre: Une page\nresume: Une page du site.\n{order}---\n\nUn texte.\n"


CENTRE = "- id: labo\n  nom: Labo Cités\n  regions: [Bretagne]\n  source: https://exemple.fr\n"
TERM = "- terme: {}\n  definition: Un quartier aidé.\n  source: https://exemple.fr\n"


def test_fiche_knows_its_centre_and_the_centre_its_fiches(site_of, fiche):
    fiches = {"a": fiche("centre: labo"), "b": fiche("titre: Zzz")}
    site = site_of(fiches, {"content/centres.yml": CENTRE})
    followed, alone = site.initiatives
    assert (followed.centre.name, alone.centre) == ("Labo Cités", None)
    assert [(one.subject.id, one.url, slugs(one.initiatives)) for one in site.centres] == [
        ("labo", "reseau/#labo", ["a"]),
    ]


def test_address_of_the_site_may_be_another_one(site_of):
    assert site_of({}).settings.url == "https://exemple.fr"
    site = site_of({}, base_url="https://essai.exemple.fr")
    assert site.settings.url == "https://essai.exemple.fr"
    assert site.settings.title == site_of({}).settings.title


def test_free_pages_are_in_their_order_then_by_name(site_of):
    site = site_of({}, {
        "content/pages/b.md": page(), "content/pages/a.md": page(),
        "content/pages/c.md": page("ordre: 1\n"),
    })
    assert [(one.entry.slug, one.url) for one in site.pages] == [
        ("c", "c/"), ("a", "a/"), ("b", "b/"),
    ]


def test_draft_number_is_shown_on_request_only(site_of):
    draft = issue(2, "brouillon: oui\n")
    others = {"content/issues/n-1.md": issue(1), "content/issues/n-2.md": draft}
    assert [one.slug for one in site_of({}, others).issues] == ["n-1"]
    assert [one.slug for one in site_of({}, others, with_drafts=True).issues] == ["n-2", "n-1"]


def test_number_has_its_themes_and_its_address(site_of):
    more = "thematiques: [entrepreneuriat]\n"
    (number,) = site_of({}, {"content/issues/n-1.md": issue(1, more)}).issues
    assert [theme.id for theme in number.themes] == ["numerique", "entrepreneuriat"]
    assert number.url == "numeros/n-1/"


def test_terms_are_in_the_order_of_the_alphabet_whatever_the_accents(site_of):
    glossary = TERM.format("Zone") + TERM.format("Égalité") + TERM.format("Animation")
    site = site_of({}, {"content/glossaire.yml": glossary})
    assert [term.term for term in site.glossary] == ["Animation", "Égalité", "Zone"]


def test_lists_of_places_are_in_order_and_have_their_addresses(site_of, fiche):
    site = site_of({
        "a": fiche('commune: Lille\ndepartement: "59"'), "b": fiche(),
        "c": fiche('commune: Amiens\ndepartement: "80"'),
    })
    assert [(one.subject.name, one.url) for one in site.regions] == [
        ("Centre-Val de Loire", "regions/centre-val-de-loire/"),
        ("Hauts-de-France", "regions/hauts-de-france/"),
    ]
    assert [(one.subject.code, one.url) for one in site.departments] == [
        ("18", "departements/cher/"), ("59", "departements/nord/"), ("80", "departements/somme/"),
    ]
    assert [(one.subject.name, one.url, slugs(one.initiatives)) for one in site.communes] == [
        ("Amiens", "communes/amiens-80/", ["c"]), ("Bourges", "communes/bourges-18/", ["b"]),
        ("Lille", "communes/lille-59/", ["a"]),
    ]


def test_all_regions_of_france_are_named_in_the_order_of_their_codes(site_of):
    names = site_of({}).region_names
    assert names[:2] == ("Guadeloupe", "Martinique")
    assert "Corse" in names


@pytest.mark.parametrize(("fiches", "others", "day"), [
    ({}, {}, date(1970, 1, 1)),
    ({}, {"content/issues/n-1.md": issue(3)}, date(2024, 3, 1)),
    ({}, {"content/journal.yml": "- date: 2024-05-01\n  note: Un mot de plus.\n"},
     date(2024, 5, 1)),
], ids=["nothing", "a number", "the journal"])
def test_latest_day_is_that_of_whatever_bears_one(fiches, others, day, site_of):
    assert site_of(fiches, others).dated == day


def test_content_that_tells_no_day_bears_that_of_the_build(project, gazetteer):
    content = load_content(project({}), Report())
    assert assemble(content, gazetteer, today=date(2026, 11, 25)).dated == date(2026, 11, 25)


@pytest.mark.parametrize(("sources", "day"), [
    ("\n    date: 2023-05-02\n    consulte_le: 2024-06-03", date(2024, 6, 3)),
    ("\n    date: 2023-05-02\n  - titre: Un autre\n    date: 2024", date(2023, 5, 2)),
    ("\n    date: 2024-06", date(2026, 11, 25)),
    ("\n    date: 2027-01-01\n    consulte_le: 2024-06-03", date(2024, 6, 3)),
], ids=["looked at", "published", "to the month", "to come"])
def test_content_that_tells_no_day_of_its_own_bears_the_last_of_its_sources(
    sources, day, site_of, fiche,
):
    text = fiche(f"sources:\n  - titre: Rapport{sources}")
    assert site_of({"a": text}, today=date(2026, 11, 25)).dated == day
    dated = fiche(f"verifie_le: 2022-01-01\nsources:\n  - titre: Rapport{sources}")
    assert site_of({"a": dated}, today=date(2026, 11, 25)).dated == date(2022, 1, 1)


def test_content_that_was_not_checked_makes_no_site(project, gazetteer, fiche):
    unknown = load_content(project({"content/initiatives/a.md": fiche("commune: Xyz")}), Report())
    with pytest.raises(ValueError, match=r"^a was not checked: .*Xyz"):
        assemble(unknown, gazetteer)
    without = load_content(project({"content/site.yml": "titre: x\n"}), Report())
    with pytest.raises(ValueError, match=r"^content without settings was not checked$"):
        assemble(without, gazetteer)


def test_commune_inside_another_is_listed_under_the_whole(site_of, fiche):
    (one,) = site_of({"a": fiche("commune: Paris 18e\ndepartement: 75")}).initiatives
    assert (one.commune.insee_code, one.city.insee_code) == ("75118", "75056")


def test_latest_date_of_a_fiche_is_that_of_its_sources_or_of_its_review(site_of, fiche):
    sources = "sources:\n  - titre: Un\n    date: 2023-06\n  - titre: Deux\n    date: 2021\n"
    site = site_of({
        "a": fiche(sources + "titre: Aaa"),
        "b": fiche(sources + "titre: Bbb\nverifie_le: 2024-01-02"),
        "c": fiche("titre: Ccc"),
    })
    assert [one.latest_date for one in site.initiatives] == ["2023-06", "2024-01-02", ""]


def test_themes_have_their_addresses_and_references_their_targets(site_of, fiche):
    site = site_of({"a": fiche()})
    assert [one.url for one in site.themes] == [
        "thematiques/numerique/", "thematiques/entrepreneuriat/",
    ]
    assert site.targets["a"].url == "initiatives/a/"


def test_commune_wins_over_a_part_of_another_with_the_same_name(site_of, fiche):
    """There is a Chevry in the Ain, and one that has become a part of Moyon Villages."""
    (one,) = site_of({"a": fiche("commune: Chevry", without=("departement",))}).initiatives
    assert one.commune.insee_code == one.city.insee_code == "01103"
