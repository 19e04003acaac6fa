"""What the explorer's page holds."""

import json

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render.acronyms import Acronyms
from ecoq.render.audiences import find_families
from ecoq.render.communes import makers
from ecoq.render.pages.explorer import Explorer, find_other_words
from ecoq.site.assemble import assemble


@pytest.fixture
def explorer(project, fiche, gazetteer):
    root = project({
        "content/initiatives/phare.md": fiche(
            "titre: Le Phare\nporteur: Association Lumière\npublics: [jeunes du quartier]\n"
            "type_porteur: association"
        ),
        "content/initiatives/jardin.md": fiche(
            'titre: Le jardin\ncommune: Lille\ndepartement: "59"\n'
            "latitude: 50.63\nlongitude: 3.06"
        ),
    })
    site = assemble(load_content(root, Report()), gazetteer)
    return Explorer(
        initiatives=site.initiatives, themes=site.themes, regions=site.regions,
        departments=site.departments, acronyms=Acronyms(),
    )


def test_facets_have_only_values_that_some_fiche_has(explorer):
    assert [choice.id for choice in explorer.facets["departement"].choices] == ["18", "59"]
    assert [(one.id, one.count) for one in explorer.facets["public"].choices] == [
        ("habitants", 0), ("jeunes", 1),
    ][1:]


def test_each_fiche_has_a_row_in_the_order_of_the_list(explorer):
    rows = explorer.index["entries"]
    assert [row[2] for row in rows] == [int(one.place_is_exact) for one in explorer.listed]
    names = [name for name, _ in explorer.index["facets"]]
    assert all(len(row[3]) == len(names) for row in rows)


def test_words_of_the_card_are_not_repeated(explorer):
    phare = next(one for one in explorer.initiatives if one.slug == "phare")
    words = find_other_words(phare, Acronyms())
    assert "lumiere" in words
    assert "phare" not in words


@pytest.mark.parametrize(("audience", "families"), [
    ("jeunes éloignés de l'emploi", {"jeunes", "demandeurs-d-emploi"}),
    ("jeunes entreprises", {"entreprises"}),
    ("habitants voulant créer leur entreprise", {"habitants", "createurs"}),
    ("personnes âgées isolées", {"seniors"}),
    ("visiteurs", set()),
])
def test_audiences_belong_to_families(audience, families):
    assert {family.id for family in find_families([audience])} == families


def test_other_islands_have_a_button_when_they_have_a_fiche(explorer, project, fiche, gazetteer):
    usual = ["Hexagone", "Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]
    assert [(view.name, number) for view, number in explorer.views] == [
        (name, 2 if name == "Hexagone" else 0) for name in usual
    ]
    root = project({"content/initiatives/ile.md": fiche(
        'titre: Une île\ncommune: Saint-Martin\ndepartement: "978"'
    )})
    site = assemble(load_content(root, Report()), gazetteer)
    (one,) = [one for one in site.initiatives if one.slug == "ile"]
    *others, (island, number) = Explorer(
        initiatives=site.initiatives, themes=(), regions=(), departments=(), acronyms=Acronyms()
    ).views
    assert [view.name for view, _ in others] == usual
    assert number == 1
    west, south, east, north = island.box
    assert island.name == "Saint-Martin"
    assert west < one.place.longitude < east and south < one.place.latitude < north
    assert east - west < 1 > north - south


def test_communes_are_in_the_file_of_their_letters_with_and_without_article():
    files = makers()
    for letter in "lh":
        rows = json.loads(files[f"data/communes/{letter}.json"]())
        assert ["Le Havre", "76351", 49494, 108] in [row[:4] for row in rows]


def test_files_of_the_communes_are_json_whatever_their_names():
    for make in makers().values():
        assert all(len(row) in {6, 7} for row in json.loads(make()))


@pytest.mark.parametrize(("postal", "names"), [
    ("75011", ["Paris 11e Arrondissement", "Paris"]), ("18000", ["Bourges"]),
    ("75116", ["Paris 16e Arrondissement", "Paris"]), ("97150", ["Saint-Martin"]),
    ("20000", ["Ajaccio"]),
])
def test_communes_are_in_the_file_of_their_postal_codes(postal, names):
    rows = json.loads(makers()[f"data/communes/{postal[:2]}.json"]())
    assert [name for name, *_, codes in rows if postal in codes.split()] == names
