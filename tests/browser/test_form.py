"""The contribution form in a real browser: by keyboard alone, with mistakes, to a file."""

import json
import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from ecoq.content.load import load_content, load_entry
from ecoq.content.model import Initiative
from ecoq.content.source import decode_source
from ecoq.contribute.format import format_file
from ecoq.diagnostics import Report
from ecoq.render.markdown import BodyRenderer
from ecoq.site.checks import Scope, check
from ecoq.territory.gazetteer import Gazetteer
from tests.browser.axe import find_violations

pytestmark = pytest.mark.browser

REPOSITORY = Path(__file__).parents[2]
STORY = (
    "## Le besoin\n\nLes vélos cassés dormaient dans les caves. *Personne* ne savait les réparer, "
    "et **aucun** réparateur ne restait dans le quartier.\n\n## Ce qui est fait\n\n- un atelier "
    "chaque samedi ;\n- un stock de pièces d'occasion : freins, chaînes, pneus.\n\nTrente "
    "personnes viennent chaque mois, selon le [rapport](https://exemple.fr/rapport)."
)
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\"'`${alert(3)}"


@pytest.fixture
def page(browser, served):
    """The form, ready; the test fails on a script error, a dialog or a violation of the policy."""
    context = browser.new_context(locale="fr-FR", accept_downloads=True)
    context.route(re.compile(r"^https://"), lambda route: route.fulfill(body="ailleurs"))
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: (
        said.type == "error" and "INTERNET_DISCONNECTED" not in said.text
        and problems.append(said.text)
    ))
    page.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
    page.goto(f"{served}contribuer/fiche/")
    page.wait_for_selector("[data-ready]")
    yield page
    context.close()
    assert problems == []


def tab_to(page, name):
    """Press Tab until a control has the focus."""
    for _ in range(120):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {name} by keyboard")


def write(page, name, text):
    tab_to(page, name)
    page.keyboard.type(text)


def choose(page, name, first_letters):
    tab_to(page, name)
    page.keyboard.type(first_letters)


