"""The live preview: made as it is looked at, and of this machine only."""

import json
import mimetypes
import re
import threading
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path

import pytest

from ecoq import catalogue
from ecoq.diagnostics import Location, Report
from ecoq.pipeline import BuildRequest
from ecoq.preview import Previewer
from ecoq.publish.cache import Cache
from ecoq.publish.keeper import Keeper
from ecoq.publish.live import LiveSite
from ecoq.publish.serve import HOST, Preview, start_server
from ecoq.render.output import Output, Recipe


def page(text: str) -> bytes:
    return f"<html><p>{text}</p></html>".encode()


FILES = {
    "index.html": page('Accueil <a href="carte/">Carte</a>'),
    "carte/index.html": page('Carte <a href="../absente/">Rien</a>'),
    "404.html": page("Introuvable"), "flux/initiatives.xml": b"<feed/>", "image.png": b"\x89PNG",
}


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(Cache(tmp_path / "cache"), "tools")


def site_of(files: dict[str, bytes], keeper: Keeper) -> LiveSite:
    return LiveSite.after(
        None, [Output(path, lambda data=data: data) for path, data in files.items()], keeper
    )


@pytest.fixture
def preview(keeper: Keeper) -> Preview:
    preview = Preview()
    preview.announce("", site_of(FILES, keeper))
    return preview


@pytest.fixture
def connection(preview: Preview) -> Iterator[HTTPConnection]:
    server = start_server(0, preview)
    connection = HTTPConnection(HOST, server.server_address[1], timeout=5)
    yield connection
    connection.close()
    server.shutdown()
    server.server_close()


def ask(connection: HTTPConnection, path: str) -> tuple[int, str]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode("latin-1")


def test_a_page_comes_with_the_script_of_the_preview(connection):
    status, html = ask(connection, "/carte/")
    assert status == 200
    assert "<p>Carte" in html
    assert "/__ecoq/preview.js" in html


def test_a_page_says_which_of_its_links_lead_nowhere(connection):
    _, html = ask(connection, "/carte/")
    assert "« ../absente/ »" in html.encode("latin-1").decode()


def test_a_page_whose_links_are_good_has_no_problem(connection):
    _, html = ask(connection, "/")
    assert 'data-problems=""' in html


@pytest.mark.parametrize(("path", "kind"), [
    ("/carte/", "text/html; charset=utf-8"), ("/image.png", "image/png"),
    ("/flux/initiatives.xml", "xml; charset=utf-8"),
])
def test_a_file_is_served_as_what_it_is(connection, path, kind):
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    assert answer.headers["Content-Type"].endswith(kind)


def test_an_unknown_address_gives_the_site_s_own_page(connection):
    status, html = ask(connection, "/rien/")
    assert (status, "Introuvable" in html) == (404, True)


@pytest.mark.parametrize("path", [
    "/../secret.txt", "/%2e%2e/secret.txt", "/carte/..%2f..%2fsecret.txt", "//secret.txt",
    "/..\\secret.txt", "//etc/passwd", "/%2fetc/passwd",
])
def test_nothing_but_the_files_of_the_site_is_served(connection, path):
    status, text = ask(connection, path)
    assert (status, "Introuvable" in text) == (404, True)


def test_an_open_page_is_told_when_content_was_read_again(connection, preview):
    threading.Timer(0.05, preview.announce, ["une erreur"]).start()
    _, state = ask(connection, "/__ecoq/state?since=1")
    assert json.loads(state) == {"version": 2, "problems": "une erreur"}


def test_an_open_page_is_answered_after_a_while_even_if_nothing_changes(preview, monkeypatch):
    monkeypatch.setattr("ecoq.publish.serve._WAIT_SECONDS", 0.01)
    assert preview.wait(1) == {"version": 1, "problems": ""}


def test_the_last_good_site_stays_while_content_has_errors(connection, preview):
    preview.announce("une erreur")
    assert "Accueil" in ask(connection, "/")[1]


def test_whoever_asks_before_the_first_version_is_told_to_wait(connection, preview):
    preview.site = None
    status, html = ask(connection, "/carte/")
    assert (status, "en cours de lecture" in html) == (200, True)


