"""What every reader gives: rows of texts by column, whatever the file was."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class UnreadableFile(Exception):  # noqa: N818 - said as it is to whoever gave the file
    """Why a file cannot be imported, in one French line."""


class Row(Struct, frozen=True, kw_only=True):
    """One initiative to be, as the file has it: nothing is interpreted yet."""

    place: str
    """Where it stands in the file, for messages: « ligne 3 »."""
    cells: Mapping[str, str]
    source_id: str = ""
    """What names it for ever at its source, if the file says it."""


class Table(Struct, kw_only=True):
    """A file, read: its rows, and what there is to say of the reading."""

    origin: str
    """What kind of file it was: « csv », « umap »."""
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
