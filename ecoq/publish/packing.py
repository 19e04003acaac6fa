"""Entries as JSON, and back: whatever the JSON says, nothing comes of it but values of content.

A scalar stands for itself. Anything else is a list that begins with the number of what it is: a
tuple, a date, bytes, a class as a value, or an object of one of the classes that are named beside.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

_PACKAGE = "ecoq.content."
_OTHERS = ("ecoq.diagnostics.Location",)
_SCALARS = frozenset({str, int, float, bool, type(None)})
_TUPLE, _DATE, _BYTES, _CLASS, _FIRST_CLASS = range(5)

_Pack = Callable[[Any], Any]


def pack(value: object) -> bytes:
    """Return a value of content as JSON. Raises TypeError for one of another kind."""
    packer = _Packer()
    packed = packer.pack(value)
    names = [f"{one.__module__}.{one.__qualname__}" for one in packer.classes]
    return json.dumps([names, packed], ensure_ascii=False, separators=(",", ":")).encode()


def unpack(data: bytes) -> Any:
    """Return what was packed.

    Raises ValueError, TypeError, AttributeError, KeyError, IndexError or RecursionError if the
    JSON is not what ``pack`` returns.
    """
    names, packed = json.loads(data)
    return _unpacker(list(map(_find_class, names)))(packed)


class _Packer:
    """Gives each class that it meets a number."""

    def __init__(self) -> None:
        self.classes: dict[type, int] = {}

    def pack(self, value: Any) -> Any:
        kind = type(value)
        if kind in _SCALARS:
            return value
        if kind is tuple:
            return [_TUPLE, *map(self.pack, value)]
        if kind is date:
            return [_DATE, value.isoformat()]
        if kind is bytes:
            return [_BYTES, value.decode()]
        if isinstance(value, type):
            return [_CLASS, self._number(value)]
        return [self._number(kind), *map(self.pack, _parts(value))]

    def _number(self, model: type) -> int:
        return self.classes.setdefault(model, _FIRST_CLASS + len(self.classes))


def _parts(value: Any) -> Sequence[object]:
    """What an object is made from again."""
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, Enum):
        return [value.value]
    if isinstance(value, str):
        return [str(value)]
    raise TypeError(f"{type(value).__name__} is no value of content")


def _find_class(name: str) -> type:
    """Return a class of content that is imported already. Raises ValueError for anything else."""
    module, _, qualname = name.rpartition(".")
    found = getattr(sys.modules.get(module), qualname, None)
    is_allowed = name.startswith(_PACKAGE) or name in _OTHERS
    if not is_allowed or not isinstance(found, type) or found.__module__ != module:
        raise ValueError(f"{name} is no class of content")
    return found


def _unpacker(classes: Sequence[type]) -> _Pack:
    """Return what makes values of lists whose numbers are those of ``classes``."""

    def unpack(packed: Any) -> Any:
        if type(packed) is not list:
            return packed
        number, *parts = packed
        return make[number]([unpack(part) if type(part) is list else part for part in parts])

    make: list[_Pack] = [
        tuple, lambda parts: date.fromisoformat(*parts), lambda parts: str.encode(*parts),
        lambda parts: classes[parts[0] - _FIRST_CLASS], *map(_maker, classes),
    ]
    return unpack


def _maker(model: type) -> _Pack:
    """Return what makes an object of a class from its parts. Raises ValueError for others."""
    if issubclass(model, Enum | str):
        return lambda parts: model(*parts)
    if not is_dataclass(model):
        raise ValueError(f"{model.__name__} is no value of content")
    # What was kept was checked when it was made: to check it again would take most of the time.
    setters = [getattr(model, field.name).__set__ for field in fields(model)]

    def make(parts: list[Any]) -> Any:
        made = object.__new__(model)
        for put, part in zip(setters, parts, strict=True):
            put(made, part)
        return made

    return make
