"""What the last build made, so that the next one makes only what changes.

The record lies in the cache folder. It is a hint, never trusted: a damaged one reads as empty, a
file that is no longer as the record says is made again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, json
from msgspec.structs import replace

from ecoq.publish.links import PageLinks

FORMAT = 2
_SECOND = 1_000_000_000  # nanoseconds


class Made(
    Struct, frozen=True, kw_only=True, array_like=True, forbid_unknown_fields=True
):
    """A file that a build made."""

    path: str
    """Relative to the output folder."""
    recipe: str
    """The digest of its ingredients; empty if it has no recipe."""
    sha256: str
    size: int
    """In bytes."""
    modified_ns: int
    """Modification time, in nanoseconds, by which a touched file is known."""
    links: PageLinks | None
    """For a page, its anchors, and its links that wait for those of another page."""

    def is_intact(self, folder: Path) -> bool:
        """Whether the file is still in ``folder`` as the build left it."""
        try:
            found = os.lstat(f"{folder}/{self.path}")
        except OSError:
            return False
        return found.st_size == self.size and found.st_mtime_ns == self.modified_ns

    def is_known_in(self, folder: Path) -> bool:
        """Whether this file is in a folder of another build, too: written at the same instant.

        A whole second tells nothing: some systems count in seconds, and two builds may take less.
        """
        return self.modified_ns % _SECOND != 0 and self.is_intact(folder)


class State(Struct, frozen=True):
    """The files of the last build by path, and what they were made with and from."""

    toolchain: str
    files: Mapping[str, Made]
    inputs: str = ""
    """The digest of all inputs, if the build had nothing to say of them; else empty."""

    def is_current(self, inputs: str, folder: Path) -> bool:
        """Whether a build from these inputs would make just what is in ``folder``."""
        return bool(inputs) and self.inputs == inputs and all(
            made.is_intact(folder) for made in self.files.values()
        )

    def render(self) -> bytes:
        """Return the record as JSON."""
        return json.encode(_Record(
            format=FORMAT, toolchain=self.toolchain, inputs=self.inputs,
            files=tuple(self.files.values()),
        ), order="deterministic")


class _Record(Struct, frozen=True, kw_only=True):
    """What is written of a state, and must be there when it is read."""

    format: int
    toolchain: str
    inputs: str
    files: tuple[Made, ...]


def make_state(toolchain: str, files: Iterable[Made], inputs: str = "") -> State:
    """Return the record of a build."""
    return State(toolchain, {made.path: made for made in files}, inputs)


def read_state(path: Path, toolchain: str) -> State:
    """Return the record, or an empty one if it is absent, damaged, or of another toolchain."""
    try:
        record = json.decode(path.read_bytes(), type=_Record)
    except (OSError, ValueError, RecursionError):
        return State(toolchain, {})
    if record.format != FORMAT or record.toolchain != toolchain:
        return State(toolchain, {})
    return make_state(toolchain, map(_sharing_links, record.files), record.inputs)


def _sharing_links(made: Made) -> Made:
    return made if made.links is None else replace(made, links=made.links.shared())
