"""Models declare their keys once; decoding and the JSON Schema follow."""

import dataclasses

import jsonschema
import pytest
import yaml

from ecoq.content.frontmatter import Body
from ecoq.content.model import Centre, Image, Initiative, Issue, Page, Settings, Term, Theme
from ecoq.content.nodes import MappingText, parse_yaml
from ecoq.content.schema import (
    Key,
    Origin,
    Record,
    decode,
    keys_of,
    names_of,
    object_schema,
)
from ecoq.content.schema import key as declare
from ecoq.content.source import Excerpt
from ecoq.content.values import Text
from ecoq.diagnostics import Location, Report, Unreadable

MODELS = (Initiative, Issue, Page, Theme, Centre, Term, Settings)

IMAGE = "fichier: a.jpg\nalt: La façade\ncredit: Ville\nlicence: CC0"


def problems(text):
    with pytest.raises(Unreadable) as caught:
        decode(Image, parse_yaml(text, "a.md"), Report())
    return [
        f"{found.code} {found.location.line}:{found.location.column}"
        for found in sorted(caught.value.diagnostics)
    ]


def test_keys_become_attributes():
    image = decode(Image, parse_yaml(IMAGE, "a.md"), Report())
    assert (image.file, image.alt, image.credit, image.licence) == (
        "a.jpg", "La façade", "Ville", "CC0",
    )


def test_all_problems_of_a_group_are_told_at_once():
    assert problems("fichier: A.gif\nalte: x\nlicence:") == [
        "champ-obligatoire 1:1", "champ-obligatoire 1:1", "image-introuvable 1:10",
        "champ-inconnu 2:1", "champ-vide 3:1",
    ]


def test_required_key_of_a_group_is_told_where_the_group_begins():
    assert problems(IMAGE.replace("alt: La façade\n", "")) == ["champ-obligatoire 1:1"]


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_optional_key_left_empty_counts_as_absent(nothing, fiche, project, diagnose):
    header = f"porteur: {nothing}\npublics: {nothing}\nbrouillon: {nothing}"
    assert diagnose(project({"content/initiatives/a.md": fiche(header)})) == []


def test_origin_finds_the_place_of_a_value_and_of_an_item():
    node = parse_yaml("titre: Le Phare\npublics:\n  - jeunes\n  - femmes", "a.md")
    origin = Origin(node, Initiative)
    assert origin.at("title") == Location("a.md", 1, 8)
    assert origin.at("audiences", 1) == Location("a.md", 4, 5)
    assert origin.at("summary") == origin.start


def test_origin_goes_into_a_group():
    node = parse_yaml("image:\n  fichier: a.jpg", "a.md")
    assert Origin(node, Initiative).inside("image", Image).at("file") == Location("a.md", 2, 12)


def test_thousands_of_unknown_keys_are_not_all_told():
    assert len(problems("\n".join(f"k{i}: x" for i in range(20_000)))) < 300


@pytest.mark.parametrize("model", MODELS)
def test_keys_are_french_ascii_and_lower_case(model):
    for key in keys_of(model).values():
        assert key.name.isascii()
        assert key.name == key.name.lower()
        assert "-" not in key.name
        assert key.label


@pytest.mark.parametrize("model", MODELS)
def test_example_of_a_required_key_can_be_pasted(model):
    """The hint about a missing key must not lead to another error."""
    for key in keys_of(model).values():
        if key.required and key.example != "…" and not key.example.startswith("["):
            key.kind.decode(parse_yaml(f"a: {key.example}", "a.md").find("a"), Report())


@pytest.mark.parametrize("model", MODELS)
def test_json_schema_is_valid(model):
    jsonschema.Draft202012Validator.check_schema(object_schema(model))


@pytest.mark.parametrize(("header", "is_accepted"), [
    ("", True), ("annee_debut: 2019\nlatitude: 47.08\nlongitude: 2.4", True),
    ("publics:\n  - jeunes", True), ("publics: jeunes", False), ("statut: en cours", False),
    ("thème: x", False), ("site: exemple.fr", False),
])
def test_json_schema_agrees_with_the_decoder(header, is_accepted, fiche):
    text = fiche(header).split("---\n")[1]
    schema = jsonschema.Draft202012Validator(object_schema(Initiative))
    assert schema.is_valid(yaml.safe_load(text)) is is_accepted
    node = parse_yaml(text, "a.md")
    body = Body(Excerpt.of(""), "a.md", 1)
    known = {"slug": "a", "origin": Origin(node, Initiative), "body": body}
    if is_accepted:
        assert decode(Initiative, node, Report(), **known).title == "Le Phare"
    else:
        with pytest.raises(Unreadable):
            decode(Initiative, node, Report(), **known)


