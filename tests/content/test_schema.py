"""Models declare their keys once; decoding and the JSON Schema follow."""

import jsonschema
import pytest
import yaml

from ecoq.content.frontmatter import Body
from ecoq.content.model import Centre, Image, Initiative, Issue, Page, Settings, Term, Theme
from ecoq.content.nodes import parse_yaml
from ecoq.content.schema import Origin, decode, keys_of, object_schema
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
    known = {"slug": "a", "origin": Origin(node, Initiative), "body": Body("", "a.md", 1)}
    if is_accepted:
        assert decode(Initiative, node, Report(), **known).title == "Le Phare"
    else:
        with pytest.raises(Unreadable):
            decode(Initiative, node, Report(), **known)
