"""``ecoq fix``: applies the repairs that diagnostics propose, and nothing else.

A repair is made only where the text at its place is still the one that it expects; a value keeps
its quotes, or gets them where it now needs them. Lines that no repair touches keep their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from ecoq.content.model import Entry
from ecoq.content.source import Source, read_source
from ecoq.content.yaml_text import is_plain, quote
from ecoq.contribute.files import line_end_of, split_lines
from ecoq.contribute.trial import Surroundings, try_sources
from ecoq.diagnostics import Diagnostic, Repair, Unreadable

# A file tells one mistake of syntax at a time; beyond this many it is left to its author.
_PASSES = 30


class Mended(Struct, frozen=True, kw_only=True):
    """A file that repairs change: its text before and after, and what was mended."""

    path: Path
    before: Source
    after: Source
    found: tuple[Diagnostic, ...]


def mend(
    root: Path, files: Iterable[tuple[Path, type[Entry]]], around: Surroundings
) -> list[Mended]:
    """Return what the certain repairs change in files; nothing is written."""
    before = {
        path: (source, model) for path, model in files if (source := _read(root, path))
    }
    texts = {source.path: source for source, _ in before.values()}
    models = {source.path: model for source, model in before.values()}
    mended: dict[str, list[Diagnostic]] = {}
    for _ in range(_PASSES):
        changed = False
        for path, found in _proposals(texts, models, around).items():
            repairs = [repair for one in found for repair in one.repairs]
            text = apply_repairs(texts[path].text, repairs)
            if text != texts[path].text:
                texts[path] = Source(path, text)
                mended.setdefault(path, []).extend(found)
                changed = True
        if not changed:
            break
    return [
        Mended(path=path, before=source, after=texts[source.path],
               found=tuple(mended[source.path]))
        for path, (source, _) in before.items() if source.path in mended
    ]


def _read(root: Path, path: Path) -> Source | None:
    try:
        return read_source(root, path)
    except Unreadable:
        return None


def _proposals(
    texts: dict[str, Source], models: dict[str, type[Entry]], around: Surroundings
) -> dict[str, list[Diagnostic]]:
    """The diagnostics that come with a repair, by file."""
    proposals: dict[str, list[Diagnostic]] = {}
    for found in try_sources(texts.values(), models, around).diagnostics:
        if found.repairs:
            proposals.setdefault(found.location.path, []).append(found)
    return proposals


def apply_repairs(text: str, repairs: Iterable[Repair]) -> str:
    """Return a text, mended. Of two repairs of the same place, the first is made."""
    edits: dict[int, tuple[str, str]] = {}
    for repair in repairs:
        offset = _offset(text, repair)
        for old, new in _spellings(repair):
            if old and text.startswith(old, offset):
                edits.setdefault(offset, (old, new))
                break
    for offset, (old, new) in sorted(edits.items(), reverse=True):
        text = text[:offset] + new + text[offset + len(old) :]
    return text


def _offset(text: str, repair: Repair) -> int:
    """Where a repair's place is in the text; its end if it has no such line."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    line = repair.location.line - 1
    return starts[line] + repair.location.column - 1 if line < len(starts) else len(text)


def _spellings(repair: Repair) -> Iterator[tuple[str, str]]:
    """How a file may have the old text, and how the new one is then written."""
    old, new = repair.old, repair.new
    if repair.as_written:
        yield old, new
        return
    yield quote(old), quote(new)
    yield _single(old), _single(new)
    yield old, new if is_plain(new) else quote(new)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def mended_bytes(data: bytes, mended: Mended) -> bytes:
    """Return a file's bytes with the lines that changed, and the others as they were."""
    lines = split_lines(data.decode("utf-8"))
    before, after = mended.before.text.split("\n"), mended.after.text.split("\n")
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            lines[index] = new + line_end_of(lines[index])
    return "".join(lines).encode()
