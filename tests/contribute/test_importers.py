"""Tables and maps of others, as they really come, made into fiches."""

import io
import json
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from ecoq.cli import cli
from ecoq.content.load import load_content
from ecoq.contribute.importers.maps import read_json
from ecoq.contribute.importers.plan import plan_import, read_table
from ecoq.contribute.importers.rows import UnreadableFile
from ecoq.contribute.importers.tables import read_csv, read_xlsx
from ecoq.contribute.importers.values import clean, split_items, split_list
from ecoq.contribute.trial import Surroundings
from ecoq.diagnostics import Report
from ecoq.render.geojson import render_geojson
from ecoq.render.open_data.columns import join_list
from ecoq.render.open_data.table import render_csv
from ecoq.render.open_data.workbook import render_workbook
from ecoq.site.assemble import assemble

CONTENT = Path(__file__).parents[2] / "content"
TEXT = "Un atelier où les voisins réparent leurs vélos, chaque samedi, avec deux mécaniciens. " * 4
CSV = (
    "Nom;Résumé;Thème;Structure;Ville;CP;Lat;Lng;État;Année;Publics;Site internet;Source;Zut;"
    "Description\n"
    "Le Phare;Un atelier partagé où les habitants réparent leurs vélos.;Numérique;Le Phare;"
    'Bourges;18000;47,08;2,40;En cours;depuis 2019;jeunes;www.exemple.fr;Rapport;x;"' + TEXT
    + '"\n'
)
FOLDER = "content/initiatives"


@pytest.fixture
def importing(project):
    """Run « ecoq import » on a file."""
    root = project({})

    def run(name, data, *options):
        file = root / name
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        result = CliRunner().invoke(cli, ["import", str(file), "--root", str(root), *options])
        return root, result

    return run


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_spreadsheets_of_all_kinds_are_read(encoding, delimiter, importing, diagnose):
    root, result = importing("liste.csv", CSV.replace(";", delimiter).encode(encoding))
    assert result.exit_code == 0, result.output
    assert diagnose(root) == []
    text = (root / FOLDER / "le-phare-bourges.md").read_text()
    for line in ("titre: Le Phare", "thematique: numerique", "porteur: Le Phare",
                 'departement: "18"', "latitude: 47.08", "longitude: 2.40", "statut: en-cours",
                 "annee_debut: 2019", "site: https://www.exemple.fr", "  - titre: Rapport",
                 "  - jeunes"):
        assert line in text.split("\n")


def test_what_is_not_taken_is_said_with_its_reason(importing):
    lines = CSV.split("\n")
    bad = lines[1].replace("Le Phare;", "La Lanterne;", 1).replace("Bourges", "Bourge")
    root, result = importing("liste.csv", "\n".join([lines[0], bad, lines[1], ""]))
    assert result.exit_code == 1
    assert "ligne 2 (La Lanterne) : non reprise" in result.output
    assert "Vouliez-vous dire « Bourges »" in result.output
    assert "colonne « Zut » : non reprise" in result.output
    assert [path.name for path in (root / FOLDER).iterdir()] == ["le-phare-bourges.md"]


def test_dry_run_writes_nothing(importing):
    root, result = importing("liste.csv", CSV, "--dry-run")
    assert result.exit_code == 0
    assert "serait écrite" in result.output
    assert not (root / FOLDER).exists()


def test_the_same_file_again_adds_and_replaces_nothing(importing):
    root, _ = importing("liste.csv", CSV)
    path = root / FOLDER / "le-phare-bourges.md"
    path.write_text(path.read_text().replace("Rapport", "Rapport relu"))
    _, result = importing("liste.csv", CSV)
    assert result.exit_code == 0
    assert "passée" in result.output
    assert "Rapport relu" in path.read_text()


def test_a_renamed_initiative_is_known_by_its_source_id(importing):
    element = {
        "id": "aB3", "name": "Le Phare", "abstract": "Un atelier partagé où l'on répare ses vélos.",
        "description": TEXT, "geo": {"latitude": 47.08, "longitude": 2.4},
        "address": {"streetAddress": "2 rue des Prés", "addressLocality": "Bourges",
                    "postalCode": "18000"},
        "categories": ["Numérique"], "website": "https://exemple.fr", "status": "en cours",
    }
    options = ("--defaut", "sources_titre=Carte des voisins")
    root, result = importing("carte.json", json.dumps({"data": [element]}), *options)
    assert result.exit_code == 0, result.output
    text = (root / FOLDER / "le-phare-bourges.md").read_text()
    assert text.startswith("---\n# Importé de gogocarto : aB3\ntitre: Le Phare\n")
    assert "adresse: 2 rue des Prés" in text
    element["name"] = "Le Grand Phare"
    _, result = importing("carte.json", json.dumps({"data": [element]}), *options)
    assert "« le-phare-bourges » existe déjà" in result.output
    assert len(list((root / FOLDER).iterdir())) == 1


def test_source_id_survives_the_formatter(importing):
    root, _ = importing("carte.json", json.dumps([{"id": 7, "nom": "Le Phare", "ville": "Bourges",
        "cp": "18000", "theme": "numerique", "statut": "inconnu", "source": "Carte",
        "description": TEXT}]))
    assert CliRunner().invoke(cli, ["fmt", "--check", "--root", str(root)]).exit_code == 0


