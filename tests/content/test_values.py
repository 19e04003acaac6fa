"""Kinds of values: what is read, what is refused, and what their JSON Schema says."""

from datetime import date

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoq.content import values
from ecoq.content.model import Image, LeadKind, Status
from ecoq.content.nodes import Scalar, parse_yaml
from ecoq.content.schema import Record
from ecoq.content.values import (
    Boolean,
    Choice,
    Date,
    Degrees,
    DepartmentCode,
    ListOf,
    PartialDate,
    SourceDate,
    Text,
    WebAddress,
    Whole,
    Year,
)
from ecoq.diagnostics import Location, Report, Unreadable

KINDS = (
    Text(1, 50), values.SLUG, values.COLOUR, values.INSEE_CODE, values.QPV_CODE, values.EMAIL,
    DepartmentCode(), Choice(Status), Boolean(), Degrees(90), Whole(), Year(), Date(),
    SourceDate(), WebAddress(),
)


def read(kind, written):
    return kind.decode(parse_yaml(written, "a.md"), Report())


def refusal(kind, written):
    with pytest.raises(Unreadable) as caught:
        read(kind, written)
    return caught.value.diagnostics[0]


@pytest.mark.parametrize(("kind", "written", "value"), [
    (Text(), "Le   Phare", "Le Phare"),
    (Text(), "|\n  Le\n  Phare\n", "Le Phare"),
    (DepartmentCode(), "01", "01"),
    (DepartmentCode(), "2a", "2A"),
    (DepartmentCode(), "974", "974"),
    (values.INSEE_CODE, "01000", "01000"),
    (values.INSEE_CODE, "2A004", "2A004"),
    (values.QPV_CODE, "QN03301M", "QN03301M"),
    (Choice(Status), "en-cours", Status.RUNNING),
    (Choice(LeadKind), "collectivite", LeadKind.LOCAL_AUTHORITY),
    (Boolean(), "oui", True),
    (Boolean(), "Non", False),
    (Boolean(), "true", True),
    (Degrees(90), "-12.5", -12.5),
    (Whole(), "12", 12),
    (Year(), "2019", 2019),
    (Date(), "2024-02-29", date(2024, 2, 29)),
    (SourceDate(), "2019", PartialDate("2019")),
    (SourceDate(), "2019-03", PartialDate("2019-03")),
    (SourceDate(), "2019-03-15", PartialDate("2019-03-15")),
    (WebAddress(), "https://exemple.fr:8080/a?b=c#d", "https://exemple.fr:8080/a?b=c#d"),
    (WebAddress(), "http://été.fr", "http://été.fr"),
    (values.EMAIL, "contact@exemple.fr", "contact@exemple.fr"),
    (values.COLOUR, '"#0859ac"', "#0859ac"),
])
def test_value_is_read(kind, written, value):
    assert read(kind, written) == value


