"""``ecoq import``: which files would be written from a table, and why others would not.

Nothing is overwritten. The name that a row has at its source is kept in a comment of the file's
header, which the formatter keeps, so that the same file imported again adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ecoq.content.load import INITIATIVES, load_entry
from ecoq.content.model import Initiative
from ecoq.content.schema import keys_of
from ecoq.content.source import Source, decode_source, find_files
from ecoq.contribute.duplicates import find_duplicates
from ecoq.contribute.importers.columns import OWN_DERIVED, is_ours, map_columns
from ecoq.contribute.importers.maps import read_json
from ecoq.contribute.importers.rows import Row, Table, UnreadableFile
from ecoq.contribute.importers.tables import read_csv, read_xlsx
from ecoq.contribute.importers.values import values_of
from ecoq.contribute.new_file import Value, slug_from, write_file
from ecoq.contribute.repair import apply_repairs
from ecoq.contribute.trial import Surroundings, try_sources
from ecoq.diagnostics import Report, Severity, Unreadable

MAX_BYTES = 50_000_000

_READERS = {
    ".csv": read_csv, ".tsv": read_csv, ".txt": read_csv, ".xlsx": read_xlsx,
    ".json": read_json, ".geojson": read_json, ".umap": read_json,
}
_MARK = "# Importé de "
_PASSES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file to write."""

    place: str
    title: str
    source: Source
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A row that makes no file, and why; ``is_known`` when it was imported before."""

    place: str
    title: str
    reasons: tuple[str, ...]
    is_known: bool = False


@dataclass(slots=True, kw_only=True)
class ImportPlan:
    """All that an import would do."""

    planned: list[Planned] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_table(path: Path) -> Table:
    """Return the rows of a file, by what its name ends in. Raises UnreadableFile."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"« {path.name} » : formats lus : {', '.join(sorted(_READERS))}."
        )
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFile(f"« {path.name} » pèse plus de {MAX_BYTES // 1_000_000} Mo.")
    return reader(path.read_bytes())


def plan_import(
    table: Table, root: Path, around: Surroundings, defaults: Mapping[str, str]
) -> ImportPlan:
    """Return what would be written and what would not; nothing is written."""
    names = list(dict.fromkeys(name for row in table.rows for name in row.cells))
    columns = map_columns(names)
    ours = is_ours(names)
    plan = ImportPlan(remarks=list(table.remarks))
    plan.remarks += [
        f"colonne « {name} » : non reprise, aucun champ ne lui correspond."
        for name in names
        if name not in columns and not (ours and name in OWN_DERIVED) and name.lower() != "id"
    ]
    taken = {path.stem for path in find_files(root, INITIATIVES, ".md")}
    known = _known_marks(root)
    for row in table.rows:
        values, body = values_of(row.cells, columns, defaults)
        title = str(values.get(keys_of(Initiative)["title"].name, ""))
        slug = _slug(row, values, ours=ours)
        mark = f"{_MARK}{table.origin} : {row.source_id}" if row.source_id and not ours else ""
        if (mark and mark in known) or slug in taken:
            plan.refused.append(Refused(
                place=row.place, title=title, is_known=True,
                reasons=(f"« {known.get(mark, slug)} » existe déjà : rien n'est remplacé.",),
            ))
            continue
        text = write_file(Initiative, values, body)
        if mark:
            text = text.replace("---\n", f"---\n{mark}\n", 1)
        _add(plan, row, title, Source(f"{INITIATIVES}/{slug or 'sans-titre'}.md", text), around)
        taken.add(slug)
        known[mark] = slug
    plan.remarks += _duplicates(plan, around)
    return plan


def _slug(row: Row, values: Mapping[str, Value], *, ours: bool) -> str:
    if ours and row.source_id:
        return slug_from(row.source_id)
    keys = keys_of(Initiative)
    words = (values.get(keys[name].name) for name in ("title", "commune"))
    return slug_from(*(word if isinstance(word, str) else "" for word in words))


def _known_marks(root: Path) -> dict[str, str]:
    """The fiches already imported, by the mark in their header."""
    marks = {}
    for path in find_files(root, INITIATIVES, ".md"):
        for found in re.finditer(
            f"^{_MARK}.*$", path.read_text("utf-8", "replace"), re.MULTILINE
        ):
            marks[found[0]] = path.stem
    return marks


def _add(
    plan: ImportPlan, row: Row, title: str, source: Source, around: Surroundings
) -> None:
    """Plan a row's file if the checks accept it, once mended of what is certain."""
    source, report = _mend(source, around)
    errors = [one for one in report.diagnostics if one.severity is Severity.ERROR]
    if errors:
        plan.refused.append(Refused(
            place=row.place, title=title,
            reasons=tuple(f"{one.message} {one.hint}".strip() for one in errors),
        ))
        return
    plan.planned.append(Planned(
        place=row.place, title=title, source=source,
        warnings=tuple(one.message for one in report.diagnostics),
    ))


def _mend(source: Source, around: Surroundings) -> tuple[Source, Report]:
    """Make the certain repairs: a decimal comma, a French date, a choice in capitals."""
    try:
        source = decode_source(source.path, source.text.encode("utf-8", "replace"))
    except Unreadable as unreadable:
        return source, Report(list(unreadable.diagnostics))
    for _ in range(_PASSES):
        report = try_sources([source], {source.path: Initiative}, around)
        repairs = [repair for one in report.diagnostics for repair in one.repairs]
        mended = Source(source.path, apply_repairs(source.text, repairs))
        if mended.text == source.text:
            break
        source = mended
    return source, report


def _duplicates(plan: ImportPlan, around: Surroundings) -> list[str]:
    """Say which planned fiches may be there already, or be twice in the file."""
    entries = [load_entry(one.source, Initiative, Report()) for one in plan.planned]
    return [
        f"« {double.initiative.title} » ressemble à « {double.other.title} » "
        f"({double.other.slug}) : {double.reason}."
        for double in find_duplicates(entries, [*around.content.initiatives, *entries])
    ]
