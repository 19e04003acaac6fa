"""``ecoq review``: what a proposal changes in the content, for the person who merges it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ecoq.content.body import count_words
from ecoq.content.frontmatter import Document, parse_document
from ecoq.content.load import load_content
from ecoq.content.model import Entry, Initiative
from ecoq.content.nodes import Node, Scalar, Sequence
from ecoq.content.schema import keys_of
from ecoq.content.source import decode_source
from ecoq.contribute.duplicates import Duplicate, find_duplicates
from ecoq.contribute.files import MODELS
from ecoq.contribute.git import ChangeKind, FileChange, find_changes, find_fork, read_at
from ecoq.diagnostics import Diagnostic, Report, Severity, Unreadable
from ecoq.site.checks import Scope, check
from ecoq.territory.gazetteer import Gazetteer

CONTENT = "content"


class FieldChange(Struct, frozen=True, kw_only=True):
    """A key whose value differs. A text each; nothing where there was no value."""

    key: str
    label: str
    old: str
    new: str


class EntryChange(Struct, frozen=True, kw_only=True):
    """A fiche, a number or a page that differs."""

    kind: ChangeKind
    path: str
    old_path: str
    title: str
    """Its title, or the path where it cannot be read."""
    fields: tuple[FieldChange, ...]
    words_before: int
    words_after: int
    body_diff: tuple[str, ...]
    """Lines that begin with +, - or a space; none where the body is the same."""
    lost_slug: str | None = None
    """The former name of a fiche that was renamed, if its address is not kept alive."""


class Review(Struct, frozen=True, kw_only=True):
    """All that a proposal changes since ``base``."""

    base: str
    entries: tuple[EntryChange, ...]
    other_files: tuple[FileChange, ...]
    problems: tuple[Diagnostic, ...]
    """Of the files that changed."""
    problems_elsewhere: tuple[Diagnostic, ...]
    """Errors of the others: what named a fiche that is no longer there."""
    duplicates: tuple[Duplicate, ...]


def review(root: Path, base: str, today: date) -> Review:
    """Compare the content on disk with where it left ``base``. Raises GitProblem."""
    fork = find_fork(root, base)
    changes = find_changes(root, fork, CONTENT)
    report = Report()
    content = load_content(root, report)
    report.extend(check(Scope.of(content, Gazetteer.load(), today)))
    paths = {change.path for change in changes if change.kind is not ChangeKind.REMOVED}
    suspects = [one for one in content.initiatives if one.origin.path in paths]
    redirects = {slug for one in content.initiatives for slug in one.redirects}
    return Review(
        base=base,
        entries=tuple(
            _entry_change(root, fork, change, redirects)
            for change in changes if _model_of(change.path)
        ),
        other_files=tuple(change for change in changes if not _model_of(change.path)),
        problems=tuple(
            found for found in report.diagnostics if found.location.path in paths
        ),
        problems_elsewhere=tuple(
            found for found in report.diagnostics
            if found.location.path not in paths and found.severity is Severity.ERROR
        ),
        duplicates=_once(find_duplicates(suspects, content.initiatives)),
    )


def _once(duplicates: Iterable[Duplicate]) -> tuple[Duplicate, ...]:
    """Two fiches that are both new are told once."""
    pairs = {
        frozenset((found.initiative.slug, found.other.slug)): found for found in duplicates
    }
    return tuple(pairs.values())


def _model_of(path: str) -> type[Entry] | None:
    folder, _, name = path.rpartition("/")
    return MODELS.get(folder) if name.endswith(".md") else None


def _entry_change(
    root: Path, fork: str, change: FileChange, redirects: Collection[str]
) -> EntryChange:
    before = after = None
    if change.kind is not ChangeKind.ADDED:
        before = _document(change.old_path, read_at(root, fork, change.old_path))
    if change.kind is not ChangeKind.REMOVED:
        path = root / change.path
        after = _document(change.path, b"" if path.is_symlink() else path.read_bytes())
    model = _model_of(change.path) or Initiative
    return EntryChange(
        kind=change.kind, path=change.path, old_path=change.old_path,
        title=_title(after or before, model) or change.path,
        fields=_fields(before, after, model),
        words_before=count_words(before.body) if before else 0,
        words_after=count_words(after.body) if after else 0,
        body_diff=_body_diff(before, after),
        lost_slug=_lost_slug(change, redirects),
    )


def _lost_slug(change: FileChange, redirects: Collection[str]) -> str | None:
    slug = PurePosixPath(change.old_path).stem
    is_moved_fiche = change.kind is ChangeKind.RENAMED and _model_of(change.old_path) is Initiative
    return slug if is_moved_fiche and slug not in redirects else None


def _document(path: str, data: bytes) -> Document | None:
    """A file as far as its header can be read; the checks say what is wrong with it."""
    try:
        return parse_document(decode_source(path, data))
    except Unreadable:
        return None


def _title(document: Document | None, model: type) -> str:
    node = document.header.find(keys_of(model)["title"].name) if document else None
    return node.text if isinstance(node, Scalar) else ""


def _fields(
    before: Document | None, after: Document | None, model: type
) -> tuple[FieldChange, ...]:
    """The keys that differ, in the order of the model, then those it does not know."""
    labels = {declared.name: declared.label for declared in keys_of(model).values()}
    old, new = _values(before), _values(after)
    names = [*labels, *sorted((old.keys() | new.keys()) - labels.keys())]
    return tuple(
        FieldChange(key=name, label=labels.get(name, name), old=old.get(name, ""),
                    new=new.get(name, ""))
        for name in names if old.get(name, "") != new.get(name, "")
    )


def _values(document: Document | None) -> dict[str, str]:
    pairs = document.header.pairs if document else ()
    return {pair.key.text: _text(pair.value) for pair in pairs}


def _text(node: Node) -> str:
    """A value in one line, as people read it."""
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Sequence):
        return " ; ".join(_text(item) for item in node.items)
    return ", ".join(f"{pair.key.text} : {_text(pair.value)}" for pair in node.pairs)


def _body_diff(before: Document | None, after: Document | None) -> tuple[str, ...]:
    """The paragraphs that differ, if the file was there before and still is."""
    if before is None or after is None or before.body.text == after.body.text:
        return ()
    lines = difflib.unified_diff(
        before.body.text.split("\n"), after.body.text.split("\n"), lineterm="", n=0
    )
    return tuple(line for line in list(lines)[2:] if not line.startswith("@@"))
