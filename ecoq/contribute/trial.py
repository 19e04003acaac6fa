"""What the checks would say of files that are not written yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ecoq.content.load import Content, load_entry
from ecoq.content.model import Entry, Initiative, Issue, Page
from ecoq.content.source import Source, decode_source
from ecoq.diagnostics import Report, Unreadable
from ecoq.site.checks import Scope, check
from ecoq.territory.gazetteer import Gazetteer

E = TypeVar("E", bound=Entry)


class Surroundings(Struct, frozen=True):
    """What files are checked against: the rest of the content, the territory and the day."""

    content: Content
    gazetteer: Gazetteer
    today: date


def try_text(
    path: str, text: str, model: type[Entry], around: Surroundings
) -> tuple[Source, Report]:
    """Return a text as it would be read from a file, and the problems of that file."""
    try:
        source = decode_source(path, text.encode("utf-8", "replace"))
    except Unreadable as unreadable:
        return Source(path, text), Report(list(unreadable.diagnostics), files_read=1)
    return source, try_sources([source], {path: model}, around)


def try_sources(
    sources: Iterable[Source], models: Mapping[str, type[Entry]], around: Surroundings
) -> Report:
    """Return the problems of some files, as if they were there in the place of their namesakes."""
    report = Report()
    entries: list[Entry] = []
    paths = set()
    for source in sources:
        paths.add(source.path)
        report.files_read += 1
        try:
            entries.append(load_entry(source, models[source.path], report))
        except Unreadable as unreadable:
            report.add(*unreadable.diagnostics)
    rest = around.content
    content = replace(
        rest,
        initiatives=_with(rest.initiatives, entries, Initiative, paths),
        issues=_with(rest.issues, entries, Issue, paths),
        pages=_with(rest.pages, entries, Page, paths),
        # What is wrong with the others alone is not asked for.
        reviewed=frozenset(entry.origin.path for entry in rest.entries) - paths,
    )
    report.extend(check(Scope.of(content, around.gazetteer, around.today)))
    report.found = [found for found in report.found if found.location.path in paths]
    return report


def _with(
    rest: tuple[E, ...], entries: Iterable[Entry], model: type[E], paths: set[str]
) -> tuple[E, ...]:
    kept = [entry for entry in rest if entry.origin.path not in paths]
    return (*kept, *(entry for entry in entries if isinstance(entry, model)))
