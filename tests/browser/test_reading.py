"""Reading otherwise than with a mouse: magnified, by keyboard, on paper, from a disk."""

import io
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pypdf
import pytest

pytestmark = pytest.mark.browser

# A window of 1280 by 1024 at 400 %: WCAG 2.2, 1.4.10.
MAGNIFIED = {"width": 320, "height": 256}
A4 = (595, 842)

# Texts that lie outside the window and that no scrolling area can bring in.
OUT_OF_REACH = """() => {
  const faults = [];
  const limit = document.documentElement.clientWidth + 1;
  const scrolls = (element, isControl) => element && (
    ((isControl || element.tabIndex >= 0)
      && /auto|scroll/.test(getComputedStyle(element).overflowX))
    || scrolls(element.parentElement, isControl));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: element, data } = texts.currentNode;
    if (!data.trim() || element.closest("svg, script, .skip-link, .visually-hidden")) continue;
    const shown = { visibilityProperty: true, contentVisibilityAuto: true };
    if (!element.checkVisibility(shown)) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const out = [...range.getClientRects()].some((box) => box.right > limit || box.left < -1);
    const isControl = Boolean(element.closest("a, button, label"));
    if (out && !scrolls(element, isControl)) faults.push(`out of reach: ${data.trim()}`);
  }
  return faults;
}"""
# What stays on the screen and leaves less than half of it to the text.
IN_THE_WAY = """() => {
  scrollTo(0, document.documentElement.scrollHeight / 2);
  return [...document.querySelectorAll("body *")].filter((element) => (
    /sticky|fixed/.test(getComputedStyle(element).position) && element.checkVisibility()
    && element.getBoundingClientRect().height > innerHeight / 2
    && Math.abs(element.getBoundingClientRect().top) < 2
  )).map((element) => `in the way: ${element.className}`);
}"""
# Controls that show nothing when the keyboard reaches them: no outline, on themselves or on what
# holds them, and for a point or a territory of a map, no wider stroke.
WITHOUT_MARK = """() => {
  const hasOutline = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const stroke = (control) => Math.max(0, ...[...control.querySelectorAll("svg a *")].map(
    (shape) => parseFloat(getComputedStyle(shape).strokeWidth)));
  const selector = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  return [...document.querySelectorAll(selector)].filter((control) => {
    document.activeElement.blur();
    const before = stroke(control);
    control.focus();
    if (document.activeElement !== control) return false;
    const isMarked = hasOutline(control) || hasOutline(control.parentElement);
    return !isMarked && stroke(control) < before + 1;
  }).map((control) => `focus does not show: ${control.outerHTML.slice(0, 120)}`);
}"""
LINKS = """() => [...document.querySelectorAll("a[href]")].map(
  (link) => new URL(link.getAttribute("href"), document.baseURI).href
)"""
FOCUSED = """() => {
  const element = document.activeElement;
  const { top } = element.getBoundingClientRect();
  return { id: element.id, words: element.innerText, target: element.getAttribute("href"), top };
}"""


@pytest.fixture(scope="session")
def served(served_at_root):
    """The page that hosts show anywhere links from the root of its domain."""
    return served_at_root


@pytest.fixture(scope="module")
def kinds(pages_of_each_kind, real_site):
    """The address of the smallest and the largest page of each kind."""
    paths = [page.relative_to(real_site).as_posix() for page in pages_of_each_kind]
    return [path.removesuffix("index.html") for path in paths]


def test_magnified_four_times_nothing_is_out_of_reach(look_at, kinds):
    faults = {}
    for address in kinds:
        page = look_at(address, **MAGNIFIED)
        width = page.evaluate("document.documentElement.scrollWidth")
        faults[address] = [
            *([f"{width} px wide"] if width > MAGNIFIED["width"] else []),
            *page.evaluate(OUT_OF_REACH), *page.evaluate(IN_THE_WAY),
        ]
    assert {address: found[:5] for address, found in faults.items() if found} == {}


# Some screens fit letters to their pixels: the name of the site is then 11 px wider.
@pytest.mark.parametrize("wider_by", ["0", "0.04em", "0.1em"])
def test_on_the_narrowest_screen_the_masthead_keeps_its_margins(open_page, wider_by):
    page = open_page("", width=320)
    left, name, menu, right = page.evaluate("""(widerBy) => {
      const [brand, menu] = [".brand", ".menu-drawer > summary"].map((selector) => {
        const element = document.querySelector(selector);
        element.style.letterSpacing = widerBy;
        return element;
      }).map((element) => element.getBoundingClientRect());
      return [brand.left, brand.right, menu.left, innerWidth - menu.right];
    }""", wider_by)
    assert left == pytest.approx(right)
    assert name < menu


def test_by_keyboard_the_focus_shows_and_the_first_stop_skips_to_the_content(look_at, kinds):
    faults = {}
    for address in kinds:
        page = look_at(address)
        faults[address] = [*first_stop_faults(page), *page.evaluate(WITHOUT_MARK)]
    assert {address: found[:5] for address, found in faults.items() if found} == {}


