"""The explorer, used as a reader would, in a real Chromium."""

import csv
import io
import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import find_violations

pytestmark = pytest.mark.browser

EXPLORER = "carte/"
TWO_THEMES_AND_A_REGION = "carte/?theme=numerique&theme=emploi-et-formation&region=ile-de-france"


def tally(page):
    return page.locator(".explorer-count")


def titles(page):
    return page.locator(".explorer-list .card-title").all_inner_texts()


def count(page):
    return int(re.match(r"[\d\u202f]+", tally(page).inner_text())[0].replace("\u202f", ""))


def open_filters(page):
    page.get_by_role("button", name=re.compile("^Filtres")).click()


def choose(page, name, value):
    page.locator(f"[name={name}][value={value}]").check()


@pytest.mark.parametrize("width", [360, 1440])
def test_explorer_has_no_accessibility_violation_with_its_filters_open(open_page, width):
    page = open_page(EXPLORER, width=width)
    open_filters(page)
    assert find_violations(page) == {}


def test_two_themes_and_a_region_survive_a_reload_and_the_way_back(open_page):
    page = open_page(EXPLORER)
    everything = tally(page).inner_text()
    open_filters(page)
    choose(page, "theme", "numerique")
    choose(page, "theme", "emploi-et-formation")
    with_themes = tally(page).inner_text()
    page.get_by_label("Région").select_option("ile-de-france")
    with_all = tally(page).inner_text()
    assert len({everything, with_themes, with_all}) == 3
    page.reload()
    expect(tally(page)).to_have_text(with_all)
    expect(page.locator("[name=theme][value=numerique]")).to_be_checked()
    page.go_back()
    expect(tally(page)).to_have_text(with_themes)
    page.go_back()
    page.go_back()
    expect(tally(page)).to_have_text(everything)
    page.go_forward()
    expect(page.locator("[name=theme]:checked")).to_have_count(1)


def test_a_count_tells_what_its_choice_would_leave(open_page):
    page = open_page("carte/?region=ile-de-france")
    open_filters(page)
    label = page.locator("label", has=page.locator("[name=theme][value=numerique]"))
    promised = int(label.locator("[data-count]").inner_text())
    choose(page, "theme", "numerique")
    assert count(page) == promised


@pytest.mark.parametrize("words", ["epicerie", "ÉPICERIES", "épic", "epicerie nantes"])
def test_words_find_whatever_their_accents_case_or_number(open_page, words):
    page = open_page(EXPLORER)
    page.get_by_label("Chercher", exact=True).fill(words)
    assert any("épicerie" in title for title in titles(page))
    assert count(page) < 60


def test_an_empty_result_offers_ways_out(open_page):
    page = open_page("carte/?mots=introuvable&theme=numerique")
    expect(tally(page)).to_have_text("Aucune initiative")
    expect(page.get_by_text("Rien ici")).to_be_visible()
    page.get_by_role("button", name="Retirer « introuvable »").click()
    expect(page.get_by_text("Rien ici")).to_be_hidden()
    assert count(page) > 0


def test_keyboard_alone_leads_from_the_home_page_to_a_fiche(open_page, served):
    page = open_page("")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == EXPLORER:
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}{EXPLORER}")
    page.wait_for_load_state("networkidle")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "mots":
            break
    page.keyboard.type("epicerie")
    expect(tally(page)).not_to_contain_text("252")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('.explorer-item'))"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"{served}initiatives/[a-z0-9-]+/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_map_does_not_keep_the_focus(open_page):
    page = open_page("carte/?mots=epicerie")
    expect(page.locator(".explorer-target").first).to_be_visible()
    page.locator("[data-map]").focus()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("!document.activeElement.closest('[data-map]')"):
            break
    assert page.evaluate("!document.activeElement.closest('[data-map]')")


def test_a_point_opens_by_keyboard_and_gives_the_focus_back(open_page):
    page = open_page("carte/?mots=epicerie")
    pin = page.locator(".explorer-target:has(.explorer-pin)").first
    name = pin.get_attribute("aria-label")
    pin.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup")
    expect(popup).to_be_visible()
    assert popup.locator(".card-title").inner_text() in name
    page.keyboard.press("Escape")
    expect(popup).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name


@pytest.mark.parametrize(("query", "pins"), [("departement=2b", 4), ("departement=33", None)], ids=[
    "of one place", "of several",
])
def test_a_cluster_opens_by_keyboard(open_page, query, pins):
    page = open_page(f"carte/?{query}")
    cluster = page.locator(".explorer-target:has(.explorer-cluster)")
    expect(cluster.first).to_be_visible()
    page.get_by_role("button", name="Hexagone").click()
    expect(cluster).to_have_count(1)
    cluster.focus()
    page.keyboard.press("Enter")
    if pins:
        expect(page.locator(".explorer-pin")).to_have_count(pins)
    else:
        expect(page.locator(".explorer-target").nth(1)).to_be_visible()
    assert page.evaluate("Boolean(document.activeElement.closest('.explorer-map'))")


