"""Tables and maps of others, as they really come, made into fiches."""

import io
import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from ecoq.cli import cli
from ecoq.content.load import load_content
from ecoq.contribute.importers.columns import is_ours, map_columns
from ecoq.contribute.importers.maps import read_json
from ecoq.contribute.importers.plan import plan_import, read_table
from ecoq.contribute.importers.rows import UnreadableFile
from ecoq.contribute.importers.tables import read_csv, read_xlsx
from ecoq.contribute.importers.values import clean, split_items, split_names, split_sentences
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


def test_column_that_says_what_another_says_is_told_with_it(importing):
    names, values, *_ = CSV.split("\n")
    _, result = importing("liste.csv", f"{names};Titre\n{values};Le Fanal\n")
    assert "colonne « Nom » : non reprise, « Titre » dit la même chose." in result.output
    assert "une colonne est reprise si elle porte le nom d'un champ : titre, " in result.output
    assert "(Le Fanal)" not in result.output


def test_nothing_is_said_of_columns_that_are_all_taken(importing):
    names, values, *_ = CSV.replace("Zut;", "").replace("x;", "", 1).split("\n")
    _, result = importing("liste.csv", f"{names}\n{values}\n")
    assert "colonne" not in result.output


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


def test_a_renamed_initiative_is_known_by_its_former_address(importing):
    root, _ = importing("liste.csv", CSV)
    path = root / FOLDER / "le-phare-bourges.md"
    text = path.read_text().replace("sources:", "redirections: [le-phare-bourges]\nsources:")
    path.unlink()
    (root / FOLDER / "phare.md").write_text(text)
    _, result = importing("liste.csv", CSV)
    assert "« phare » existe déjà" in result.output
    assert [path.name for path in (root / FOLDER).iterdir()] == ["phare.md"]


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


def test_status_of_moderation_is_not_that_of_the_initiative():
    table = read_json(b'[{"nom": "Le Phare", "status": 1}, {"nom": "Le Fanal", "status": "x"}]')
    assert [dict(row.cells) for row in table.rows] == [
        {"nom": "Le Phare"}, {"nom": "Le Fanal", "status": "x"},
    ]


def test_how_a_marker_is_drawn_is_no_column():
    table = read_json(json.dumps({"type": "umap", "layers": [{"features": [{"properties": {
        "name": "Le Phare", "_umap_options": {"color": "red"}, "_storage_options": {"icon": "x"},
    }}]}]}).encode())
    assert [dict(row.cells) for row in table.rows] == [{"name": "Le Phare"}]


@pytest.mark.parametrize("themes", [
    "Numérique, Entrepreneuriat", "Numérique | Entrepreneuriat", "Numérique,Entrepreneuriat",
])
def test_first_of_several_themes_is_the_main_one(themes, importing):
    root, result = importing("liste.csv", CSV.replace(";Numérique;", f';"{themes}";'))
    assert result.exit_code == 0, result.output
    text = (root / FOLDER / "le-phare-bourges.md").read_text()
    assert "thematique: numerique\nthematiques_secondaires:\n  - entrepreneuriat\n" in text


def test_elements_without_an_id_are_not_taken_for_one_another():
    table = read_json(b'[{"id": null, "nom": "Le Phare"}, {"nom": "Le Fanal"}, {"id": 7}]')
    assert [row.source_id for row in table.rows] == ["", "", "7"]


def test_number_that_is_too_great_for_a_decimal_is_read_as_it_is():
    great = "9" * 400
    (row,) = read_json(f'[{{"nom": {great}}}]'.encode()).rows
    assert row.cells["nom"] == great


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


def workbook(fill):
    """The bytes of a workbook that a function fills."""
    book = openpyxl.Workbook()
    fill(book)
    data = io.BytesIO()
    book.save(data)
    book.close()
    return data.getvalue()


