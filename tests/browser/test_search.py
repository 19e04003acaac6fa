"""The full-text search in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import find_violations

pytestmark = pytest.mark.browser


def results(page):
    return page.locator(".search-result")


def tally(page):
    return page.locator(".search-count")


@pytest.mark.parametrize("width", [360, 1440])
def test_search_has_no_accessibility_violation(open_page, width):
    page = open_page("recherche/?q=epicerie", width=width)
    expect(results(page).first).to_be_visible()
    assert find_violations(page) == {}


def test_the_home_page_searches_the_whole_site(open_page, served):
    page = open_page("")
    page.get_by_role("searchbox").first.fill("epicerie solidaire")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"{served}recherche/\\?q="))
    expect(results(page).first).to_contain_text(re.compile("épicerie", re.IGNORECASE))
    assert "épicerie" in results(page).first.locator("mark").first.inner_text().lower()


@pytest.mark.parametrize(("words", "kind", "address"), [
    ("conciergerie", "initiatives", "initiatives/"),
    ("commerce", "numeros", "numeros/"),
    ("zone franche", "glossaire", "glossaire/#"),
    ("accessibilité", "pages", "accessibilite/"),
])
def test_each_kind_of_document_is_found(open_page, words, kind, address):
    page = open_page(f"recherche/?q={words}&type={kind}")
    expect(results(page).first).to_be_visible()
    assert f"../{address}" in results(page).first.locator("a").get_attribute("href")


def test_a_result_leads_to_its_page(open_page, served):
    page = open_page("recherche/?q=cagette+roubaix")
    results(page).first.get_by_role("link").click()
    page.wait_for_url(re.compile(f"{served}initiatives/"))


def test_typing_searches_and_back_returns(open_page):
    page = open_page("recherche/")
    page.get_by_role("searchbox").fill("laverie")
    page.keyboard.press("Enter")
    expect(tally(page)).to_contain_text("« laverie »")
    page.get_by_role("searchbox").fill("fablab")
    page.keyboard.press("Enter")
    expect(tally(page)).to_contain_text("« fablab »")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("laverie" if "laverie" in page.url else "")


def test_themes_and_kinds_filter_with_their_counts(open_page):
    page = open_page("recherche/?q=emploi")
    expect(results(page).first).to_be_visible()
    choice = page.locator("label", has=page.locator("[name=type][value=numeros]"))
    promised = choice.locator("[data-count]").inner_text()
    choice.click()
    expect(tally(page)).to_contain_text(f"{promised}\u00a0résultat")


def test_more_results_are_shown_when_asked_for(open_page):
    page = open_page("recherche/?q=quartier")
    expect(results(page)).to_have_count(10)
    page.get_by_role("button", name="Afficher d’autres résultats").click()
    expect(results(page)).to_have_count(20)


def test_a_word_with_a_slip_finds_what_the_nearest_word_finds(open_page):
    page = open_page("recherche/?q=insertion emploi")
    expect(tally(page)).to_contain_text("pour « insertion emploi »")
    meant = tally(page).inner_text()
    page.get_by_role("searchbox").fill("insersion emploi")
    expect(tally(page)).to_have_text(f"Aucun résultat pour « insersion emploi ». {meant}")
    marked = {word.lower() for word in results(page).locator("mark").all_inner_texts()}
    assert "insertion" in marked
    expect(page.locator(".search-empty")).to_be_hidden()


def test_the_nearest_word_is_written_as_texts_write_it(open_page):
    page = open_page("recherche/?q=epicrie")
    expect(tally(page)).to_contain_text(re.compile(r"pour «\sépiceries?\s»"))


@pytest.mark.parametrize(("code", "place"), [
    ("93", "Seine-Saint-Denis"), ("75019", "Paris"), ("59100", "Roubaix"),
])
def test_fiches_are_found_by_the_code_of_their_place(open_page, code, place):
    page = open_page(f"recherche/?q={code}&type=initiatives")
    expect(results(page).first.locator(".search-kind")).to_contain_text(place)


def test_nothing_found_is_said_with_a_way_on(open_page):
    page = open_page("recherche/?q=xyzzyx")
    expect(tally(page)).to_contain_text("Aucun résultat")
    expect(page.get_by_role("link", name="parcourir la carte")).to_be_visible()


def test_without_script_lists_lead_everywhere(open_page):
    page = open_page("recherche/?q=epicerie", javascript=False)
    expect(page.get_by_text("La recherche dans tous les textes")).to_be_visible()
    expect(page.get_by_role("link", name="Les initiatives, de A à Z")).to_be_visible()
