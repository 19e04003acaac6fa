"""What people write as they are used to, from word processors and web pages, where YAML differs.

Each function tells one habit apart from everything else, or says that it is not there: the
messages that use them can name what was meant.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ecoq.diagnostics import Location, Repair

# A dash without its space, or the bullets of word processors; « -12 % » may be a number.
_MARK = re.compile(r"-(?=[^\s\d-])|[–—•·▪◦‣][ \t]*|\*[ \t]+")
# « https://… » and « 12:30 » are no keys.
_GLUED_KEY = re.compile(r"([a-z_]+) ?:(?=[^\s/:])(.+)")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\(<?([^()\s<>]+)>?\)")
_QUOTED = re.compile(r"[“”„‘‚«\"'] ?(.+?) ?[“”’»\"']")
_BETWEEN_CHEVRONS = re.compile(r"<([^<>]+)>")


class Wrapping(NamedTuple):
    """A value inside signs that do not belong to it."""

    value: str
    advice: str
    """What to do, for the author: the value comes after it."""


class Link(NamedTuple):
    """A link in Markdown, where only an address or only words are taken."""

    start: int
    """Its column, from 0 on."""
    written: str
    value: str
    """Its address."""


def find_list_mark(text: str) -> str:
    """Return what begins a text where « - » and a space should: « -jeunes », « • jeunes »."""
    mark = _MARK.match(text)
    return mark[0] if mark else ""


def repair_list_mark(mark: str, location: Location) -> Repair:
    """Return the repair of a mark that begins its line: it is not made if anything is before."""
    indent = " " * (location.column - 1)
    start = Location(location.path, location.line)
    return Repair(start, indent + mark, f"{indent}- ", as_written=True)


def space_out(text: str) -> str | None:
    """Return « commune:Bourges » with the space that is missing, or None."""
    glued = _GLUED_KEY.fullmatch(text)
    return f"{glued[1]}: {glued[2]}" if glued else None


def find_link(line: str, column: int) -> Link | None:
    """Return the link in Markdown that a place of a line, from 0 on, is in."""
    return next((
        Link(found.start(), found[0], _address_of(found)) for found in _LINK.finditer(line)
        if found.start() < column < found.end()
    ), None)


def _address_of(link: re.Match[str]) -> str:
    return link[2].removeprefix("mailto:")


def unwrap(text: str) -> Wrapping | None:
    """Return what is between quotes of any kind or chevrons, or the address of a link, or None."""
    if quoted := _QUOTED.fullmatch(text):
        return Wrapping(quoted[1], "Retirez les guillemets")
    if inside := _BETWEEN_CHEVRONS.fullmatch(text):
        return Wrapping(inside[1], "Retirez les chevrons")
    if link := _LINK.fullmatch(text):
        return Wrapping(_address_of(link), "Écrivez l'adresse seule")
    return None
