"""Turns one row into the values of a fiche: lists parted, markup taken off, years found."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from ecoq.content.model import BODY, Initiative
from ecoq.content.schema import Key, Record, keys_of
from ecoq.content.source import FORBIDDEN
from ecoq.content.values import Date, Kind, ListOf, SourceDate, Text, Year, department_of
from ecoq.contribute.importers.columns import IDENTIFIER, POSTAL_CODE, is_ours
from ecoq.contribute.new_file import Value
from ecoq.render.open_data.columns import SEPARATOR, join_list

_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_UMAP_LINK = re.compile(r"\[\[(https?://[^\]|\s]+)(?:\|([^\]]+))?\]\]")
_UMAP_IMAGE = re.compile(r"\{\{\{?[^{}]*\}?\}\}")
# Soft hyphens and joiners too: they say how a page was set, not what it says.
_INVISIBLE = re.compile(f"[\r\xad\u200c\u200d{FORBIDDEN}]")
_SENTENCE = re.compile(r".+?[.!?…](?=\s|$)", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HOUR_OF_DATE = re.compile(r"(?<=\d)[T ]\d\d?:\d\d.*")
# Spreadsheets keep a day as a count of days from this one on, and show it where the cell has lost
# its format: 43586 is 1 May 2019. Five digits: from 1927 to 2173.
_DAY_ZERO = date(1899, 12, 30)
_SERIAL_DAY = re.compile(r"[1-9]\d{4}")
# Longer items than this many characters are sentences, which have commas of their own.
_LONGEST_NAME = 200


def values_of(
    cells: Mapping[str, str], columns: Mapping[str, str], defaults: Mapping[str, str]
) -> tuple[dict[str, Value], str]:
    """Return the values by key, and the body; ``defaults`` fill what the row does not say."""
    ours = is_ours(cells)
    texts = {
        columns[name]: text if ours else clean(text)
        for name, text in cells.items() if name in columns
    }
    texts = {**defaults, **{name: text for name, text in texts.items() if text}}
    if ours and cells.get("position") == "mairie":
        # Our exports give the town hall to fiches without coordinates.
        texts.pop("latitude", None)
        texts.pop("longitude", None)
    body = texts.pop(BODY, "")
    _complete(texts, body)
    values = {
        key.name: value
        for key in keys_of(Initiative).values()
        if (value := _value(key, texts, split_items if ours else _splitter(key.kind)))
    }
    return values, body


def clean(text: str) -> str:
    """Return plain text: no HTML, no markup of uMap, no invisible character."""
    text = _BREAK.sub("\n", text.replace("\r\n", "\n"))
    text = html.unescape(_TAG.sub("", text))
    text = _UMAP_IMAGE.sub("", text)
    text = _UMAP_LINK.sub(lambda link: f"[{link[2] or link[1]}]({link[1]})", text)
    return _INVISIBLE.sub("", text).strip()


def _complete(texts: dict[str, str], body: str) -> None:
    """Add what other words of the row tell, and take away what is no key."""
    _complete_place(texts)
    _part_themes(texts)
    summary = keys_of(Initiative)["summary"]
    if summary.name not in texts and isinstance(summary.kind, Text):
        texts[summary.name] = _first_words(body, summary.kind)
    texts.pop(IDENTIFIER, None)


def _complete_place(texts: dict[str, str]) -> None:
    """A code that was taken for a number has lost its first zero; a postal code tells where."""
    keys = keys_of(Initiative)
    department, insee = keys["department"].name, keys["insee_code"].name
    if re.fullmatch(r"\d{4}", texts.get(insee, "")):
        texts[insee] = f"0{texts[insee]}"
    postal_code = texts.pop(POSTAL_CODE, "").replace(" ", "").zfill(5)
    if department not in texts and insee not in texts and re.fullmatch(r"\d{5}", postal_code):
        texts[department] = department_of(postal_code)


def _part_themes(texts: dict[str, str]) -> None:
    """Of several themes in one cell, the first is the main one."""
    keys = keys_of(Initiative)
    main, *others = split_names(texts.get(keys["theme"].name, "")) or [""]
    if others:
        texts[keys["theme"].name] = main
        texts.setdefault(keys["secondary_themes"].name, join_list(others))


def _first_words(body: str, kind: Text) -> str:
    """The first sentences of a body, as many as make a text of that kind; or nothing."""
    words = ""
    for sentence in _SENTENCE.finditer(body):
        words = " ".join(f"{words} {sentence[0]}".split())
        if len(words) >= kind.minimum:
            break
    return words if kind.minimum <= len(words) <= kind.maximum else ""


def _value(
    key: Key, texts: Mapping[str, str], split: Callable[[str], list[str]]
) -> Value:
    if isinstance(key.kind, ListOf) and isinstance(key.kind.kind, Record):
        return _groups(key, key.kind.kind, texts)
    if isinstance(key.kind, Record):
        return _group(key, key.kind, texts)
    text = texts.get(key.name, "")
    if isinstance(key.kind, ListOf):
        return [item for item in dict.fromkeys(split(text)) if item]
    return _spell_date(key.kind, " ".join(text.split()))


def _spell_date(kind: Kind[Any], text: str) -> str:
    """Return a year or a day without what spreadsheets put around it; other kinds as they are."""
    if not isinstance(kind, Year | Date | SourceDate):
        return text
    if _SERIAL_DAY.fullmatch(text):
        text = (_DAY_ZERO + timedelta(days=int(text))).isoformat()
    if isinstance(kind, Year):
        year = _YEAR.search(text)
        return year[0] if year else text
    return _HOUR_OF_DATE.sub("", text)


def _group(key: Key, record: Record[object], texts: Mapping[str, str]) -> dict[str, str]:
    group: type = record.model
    return {
        part.name: texts[f"{key.name}_{part.name}"]
        for part in keys_of(group).values() if texts.get(f"{key.name}_{part.name}")
    }


def _groups(key: Key, record: Record[object], texts: Mapping[str, str]) -> list[Value]:
    """A list for each part: the second title goes with the second address."""
    group: type = record.model
    kinds = {part.name: part.kind for part in keys_of(group).values()}
    columns = {
        name: [_spell_date(kinds[name], item) for item in split_items(text)]
        for name, text in _group(key, record, texts).items()
    }
    length = max(map(len, columns.values()), default=0)
    return [
        {name: items[rank] for name, items in columns.items() if rank < len(items) and items[rank]}
        for rank in range(length)
    ]


def _splitter(kind: Kind[Any]) -> Callable[[str], list[str]]:
    """How a cell of others is cut into the items of a list."""
    item = kind.kind if isinstance(kind, ListOf) else kind
    if isinstance(item, Text) and item.maximum > _LONGEST_NAME:
        return split_sentences
    return split_names


def split_sentences(text: str) -> list[str]:
    """Return the items of a cell: parted by « | » as in our tables, else by lines or semicolons."""
    has_bars = SEPARATOR.strip() in text
    items = split_items(text) if has_bars else re.split(r"[;\n]", text)
    return [item.strip() for item in items if item.strip()]


def split_names(text: str) -> list[str]:
    """Return the items of a cell, which commas part if nothing else does, but between brackets."""
    items = split_sentences(text)
    if len(items) > 1:
        return items
    return [item.strip() for item in re.split(r",(?![^()]*\))", text) if item.strip()]


def split_items(text: str) -> list[str]:
    """Undo ``join_list``: items parted by bars, a backslash before what is no separator."""
    return [
        re.sub(r"\\(.)", r"\1", item).strip()
        for item in re.findall(r"((?:\\.|[^\\|])*)(?:\||$)", text, re.DOTALL)[: _bars(text) + 1]
    ]


def _bars(text: str) -> int:
    return len(re.findall(r"\|", re.sub(r"\\.", "", text, flags=re.DOTALL)))