def test_names_of_columns_are_found_below_a_title_and_groups_of_columns():
    def fill(book):
        for line in ([], ["Liste des initiatives", "", "Où"], ["Nom", "Statut", "Ville"], [],
                     ["Le Phare", "En cours", "Bourges"]):
            book.active.append(line)
        book.active.merge_cells("A2:B2")

    table = read_xlsx(workbook(fill))
    assert [(row.place, row.cells["Ville"]) for row in table.rows] == [("ligne 5", "Bourges")]
    assert table.remarks == [
        "les colonnes sont nommées à la ligne 3 ; au-dessus, non repris : "
        "Liste des initiatives ; Où."
    ]


def test_sheet_that_is_hidden_is_not_the_one_read():
    def fill(book):
        book.active.sheet_state = "hidden"
        sheet = book.create_sheet("Fiches")
        sheet.append(["Nom", "Ville"])
        sheet.append(["Le Phare", "Bourges"])

    assert [row.cells["Nom"] for row in read_xlsx(workbook(fill)).rows] == ["Le Phare"]


def test_sheet_that_is_larger_than_it_says_is_read_whole():
    def fill(book):
        book.active.append(["Nom", "Ville"])
        book.active.append(["Le Phare", "Bourges"])

    altered = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(fill))) as book, zipfile.ZipFile(altered, "w") as copy:
        for name in book.namelist():
            copy.writestr(name, book.read(name).replace(b'ref="A1:B2"', b'ref="A1"'))
    assert len(read_xlsx(altered.getvalue()).rows) == 1


def test_delimiter_that_a_table_states_is_taken_and_its_line_not_counted():
    (row,) = read_csv(b"sep=;\r\nNom;Ville\r\nLe Phare, ou presque;Bourges\r\n").rows
    assert row.place == "ligne 2"
    assert row.cells == {"Nom": "Le Phare, ou presque", "Ville": "Bourges"}


def test_delimiter_is_the_one_that_shows_known_names_even_below_a_title():
    table = read_csv(b"Un, deux, trois, quatre\nNom;Ville;Statut\nLe Phare;Bourges;x\n")
    assert [row.cells["Ville"] for row in table.rows] == ["Bourges"]


def test_formula_that_failed_is_no_value_and_is_told():
    table = read_csv(b"Nom;Ville;Porteur\nLe Phare;Bourges;#N/A\nLe Fanal;#REF!;A\n")
    assert [dict(row.cells) for row in table.rows] == [
        {"Nom": "Le Phare", "Ville": "Bourges"}, {"Nom": "Le Fanal", "Porteur": "A"},
    ]
    assert table.remarks == [
        "ligne 2 : la formule de « Porteur » a échoué (#N/A).",
        "ligne 3 : la formule de « Ville » a échoué (#REF!).",
    ]


def test_of_two_columns_of_one_name_the_first_that_says_something_is_read():
    table = read_csv(b"Nom;Ville;Ville\nLe Phare;Bourges;Lens\nLe Fanal;;Lens\n")
    assert [row.cells["Ville"] for row in table.rows] == ["Bourges", "Lens"]
    assert table.remarks == ["colonne « Ville » : il y en a 2, la première remplie est lue."]


@pytest.mark.parametrize(("written", "line"), [
    ("Année;43586", "annee_debut: 2019"), ("Année;2019-05-01", "annee_debut: 2019"),
    ("Vérifié le;43586", "verifie_le: 2019-05-01"),
    ("Vérifié le;2019-05-01 00:00:00", "verifie_le: 2019-05-01"),
    ("Vérifié le;2019-05-01T09:30:00Z", "verifie_le: 2019-05-01"),
    ("Vérifié le;01/05/2019 9:30", "verifie_le: 2019-05-01"),
    ("sources_date;43586", "    date: 2019-05-01"),
    ("Mots-clés;vélo, réparation", "  - réparation"),
    ("Chiffres clés;12 emplois, dont 5 CDI (2021)", "  - 12 emplois, dont 5 CDI (2021)"),
])
def test_values_are_spelt_as_fiches_spell_them(written, line, importing):
    names, values, *_ = CSV.replace("depuis 2019", "").split("\n")
    name, value = written.split(";")
    root, result = importing("liste.csv", f"{name};{names}\n{value};{values}\n")
    assert result.exit_code == 0, result.output
    assert line in (root / FOLDER / "le-phare-bourges.md").read_text().split("\n")


