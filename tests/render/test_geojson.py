"""The published GeoJSON: RFC 7946, the keys of the content model, the same bytes each time."""

import json
from datetime import date

import pytest

from ecoq.content.load import load_content
from ecoq.content.model import Initiative, SourceReference, Status
from ecoq.content.schema import keys_of
from ecoq.content.values import PartialDate, Url
from ecoq.diagnostics import Report
from ecoq.render.geojson import json_value, render_geojson
from ecoq.site.assemble import assemble


@pytest.fixture
def site_of(project, gazetteer):
    def build(**fiches):
        files = {f"content/initiatives/{slug}.md": text for slug, text in fiches.items()}
        return assemble(load_content(project(files), Report()), gazetteer)

    return build


def feature_collection(site):
    return json.loads(render_geojson(site))


def only_feature(site):
    [feature] = feature_collection(site)["features"]
    return feature


def test_longitude_comes_first_with_at_most_six_decimals(site_of, fiche):
    site = site_of(phare=fiche("latitude: 47.08123456789\nlongitude: 2.39876543210"))
    assert only_feature(site)["geometry"] == {
        "type": "Point", "coordinates": [2.398765, 47.081235]
    }


def test_a_feature_is_known_by_its_slug(site_of, fiche):
    assert only_feature(site_of(phare=fiche()))["id"] == "phare"


def test_a_collection_without_initiative_is_valid_and_has_no_box(site_of):
    assert feature_collection(site_of()) == {"type": "FeatureCollection", "features": []}


def test_the_box_is_west_south_east_north(site_of, fiche):
    site = site_of(
        bourges=fiche("latitude: 47.08\nlongitude: 2.4"),
        cayenne=fiche('commune: Cayenne\ndepartement: "973"\nlatitude: 4.93\nlongitude: -52.33'),
    )
    assert feature_collection(site)["bbox"] == [-52.33, 4.93, 2.4, 47.08]


def test_there_is_no_crs(site_of, fiche):
    assert "crs" not in feature_collection(site_of(phare=fiche()))


def test_properties_are_the_keys_of_the_model_in_order_then_the_derived_ones(site_of, fiche):
    names = list(only_feature(site_of(phare=fiche()))["properties"])
    keys = [declared.name for declared in keys_of(Initiative).values()]
    left_out = {"latitude", "longitude", "brouillon", "redirections"}
    assert names == [
        *(name for name in keys if name not in left_out),
        "thematique_nom", "departement_nom", "region", "position", "url",
    ]


def test_what_was_not_written_is_null_or_an_empty_list(site_of, fiche):
    properties = only_feature(site_of(phare=fiche()))["properties"]
    assert (properties["porteur"], properties["image"]) == (None, None)
    assert (properties["publics"], properties["thematiques_secondaires"]) == ([], [])


def test_places_are_resolved(site_of, fiche):
    header = 'code_insee: "18033"'
    site = site_of(phare=fiche(header, without=("commune", "departement")))
    properties = only_feature(site)["properties"]
    assert [properties[name] for name in (
        "commune", "departement", "code_insee", "departement_nom", "region", "position"
    )] == ["Bourges", "18", "18033", "Cher", "Centre-Val de Loire", "mairie"]


def test_written_coordinates_are_said_to_be_exact(site_of, fiche):
    site = site_of(phare=fiche("latitude: 47.08\nlongitude: 2.4"))
    assert only_feature(site)["properties"]["position"] == "exacte"


def test_the_address_of_the_fiche_is_absolute(site_of, fiche):
    site = site_of(phare=fiche())
    base = site.settings.url.rstrip("/")
    assert only_feature(site)["properties"]["url"] == f"{base}/initiatives/phare/"


def test_texts_are_as_their_authors_wrote_them(site_of, fiche):
    site = site_of(phare=fiche("titre: \"L'atelier : on répare !\""))
    assert only_feature(site)["properties"]["titre"] == "L'atelier : on répare !"


def test_drafts_are_absent(site_of, fiche):
    assert feature_collection(site_of(phare=fiche("brouillon: oui")))["features"] == []


def test_two_renderings_give_the_same_bytes_which_any_parser_reads(site_of, fiche):
    site = site_of(phare=fiche("titre: Café « Élan »"), velo=fiche())
    content = render_geojson(site)
    assert content == render_geojson(site)
    assert "Café « Élan »".encode() in content
    assert json.loads(content) == feature_collection(site)


@pytest.mark.parametrize(("value", "expected"), [
    (date(2024, 3, 1), "2024-03-01"),
    (PartialDate("2023-06"), "2023-06"),
    (Status.RUNNING, "en-cours"),
    (("a", Url("https://exemple.fr/")), ["a", "https://exemple.fr/"]),
    (None, None),
    (2019, 2019),
    (
        SourceReference(title="Rapport", date=PartialDate("2023")),
        {"titre": "Rapport", "editeur": None, "url": None, "date": "2023", "consulte_le": None},
    ),
], ids=["day", "partial date", "choice", "list", "nothing", "number", "group"])
def test_values_become_json_by_their_type(value, expected):
    assert json_value(value) == expected


def test_a_number_that_is_not_one_is_refused(site_of, fiche, monkeypatch):
    site = site_of(phare=fiche())
    monkeypatch.setattr(
        "ecoq.render.geojson.initiative_coordinates", lambda one: [float("nan"), 0.0]
    )
    with pytest.raises(ValueError, match="Out of range"):
        render_geojson(site)
