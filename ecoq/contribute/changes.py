"""What changed in the data between two states: files ``initiatives.json``, or Git revisions."""

from __future__ import annotations

import io
import json
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from ecoq.content.load import load_content
from ecoq.content.model import BODY, Initiative
from ecoq.content.schema import keys_of
from ecoq.contribute.git import GitProblem, read_tree
from ecoq.diagnostics import Report, Severity
from ecoq.render.open_data.documents import render_collection
from ecoq.site.assemble import assemble
from ecoq.site.checks import Scope, check
from ecoq.territory.gazetteer import Gazetteer

Documents = Mapping[str, Mapping[str, Any]]
"""The fiches of a state, by identifier."""

# Where a page is depends on where the site is published, which says nothing of the initiative.
_IGNORED = frozenset({"id", "url"})
_SHOWN = 80
_END_OF_TIME = date(9998, 12, 31)


class NotData(Exception):  # noqa: N818 - said as it is to whoever typed the command
    """Why a state cannot be read, in one French line."""


class ValueChange(Struct, frozen=True, kw_only=True):
    """A key whose value changed; a key that one of the states lacks has None there."""

    key: str
    old: Any
    new: Any


class DataChanges(Struct, frozen=True, kw_only=True):
    """The difference between two states; fiches are (identifier, title)."""

    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str, tuple[ValueChange, ...]], ...]


def read_state(root: Path, name: str) -> Documents:
    """Return the state that a file or a Git revision holds. Raises NotData or GitProblem."""
    path = Path(name)
    return _parse(path.read_bytes(), name) if path.is_file() else _read_revision(root, name)


def _parse(data: bytes, name: str) -> Documents:
    try:
        documents = json.loads(data)["initiatives"]
        return {str(document["id"]): document for document in documents}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotData(f"« {name} » n'est pas un fichier initiatives.json du site.") from None


def _read_revision(root: Path, revision: str) -> Documents:
    try:
        archive = read_tree(root, revision, "content")
    except GitProblem as problem:
        raise NotData(f"« {revision} » n'est ni un fichier ni une version. {problem}") from None
    with tempfile.TemporaryDirectory() as folder:
        _unpack(archive, folder, revision)
        content = load_content(Path(folder), report := Report())
    gazetteer = Gazetteer.load()
    # Whether a date lies in the future is no matter here, hence the last day of all.
    report.extend(check(Scope.of(content, gazetteer, _END_OF_TIME)))
    errors = [one for one in report.diagnostics if one.severity is Severity.ERROR]
    if errors:
        place = errors[0].location
        raise NotData(
            f"Le contenu de « {revision} » a des erreurs : il ne peut pas être comparé. "
            f"{place.path}:{place.line} : {errors[0].message}"
        )
    return _parse(render_collection(assemble(content, gazetteer)), revision)


def _unpack(archive: bytes, folder: str, revision: str) -> None:
    """Write the files of a revision; a link out of them is not followed. Raises NotData."""
    try:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tree:
            tree.extractall(folder, filter="data")
    except tarfile.FilterError:
        raise NotData(
            f"« {revision} » contient un lien qui mène hors du dépôt : il ne peut pas être lu."
        ) from None


def compare(old: Documents, new: Documents) -> DataChanges:
    """Return what became of each fiche, in the order of identifiers."""
    return DataChanges(
        added=tuple((one, _title(new[one])) for one in sorted(new.keys() - old.keys())),
        removed=tuple((one, _title(old[one])) for one in sorted(old.keys() - new.keys())),
        changed=tuple(
            (one, _title(new[one]), found)
            for one in sorted(old.keys() & new.keys())
            if (found := tuple(_value_changes(old[one], new[one])))
        ),
    )


def _title(document: Mapping[str, Any]) -> str:
    return str(document.get(keys_of(Initiative)["title"].name, ""))


def _value_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[ValueChange]:
    for key in (*new, *(key for key in old if key not in new)):
        if key not in _IGNORED and old.get(key) != new.get(key):
            yield ValueChange(key=key, old=old.get(key), new=new.get(key))


def format_text(changes: DataChanges) -> str:
    """Return the changes for people to read."""
    return "\n".join(_lines(changes)) + "\n"


def _lines(changes: DataChanges) -> Iterator[str]:
    yield (
        f"Fiches ajoutées : {len(changes.added)} ; retirées : {len(changes.removed)} ; "
        f"modifiées : {len(changes.changed)}."
    )
    for title, fiches in (("Ajoutées", changes.added), ("Retirées", changes.removed)):
        if fiches:
            yield from ("", title, *(f"  {name} – {words}" for name, words in fiches))
    if changes.changed:
        yield from ("", "Modifiées")
    for name, words, values in changes.changed:
        yield f"  {name} – {words}"
        yield from (f"    {_describe(value)}" for value in values)


def _describe(change: ValueChange) -> str:
    if change.key == BODY:
        return f"{change.key} : le texte a changé"
    return f"{change.key} : {_show(change.old)} → {_show(change.new)}"


def _show(value: Any) -> str:
    if value in (None, [], ""):
        return "(rien)"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN - 1]}…"


def format_json(changes: DataChanges) -> str:
    """Return the changes for programs."""
    document = {
        "added": [{"id": name, "title": title} for name, title in changes.added],
        "removed": [{"id": name, "title": title} for name, title in changes.removed],
        "changed": [
            {
                "id": name, "title": title,
                "values": [
                    {"key": value.key, "old": value.old, "new": value.new} for value in values
                ],
            }
            for name, title, values in changes.changed
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
