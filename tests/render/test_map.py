"""The map in one file: whole, self-contained, harmless whatever the titles, equal each time."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render.html import make_environment
from ecoq.render.map import COMPOSED_MAP, render_single_file_map
from ecoq.site.assemble import assemble
from ecoq.territory.outlines import Level, read_geojson

ROOT = Path(__file__).parents[2]

HOSTILE = (
    "</script><script>document.title='pris'</script>",
    "${document.title='pris'} `x` {{ 7 * 7 }} {% raw %}",
    "<img src=x onerror=\"document.title='pris'\">",
    "<!-- <script> l'épicerie & \\u003c \\",
)


class PageParser(HTMLParser):
    """What a browser would see: elements with their attributes, texts by element."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.texts = []
        self._open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in {"script", "style", "h3", "p", "button"}:
            self._open.append((tag, dict(attrs), len(self.texts)))
            self.texts.append([tag, dict(attrs), ""])

    def handle_endtag(self, tag):
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data):
        if self._open:
            self.texts[self._open[-1][2]][2] += data

    def text_of(self, tag, **wanted):
        return [
            text for name, attributes, text in self.texts
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]


@pytest.fixture
def site_of(project, gazetteer):
    def build(fiches):
        files = {f"content/initiatives/{slug}.md": text for slug, text in fiches.items()}
        return assemble(load_content(project(files), Report()), gazetteer)

    return build


def render(site):
    environment = make_environment(ROOT / "templates")
    return render_single_file_map(
        site, environment, ROOT / "assets", COMPOSED_MAP.follow()
    ).decode()


def page_of(site):
    return PageParser(render(site))


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def inlined_data(page):
    [text] = page.text_of("script", type="application/json")
    return json.loads(text)


def hashes(page, tag):
    return {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for name, attributes, text in page.texts if name == tag and "type" not in attributes
    }