def first_stop_faults(page):
    """What is wrong with the link that the first Tab leads to."""
    # The search page begins at its field, past the skip link.
    if page.evaluate("document.activeElement !== document.body"):
        return
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    if not first["words"].startswith("Aller ") or first["top"] < 0:
        yield f"no skip link comes first, but {first['words']}"
    elif f"#{page.evaluate(FOCUSED)['id']}" != first["target"]:
        yield "the skip link leads nowhere"


def test_the_map_lets_the_focus_out_backwards(open_page):
    page = open_page("carte/?mots=epicerie")
    page.locator(".explorer-target").first.wait_for()
    page.get_by_text("Fond de carte détaillé").focus()
    for _ in range(80):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("Boolean(document.activeElement.closest('.explorer-views'))"):
            return
    pytest.fail("the focus stays in the map")


@pytest.fixture(scope="module")
def fiches(real_site):
    """Addresses of fiches, from the shortest page to the longest."""
    pages = sorted(real_site.glob("initiatives/*/index.html"), key=lambda page: page.stat().st_size)
    return [f"initiatives/{page.parent.name}/" for page in pages]


@pytest.mark.parametrize(("rank", "most"), [(0, 1), (0.5, 1), (1, 2)], ids=[
    "shortest", "median", "longest",
])
def test_a_fiche_prints_on_a_sheet(open_page, fiches, rank, most):
    page = open_page(fiches[round(rank * (len(fiches) - 1))])
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert (round(printed.pages[0].mediabox.width), round(printed.pages[0].mediabox.height)) == A4
    assert len(printed.pages) <= most
    text = " ".join(sheet.extract_text() for sheet in printed.pages)
    assert "Sources" in text
    assert "Aller au contenu" not in text
    joined = re.sub(r"\s", "", text)
    assert page.locator("[rel=canonical]").get_attribute("href") in joined
    sources = page.locator(".source a").evaluate_all("all => all.map(one => one.href)")
    assert [url for url in sources if url not in joined] == []


def test_a_printed_list_says_what_was_asked(open_page):
    page = open_page("carte/?departement=33")
    page.locator(".chip").wait_for()
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf())).pages)
    assert "33 – Gironde" in text
    assert "chaque titre ouvre" not in text


def test_where_colours_are_forced_only_one_entry_of_the_menu_is_marked(open_page):
    page = open_page("carte/", forced_colors="active")
    marked = page.locator(".menu .menu-link").evaluate_all("""(links) => {
      const paper = document.body.appendChild(document.createElement("p"));
      paper.style.borderBottom = "1px solid Canvas";
      const colourBelow = (element) => getComputedStyle(element).borderBottomColor;
      return links.filter((link) => colourBelow(link) !== colourBelow(paper))
        .map((link) => link.textContent.trim());
    }""")
    assert marked == ["La carte"]


@pytest.mark.parametrize("width", [1100, 1152, 1440])
def test_the_masthead_is_one_line_high(open_page, width):
    page = open_page("", width=width)
    shown = page.locator(".masthead-row :is(.menu-link, .button, summary)").evaluate_all("""all => (
      all.filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().height)
    )""")
    assert shown
    assert max(shown) < 50
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.fixture
def disk(browser):
    """A window for pages opened from a disk; what the policy refuses is in ``refused``."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, offline=True)
    page = context.new_page()
    page.refused = []
    page.on("console", lambda message: page.refused.append(message.text)
            if "Content Security Policy" in message.text else None)
    yield page
    context.close()


def test_from_a_disk_pages_have_their_style_and_links_lead_to_pages(disk, real_site, kinds):
    lost = {}
    for address in kinds:
        if address == "404.html":  # its links are from the root of its domain
            continue
        disk.goto(_file_of(real_site, address).as_uri())
        assert disk.refused == [], address
        family = disk.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
        assert "Source Serif" in family, address
        links = disk.evaluate(LINKS)
        here = [Path(unquote(urlsplit(link).path)) for link in links if link.startswith("file:")]
        if found := sorted({path.as_posix() for path in here if not path.is_file()}):
            lost[address] = found[:5]
    assert lost == {}


def test_from_a_disk_what_needs_modules_leaves_no_hole(disk, real_site):
    disk.goto(_file_of(real_site, "carte/").as_uri())
    assert disk.locator(".explorer-card").count() > 100
    assert disk.locator(".explorer-search").bounding_box() is None
    disk.goto(_file_of(real_site, "recherche/").as_uri())
    assert disk.get_by_role("link", name="Les initiatives, de A à Z").is_visible()
    disk.goto(_file_of(real_site, "contribuer/fiche/").as_uri())
    assert disk.get_by_role("heading", name="Par courriel").is_visible()


def _file_of(site: Path, address: str) -> Path:
    path = site / address
    return path / "index.html" if path.is_dir() else path
