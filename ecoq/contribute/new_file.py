"""A new content file, from answers or from an imported row."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence as AnySequence
from pathlib import Path

from ecoq.content.nodes import Mapping, Node, Pair, Scalar, Sequence
from ecoq.content.values import MAX_SLUG_LENGTH
from ecoq.contribute.front_matter import write_header
from ecoq.diagnostics import Location
from ecoq.territory.names import slugify

Value = str | AnySequence["Value"] | AnyMapping[str, "Value"]
"""What a key holds before it is written: a text, a list, or a group of keys."""

_NOWHERE = Location("")


def write_file(model: type, values: AnyMapping[str, Value], body: str) -> str:
    """Return a whole Markdown file; empty values are left out."""
    header = node_of(values)
    if not isinstance(header, Mapping):
        raise TypeError("a front matter is a mapping")
    return f"---\n{write_header(header, model)}---\n\n{body.strip()}\n"


def node_of(value: Value) -> Node:
    """Return the node that a value makes; empty values inside it are left out."""
    if isinstance(value, str):
        return Scalar(value.strip(), _NOWHERE)
    if isinstance(value, AnyMapping):
        return Mapping(
            tuple(
                Pair(Scalar(key, _NOWHERE), node_of(inner))
                for key, inner in value.items() if inner
            ),
            _NOWHERE,
        )
    return Sequence(tuple(node_of(item) for item in value if item), _NOWHERE)


def create_file(path: Path, text: str) -> None:
    """Write a file, and its folder if need be. Raises FileExistsError if it is there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def slug_from(*words: str | None) -> str:
    """Return the file name that a title and a commune make: « le-phare-bourges »."""
    slug = ""
    for word in words:
        part = slugify(word or "")
        if part and not f"-{slug}-".endswith(f"-{part}-"):
            slug = f"{slug}-{part}".strip("-")
    return slug[:MAX_SLUG_LENGTH].strip("-")
