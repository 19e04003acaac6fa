"""A sound miniature site, in which one fault at a time is planted."""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ecoq.publish.verify import Fault, verify_site
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
], ids=range(25))
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
    assert list(check_page("a.html", "<p><![/b>")) == [
        Fault("a.html", "la page a une balise illisible")
    ]


def messages(folder: Path, **changes: str) -> list[str]:
    """What is said of a site in which files were changed."""
    names = {name.replace("_", "."): text for name, text in changes.items()}
    return [fault.message for fault in verify_site(write(folder, {**FILES, **names}))]


@pytest.mark.parametrize(("old", "new", "message"), [
    ("#titre", "#absent", "le lien « #absent » ne mène nulle part"),
    (' alt="La façade"', "", "une image n'a pas d'alternative : photo.svg"),
    ('lang="fr"', 'lang="en"', "la langue de la page n'est pas dite (lang=\"fr\")"),
    ("<title>Le Phare</title>", "<title> </title>", "la page n'a pas de titre"),
    ("<h1 ", "<h1></h1><h1 ", "la page a 2 titres de niveau 1 au lieu d'un"),
    ("<main>", "<main></main><main>", "la page a 2 contenus principaux au lieu d'un"),
    ("<img", '<p id="titre"></p><img', "l'identifiant « titre » est employé 2 fois"),
    ("Content-Security-Policy", "refresh",
     "la page n'a pas de politique de sécurité (Content-Security-Policy)"),
    ("'none'", "'self'", "la politique de sécurité ne refuse pas tout par défaut"),
    ("script-src 'self'", "script-src 'unsafe-eval'",
     "la politique de sécurité permet trop (script-src)"),
    ("style-src 'self'", "style-src https:", "la politique de sécurité permet trop (style-src)"),
    ("<img", '<img onerror="x()"', "un attribut exécute du code : onerror"),
    ("https://ailleurs.exemple/", " JaVa\tscript:x()",
     "une adresse exécute du code : javascript:x()"),
    ('src="photo.svg"', 'src="vbscript:x"', "une adresse exécute du code : vbscript:x"),
    ("<main>", '<main><form action="data:text/html,x"></form>',
     "une adresse exécute du code : data:text/html,x"),
    ("<main>", '<main><button formaction="javascript:x">a</button>',
     "une adresse exécute du code : javascript:x"),
    (_SCRIPT, "alert(1)",
     "du code en ligne n'est pas permis par la politique de sécurité (script)"),
    ("<main>", "<main><style>a{}</style>",
     "du code en ligne n'est pas permis par la politique de sécurité (style)"),
    ("<h1 ", '<h1 style="color:red" ',
     "du code en ligne n'est pas permis par la politique de sécurité (style-attribute)"),
    ("photo.svg", "//espion.net/a.png", "une ressource vient d'un autre site : espion.net"),
], ids=range(20))
def test_fault_of_a_page_is_said_in_these_words(tmp_path, old, new, message):
    assert old in PAGE
    assert message in messages(tmp_path, index_html=PAGE.replace(old, new))


@pytest.mark.parametrize(("old", "new"), [
    ("<body>", '<body><script type="application/json">{"a": "<!--"}</script>'),
    ("<body>", '<body><script type="application/ld+json">{}</script>'),
    ("<body>", '<body><script src="carte.js"></script>'),
    ("<body>", '<body><svg><title>La carte</title></svg>'),
    ("<main>", '<main><a id="" href="#">rien</a><a id="" href="#titre">rien</a>'),
    ("<main>", '<main><img src="photo.svg" alt="">'),
    ("style-src 'self'", "style-src 'self';"),
    ("Content-Security-Policy", "content-security-policy"),
    ("<main>", "<main></b></i>"),
    ("<!doctype", "\n<!doctype"),
    ("Le Phare</title>", "&#201;</title>"),
    ("<main>", "<main><br><b>"),
    ("<main>", '<main><a href="data.exemple">a</a>'.replace("data.exemple", "style.css")),
], ids=lambda value: value[:30])
def test_what_is_allowed_in_a_page_is_no_fault(tmp_path, old, new):
    assert messages(tmp_path, index_html=PAGE.replace(old, new)) == []


