"""What a reader takes away from a page, and what a browser refuses to keep."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def fiche_page(open_page, real_site):
    """A page of a fiche, with the right to write what is copied."""
    slug = min(path.name for path in (real_site / "initiatives").iterdir() if path.is_dir())
    page = open_page(f"initiatives/{slug}/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def test_the_address_of_a_page_is_copied_as_search_engines_know_it(fiche_page):
    fiche_page.get_by_role("button", name="Copier le lien").click()
    expect(fiche_page.locator(".share-status")).to_have_text("Lien copié.")
    copied = fiche_page.evaluate("navigator.clipboard.readText()")
    assert copied == fiche_page.locator('link[rel="canonical"]').get_attribute("href")


def test_a_page_is_printed_on_request(fiche_page):
    fiche_page.evaluate("window.print = () => { window.printed = true }")
    fiche_page.get_by_role("button", name="Imprimer").click()
    assert fiche_page.evaluate("window.printed") is True


def test_a_citation_tells_the_day_it_was_read_and_is_copied(fiche_page):
    fiche_page.get_by_text("Citer cette page").click()
    fiche_page.get_by_role("button", name="Copier la citation").click()
    expect(fiche_page.locator(".share-status")).to_have_text("Citation copiée.")
    copied = fiche_page.evaluate("navigator.clipboard.readText()")
    address = fiche_page.locator('link[rel="canonical"]').get_attribute("href")
    assert f". {address}. " in copied
    assert re.search(r"Consulté le (1er|\d+)\xa0\w+\xa020\d\d\.$", copied)


REFUSAL = """for (const name of ["getItem", "setItem", "removeItem"]) {
  Storage.prototype[name] = () => { throw new DOMException("non", "QuotaExceededError"); };
}"""


def test_the_form_works_in_a_browser_that_keeps_nothing(browser, served):
    """And it does not say that the draft is kept."""
    context = browser.new_context()
    context.add_init_script(REFUSAL)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{served}contribuer/fiche/")
    page.wait_for_selector("[data-ready]")
    page.locator("[name=titre]").fill("Le Phare")
    expect(page.locator("[data-draft]")).to_contain_text("pas")
    assert page.locator("[name=titre]").input_value() == "Le Phare"
    assert faults == []
    context.close()


ENTRIES = [
    {"id": "a", "rank": 0, "commune": "Évreux", "score": 1, "distance": 30},
    {"id": "b", "rank": 1, "commune": "Arles", "score": 3},
    {"id": "c", "rank": 2, "commune": "evreux", "score": 3, "distance": 2},
    {"id": "d", "rank": 3, "commune": "Zuydcoote", "score": 2},
]


@pytest.mark.parametrize(("order", "expected"), [
    ("titre", "abcd"), ("commune", "bacd"), ("distance", "cabd"), ("pertinence", "bcda"),
])
def test_the_list_can_be_read_in_four_orders(open_page, served, real_site, order, expected):
    page = open_page("glossaire/")
    folder = next((real_site / "assets").iterdir()).name
    found = page.evaluate(
        "async ([url, entries, order]) => (await import(url)).sortEntries(entries, order)",
        [f"{served}assets/{folder}/js/lib/sorting.js", ENTRIES[::-1], order],
    )
    assert "".join(entry["id"] for entry in found) == expected
