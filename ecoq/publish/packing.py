"""Entries as bytes, and back: whatever the bytes say, nothing comes of them but values of content.

Entries have the same fields, so what is packed are columns: all titles, then all summaries. A
column is a list that begins with the name of what its values are. The first line holds columns,
as JSON; what follows it are the excerpts, that of entries by far the longest part: they stay there
until somebody asks for their text.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from itertools import accumulate, islice, pairwise
from typing import Any

from msgspec import Struct

from ecoq.content.source import Excerpt

_PACKAGE = "ecoq.content."
_OTHERS = ("ecoq.diagnostics.Location",)
_SCALARS = frozenset({str, int, float, bool, type(None)})
_WORDS = frozenset({str, type(None)})
_SCALAR, _TUPLE, _DATE, _CLASS, _EXCERPT = "scalar", "tuple", "date", "class", "excerpt"
_MIXED, _REPEATED = "mixed", "repeated"

_Column = list[Any]


def pack(value: object) -> bytes:
    """Return a value of content as bytes. Raises TypeError for one of another kind."""
    packer = _Packer()
    columns = json.dumps(packer.column([value]), ensure_ascii=False, separators=(",", ":"))
    return b"\n".join([columns.encode(), b"".join(packer.excerpts)])


def unpack(data: bytes) -> Any:
    """Return what was packed.

    Raises ValueError, TypeError, AttributeError, IndexError, StopIteration or RecursionError if
    the bytes are not what ``pack`` returns.
    """
    columns, _, excerpts = data.partition(b"\n")
    [value] = _Unpacker(excerpts).values(json.loads(columns))
    return value


class _Packer:
    """Makes columns, and gathers the excerpts that it meets."""

    def __init__(self) -> None:
        self.excerpts: list[bytes] = []
        self._length = 0

    def column(self, values: Sequence[Any]) -> _Column:
        kinds = {*map(type, values)}
        if kinds <= _SCALARS:
            return self._repeated(values) if kinds <= _WORDS else [_SCALAR, *values]
        kinds = {*map(_kind_of, values)}
        if len(kinds) > 1:
            return self._mixed(values, sorted(kinds, key=lambda kind: kind.__name__))
        [kind] = kinds
        return self._repeated(values) if _is_small(kind) else self._of_kind(kind, values)

    def _mixed(self, values: Sequence[Any], kinds: Sequence[type]) -> _Column:
        parts = [[one for one in values if _kind_of(one) is kind] for kind in kinds]
        ranks = [kinds.index(_kind_of(one)) for one in values]
        return [_MIXED, ranks, *map(self.column, parts)]

    def _repeated(self, values: Sequence[Any]) -> _Column:
        """Say each value once, if that is shorter: there is then also only one in memory."""
        ranks = {value: rank for rank, value in enumerate(dict.fromkeys(values))}
        kind = _kind_of(values[0]) if values else str
        if 2 * len(ranks) > len(values):
            return self._of_kind(kind, values)
        return [_REPEATED, [ranks[value] for value in values], self._of_kind(kind, list(ranks))]

    def _of_kind(self, kind: type, values: Sequence[Any]) -> _Column:
        if kind in _SCALARS:
            return [_SCALAR, *values]
        if kind is tuple:
            items = [item for value in values for item in value]
            return [_TUPLE, [*map(len, values)], self.column(items)]
        if kind is date:
            return [_DATE, *map(date.isoformat, values)]
        if kind is type:
            return [_CLASS, *map(_name_of, values)]
        if kind is Excerpt:
            return [_EXCERPT, self._length, *map(self._add, values)]
        return [_name_of(kind), *map(self.column, _parts(kind, values))]

    def _add(self, excerpt: Excerpt) -> int:
        data = excerpt.data
        self.excerpts.append(data)
        self._length += len(data)
        return len(data)


def _kind_of(value: object) -> type:
    """Return what decides how a value is packed: scalars, which JSON knows, are one kind."""
    kind = type(value)
    if kind in _SCALARS:
        return str
    return type if isinstance(value, type) else kind


def _is_small(kind: type) -> bool:
    """Whether values of a kind are easily compared."""
    return kind is not tuple and len(_fields_of(kind)) <= 1


def _parts(kind: type, values: Sequence[Any]) -> list[Sequence[object]]:
    """Return what objects are made from again: the values of each field."""
    names = _fields_of(kind)
    if names:
        return [[getattr(value, name) for value in values] for name in names]
    if issubclass(kind, Enum):
        return [[value.value for value in values]]
    if issubclass(kind, str):
        return [[*map(str, values)]]
    raise TypeError(f"{kind.__name__} is no value of content")


def _fields_of(kind: type) -> Sequence[str]:
    """Return the names of the fields of a struct or a dataclass, none for anything else."""
    if issubclass(kind, Struct):
        return kind.__struct_fields__
    return [field.name for field in fields(kind)] if is_dataclass(kind) else ()


def _name_of(model: type) -> str:
    return f"{model.__module__}.{model.__qualname__}"


def _find_class(name: str) -> type:
    """Return a class of content that is imported already. Raises ValueError for anything else."""
    module, _, qualname = name.rpartition(".")
    found = getattr(sys.modules.get(module), qualname, None)
    is_allowed = name.startswith(_PACKAGE) or name in _OTHERS
    if not is_allowed or not isinstance(found, type) or found.__module__ != module:
        raise ValueError(f"{name} is no class of content")
    return found


def _assemble(model: type, columns: Sequence[Sequence[object]]) -> list[Any]:
    """Return the objects of a dataclass; what was kept was checked when it was made.

    A frozen one would set its fields through a function that refuses to set any.
    """
    objects: list[Any] = [object.__new__(model) for _ in columns[0]]
    for name, values in zip(_fields_of(model), columns, strict=True):
        deque(map(getattr(model, name).__set__, objects, values), maxlen=0)
    return objects


class _Unpacker:
    """Makes the values of columns. All of one column but scalars are as many as it says."""

    def __init__(self, excerpts: bytes) -> None:
        self._excerpts = excerpts
        self._kinds: dict[str, Callable[..., list[Any]]] = {
            _SCALAR: lambda *values: list(values),
            _TUPLE: self._tuples,
            _DATE: lambda *days: [*map(date.fromisoformat, days)],
            _CLASS: lambda *names: [*map(_find_class, names)],
            _EXCERPT: self._find_excerpts,
            _MIXED: self._merge,
            _REPEATED: self._repeat,
        }

    def values(self, column: _Column) -> list[Any]:
        name, *rest = column
        make = self._kinds.get(name)
        return make(*rest) if make else self._objects(_find_class(name), rest)

    def _tuples(self, lengths: Sequence[int], column: _Column) -> list[Any]:
        items = iter(self.values(column))
        return [tuple(islice(items, length)) for length in lengths]

    def _find_excerpts(self, start: int, *lengths: int) -> list[Any]:
        places = pairwise(accumulate(lengths, initial=start))
        return [Excerpt(self._excerpts, one, other) for one, other in places]

    def _merge(self, ranks: Sequence[int], *columns: _Column) -> list[Any]:
        parts = [iter(self.values(column)) for column in columns]
        return [next(parts[rank]) for rank in ranks]

    def _repeat(self, ranks: Sequence[int], column: _Column) -> list[Any]:
        return [*map(self.values(column).__getitem__, ranks)]

    def _objects(self, model: type, columns: Sequence[_Column]) -> list[Any]:
        """Return the objects of a class. Raises ValueError for one of other things."""
        parts = [*map(self.values, columns)]
        if issubclass(model, Enum | str):
            return [*map(model, *parts)]
        if len(parts) != len(_fields_of(model)):
            raise ValueError(f"{model.__name__} is no value of content, or lacks a field")
        if len({*map(len, parts)}) > 1:
            raise ValueError(f"{model.__name__} lacks values of a field")
        return [*map(model, *parts)] if issubclass(model, Struct) else _assemble(model, parts)