def test_title_of_a_picture_is_not_that_of_the_page(tmp_path):
    page = PAGE.replace("<title>Le Phare</title>", "<svg><title>La carte</title></svg>")
    assert "la page n'a pas de titre" in messages(tmp_path, index_html=page)


def test_long_address_is_cut(tmp_path):
    image, script = f"{'a' * 70}.png", f"javascript:{'b' * 70}"
    page = PAGE.replace("<main>", f'<main><img src="{image}"><a href="{script}">')
    said = messages(tmp_path, index_html=page)
    assert f"une image n'a pas d'alternative : {'a' * 60}" in said
    assert f"une adresse exécute du code : javascript:{'b' * 49}" in said


@pytest.mark.parametrize(("file", "text", "message"), [
    ("donnees.geojson", "{", "ce n'est pas du JSON : "),
    ("donnees.geojson", "[]", "ce n'est pas une collection d'objets (FeatureCollection)"),
    ("donnees.geojson", '{"features": {}}',
     "ce n'est pas une collection d'objets (FeatureCollection)"),
    ("donnees.geojson", '{"features": [], "crs": {}}', "la RFC 7946 n'admet pas de « crs »"),
    ("donnees.geojson", _TWO, "l'identifiant « a » sert 2 fois"),
    ("donnees.geojson", _NAN, "ce n'est pas du JSON : NaN n'existe pas en JSON"),
    ("donnees.geojson", _geojson(geometry={"coordinates": [181, 1]}),
     "une position est impossible : a"),
    ("donnees.geojson", _geojson(geometry={"coordinates": [1, -91]}),
     "une position est impossible : a"),
    ("donnees.geojson", _geojson(geometry={"coordinates": [1]}),
     "une position est impossible : a"),
    ("donnees.geojson", _geojson(geometry={"coordinates": ["1", "2"]}),
     "une position est impossible : a"),
    ("donnees.geojson", _geojson(geometry={"coordinates": [[[1, 2], [3, 400]]]}),
     "une position est impossible : a"),
    ("donnees.geojson", _geojson(geometry={"type": "Point"}), "une position est impossible : a"),
    ("donnees.geojson", _geojson().replace("47.1", "1e999"), "une position est impossible : a"),
    ("flux.xml", "<!DOCTYPE a><feed/>", "un fichier XML ne doit pas déclarer d'entités"),
    ("flux.xml", "<!ENTITY a><feed/>", "un fichier XML ne doit pas déclarer d'entités"),
    ("flux.xml", "<feed>", "ce n'est pas du XML : "),
    ("flux.xml", "<?xml version='1.0' encoding='zut'?><feed/>", "ce n'est pas du XML : "),
    ("flux.xml", "<?xml version='1.0' encoding='utf-7'?><feed/>", "ce n'est pas du XML : "),
    ("donnees.csv", "a,b\n1\n", "les lignes n'ont pas toutes le même nombre de colonnes"),
    ("donnees.csv", 'a\n"b\n', "ce n'est pas du CSV en UTF-8 : "),
    ("carte.js", "fetch('http://espion.net')", "une ressource vient d'un autre site : espion.net"),
    ("carte.js", "fetch('HTTPS://Espion.net')", "une ressource vient d'un autre site : espion.net"),
    ("carte.mjs", "import 'https://espion.net/a.js'",
     "une ressource vient d'un autre site : espion.net"),
])
def test_fault_of_a_data_file_is_said_in_these_words(tmp_path, file, text, message):
    (fault,) = verify_site(write(tmp_path, {**FILES, file: text}))
    assert fault.path == file
    assert fault.message.startswith(message)


