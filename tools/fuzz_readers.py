"""Every reader of what others write, as a function of bytes that must never fail.

What a reader refuses, it refuses by its own exception, caught here; anything else is a finding.
``tests/fuzz`` gives each a few hundred inputs, ``tools/fuzz.py`` as many as time allows.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from ecoq.content.body import (
    count_words,
    find_html,
    find_left_open,
    find_links,
    find_references,
    find_too_deep,
)
from ecoq.content.frontmatter import Body
from ecoq.content.load import load_entry
from ecoq.content.model import Centre, Entry, Initiative, Issue, Page, Settings, Term, Theme
from ecoq.content.nodes import Mapping as MappingNode
from ecoq.content.nodes import parse_yaml
from ecoq.content.schema import Origin, decode, keys_of
from ecoq.content.source import Excerpt, decode_source
from ecoq.contribute import changes, git
from ecoq.contribute.format import format_file
from ecoq.contribute.importers.maps import read_json
from ecoq.contribute.importers.rows import UnreadableFile
from ecoq.contribute.importers.tables import read_csv, read_xlsx
from ecoq.contribute.prose import plain_text, reading_ease
from ecoq.diagnostics import Report, Unreadable
from ecoq.publish.cache import Cache
from ecoq.publish.links import read_page_links
from ecoq.publish.replace import MANIFEST, find_foreign_files
from ecoq.publish.shelf import Shelf
from ecoq.publish.state import read_state
from ecoq.publish.verify.data import check_data
from ecoq.publish.verify.hosts import check_hosts
from ecoq.publish.verify.pages import check_page
from ecoq.render.markdown import BodyRenderer
from tools.fuzz_seeds import SHEET, workbook

Reader = Callable[[bytes], object]
_MODELS = (Initiative, Issue, Page, Theme, Centre, Term, Settings)
_A = "content/initiatives/a.md"


def _entry(model: type[Entry]) -> Reader:
    def read(data: bytes) -> None:
        with suppress(Unreadable):
            load_entry(decode_source(_A, data), model, Report())

    return read


def _read_data(data: bytes) -> None:
    with suppress(Unreadable):
        node = parse_yaml(decode_source("a.yml", data).text, "a.yml")
        for model in (Theme, Centre, Term, Settings):
            if isinstance(node, MappingNode):
                with suppress(Unreadable):
                    decode(model, node, Report(), origin=Origin(node, model))


def _read_values(data: bytes) -> None:
    try:
        node = parse_yaml(json.dumps(data.decode("utf-8", "replace")), "a.yml")
    except Unreadable:
        return
    for model in _MODELS:
        for declared in keys_of(model).values():
            with suppress(Unreadable):
                declared.kind.decode(node, Report())


@cache
def _renderer() -> BodyRenderer:
    return BodyRenderer({}, ())


def _render_body(data: bytes) -> None:
    try:
        text = decode_source(_A, data).text
    except Unreadable:
        return
    body = Body(Excerpt.of(text), _A, 1)
    for find in (find_html, find_links, find_references):
        list(find(body))
    count_words(body)
    reading_ease(plain_text(text))
    if any(find_left_open(body)) or any(find_too_deep(body)):
        return  # refused: it is not rendered
    html = _renderer().prepare(text, str).html.lower()
    assert "<script" not in html
    assert "javascript:" not in html.replace("&quot;", "").partition('href="javascript')[1]


def _format(data: bytes) -> None:
    with suppress(Unreadable):
        once = format_file(_A, data, Initiative)
        assert format_file(_A, once, Initiative) == once


def _importer(read: Reader) -> Reader:
    def attempt(data: bytes) -> None:
        with suppress(UnreadableFile):
            read(data)

    return attempt


def _read_sheet(data: bytes) -> None:
    """The data is the XML of a sheet, in a workbook that is otherwise as it should be."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as whole, zipfile.ZipFile(file, "w") as forged:
        for name in whole.namelist():
            forged.writestr(name, data if name == SHEET else whole.read(name))
    with suppress(UnreadableFile):
        read_xlsx(file.getvalue())


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp())


def _read_state(data: bytes) -> None:
    path = _folder() / "state.json"
    path.write_bytes(data)
    state = read_state(path, "1")
    state.is_current("1", _folder())


def _read_cache(data: bytes) -> None:
    (_folder() / "key").write_bytes(data)
    Cache(_folder()).find("key")


def _read_shelf(data: bytes) -> None:
    sheet = _folder() / "Initiative-00"
    sheet.write_bytes(hashlib.sha256(b"1" + data).digest() + data)
    shelf = Shelf(folder=_folder(), toolchain="1", digests={}, is_sound=lambda _: True)
    list(shelf.read(_folder(), [], Initiative))


def _read_manifest(data: bytes) -> None:
    folder = _folder() / "site"
    folder.mkdir(exist_ok=True)
    (folder / MANIFEST).write_bytes(data)
    find_foreign_files(folder)


def _read_git(data: bytes) -> None:
    with suppress(git.GitProblem):
        list(git._parse_changes(data))


def _read_changes(data: bytes) -> None:
    before, _, after = data.partition(b"\0")
    with suppress(changes.NotData):
        changes.compare(changes._parse(before, "a"), changes._parse(after or before, "b"))


def _verify(data: bytes) -> None:
    list(check_page("a.html", data.decode("utf-8", "replace")))
    read_page_links(data)
    for path in ("a.html", "a.json", "a.geojson", "a.xml", "a.csv", "a.css", "a.js"):
        list(check_data(path, data))
        list(check_hosts(path, data))


READERS: Mapping[str, Reader] = {
    "fiche": _entry(Initiative), "numero": _entry(Issue), "page": _entry(Page),
    "data": _read_data, "values": _read_values, "body": _render_body, "format": _format,
    "csv": _importer(read_csv), "xlsx": _importer(read_xlsx), "sheet": _read_sheet,
    "json": _importer(read_json),
    "state": _read_state, "cache": _read_cache, "shelf": _read_shelf, "manifest": _read_manifest,
    "git": _read_git, "changes": _read_changes, "verify": _verify,
}