def test_umap_backup_with_layers_markup_and_shapes(importing, diagnose):
    backup = {"type": "umap", "properties": {"name": "Carte"}, "layers": [{
        "type": "FeatureCollection", "_umap_options": {"name": "Numérique"}, "features": [
            {"type": "Feature", "id": "xY12z", "geometry": {"type": "Point",
             "coordinates": [2.4, 47.08]},
             "properties": {"name": "Le Phare", "ville": "Bourges", "cp": "18000",
                            "statut": "inconnu", "source": "Carte", "_umap_options": {"color": "r"},
                            "description": f"{TEXT}[[https://exemple.fr|le site]]"
                                           "{{https://exemple.fr/a.jpg}}<br>Fin."}},
            {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []},
             "properties": {"name": "Zone"}},
        ],
    }]}
    root, result = importing("carte.umap", json.dumps(backup))
    assert result.exit_code == 1
    assert "Polygon au lieu d'un point" in result.output
    assert diagnose(root) == []
    text = (root / FOLDER / "le-phare-bourges.md").read_text()
    assert "thematique: numerique" in text
    assert "[le site](https://exemple.fr)\nFin." in text
    assert "a.jpg" not in text


def test_workbook_with_dates_and_numbers():
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Année", "Vérifié le", "Actif"])
    book.active.append(["Le Phare", 2019.0, date(2024, 3, 1), True])
    data = io.BytesIO()
    book.save(data)
    book.close()
    (row,) = read_xlsx(data.getvalue()).rows
    assert row.cells == {
        "Nom": "Le Phare", "Année": "2019", "Vérifié le": "2024-03-01", "Actif": "oui",
    }


@pytest.mark.parametrize(("read", "data"), [
    (read_csv, b""), (read_csv, b"seul\nun\n"), (read_xlsx, b"PK rien"), (read_json, b"{"),
    (read_json, b"3"), (read_json, b'{"a": NaN}'), (read_json, b"[" * 100_000),
    (read_json, b'{"type": "Topology"}'),
])
def test_unreadable_files_are_refused(read, data):
    with pytest.raises(UnreadableFile):
        read(data)


def test_first_sentences_stand_for_a_missing_summary(importing):
    lines = CSV.replace("Résumé;", "").replace(
        "Un atelier partagé où les habitants réparent leurs vélos.;", ""
    ).replace("Un atelier où", "Bien. Un atelier où", 1)
    root, result = importing("liste.csv", lines)
    assert result.exit_code == 0, result.output
    assert "\nresume: Bien. Un atelier où les voisins" in (
        root / FOLDER / "le-phare-bourges.md"
    ).read_text()


def test_default_of_an_unknown_key_is_refused(importing):
    _, result = importing("liste.csv", CSV, "--defaut", "zut=1")
    assert result.exit_code == 2
    assert "Champs : titre" in result.output


def test_unknown_format_is_one_line(importing):
    _, result = importing("liste.doc", "x")
    assert result.exit_code == 2
    assert "formats lus" in result.output


def test_two_rows_alike_are_pointed_at(importing):
    lines = CSV.split("\n")
    other = lines[1].replace("Le Phare;", "Le Phare !;", 1).replace("Bourges;", "BOURGES;")
    _, result = importing("liste.csv", "\n".join([lines[0], lines[1], other, ""]))
    assert "« le-phare-bourges » existe déjà" in result.output


@pytest.mark.parametrize(("cell", "items"), [
    ("jeunes | femmes", ["jeunes", "femmes"]), ("jeunes ; femmes", ["jeunes", "femmes"]),
    ("jeunes\nfemmes", ["jeunes", "femmes"]), ("jeunes, femmes", ["jeunes, femmes"]), ("", []),
])
def test_lists_in_one_cell(cell, items):
    assert split_list(cell) == items


@pytest.mark.parametrize("items", [["a"], ["a", "b"], ["a|b", "c\\d"], ["", "b"], ["a", ""]])
def test_lists_of_our_tables_come_back(items):
    assert split_items(join_list(items)) == items


def test_markup_of_others_is_taken_off():
    assert clean("<p>Bonjour&nbsp;!</p><script>x</script>\u200b") == "Bonjour\xa0!\nx"


@pytest.mark.parametrize(("name", "render"), [
    ("a.geojson", render_geojson), ("a.csv", render_csv), ("a.xlsx", render_workbook),
])
def test_export_import_export_gives_the_same(name, render, tmp_path, gazetteer, today):
    def site_of(root):
        report = Report()
        content = load_content(root, report)
        assert not report.has_errors
        some = replace(content, initiatives=content.initiatives[::4], issues=())
        return assemble(some if root == CONTENT.parent else content, gazetteer, dated=today)

    root = tmp_path / "project"
    (root / FOLDER).mkdir(parents=True)
    for path in CONTENT.glob("*.yml"):
        shutil.copy(path, root / "content")
    before = site_of(CONTENT.parent)
    file = tmp_path / name
    file.write_bytes(render(before))
    around = Surroundings(load_content(root, Report()), gazetteer, today)
    plan = plan_import(read_table(file), root, around, {})
    assert plan.refused == []
    for one in plan.planned:
        (root / one.source.path).write_text(one.source.text)
    assert render_geojson(site_of(root)) == render_geojson(before)


def test_table_with_line_ends_of_old_macs_is_read():
    assert len(read_csv(b"titre;ville\rLe Phare;Bourges\r").rows) == 1


def test_table_with_an_endless_cell_is_refused_with_its_last_line():
    with pytest.raises(UnreadableFile, match="à la ligne 3 : un guillemet n'est pas fermé"):
        read_csv(b'titre,ville\nLe Phare,Bourges\n"Le Fanal,Lens')


def test_workbook_that_would_fill_the_memory_is_refused_before_it_is_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b" " * 60_000_000)
    with pytest.raises(UnreadableFile):
        read_xlsx(file.getvalue())