@pytest.mark.parametrize(("file", "text"), [
    ("donnees.geojson", _geojson(geometry=None)),
    ("donnees.geojson", _geojson(geometry={"coordinates": [180, -90]})),
    ("donnees.geojson", _geojson(geometry={"coordinates": [-180, 90, 12.5]})),
    ("donnees.geojson", _geojson(geometry={"coordinates": [[[1, 2], [3, 4]]]})),
    ("donnees.csv", ""), ("donnees.csv", "\ufeffa,b\r\n1,2\r\n"),
    ("donnees.csv", '"a\nb",c\nd,e\n'), ("donnees.csv", "a,b\r1,2\r"),
    ("carte.js", "// voir https://www.w3.org/TR/"), ("carte.js", "// //espion.net"),
    ("style.css", "a{background:url(photo.svg)}"), ("style.css", "/* https://espion.net/ */"),
    ("notes.txt", "https://espion.net/ <!DOCTYPE {"),
])
def test_sound_data_file_is_no_fault(tmp_path, file, text):
    assert verify_site(write(tmp_path, {**FILES, file: text})) == []


@pytest.mark.parametrize("name", ["a.json", "a.geojson", "a.jsonld", "a.webmanifest"])
def test_each_kind_of_json_is_read(tmp_path, name):
    assert [fault.path for fault in verify_site(write(tmp_path, {**FILES, name: "{"}))] == [name]


@pytest.mark.parametrize("name", ["a.xml", "a.svg", "a.opf", "a.ncx"])
def test_each_kind_of_xml_is_read(tmp_path, name):
    assert [fault.path for fault in verify_site(write(tmp_path, {**FILES, name: "<"}))] == [name]


def test_deep_json_is_a_fault_rather_than_a_crash(tmp_path):
    (fault,) = verify_site(write(tmp_path, {**FILES, "a.json": "[" * 100_000}))
    assert fault.path == "a.json"


@pytest.mark.parametrize("code", [
    '<script src="{}/a.js"></script>', '<img alt="" src={}/a.png>', "<iframe src='{}/'></iframe>",
    '<source srcset="{}/a.webp">', '<video poster="{}/a.png"></video>',
    '<object data="{}/a"></object>', '<svg><use xlink:href="{}/a.svg#b"/></svg>',
    '<img alt="a > b" src="{}/a.png">', '<link rel="preload" href="{}/a.css">',
    "<link href='{}/a.ico' rel='shortcut icon'>", '<link rel=stylesheet href={}/a.css>',
    '<link rel="dns-prefetch" href=" {}/">', '<style>a{{background:url("{}/a.png")}}</style>',
    "<style>@import '{}/a.css';</style>", '<LINK REL="STYLESHEET" HREF="{}/a.css">',
])
@pytest.mark.parametrize("host", ["https://espion.net", "//espion.net", "HTTP://ESPION.NET"])
def test_each_way_to_load_something_from_elsewhere_is_found(tmp_path, code, host):
    page = PAGE.replace("<main>", f"<main>{code.format(host)}")
    said = messages(tmp_path, index_html=page)
    assert "une ressource vient d'un autre site : espion.net" in said


@pytest.mark.parametrize("code", [
    '<a href="https://espion.net/">a</a>', '<link rel="canonical" href="https://espion.net/">',
    '<link rel="alternate" href="https://espion.net/">', '<link href="https://espion.net/">',
    '<img alt="//espion.net/" src="photo.svg">',
    '<img alt=\'src="//espion.net/"\' src="photo.svg">', "<p>src=//espion.net/</p>",
    '<script type="application/json">{"a": "@import \'https://espion.net\'"}</script>',
    '<link rel="stylesheet" href="style.css" title="https://espion.net/">',
])
def test_what_loads_nothing_from_elsewhere_is_no_fault(tmp_path, code):
    assert messages(tmp_path, index_html=PAGE.replace("<main>", f"<main>{code}")) == []


def test_address_that_is_no_host_is_shown_as_it_is(tmp_path):
    page = PAGE.replace("<main>", '<main><img alt="" src="https://espion/a.png">')
    assert messages(tmp_path, index_html=page) == [
        "une ressource vient d'un autre site : https://espion/a.png"
    ]


