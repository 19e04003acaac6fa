"""The project that attacks its readers, opened in a real Chromium.

Nothing of what ``hostile.py`` writes may run a script, break the policy of a page, or ask for
anything elsewhere.
"""

import json
import shutil
import xml.etree.ElementTree as ET
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from ecoq.content.model import Settings
from ecoq.diagnostics import Report
from ecoq.pipeline import BuildRequest, build, make_site
from ecoq.publish.verify import verify_site
from ecoq.render.markdown import BodyRenderer
from ecoq.render.plan import plan_site
from tests.browser.hostile import PLACES, TODAY, Attacks, written
from tests.browser.payloads import BODIES, HTML, TEXTS

pytestmark = pytest.mark.browser

MINIMAL = Path(__file__).parents[1] / "minimal"

# Told by each page of what its policy refuses.
_WATCH = (
    "document.addEventListener('securitypolicyviolation', found => console.error('policy: ' + "
    "found.violatedDirective + ' ' + found.blockedURI + ' ' + found.sample));"
)
# Does what a mouse and a keyboard could do to any element, and tells what no page should hold.
_PROVOKE = """() => {
  const HARMLESS = new Set(["http:", "https:", "mailto:", "file:", "about:", false]);
  const found = [];
  const tell = (element, what) => found.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
  const leadsTo = (address) => URL.canParse(address, document.baseURI)
    && new URL(address, document.baseURI).protocol;
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on")) tell(one, "a script");
      if (!/^(?:href|xlink:href|action|formaction)$/.test(name) || one.rel === "icon") continue;
      if (!HARMLESS.has(leadsTo(value))) tell(one, "a link to neither page nor mailbox");
    }
    const isOurs = one.localName === "iframe" && one.getAttribute("src")?.startsWith("../");
    if (one.matches("iframe, object, embed, base") && !isOurs) tell(one, "a page in the page");
  }
  for (const one of document.querySelectorAll("main *")) {
    one.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    one.focus?.({ preventScroll: true });
  }
  return found;
}"""


@pytest.fixture(scope="session")
def hostile(made_once, equip):
    """The folder of the project, and its attacks."""

    def make(root):
        attacks = Attacks()
        attacks.write(root)
        told = {"written": attacks.written, "counts": attacks.counts}
        (root / "attacks.json").write_text(json.dumps(told))
        equip(root)
        report = Report()
        request = BuildRequest(root=root, output=root / "host" / "eco", today=TODAY, jobs=2)
        assert build(request, report) is not None, report.diagnostics

    root = made_once("hostile", make)
    told = json.loads((root / "attacks.json").read_text())
    attacks = Attacks()
    attacks.written = {int(code): text for code, text in told["written"].items()}
    attacks.counts.update(told["counts"])
    return root, attacks


@pytest.fixture(scope="session")
def hostile_site(hostile):
    root, _ = hostile
    return root / "host" / "eco"


@pytest.fixture(scope="session")
def address(serve, hostile_site):
    return f"{serve(hostile_site.parent)}{hostile_site.name}/"


@pytest.fixture
def watched(browser, hostile):
    """Open a small window of which every fault is told at the end, with the attack that made it.

    ``own`` is where it may ask for files; ``page.doing`` says what is tried meanwhile.
    """
    _, attacks = hostile
    faults, contexts = [], []

    def open_window(own):
        context = browser.new_context(
            reduced_motion="reduce", viewport={"width": 640, "height": 400}
        )
        contexts.append(context)
        page = context.new_page()
        page.doing = ""

        def keep(what):
            faults.append(attacks.name(f"{page.url} {page.doing}: {what}"))

        page.on("dialog", lambda dialog: (keep(f"dialog {dialog.message}"), dialog.dismiss()))
        # The browser's own wish for an icon, where data has none to offer, is no fault.
        page.on("console", lambda said: said.type == "error"
                and not said.location["url"].endswith("/favicon.ico") and keep(said.text))
        page.on("pageerror", lambda error: keep(str(error)))
        page.on("popup", lambda popup: keep(f"window {popup.url}"))
        page.on("request", lambda asked: asked.url.startswith((own, "data:", "blob:"))
                or keep(f"asks for {asked.url}"))
        page.add_init_script(_WATCH)
        page.keep, page.faults = keep, faults
        return page

    yield open_window
    for context in contexts:
        context.pages[0].wait_for_timeout(100)
        context.close()
    # First those that name their attack: what the browser says of a script has no text of it.
    assert sorted(faults, key=lambda fault: "; " not in fault) == []


@pytest.fixture
def page(watched, address):
    return watched(address)


