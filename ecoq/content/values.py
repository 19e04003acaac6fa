"""Kinds of values: each reads one node into a typed value, and describes itself as JSON Schema.

A kind raises Unreadable when there is no value to return, and adds to the report what is only
unwise. Nothing here knows any key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from ecoq import catalogue
from ecoq.content.nodes import Mapping as MappingNode
from ecoq.content.nodes import Node, Scalar, Sequence, describe_node
from ecoq.content.source import find_forbidden
from ecoq.content.suggestions import plain, remedy_by_likeness
from ecoq.content.yaml_text import quote
from ecoq.diagnostics import Diagnostic, Location, Remedy, Repair, Report, Rule, Unreadable

JsonSchema = Mapping[str, Any]
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound="LabelledEnum")

_EMPTY = {"", "~", "null"}


class Kind(Protocol[T_co]):
    """Reads one kind of value."""

    def decode(self, node: Node, report: Report) -> T_co:
        """Return the value of a node. Raises Unreadable."""

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema (2020-12) of what ``decode`` accepts."""


class Url(str):
    """An absolute http or https address: shown as it is, never typeset."""

    __slots__ = ()


class LabelledEnum(StrEnum):
    """A closed list of values, each with the French words that readers see."""

    label: str

    def __new__(cls, value: str, label: str) -> LabelledEnum:
        """Make the member that is written ``value`` and shown as ``label``."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as precise as its source: a year, a month or a day, written as ISO 8601."""

    iso: str

    @property
    def year(self) -> int:
        """The year."""
        return int(self.iso[:4])


def is_empty(node: Node) -> bool:
    """Whether a key was written without a value."""
    return isinstance(node, Scalar) and not node.quoted and node.text.strip() in _EMPTY


def _text_expected(node: Sequence | MappingNode) -> Diagnostic:
    """« - Budget : 12 000 € » is read as a key and its value: the colon is at fault."""
    pair = node.pairs[0] if isinstance(node, MappingNode) and len(node.pairs) == 1 else None
    if pair and isinstance(pair.value, Scalar) and pair.value.location.line == node.location.line:
        texts = [f"{pair.key.text}{space}: {pair.value.text}" for space in (" ", "")]
        return catalogue.COLON_UNQUOTED.at(
            node.location, example=quote(texts[0]),
            repairs=tuple(Repair(node.location, text, text) for text in texts),
        )
    return catalogue.TEXT_EXPECTED.at(node.location, found=describe_node(node))


class Written:
    """Base of the kinds that are one text in the file."""

    pattern: ClassVar[str] = ""

    def decode(self, node: Node, report: Report) -> Any:
        """Return the value of a scalar. Raises Unreadable."""
        if not isinstance(node, Scalar):
            raise Unreadable(_text_expected(node))
        offset = find_forbidden(node.text)
        if offset is not None:
            raise Unreadable(catalogue.CHARACTER_FORBIDDEN.at(
                node.location, name=f"U+{ord(node.text[offset]):04X}",
                hint="Il vient d'un code « \\… » : entre guillemets doubles, écrivez « \\\\ » pour "
                "une barre oblique inverse.",
            ))
        return self.read(node.text.strip(), node.location, report)

    def read(self, text: str, location: Location, report: Report) -> Any:
        """Return the value of a text. Raises Unreadable."""
        raise NotImplementedError

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the text."""
        return {"type": "string", "pattern": self.pattern} if self.pattern else {"type": "string"}


_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|<!\[CDATA\[|&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z]+);")
_TYPOGRAPHIC_QUOTES = re.compile(r"^[“”„‘‚][^“”„‘]*[“”’]$")


@dataclass(frozen=True, slots=True)
class Text(Written):
    """Plain text on one line; lengths in characters."""

    minimum: int = 1
    maximum: int = 500

    def read(self, text: str, location: Location, report: Report) -> str:
        """Return the text with its spaces folded."""
        text = re.sub(r"[ \t\n]+", " ", text)
        if len(text) < self.minimum:
            raise Unreadable(catalogue.TEXT_TOO_SHORT.at(
                location, length=len(text), minimum=self.minimum
            ))
        if len(text) > self.maximum:
            raise Unreadable(catalogue.TEXT_TOO_LONG.at(
                location, length=len(text), maximum=self.maximum
            ))
        if tag := _TAG.search(text):
            report.add(catalogue.TEXT_HTML.at(location, text=tag[0]))
        if _TYPOGRAPHIC_QUOTES.match(text):
            report.add(catalogue.QUOTES_TYPOGRAPHIC.at(
                location, text=text[0] + "…" + text[-1],
                repairs=(Repair(location, text, text[1:-1].strip()),),
            ))
        return text

    def json_schema(self) -> JsonSchema:
        """Return a string with its bounds."""
        return {"type": "string", "minLength": self.minimum, "maxLength": self.maximum}


@dataclass(frozen=True, slots=True)
class Matching(Written):
    """Text that must have a form: a regular expression that all of it matches."""

    form: str
    rule: Rule
    example: str = ""
    respell: Callable[[str], str] = str
    """Changes nothing but case, accents and spaces: what it gives is what was meant."""

    def read(self, text: str, location: Location, report: Report) -> str:
        """Return the text if it has the form."""
        if not re.fullmatch(self.form, text):
            raise Unreadable(self.rule.at(
                location, text=text, example=self.example, hint=self._remedy(text)
            ))
        return text

    def _remedy(self, text: str) -> Remedy | None:
        new = self.respell(text)
        return Remedy("Écrivez {new}", text, new) if re.fullmatch(self.form, new) else None

    def json_schema(self) -> JsonSchema:
        """Return a string with its pattern."""
        return {"type": "string", "pattern": f"^(?:{self.form})$"}


SLUG_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
MAX_SLUG_LENGTH = 100
SLUG = Matching(
    SLUG_PATTERN, catalogue.SLUG_INVALID, "economie-sociale-et-solidaire", respell=plain
)
COLOUR = Matching(r"#[0-9a-f]{6}", catalogue.COLOUR_INVALID, respell=str.lower)
INSEE_CODE = Matching(r"\d[\dAB]\d{3}", catalogue.INSEE_CODE_INVALID)
QPV_CODE = Matching(
    r"Q[A-Z]\d[\dAB]\d{3}[\dA-Z]", catalogue.QPV_CODE_INVALID,
    respell=lambda text: text.replace(" ", "").upper(),
)
EMAIL = Matching(
    r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}", catalogue.EMAIL_INVALID
)


class DepartmentCode(Written):
    """A département's code, text: 01, 2A, 974. Case does not matter."""

    pattern = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AaBb]|9[78]\d)"

    def read(self, text: str, location: Location, report: Report) -> str:
        """Return the code; « 1 » is not guessed to be 01, the message says it."""
        if re.fullmatch(self.pattern, text):
            return text.upper()
        alone = re.fullmatch("[1-9]", text)
        hint = Remedy("Écrivez {new}.", text, f"0{text}") if alone else None
        raise Unreadable(catalogue.DEPARTMENT_CODE_INVALID.at(location, text=text, hint=hint))