def test_list_and_map_show_the_same_fiche_both_ways(open_page):
    page = open_page("carte/?mots=epicerie+breil")
    pin = page.locator(".explorer-target").first
    page.locator(".explorer-card").first.hover()
    expect(pin).to_have_class(re.compile("is-lit"))
    page.get_by_label("Chercher", exact=True).hover()
    pin.focus()
    expect(page.locator(".explorer-item").first).to_have_class(re.compile("is-lit"))


def test_the_map_shows_as_many_initiatives_as_the_list(open_page):
    page = open_page(TWO_THEMES_AND_A_REGION)
    expect(page.locator(".explorer-target").first).to_be_visible()
    page.wait_for_timeout(400)
    clusters = page.locator(".explorer-cluster-count").all_inner_texts()
    assert page.locator(".explorer-pin").count() + sum(map(int, clusters)) == count(page)


def test_around_a_commune_the_nearest_come_first_with_their_distance(open_page):
    page = open_page(EXPLORER)
    field = page.get_by_role("combobox", name="Autour d’une commune")
    field.fill("saint den")
    option = page.get_by_role("option", name="Saint-Denis (93)")
    expect(option).to_be_visible()
    option.click()
    expect(page.locator(".explorer-distance").first).to_be_visible()
    kilometres = page.locator(".explorer-distance").evaluate_all(
        """shown => shown.map(one => one.textContent.includes("moins") ? 0
          : Number(one.textContent.replace(/[^\\d,]/g, "").replace(",", ".")))"""
    )
    assert kilometres == sorted(kilometres)
    assert kilometres[0] < 5
    open_filters(page)
    page.get_by_label("Distance").select_option("25")
    near = count(page)
    assert 0 < near < 252
    page.reload()
    expect(field).to_have_value("Saint-Denis (93)")
    assert count(page) == near


def test_a_name_that_no_commune_has_is_said(open_page):
    page = open_page(EXPLORER)
    field = page.get_by_role("combobox", name="Autour d’une commune")
    notice = page.locator(".explorer-notice")
    for text in ("Bourgezz", "18999", "99123"):
        field.fill(text)
        field.press("Enter")
        expect(notice).to_contain_text(f"ni code postal ne commence par « {text} »")
    field.fill("Bourges")
    expect(page.get_by_role("option", name="Bourges (18)")).to_be_visible()
    field.press("Enter")
    expect(notice).to_be_hidden()
    expect(field).to_have_value("Bourges (18)")


@pytest.mark.parametrize(("typed", "name"), [
    ("18000", "Bourges (18)"), ("75011", "Paris 11e Arrondissement (75)"),
    ("69 003", "Lyon 3e Arrondissement (69)"),
    ("13002 Marseille", "Marseille 2e Arrondissement (13)"),
    ("97411", "Saint-Paul (974)"), ("20200", "Bastia (2B)"),
])
def test_around_a_postal_code_is_around_its_commune(open_page, typed, name):
    page = open_page(EXPLORER)
    field = page.get_by_role("combobox", name="Autour d’une commune")
    field.fill(typed)
    expect(page.get_by_role("option").first).to_have_text(name)
    field.press("Enter")
    expect(field).to_have_value(name)
    expect(page.locator(".explorer-distance").first).to_be_visible()


def test_a_theme_leads_to_its_fiches_on_the_map(open_page):
    page = open_page("thematiques/numerique/")
    told = page.locator(".tally-number").inner_text()
    cards = page.locator(".card .kicker").all_inner_texts()
    first = [words == "Numérique" for words in cards]
    assert first == sorted(first, reverse=True)
    assert len(cards) == int(told)
    page.get_by_role("link", name="Les voir sur la carte").click()
    expect(page.locator(".chip")).to_have_text("Numérique")
    assert count(page) == int(told)


@pytest.mark.parametrize(("address", "link", "chip"), [
    ("regions/saint-martin/", "Les voir sur la carte", "Saint-Martin"),
    ("regions/provence-alpes-cote-d-azur/", "Les voir sur la carte", "Provence-Alpes-Côte d’Azur"),
    ("departements/haute-corse/", "Les voir sur la carte", "2B – Haute-Corse"),
    ("communes/fort-de-france-972/", "Voir sur la carte", "autour de Fort-de-France (972)"),
])
def test_a_place_leads_to_its_fiches_on_the_map(open_page, address, link, chip):
    page = open_page(address)
    told = int(page.locator(".tally-number").inner_text())
    page.get_by_role("link", name=link).click()
    expect(page.locator(".chip")).to_have_text(chip)
    if "autour" in chip:
        expect(page.locator(".explorer-distance").first).to_have_text("à moins de 1\u00a0km")
    else:
        assert count(page) == told