def go(page, address):
    """Open a page, wait for its scripts, and provoke all that is in it."""
    page.goto(address)
    page.evaluate("""() => Promise.all([...document.querySelectorAll("script[type=module]")]
        .map((script) => import(script.src)))""")
    provoke(page)


def provoke(page):
    for found in page.evaluate(_PROVOKE):
        page.keep(found)


def type_each(page, selector, texts):
    """Type texts in turn into a field, each all at once."""
    field = page.locator(selector).first
    for text in texts:
        page.doing = repr(text)
        field.evaluate(
            """async (field, text) => {
              field.value = text;
              field.dispatchEvent(new Event("input", { bubbles: true }));
              await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            }""", text,
        )
    page.doing = ""


def test_an_attack_that_works_is_told_with_its_text_and_its_key(browser, hostile, watched):
    _, attacks = hostile
    page = watched("about:")
    for known in ("<img src=x onerror=alert(1)>", "<iframe src=https://mal.example/></iframe>"):
        attack = attacks.aim(TEXTS, TEXTS.index(known), Settings, "titre")
        page.set_content(f"<main>{attack}</main>")
        page.wait_for_timeout(100)
        provoke(page)
    said, page.faults[:] = list(page.faults), []
    for what in ("dialog", "asks for https://m", "a script", "a page in the page"):
        assert [fault for fault in said if what in fault and "« titre » of Settings" in fault], said


def test_the_attacks_are_many_and_most_of_them_are_published(hostile):
    _, attacks = hostile
    assert len(TEXTS) >= 60
    assert len(set(BODIES)) == len(BODIES)
    assert len(PLACES) < 1000
    assert attacks.counts["accepted"] > 20 * len(TEXTS), attacks.counts


def test_the_site_has_no_fault(hostile_site):
    assert verify_site(hostile_site) == []


KINDS = ("initiatives", "numeros", "thematiques", "page-")


@pytest.mark.parametrize("kind", [*KINDS, "all others"])
def test_every_page_is_harmless(kind, page, address, hostile_site):
    paths = [path.relative_to(hostile_site).as_posix() for path in hostile_site.rglob("*.html")]
    of_kind = [
        path for path in paths
        if (path.startswith(kind) if kind in KINDS else not path.startswith(KINDS))
    ]
    assert len(of_kind) > 10
    for path in sorted(of_kind):
        go(page, address + path)


def test_the_explorer_shows_and_searches_attacks_as_text(page, address):
    go(page, f"{address}carte/")
    type_each(page, "[type=search][name=mots]", TEXTS)
    provoke(page)
    for text in TEXTS[::6]:
        go(page, f"{address}carte/?mots={quote(text)}&theme={quote(text)}&tri={quote(text)}")


def test_the_search_shows_and_searches_attacks_as_text(page, address):
    go(page, f"{address}recherche/")
    tally = page.locator(".search-count")
    for text in TEXTS:
        page.doing = repr(text)
        tally.evaluate("""(tally, text) => {
          tally.textContent = "?";
          const form = document.querySelector("[data-island=search] form");
          form.elements.q.value = text;
          form.requestSubmit();
        }""", text)
        expect(tally).not_to_have_text("?")
    provoke(page)
    for text in ("alert", "onerror", "script", "svg", *TEXTS[::6]):
        go(page, f"{address}recherche/?q={quote(text)}&type={quote(text)}")
        expect(tally).not_to_have_text("")


def test_the_single_file_map_is_harmless_from_disk(watched, hostile_site):
    file = (hostile_site / "carte.html").as_uri()
    page = watched(file)
    page.goto(file)
    provoke(page)
    type_each(page, "[type=search]", TEXTS)
    type_each(page, "[type=search]", [""])
    for button in page.locator(".entry:visible button, .entry:visible a").all()[:12]:
        button.hover(force=True)
        button.focus()


def test_pages_opened_from_disk_are_harmless(watched, hostile_site):
    page = watched(hostile_site.as_uri())
    for path in ("index.html", "initiatives/attaque-00/index.html", "glossaire/index.html"):
        page.goto((hostile_site / path).as_uri())
        provoke(page)
    # From disk, modules are strangers: what they say of it is not an attack.
    page.faults[:] = [fault for fault in page.faults if "origin" not in fault
                      and "ERR_FAILED" not in fault and "policy: " not in fault]


