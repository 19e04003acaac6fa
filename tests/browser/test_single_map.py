"""``carte.html`` opened from disk in Chromium, with the network cut."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render.html import make_environment
from ecoq.render.map import COMPOSED_MAP, render_single_file_map
from ecoq.site.assemble import assemble

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
HOSTILE = "</script><img src=x onerror=document.title='pris'> ${1} `x`"
HEADERS = {
    "epicerie": "titre: Une épicerie de quartier\nthematique: entrepreneuriat\n"
                "chiffres:\n  - 12 emplois (2021)",
    "velo": "titre: L'établi d'Auron",
    "toile": f'titre: "{HOSTILE}"\ncommune: Lille\ndepartement: "59"',
    "jardin": "titre: Le jardin créole\nthematique: entrepreneuriat\n"
              "thematiques_secondaires: [numerique]\ncommune: Cayenne\ndepartement: \"973\"",
    "phare": "titre: Le Phare\ncommune: Saint-Étienne\ndepartement: \"42\"\n"
             "latitude: 45.44\nlongitude: 4.39",
}


@pytest.fixture(scope="session")
def map_file(made_once, write_project, fiche, gazetteer):
    """The map of five initiatives, two in one town, one overseas, one with a hostile title."""

    def make(root):
        write_project(root, {
            f"content/initiatives/{slug}.md": fiche(header) for slug, header in HEADERS.items()
        })
        site = assemble(load_content(root, Report()), gazetteer)
        (root / "carte.html").write_bytes(render_single_file_map(
            site, make_environment(ROOT / "templates"), ROOT / "assets", COMPOSED_MAP.follow()
        ))

    return made_once("map", make) / "carte.html"


@pytest.fixture(params=[(1440, "reduce"), (360, "no-preference")], ids=["wide", "narrow"])
def page(request, browser, map_file):
    """The page, which must ask for nothing and complain of nothing; with motion on the phone."""
    width, motion = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion=motion
    )
    context.set_offline(True)
    opened = context.new_page()
    requests, complaints = [], []
    opened.on("request", lambda asked: requests.append(asked.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(map_file.as_uri())
    yield opened
    assert [url for url in requests if not url.startswith("data:")] == [map_file.as_uri()]
    assert complaints == []
    context.close()


def tally(page):
    return page.get_by_role("status")


def shown_titles(page):
    return page.locator(".entry:visible .entry-title").all_inner_texts()


def number_on_the_map(page):
    """How many initiatives the map shows: a disc is one, a cluster says how many."""
    clusters = page.locator(".cluster-count").all_inner_texts()
    return page.locator(".pin").count() + sum(int(text) for text in clusters)


def wait_for_number_on_the_map(page, number):
    """Wait for the end of animations; the page's policy forbids playwright's own wait."""
    for _ in range(50):
        if number_on_the_map(page) == number:
            return
        page.wait_for_timeout(100)
    assert number_on_the_map(page) == number


def choose_theme(page, name):
    themes = page.locator("details.themes")
    if not themes.evaluate("element => element.open"):
        themes.locator("summary").click()
    page.get_by_label(re.compile(name)).check()


def test_every_initiative_is_shown(page):
    expect(tally(page)).to_have_text("5 initiatives, dont 4 situées à la commune près")
    assert len(shown_titles(page)) == 5
    page.get_by_role("button", name="Toute la France").click()
    wait_for_number_on_the_map(page, 5)


def test_a_theme_leaves_its_initiatives_main_or_secondary(page):
    choose_theme(page, "Numérique")
    expect(tally(page)).to_contain_text("4 initiatives")
    assert "Une épicerie de quartier" not in shown_titles(page)
    page.get_by_role("button", name="Toute la France").click()
    wait_for_number_on_the_map(page, 4)


@pytest.mark.parametrize(("words", "titles"), [
    ("epicerie", ["Une épicerie de quartier"]),
    ("ÉPICERIES quartier", ["Une épicerie de quartier"]),
    ("st etienne", ["Le Phare"]),
    ("l’etabli d’auron", ["L’établi d’Auron"]),
    ("guyane creole", ["Le jardin créole"]),
    ("epicerie lille", []),
], ids=["no accent", "plural", "saint", "apostrophe", "place and title", "no match"])
def test_words_find_without_accents_case_or_hyphens(page, words, titles):
    page.get_by_role("searchbox").fill(words)
    assert shown_titles(page) == titles


def test_an_empty_result_says_so_and_everything_comes_back(page):
    page.get_by_role("searchbox").fill("introuvable")
    expect(tally(page)).to_have_text("Aucune initiative")
    expect(page.get_by_text("Aucune initiative ne correspond")).to_be_visible()
    page.get_by_role("button", name="Tout afficher").click()
    expect(tally(page)).to_contain_text("5 initiatives")


def test_theme_counts_follow_the_words(page):
    page.get_by_role("searchbox").fill("jardin")
    assert page.locator(".theme-count").all_text_contents() == ["1", "1"]


def test_a_click_in_the_list_opens_the_popup_of_a_clustered_initiative(page):
    page.get_by_role("button", name="L’établi d’Auron", exact=True).click()
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("L’établi d’Auron")
    expect(popup.locator(".entry-title")).to_be_focused()
    expect(popup.get_by_role("link", name=re.compile("Lire la fiche"))).to_have_attribute(
        "href", re.compile(r"^https://.*/initiatives/velo/$")
    )


def test_a_click_in_the_list_finds_what_is_far_away(page):
    page.get_by_role("button", name="Le jardin créole", exact=True).click()
    expect(page.locator(".leaflet-popup")).to_contain_text("Cayenne (Guyane)")
    expect(page.get_by_role("button", name=re.compile("Le jardin créole, Cayenne"))).to_be_visible()


def test_keyboard_alone_goes_from_the_words_to_the_popup_and_back(page):
    search = page.get_by_role("searchbox")
    search.focus()
    page.keyboard.type("epicerie")
    expect(tally(page)).to_contain_text("1 initiative")
    button = page.get_by_role("button", name="Une épicerie de quartier", exact=True)
    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("12 emplois (2021)")
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(button).to_be_focused()


def test_enter_on_a_cluster_spreads_it(page):
    page.locator(".pin-target", has=page.locator(".cluster")).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".spider-leg")).to_have_count(2)


def test_an_overseas_button_shows_its_initiatives(page):
    page.get_by_role("button", name=re.compile("Guyane 1")).click()
    expect(page.get_by_role("button", name=re.compile("Le jardin créole, Cayenne"))).to_be_visible()


def test_hostile_titles_stay_words(page):
    page.locator('.entry[data-id="toile"] .entry-button').click()
    expect(page.locator(".leaflet-popup .entry-title")).to_contain_text("<img src=x")
    assert page.title().startswith("La carte des initiatives")
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("width", [320, 768, 1024, 1440])
def test_nothing_sticks_out(browser, map_file, width):
    context = browser.new_context(viewport={"width": width, "height": 700})
    opened = context.new_page()
    opened.goto(map_file.as_uri())
    opened.locator("details.themes").evaluate("element => { element.open = true }")
    widths = "element => [element.scrollWidth, element.clientWidth]"
    for selector in ("html", ".filters", ".results"):
        inside, available = opened.locator(selector).evaluate(widths)
        assert inside <= available, selector
    context.close()


def test_without_script_the_list_is_the_page(browser, map_file):
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(map_file.as_uri())
    assert len(shown_titles(plain)) == 5
    assert not plain.locator(".atlas").is_visible()
    assert not plain.locator(".filters").is_visible()
    context.close()
