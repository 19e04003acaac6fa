"""Texts: free, or of a form, or one of a closed list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from ecoq import catalogue
from ecoq.content.suggestions import plain, remedy_by_likeness
from ecoq.content.values.kinds import JsonSchema, Written
from ecoq.diagnostics import Location, Remedy, Repair, Report, Rule, Unreadable

E = TypeVar("E", bound="LabelledEnum")


class LabelledEnum(StrEnum):
    """A closed list of values, each with the French words that readers see."""

    label: str

    def __new__(cls, value: str, label: str) -> LabelledEnum:
        """Make the member that is written ``value`` and shown as ``label``."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|<!\[CDATA\[|&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z]+);")
_SPACES = re.compile(r"[\t\n][ \t\n]*| [ \t\n]+")
_TYPOGRAPHIC_QUOTES = re.compile(r"^[“”„‘‚][^“”„‘]*[“”’\"]$")


@dataclass(frozen=True, slots=True)
class Text(Written):
    """Plain text on one line; lengths in characters."""

    minimum: int = 1
    maximum: int = 500

    def read(self, text: str, location: Location, report: Report) -> str:
        """Return the text with its spaces folded."""
        text = _SPACES.sub(" ", text)
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
    rf"(?=.{{1,{MAX_SLUG_LENGTH}}}$){SLUG_PATTERN}", catalogue.SLUG_INVALID,
    "economie-sociale-et-solidaire", respell=plain,
)
COLOUR = Matching(r"#[0-9a-f]{6}", catalogue.COLOUR_INVALID, respell=str.lower)
INSEE_CODE = Matching(r"\d[\dAB]\d{3}", catalogue.INSEE_CODE_INVALID)
QPV_CODE = Matching(
    r"Q[A-Z]\d[\dAB]\d{3}[\dA-Z]", catalogue.QPV_CODE_INVALID,
    respell=lambda text: text.replace(" ", "").upper(),
)


def department_of(code: str) -> str:
    """Return the département that the code of a post office, or of a commune, begins with."""
    if code.startswith("20"):
        return "2A" if code[2] in "01" else "2B"
    return code[:3] if code.startswith(("97", "98")) else code[:2]


class DepartmentCode(Written):
    """A département's code, text: 01, 2A, 974. Case does not matter."""

    pattern = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AaBb]|9[78]\d)"

    def read(self, text: str, location: Location, report: Report) -> str:
        """Return the code; « 1 » is not guessed to be 01, the message says it."""
        if re.fullmatch(self.pattern, text):
            return text.upper()
        raise Unreadable(catalogue.DEPARTMENT_CODE_INVALID.at(
            location, text=text, hint=self._hint(text)
        ))

    def _hint(self, text: str) -> Remedy | str | None:
        if re.fullmatch("[1-9]", text):
            return Remedy("Écrivez {new}.", text, f"0{text}")
        if re.fullmatch(r"\d[\dAB] ?\d{3}", text):  # of a post office or of a commune
            code = department_of(text)
        elif named := re.fullmatch(
            rf"(?P<first>{self.pattern}) ?[-–—:(].*|.*\((?P<last>{self.pattern})\)", text
        ):  # « 18 - Cher », « Cher (18) »
            code = (named["first"] or named["last"]).upper()
        else:
            code = ""
        if re.fullmatch(self.pattern, code):
            return Remedy("Écrivez le code du département seul : {new}", text, code)
        if not re.search(r"\d", text):
            return "Écrivez son code plutôt que son nom, par exemple 18 pour le Cher."
        return None


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