def declared(**more):
    """The field of a model whose one key is « titre »."""
    return declare("titre", Text(3, 120), "Titre", **more)


def test_key_is_declared_with_what_people_are_told_of_it():
    field = declared(required=True, help="Le nom.", example="Le Phare")
    assert field.metadata["key"] == Key(
        "titre", Text(3, 120), "Titre", "Le nom.", "Le Phare", required=True
    )
    assert field.default is dataclasses.MISSING


def test_key_is_optional_without_help_unless_it_is_said():
    field = declared()
    assert field.metadata["key"] == Key("titre", Text(3, 120), "Titre", "", "…", required=False)
    assert field.default is None


def test_optional_key_has_the_value_of_its_declaration():
    assert declared(default=()).default == ()


def test_origin_gives_a_text_as_it_was_written():
    node = parse_yaml("titre: 01\npublics: [a]", "a.md")
    origin = Origin(node, Initiative)
    assert origin.written("title") == "01"
    assert origin.written("audiences") == origin.written("summary") == ""


def test_origin_of_a_group_that_is_not_there_is_that_of_the_whole():
    origin = Origin(parse_yaml("titre: a\nimage: photo.jpg", "a.md"), Initiative)
    assert origin.inside("image", Image) is origin


def test_index_of_what_is_no_list_is_the_place_of_the_value():
    origin = Origin(parse_yaml("publics: jeunes", "a.md"), Initiative)
    assert origin.at("audiences", 0) == Location("a.md", 1, 10)


def test_origin_reads_again_the_text_that_was_kept():
    kept = MappingText(Excerpt.of("titre: a\npublics: [b]"), 2, Location("a.md", 2))
    origin = Origin(kept, Initiative)
    assert origin.at("audiences", 0) == Location("a.md", 3, 11)
    assert (origin.path, origin.start) == ("a.md", Location("a.md", 2))


def only_problem(model, text):
    with pytest.raises(Unreadable) as caught:
        decode(model, parse_yaml(text, "a.md"), Report())
    (found,) = caught.value.diagnostics
    return found


@pytest.mark.parametrize(("written", "hint"), [
    ("licences", "Vouliez-vous dire « licence » ?"),
    ("zzz", "Champs possibles : fichier, alt, credit, licence."),
])
def test_unknown_key_is_not_renamed_beside_the_one_that_was_meant(written, hint):
    found = only_problem(Image, f"{IMAGE}\n{written}: CC0")
    assert (found.code, found.hint, found.repairs) == ("champ-inconnu", hint, ())
    assert f"« {written} »" in found.message


def test_misspelt_key_can_be_renamed():
    with pytest.raises(Unreadable) as caught:
        decode(Image, parse_yaml(IMAGE.replace("licence", "Licence"), "a.md"), Report())
    (repair,) = [one for found in caught.value.diagnostics for one in found.repairs]
    assert (repair.location, repair.old, repair.new) == (
        Location("a.md", 4, 1), "Licence", "licence",
    )


def test_two_hundred_keys_are_read_and_no_more():
    assert len(problems("\n".join(f"k{i}: x" for i in range(201)))) == 200 + 4


def test_empty_required_key_shows_an_example():
    found = only_problem(Image, IMAGE.replace("credit: Ville", "credit:"))
    assert found.message == "Le champ « credit » est vide."
    assert "« credit: Ville de Bourges »" in found.hint
    assert found.location == Location("a.md", 3, 1)


def test_group_is_expected_with_its_keys():
    with pytest.raises(Unreadable) as caught:
        Record(Image).decode(parse_yaml("photo.jpg", "a.md"), Report())
    (found,) = caught.value.diagnostics
    assert found.location == Location("a.md")
    assert "un texte" in found.message
    assert "fichier, alt, credit, licence" in found.hint


def test_group_adds_what_is_unwise_in_it_to_the_report():
    report = Report()
    Record(Image).decode(parse_yaml(IMAGE.replace("La façade", "La <b>façade</b>"), "a.md"), report)
    assert [found.code for found in report.found] == ["html-dans-un-champ"]


def test_other_tools_are_told_the_keys_of_a_group():
    schema = Record(Image).json_schema()
    assert schema["type"] == "object"
    assert schema["required"] == ["fichier", "alt", "credit", "licence"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["alt"] == {
        "title": "Description", "type": "string", "minLength": 3, "maxLength": 250,
        "description": "Ce que l'on voit, pour qui ne voit pas l'image.",
    }


def test_keys_are_named_in_their_order():
    assert names_of(Image) == "fichier, alt, credit, licence"
