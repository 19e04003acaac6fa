"""Links of the content: internal ones always, external ones politely (here: of this machine)."""

import shutil
import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecoq.cli import cli
from ecoq.contribute.external_links import Answer, ask, ask_all, read_answers, write_answers

TODAY = date(2026, 6, 15)
PROJECT = Path(__file__).parents[2]
PATH = "content/initiatives/le-phare.md"


class _Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path == "/lent":
            self.server.release.wait(5)
        if self.path == "/charabia":
            self.wfile.write(b"ceci n'est pas du HTTP\r\n\r\n")
            return
        bad = {"/disparue": 404, "/partie": 410, "/fermee": 403, "/panne": 500}
        status = bad.get(self.path, 200)
        if self.path == "/ancienne":
            self.send_response(301)
            self.send_header("Location", "/nouvelle")
        else:
            self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def site():
    """A web site on this machine; it remembers what was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    server.asked = []
    server.release = threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(("path", "status", "is_gone", "is_unsure"), [
    ("/ici", 200, False, False), ("/ancienne", 200, False, False), ("/disparue", 404, True, False),
    ("/partie", 410, True, False), ("/fermee", 403, False, True), ("/panne", 500, False, True),
])
def test_answers_are_told_apart(path, status, is_gone, is_unsure, site):
    answer = ask(site.url + path, TODAY)
    assert (answer.status, answer.is_gone, answer.is_unsure) == (status, is_gone, is_unsure)


def test_what_does_not_answer_is_unsure(site):
    assert ask(site.url + "/lent", TODAY, timeout_seconds=0.2).is_unsure
    assert ask("http://127.0.0.1:1/", TODAY, timeout_seconds=1).is_unsure
    assert ask("http://[mauvais", TODAY).is_unsure
    assert ask(site.url + "/charabia", TODAY).is_unsure


def test_each_address_is_asked_once_and_remembered(site, tmp_path):
    urls = [f"{site.url}/a", f"{site.url}/b", f"{site.url}/a"]
    answers = ask_all(urls, {}, TODAY, pause_seconds=0)
    write_answers(tmp_path, answers)
    assert sorted(site.asked) == ["/a", "/b"]
    assert ask_all(urls, read_answers(tmp_path), TODAY, pause_seconds=0) == answers
    assert len(site.asked) == 2
    ask_all(urls, read_answers(tmp_path), TODAY + timedelta(days=8), pause_seconds=0)
    assert len(site.asked) == 4


def test_what_failed_is_asked_again_the_next_day():
    known = {"https://a.fr/": Answer(404, "", TODAY)}
    asked = []

    def ask_one(url, today):
        asked.append(url)
        return Answer(200, "", today)

    ask_all(known, known, TODAY, ask_one)
    assert asked == []
    ask_all(known, known, TODAY + timedelta(days=1), ask_one)
    assert asked == ["https://a.fr/"]


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"a": 1}', '{"a": {"status": "x"}}'])
def test_a_spoilt_memory_is_forgotten(kept, tmp_path):
    path = tmp_path / ".cache/ecoq/links.json"
    path.parent.mkdir(parents=True)
    path.write_text(kept)
    assert read_answers(tmp_path) == {}


@pytest.fixture
def whole_project(project):
    """Write a project that can be built: with the templates and assets of the site."""

    def write(files):
        root = project(files)
        for folder in ("templates", "assets"):
            shutil.copytree(PROJECT / folder, root / folder)
        return root

    return write


def test_external_links_never_block(site, whole_project, fiche):
    body = f"[là]({site.url}/disparue) " + "mot " * 50
    root = whole_project({PATH: fiche(body=body)})
    (root / "content/centres.yml").unlink(missing_ok=True)
    result = CliRunner().invoke(cli, ["links", "--external", "--root", str(root)])
    assert result.exit_code == 0, result.output
    assert f"{site.url}/disparue (404)" in result.output
    assert PATH in result.output


def test_internal_links_that_lead_nowhere_are_errors(whole_project, fiche):
    body = "[a](../la-lanterne/) [b](../le-phare/) [c](../../carte/#ici)[^1]\n\n[^1]: Note.\n"
    root = whole_project({PATH: fiche(body=body + "mot " * 50)})
    result = CliRunner().invoke(cli, ["links", "--root", str(root)])
    assert result.exit_code == 1
    assert "« ../la-lanterne/ »" in result.output
    assert "1 erreur" in result.output
