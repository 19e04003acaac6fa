"""Files of ``content/`` as text: found, bounded in size, decoded, free of invisible traps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ecoq import catalogue
from ecoq.diagnostics import Diagnostic, Location, Unreadable

MAX_BYTES = 256_000

# Control characters, bidirectional overrides, zero-width characters and Unicode line separators:
# none can be typed on purpose in a fiche, all can hide something from the person who reviews it.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path from the project's root, with "/", and its text with "\\n" line ends."""

    path: str
    text: str

    def location(self, offset: int) -> Location:
        """Return the place of the character at ``offset`` in the text."""
        line = self.text.count("\n", 0, offset)
        return Location(self.path, line + 1, offset - self.text.rfind("\n", 0, offset))


def find_files(root: Path, folder: str, suffix: str) -> Iterator[Path]:
    """Yield the files of a folder that end in ``suffix``, by name; none if it does not exist."""
    directory = root / folder
    if not directory.is_dir():
        return
    yield from sorted(
        path for path in directory.iterdir()
        if path.name.lower().endswith(suffix) and not path.name.startswith((".", "_"))
    )


def read_source(root: Path, path: Path) -> Source:
    """Read one file. Raises Unreadable when it is not the text of a content file."""
    shown = path.relative_to(root).as_posix()
    start = Location(shown)
    if path.is_symlink():
        raise Unreadable(catalogue.FILE_LINK.at(start, name=path.name))
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(catalogue.FILE_TOO_BIG.at(
                start, size=size // 1000, limit=MAX_BYTES // 1000
            ))
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(catalogue.FILE_UNREADABLE.at(start, reason=error.strerror)) from None
    return decode_source(shown, data)


def decode_source(path: str, data: bytes) -> Source:
    """Return the text of a file's bytes. Raises Unreadable if it is empty, not UTF-8 or unsafe."""
    try:
        # utf-8-sig: Windows editors put a byte order mark before the "---".
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_not_utf8(path, data, error)) from None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    source = Source(path, text)
    if not text.strip():
        raise Unreadable(catalogue.FILE_EMPTY.at(Location(path)))
    if found := _FORBIDDEN.search(text):
        raise Unreadable(catalogue.CHARACTER_FORBIDDEN.at(
            source.location(found.start()), name=f"U+{ord(found[0]):04X}"
        ))
    return source


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return catalogue.ENCODING_INVALID.at(Location(path, before.count(b"\n") + 1, column))