@pytest.mark.parametrize(("kind", "written", "code", "hint"), [
    (DepartmentCode(), "1", "code-departement-invalide", "Écrivez 01."),
    (DepartmentCode(), "Cher", "code-departement-invalide", "18 pour le Cher"),
    (DepartmentCode(), "20 200", "code-departement-invalide", "2B"),
    (DepartmentCode(), "2A004", "code-departement-invalide", "2A"),
    (DepartmentCode(), "97400", "code-departement-invalide", "974"),
    (DepartmentCode(), "Paris 18", "code-departement-invalide", "deux chiffres"),
    (Degrees(90), "45,76", "nombre-invalide", "45.76"),
    (Degrees(90), ".nan", "nombre-invalide", "point"),
    (Degrees(90), "1e400", "nombre-invalide", "point"),
    (Degrees(90), "90.1", "nombre-hors-limites", "degrés"),
    (Whole(), "0", "nombre-invalide", "entier"),
    (Whole(), "-1", "nombre-invalide", "entier"),
    (Date(), "2024-02-30", "date-invalide", "AAAA-MM-JJ"),
    (Date(), "01/03/2024", "date-invalide", "2024-03-01"),
    (Date(), "2024-3-1", "date-invalide", "2024-03-01"),
    (Date(), "février 2024", "date-invalide", "2024-02-JJ"),
    (Date(), "30 février 2024", "date-invalide", "AAAA-MM-JJ"),
    (SourceDate(), "mars 2019", "date-de-source-invalide", "2019-03"),
    (SourceDate(), "été 2019", "date-de-source-invalide", "AAAA-MM"),
    (SourceDate(), "2019-13", "date-de-source-invalide", "AAAA-MM"),
    (Year(), "19", "annee-invalide", "quatre chiffres"),
    (Choice(Status), "en cours", "valeur-inconnue", "« en-cours »"),
    (Choice(Status), "zzz", "valeur-inconnue", "en-projet, en-cours, terminee, inconnu"),
    (Boolean(), "peut-être", "oui-ou-non", "oui ou non"),
    (WebAddress(), "www.exemple.fr", "adresse-web-invalide", "https://www.exemple.fr"),
    (WebAddress(), "javascript:alert(1)", "adresse-web-invalide", "https://"),
    (WebAddress(), "https://", "adresse-web-invalide", "https://"),
    (WebAddress(), "https://a b.fr", "adresse-web-invalide", "espace"),
    (WebAddress(), "https://moi:secret@exemple.fr", "adresse-web-invalide", "https://"),
    (WebAddress(), "https://exemple.fr:99999", "adresse-web-invalide", "https://"),
    (WebAddress(), "https://[::1", "adresse-web-invalide", "https://"),
    (values.EMAIL, "contact(at)exemple.fr", "adresse-mail-invalide", "contact@"),
    (values.SLUG, "Économie sociale", "identifiant-invalide", "economie-sociale"),
    (values.SLUG, "../../etc", "identifiant-invalide", "minuscules"),
    (values.QPV_CODE, "33-001", "code-qpv-invalide", "QP033001"),
    (values.COLOUR, "bleu", "couleur-invalide", "#0859ac"),
    (Text(3, 10), "ab", "texte-trop-court", "plus"),
    (Text(3, 10), "a" * 11, "texte-trop-long", "essentiel"),
    (Text(), "[a, b]", "texte-attendu", "sans tiret"),
    (Text(), "{a: {b: c}}", "texte-attendu", "même ligne"),
    (Text(), "{Budget: 12}", "deux-points", '"Budget : 12"'),
    (ListOf(Text()), "a, b", "liste-attendue", "« - a »"),
    (ListOf(Text(), minimum=1), "[]", "liste-vide", "tiret"),
    (ListOf(Text()), "[a, a]", "valeur-en-double", "un seul"),
    (ListOf(Text(), example="jeunes"), "- ", "element-vide", "« - jeunes »"),
    (ListOf(Text()), "[" + "a," * 301 + "]", "liste-trop-longue", "essentiel"),
])
def test_value_is_refused_with_the_remedy(kind, written, code, hint):
    found = refusal(kind, written)
    assert found.code == code
    assert hint in found.hint


def test_all_items_at_fault_are_told():
    with pytest.raises(Unreadable) as caught:
        read(ListOf(Year()), "- 19\n- 2019\n- x")
    assert [found.location.line for found in caught.value.diagnostics] == [1, 3]


@pytest.mark.parametrize(("written", "code"), [
    ("Le <b>Phare</b>", "html-dans-un-champ"),
    ("Le Phare &amp; fils", "html-dans-un-champ"),
    ("“Le Phare”", "guillemets-typographiques"),
])
def test_unwise_text_is_read_with_a_warning(written, code):
    report = Report()
    assert Text().decode(parse_yaml(written, "a.md"), report) == written
    assert [found.code for found in report.diagnostics] == [code]


@pytest.mark.parametrize("written", ["3 < 4", "AT&T", "« Le Phare »", "R&D : a"])
def test_signs_of_ordinary_text_are_no_html(written):
    report = Report()
    Text().decode(Scalar(written, Location("a.md")), report)
    assert report.diagnostics == ()


@given(st.sampled_from(KINDS), st.text("0123456789-./:,ABQPN#aeé@ \n\\x<>&", max_size=30))
def test_any_text_is_a_value_or_one_diagnostic(kind, text):
    try:
        kind.decode(Scalar(text, Location("a.md")), Report())
    except Unreadable as unreadable:
        assert len(unreadable.diagnostics) == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
def test_json_schema_is_valid(kind):
    jsonschema.Draft202012Validator.check_schema(ListOf(kind).json_schema())


@pytest.mark.parametrize(("kind", "schema"), [
    (Text(3, 120), {"type": "string", "minLength": 3, "maxLength": 120}),
    (values.COLOUR, {"type": "string", "pattern": "^(?:#[0-9a-f]{6})$"}),
    (DepartmentCode(), {
        "type": "string", "pattern": r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AaBb]|9[78]\d)",
    }),
    (Choice(Status), {
        "type": "string", "enum": ["en-projet", "en-cours", "terminee", "inconnu"],
    }),
    (Boolean(), {"enum": [True, False, "oui", "true", "non", "false"]}),
    (Degrees(90), {"type": "number", "minimum": -90, "maximum": 90}),
    (Whole(), {"type": "integer", "minimum": 1, "maximum": 9999}),
    (Year(), {"type": "integer", "minimum": 1950, "maximum": 9999}),
    (Date(), {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
    (SourceDate(), {
        "type": ["string", "integer"], "minimum": 1000, "maximum": 2999,
        "pattern": r"^[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?$",
    }),
    (WebAddress(), {
        "type": "string", "format": "uri", "maxLength": 2000,
        "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"]+$",
    }),
    (ListOf(Boolean(), maximum=3), {
        "type": "array", "items": Boolean().json_schema(), "uniqueItems": True, "maxItems": 3,
    }),
    (ListOf(Whole(), minimum=1), {
        "type": "array", "items": Whole().json_schema(), "uniqueItems": True, "maxItems": 300,
        "minItems": 1,
    }),
], ids=lambda value: type(value).__name__)
def test_other_tools_are_told_what_is_accepted(kind, schema):
    described = kind.json_schema()
    assert {key: list(described[key]) if key == "enum" else described[key] for key in described} \
        == schema