@pytest.mark.parametrize("width", [360, 700, 1024, 1180, 1280, 1440])
def test_fields_are_wide_enough_for_their_examples(open_page, width):
    page = open_page(EXPLORER, width=width)
    cut = page.locator(".explorer-search [placeholder]").evaluate_all("""(fields) => {
      const brush = document.createElement("canvas").getContext("2d");
      return fields.filter((field) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(field);
        brush.font = font;
        const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        return brush.measureText(field.placeholder).width > room;
      }).map((field) => field.placeholder);
    }""")
    assert cut == []


def test_the_open_menu_covers_the_page(open_page):
    page = open_page(EXPLORER, width=390)
    page.locator(".menu-drawer summary").click()
    link = page.locator(".menu-panel").get_by_role("link", name="Proposer une initiative")
    assert link.evaluate("""one => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }""")


def test_a_cluster_opens_on_whole_points_and_a_popup_beside_the_controls(open_page):
    page = open_page("carte/?departement=33&vue=carte", width=390)
    cluster = page.locator(".explorer-target:has(.explorer-cluster)")
    expect(cluster.first).to_be_visible()
    page.get_by_role("button", name="Hexagone").click()
    expect(cluster).to_have_count(1)
    cluster.click()
    expect(page.locator(".explorer-target").nth(1)).to_be_visible()
    left_out = """targets => {
      const map = document.querySelector(".explorer-map").getBoundingClientRect();
      return targets.map((one) => one.getBoundingClientRect()).filter((one) => (
        one.left < map.left || one.right > map.right || one.top < map.top || one.bottom > map.bottom
      )).length;
    }"""
    assert page.locator(".explorer-target").evaluate_all(left_out) == 0
    page.goto(page.url.replace("departement=33", "mots=carburateur"))
    page.locator(".explorer-target:has(.explorer-pin)").click()
    expect(page.locator(".leaflet-popup")).to_be_visible()
    page.wait_for_timeout(500)
    popup, zoom = (page.locator(one).bounding_box() for one in (
        ".leaflet-popup-content-wrapper", ".leaflet-control-zoom"
    ))
    assert popup["y"] >= zoom["y"] + zoom["height"] or popup["x"] >= zoom["x"] + zoom["width"]


def test_an_island_with_a_fiche_is_framed_by_a_button_of_its_own(open_page):
    page = open_page(EXPLORER)
    expect(page.locator(".explorer-target").first).to_be_visible()
    button = page.get_by_role("button", name="Saint-Martin")
    expect(button).to_have_text("Saint-Martin 1")
    button.click()
    expect(page.locator(".explorer-map").get_by_role(
        "button", name=re.compile("My Quartier"))).to_be_in_viewport()


def test_around_a_commune_overseas_the_map_stays_there(open_page):
    page = open_page("carte/?autour=saint-denis-97411")
    expect(page.locator(".explorer-distance").first).to_be_visible()
    expect(page.locator(".explorer-target").first).to_be_visible()
    clusters = page.locator(".explorer-cluster-count").all_inner_texts()
    assert page.locator(".explorer-pin").count() + sum(map(int, clusters)) == 10


def test_near_me_uses_the_position_and_keeps_it_out_of_the_address(open_page):
    page = open_page(
        EXPLORER, geolocation={"latitude": 47.218, "longitude": -1.553}, permissions=["geolocation"]
    )
    page.get_by_role("button", name="Près de moi").click()
    expect(page.locator(".card-place").first).to_contain_text("Nantes")
    assert "47.2" not in page.url


def test_sorting_by_commune_orders_the_list(open_page):
    page = open_page("carte/?region=bretagne")
    page.get_by_label("Trier par").select_option("commune")
    communes = page.locator(".explorer-list [data-commune]").all_inner_texts()
    assert communes == sorted(communes, key=str.lower)


def test_orders_are_offered_when_they_mean_something(open_page):
    page = open_page(EXPLORER)
    orders = page.get_by_label("Trier par")
    shown = "all => all.filter(one => !one.hidden && !one.disabled).map(one => one.textContent)"

    def offered():
        return orders.locator("option").evaluate_all(shown)

    assert offered() == ["titre", "commune"]
    page.get_by_label("Chercher", exact=True).fill("épicerie")
    assert offered() == ["pertinence", "titre", "commune"]
    orders.select_option("titre")
    assert page.url.endswith("tri=titre")
    assert offered() == ["pertinence", "titre", "commune"]
    page.get_by_label("Chercher", exact=True).fill("")
    assert offered() == ["titre", "commune"]
    page.goto(page.url.partition("?")[0] + "?autour=bourges-18033")
    expect(page.locator(".explorer-distance").first).to_be_visible()
    assert offered() == ["distance", "titre", "commune"]


