"""Communes found by code and by name, départements and régions."""

import pytest

from ecoq.territory.gazetteer import DATA, Gazetteer, Place


def names(gazetteer: Gazetteer, name: str, department: str | None = None) -> list[str]:
    """The official names and codes of what is found."""
    return [f"{x.name} {x.insee_code}" for x in gazetteer.find_communes(name, department)]


@pytest.mark.parametrize(
    ("written", "department", "found"),
    [
        pytest.param("St-Étienne", "42", "Saint-Étienne 42218", id="saint-abbreviated"),
        pytest.param("saint etienne", "42", "Saint-Étienne 42218", id="no-accent"),
        pytest.param("Le Havre", "76", "Le Havre 76351", id="article"),
        pytest.param("havre", "76", "Le Havre 76351", id="article-left-out"),
        pytest.param("HAVRE", None, "Le Havre 76351", id="article-left-out-whole-country"),
        pytest.param("L’Ile Saint Denis", "93", "L'Île-Saint-Denis 93039", id="elided-article"),
        pytest.param("Abymes", "971", "Les Abymes 97101", id="overseas"),
        pytest.param("Mamoudzou", "976", "Mamoudzou 97611", id="mayotte"),
        pytest.param("Saint-Martin", "978", "Saint-Martin 97801", id="collectivite"),
        pytest.param("Ajaccio", "2A", "Ajaccio 2A004", id="corse-du-sud"),
        pytest.param("bastia", "2B", "Bastia 2B033", id="haute-corse"),
        pytest.param("Paris", "75", "Paris 75056", id="paris"),
        pytest.param("Paris 18", "75", "Paris 18e Arrondissement 75118", id="bare-number"),
        pytest.param("Marseille 15e", "13", "Marseille 15e Arrondissement 13215", id="ordinal"),
        pytest.param("Lyon 1er arr.", "69", "Lyon 1er Arrondissement 69381", id="abbreviated"),
        pytest.param(
            "Paris 18e Arrondissement", None, "Paris 18e Arrondissement 75118", id="official"
        ),
        pytest.param(
            "Pierrefitte-sur-Seine", "93", "Pierrefitte-sur-Seine 93059", id="commune-deleguee"
        ),
    ],
)
def test_name_finds_the_commune(
    gazetteer: Gazetteer, written: str, department: str | None, found: str
) -> None:
    assert names(gazetteer, written, department) == [found]


def test_homonyms_are_told_apart_by_department(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "Saint-Denis", "93") == ["Saint-Denis 93066"]
    assert names(gazetteer, "Saint-Denis", "974") == ["Saint-Denis 97411"]


def test_homonyms_come_most_populous_first(gazetteer: Gazetteer) -> None:
    populations = [x.population for x in gazetteer.find_communes("St Denis")]
    assert len(populations) > 1
    assert populations == sorted(populations, reverse=True)


def test_official_name_means_no_other_of_its_departement(gazetteer: Gazetteer) -> None:
    assert [x.name for x in gazetteer.find_communes("Vrigne-aux-Bois", "08")] == ["Vrigne-aux-Bois"]
    assert len(gazetteer.find_communes("vrigne aux bois", "08")) == 2


@pytest.mark.parametrize("department", ["01", "2A", "75", "974"])
def test_official_name_finds_all_the_communes_that_bear_it(
    gazetteer: Gazetteer, department: str
) -> None:
    communes = [one for one in gazetteer.all_communes() if one.department == department]
    assert communes
    for name in {commune.name for commune in communes}:
        assert {commune.insee_code for commune in gazetteer.find_communes(name, department)} == {
            commune.insee_code for commune in communes if commune.name == name
        }


def test_departments_of_a_name(gazetteer: Gazetteer) -> None:
    assert {"93", "974"} <= set(gazetteer.departments_of("Saint-Denis"))


def test_unknown_name_finds_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.find_communes("Trifouilly-les-Oies") == ()
    assert gazetteer.find_communes("Rennes", "99") == ()


