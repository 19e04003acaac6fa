"""Kinds of values: what is read, what is refused, and what their JSON Schema says."""

from datetime import date

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoq.content import values
from ecoq.content.model import LeadKind, Status
from ecoq.content.nodes import Scalar, parse_yaml
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
    (DepartmentCode(), "Cher", "code-departement-invalide", "deux chiffres"),
    (Degrees(90), "45,76", "nombre-invalide", "45.76"),
    (Degrees(90), ".nan", "nombre-invalide", "point"),
    (Degrees(90), "1e400", "nombre-invalide", "point"),
    (Degrees(90), "90.1", "nombre-hors-limites", "degrés"),
    (Whole(), "0", "nombre-invalide", "entier"),
    (Whole(), "-1", "nombre-invalide", "entier"),
    (Date(), "2024-02-30", "date-invalide", "AAAA-MM-JJ"),
    (Date(), "01/03/2024", "date-invalide", "2024-03-01"),
    (Date(), "2024-3-1", "date-invalide", "AAAA-MM-JJ"),
    (SourceDate(), "mars 2019", "date-de-source-invalide", "AAAA-MM"),
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