@dataclass(frozen=True, slots=True)
class Choice(Written, Generic[E]):
    """One of a closed list."""

    members: type[E]

    def read(self, text: str, location: Location, report: Report) -> E:
        """Return the member that is written so."""
        choices = [member.value for member in self.members]
        if text in choices:
            return self.members._value2member_map_[text]  # type: ignore[return-value]
        raise Unreadable(catalogue.CHOICE_UNKNOWN.at(
            location, text=text, choices=", ".join(choices), hint=remedy_by_likeness(text, choices)
        ))

    def json_schema(self) -> JsonSchema:
        """Return the list of values."""
        return {"type": "string", "enum": [member.value for member in self.members]}


class Boolean(Written):
    """Oui or non."""

    values: ClassVar[Mapping[str, bool]] = {"oui": True, "true": True, "non": False, "false": False}

    def read(self, text: str, location: Location, report: Report) -> bool:
        """Return the truth value."""
        value = self.values.get(text.lower())
        if value is None:
            raise Unreadable(catalogue.BOOLEAN_INVALID.at(location, text=text))
        return value

    def json_schema(self) -> JsonSchema:
        """Return the words, and the booleans that other YAML readers make of two of them."""
        return {"enum": [True, False, *self.values]}


@dataclass(frozen=True, slots=True)
class Degrees(Written):
    """A latitude or a longitude in decimal degrees (WGS 84), within ± ``limit``."""

    limit: int

    def read(self, text: str, location: Location, report: Report) -> float:
        """Return the number, finite and within bounds."""
        if not re.fullmatch(r"[+-]?\d{1,6}(?:\.\d{1,20})?", text):
            comma = re.fullmatch(r"([+-]?\d{1,3}),(\d{1,20})", text)
            hint = (
                Remedy("Écrivez un point : {new}", text, f"{comma[1]}.{comma[2]}")
                if comma else None
            )
            raise Unreadable(catalogue.NUMBER_INVALID.at(location, text=text, hint=hint))
        number = float(text)
        if abs(number) > self.limit:
            raise Unreadable(catalogue.NUMBER_OUT_OF_RANGE.at(
                location, text=text, minimum=-self.limit, maximum=self.limit
            ))
        return number

    def json_schema(self) -> JsonSchema:
        """Return a bounded number."""
        return {"type": "number", "minimum": -self.limit, "maximum": self.limit}


class Whole(Written):
    """A whole number from 1 to 9999."""

    pattern = r"[1-9]\d{0,3}"

    def read(self, text: str, location: Location, report: Report) -> int:
        """Return the number."""
        if not re.fullmatch(self.pattern, text):
            raise Unreadable(catalogue.NUMBER_INVALID.at(
                location, text=text, hint="Écrivez un nombre entier, par exemple 1."
            ))
        return int(text)

    def json_schema(self) -> JsonSchema:
        """Return a positive integer."""
        return {"type": "integer", "minimum": 1, "maximum": 9999}


FIRST_YEAR = 1950


