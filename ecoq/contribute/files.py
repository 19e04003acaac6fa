"""The Markdown files of ``content/`` that a command works on, and how they are rewritten."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ecoq.content.load import INITIATIVES, ISSUES, PAGES
from ecoq.content.model import Entry, Initiative, Issue, Page
from ecoq.content.source import find_files

MODELS: dict[str, type[Entry]] = {INITIATIVES: Initiative, ISSUES: Issue, PAGES: Page}
"""The model of the Markdown files of each folder, by its path from the root."""

_LINE_END = re.compile(r"\r\n|\r|\n")


class NotContent(Exception):  # noqa: N818 - a wrong argument, said to whoever typed it
    """A path that was asked for is no Markdown file of the content."""


def find_entries(root: Path, paths: Iterable[Path] = ()) -> list[tuple[Path, type[Entry]]]:
    """Return the files asked for, each with its model; all of them if none is asked for.

    A folder stands for its files. Raises NotContent.
    """
    all_files = {
        path: model for folder, model in MODELS.items() for path in find_files(root, folder, ".md")
    }
    asked = list(paths)
    if not asked:
        return list(all_files.items())
    found: dict[Path, type[Entry]] = {}
    for path in asked:
        whole = path.absolute()
        whole = whole.parent.resolve() / whole.name  # a link itself is not followed
        mine = {
            file: model for file, model in all_files.items()
            if file == whole or whole.resolve() in file.parents
        }
        if not mine:
            raise NotContent(
                f"« {path} » n'est ni une fiche, ni un numéro, ni une page de content/."
            )
        found.update(mine)
    return list(found.items())


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, each with its end: LF, CRLF or CR."""
    return list(_split(text))


def _split(text: str) -> Iterator[str]:
    start = 0
    for match in _LINE_END.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    yield text[start:]


def line_end_of(line: str) -> str:
    """Return how a line ends; nothing for the last one."""
    match = _LINE_END.search(line)
    return match[0] if match else ""


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole: whoever reads it meanwhile finds the old one or the new one."""
    beside = path.with_name(f".{path.name}.ecoq")
    try:
        beside.write_bytes(data)
        beside.chmod(path.stat().st_mode)
        os.replace(beside, path)  # noqa: PTH105 - the name says what it does
    finally:
        beside.unlink(missing_ok=True)