def policy_of(page):
    [policy] = [
        attributes["content"] for _, attributes in page.elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    directives = (directive.split(" ") for directive in policy.split("; "))
    return {name: set(sources) for name, *sources in directives}


@pytest.mark.parametrize("number", [0, 1, 1000])
def test_every_initiative_is_in_the_data_and_in_the_list(site_of, fiche, number):
    text = fiche()
    page = page_of(site_of({f"velo-{index}": text for index in range(number)}))
    assert len(inlined_data(page)["features"]) == number
    assert len(page.text_of("h3")) == number


@pytest.mark.parametrize(("headers", "expected"), [
    ([], "0\u00a0initiative"),
    ([""], "1\u00a0initiative, située à la commune près"),
    (["", ""], "2\u00a0initiatives, toutes situées à la commune près"),
    (["", "", "latitude: 47.08\nlongitude: 2.4"],
     "3\u00a0initiatives, dont 2\u00a0situées à la commune près"),
    (["latitude: 47.08\nlongitude: 2.4"], "1\u00a0initiative"),
], ids=["none", "one", "all", "two of three", "exact"])
def test_the_number_placed_at_the_town_hall_is_said(site_of, fiche, headers, expected):
    page = page_of(site_of({f"velo-{i}": fiche(header) for i, header in enumerate(headers)}))
    assert page.text_of("p", role="status") == [expected]


def test_two_renderings_give_the_same_bytes(site_of, fiche):
    site = site_of({"phare": fiche()})
    assert render(site) == render(site)


def test_the_land_is_drawn_whole_in_its_style(site_of):
    script = render(site_of({})).partition('"use strict"')[2]
    drawn = re.search(r"geo_json_land_add\((\{.*?\})\);", script, re.DOTALL)
    assert json.loads(drawn[1]) == json.loads(read_geojson(Level.REGIONS))
    assert re.search(r'default:\s*return \{"className": "land"\};', script)


def test_only_links_lead_outside(site_of, fiche):
    page = page_of(site_of({"phare": fiche("site: https://exemple.fr/x")}))
    outside = {
        (tag, name) for tag, attributes in page.elements for name, value in attributes.items()
        if re.match(r"\s*(?:https?:)?//", value or "")
    }
    assert outside == {("a", "href")}
    assert not [tag for tag, _ in page.elements if tag in {"img", "iframe", "base", "object"}]


def test_styles_ask_for_nothing(site_of):
    [style] = page_of(site_of({})).text_of("style")
    assert "@import" not in style
    assert set(re.findall(r"url\(\"?([a-z:/]+)", style)) <= {"data:image/svg"}


def test_scripts_name_no_outside_address_but_namespaces_and_credits(site_of, fiche):
    page = page_of(site_of({"phare": fiche("site: https://exemple.fr/x")}))
    scripts = [text for text in page.text_of("script") if not text.startswith('{"type"')]
    hosts = {host for text in scripts for host in re.findall(r"https?://([\w.-]+)", text)}
    assert hosts <= {"www.w3.org", "leafletjs.com", "github.com"}
    assert not any("sourceMappingURL" in text for text in scripts)


def test_data_name_no_address_but_that_of_the_fiche(site_of, fiche):
    page = page_of(site_of({"phare": fiche(
        "site: https://exemple.fr/x\nsources:\n  - titre: Rapport\n    url: https://exemple.fr/y"
    )}))
    [text] = page.text_of("script", type="application/json")
    assert "exemple.fr/x" not in text
    assert "exemple.fr/y" not in text


def test_the_policy_allows_these_scripts_and_this_style_alone(site_of, fiche):
    page = page_of(site_of({"phare": fiche()}))
    assert policy_of(page) == {
        "default-src": {"'none'"}, "script-src": hashes(page, "script"),
        "style-src": hashes(page, "style"), "img-src": {"data:"},
        "base-uri": {"'none'"}, "form-action": {"'none'"},
    }


def test_no_element_has_a_style_of_its_own(site_of, fiche):
    page = page_of(site_of({"phare": fiche()}))
    assert not [attributes for _, attributes in page.elements if "style" in attributes]


@pytest.mark.parametrize("title", HOSTILE, ids=["script", "template", "image", "comment"])
def test_a_hostile_title_is_only_words(site_of, fiche, title):
    calm = page_of(site_of({"phare": fiche()}))
    page = page_of(site_of({"phare": fiche(f"titre: {quoted(title)}")}))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in calm.elements]
    [feature] = inlined_data(page)["features"]
    [shown] = page.text_of("h3")
    assert feature["properties"]["titre"] == shown
    assert shown.replace("’", "'").replace("\u202f", " ") == title
    own_scripts = [text for text in page.text_of("script") if not text.startswith('{"type"')]
    assert not any("pris" in text for text in own_scripts)


def test_the_page_has_language_title_and_viewport(site_of):
    page = page_of(site_of({}))
    assert ("html", {"lang": "fr"}) in page.elements
    [viewport] = [
        attributes["content"] for _, attributes in page.elements
        if attributes.get("name") == "viewport"
    ]
    assert viewport == "width=device-width, initial-scale=1"


def test_drafts_are_absent(site_of, fiche):
    html = render(site_of({"phare": fiche("titre: Secret gardé\nbrouillon: oui")}))
    assert "Secret gardé" not in html


def test_each_overseas_region_has_its_button_and_other_islands_when_they_have_a_fiche(
    site_of, fiche
):
    names = ["Hexagone et Corse", "Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]
    assert _views(page_of(site_of({}))) == [*names, "Toute la France"]
    saint_martin = fiche('commune: Saint-Martin\ndepartement: "978"')
    assert _views(page_of(site_of({"ile": saint_martin}))) == [
        *names, "Saint-Martin", "Toute la France"
    ]


def _views(page):
    return [
        text.strip() for tag, attributes, text in page.texts
        if tag == "button" and "data-bounds" in attributes
    ]
