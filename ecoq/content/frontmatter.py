"""Splits a Markdown file into its front matter and its body.

The only module that knows python-frontmatter. A missing fence, an unclosed one and a list as
header all read as "no metadata, no error" there: each is a named error here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct

from ecoq import catalogue
from ecoq.content.nodes import Mapping, MappingText, parse_yaml
from ecoq.content.source import Excerpt, Source
from ecoq.diagnostics import Diagnostic, Location, Repair, Unreadable

_HANDLER = YAMLHandler()


@lru_cache(maxsize=4)
def _line_starts(whole: bytes, start: int, end: int) -> list[int]:
    """Return where each line of an excerpt begins: a body is asked for many places in a row.

    Bytes know their hash once it was asked for; a text made anew would not.
    """
    text = Excerpt(whole, start, end).text
    return [0, *(match.end() for match in re.finditer("\n", text))]


class Body(Struct, frozen=True):
    """Markdown text after the front matter, and where it starts in its file."""

    written: Excerpt
    path: str
    first_line: int

    @property
    def text(self) -> str:
        """The text, made anew each time that it is asked for."""
        return self.written.text

    def location(self, offset: int) -> Location:
        """Return the place of the character at ``offset`` in the body."""
        starts = _line_starts(self.written.whole, self.written.start, self.written.end)
        line = bisect_right(starts, offset) - 1
        return Location(self.path, self.first_line + line, offset - starts[line] + 1)


class Document(Struct, frozen=True):
    """A Markdown file, parsed: its keys as nodes, its body as text."""

    header: Mapping
    header_text: MappingText
    body: Body


class Parts(Struct, frozen=True):
    """A Markdown file, split: ``text[header_start:header_end]`` is what the fences enclose."""

    header_start: int
    header_end: int
    body_text: str


def split_source(source: Source) -> Parts:
    """Find the front matter of one file. Raises Unreadable if it has none."""
    text = source.text
    # Empty lines before the fence show in no editor as a mistake, and hide nothing.
    start = len(text) - len(text.lstrip())
    opening = _HANDLER.FM_BOUNDARY.match(text, start)
    if opening is None:
        raise Unreadable(_fence_missing(source, start))
    try:
        header_text, body_text = _HANDLER.split(text)
    except ValueError:
        raise Unreadable(catalogue.FRONT_MATTER_UNCLOSED.at(Location(source.path))) from None
    return Parts(opening.end(), opening.end() + len(header_text), body_text)


def _fence_missing(source: Source, start: int) -> Diagnostic:
    """No fence where the text starts, or one that something else than YAML's dashes spoils."""
    first = source.text[start:].partition("\n")[0]
    place = source.location(start)
    if re.fullmatch(r"-{3,}\s*", first):
        indent = source.text[start - place.column + 1 : start]
        at_line = Location(source.path, place.line)
        return catalogue.FRONT_MATTER_MISSING.at(
            at_line, repairs=(Repair(at_line, indent + first, first, as_written=True),),
            hint="Effacez les espaces qui sont avant « --- ».",
        )
    if re.fullmatch(r"[-–—_*=]+\s*", first):
        return catalogue.FRONT_MATTER_MISSING.at(
            place, hint=f"Remplacez « {first.strip()} » par trois tirets : « --- ».",
        )
    return catalogue.FRONT_MATTER_MISSING.at(Location(source.path))


def parse_document(source: Source) -> Document:
    """Split and parse one file. Raises Unreadable if it has no readable front matter."""
    parts = split_source(source)
    text = source.text
    first_line = source.location(parts.header_start).line
    header_text = text[parts.header_start : parts.header_end]
    header = parse_yaml(header_text, source.path, first_line=first_line)
    if not isinstance(header, Mapping):
        raise Unreadable(catalogue.FRONT_MATTER_NOT_MAPPING.at(header.location))
    body_start = source.location(len(text) - len(parts.body_text)).line
    head, tail = header_text.encode(), parts.body_text.encode()
    whole = head + tail
    return Document(
        header, MappingText(Excerpt(whole, 0, len(head)), first_line, header.location),
        Body(Excerpt(whole, len(head), len(whole)), source.path, body_start),
    )