@pytest.mark.parametrize(("kind", "written", "old", "new"), [
    (DepartmentCode(), "1", "1", "01"),
    (Degrees(90), "-45,76", "-45,76", "-45.76"),
    (Date(), "1/3/2024", "1/3/2024", "2024-03-01"),
    (Date(), "29.02.2024", "29.02.2024", "2024-02-29"),
    (SourceDate(), "15-03-2019", "15-03-2019", "2019-03-15"),
    (Choice(Status), "En cours", "En cours", "en-cours"),
    (WebAddress(), "www.exemple.fr/a", "www.exemple.fr/a", "https://www.exemple.fr/a"),
    (values.SLUG, "Économie sociale", "Économie sociale", "economie-sociale"),
    (values.QPV_CODE, "qp 033001", "qp 033001", "QP033001"),
    (values.COLOUR, '"#0859AC"', "#0859AC", "#0859ac"),
])
def test_what_was_meant_can_be_mended(kind, written, old, new):
    (repair,) = refusal(kind, written).repairs
    assert (repair.location, repair.old, repair.new) == (Location("a.md"), old, new)


@pytest.mark.parametrize(("kind", "written"), [
    (DepartmentCode(), "99"), (DepartmentCode(), "10 bis"), (Degrees(90), "45°N"),
    (Date(), "30/02/2024"), (Date(), "12/2024"), (SourceDate(), "31-11-2019"),
    (WebAddress(), "exemple"), (values.QPV_CODE, "033001"), (values.COLOUR, "BLEU"),
    (Choice(Status), "zzz"),
])
def test_what_cannot_be_guessed_is_left_to_its_author(kind, written):
    assert refusal(kind, written).repairs == ()


@pytest.mark.parametrize(("kind", "written", "hint"), [
    (DepartmentCode(), "1", "Écrivez 01."),
    (Degrees(90), "45,76", "Écrivez un point : 45.76"),
    (Whole(), "0", "Écrivez un nombre entier, par exemple 1."),
    (Date(), "01/03/2024", "Écrivez-la ainsi : 2024-03-01"),
    (Date(), "30/02/2024", "Écrivez AAAA-MM-JJ, par exemple 2024-03-01."),
    (WebAddress(), "exemple.fr", "Ajoutez https:// devant : https://exemple.fr"),
    (values.COLOUR, '"#ABCDEF"', "Écrivez #abcdef"),
])
def test_remedy_is_said_in_these_words(kind, written, hint):
    assert refusal(kind, written).hint == hint


@pytest.mark.parametrize(("kind", "written"), [
    (DepartmentCode(), "Cher"), (Degrees(90), "nord"), (Degrees(90), "90.1"), (Whole(), "zéro"),
    (Year(), "19"), (Date(), "hier"), (SourceDate(), "été 2019"), (Choice(Status), "zzz"),
    (Boolean(), "peut-être"), (WebAddress(), "chez nous"), (values.EMAIL, "chez nous"),
    (values.COLOUR, "bleu"),
])
def test_refusal_quotes_its_author_and_knows_its_place(kind, written):
    found = refusal(kind, written)
    assert f"« {written} »" in found.message or written in found.message
    assert found.location == Location("a.md")


@pytest.mark.parametrize(("kind", "written"), [
    (Degrees(90), "90"), (Degrees(90), "-90"), (Degrees(180), "180.0"), (Text(3, 10), "abc"),
    (Text(3, 10), "a" * 10), (ListOf(Whole(), maximum=2), "[1, 2]"),
    (ListOf(Whole(), minimum=2), "[1, 2]"), (WebAddress(), "https://exemple.fr/" + "a" * 1981),
    (WebAddress(), "https://exemple.fr:65535/"), (SourceDate(), "1000"), (SourceDate(), "2999"),
])
def test_bound_itself_is_accepted(kind, written):
    read(kind, written)


@pytest.mark.parametrize(("kind", "written"), [
    (WebAddress(), "https://exemple.fr/" + "a" * 1982), (WebAddress(), "https://exemple.fr:65536/"),
    (SourceDate(), "3000"), (SourceDate(), "2019-02-30"), (SourceDate(), "2019-3-01"),
    (Degrees(90), "-90.0001"),
])
def test_just_beyond_the_bound_is_refused(kind, written):
    assert refusal(kind, written)


