"""Digests of values: two equal values have the same one, on any machine and in any process."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, cast

from ecoq.content.frontmatter import Body
from ecoq.content.model import Entry
from ecoq.content.nodes import MappingText
from ecoq.content.schema import Origin

Feed = Callable[[bytes], None]


class Fingerprinter:
    """Digests values made of frozen dataclasses, collections and scalars.

    Dataclasses that occur in many values (a fiche in each list that shows it) are digested once:
    the fingerprinter keeps them alive, so that an ``id`` is never used twice.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def digest(self, *values: object) -> str:
        """Return the hexadecimal digest of values. Raises TypeError for a kind without one."""
        hasher = hashlib.sha256()
        for value in values:
            self._feed(value, hasher.update)
        return hasher.hexdigest()

    def _feed(self, value: object, feed: Feed) -> None:
        kind = type(value)
        if value is None or kind in {bool, int, float} or isinstance(value, date):
            feed(f"{kind.__name__} {value!r}\0".encode())
        elif isinstance(value, str):
            feed(f"s{len(value)} {value}\0".encode())
        elif isinstance(value, bytes):
            feed(b"b%d %b\0" % (len(value), value))
        elif isinstance(value, Enum):
            feed(f"e{value.value}\0".encode())
        elif isinstance(value, tuple | list):
            self._feed_all(f"l{len(value)}\0", value, feed)
        elif isinstance(value, Mapping):
            items = [part for key in sorted(value) for part in (key, value[key])]
            self._feed_all(f"m{len(value)}\0", items, feed)
        elif isinstance(value, set | frozenset):
            self._feed_all(f"f{len(value)}\0", sorted(value), feed)
        elif isinstance(value, Origin):
            # Where exactly a value stood in its file shows nowhere; the file itself may.
            self._feed(value.path, feed)
        elif isinstance(value, Body):
            # Lists show fiches, not their bodies: whoever shows a body names its text.
            self._feed(value.path, feed)
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            feed(self._of_dataclass(value))
        else:
            raise TypeError(f"{kind.__name__} has no fingerprint")

    def _feed_all(self, heading: str, values: Any, feed: Feed) -> None:
        feed(heading.encode())
        for value in values:
            self._feed(value, feed)

    def _of_dataclass(self, value: Any) -> bytes:
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        kind: type[object] = type(value)
        hasher = hashlib.sha256(kind.__qualname__.encode())
        if isinstance(value, Entry) and isinstance(value.origin.node, MappingText):
            # Its header says all that its keys say, in one piece.
            self._feed((value.origin.path, value.origin.node.text), hasher.update)
        else:
            for name in _field_names(kind):  # type: ignore[arg-type] # a class is hashable
                self._feed(getattr(value, name), hasher.update)
        self._known[id(value)] = (value, hasher.digest())
        return self._known[id(value)][1]


@cache
def _field_names(model: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cast("Any", model)) if field.compare)
