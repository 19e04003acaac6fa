"""Reads all of ``content/``: every file is tried, every problem reported, none stops the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from ecoq import catalogue
from ecoq.content import values
from ecoq.content.frontmatter import Document, parse_document
from ecoq.content.images import find_image_problem
from ecoq.content.model import (
    Centre,
    Entry,
    Initiative,
    Issue,
    JournalEntry,
    Page,
    Settings,
    Term,
    Theme,
)
from ecoq.content.nodes import Mapping, describe_node, parse_yaml
from ecoq.content.nodes import Sequence as SequenceNode
from ecoq.content.schema import Origin, decode, names_of
from ecoq.content.source import Source, find_files, read_source, shown_path
from ecoq.content.suggestions import slug_like
from ecoq.diagnostics import Diagnostic, Location, Report, Unreadable

INITIATIVES, ISSUES, PAGES = "content/initiatives", "content/issues", "content/pages"
IMAGES = "content/images"
SETTINGS, THEMES = "content/site.yml", "content/thematiques.yml"
CENTRES, GLOSSARY = "content/centres.yml", "content/glossaire.yml"
JOURNAL = "content/journal.yml"

M = TypeVar("M")
EntryT = TypeVar("EntryT", bound=Entry)


class Content(Struct, frozen=True, kw_only=True):
    """All that could be read. ``dropped`` are the slugs of files with an error in them.

    Checks stay silent about references to a dropped entry: its own error is reported already.
    """

    settings: Settings | None
    themes: tuple[Theme, ...]
    centres: tuple[Centre, ...]
    glossary: tuple[Term, ...]
    journal: tuple[JournalEntry, ...]
    initiatives: tuple[Initiative, ...]
    issues: tuple[Issue, ...]
    pages: tuple[Page, ...]
    images: frozenset[str]
    dropped: frozenset[str]
    themes_are_complete: bool
    centres_are_complete: bool
    reviewed: frozenset[str] = frozenset()
    """The files of the entries in which, taken alone, nothing is known to be wrong."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The fiches, the numbers and the free pages."""
        return (*self.initiatives, *self.issues, *self.pages)


class Reading(Struct, Generic[EntryT], frozen=True, kw_only=True):
    """What came of reading one file: its entry, or None, and what was found wrong."""

    path: Path
    entry: EntryT | None
    digest: str = ""
    """The SHA-256 of the bytes that the entry was read from."""
    diagnostics: tuple[Diagnostic, ...] = ()
    is_reviewed: bool = False
    """Whether the rules for an entry alone were applied to it, and found nothing."""


class Reader(Protocol):
    """Reads the entries of files; whoever remembers some need not open their files."""

    def __call__(
        self, root: Path, paths: Sequence[Path], model: type[EntryT]
    ) -> Iterator[Reading[EntryT]]:
        """Yield what comes of each file, in any order."""


def read_entries(
    root: Path, paths: Sequence[Path], model: type[EntryT]
) -> Iterator[Reading[EntryT]]:
    """Read one file after the other."""
    for path in paths:
        yield read_entry(root, path, model)


def read_entry(root: Path, path: Path, model: type[EntryT]) -> Reading[EntryT]:
    """Read one file."""
    report = Report()
    try:
        if not path.is_dir():
            _slug_of(shown_path(root, path))  # a picture or a .txt file is told by its name
        source = read_source(root, path)
        entry = load_entry(source, model, report)
    except Unreadable as unreadable:
        report.add(*unreadable.diagnostics)
        return Reading(path=path, entry=None, diagnostics=tuple(report.found))
    return Reading(
        path=path, entry=entry, digest=source.digest, diagnostics=tuple(report.found)
    )


def load_content(root: Path, report: Report, read: Reader = read_entries) -> Content:
    """Read every content file below ``root``."""
    themes, themes_are_complete = _load_list(root, THEMES, Theme, report)
    centres, centres_are_complete = _load_list(root, CENTRES, Centre, report)
    glossary, _ = _load_list(root, GLOSSARY, Term, report)
    journal, _ = _load_list(root, JOURNAL, JournalEntry, report)
    initiatives = _load_folder(root, INITIATIVES, Initiative, report, read)
    issues = _load_folder(root, ISSUES, Issue, report, read)
    pages = _load_folder(root, PAGES, Page, report, read)
    return Content(
        settings=_load_settings(root, report),
        themes=themes,
        centres=centres,
        glossary=glossary,
        journal=journal,
        initiatives=initiatives.entries,
        issues=issues.entries,
        pages=pages.entries,
        images=frozenset(_load_images(root, report)),
        dropped=initiatives.dropped | issues.dropped | pages.dropped,
        themes_are_complete=themes_are_complete,
        centres_are_complete=centres_are_complete,
        reviewed=initiatives.reviewed | issues.reviewed | pages.reviewed,
    )


