"""``ecoq import``: which files would be written from a table, and why others would not.

Nothing is overwritten. The name that a row has at its source is kept in a comment of the file's
header, which the formatter keeps, so that the same file imported again adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from ecoq.content.load import INITIATIVES, Content, load_entry
from ecoq.content.model import Initiative
from ecoq.content.schema import keys_of
from ecoq.content.source import Source, find_files
from ecoq.contribute.duplicates import find_duplicates
from ecoq.contribute.importers.columns import (
    OWN_DERIVED,
    find_target,
    find_targets,
    is_ours,
    map_columns,
)
from ecoq.contribute.importers.maps import read_json
from ecoq.contribute.importers.rows import Row, Table, UnreadableFile
from ecoq.contribute.importers.tables import read_csv, read_xlsx
from ecoq.contribute.importers.values import values_of
from ecoq.contribute.new_file import Value, slug_from, write_file
from ecoq.contribute.repair import apply_repairs
from ecoq.contribute.trial import Surroundings, try_text
from ecoq.diagnostics import Report, Severity

MAX_BYTES = 50_000_000

_READERS = {
    ".csv": read_csv, ".tsv": read_csv, ".txt": read_csv, ".xlsx": read_xlsx,
    ".json": read_json, ".geojson": read_json, ".umap": read_json,
}
_MARK = "# Importé de "
_PASSES = 3


class Planned(Struct, frozen=True, kw_only=True):
    """A file to write."""

    place: str
    title: str
    source: Source
    warnings: tuple[str, ...]


class Refused(Struct, frozen=True, kw_only=True):
    """A row that makes no file, and why; ``is_known`` when it was imported before."""

    place: str
    title: str
    reasons: tuple[str, ...]
    is_known: bool = False


class ImportPlan(Struct, kw_only=True):
    """All that an import would do."""

    planned: list[Planned] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_table(path: Path) -> Table:
    """Return the rows of a file, by what its name ends in. Raises UnreadableFile."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"« {path.name} » : formats lus : {', '.join(sorted(_READERS))}. "
            "Depuis un tableur, enregistrez-le en .xlsx ou en .csv."
        )
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFile(f"« {path.name} » pèse plus de {MAX_BYTES // 1_000_000} Mo.")
    return reader(path.read_bytes())


def plan_import(
    table: Table, root: Path, around: Surroundings, defaults: Mapping[str, str]
) -> ImportPlan:
    """Return what would be written and what would not; nothing is written."""
    names = list(dict.fromkeys(name for row in table.rows for name in row.cells))
    columns, ours = map_columns(names), is_ours(names)
    plan = ImportPlan(remarks=[*table.remarks, *_remarks_on_columns(names, columns, ours=ours)])
    known = _KnownFiches(root, around.content)
    for row in table.rows:
        values, body = values_of(row.cells, columns, defaults)
        title = str(values.get(keys_of(Initiative)["title"].name, ""))
        slug = _slug(row, values, ours=ours)
        mark = f"{_MARK}{table.origin} : {row.source_id}" if row.source_id and not ours else ""
        if refused := known.refuse(row, title, slug, mark):
            plan.refused.append(refused)
            continue
        text = write_file(Initiative, values, body)
        if mark:
            text = text.replace("---\n", f"---\n{mark}\n", 1)
        source = Source(f"{INITIATIVES}/{slug}.md", text)
        if _add(plan, row, title, source, around):
            known.add(row, slug, mark)
    plan.remarks += _duplicates(plan, around)
    return plan