def test_a_page_that_cannot_be_made_says_why(connection, preview, keeper):
    def fail() -> bytes:
        raise ValueError("gabarit <cassé>")

    preview.announce("", LiveSite.after(None, [Output("index.html", fail)], keeper))
    status, html = ask(connection, "/")
    assert (status, "gabarit &lt;cass" in html) == (500, True)


def test_only_this_machine_is_served(connection):
    assert connection.host == "127.0.0.1"


def test_a_file_whose_ingredients_stay_the_same_is_made_once(keeper):
    made = []

    def outputs(ingredient: str) -> list[Output]:
        recipe = Recipe((ingredient,), lambda: made.append(ingredient) or ingredient.encode())
        return [Output("a.txt", lambda: recipe)]

    site = None
    for ingredient in ("un", "un", "deux"):
        site = LiveSite.after(site, outputs(ingredient), keeper)
        assert site.find("a.txt") == ingredient.encode()
    assert made == ["un", "deux"]


def test_each_costly_file_of_the_preview_is_its_own(keeper):
    recipes = {name: Recipe((name,), name.encode, is_costly=True) for name in ("a", "b")}
    outputs = [Output(name, lambda one=one: one) for name, one in recipes.items()]
    site = LiveSite.after(None, outputs, keeper)
    assert [site.find(name) for name in recipes] == [b"a", b"b"]


FICHE = "content/initiatives/phare.md"


def previewer_of(root: Path, today, **more: bool) -> Previewer:
    for name in ("templates", "assets"):
        (root / name).symlink_to(Path(__file__).parents[2] / name)
    return Previewer(BuildRequest(root=root, output=root / "site", today=today, **more))


def test_an_edit_shows_at_the_next_look(project, fiche, today):
    root = project({FICHE: fiche()})
    previewer = previewer_of(root, today)
    previewer.refresh(Report())
    (root / FICHE).write_text(fiche("titre: Le Fanal"))
    site = previewer.refresh(Report())
    assert b"<h1" in site.find("initiatives/phare/index.html")
    assert b"Le Fanal" in site.find("initiatives/phare/index.html")


def test_page_that_an_edit_does_not_touch_is_not_made_again(project, fiche, today):
    other = "content/initiatives/autre.md"
    root = project({FICHE: fiche(), other: fiche("titre: Une autre")})
    previewer = previewer_of(root, today)
    before = previewer.refresh(Report()).find("glossaire/index.html")
    (root / other).write_text(fiche("titre: Une autre\nannee_debut: 2019"))
    assert previewer.refresh(Report()).find("glossaire/index.html") is before


def test_preview_without_search_has_no_index(project, fiche, today):
    previewer = previewer_of(project({FICHE: fiche()}), today, with_search=False)
    outputs = previewer.refresh(Report()).outputs
    assert [path for path in outputs if path.startswith("recherche")] == ["recherche/index.html"]


def test_an_edit_with_an_error_gives_no_site_but_its_reasons(project, fiche, today):
    root = project({FICHE: fiche()})
    previewer = previewer_of(root, today)
    previewer.refresh(Report())
    (root / FICHE).write_text(fiche("statut: en panne"))
    report = Report()
    assert previewer.refresh(report) is None
    assert [found.code for found in report.diagnostics] == ["valeur-inconnue"]


def test_new_renamed_and_deleted_fiches_show(project, fiche, today):
    root = project({FICHE: fiche()})
    previewer = previewer_of(root, today)
    previewer.refresh(Report())
    (root / FICHE).rename(root / "content/initiatives/fanal.md")
    (root / "content/initiatives/neuve.md").write_text(fiche("titre: La Neuve"))
    site = previewer.refresh(Report())
    found = [
        site.find(f"initiatives/{slug}/index.html") is not None
        for slug in ("phare", "fanal", "neuve")
    ]
    assert found == [False, True, True]


def test_nothing_is_written_but_the_cache(project, fiche, today):
    root = project({FICHE: fiche()})
    previewer_of(root, today).refresh(Report()).find("index.html")
    assert not (root / "site").exists()
    assert any((root / ".cache/ecoq/entries").iterdir())


