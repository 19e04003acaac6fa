"""The live preview: serves a site on this machine only, and tells pages when it changed.

Pages get one more script on their way to the browser. While content has errors, the last good
site is served and each page shows what is wrong.
"""

from __future__ import annotations

import json
import mimetypes
import threading
import traceback
from collections.abc import Callable
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from ecoq import catalogue
from ecoq.diagnostics import Location
from ecoq.publish.live import LiveSite
from ecoq.site import urls

HOST = "127.0.0.1"
_SCRIPT_PATH = "/__ecoq/preview.js"
_STATE_PATH = "/__ecoq/state"
_WAIT_SECONDS = 25

# Waits for the next state, reloads on a new version, shows problems as text.
_SCRIPT = b"""
const ofPage = document.currentScript.dataset.problems;
const panel = document.createElement("pre");
panel.setAttribute("role", "alert");
Object.assign(panel.style, {
  position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto", margin: 0,
  padding: "1rem", background: "#1d2430", color: "#fff", font: "14px/1.5 monospace",
  whiteSpace: "pre-wrap", zIndex: 9999,
});
async function follow(version) {
  try {
    const answer = await fetch("/__ecoq/state?since=" + version, { cache: "no-store" });
    const state = await answer.json();
    if (version >= 0 && state.version !== version && !state.problems) location.reload();
    panel.textContent = state.problems || ofPage;
    if (panel.textContent) document.body.append(panel); else panel.remove();
    follow(state.version);
  } catch {
    setTimeout(follow, 1000, version);
  }
}
follow(-1);
"""
_WAITING_PAGE = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Aperçu</title>'
    "<p>Le site est en cours de lecture…</p></html>"
).encode()
_FAILED_PAGE = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Erreur</title>'
    "<p>Cette page n'a pas pu être faite :</p><pre>...</pre></html>"
).encode()


class Preview:
    """What the browser is told: the site, a version that grows with it, and what is wrong."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._problems = ""
        self.site: LiveSite | None = None
        """The last version of the site that had no error."""

    def announce(self, problems: str, site: LiveSite | None = None) -> None:
        """Tell every open page that content was read again: its site, or its problems as text."""
        with self._changed:
            self.site = site or self.site
            self._version += 1
            self._problems = problems
            self._changed.notify_all()

    def wait(self, since: int) -> dict[str, object]:
        """Return the state once its version is not ``since``, or after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != since, timeout=_WAIT_SECONDS)
            return {"version": self._version, "problems": self._problems}


class _Handler(BaseHTTPRequestHandler):
    """Serves the files of the site and nothing else; adds the preview's script to pages."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, preview: Preview) -> None:
        self._preview = preview
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer one request."""
        address = urlsplit(self.path)
        if address.path == _SCRIPT_PATH:
            self._send(_SCRIPT, "text/javascript")
        elif address.path == _STATE_PATH:
            since = address.query.removeprefix("since=")
            number = int(since) if since.isdecimal() else -1
            self._send(json.dumps(self._preview.wait(number)).encode(), "application/json")
        elif self._preview.site is None:
            self._send(_with_script(_WAITING_PAGE, ""), "text/html")
        else:
            self._send_file(self._preview.site, _output_path(address.path))

    def _send_file(self, site: LiveSite, path: str) -> None:
        try:
            self._send_output(site, path)
        except ConnectionError:
            raise
        except Exception:  # whoever writes a template reads what is wrong with it in the page
            page = _FAILED_PAGE.replace(b"...", escape(traceback.format_exc()).encode())
            self._send(_with_script(page, ""), "text/html", HTTPStatus.INTERNAL_SERVER_ERROR)

    def _send_output(self, site: LiveSite, path: str) -> None:
        data, status = site.find(path), HTTPStatus.OK
        if data is None:
            path = urls.output_path(urls.NOT_FOUND)
            data, status = site.find(path) or _WAITING_PAGE, HTTPStatus.NOT_FOUND
        if path.endswith(".html"):
            broken = site.broken_links(path, data)
            data = _with_script(data, "\n".join(
                catalogue.LINK_BROKEN.at(Location(path), link=link).message for link in broken
            ))
        self._send(data, mimetypes.guess_type(path)[0] or "application/octet-stream", status)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the terminal belongs to the builds."""


def _output_path(address: str) -> str:
    """Return the path in the site of an address; one that leads out of it is in no site."""
    path = unquote(address)
    return normpath(f"{path}index.html" if path.endswith("/") else path).lstrip("/")


def _with_script(page: bytes, problems: str) -> bytes:
    tag = f'<script src="{_SCRIPT_PATH}" data-problems="{escape(problems)}" defer></script></html>'
    return page.replace(b"</html>", tag.encode())


def start_server(port: int, preview: Preview) -> ThreadingHTTPServer:
    """Serve a preview on this machine, in the background; port 0 takes a free one.

    Raises OSError if the port is taken.
    """
    handler: Callable[..., _Handler] = partial(_Handler, preview=preview)
    server = ThreadingHTTPServer((HOST, port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server
