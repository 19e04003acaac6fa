"""A real Chromium, and the real site served under a sub-path, for browser tests."""

import shutil
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import sync_playwright

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)


class _SilentHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="session")
def browser():
    """Chromium from the machine; without one, each test of a page says that it was not run."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("NOT RUN: no Chromium on this machine (.ci/run installs it)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def served(real_site):
    """The address of the real site, under a sub-path of this machine."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_SilentHandler, directory=str(real_site.parent))
    )
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{real_site.name}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_page(browser, served):
    """Open a page of the real site; it must ask for nothing elsewhere and complain of nothing.

    What went wrong is in ``faults``, which must be empty at the end of the test.
    """
    opened = []

    def show(address, *, width=1440, scheme="light", javascript=True, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme,
            java_script_enabled=javascript, reduced_motion="reduce", **options,
        )
        page = context.new_page()
        page.faults = []
        page.on("console", lambda message: page.faults.append(message.text)
                if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: page.faults.append(request.url)
                if not request.url.startswith((served, "data:", "blob:")) else None)
        opened.append((context, page))
        page.goto(served + address)
        page.wait_for_load_state("networkidle")
        return page

    yield show
    faults = [fault for _, page in opened for fault in page.faults]
    for context, _ in opened:
        context.close()
    assert faults == []
