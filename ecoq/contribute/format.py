"""``ecoq fmt``: canonical front matter; bodies stay as they are, byte for byte.

Not made with python-frontmatter and PyYAML's dumper: they lose comments, spell values their own
way (``2019`` back as a number, ``"01"`` as ``'01'``, long lines folded) and rewrite the body's
blank lines. Here the header is written again from its nodes and its comments, and the rest of the
file is not touched.

A file keeps its line ends, LF or CRLF. A byte order mark is removed: it belongs to no text.
Blank lines and alignment inside a header are not kept, except in quoted texts; a text of several
lines is joined into one, as it is read anyway.
"""

from __future__ import annotations

import re
from collections import Counter

from ecoq.content.frontmatter import parse_document, split_source
from ecoq.content.nodes import Mapping, Node, Pair, Scalar, Sequence, parse_yaml
from ecoq.content.source import Source, decode_source
from ecoq.content.values import is_empty
from ecoq.contribute.comments import Comments, find_comments
from ecoq.contribute.files import line_end_of, split_lines
from ecoq.contribute.front_matter import write_header
from ecoq.diagnostics import Location


def format_file(path: str, data: bytes, model: type) -> bytes:
    """Return the bytes of a content file, formatted. Raises Unreadable if it does not parse."""
    source = decode_source(path, data)
    header = parse_document(source).header
    comments = find_comments(_header_text(source))
    written = write_header(header, model, comments, first_line=_first_line(source))
    _refuse_loss(header, comments, written, path)
    return _with_header(source, data, written)


def set_value(path: str, data: bytes, model: type, name: str, value: Node) -> bytes:
    """Return the bytes of a content file, formatted, with another value for one of its keys.

    What was there for that key goes, comments included. Raises Unreadable if it does not parse.
    """
    source = decode_source(path, data)
    others = (pair for pair in parse_document(source).header.pairs if pair.key.text != name)
    new = Pair(Scalar(name, Location(path)), value)
    written = write_header(
        Mapping((*others, new), Location(path)), model, find_comments(_header_text(source)),
        first_line=_first_line(source),
    )
    return _with_header(source, data, written)


def _header_text(source: Source) -> str:
    parts = split_source(source)
    return source.text[parts.header_start : parts.header_end]


def _first_line(source: Source) -> int:
    """The line after the opening fence."""
    return source.location(split_source(source).header_start).line


def _with_header(source: Source, data: bytes, written: str) -> bytes:
    """The bytes of a file, with other lines between its fences."""
    # Lines are counted, since what was read had its line ends and accents normalised.
    lines = split_lines(data.decode("utf-8-sig"))
    closing = source.location(split_source(source).header_end).line - 1
    opening = next(line for line in lines if line.strip())  # what is above it goes
    rest = "".join(lines[closing:])
    return (opening + written.replace("\n", line_end_of(opening)) + rest).encode()


def _refuse_loss(header: Mapping, comments: Comments, written: str, path: str) -> None:
    """Stop rather than lose a word: what was written must read as what was there."""
    again = parse_yaml(written, path)
    if _texts(again) != _texts(header) or _all(find_comments(written)) != _all(comments):
        raise RuntimeError(f"formatting {path} would lose something")


def _texts(node: Node) -> object:
    """The values of a header, whatever the order of its keys and the spaces at line ends."""
    if isinstance(node, Mapping):
        return {pair.key.text: _texts(pair.value) for pair in node.pairs}
    if isinstance(node, Sequence):
        return [_texts(item) for item in node.items]
    return (re.sub(r"\s+", " ", node.text).strip(), is_empty(node))


def _all(comments: Comments) -> Counter[str]:
    """Every word of the comments: two on one line come back as one."""
    found = [*comments.last]
    for around in comments.by_position.values():
        found += [*around.before, *around.beside, *around.after]
    return Counter(word for comment in found for word in comment.split())