@pytest.mark.parametrize("listing", ["{", "[]", '{"files": 3}', '{"files": null}', "{}"])
def test_list_of_files_that_cannot_be_read_is_a_fault(tmp_path, listing):
    site = write(tmp_path, FILES)
    (site / "build.json").write_text(listing)
    said = [fault.message for fault in verify_site(site)]
    assert "la liste des fichiers manque ou n'est pas lisible" in said


def test_what_was_altered_lost_and_added_is_said_in_these_words(tmp_path):
    site = write(tmp_path, FILES)
    (site / "style.css").write_text("a{color:blue}")
    (site / "flux.xml").unlink()
    (site / "ajout.txt").write_text("x")
    assert [(fault.path, fault.message) for fault in verify_site(site)] == [
        ("ajout.txt", "ce fichier n'a pas été fait par la construction"),
        ("flux.xml", "ce fichier manque"),
        ("style.css", "ce fichier a été modifié depuis la construction"),
    ]


def test_page_in_a_folder_is_named_by_its_path(tmp_path):
    (tmp_path / "a").mkdir()
    site = write(tmp_path, {**FILES, "a/index.html": PAGE})
    assert {fault.path for fault in verify_site(site)} == {"a/index.html"}


def test_picture_that_loads_from_elsewhere_is_found(tmp_path):
    svg = FILES["photo.svg"].replace("/>", "><style>a{fill:url(//espion.net/a)}</style></svg>")
    (fault,) = verify_site(write(tmp_path, {**FILES, "photo.svg": svg}))
    assert (fault.path, fault.message) == (
        "photo.svg", "une ressource vient d'un autre site : espion.net"
    )


def test_style_without_an_address_loads_nothing(tmp_path):
    page = PAGE.replace("<main>", '<main><link rel="stylesheet">')
    assert messages(tmp_path, index_html=page) == []


def test_page_that_is_no_utf_8_is_told_rather_than_a_crash(tmp_path):
    data = PAGE.replace("<main>", '<main><img alt="" src="//@.png">').encode()
    site = write(tmp_path, FILES)
    (site / "index.html").write_bytes(data.replace(b"@", b"\xff"))
    said = {fault.message for fault in verify_site(site)}
    assert "une ressource vient d'un autre site : //\ufffd.png" in said


def test_inline_style_that_the_policy_knows_by_its_hash_is_no_fault(tmp_path):
    digest = base64.b64encode(hashlib.sha256(b"a{}").digest()).decode()
    page = PAGE.replace("style-src 'self'", f"style-src 'self' 'sha256-{digest}'")
    page = page.replace("<main>", "<main><style>a{}</style>")
    assert messages(tmp_path, index_html=page) == []


def test_style_that_says_nothing_is_known_by_its_hash_too(tmp_path):
    digest = base64.b64encode(hashlib.sha256(b"").digest()).decode()
    page = PAGE.replace("style-src 'self'", f"style-src 'self' 'sha256-{digest}'")
    assert messages(tmp_path, index_html=page.replace("<main>", "<main style>")) == []


def test_inline_style_needs_a_policy_that_speaks_of_styles(tmp_path):
    page = PAGE.replace("; style-src 'self'", "").replace("<main>", '<main style="color:red">')
    assert messages(tmp_path, index_html=page) == [
        "du code en ligne n'est pas permis par la politique de sécurité (style-attribute)"
    ]


def test_title_with_a_comment_in_it_is_one(tmp_path):
    page = PAGE.replace("Le Phare</title>", "Le Phare<!-- --> </title>")
    assert messages(tmp_path, index_html=page) == []


def test_picture_without_an_address_is_told_too(tmp_path):
    said = messages(tmp_path, index_html=PAGE.replace("<main>", "<main><img>"))
    assert said == ["une image n'a pas d'alternative : "]


def test_text_after_a_script_is_no_script(tmp_path):
    page = PAGE.replace("<main>", f"<main><script>{_SCRIPT}</script> et du texte")
    assert messages(tmp_path, index_html=page) == []