class _Folder(Struct, Generic[EntryT], frozen=True, kw_only=True):
    """What came of reading the files of one folder; see ``Content``."""

    entries: tuple[EntryT, ...]
    dropped: frozenset[str]
    reviewed: frozenset[str]


def _load_folder(
    root: Path, folder: str, model: type[EntryT], report: Report, read: Reader
) -> _Folder[EntryT]:
    paths = tuple(find_files(root, folder))
    found = {reading.path: reading for reading in read(root, paths, model)}
    readings = [found[path] for path in paths]
    report.files_read += len(readings)
    for reading in readings:
        report.add(*reading.diagnostics)
    entries = tuple(reading.entry for reading in readings if reading.entry is not None)
    return _Folder(
        entries=entries,
        dropped=frozenset(reading.path.stem for reading in readings if reading.entry is None),
        reviewed=frozenset(
            reading.entry.origin.path for reading in readings
            if reading.entry is not None and reading.is_reviewed
        ),
    )


def load_entry(source: Source, model: type[EntryT], report: Report) -> EntryT:
    """Return the entry that one Markdown source writes. Raises Unreadable."""
    slug = _slug_of(source.path)
    document = parse_document(source)
    return _decode_entry(document, model, slug, report)


def _decode_entry(
    document: Document, model: type[EntryT], slug: str, report: Report
) -> EntryT:
    origin = Origin(document.header_text, model)
    return decode(
        model, document.header, report, slug=slug, origin=origin, body=document.body
    )


def _attempt(report: Report, read: Callable[[], M]) -> M | None:
    """Return what is read, or None with its problems reported."""
    report.files_read += 1
    try:
        return read()
    except Unreadable as unreadable:
        report.add(*unreadable.diagnostics)
        return None


# Of what only has to be renamed; the rest is from Word, or from a system that left it there.
_TEXT_SUFFIXES = frozenset({"", ".md", ".markdown", ".mdown", ".mkd", ".txt", ".text"})


def _slug_of(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    stem = name.removesuffix(".md")
    is_slug = re.fullmatch(values.SLUG_PATTERN, stem) and len(stem) <= values.MAX_SLUG_LENGTH
    if name.endswith(".md") and is_slug:
        return stem
    is_text = PurePosixPath(name).suffix.lower() in _TEXT_SUFFIXES
    rule = catalogue.FILE_NAME_INVALID if is_text else catalogue.FILE_NOT_MARKDOWN
    raise Unreadable(rule.at(Location(path), name=name, example=slug_like(stem.split(".")[0])))


def _load_settings(root: Path, report: Report) -> Settings | None:
    def read() -> Settings:
        source = read_source(root, root / SETTINGS)
        node = parse_yaml(source.text, source.path)
        if not isinstance(node, Mapping):
            raise Unreadable(catalogue.GROUP_EXPECTED.at(
                node.location, found=describe_node(node), keys=names_of(Settings)
            ))
        return decode(Settings, node, report, origin=Origin(node, Settings))

    return _attempt(report, read)


def _load_list(
    root: Path, path: str, model: type[M], report: Report
) -> tuple[tuple[M, ...], bool]:
    """Return the elements of a data file, and whether none of them was dropped."""
    if not (root / path).exists():
        return (), True
    nodes = _attempt(report, lambda: _list_nodes(read_source(root, root / path)))
    if nodes is None:
        return (), False
    elements = [_decode_element(node, model, report) for node in nodes]
    read = tuple(element for element in elements if element is not None)
    return read, len(read) == len(elements)


def _list_nodes(source: Source) -> tuple[Mapping, ...]:
    node = parse_yaml(source.text, source.path)
    if not isinstance(node, SequenceNode):
        raise Unreadable(catalogue.DATA_NOT_LIST.at(node.location))
    for item in node.items:
        if not isinstance(item, Mapping):
            raise Unreadable(catalogue.DATA_NOT_LIST.at(item.location))
    return tuple(item for item in node.items if isinstance(item, Mapping))


def _decode_element(node: Mapping, model: type[M], report: Report) -> M | None:
    try:
        return decode(model, node, report, origin=Origin(node, model))
    except Unreadable as unreadable:
        report.add(*unreadable.diagnostics)
        return None


def _load_images(root: Path, report: Report) -> Iterator[str]:
    """Yield the names of all pictures; one that is refused is there all the same."""
    for path in find_files(root, IMAGES):
        if problem := find_image_problem(root, path):
            report.add(problem)
        yield path.name
