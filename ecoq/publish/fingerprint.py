"""Digests of values: two equal values have the same one, on any machine and in any process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, cast

from msgspec import Struct

from ecoq.content.frontmatter import Body
from ecoq.content.model import Entry
from ecoq.content.nodes import MappingText
from ecoq.content.schema import Origin
from ecoq.content.source import Excerpt
from ecoq.render.markdown import PageBody
from ecoq.site.model import Related


class Fingerprinter:
    """Digests values made of structs, frozen dataclasses, collections and scalars.

    Those that occur in many values (a fiche in each list that shows it) are digested once:
    the fingerprinter keeps them alive, so that an ``id`` is never used twice.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def digest(self, *values: object) -> str:
        """Return the hexadecimal digest of values. Raises TypeError for a kind without one."""
        return hashlib.sha256(self._join(values)).hexdigest()

    def _encode(self, value: Any) -> bytes:
        """Return bytes that no other value has, of one that is none of the scalars."""
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        if isinstance(value, tuple | list):
            return b"l%d\0%b" % (len(value), self._join(value))
        if isinstance(value, Struct) or (is_dataclass(value) and not isinstance(value, type)):
            return self._encode_object(value)
        return self._encode_other(value)

    def _join(self, values: Iterable[object]) -> bytes:
        find, encode = _SCALARS.get, self._encode
        return b"".join([(find(type(value)) or encode)(value) for value in values])

    def _encode_other(self, value: Any) -> bytes:
        if isinstance(value, str):
            return _encode_text(value)
        if isinstance(value, Enum):
            return b"e%b" % self._join([value.value])
        if isinstance(value, date):
            return _encode_scalar(value)
        if isinstance(value, Mapping):
            items = (part for key in sorted(value) for part in (key, value[key]))
            return b"m%d\0%b" % (len(value), self._join(items))
        if isinstance(value, set | frozenset):
            return b"f%d\0%b" % (len(value), self._join(sorted(value)))
        raise TypeError(f"{type(value).__name__} has no fingerprint")

    def _encode_object(self, value: Any) -> bytes:
        name, fields_of = _shape_of(type(value))  # type: ignore[arg-type] # a class is hashable
        data = b"%b\0%b" % (name, self._join(fields_of(value)))
        if isinstance(value, _SHOWN_ONCE):
            return _encode_bytes(b"d", data)
        digest = hashlib.sha256(data).digest()
        self._known[id(value)] = (value, digest)
        return digest


def _encode_text(value: str) -> bytes:
    data = value.encode()
    return b"s%d %b" % (len(data), data)


def _encode_bytes(kind: bytes, data: bytes) -> bytes:
    return b"%b%d %b" % (kind, len(data), data)


def _encode_scalar(value: object) -> bytes:
    return f"{type(value).__name__} {value!r}\0".encode()


# To remember their digests would keep them, and the texts that they hold, for nothing.
_SHOWN_ONCE = (Entry, PageBody, Related)

_SCALARS: Mapping[type, Callable[[Any], bytes]] = {
    str: _encode_text,
    bytes: lambda value: _encode_bytes(b"b", value),
    Excerpt: lambda value: _encode_bytes(b"s", value.data),
    # Where exactly a value stood in its file shows nowhere; the file itself may. Lists show
    # fiches, not their bodies: whoever shows a body names its text.
    **dict.fromkeys((Origin, Body), lambda value: _encode_text(value.path)),
    **dict.fromkeys((type(None), bool, int, float, date), _encode_scalar),
}


@cache
def _shape_of(model: type) -> tuple[bytes, Callable[[Any], Iterable[object]]]:
    """Return the name of a class, and what gives the values that tell two of it apart."""
    fields_of = _fields_of(model)
    if issubclass(model, Entry):
        return model.__qualname__.encode(), lambda entry: _header_of(entry) or fields_of(entry)
    return model.__qualname__.encode(), fields_of


def _header_of(entry: Entry) -> tuple[object, ...]:
    """Return what says, in one piece, all that the keys of an entry say; nothing if it is gone."""
    node = entry.origin.node
    return (node.location.path, node.written) if isinstance(node, MappingText) else ()


def _fields_of(model: type) -> Callable[[Any], Iterable[object]]:
    if issubclass(model, Struct):
        names = [*model.__struct_fields__]
    else:
        names = [field.name for field in fields(cast("Any", model)) if field.compare]
    if len(names) < 2:  # noqa: PLR2004 - of one name, attrgetter makes no tuple
        return lambda value: [getattr(value, name) for name in names]
    return cast("Callable[[Any], Iterable[object]]", attrgetter(*names))
