"""Entries as earlier builds read them, kept by the digest of their file.

Taking an entry from the shelf takes twenty times less than parsing and checking it. Only entries
in which nothing is wrong are kept. The sheets of the shelf may vanish, be cut or be forged at any
time: one that is not whole, or that other tools wrote, is as good as absent, and none can make
anything but values of content.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeGuard, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from ecoq.content.load import Reading, read_entry
from ecoq.content.model import Entry
from ecoq.content.source import shown_path
from ecoq.publish.packing import pack, unpack
from ecoq.publish.replace import write_whole
from ecoq.publish.workers import map_forked

EntryT = TypeVar("EntryT", bound=Entry)

# Enough that one change rewrites little, few enough that a small collection is not scattered.
_SHEETS = 32
# Below this many files to parse, starting processes costs more than it saves.
_WORTH_FORKING = 400
_DIGEST_BYTES = 32

_Sheet = Mapping[str, tuple[str, Entry]]
"""The digests of some files and what they hold, by their path from the project's root."""


class _Gap(Struct, frozen=True):
    """What a sheet lacks: the files to read, beside what it holds that is still true."""

    name: str
    known: _Sheet
    unread: Mapping[str, Path]


class Shelf(Struct, frozen=True, kw_only=True):
    """Reads entries, and keeps them in a folder of the cache."""

    folder: Path
    toolchain: str
    digests: Mapping[str, str]
    """The SHA-256 of each file as the build found it, by its path from the project's root."""
    is_sound: Callable[[Entry], bool]
    """Whether the rules for an entry alone find nothing in it."""
    jobs: int = 1
    _open: dict[str, _Sheet] = field(default_factory=dict)
    """The sheets that this process has read or written already."""

    def after(self, digests: Mapping[str, str]) -> Shelf:
        """Return the shelf for files that have changed, its open sheets included."""
        return replace(self, digests=digests)

    def read(
        self, root: Path, paths: Sequence[Path], model: type[EntryT]
    ) -> Iterator[Reading[EntryT]]:
        """Yield what comes of each file: from the shelf, or read by several processes."""
        gaps: list[_Gap] = []
        for name, files in _by_sheet(root, paths, model).items():
            sheet = self._find(name)
            known = {path: kept for path, kept in sheet.items() if self._is_true(path, kept)}
            unread = {shown: path for shown, path in files.items() if shown not in known}
            if unread or len(known) != len(sheet):
                gaps.append(_Gap(name, known, unread))
            yield from _readings(files, known)
        is_much = sum(len(gap.unread) for gap in gaps) >= _WORTH_FORKING
        filled = map_forked(
            lambda index: self._fill(root, gaps[index], model), len(gaps),
            jobs=self.jobs if is_much else 1,
        )
        for gap, (packed, unsound) in zip(gaps, filled, strict=True):
            self._open[gap.name] = sheet = _unpack_sheet(packed)
            yield from _readings(gap.unread, sheet)
            yield from unsound

    def _is_true(self, path: str, kept: tuple[str, Entry]) -> bool:
        return self.digests.get(path) == kept[0]

    def _fill(
        self, root: Path, gap: _Gap, model: type[EntryT]
    ) -> tuple[bytes, list[Reading[EntryT]]]:
        """Read the files that a sheet lacks, and keep the sheet with what is sound of them.

        Return it, packed as it is kept, and what came of the other files.
        """
        readings = [self._read(root, path, model) for path in gap.unread.values()]
        sound = {
            reading.entry.origin.path: (reading.digest, reading.entry)
            for reading in readings if reading.entry is not None and reading.is_reviewed
        }
        packed = pack(tuple({**gap.known, **sound}.values()))
        with suppress(OSError):
            write_whole(self.folder / gap.name, self._digest(packed) + packed)
        return packed, [reading for reading in readings if not reading.is_reviewed]

    def _read(self, root: Path, path: Path, model: type[EntryT]) -> Reading[EntryT]:
        reading = read_entry(root, path, model)
        if reading.entry is None or reading.diagnostics or not self.is_sound(reading.entry):
            return reading
        return replace(reading, is_reviewed=True)

    def _find(self, name: str) -> _Sheet:
        """Return a sheet; an empty one if it is absent, damaged, or was written by other tools."""
        if name not in self._open:
            self._open[name] = self._load(name)
        return self._open[name]

    def _load(self, name: str) -> _Sheet:
        try:
            stored = (self.folder / name).read_bytes()
        except OSError:
            return {}
        digest, data = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
        if digest != self._digest(data):
            return {}
        try:
            return _unpack_sheet(data)
        except (
            ValueError, TypeError, AttributeError, IndexError, StopIteration, RecursionError
        ):
            return {}

    def _digest(self, data: bytes) -> bytes:
        return hashlib.sha256(self.toolchain.encode() + data).digest()


def _unpack_sheet(packed: bytes) -> _Sheet:
    """Return a sheet. Raises what ``unpack`` raises, or ValueError if it holds no entries."""
    rows = unpack(packed)
    if not _are_rows(rows):
        raise ValueError("not a sheet")
    return {row[1].origin.path: row for row in rows}


def _are_rows(value: object) -> TypeGuard[Sequence[tuple[str, Entry]]]:
    """Whether all are a digest and an entry."""
    return isinstance(value, tuple) and all(
        isinstance(row, tuple) and len(row) == 2  # noqa: PLR2004 - as is said
        and isinstance(row[0], str) and isinstance(row[1], Entry)
        for row in value
    )


def _readings(files: Mapping[str, Path], sheet: _Sheet) -> Iterator[Reading[Any]]:
    """Yield the entries of those files that a sheet holds."""
    for shown, path in files.items():
        if shown in sheet:
            yield Reading(path=path, entry=sheet[shown][1], is_reviewed=True)


def _by_sheet(root: Path, paths: Sequence[Path], model: type[Entry]) -> dict[str, dict[str, Path]]:
    """Return the files of each sheet, with their paths from the root. All sheets are there."""
    sheets: dict[str, dict[str, Path]] = {
        f"{model.__name__}-{number:02}": {} for number in range(_SHEETS)
    }
    for path in paths:
        shown = shown_path(root, path)
        number = zlib.crc32(shown.encode()) % _SHEETS
        sheets[f"{model.__name__}-{number:02}"][shown] = path
    return sheets
