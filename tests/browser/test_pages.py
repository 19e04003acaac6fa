"""Every kind of page in a real Chromium: axe, policy, network, narrow screens, no script."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "initiative": "initiatives/el-cagette-roubaix/",
    "overseas initiative": "initiatives/chantier-facades-majicavo-koropa/",
    "initiatives": "initiatives/",
    "issue": "numeros/04-commerce-de-proximite/",
    "issues": "numeros/",
    "themes": "thematiques/",
    "theme": "thematiques/numerique/",
    "regions": "regions/",
    "region": "regions/bretagne/",
    "department": "departements/nord/",
    "departments": "departements/",
    "commune": "communes/roubaix-59/",
    "communes": "communes/",
    "network": "reseau/",
    "glossary": "glossaire/",
    "figures": "chiffres/",
    "page": "accessibilite/",
    "site map": "plan-du-site/",
    "changes": "donnees/changements/",
    "not found": "404.html",
    "components": "composants/",
}
# What these show without a script is tested with what they do with one.
APPLICATIONS = {
    "explorer": "carte/",
    "search": "recherche/",
    "form": "contribuer/fiche/",
    "open data": "donnees/",
}
EVERY_PAGE = {**PAGES, **APPLICATIONS}
WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="session")
def served(real_site):
    """The address of the real site, served from this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(real_site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_page(browser, served):
    """Open a page of the real site; what went wrong meanwhile is in ``faults``."""
    contexts = []

    def show(address, *, width=1440, scheme="light", javascript=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda message: page.faults.append(message.text)
                if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: page.faults.append(request.url)
                if not request.url.startswith((served, "data:")) else None)
        page.goto(served + address)
        page.wait_for_load_state("networkidle")
        return page

    yield show
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", EVERY_PAGE.values(), ids=EVERY_PAGE.keys())
def test_page_has_no_accessibility_violation(open_page, address, width, scheme):
    page = open_page(address, width=width, scheme=scheme)
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    assert page.faults == []


@pytest.mark.parametrize("address", EVERY_PAGE.values(), ids=EVERY_PAGE.keys())
def test_page_never_scrolls_sideways_at_four_hundred_percent(open_page, address):
    page = open_page(address, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_page_is_complete_without_javascript(open_page, address):
    with_script = open_page(address).locator("main").inner_text()
    without = open_page(address, javascript=False).locator("main").inner_text()
    lost = set(without.split()) - set(with_script.split())
    assert lost == set()
    assert len(without) > 0.95 * len(with_script) - 100


def test_menu_opens_on_a_phone_without_javascript(open_page):
    page = open_page("", width=360, javascript=False)
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Régions").click()
    assert page.url.endswith("/regions/")


def test_skip_link_comes_first_and_leads_to_the_content(open_page):
    page = open_page("initiatives/el-cagette-roubaix/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


@pytest.mark.parametrize("address", ["", "initiatives/el-cagette-roubaix/"])
def test_site_opens_from_disk(browser, real_site, address):
    context = browser.new_context()
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text)
            if "Content Security Policy" in message.text else None)
    page.goto((real_site / address / "index.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert faults == []
    serif = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert "Source Serif" in serif
    page.get_by_role("contentinfo").get_by_role("link", name="Glossaire").click()
    assert page.url.endswith("/glossaire/index.html")
    context.close()


def test_fiche_prints_on_one_page(open_page):
    page = open_page("initiatives/el-cagette-roubaix/")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1 or pdf.count(b"/Type /Page ") == 1


@pytest.mark.parametrize("address", [
    "", "initiatives/el-cagette-roubaix/", "carte/", "recherche/", "recherche/?q=boutique",
    "contribuer/fiche/",
])
def test_nothing_moves_while_the_page_loads(open_page, address):
    page = open_page(address, width=1000)
    shift = page.evaluate("""() => new Promise((resolve) => {
        let total = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) total += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(total), 500);
    })""")
    assert shift < 0.01