@pytest.mark.parametrize(("kind", "written", "words"), [
    (Degrees(90), "90.1", "« 90.1 » n'est pas entre -90 et 90"),
    (Text(3, 10), "ab", "au moins 3 caractères ; ce texte en fait 2"),
    (Text(3, 10), "a" * 11, "au plus 10 caractères ; ce texte en fait 11"),
    (ListOf(Whole(), maximum=2), "[1, 2, 3]", "3 éléments ; il en faut au plus 2"),
])
def test_bounds_are_told(kind, written, words):
    assert words in refusal(kind, written).message


def test_colon_that_makes_a_key_of_a_text_can_be_quoted():
    found = refusal(Text(), "{Budget: 12}")
    assert [(repair.location, repair.old, repair.new) for repair in found.repairs] == [
        (Location("a.md"), "Budget : 12", "Budget : 12"),
        (Location("a.md"), "Budget: 12", "Budget: 12"),
    ]
    assert found.location == Location("a.md")


@pytest.mark.parametrize(("written", "words"), [
    ("[a, b]", "une liste"), ("{a: {b: c}}", "un groupe de champs"),
])
def test_what_stands_in_place_of_a_text_is_named(written, words):
    found = refusal(Text(), written)
    assert words in found.message
    assert found.location == Location("a.md")


def test_pair_on_two_lines_is_no_text_with_a_colon():
    assert refusal(Text(), "Budget:\n  12").code == "texte-attendu"


def test_two_pairs_are_no_text_with_a_colon():
    assert refusal(Text(), "{a: b, c: d}").code == "texte-attendu"


def test_double_is_quoted_and_a_group_that_is_one_is_not():
    assert "« a »" in refusal(ListOf(Text()), "[a, b, a]").message
    images = "{fichier: a.jpg, alt: abc, credit: Ville, licence: CC0}"
    twice = refusal(ListOf(Record(Image)), f"[{images}, {images}]")
    assert "cet élément" in twice.message


def test_example_of_a_list_is_made_of_what_was_written():
    assert "« - jeunes »" in refusal(ListOf(Text()), "jeunes, femmes").hint
    assert "« - réparation »" in refusal(ListOf(Text(), example="réparation"), "{a: b}").hint


def test_quotes_of_a_typesetter_can_be_taken_off():
    report = Report()
    Text().decode(parse_yaml("“ Le Phare ”", "a.md"), report)
    (found,) = report.diagnostics
    (repair,) = found.repairs
    assert (repair.location, repair.old, repair.new) == (
        Location("a.md"), "“ Le Phare ”", "Le Phare",
    )
    assert "“…”" in found.message


def test_tag_in_a_text_is_quoted_where_it_stands():
    report = Report()
    Text().decode(parse_yaml("Le <b>Phare</b>", "a.md"), report)
    (found,) = report.diagnostics
    assert "<b>" in found.message
    assert found.location == Location("a.md")


@pytest.mark.parametrize(("host", "is_one"), [
    ("exemple.fr", True), ("www.exemple.fr:8080", True), ("EXEMPLE.fr", True),
    ("xn--t-9fab.fr", True), ("exemple.fr:", False), ("exemple.fr:0", False),
    ("exemple.fr:65536", False), ("moi@exemple.fr", False), ("exemple", False),
    ("еxemple.fr", False), ("a" * 64 + ".fr", False), ("127.0.0.1", False),
    ("a." * 126 + "f", False), ("a." * 125 + "fr", True), ("a." * 126 + "fr", False),
], ids=range(15))
def test_host_reads_as_what_it_is(host, is_one):
    assert values.is_plain_host(host) is is_one


@pytest.mark.parametrize("address", [
    "https://exemple.fr/a<b", "https://exemple.fr/a>b", "https://exemple.fr/a`b",
    "https://exemple.fr/{a", "https://exemple.fr/a|b", "https://exemple.fr/a^b",
    'https://exemple.fr/"a', "https://exemple.fr/a\\b", "https://exemple.fr/a b",
])
def test_address_holds_no_sign_that_browsers_read_otherwise(address):
    with pytest.raises(Unreadable):
        WebAddress().decode(Scalar(address, Location("a.md")), Report())


def test_character_that_came_in_as_a_code_is_named_with_the_remedy():
    found = refusal(Text(), r'"Le \u202ePhare"')
    assert "U+202E" in found.message
    assert found.hint == (
        "Il vient d'un code « \\… » : entre guillemets doubles, écrivez « \\\\ » pour "
        "une barre oblique inverse."
    )
    assert found.location == Location("a.md")


def test_example_is_shown_where_nothing_can_be_guessed():
    assert "economie-sociale-et-solidaire" in refusal(values.SLUG, "???").hint