def _remarks_on_columns(
    names: Iterable[str], columns: Mapping[str, str], *, ours: bool
) -> Iterator[str]:
    """Say which columns are not taken, and how they would be."""
    columns_by_target = {target: name for name, target in columns.items()}
    left = [
        name for name in names
        if name not in columns and not (ours and name in OWN_DERIVED) and name.lower() != "id"
    ]
    for name in left:
        if other := columns_by_target.get(find_target(name) or ""):
            yield f"colonne « {name} » : non reprise, « {other} » dit la même chose."
        else:
            yield f"colonne « {name} » : non reprise, aucun champ ne lui correspond."
    if left:
        yield ("une colonne est reprise si elle porte le nom d'un champ : "
               f"{', '.join(find_targets())}.")


class _KnownFiches:
    """The fiches that a row could make again: those of the project, then those of other rows."""

    def __init__(self, root: Path, content: Content) -> None:
        paths = list(find_files(root, INITIATIVES, ".md"))
        self._slug_by_name = {
            **{former: one.slug for one in content.initiatives for former in one.redirects},
            **{path.stem: path.stem for path in paths},
        }
        """By its file name, or by one that it bore before."""
        self._slug_by_mark = {
            found[0]: path.stem
            for path in paths
            for found in re.finditer(
                f"^{_MARK}.*$", path.read_text("utf-8", "replace"), re.MULTILINE
            )
        }
        self._place_by_name: dict[str, str] = {}
        """By file name or by mark, the row of this import that makes it."""

    def refuse(self, row: Row, title: str, slug: str, mark: str) -> Refused | None:
        """Return why a row makes no file, if it was imported before or is twice in the table."""
        for name in (mark, slug):
            if place := self._place_by_name.get(name):
                reason = f"« {slug} » est déjà dans ce fichier ({place})."
                return Refused(place=row.place, title=title, reasons=(reason,))
        existing = self._slug_by_mark.get(mark) or self._slug_by_name.get(slug)
        if existing is None:
            return None
        reason = f"« {existing} » existe déjà : rien n'est remplacé."
        return Refused(place=row.place, title=title, reasons=(reason,), is_known=True)

    def add(self, row: Row, slug: str, mark: str) -> None:
        """Remember what a row makes."""
        self._place_by_name |= {name: row.place for name in (mark, slug) if name}


def _slug(row: Row, values: Mapping[str, Value], *, ours: bool) -> str:
    if ours and row.source_id:
        return slug_from(row.source_id)
    keys = keys_of(Initiative)
    words = (values.get(keys[name].name) for name in ("title", "commune"))
    return slug_from(*(word if isinstance(word, str) else "" for word in words)) or "sans-titre"


def _add(
    plan: ImportPlan, row: Row, title: str, source: Source, around: Surroundings
) -> bool:
    """Plan a row's file if the checks accept it, mended of what is certain; say whether."""
    source, report = _mend(source, around)
    errors = [one for one in report.diagnostics if one.severity is Severity.ERROR]
    if errors:
        plan.refused.append(Refused(
            place=row.place, title=title,
            reasons=tuple(f"{one.message} {one.hint}".strip() for one in errors),
        ))
        return False
    plan.planned.append(Planned(
        place=row.place, title=title, source=source,
        warnings=tuple(one.message for one in report.diagnostics),
    ))
    return True


def _mend(source: Source, around: Surroundings) -> tuple[Source, Report]:
    """Make the certain repairs: a decimal comma, a French date, a choice in capitals."""
    for _ in range(_PASSES):
        source, report = try_text(source.path, source.text, Initiative, around)
        repairs = [repair for one in report.diagnostics for repair in one.repairs]
        mended = apply_repairs(source.text, repairs)
        if mended == source.text:
            break
        source = Source(source.path, mended)
    return source, report


def _duplicates(plan: ImportPlan, around: Surroundings) -> list[str]:
    """Say which planned fiches may be there already, or be twice in the file."""
    entries = [load_entry(one.source, Initiative, Report()) for one in plan.planned]
    return [
        f"« {double.initiative.title} » ressemble à « {double.other.title} » "
        f"({double.other.slug}) : {double.reason}."
        for double in find_duplicates(entries, [*around.content.initiatives, *entries])
    ]
