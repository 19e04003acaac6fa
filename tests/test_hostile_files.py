"""Files and values that attack the machine, or the next program: refused clearly, or harmless."""

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.pipeline import BuildRequest, build
from ecoq.render.open_data.table import format_cell, render_csv
from ecoq.site.assemble import assemble

REPOSITORY = Path(__file__).parents[1]
FICHES = "content/initiatives"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("name", ["con", "aux", "nul", "prn", "com1", "lpt9"])
@pytest.mark.parametrize("folder", [FICHES, "content/pages"])
def test_name_that_windows_keeps_for_itself_is_refused(name, folder, project, fiche, diagnose):
    text = fiche() if folder == FICHES else "---\ntitre: Une page\nresume: Une page d'essai.\n---\n"
    assert diagnose(project({f"{folder}/{name}.md": text})) == ["nom-reserve 2:1"]


def test_picture_and_former_address_are_held_to_the_same(project, fiche, diagnose):
    root = project({
        f"{FICHES}/a.md": fiche("redirections: [le-lieu, nul]"), "content/images/con.png": PNG,
    })
    assert sorted(code.split()[0] for code in diagnose(root)) == ["nom-reserve", "nom-reserve"]


@pytest.mark.parametrize("name", ["Le-Phare.md", "LE-PHARE.MD", "l\u00e9-phare.md", "le\u0301.md"])
def test_names_that_differ_by_case_or_unicode_form_never_meet(name, project, fiche, diagnose):
    root = project({f"{FICHES}/le-phare.md": fiche(), f"{FICHES}/{name}": fiche()})
    assert diagnose(root) == ["nom-de-fichier-invalide 1:1"]


@pytest.mark.parametrize("slug", [
    "../secret", "..", "a/b", "a\\\\b", "/etc/passwd", "%2e%2e", ".", "a\u0301", "a" * 101, "A",
])
@pytest.mark.parametrize("key", ["redirections: [{}]", "thematique: {}", "centre: {}"])
def test_slug_that_could_leave_its_folder_is_refused(key, slug, project, fiche, diagnose):
    header = key.format(f'"{slug}"')
    found = diagnose(project({f"{FICHES}/a.md": fiche(header)}))
    assert [code.split()[0] for code in found] == ["identifiant-invalide"]


@pytest.mark.parametrize("name", [
    "../site.yml", "/etc/passwd", "..png", "a/../b.png", "a\\\\b.png", "a.png\u0000", "a.svg",
    "a.png.html", "a" * 200 + ".png",
])
def test_picture_outside_its_folder_is_refused(name, project, fiche, diagnose):
    header = f'image: {{fichier: "{name}", alt: "Une façade", credit: Ville, licence: CC BY}}'
    found = diagnose(project({f"{FICHES}/a.md": fiche(header)}))
    assert {code.split()[0] for code in found} <= {
        "image-introuvable", "caractere-interdit", "ligne-illisible"}
    assert found


def test_folder_of_pictures_that_is_a_link_is_refused(project, diagnose):
    root = project({"elsewhere/a.png": PNG})
    (root / "content/images").symlink_to(root / "elsewhere")
    assert diagnose(root) == ["lien-symbolique 1:1"]


@pytest.mark.parametrize("name", ["site.yml", "thematiques.yml", "centres.yml"])
def test_data_file_that_is_a_link_is_refused(name, project, diagnose):
    root = project({})
    path = root / "content" / name
    path.rename(root / name)
    path.symlink_to(root / name)
    assert [code for code in diagnose(root) if code.startswith("lien-symbolique")] == [
        "lien-symbolique 1:1"]


def test_link_to_itself_does_not_hang(project, diagnose):
    root = project({f"{FICHES}/.gitkeep": ""})
    (root / FICHES / "a.md").symlink_to(root / FICHES / "a.md")
    (root / FICHES / "b.md").symlink_to(root / FICHES)
    assert diagnose(root) == ["lien-symbolique 1:1", "lien-symbolique 1:1"]


def test_folder_called_like_a_fiche_is_told(project, fiche, diagnose):
    root = project({f"{FICHES}/a.md/b.md": fiche()})
    assert diagnose(root) == ["dossier-inattendu 1:1"]


def test_ten_thousand_wrong_files_are_all_told(project, review, at_most):
    root = project({f"{FICHES}/.gitkeep": ""})
    for number in range(10_000):
        (root / FICHES / f"f{number}.md").write_text("sans en-tête")
    with at_most(60):
        report = review(root)
    assert len(report.diagnostics) == 10_000