def test_a_page_made_narrower_keeps_no_width_of_before(open_page):
    page = open_page(EXPLORER)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(200)
    page.set_viewport_size({"width": 360, "height": 700})
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_an_exported_selection_read_again_is_the_selection(open_page, real_site, kind):
    page = open_page(TWO_THEMES_AND_A_REGION)
    page.get_by_text("Emporter ou partager").click()
    with page.expect_download() as download:
        page.locator(f"[data-action={kind}]").click()
    text = download.value.path().read_text("utf-8-sig")
    slugs = page.locator(".explorer-item").evaluate_all("items => items.map(one => one.dataset.id)")
    collection = json.loads((real_site / "donnees/initiatives.geojson").read_text("utf-8"))
    expected = {one["id"]: one for one in collection["features"]}
    if kind == "geojson":
        features = json.loads(text)["features"]
        assert features == [expected[slug] for slug in slugs]
        return
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in rows] == slugs
    for row in rows:
        properties = expected[row["id"]]["properties"]
        assert row["titre"] == properties["titre"]
        assert row["mots_cles"].split(" | ") == (properties["mots_cles"] or [""])
        longitude, latitude = expected[row["id"]]["geometry"]["coordinates"]
        assert (float(row["longitude"]), float(row["latitude"])) == (longitude, latitude)


def test_embedded_it_stands_alone_and_leads_back(open_page):
    page = open_page("carte/?theme=numerique&integration=1")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_be_hidden()
    way_back = page.get_by_role("link", name=re.compile("ouvrir la carte sur le site"))
    expect(way_back).to_be_visible()
    assert way_back.get_attribute("href").endswith("carte/?theme=numerique")
    open_filters(page)
    choose(page, "theme", "entrepreneuriat")
    assert "integration=1" in page.url


def test_the_embedding_code_shows_the_selection(open_page):
    page = open_page("carte/?theme=numerique")
    code = page.locator("#code-integration").input_value()
    assert re.search(r'src="[^"]+carte/\?theme=numerique&amp;integration=1"', code)


def test_on_a_phone_the_list_comes_first_and_the_map_is_one_tap_away(open_page):
    page = open_page(EXPLORER, width=360)
    expect(page.locator(".explorer-list")).to_be_visible()
    expect(page.locator("[data-map]")).to_be_hidden()
    page.get_by_role("button", name="Voir la carte").click()
    expect(page.locator(".explorer-target").first).to_be_visible()
    expect(page.locator(".explorer-list")).to_be_hidden()
    page.go_back()
    expect(page.locator(".explorer-list")).to_be_visible()


def test_the_filters_never_hide_the_count(open_page):
    page = open_page(EXPLORER, width=360)
    open_filters(page)
    page.get_by_role("button", name="Voir les résultats").scroll_into_view_if_needed()
    expect(tally(page)).to_be_in_viewport()


def test_without_script_the_list_is_whole(open_page):
    page = open_page(EXPLORER, javascript=False)
    assert page.locator(".explorer-item:visible").count() == 252
    expect(page.get_by_label("Chercher", exact=True)).to_be_hidden()


def test_detailed_backgrounds_come_only_when_asked_for(browser, served):
    context = browser.new_context()
    asked = []
    context.route(
        lambda url: not url.startswith(served),
        lambda route: (asked.append(route.request.url), route.abort()),
    )
    page = context.new_page()
    violations = []
    page.on("console", lambda message: violations.append(message.text)
            if "Content Security Policy" in message.text else None)
    page.goto(served + EXPLORER)
    expect(page.locator(".explorer-target").first).to_be_visible()
    assert asked == []
    page.get_by_text("Fond de carte détaillé").click()
    page.get_by_role("button", name="Plan IGN").click()
    expect(page.get_by_text("© IGN")).to_be_visible()
    page.wait_for_timeout(300)
    assert asked
    assert all(url.startswith("https://data.geopf.fr/") for url in asked)
    assert violations == []
    context.close()


def test_everything_weighs_less_than_230_kilobytes(open_page, real_site):
    import gzip  # noqa: PLC0415 - for this test only

    page = open_page(EXPLORER)
    expect(page.locator(".explorer-target").first).to_be_visible()
    addresses = page.evaluate(
        "['', ...performance.getEntriesByType('resource').map(one => one.name)]"
    )
    folder = real_site.parent
    weight = 0
    for address in set(addresses):
        path = folder / (address.split("/", 3)[3] if address else "eco/carte/index.html")
        data = path.read_bytes()
        weight += len(data) if path.suffix == ".woff2" else len(gzip.compress(data))
    assert weight < 230_000