def press_button(page, words):
    for _ in range(160):
        if words in page.evaluate("document.activeElement.textContent"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to « {words} » by keyboard")


def fill(page, **values):
    """Fill in controls at once, for tests that are not about typing."""
    defaults = {
        "titre": "Le Phare à vélos",
        "resume": "Un atelier partagé où les habitants réparent leurs vélos eux-mêmes.",
        "commune": "Bourges", "corps": STORY, "sources.0.titre": "Rapport d'activité 2023",
    }
    for name, value in {**defaults, **values}.items():
        page.locator(f'[name="{name}"]').fill(value)
    page.locator("[name=thematique]").select_option("economie-sociale-et-solidaire")
    page.locator("[name=statut]").select_option("en-cours")
    page.locator("[name=departement]").select_option("18")


def download(page, press):
    with page.expect_download() as waiting:
        press()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def end(page, way):
    page.locator(f'[data-ending="{way}"]').click()


def refusals(tmp_path, name, data):
    """What `check --strict` says of a file added to the real content."""
    root = tmp_path / "project"
    shutil.copytree(REPOSITORY / "content", root / "content")
    (root / "content/initiatives" / name).write_bytes(data)
    report = Report()
    content = load_content(root, report)
    report.extend(check(Scope.of(content, Gazetteer.load(), date(2026, 11, 25))))
    path = f"content/initiatives/{name}"
    return [found for found in report.diagnostics if found.location.path == path]


def is_canonical(name, data):
    return format_file(f"content/initiatives/{name}", data, Initiative) == data


def test_by_keyboard_with_three_mistakes_to_a_file_that_check_accepts(page, tmp_path):
    write(page, "titre", "Le Phare : atelier vélo")
    write(page, "resume", "Trop court.")  # first mistake
    choose(page, "thematique", "Num")
    choose(page, "statut", "En cours")
    write(page, "commune", "Bourg")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("[name=commune]").input_value().startswith("Bourg")
    page.locator("[name=commune]").evaluate("input => input.select()")
    page.keyboard.type("Bourges")
    page.locator("[role=option]", has_text="Bourges (18").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("[name=departement]").input_value() == "18"
    write(page, "publics.0", "jeunes")
    page.keyboard.press("Enter")
    page.keyboard.type("habitants")
    write(page, "corps", STORY)
    write(page, "chiffres.0", "12 ateliers")  # second mistake: no date
    write(page, "sources.0.titre", "Rapport d'activité")
    write(page, "sources.0.url", "exemple")  # third mistake
    press_button(page, "Télécharger le fichier")

    summary = page.locator("[data-summary]")
    summary.wait_for()
    assert "3 points à corriger" in summary.text_content()
    assert page.evaluate("document.activeElement.hasAttribute('data-summary')")
    for name, mended, message in (
        ("resume", "Un atelier partagé où les habitants réparent leurs vélos.", "au moins 30"),
        ("chiffres.0", "12 ateliers (2023)", "pas de date"),
        ("sources.0.url", "https://www.exemple.fr", "pas une adresse web"),
    ):
        summary.evaluate("summary => summary.focus()")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        focused = page.evaluate("document.activeElement.name")
        assert focused == name
        control = page.locator(f'[name="{name}"]')
        assert control.get_attribute("aria-invalid") == "true"
        note = page.locator(f'[id="{control.get_attribute("aria-describedby").split()[-1]}"]')
        assert message in note.text_content()
        page.keyboard.press("Control+A")
        page.keyboard.type(mended)
        assert control.get_attribute("aria-invalid") is None
    assert summary.is_hidden()

    name, data = download(page, lambda: press_button(page, "Télécharger le fichier"))
    assert name == "le-phare-atelier-velo-bourges.md"
    assert refusals(tmp_path, name, data) == []
    assert is_canonical(name, data)
    entry = load_entry(decode_source(f"content/initiatives/{name}", data), Initiative, Report())
    assert entry.audiences == ("jeunes", "habitants")
    assert entry.body.text.strip() == STORY


def test_github_opens_with_the_same_content(page):
    fill(page, titre="L'été : « 100 % » & co #1?")
    _, data = download(page, lambda: end(page, "download"))
    with page.context.expect_page() as opened:
        end(page, "github")
    address = urlsplit(opened.value.url)
    assert address.path.endswith("/new/main/content/initiatives")
    query = parse_qs(address.query, strict_parsing=True)
    assert query["value"] == [data.decode()]
    assert query["filename"] == ["l-ete-100-co-1-bourges.md"]


def test_too_long_for_github_is_downloaded_with_a_word(page):
    fill(page, corps=STORY + "\n\n" + "Un paragraphe de plus, écrit en été. " * 300)
    name, data = download(page, lambda: end(page, "github"))
    assert "trop longue" in page.locator("[data-status]").text_content()
    assert name in page.locator("[data-status]").text_content()
    assert len(page.context.pages) == 1
    assert data.count("été".encode()) >= 300


def test_a_letter_too_long_is_downloaded_and_goes_with_the_file(page):
    fill(page, corps=STORY * 4)
    name, _ = download(page, lambda: end(page, "mail"))
    status = page.locator("[data-status]")
    assert "trop longue" in status.text_content()
    letter = status.locator("a").get_attribute("href")
    assert letter.startswith("mailto:") and len(letter) <= 2000
    assert name in parse_qs(urlsplit(letter).query)["body"][0]


def test_a_short_letter_holds_the_whole_fiche(page):
    fill(page)
    _, data = download(page, lambda: end(page, "download"))
    end(page, "mail")
    letter = page.locator("[data-status] a").get_attribute("href")
    body = parse_qs(urlsplit(letter).query)["body"][0]
    assert body.replace("\r\n", "\n").endswith(data.decode())


def test_hostile_text_never_runs(page):
    names = page.eval_on_selector_all(
        "form [name]",
        "all => all.filter(one => !one.matches('[type=checkbox], [type=date], select'))"
        ".map(one => one.name)")
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true; }")
    for name in names:
        page.locator(f'[name="{name}"]').fill(HOSTILE)
    page.locator("[name=corps]").fill(
        f"## {HOSTILE}\n\n[lien](javascript:alert(4)) {HOSTILE} [[{HOSTILE}]]\n\n- {HOSTILE}\n\n"
        "<javascript:alert(5)> [x](data:text/html,<script>alert(6)</script>)")
    page.locator("[data-preview-toggle]").click()
    preview = page.locator("[data-preview]")
    assert "<script>" in preview.text_content()
    assert preview.locator("img, script, [onerror]").count() == 0
    links = preview.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert all(link is None or not re.match("javascript|data", link) for link in links)
    end(page, "download")
    page.locator("[data-summary]").wait_for()
    assert page.locator("[data-summary] img, [data-fault] img").count() == 0
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.locator("[name=titre]").input_value() == HOSTILE[:120]


