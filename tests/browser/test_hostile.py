"""A project that attacks its readers in every key and every body, opened in a real Chromium.

What ``check`` refuses is left out key by key; all the rest is published, and nothing of it may
run a script, break the policy of a page, or ask for anything elsewhere.
"""

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Thread

import pytest

from ecoq.content.load import load_content
from ecoq.content.model import (
    Centre,
    CitedFiche,
    Image,
    Initiative,
    Issue,
    Page,
    Settings,
    Term,
    Theme,
)
from ecoq.content.model import SourceReference as Reference
from ecoq.content.nodes import parse_yaml
from ecoq.content.schema import Record, keys_of
from ecoq.content.values import ListOf, Text, WebAddress
from ecoq.diagnostics import Report, Severity, Unreadable
from ecoq.pipeline import BuildRequest, build
from ecoq.publish.verify import verify_site
from ecoq.render.markdown import BodyRenderer
from ecoq.site.checks import Scope, check
from ecoq.territory.gazetteer import Gazetteer

pytestmark = pytest.mark.browser

REPOSITORY = Path(__file__).parents[2]
TODAY = date(2026, 6, 15)
TELLING = "Un atelier où les voisins réparent leurs vélos, avec deux mécaniciens. " * 5
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "f8cf500f0003860180344d1b2d0000000049454e44ae426082"
)


def _payloads():
    """The module beside this one; tests are no package."""
    spec = spec_from_file_location("payloads", Path(__file__).with_name("payloads.py"))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAYLOADS = _payloads()
COLOURS = {"couleur": "#412db5", "couleur_sombre": "#b0b7ff"}
WEB = "https://exemple.fr/"
# What an element has when its hostile values are refused.
SOUND = {
    Initiative: {
        "titre": "Le Phare", "resume": "Un atelier partagé où les habitants réparent leurs vélos.",
        "thematique": "numerique", "commune": "Bourges", "departement": "18",
        "statut": "en-cours", "sources": [{"titre": "Rapport"}],
    },
    Issue: {
        "titre": "Un numéro", "thematique": "numerique", "date": "2024-03-01",
        "chapo": "Comment les quartiers gardent leurs commerces, et en inventent.",
        "initiatives": ["attaque-01"],
    },
    Page: {"titre": "Une page", "resume": "Une page pour les tests."},
    Theme: {
        "nom": "Un thème", "description": "Un thème pour les tests.", "icone": "key", **COLOURS,
    },
    Centre: {"nom": "Un centre", "regions": ["Bretagne"], "source": WEB},
    Term: {"terme": "Terme", "definition": "Une définition de plus.", "source": WEB},
    Settings: {
        "titre": "Le site", "sous_titre": "Un site", "url": "https://exemple.fr/eco",
        "description": "Un site miniature, pour les tests.", "contact": "contact@exemple.fr",
        "depot": "https://github.com/exemple/site", "licence_contenu": "Licence Ouverte 2.0",
    },
    Image: {
        "fichier": "phare.png", "alt": "Une façade", "credit": "Ville", "licence": "CC BY 4.0",
    },
    Reference: {"titre": "Rapport d'activité"},
    CitedFiche: {
        "initiative": "attaque-01", "titre": "Le Phare", "statut": "en-cours",
        "resume": "Un atelier partagé où les habitants réparent leurs vélos.",
    },
}
# They would make the page vanish, or lead elsewhere, by the author's own will.
LEFT_ALONE = {"brouillon", "redirections", "url"}
MODELS = {
    "initiatives": Initiative, "issues": Issue, "pages": Page, "site.yml": Settings,
    "thematiques.yml": Theme, "centres.yml": Centre, "glossaire.yml": Term,
}
COUNTS = Counter()


def is_accepted(kind, value):
    try:
        kind.decode(parse_yaml(json.dumps(value, ensure_ascii=False), "a.yml"), Report())
    except Unreadable:
        return False
    return True


