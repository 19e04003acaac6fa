"""A real Chromium, the real site served from this machine, and windows that tell every fault."""

import shutil
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect, sync_playwright

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # Letters as wide on every machine, and nothing that leaves it.
    "--font-render-hinting=none", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# The same engine; the first one opens a page in half the time, having no window to draw.
CHROMIUMS = ("chromium-headless-shell", "chromium", "google-chrome")
# A machine that does much else at once is slow, not wrong.
PATIENCE = 20_000  # milliseconds


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # many files over one connection

    def log_message(self, *_):
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """Nor that a page was left before it had all its files."""


@pytest.fixture(scope="session")
def browser():
    """Chromium from the machine; without one, each test of a page says that it was not run."""
    executable = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if executable is None:
        pytest.skip("NOT RUN: no Chromium on this machine (.ci/run installs it)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def serve():
    """Serve a folder from this machine until the end of the tests; returns its address."""
    servers = []

    def start(folder):
        server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        servers.append(server)
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def served(serve, real_site):
    """The address of the real site, under a sub-path."""
    return f"{serve(real_site.parent)}{real_site.name}/"


@pytest.fixture(scope="session")
def served_at_root(serve, real_site):
    """The address of the real site, where a domain begins: that of the page « not found » too."""
    return serve(real_site)


def watch(page):
    """Gather in ``faults`` what a page complains of, and asks for outside of ``own``."""
    page.own, page.faults = (), []
    page.on("console", lambda message: page.faults.append(message.text)
            if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.faults.append(request.url)
            if not request.url.startswith((*page.own, "data:", "blob:")) else None)


def go(page, address):
    """Go to an address; a page whose scripts ask for files is ready when they ask for no more."""
    page.goto(address)
    if page.locator("[data-island]:not([data-island=share])").count():
        page.wait_for_load_state("networkidle")


@pytest.fixture
def open_page(browser, served):
    """Open a page of the real site in a new window, to use it as a reader would.

    The page must ask for nothing elsewhere and complain of nothing: its ``faults`` must be empty
    at the end of the test.
    """
    opened = []

    def show(address, *, width=1440, scheme="light", javascript=True, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme,
            java_script_enabled=javascript, reduced_motion="reduce", **options,
        )
        page = context.new_page()
        opened.append((context, page))
        watch(page)
        page.own = (served,)
        go(page, served + address)
        return page

    yield show
    faults = [fault for _, page in opened for fault in page.faults]
    for context, _ in opened:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def windows(browser):
    """Two windows that tests use by turns, with scripts and without: a new one takes a while."""
    contexts = {
        javascript: browser.new_context(java_script_enabled=javascript, reduced_motion="reduce")
        for javascript in (True, False)
    }
    pages = {javascript: context.new_page() for javascript, context in contexts.items()}
    for page in pages.values():
        watch(page)
    yield pages
    for context in contexts.values():
        context.close()


@pytest.fixture
def look_at(windows, served):
    """Show a page of the real site in a window that was used before, to look at it only.

    The same is asked of it as by ``open_page``.
    """
    for page in windows.values():
        page.own, page.faults = (served,), []

    def show(address, *, width=1440, height=900, javascript=True):
        page = windows[javascript]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="light")
        go(page, served + address)
        return page

    yield show
    assert [fault for page in windows.values() for fault in page.faults] == []
