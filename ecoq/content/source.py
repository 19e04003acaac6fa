"""Files of ``content/`` as text: found, bounded in size, decoded, free of invisible traps."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from ecoq import catalogue
from ecoq.diagnostics import Diagnostic, Location, Unreadable

MAX_BYTES = 256_000

FORBIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff"
)
"""What goes between the brackets of a pattern for control characters, bidirectional overrides,
zero-width characters and Unicode line separators: none can be typed on purpose in a fiche, all can
hide something from the person who reviews it."""
_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")

# What Git leaves around two versions of a passage: seven signs, then the name of the version.
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)

# Marks stacked on one letter: no language needs so many, and putting them into their canonical
# order takes a time that grows with the square of their number.
_MAX_STACKED_MARKS = 30
_FAR_FROM_LATIN = re.compile(rf"[^\x00-\u02ff]{{{_MAX_STACKED_MARKS + 1},}}")

# For a file that is no entry, and that the site may need.
_EMPTY_DATA = "Remettez ce qu'il contenait : l'historique du projet le garde."

_REASONS = {
    errno.ENOENT: "il n'existe pas",
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'accès est refusé",
}


class Source(Struct, frozen=True):
    """One file: its path from the project's root, with "/", and its text with "\\n" line ends."""

    path: str
    text: str
    digest: str = ""
    """The SHA-256 of the file's bytes; empty for a text that is in no file yet."""

    def location(self, offset: int) -> Location:
        """Return the place of the character at ``offset`` in the text."""
        line = self.text.count("\n", 0, offset)
        return Location(self.path, line + 1, offset - self.text.rfind("\n", 0, offset))


class Excerpt(Struct, frozen=True, eq=False):
    """A part of a text that others share: as ``str``, it takes memory only while it is used."""

    whole: bytes
    """In UTF-8: half of what it would often be as ``str``."""
    start: int
    """In bytes, as ``end``."""
    end: int

    @classmethod
    def of(cls, text: str) -> Excerpt:
        """Return all of a text."""
        data = text.encode()
        return cls(data, 0, len(data))

    @property
    def data(self) -> bytes:
        """The text in UTF-8."""
        return self.whole[self.start : self.end]

    @property
    def text(self) -> str:
        """The text."""
        return self.data.decode("utf-8", "replace")

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, wherever they are taken from."""
        return isinstance(other, Excerpt) and self.data == other.data

    def __hash__(self) -> int:
        """Hash what it says."""
        return hash(self.data)


def find_files(root: Path, folder: str, suffix: str = "") -> Iterator[Path]:
    """Yield what ends in ``suffix`` in a folder, by name, but for names in "." or "_"."""
    directory = root / folder
    if not directory.is_dir():
        return
    names = os.listdir(directory)  # noqa: PTH208 - makes no path of each
    yield from (
        directory / name for name in sorted(names)
        if name.lower().endswith(suffix) and not name.startswith((".", "_"))
    )


def read_source(root: Path, path: Path) -> Source:
    """Read one file. Raises Unreadable when it is not the text of a content file."""
    shown = shown_path(root, path)
    start = Location(shown)
    if link := find_link(root, path):
        raise Unreadable(catalogue.FILE_LINK.at(start, name=shown_path(root, link)))
    if path.is_dir():
        raise Unreadable(catalogue.FOLDER_UNEXPECTED.at(start, name=shown))
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise Unreadable(catalogue.FILE_UNREADABLE.at(start, reason="ce n'est pas un fichier"))
        if status.st_size > MAX_BYTES:
            raise Unreadable(catalogue.FILE_TOO_BIG.at(
                start, size=-(-status.st_size // 1000), limit=MAX_BYTES // 1000
            ))
        data = path.read_bytes()
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "le disque ou le système le refuse")
        raise Unreadable(catalogue.FILE_UNREADABLE.at(start, reason=reason)) from None
    return decode_source(shown, data)


def shown_path(root: Path, path: Path) -> str:
    """Return a path from the root, with "/"; a name that is not UTF-8 is shown with « ? »."""
    # Several times as fast, for thousands of files, as what pathlib does.
    below = os.fspath(path).removeprefix(os.path.join(root, ""))  # noqa: PTH118
    return below.replace(os.sep, "/").encode("utf-8", "replace").decode()


def find_link(root: Path, path: Path) -> Path | None:
    """Return the symbolic link on the way to a file: it, or its folder below ``content/``."""
    steps = (path, *path.parents)[: len(path.relative_to(root).parts) - 1]
    return next((step for step in steps if step.is_symlink()), None)


def decode_source(path: str, data: bytes) -> Source:
    """Return the text of a file's bytes. Raises Unreadable if it is empty, not UTF-8 or unsafe."""
    try:
        # utf-8-sig: Windows editors put a byte order mark before the "---".
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_not_utf8(path, data, error)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        hint = None if path.endswith(".md") else _EMPTY_DATA
        raise Unreadable(catalogue.FILE_EMPTY.at(Location(path), hint=hint))
    if ("<" * 7 in text or ">" * 7 in text) and (mark := _CONFLICT.search(text)):
        place = Source(path, text).location(mark.start())
        raise Unreadable(catalogue.CONFLICT_LEFT.at(place, text=mark[0]))
    offset = find_forbidden(text)
    if offset is not None:
        raise Unreadable(catalogue.CHARACTER_FORBIDDEN.at(
            Source(path, text).location(offset), name=f"U+{ord(text[offset]):04X}"
        ))
    digest = hashlib.sha256(data).hexdigest()
    return Source(path, unicodedata.normalize("NFC", text), digest)


def find_forbidden(text: str) -> int | None:
    """Return where the first character is that no content may hold, or None."""
    found = _FORBIDDEN.search(text)
    return found.start() if found else _find_stacked_marks(text)


def _find_stacked_marks(text: str) -> int | None:
    for run in _FAR_FROM_LATIN.finditer(text):
        marks = 0
        for offset, char in enumerate(run[0], run.start()):
            marks = marks + 1 if unicodedata.combining(char) else 0
            if marks > _MAX_STACKED_MARKS:
                return offset
    return None


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return catalogue.ENCODING_INVALID.at(Location(path, before.count(b"\n") + 1, column))