def test_code_that_lost_its_first_zero_gets_it_back(importing):
    lines = CSV.replace("CP;", "Code INSEE;").replace(
        "Bourges;18000;47,08;2,40", "Ambérieu-en-Bugey;1004;;")
    root, result = importing("liste.csv", lines)
    assert result.exit_code == 0, result.output
    text = (root / FOLDER / "le-phare-amberieu-en-bugey.md").read_text()
    assert 'code_insee: "01004"\n' in text


def test_postal_code_tells_the_departement_in_corsica_too(importing):
    lines = CSV.replace("Bourges;18000;47,08;2,40", "Bastia;20200;;")
    root, result = importing("liste.csv", lines)
    assert result.exit_code == 0, result.output
    assert "departement: 2B\n" in (root / FOLDER / "le-phare-bastia.md").read_text()


@pytest.mark.parametrize(("read", "data"), [
    (read_csv, b""), (read_csv, b"PK\x03\x04;a;b\0"), (read_csv, b"seul\nun\n"),
    (read_xlsx, b"PK rien"), (read_json, b"{"),
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
    assert "« le-phare-bourges » est déjà dans ce fichier (ligne 2)" in result.output
    assert result.exit_code == 1


def test_rows_without_a_title_are_refused_each_for_that(importing):
    names, values, *_ = CSV.split("\n")
    untitled = values.replace("Le Phare;", ";", 1)
    _, result = importing("liste.csv", "\n".join([names, untitled, untitled, ""]))
    assert result.output.count("Le champ « titre » manque") == 2
    assert result.exit_code == 1


def test_row_that_was_refused_does_not_stand_for_another_of_its_name(importing):
    names, values, *_ = CSV.split("\n")
    bad = values.replace("En cours", "Peut-être")
    root, result = importing("liste.csv", "\n".join([names, bad, values, ""]))
    assert "ligne 2 (Le Phare) : non reprise" in result.output
    assert "existe déjà" not in result.output
    assert (root / FOLDER / "le-phare-bourges.md").exists()


def test_titles_that_make_no_file_name_are_written_once(importing):
    names, values, *_ = CSV.replace("Bourges", "").replace("18000", "18033").replace(
        "CP", "Code INSEE").split("\n")
    sign = values.replace("Le Phare;", "中文字;", 1)
    root, result = importing("liste.csv", "\n".join([names, sign, sign, ""]))
    assert "« sans-titre » est déjà dans ce fichier (ligne 2)" in result.output
    assert (root / FOLDER / "sans-titre.md").exists()


@pytest.mark.parametrize(("cell", "items"), [
    ("jeunes | femmes", ["jeunes", "femmes"]), ("jeunes ; femmes", ["jeunes", "femmes"]),
    ("jeunes\nfemmes", ["jeunes", "femmes"]), ("jeunes, femmes", ["jeunes, femmes"]), ("", []),
])
def test_sentences_in_one_cell(cell, items):
    assert split_sentences(cell) == items


@pytest.mark.parametrize(("cell", "items"), [
    ("jeunes, femmes", ["jeunes", "femmes"]), ("jeunes,femmes,", ["jeunes", "femmes"]),
    ("jeunes (16, 17 ans), femmes", ["jeunes (16, 17 ans)", "femmes"]),
    ("jeunes, femmes ; familles", ["jeunes, femmes", "familles"]),
])
def test_names_in_one_cell(cell, items):
    assert split_names(cell) == items


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


def test_export_whose_columns_were_trimmed_is_still_known_for_ours():
    names = ["id", "titre", "url", "thematique_nom", "departement_nom"]
    assert is_ours(names)
    assert map_columns(names) == {"id": "id", "titre": "titre"}
    assert not is_ours(["nom", "url", "region"])


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
