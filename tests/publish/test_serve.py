import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from ecoq.publish.serve import HOST, Preview, start_server


@pytest.fixture
def preview() -> Preview:
    return Preview()


@pytest.fixture
def connection(tmp_path: Path, preview: Preview) -> Iterator[HTTPConnection]:
    site = tmp_path / "site"
    (site / "carte").mkdir(parents=True)
    (site / "index.html").write_text("<html><p>Accueil</p></html>")
    (site / "carte" / "index.html").write_text("<html><p>Carte</p></html>")
    (site / "404.html").write_text("<html><p>Introuvable</p></html>")
    (tmp_path / "secret.txt").write_text("secret")
    server = start_server(site, 0, preview)
    connection = HTTPConnection(HOST, server.server_address[1], timeout=5)
    yield connection
    connection.close()
    server.shutdown()
    server.server_close()


def ask(connection: HTTPConnection, path: str) -> tuple[int, str]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_a_page_comes_with_the_script_of_the_preview(connection: HTTPConnection) -> None:
    status, html = ask(connection, "/carte/")
    assert status == 200
    assert "<p>Carte</p>" in html
    assert "/__ecoq/preview.js" in html


def test_an_unknown_address_gives_the_site_s_own_page(connection: HTTPConnection) -> None:
    status, html = ask(connection, "/rien/")
    assert (status, "Introuvable" in html) == (404, True)


@pytest.mark.parametrize("path", [
    "/../secret.txt", "/%2e%2e/secret.txt", "/carte/..%2f..%2fsecret.txt", "//secret.txt",
    "/..\\secret.txt",
])
def test_nothing_outside_of_the_site_is_served(connection: HTTPConnection, path: str) -> None:
    status, text = ask(connection, path)
    assert status == 404
    assert "secret" not in text


def test_an_open_page_is_told_when_a_build_ends(
    connection: HTTPConnection, preview: Preview
) -> None:
    threading.Timer(0.05, preview.announce, ["une erreur"]).start()
    _, state = ask(connection, "/__ecoq/state?since=0")
    assert json.loads(state) == {"version": 1, "problems": "une erreur"}


def test_only_this_machine_is_served(connection: HTTPConnection) -> None:
    assert connection.host == "127.0.0.1"