@pytest.mark.parametrize("url", [
    "https://user@exemple.fr", "https://exemple.fr@mal.example", "https://exemple.fr:a@mal.example",
    "https://exemple.fr\\\\@mal.example", "https://exemple.fr\\\\.mal.example",
    "https:\\\\\\\\exemple.fr", "https:exemple.fr", "https:///exemple.fr", "https://",
    "https://\u0430\u0440\u0440\u04cf\u0435.com",  # apple in Cyrillic letters
    "https://exemple\u3002fr", "https://\uff45xemple.fr", "https://exemple\u2044fr.com",
    "https://\u0131xample.fr", "https://ex\u0251mple.fr",
    "https://exemple.fr:0", "https://exemple.fr:99999", "https://exemple.fr:", "https://x:y.fr",
    "https://127.0.0.1/", "https://0x7f.1", "https://2130706433/", "https://[::1]/", "https://a",
    "https://exemple..fr", "https://.exemple.fr", "https://localhost/", "file:///etc/passwd",
    "ftp://exemple.fr", "javascript:alert(1)", "data:text/html,x", "//exemple.fr", "https://a b.fr",
])
def test_address_that_does_not_lead_where_it_seems_is_refused(url, project, fiche, diagnose):
    found = diagnose(project({f"{FICHES}/a.md": fiche(f'site: "{url}"')}))
    assert [code.split()[0] for code in found] == ["adresse-web-invalide"]


@pytest.mark.parametrize("url", [
    "https://exemple.fr:8443/", "https://éco-quartier.fr", "https://xn--co-quartier-9db.fr",
    "https://www.a-b.exemple.fr/x_(y)?a=1&b=@c#d@e", "HTTPS://EXEMPLE.FR/A", "https://a.museum",
])
def test_usual_address_is_accepted(url, project, fiche, diagnose):
    assert diagnose(project({f"{FICHES}/a.md": fiche(f'site: "{url}"')})) == []


@pytest.mark.parametrize("link", [
    "[x](https://user@exemple.fr)", "[x](https://exemple.fr\\@mal.example)",
    "[x](https://\u0430\u0440\u0440\u04cf\u0435.com)", "<https://exemple.fr@mal.example>",
    "[x](//mal.example)", "[x](/\\mal.example)", "[x](\\\\mal.example)", "[x]: //mal.example",
    "[x](&#106;avascript:alert(1))", "[x](JAVASCRIPT:alert(1))",
])
def test_link_that_does_not_lead_where_it_seems_is_refused(link, project, fiche, diagnose):
    body = f"{'mot ' * 50}\n\n{link}\n"
    found = diagnose(project({f"{FICHES}/a.md": fiche(body=body)}))
    assert [code.split()[0] for code in found] == ["lien-refuse"]


FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("https://mal.example")', "=cmd|' /C x'!A0",
]


@pytest.mark.parametrize("text", [*FORMULAS, "\t=1", "\r=1"])
def test_cell_that_a_spreadsheet_would_run_is_text(text):
    assert format_cell(text).startswith("'")


def test_table_of_hostile_fiches_has_no_formula(project, fiche, gazetteer):
    root = project({
        f"{FICHES}/f{number}.md": fiche(
            f"titre: '{text.replace(chr(39), chr(39) * 2)} bien'\n"
            f"publics: ['{text.replace(chr(39), chr(39) * 2)} x']"
        )
        for number, text in enumerate(FORMULAS)
    })
    report = Report()
    site = assemble(load_content(root, report), gazetteer)
    assert len(site.initiatives) == len(FORMULAS), report.diagnostics
    for row in csv.reader(io.StringIO(render_csv(site).decode(), newline="")):
        assert not [cell for cell in row if cell[:1] in {"=", "+", "@", "\t"}]


def test_a_name_as_long_as_the_limit_makes_a_page(project, fiche, equip, tmp_path, today):
    name = "a" * 100
    root = project({f"{FICHES}/{name}.md": fiche()})
    equip(root)
    report = Report()
    output = tmp_path / "site"
    assert build(BuildRequest(root=root, output=output, today=today), report), report.diagnostics
    assert (output / "initiatives" / name / "index.html").exists()


def test_content_outside_of_the_project_is_never_opened(project, diagnose, monkeypatch):
    root = project({})
    (root / "content/pages").symlink_to("/")
    opened = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path) or real(path))
    diagnose(root)
    inside = os.fspath(root)
    assert not [
        path for path in opened
        if not os.fspath(path).startswith((inside, os.fspath(REPOSITORY)))
        and "site-packages" not in os.fspath(path)
    ]


def test_selection_taken_from_the_explorer_has_no_formula():
    """The other writer of tables is in the browser: assets/js/lib/csv.js."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("NODE IS NOT INSTALLED: the explorer's table is not checked here")
    script = (
        "import { formatCsv } from './assets/js/lib/csv.js';"
        "const feature = { id: 'a', properties: JSON.parse(process.argv[1]),"
        " geometry: { coordinates: [-1, 2] } };"
        "process.stdout.write(formatCsv({ features: [feature] }));"
    )
    properties = json.dumps({str(index): text for index, text in enumerate(FORMULAS)})
    done = subprocess.run(
        [node, "--input-type=module", "-e", script, properties],
        capture_output=True, text=True, check=True, cwd=REPOSITORY,
    )
    _, row = csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"), newline=""))
    assert [cell for cell in row if cell[:1] in {"=", "+", "@", "-"}] == ["-1"]  # the longitude