class Year(Written):
    """A year in four digits, not before FIRST_YEAR; how late it may be depends on today."""

    def read(self, text: str, location: Location, report: Report) -> int:
        """Return the year."""
        if not re.fullmatch(r"[1-9]\d{3}", text):
            raise Unreadable(catalogue.YEAR_INVALID.at(location, text=text))
        return int(text)

    def json_schema(self) -> JsonSchema:
        """Return an integer, since any YAML reader makes one of a year."""
        return {"type": "integer", "minimum": FIRST_YEAR, "maximum": 9999}


class Date(Written):
    """A day: AAAA-MM-JJ."""

    def read(self, text: str, location: Location, report: Report) -> date:
        """Return the day."""
        day = _day(text)
        if day is None:
            raise Unreadable(catalogue.DATE_INVALID.at(location, text=text, hint=_iso_hint(text)))
        return day

    def json_schema(self) -> JsonSchema:
        """Return a date."""
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


class SourceDate(Written):
    """A date as precise as its source: AAAA, AAAA-MM or AAAA-MM-JJ."""

    pattern = r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"

    def read(self, text: str, location: Location, report: Report) -> PartialDate:
        """Return the date."""
        complete = len(text) == len("2024-03-01")
        if not re.fullmatch(self.pattern, text) or (complete and _day(text) is None):
            raise Unreadable(catalogue.PARTIAL_DATE_INVALID.at(
                location, text=text, hint=_iso_hint(text)
            ))
        return PartialDate(text)

    def json_schema(self) -> JsonSchema:
        """Return a text, or the number that YAML readers make of a year alone."""
        return {
            "type": ["string", "integer"],
            "pattern": f"^{self.pattern}$", "minimum": 1000, "maximum": 2999,
        }


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _iso_hint(text: str) -> Remedy | None:
    """Write « 13/02/2024 » the ISO way, if that is what was meant."""
    french = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    if french is None:
        return None
    iso = f"{french[3]}-{french[2]:0>2}-{french[1]:0>2}"
    return Remedy("Écrivez l'année d'abord : {new}", text, iso) if _day(iso) else None


class WebAddress(Written):
    """An http or https address with a host, without credentials."""

    maximum: ClassVar[int] = 2000

    def read(self, text: str, location: Location, report: Report) -> Url:
        """Return the address."""
        if not _is_web_address(text) or len(text) > self.maximum:
            bare = re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", text)
            hint = (
                Remedy("Ajoutez https:// devant : {new}", text, f"https://{text}")
                if bare else None
            )
            raise Unreadable(catalogue.URL_INVALID.at(location, text=text, hint=hint))
        return Url(text)

    def json_schema(self) -> JsonSchema:
        """Return an address with its scheme."""
        return {
            "type": "string", "format": "uri", "maxLength": self.maximum,
            "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"]+$",
        }


def _is_web_address(text: str) -> bool:
    if re.search(r'[\s<>"\\^`{|}]', text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and _is_host(parts.hostname or "") and (
            "@" not in parts.netloc and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


def _is_host(host: str) -> bool:
    labels = host.split(".")
    return len(labels) > 1 and all(re.fullmatch(r"[\w-]{1,63}", label) for label in labels)


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T]):
    """A list of one kind, without doubles."""

    kind: Kind[T]
    minimum: int = 0
    example: str = "…"
    maximum: ClassVar[int] = 300

    def decode(self, node: Node, report: Report) -> tuple[T, ...]:
        """Return the values in order. Raises Unreadable with the problems of all items."""
        if not isinstance(node, Sequence):
            raise Unreadable(catalogue.LIST_EXPECTED.at(
                node.location, found=describe_node(node), example=self._example_from(node)
            ))
        if len(node.items) < self.minimum:
            raise Unreadable(catalogue.LIST_TOO_SHORT.at(node.location))
        if len(node.items) > self.maximum:
            raise Unreadable(catalogue.LIST_TOO_LONG.at(
                node.location, length=len(node.items), maximum=self.maximum
            ))
        values: list[T] = []
        problems: list[Diagnostic] = []
        for item in node.items:
            try:
                value = self._item(item, report)
            except Unreadable as unreadable:
                problems.extend(unreadable.diagnostics)
                continue
            if value in values:
                problems.append(catalogue.VALUE_TWICE.at(item.location, text=_shown(item)))
            values.append(value)
        if problems:
            raise Unreadable(*problems)
        return tuple(values)

    def _item(self, item: Node, report: Report) -> T:
        if is_empty(item):
            raise Unreadable(catalogue.ITEM_EMPTY.at(item.location, example=self.example))
        return self.kind.decode(item, report)

    def _example_from(self, node: Node) -> str:
        return node.text.split(",")[0].strip() if isinstance(node, Scalar) else self.example

    def json_schema(self) -> JsonSchema:
        """Return an array of the kind."""
        schema = {
            "type": "array", "items": self.kind.json_schema(), "uniqueItems": True,
            "maxItems": self.maximum,
        }
        return {**schema, "minItems": self.minimum} if self.minimum else schema


def _shown(item: Node) -> str:
    return item.text if isinstance(item, Scalar) else "cet élément"