def test_reader_who_leaves_before_the_answer_is_no_error_of_a_page(preview, keeper):
    """What a broken connection raises is not shown as what is wrong with a template."""
    def leave() -> bytes:
        raise ConnectionResetError

    preview.announce("", LiveSite.after(None, [Output("index.html", leave)], keeper))
    server = start_server(0, preview)
    server.handle_error = lambda *_: None
    connection = HTTPConnection(HOST, server.server_address[1], timeout=5)
    connection.request("GET", "/")
    with pytest.raises(RemoteDisconnected):
        connection.getresponse()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("since", ["", "x", "-", "1x", "--1"])
def test_whoever_does_not_say_what_it_knows_is_answered_at_once(connection, since):
    _, state = ask(connection, f"/__ecoq/state?since={since}")
    assert json.loads(state) == {"version": 1, "problems": ""}


def test_the_script_of_the_preview_is_served_as_one(connection):
    connection.request("GET", "/__ecoq/preview.js")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"/__ecoq/state?since=" in answer.read()


def test_script_is_text_whatever_the_system_calls_it(connection, preview, keeper, monkeypatch):
    monkeypatch.setattr(mimetypes, "guess_type", lambda _: ("application/javascript", None))
    preview.announce("", site_of({"a.js": b"1"}, keeper))
    connection.request("GET", "/a.js")
    answer = connection.getresponse()
    answer.read()
    assert answer.headers["Content-Type"] == "application/javascript; charset=utf-8"


def test_file_of_no_known_kind_is_served_as_bytes(connection, preview, keeper):
    preview.announce("", site_of({"a": b"\x00", "b.json": b"{}"}, keeper))
    for path, kind in (
        ("/a", "application/octet-stream"), ("/b.json", "application/json; charset=utf-8"),
    ):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.headers["Content-Type"] == kind


def test_site_without_its_page_for_errors_says_to_wait(connection, preview, keeper):
    preview.announce("", site_of({"index.html": page("Accueil")}, keeper))
    status, html = ask(connection, "/rien/")
    assert (status, "en cours de lecture" in html) == (404, True)


def test_before_the_first_announcement_there_is_no_site_and_no_problem():
    preview = Preview()
    assert preview.site is None
    assert preview.wait(-1) == {"version": 0, "problems": ""}


def test_page_of_what_cannot_be_made_is_a_page(connection, preview, keeper):
    def fail() -> bytes:
        raise ValueError

    preview.announce("", LiveSite.after(None, [Output("index.html", fail)], keeper))
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    html = answer.read()
    assert b"n'a pas pu" in html
    assert b'data-problems=""' in html


def test_scripts_and_answers_are_served_as_text(connection, preview, keeper):
    preview.announce("", site_of({"a.js": b"1"}, keeper))
    for path, kind in (
        ("/a.js", "javascript; charset=utf-8"),
        ("/__ecoq/state?since=0", "application/json; charset=utf-8"),
    ):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.headers["Content-Type"].endswith(kind)


def test_each_broken_link_of_a_page_has_its_line(connection, preview, keeper):
    preview.announce("", site_of({"index.html": page('<a href="a/">a</a> <a href="b/">')}, keeper))
    html = ask(connection, "/")[1].encode("latin-1").decode()
    said = unescape(re.search('data-problems="([^"]*)"', html)[1]).split("\n")
    assert said == [
        catalogue.LINK_BROKEN.at(Location("index.html"), link=link).message for link in ("a/", "b/")
    ]


def test_page_to_wait_with_has_no_problem(connection, preview):
    preview.site = None
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b'data-problems=""' in answer.read()


def test_a_file_written_since_is_noticed_without_the_system_telling(project, fiche, today):
    root = project({FICHE: fiche()})
    previewer = previewer_of(root, today)
    previewer.refresh(Report())
    before = previewer.is_outdated()
    (root / FICHE).write_text(fiche("titre: Le Fanal"))
    assert (before, previewer.is_outdated()) == (False, True)


def test_no_file_is_read_to_see_that_none_was_written(project, fiche, today, monkeypatch):
    previewer = previewer_of(project({FICHE: fiche()}), today)
    assert previewer.is_outdated()
    previewer.refresh(Report())
    monkeypatch.setattr("ecoq.publish.inputs._read", None)
    assert not previewer.is_outdated()
    assert previewer.refresh(Report()) is not None