def hostile_value(kind, number):
    """The nth attack, in the shape that a key wants."""
    if isinstance(kind, Record):
        return hostile_keys(kind.model, number)
    if isinstance(kind, ListOf):
        return [hostile_value(kind.kind, number)]
    attacks = PAYLOADS.ADDRESSES if isinstance(kind, WebAddress) else PAYLOADS.TEXTS
    text = attacks[number % len(attacks)]
    if not isinstance(kind, Text):
        return text
    return text + " bien à vous" * max(0, -((len(text) - kind.minimum) // 12))


def hostile_keys(model, number):
    """The keys of an element: hostile where they are accepted, sound where they must be there."""
    keys = dict(SOUND[model])
    for declared in keys_of(model).values():
        if declared.name in LEFT_ALONE and model is not Reference:
            continue
        value = hostile_value(declared.kind, number)
        accepted = is_accepted(declared.kind, value)
        if not isinstance(declared.kind, Record):
            COUNTS["accepted" if accepted else "refused"] += 1
        if accepted:
            keys[declared.name] = value
    return keys


def written(keys):
    """One line a key: what a check refuses there can be taken away."""
    return "".join(f"{key}: {json.dumps(keys[key], ensure_ascii=False)}\n" for key in keys)


def entry(model, number, body="", **known):
    keys = hostile_keys(model, number) | known
    return f"---\n{written(keys)}---\n\n{TELLING}\n\n{body}\n\n{TELLING}\n"


def elements(model, **known):
    """A data file: one element for each attack."""
    lists = []
    for number in range(len(PAYLOADS.TEXTS)):
        keys = hostile_keys(model, number) | {
            key: value(number) for key, value in known.items()
        }
        lists.append("- " + written(keys).rstrip().replace("\n", "\n  ") + "\n")
    return "".join(lists)


def files():
    """All the files of the project."""
    attacks = {
        f"content/initiatives/attaque-{number:02}.md": entry(Initiative, number, body)
        for number, body in enumerate(PAYLOADS.BODIES)
    }
    for number, body in enumerate(PAYLOADS.BODIES):
        attacks[f"content/issues/numero-{number:02}.md"] = entry(
            Issue, number, body, numero=number + 1
        )
        attacks[f"content/pages/page-{number:02}.md"] = entry(Page, number, body)
    sound = written({"id": "numerique", **SOUND[Theme]}).rstrip().replace("\n", "\n  ")
    return attacks | {
        "content/site.yml": written(hostile_keys(Settings, 1)),
        "content/thematiques.yml": f"- {sound}\n" + elements(Theme, id=lambda n: f"theme-{n}"),
        "content/centres.yml": elements(Centre, id=lambda n: f"centre-{n}"),
        "content/glossaire.yml": elements(Term),
    }


def errors_of(root):
    report = Report()
    content = load_content(root, report)
    report.extend(check(Scope.of(content, Gazetteer.load(), TODAY)))
    return [found for found in report.diagnostics if found.severity is Severity.ERROR]


def take_away(root, errors):
    """Take from the files what ``check`` refuses: the line of a key, the attack in a body."""
    by_path = {}
    for error in errors:
        by_path.setdefault(error.location.path, set()).add(error.location.line)
    for path, lines in by_path.items():
        text = (root / path).read_text().split("\n")
        end = text.index("---", 1) if path.endswith(".md") else len(text)
        for line in sorted(lines, reverse=True):
            if line - 1 > end:
                text[end + 1:] = ["", TELLING]
                continue
            start, name = re.match(r"([- ]*)(\w+):", text[line - 1]).groups()
            COUNTS["refused by a check"] += 1
            sound = SOUND[MODELS[path.split("/")[1]]].get(name)
            if name == "terme":  # each of them is unique
                sound = f"Terme {line}"
            text[line - 1] = f"{start}{name}: {json.dumps(sound)}" if sound else "#"
        (root / path).write_text("\n".join(text))


@pytest.fixture(scope="module")
def hostile_root(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile")
    for name, text in files().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (root / "content/images").mkdir()
    (root / "content/images/phare.png").write_bytes(PNG)
    for folder in ("templates", "assets"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    errors = errors_of(root)
    for _ in range(3):
        take_away(root, errors)
        errors = errors_of(root)
    assert errors == []
    return root


@pytest.fixture(scope="module")
def hostile_site(hostile_root):
    report = Report()
    site = hostile_root / "host" / "eco"
    request = BuildRequest(root=hostile_root, output=site, today=TODAY, jobs=2)
    assert build(request, report) is not None, report.diagnostics
    return site


class _SilentHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def address(hostile_site):
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_SilentHandler, directory=str(hostile_site.parent))
    )
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{hostile_site.name}/"
    server.shutdown()
    server.server_close()


_WATCH = (
    "document.addEventListener('securitypolicyviolation', found => console.error('policy: ' + "
    "found.violatedDirective + ' ' + found.blockedURI + ' ' + found.sample));"
)


def watch(context, own):
    """A page of which every fault is kept in ``faults``."""
    page = context.new_page()
    page.faults = faults = []

    def keep(what):
        faults.append(f"{page.url}: {what}")

    def fence(route):
        if route.request.url.startswith((*own, "data:", "blob:")):
            route.continue_()
        else:
            keep(f"asks for {route.request.url}")
            route.abort()

    page.on("dialog", lambda dialog: (keep(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: said.type == "error" and keep(said.text))
    page.on("pageerror", lambda error: keep(str(error)))
    page.on("popup", lambda popup: keep(f"window {popup.url}"))
    page.route("**/*", fence)
    page.add_init_script(_WATCH)
    return page


@pytest.fixture
def page(browser, address):
    context = browser.new_context(reduced_motion="reduce")
    opened = watch(context, (address,))
    yield opened
    opened.wait_for_timeout(100)
    context.close()
    assert opened.faults == []


def test_the_attacks_are_many_and_most_of_them_are_published(hostile_root):
    assert len(PAYLOADS.TEXTS) >= 60
    assert len(set(PAYLOADS.BODIES)) == len(PAYLOADS.BODIES)
    assert COUNTS["accepted"] > 20 * len(PAYLOADS.TEXTS), COUNTS


def test_the_site_has_no_fault(hostile_site):
    assert verify_site(hostile_site) == []


def test_every_page_is_harmless(page, address, hostile_site):
    # What cannot be a page of a site of words alone is in other tests.
    paths = [path.relative_to(hostile_site).as_posix() for path in hostile_site.rglob("*.html")]
    for path in sorted(paths):
        page.goto(address + path, wait_until="load")
    assert page.locator("[onerror], [onload], iframe:not([src^='../'])").count() == 0


def test_fiches_survive_a_mouse_and_a_keyboard_everywhere(page, address):
    for number in range(0, len(PAYLOADS.BODIES), 4):
        page.goto(f"{address}initiatives/attaque-{number:02}/")
        page.evaluate(
            "() => { for (const one of document.querySelectorAll('main *')) {"
            " one.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));"
            " one.focus?.(); } }"
        )


def test_links_lead_only_to_the_web_or_to_mailboxes(hostile_site, page, address):
    for number in range(len(PAYLOADS.BODIES)):
        page.goto(f"{address}initiatives/attaque-{number:02}/", wait_until="commit")
        schemes = page.evaluate(
            "() => [...new Set([...document.querySelectorAll('[href]')].map(one => one.protocol))]"
        )
        assert set(schemes) <= {None, "http:", "https:", "mailto:"}


def test_the_explorer_shows_and_searches_attacks_as_text(page, address):
    page.goto(f"{address}carte/")
    page.wait_for_load_state("networkidle")
    box = page.get_by_role("searchbox").first
    for text in PAYLOADS.TEXTS:
        box.fill(text)
        page.wait_for_timeout(30)
    for text in PAYLOADS.TEXTS[::6]:
        page.goto(f"{address}carte/?q={_quoted(text)}&theme={_quoted(text)}&tri={_quoted(text)}")


def test_the_search_shows_and_searches_attacks_as_text(page, address):
    page.goto(f"{address}recherche/")
    page.wait_for_load_state("networkidle")
    box = page.get_by_role("main").get_by_role("searchbox").first
    for text in PAYLOADS.TEXTS:
        box.fill(text)
        page.wait_for_timeout(60)
    for text in ("alert", "onerror", "script", "svg", *PAYLOADS.TEXTS[::6]):
        page.goto(f"{address}recherche/?q={_quoted(text)}&type={_quoted(text)}")
        page.wait_for_load_state("networkidle")


def _quoted(text):
    from urllib.parse import quote  # noqa: PLC0415 - used here alone

    return quote(text)


def test_the_single_file_map_is_harmless_from_disk(browser, hostile_site):
    file = (hostile_site / "carte.html").as_uri()
    context = browser.new_context(reduced_motion="reduce")
    page = watch(context, (file,))
    page.goto(file)
    box = page.get_by_role("searchbox").first
    for text in PAYLOADS.TEXTS:
        box.fill(text)
        page.wait_for_timeout(30)
    box.fill("")
    buttons = page.locator(".entry:visible button, .entry:visible a")
    for index in range(min(buttons.count(), 12)):
        buttons.nth(index).hover(force=True)
        buttons.nth(index).focus()
    context.close()
    assert page.faults == []


def test_pages_opened_from_disk_are_harmless(browser, hostile_site):
    context = browser.new_context()
    page = watch(context, (hostile_site.as_uri(),))
    for path in ("index.html", "initiatives/attaque-00/index.html", "glossaire/index.html"):
        page.goto((hostile_site / path).as_uri())
    context.close()
    # From disk, modules are strangers: what they say of it is not an attack.
    assert [fault for fault in page.faults if "origin" not in fault and "ERR_FAILED" not in fault
            and "policy: " not in fault] == []


def test_the_form_takes_and_previews_attacks_as_text(page, address):
    page.goto(f"{address}contribuer/fiche/")
    page.wait_for_selector("[data-ready]")
    page.locator("[data-preview-toggle]").click()
    fields = page.locator("form input:not([type=radio]):not([type=checkbox]), form textarea")
    names = fields.evaluate_all("all => all.map(one => one.name).filter(Boolean)")
    assert "titre" in names
    for body, text in zip(PAYLOADS.BODIES, _endless(PAYLOADS.TEXTS), strict=False):
        page.evaluate(
            """([names, text, body]) => { for (const name of names) {
              const field = document.querySelector(`form [name="${CSS.escape(name)}"]`);
              field.value = name === 'corps' ? body : text;
              for (const kind of ['input', 'change', 'blur'])
                field.dispatchEvent(new Event(kind, {bubbles: true}));
            } }""",
            [names, text, body],
        )
        page.wait_for_timeout(40)
    preview = page.locator("[data-preview]")
    assert preview.locator("script, img, iframe, svg, style, [onerror]").count() == 0
    page.reload()
    page.wait_for_selector("[data-ready]")


def _endless(texts):
    while True:
        yield from texts


def test_the_form_opens_hostile_fiches_to_correct_them(page, address):
    for number in range(0, len(PAYLOADS.BODIES), 3):
        page.goto(f"{address}contribuer/fiche/?fiche=attaque-{number:02}")
        page.wait_for_selector("[data-ready]")
    assert page.locator("h1").text_content() == "Corriger une fiche"


def test_the_form_is_asked_for_fiches_that_are_none(page, address):
    for slug in ("../../x", "//mal.example/x", "javascript:alert(1)", PAYLOADS.HTML[2],
                 "%2e%2e%2f", "__proto__", "constructor"):
        page.goto(f"{address}contribuer/fiche/?fiche={_quoted(slug)}")
        page.wait_for_selector("[data-ready]")
    # That a fiche is not there is told by the browser too.
    page.faults[:] = [fault for fault in page.faults if "404" not in fault]


@pytest.mark.parametrize("number", range(0, len(PAYLOADS.TEXTS), 6))
def test_settings_are_text_on_the_pages_that_show_them(number, hostile_root, page, address,
                                                       hostile_site):
    """Each attack of six in every key of site.yml, by turns; the pages stand where home does."""
    root = hostile_root.parent / f"settings-{number}"
    (root / "content").mkdir(parents=True)
    for name in ("templates", "assets"):
        (root / name).symlink_to(hostile_root / name)
    keys = hostile_keys(Settings, number)
    (root / "content/site.yml").write_text(written(keys))
    for name in ("thematiques", "centres", "glossaire"):
        shutil.copy(hostile_root / f"content/{name}.yml", root / f"content/{name}.yml")
    output = hostile_site.parent / f"reglages-{number}"
    report = Report()
    assert build(BuildRequest(root=root, output=output, today=TODAY, jobs=2), report)
    base = address.replace("/eco/", f"/{output.name}/")
    page.unroute("**/*")
    for path in ("", "carte.html", "carte/", "contribuer/fiche/", "recherche/"):
        page.goto(base + path)
        page.wait_for_load_state("networkidle")


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
        if path.suffix in {".json", ".geojson", ".jsonld", ".csv", ".txt"}:
            page.goto(f"{address}donnees/{path.name}", wait_until="commit") if path.suffix in {
                ".json", ".txt"} else None
    for path in sorted((hostile_site / "flux").rglob("*.xml"))[:6]:
        page.goto(address + path.relative_to(hostile_site).as_posix())


def test_bodies_are_harmless_even_without_the_policy_and_the_checks(browser):
    """The cleaner alone: what ``check`` would have refused, on a page without any policy."""
    context = browser.new_context()
    page = watch(context, ("about:blank",))
    renderer = BodyRenderer({}, ())
    for body in (*PAYLOADS.BODIES, *("texte " + body + "\n\nsuite" for body in PAYLOADS.BODIES)):
        html = renderer.prepare(body, str).html
        page.set_content(f"<!doctype html><main>{html}</main>")
        page.evaluate(
            "() => { for (const one of document.querySelectorAll('main *')) {"
            " one.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));"
            " if (one.href && /^(?!https?:|mailto:|about:)/.test(one.href)) alert(one.href); } }"
        )
    page.wait_for_timeout(200)
    context.close()
    assert page.faults == []
