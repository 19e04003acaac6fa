"""Every kind of page in a real Chromium: axe, policy, network, no script, nothing that moves."""

import pytest

from tests.browser.axe import find_violations

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


@pytest.fixture(scope="session")
def served(served_at_root):
    """The page that hosts show anywhere links from the root of its domain."""
    return served_at_root


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("address", EVERY_PAGE.values(), ids=EVERY_PAGE.keys())
def test_page_has_no_accessibility_violation(look_at, address, width):
    assert find_violations(look_at(address, width=width)) == {}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_page_is_complete_without_javascript(look_at, address):
    with_script = look_at(address).locator("main").inner_text()
    without = look_at(address, javascript=False).locator("main").inner_text()
    lost = set(without.split()) - set(with_script.split())
    assert lost == set()
    assert len(without) > 0.95 * len(with_script) - 100


def test_menu_opens_on_a_phone_without_javascript(open_page):
    page = open_page("", width=360, javascript=False)
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Régions").click()
    assert page.url.endswith("/regions/")


def test_escape_closes_the_menu_of_a_phone_and_leaves_the_reader_at_its_button(open_page):
    page = open_page("", width=360)
    page.get_by_text("Menu", exact=True).click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.get_by_role("navigation", name="Menu").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Menu"


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