def test_the_form_takes_and_previews_attacks_as_text(page, address):
    page.goto(f"{address}contribuer/fiche/")
    page.wait_for_selector("[data-ready]")
    page.locator("[data-preview-toggle]").click()
    page.locator("[data-ending=download]").click()  # from then on, all that is wrong is said
    fields = page.locator("form input:not([type=radio]):not([type=checkbox]), form textarea")
    names = fields.evaluate_all("all => all.map(one => one.name).filter(Boolean)")
    assert "titre" in names
    # The form answers an event of any field with the state of all.
    for number, (body, text) in enumerate(zip(BODIES, cycle(TEXTS), strict=False)):
        page.doing = f"{text!r} and {body!r}"
        page.evaluate(
            """([names, text, body, events]) => {
              const fieldOf = (name) => document.querySelector(`form [name="${CSS.escape(name)}"]`);
              for (const name of names) fieldOf(name).value = name === "corps" ? body : text;
              for (const name of events) for (const kind of ["input", "change", "blur"])
                fieldOf(name).dispatchEvent(new Event(kind, { bubbles: true }));
              fieldOf("commune").dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            [names, text, body, [names[number % len(names)]] if number else names],
        )
        page.wait_for_timeout(20)
    preview = page.locator("[data-preview]")
    assert preview.locator("script, img, iframe, svg, style, [onerror]").count() == 0
    provoke(page)
    page.reload()
    page.wait_for_selector("[data-ready]")


def test_the_form_opens_hostile_fiches_to_correct_them(page, address):
    for number in range(0, len(BODIES), 3):
        page.goto(f"{address}contribuer/fiche/?fiche=attaque-{number:02}")
        page.wait_for_selector("[data-ready]")
        assert page.locator("h1").text_content() == "Corriger une fiche"


def test_the_form_is_asked_for_fiches_that_are_none(page, address):
    for slug in ("../../x", "//mal.example/x", "javascript:alert(1)", HTML[2],
                 "%2e%2e%2f", "__proto__", "constructor"):
        page.goto(f"{address}contribuer/fiche/?fiche={quote(slug)}")
        page.wait_for_selector("[data-ready]")
    # That a fiche is not there is told by the browser too.
    page.faults[:] = [fault for fault in page.faults if "404" not in fault]


SHOWING_SETTINGS = (
    "index.html", "carte.html", "carte/index.html", "contribuer/fiche/index.html",
    "recherche/index.html",
)


def test_settings_are_text_on_the_pages_that_show_them(hostile, equip, tmp_path, serve, watched):
    """Each attack in every key of site.yml on the home page, one of six on other pages too."""
    _, attacks = hostile
    site = tmp_path / "host" / "eco"
    request = BuildRequest(root=tmp_path, output=site, today=TODAY, jobs=2)
    shutil.copytree(MINIMAL / "content", tmp_path / "content")
    equip(tmp_path)
    assert build(request, Report())
    address = f"{serve(site.parent)}eco/"
    page = watched(address)
    for number in range(len(TEXTS)):
        (tmp_path / "content/site.yml").write_text(written(attacks.keys(Settings, number)))
        outputs = {
            output.path: output for output in plan_site(make_site(request, Report()), tmp_path)
        }
        for path in SHOWING_SETTINGS[:1 if number % 6 else None]:
            (site / path).write_bytes(outputs[path].prepare().follow())
            go(page, f"{address}{path}?attack={number}")


def test_feeds_and_data_are_what_they_say(hostile_site):
    for path in hostile_site.rglob("*.xml"):
        ET.parse(path)
    read = 0
    for suffix in ("json", "geojson", "jsonld", "webmanifest"):
        for path in hostile_site.rglob(f"*.{suffix}"):
            json.loads(path.read_bytes(), parse_constant=pytest.fail)
            read += 1
    assert read > 10


def test_data_opened_as_pages_are_harmless(page, address, hostile_site):
    for path in sorted((hostile_site / "donnees").iterdir()):
        if path.suffix in {".json", ".txt"}:
            page.goto(f"{address}donnees/{path.name}", wait_until="commit")
    for path in sorted((hostile_site / "flux").rglob("*.xml"))[:6]:
        page.goto(address + path.relative_to(hostile_site).as_posix())


def test_bodies_are_harmless_even_without_the_policy_and_the_checks(watched):
    """The cleaner alone: what ``check`` would have refused, on a page without any policy."""
    page = watched("about:blank")
    renderer = BodyRenderer({}, ())
    for body in (*BODIES, *("texte " + body + "\n\nsuite" for body in BODIES)):
        page.doing = repr(body)
        page.set_content(f"<!doctype html><main>{renderer.prepare(body, str).html}</main>")
        provoke(page)
    page.wait_for_timeout(200)
