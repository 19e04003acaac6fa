"""The open data: what validators that we did not write, and spreadsheets, make of it."""

import csv
import io
import json
from datetime import date

import jsonschema
import openpyxl
import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report, Severity
from ecoq.render.geojson import initiative_properties
from ecoq.render.open_data.columns import find_columns, join_list
from ecoq.render.open_data.schema import render_json_schema, render_table_schema
from ecoq.render.open_data.table import format_cell, render_csv
from ecoq.render.open_data.workbook import render_workbook
from ecoq.site.assemble import assemble

TWO_SOURCES = (
    "sources:\n  - titre: Un rapport\n    date: 2019-03\n"
    "  - titre: Une page\n    url: https://exemple.fr/p"
)


@pytest.fixture
def site_of(project, gazetteer):
    def build(**fiches):
        files = {f"content/initiatives/{slug}.md": text for slug, text in fiches.items()}
        return assemble(load_content(project(files), Report()), gazetteer)

    return build


def rows(site):
    return list(csv.DictReader(io.StringIO(render_csv(site).decode(), newline="")))


def test_the_columns_are_all_the_properties_of_the_geojson(site_of, fiche):
    site = site_of(phare=fiche())
    names = [column.name for column in find_columns()]
    for name in initiative_properties(site.initiatives[0], site.settings.url):
        assert name in names or any(
            column.startswith(f"{name}_") for column in names
        )
    assert len(names) == len(set(names))


def test_lists_are_joined_and_sources_run_in_parallel(site_of, fiche):
    [row] = rows(site_of(phare=fiche(f"publics: [jeunes, femmes]\n{TWO_SOURCES}")))
    assert row["publics"] == "jeunes | femmes"
    assert row["sources_titre"] == "Un rapport | Une page"
    assert row["sources_date"] == "2019-03 | "
    assert row["sources_url"] == " | https://exemple.fr/p"
    assert row["sources_editeur"] == ""


def test_a_bar_inside_an_item_is_escaped():
    assert join_list(["a|b", "c"]) == "a\\|b | c"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_text_that_looks_like_a_formula_is_defused(sign):
    assert format_cell(f"{sign}1+1") == f"'{sign}1+1"


def test_a_negative_number_is_no_formula():
    assert format_cell(-1.5) == "-1.5"


def test_the_csv_has_no_byte_order_mark_and_crlf_line_ends(site_of, fiche):
    data = render_csv(site_of(phare=fiche()))
    assert data.startswith(b"id,")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_the_workbook_holds_text_numbers_and_dates_never_a_formula(site_of, fiche):
    site = site_of(phare=fiche(
        'titre: "=1+1 dit le phare"\nannee_debut: 2019\nverifie_le: 2024-03-01'
    ))
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(site)))
    heading, values = book["Initiatives"].iter_rows(values_only=True)
    row = dict(zip(heading, values, strict=True))
    assert book["Initiatives"]["B2"].data_type == "s"
    assert (row["titre"], row["annee_debut"]) == ("=1+1 dit le phare", 2019)
    assert row["verifie_le"].date() == date(2024, 3, 1)
    assert row["departement"] == "18"


def test_the_workbook_is_the_same_each_time(site_of, fiche):
    site = site_of(phare=fiche())
    assert render_workbook(site) == render_workbook(site)


def test_the_table_schema_describes_each_column_once(site_of):
    schema = json.loads(render_table_schema(site_of()))
    assert [field["name"] for field in schema["fields"]] == [c.name for c in find_columns()]
    assert all(field["title"] for field in schema["fields"])


HEADER = {
    "titre": "Le Phare", "resume": "Un atelier partagé où les habitants réparent leurs vélos.",
    "thematique": "numerique", "commune": "Bourges", "departement": "18", "statut": "en-cours",
    "sources": [{"titre": "Rapport d'activité 2023"}],
}


@pytest.mark.parametrize(("changes", "is_good"), [
    pytest.param({}, True, id="minimal"),
    pytest.param({"annee_debut": 2019, "publics": ["jeunes"]}, True, id="optional keys"),
    pytest.param({"commune": None, "departement": None, "code_insee": "18033"}, True, id="code"),
    pytest.param({"latitude": 47.08, "longitude": 2.4}, True, id="both coordinates"),
    pytest.param({"statut": "terminee", "annee_fin": 2020}, True, id="an end"),
    pytest.param({"site": "https://exemple.fr"}, True, id="address"),
    pytest.param({"brouillon": "oui"}, True, id="draft"),
    pytest.param({"centre": "labo-cites"}, True, id="centre"),
    pytest.param({"titre": None}, False, id="no title"),
    pytest.param({"titre": "Le"}, False, id="title too short"),
    pytest.param({"resume": "Trop court."}, False, id="summary too short"),
    pytest.param({"commune": None, "departement": None}, False, id="nowhere"),
    pytest.param({"latitude": 47.08}, False, id="one coordinate"),
    pytest.param({"latitude": 147, "longitude": 2.4}, False, id="latitude out of range"),
    pytest.param({"statut": "en-cours", "annee_fin": 2020}, False, id="running and ended"),
    pytest.param({"statut": "peut-etre"}, False, id="unknown status"),
    pytest.param({"thematique": "magie"}, False, id="unknown theme"),
    pytest.param({"thematiques_secondaires": ["magie"]}, False, id="unknown secondary theme"),
    pytest.param({"centre": "nulle-part"}, False, id="unknown centre"),
    pytest.param({"sources": []}, False, id="no source"),
    pytest.param({"sources": [{"url": "https://exemple.fr"}]}, False, id="source without title"),
    pytest.param({"publics": "jeunes"}, False, id="text for a list"),
    pytest.param({"publics": ["jeunes", "jeunes"]}, False, id="double"),
    pytest.param({"site": "exemple.fr"}, False, id="address without scheme"),
    pytest.param({"couleur": "bleu"}, False, id="unknown key"),
    pytest.param({"verifie_le": "2024-13-01"}, False, id="no such day"),
    pytest.param({"departement": "96"}, False, id="no such département"),
    pytest.param({"code_qpv": "XX"}, False, id="not a QPV code"),
    pytest.param({"annee_debut": 1900}, False, id="too early"),
    pytest.param({"contact": "pas une adresse"}, False, id="not an e-mail"),
])
def test_the_json_schema_and_check_agree(project, review, gazetteer, changes, is_good):
    header = {key: value for key, value in {**HEADER, **changes}.items() if value is not None}
    # JSON is YAML: the same header, read by both.
    lines = "\n".join(f"{key}: {json.dumps(value)}" for key, value in header.items())
    root = project({"content/initiatives/phare.md": f"---\n{lines}\n---\n\n{'mot ' * 50}\n"})
    errors = [one for one in review(root).diagnostics if one.severity is Severity.ERROR]
    empty = assemble(load_content(project({"content/initiatives/phare.md": "x"}), Report()),
                     gazetteer)
    validator = jsonschema.Draft202012Validator(
        json.loads(render_json_schema(empty)), format_checker=jsonschema.FormatChecker()
    )
    found = list(validator.iter_errors(header))
    assert (not errors, not found) == (is_good, is_good), (errors, found)


def test_the_json_schema_meets_its_meta_schema(site_of):
    jsonschema.Draft202012Validator.check_schema(json.loads(render_json_schema(site_of())))
