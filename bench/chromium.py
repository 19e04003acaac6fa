"""A folder served on this machine, and a real Chromium to read it; shared by the benches."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, sync_playwright

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)


class _Handler(SimpleHTTPRequestHandler):
    """Files of a folder, those with some endings after a while."""

    def __init__(self, *arguments: Any, delays: Mapping[str, float], **options: Any) -> None:
        self._delays = delays
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Wait as long as the file's ending asks, in seconds."""
        path = self.path.partition("?")[0]
        time.sleep(self._delays.get(Path(path).suffix, 0))
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path, delays: Mapping[str, float] | None = None) -> Iterator[str]:
    """Serve a folder; the value is its address, with a last slash."""
    handler = partial(_Handler, directory=str(folder), delays=delays or {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Chromium from the machine, or the one that playwright has installed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        yield browser
        browser.close()
