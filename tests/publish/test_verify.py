"""A sound miniature site, in which one fault at a time is planted."""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ecoq.publish.verify import verify_site
from ecoq.publish.verify.pages import check_page

_SCRIPT = "document.title"
_HASH = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
PAGE = (
    '<!doctype html><html lang="fr"><head><title>Le Phare</title>'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    f"script-src 'self' 'sha256-{_HASH}'; style-src 'self'\">"
    '<link rel="stylesheet" href="style.css"><link rel="canonical" href="https://site.exemple/">'
    f"<script>{_SCRIPT}</script></head><body><main><h1 id=\"titre\">Le Phare</h1>"
    '<img src="photo.svg" alt="La façade"><a href="#titre">haut</a>'
    '<a href="https://ailleurs.exemple/">ailleurs</a></main></body></html>'
)
POINT = {"type": "Feature", "id": "a", "properties": {},
         "geometry": {"type": "Point", "coordinates": [2.4, 47.1]}}
FILES = {
    "index.html": PAGE,
    "style.css": "a{color:red}",
    "photo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "donnees.geojson": json.dumps({"type": "FeatureCollection", "features": [POINT]}),
    "donnees.csv": "a,b\r\n1,2\r\n",
    "flux.xml": "<feed/>",
    "carte.js": 'fetch("./donnees.json")',
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text)
    digests = {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()
    }
    (folder / "build.json").write_text(json.dumps({"files": digests}))
    return folder


def test_a_sound_site_has_no_fault(tmp_path: Path) -> None:
    assert verify_site(write(tmp_path, FILES)) == []


def _geojson(**changes: object) -> str:
    feature = {**POINT, **changes}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


_NAN = _geojson().replace("2.4", "NaN")
_TWO = json.dumps({"type": "FeatureCollection", "features": [POINT, POINT]})


@pytest.mark.parametrize(("file", "change", "message"), [
    ("index.html", lambda html: html.replace("#titre", "#absent"), "ne mène nulle part"),
    ("index.html", lambda html: html.replace("style.css", "styles.css"), "ne mène nulle part"),
    ("index.html", lambda html: html.replace(' alt="La façade"', ""), "alternative"),
    ("index.html", lambda html: html.replace('lang="fr"', ""), "langue"),
    ("index.html", lambda html: html.replace("<title>Le Phare</title>", ""), "titre"),
    ("index.html", lambda html: html.replace("<h1 ", "<h2 "), "niveau 1"),
    ("index.html", lambda html: html.replace("<main>", "<div>"), "contenus principaux"),
    ("index.html", lambda html: html.replace("<img", '<p id="titre"></p><img'), "2 fois"),
    ("index.html", lambda html: html.replace("Content-Security-Policy", "refresh"), "politique"),
    ("index.html", lambda html: html.replace("style-src 'self'", "style-src *"), "permet trop"),
    ("index.html", lambda html: html.replace("'none'", "'self'"), "par défaut"),
    ("index.html", lambda html: html.replace(_SCRIPT, "alert(1)"), "en ligne"),
    ("index.html", lambda html: html.replace("<h1", '<h1 style="color:red"'), "en ligne"),
    ("index.html", lambda html: html.replace("<img", '<img onerror="x()"'), "onerror"),
    ("index.html", lambda html: html.replace("https://ailleurs.exemple/", "javascript:x()"),
     "exécute"),
    ("index.html", lambda html: html.replace("photo.svg", "//espion.net/a.png"), "espion.net"),
    ("index.html", lambda html: html.replace('href="style.css"', 'href="https://espion.net/a"'),
     "espion.net"),
    ("style.css", lambda css: css + "b{background:url(https://espion.net/a)}", "espion.net"),
    ("carte.js", lambda js: js.replace("./", "https://espion.net/"), "espion.net"),
    ("photo.svg", lambda svg: "<!DOCTYPE svg>" + svg, "entités"),
    ("flux.xml", lambda _: "<feed>", "XML"),
    ("donnees.csv", lambda csv: csv + "3\r\n", "colonnes"),
    ("donnees.geojson", lambda _: _NAN, "NaN"),
    ("donnees.geojson", lambda _: _geojson(
        geometry={"type": "Point", "coordinates": [47.1, 200]}), "position"),
    ("donnees.geojson", lambda _: _TWO, "sert 2 fois"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_a_planted_fault_is_found(
    tmp_path: Path, file: str, change: Callable[[str], str], message: str
) -> None:
    site = write(tmp_path, {**FILES, file: change(FILES[file])})
    faults = verify_site(site)
    assert [fault.path for fault in faults if message in fault.message] == [file]


def test_an_altered_a_missing_and_an_added_file_are_found(tmp_path: Path) -> None:
    site = write(tmp_path, FILES)
    (site / "style.css").write_text("a{color:blue}")
    (site / "flux.xml").unlink()
    (site / "ajout.txt").write_text("x")
    assert [(fault.path, fault.message.split()[2]) for fault in verify_site(site)] == [
        ("ajout.txt", "n'a"), ("flux.xml", "manque"), ("style.css", "a"),
    ]


def test_a_site_without_its_list_of_files_is_at_fault(tmp_path: Path) -> None:
    site = write(tmp_path, FILES)
    (site / "build.json").unlink()
    assert [fault.path for fault in verify_site(site)] == ["build.json"]


def test_a_page_that_cannot_be_read_is_a_fault_rather_than_a_crash():
    (found,) = check_page("a.html", "<p><![/b>")
    assert "illisible" in found.message