@pytest.mark.parametrize("body", [
    "Un\n```yaml\na: 'b' ...\n\n\nQPV <b> [[le-phare]]\n```\nDeux\n\n- trois",
    "~~~\n```\n*a*\n~~~~", "- un\n\n```\n- deux", "Voici ```a``` et rien", "```\n```\nUn",
])
def test_the_preview_shows_code_between_fences_as_the_site_does(page, body):
    page.locator("[name=corps]").fill(body)
    page.locator("[data-preview-toggle]").click()
    shown = page.locator("[data-preview] .prose > *").evaluate_all(
        "all => all.map(one => [one.localName, one.localName === 'pre' ? one.textContent : ''])"
    )
    html = str(BodyRenderer({}, ()).prepare(body, str).html)
    assert shown == [
        (tag and [tag, unescape(code)]) for tag, code in
        re.findall(r"(?:^|\n)<(pre|p|ul)>(?:<code>(.*?)</code></pre>)?", html, re.DOTALL)
    ]


def test_a_postal_code_proposes_its_communes(page):
    field = page.locator("[name=commune]")
    field.fill("75011")
    expect(page.locator(".choice").first).to_have_text("Paris 11e Arrondissement (75 – Paris)")
    field.fill("18000")
    page.locator(".choice", has_text="Bourges (18 – Cher)").click()
    assert field.input_value() == "Bourges"
    assert page.locator("[name=departement]").input_value() == "18"


def test_the_draft_comes_back_and_can_be_erased(page):
    page.locator("[name=titre]").fill("Le Phare")
    page.locator('[data-list="publics"] [data-add]').click()
    page.locator('[name="publics.1"]').fill("familles")
    expect(page.locator("[data-draft]")).to_contain_text("gardé")
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.locator("[name=titre]").input_value() == "Le Phare"
    assert "brouillon est de retour" in page.locator("[data-draft]").text_content()
    assert page.locator('[name="publics.0"]').input_value() == "familles"
    page.get_by_role("button", name="Effacer le brouillon").click()
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.locator("[name=titre]").input_value() == ""


def test_every_fiche_of_the_site_comes_out_as_fmt_writes_it(page, served):
    """The form's writer and the formatter agree on real files, opened to be corrected."""
    for slug in ("co-hop-tours", "venissy-minguettes-venissieux", "tzcld-le-port"):
        page.goto(f"{served}contribuer/fiche/?fiche={slug}")
        page.wait_for_selector("[data-ready]")
        assert page.locator("h1").text_content() == "Corriger une fiche"
        written = page.locator("[data-text]").text_content()
        path = f"content/initiatives/{slug}.md"
        original = format_file(path, (REPOSITORY / path).read_bytes(), Initiative).decode()
        header, _, body = original.partition("\n---\n")
        header = re.sub(r"^\s*#.*\n|  # .*$", "", header, flags=re.MULTILINE)
        assert written == f"{header}\n---\n\n{body.strip()}\n"


def test_a_correction_opens_the_file_on_github_with_the_text_copied(page, served):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{served}contribuer/fiche/?fiche=co-hop-tours")
    page.wait_for_selector("[data-ready]")
    page.locator("[name=porteur]").fill("Co'Hop")
    with page.context.expect_page() as opened:
        end(page, "github")
    assert opened.value.url.endswith("/edit/main/content/initiatives/co-hop-tours.md")
    page.bring_to_front()
    written = page.locator("[data-text]").text_content()
    assert page.evaluate("navigator.clipboard.readText()") == written


def test_a_double_is_hinted_at(page):
    page.locator("[name=titre]").fill("Co'hop")
    hint = page.locator("[data-similar]")
    assert "semblable existe déjà" in hint.text_content()
    assert hint.locator("a").first.get_attribute("href").endswith("initiatives/co-hop-tours/")