def test_insee_code_keeps_its_leading_zero(gazetteer: Gazetteer) -> None:
    commune = gazetteer.find_commune("01004")
    assert commune is not None
    assert (commune.name, commune.department) == ("Ambérieu-en-Bugey", "01")


@pytest.mark.parametrize("code", ["01000", "1004", "", "99999", "2C001", "#01", "0100"])
def test_code_of_no_commune_finds_nothing(gazetteer: Gazetteer, code: str) -> None:
    assert gazetteer.find_commune(code) is None


def test_arrondissement_knows_its_commune(gazetteer: Gazetteer) -> None:
    commune = gazetteer.find_commune("13215")
    assert commune is not None
    assert (commune.parent_code, commune.postal_codes) == ("13055", ("13015",))


def test_code_shared_with_a_commune_deleguee_is_that_of_the_commune(gazetteer: Gazetteer) -> None:
    commune = gazetteer.find_commune("49126")
    assert commune is not None
    assert (commune.name, commune.parent_code) == ("Orée d'Anjou", None)


def test_misspelt_name_suggests_the_nearest(gazetteer: Gazetteer) -> None:
    assert gazetteer.suggest_communes("Sant-Etiene", "42")[0] == "Saint-Étienne"
    assert gazetteer.suggest_communes("Haavre", "76")[0] == "Le Havre"
    assert gazetteer.suggest_communes("qqqqq", "76") == ()


def test_point_near_the_town_hall_is_inside(gazetteer: Gazetteer) -> None:
    rennes = gazetteer.find_communes("Rennes", "35")[0]
    containment = gazetteer.contains(rennes, Place(latitude=48.11, longitude=-1.68))
    assert containment.is_inside
    assert not containment.swapped_fits


def test_point_of_another_town_is_outside(gazetteer: Gazetteer) -> None:
    rennes = gazetteer.find_communes("Rennes", "35")[0]
    containment = gazetteer.contains(rennes, Place(latitude=47.218, longitude=-1.553))
    assert not containment.is_inside
    assert containment.distance_metres == pytest.approx(98_000, rel=0.05)
    assert not containment.swapped_fits


def test_swapped_coordinates_are_recognised(gazetteer: Gazetteer) -> None:
    rennes = gazetteer.find_communes("Rennes", "35")[0]
    containment = gazetteer.contains(rennes, Place(latitude=-1.68, longitude=48.11))
    assert not containment.is_inside
    assert containment.swapped_fits


def test_departments_and_regions_are_all_there(gazetteer: Gazetteer) -> None:
    in_a_region = [x for x in gazetteer.departments.values() if x.region_code != x.code]
    assert len(in_a_region) == 101
    assert len({x.region_code for x in in_a_region}) == 18


@pytest.mark.parametrize(
    ("department", "region"),
    [
        ("01", "auvergne-rhone-alpes"),
        ("2A", "corse"),
        ("974", "la-reunion"),
        ("978", "saint-martin"),
    ],
)
def test_department_lies_in_its_region(gazetteer: Gazetteer, department: str, region: str) -> None:
    assert gazetteer.region_of(department).slug == region


def test_every_line_can_be_read(gazetteer: Gazetteer) -> None:
    text = (DATA / "communes.tsv").read_text("utf-8")
    codes = []
    department = ""
    for line in text.splitlines():
        if line.startswith("#"):
            department = line[1:]
        else:
            codes.append(department + line.split("\t", 1)[0])
    assert codes == sorted(codes)
    for code in codes:
        commune = gazetteer.find_commune(code)
        assert commune is not None
        assert commune.insee_code == code
        # Guyane has communes of more than 10,000 km².
        assert 0 < commune.radius_metres < 300_000


def test_mayotte_has_its_population(gazetteer: Gazetteer) -> None:
    assert gazetteer.find_communes("Mamoudzou", "976")[0].population > 70_000


def test_data_stay_small() -> None:
    assert (DATA / "communes.tsv").stat().st_size <= 1_500_000
