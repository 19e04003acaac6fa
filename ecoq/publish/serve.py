"""The live preview: serves the output on this machine only, and tells pages when it changed.

Pages get one more script on their way to the browser; the files on disk stay as they are. While
content has errors, the last good site is served and each page shows what is wrong.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
_SCRIPT_PATH = "/__ecoq/preview.js"
_STATE_PATH = "/__ecoq/state"
_SCRIPT_TAG = f'<script src="{_SCRIPT_PATH}" defer></script>'.encode()
_WAIT_SECONDS = 25

# Waits for the next state, reloads on a new version, shows problems as text.
_SCRIPT = b"""
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
    panel.textContent = state.problems;
    if (state.problems) document.body.append(panel); else panel.remove();
    follow(state.version);
  } catch {
    setTimeout(follow, 1000, version);
  }
}
follow(-1);
"""
_WAITING_PAGE = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Construction</title>'
    "<p>Le site est en cours de construction…</p></html>"
).encode()


class Preview:
    """What the browser is told: a version that grows with each build, and what is wrong."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._problems = ""

    def announce(self, problems: str) -> None:
        """Tell every open page that a build ended, with its problems as text."""
        with self._changed:
            self._version += 1
            self._problems = problems
            self._changed.notify_all()

    def wait(self, since: int) -> dict[str, object]:
        """Return the state once its version is not ``since``, or after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != since, timeout=_WAIT_SECONDS)
            return {"version": self._version, "problems": self._problems}


class _Handler(SimpleHTTPRequestHandler):
    """Serves the folder; adds the preview's script to pages."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, preview: Preview, directory: str) -> None:
        self._preview = preview
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer one request."""
        address = urlsplit(self.path)
        if address.path == _SCRIPT_PATH:
            self._send(_SCRIPT, "text/javascript")
        elif address.path == _STATE_PATH:
            since = address.query.removeprefix("since=")
            number = int(since) if since.removeprefix("-").isdigit() else -1
            self._send(json.dumps(self._preview.wait(number)).encode(), "application/json")
        elif (page := self._find_page(address.path)) is not None:
            self._send_page(page, HTTPStatus.OK)
        elif not Path(self.translate_path(self.path)).exists():
            self._send_page(Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()

    def _find_page(self, path: str) -> Path | None:
        """Return the HTML file of an address; ``translate_path`` keeps it in the folder."""
        file = Path(self.translate_path(unquote(path)))
        if path.endswith("/"):
            file = file / "index.html"
        return file if file.suffix == ".html" and file.is_file() else None

    def _send_page(self, page: Path, status: HTTPStatus) -> None:
        html = page.read_bytes() if page.is_file() else _WAITING_PAGE
        self._send(html.replace(b"</html>", _SCRIPT_TAG + b"</html>"), "text/html", status)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the terminal belongs to the builds."""


def start_server(folder: Path, port: int, preview: Preview) -> ThreadingHTTPServer:
    """Serve a folder on this machine, in the background; port 0 takes a free one.

    Raises OSError if the port is taken.
    """
    handler: Callable[..., _Handler] = partial(_Handler, preview=preview, directory=str(folder))
    server = ThreadingHTTPServer((HOST, port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server