@pytest.mark.parametrize(("title", "department", "found"), [
    ("Carburateur", "13", "Le Carburateur"), ("Accorderie Paris 19", "75", "Accorderie du 19e"),
    ("Accorderie de Poitiers", "", "Accorderie de Poitiers"),
    ("Le Phare des métiers", "", None), ("Atelier", "", None),
])
def test_a_double_is_one_that_says_all_the_title_does(page, title, department, found):
    page.locator("[name=departement]").select_option(department)
    page.locator("[name=titre]").fill(title)
    shown = page.locator("[data-similar] li a:first-child").all_inner_texts()
    if found is None:
        assert shown == []
    else:
        assert any(words.startswith(found) for words in shown)


def test_what_lacks_is_named_once(page):
    end(page, "download")
    lacking = page.locator("[data-summary-list] a")
    expect(lacking.first).to_have_text("Le champ «\u202fTitre\u202f» manque.")
    expect(lacking.last).to_have_text("Source 1\u202f: Le champ «\u202fTitre\u202f» manque.")


def test_it_works_once_the_network_is_gone(page, tmp_path):
    page.context.set_offline(True)
    fill(page)
    name, data = download(page, lambda: end(page, "download"))
    assert refusals(tmp_path, name, data) == []


def test_without_script_the_page_says_how_to_contribute_by_mail(browser, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}contribuer/fiche/")
    assert page.locator("a[href^='mailto:']").first.is_visible()
    assert page.get_by_text("Le texte de la fiche").first.is_visible()
    assert page.locator("form[data-form]").is_hidden()
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_with_and_without_faults(browser, served, width):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{served}contribuer/fiche/")
    page.wait_for_selector("[data-ready]")
    for details in page.locator("main details").all():
        details.evaluate("one => { one.open = true; }")
    page.locator("[name=corps]").fill(STORY)
    page.locator("[data-preview-toggle]").click()
    without_faults = find_violations(page)
    end(page, "download")
    page.locator("[data-summary]").wait_for()
    assert [without_faults, find_violations(page)] == [{}, {}]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_index_holds_no_draft(real_site):
    index = json.loads((real_site / "contribuer/fiche/fiches.json").read_text("utf-8"))
    files = {path.stem for path in (REPOSITORY / "content/initiatives").glob("*.md")}
    assert {row[0] for row in index["fiches"]} <= files


def test_all_that_an_empty_form_lacks_was_said_to_be_essential(page):
    end(page, "download")
    page.locator("[data-summary]").wait_for()
    lacking = page.locator("[data-summary-list] a").evaluate_all("""links => links.map((link) => {
      const control = document.getElementById(link.hash.slice(1));
      return [control.name, control.labels[0].textContent.includes("obligatoire")];
    })""")
    assert "commune" in dict(lacking)
    assert [name for name, is_marked in lacking if not is_marked] == []


def test_a_commune_without_its_departement_counts_as_an_answer(page):
    words = page.locator("[data-progress-words]")
    expect(words).to_contain_text("0 réponse essentielle")
    page.locator("[name=commune]").fill("Bourges")
    expect(words).to_contain_text("1 réponse essentielle")


def test_a_message_that_comes_does_not_move_the_button_that_is_pressed(page):
    page.locator("[name=corps]").fill("Trop court.")
    page.locator("[data-preview-toggle]").click()
    assert page.locator("[data-preview]").is_visible()
    expect(page.locator('[id="faute-corps"]')).to_contain_text("Il faut au moins 40 mots")


def test_the_point_is_placed_by_keyboard_on_a_map_that_only_then_asks_elsewhere(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    fill(page)
    page.locator("#lieu details summary").click()
    assert not [url for url in asked if "geopf" in url]
    page.locator("[data-point-open]").focus()
    page.keyboard.press("Enter")
    page.locator("[data-map].leaflet-container").wait_for()
    assert page.evaluate("document.activeElement.hasAttribute('data-map')")
    page.keyboard.press("ArrowRight")
    page.locator("[data-point-centre]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-point-status]")).to_contain_text("Point placé : 47.")
    assert float(page.locator("[name=longitude]").input_value()) > 2
    assert page.locator("[name=latitude]").get_attribute("aria-invalid") is None
    page.locator("[name=latitude]").fill("48.85")
    page.locator("[name=latitude]").blur()
    expect(page.locator('[id="faute-latitude"]')).to_contain_text("km de Bourges")
