"""The contribution form, derived from the content model: its controls, and its rules for scripts.

No key, limit or choice is written here: each kind of value becomes a control with the native
attributes that say its limits, and the same limits as data for the script that checks as one
types, with the messages of the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ecoq import catalogue
from ecoq.content import values
from ecoq.content.body import MOST_LEVELS
from ecoq.content.model import Initiative, Status
from ecoq.content.schema import Key, Record, keys_of
from ecoq.diagnostics import Rule
from ecoq.site.checks.bodies import MINIMUM_WORDS
from ecoq.site.checks.privacy import PRIVATE_FORMS
from ecoq.site.checks.references import GENERIC_WORDS
from ecoq.site.model import Site
from ecoq.territory.gazetteer import TOLERANCE_METRES

BODY = "corps"
"""The name of the control that holds the text of the fiche: it has no key."""

# A text that may be longer than this has several lines to be written in.
_LONGEST_LINE = 200

_NOT_PROSE = {"spellcheck": "false", "autocapitalize": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice of a list: what is written in the file, and what people read."""

    value: str
    label: str


Attributes = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. ``control`` names the macro that draws it.

    A ``list`` repeats ``item``; a ``group`` has ``parts``; ``groups`` repeats a group.
    """

    name: str
    label: str
    help: str = ""
    example: str = ""
    required: bool = False
    control: str
    attributes: Attributes
    options: tuple[Option, ...] = ()
    parts: tuple[Field, ...] = ()


Options = Mapping[str, tuple[Option, ...]]
"""Choices by attribute, for the keys whose values are content: themes, centres, départements."""


def options_of(site: Site, departments: tuple[Option, ...]) -> Options:
    """Return the choices that the site's own content gives."""
    themes = tuple(
        Option(value=listing.subject.id, label=listing.subject.name) for listing in site.themes
    )
    centres = tuple(
        Option(value=listing.subject.id, label=listing.subject.name) for listing in site.centres
    )
    return {
        "theme": themes, "secondary_themes": themes, "centre": centres, "department": departments,
    }


def fields_by_attribute(options: Options) -> dict[str, Field]:
    """Return the question of each key of a fiche, in canonical order."""
    return {
        attribute: _field(declared, options.get(attribute, ()))
        for attribute, declared in keys_of(Initiative).items()
    }


def _field(declared: Key, options: tuple[Option, ...], prefix: str = "") -> Field:
    kind = declared.kind
    control, attributes = _control(kind, bool(options))
    record = kind.kind if isinstance(kind, values.ListOf) else kind
    parts: tuple[Field, ...] = ()
    if isinstance(record, Record):
        model: type = record.model
        stem = f"{declared.name}.0." if isinstance(kind, values.ListOf) else f"{declared.name}."
        parts = tuple(_field(part, (), stem) for part in keys_of(model).values())
    return Field(
        name=prefix + declared.name, label=declared.label, help=declared.help,
        example=_example(declared, control), required=declared.required, control=control,
        attributes=attributes, options=options or _choices(kind), parts=parts,
    )


def _example(declared: Key, control: str) -> str:
    """Return an example to follow, where one writes rather than chooses."""
    if control in {"select", "checkboxes", "checkbox"}:
        return ""
    kind = declared.kind
    if isinstance(kind, values.ListOf):
        return _bare(kind.example if control == "list" else "")
    return _bare(declared.example)


def _bare(example: str) -> str:
    """Take off what an example owes to YAML: quotes and the ellipsis of none."""
    return "" if example == "…" or example.startswith("[") else example.strip('"')


def _choices(kind: object) -> tuple[Option, ...]:
    if not isinstance(kind, values.Choice):
        return ()
    return tuple(Option(value=member.value, label=member.label) for member in kind.members)


def _control(  # noqa: PLR0911 - one answer for each kind
    kind: object, has_options: bool
) -> tuple[str, Attributes]:
    """Return the control of a kind and its native attributes."""
    match kind:
        case values.ListOf(kind=Record()):
            return "groups", {}
        case values.ListOf():
            return ("checkboxes", {}) if has_options else ("list", _text_attributes(kind.kind))
        case Record():
            return "group", {}
        case values.Boolean():
            return "checkbox", {}
        case values.Choice():
            return "select", {}
        case values.Text(minimum=minimum, maximum=maximum) if maximum > _LONGEST_LINE:
            return "textarea", {"minlength": minimum, "maxlength": maximum}
    return ("select", {}) if has_options else ("text", _text_attributes(kind))


def _text_attributes(kind: object) -> Attributes:  # noqa: PLR0911 - one answer for each kind
    match kind:
        case values.Text(minimum=minimum, maximum=maximum):
            return {"type": "text", "minlength": minimum, "maxlength": maximum}
        case values.Matching(rule=catalogue.EMAIL_INVALID, form=form):
            return {"type": "email", "pattern": _for_html(form), "autocomplete": "off",
                    **_NOT_PROSE}
        case values.Matching(form=form):
            return {"type": "text", "pattern": _for_html(form), "autocomplete": "off",
                    **_NOT_PROSE}
        case values.WebAddress():
            return {"type": "url", "maxlength": kind.maximum, "pattern": "https?://.+",
                    "inputmode": "url", **_NOT_PROSE}
        case values.Degrees():
            return {"type": "text", "inputmode": "decimal", "pattern": r"[+\-]?\d+(\.\d+)?"}
        case values.Year():
            return {"type": "text", "inputmode": "numeric", "pattern": r"[1-9]\d{3}",
                    "maxlength": 4}
        case values.Date():
            return {"type": "date"}
        case values.SourceDate():
            return {"type": "text", "pattern": kind.pattern, "maxlength": 10}
        case values.Written(pattern=pattern):
            return {"type": "text", "pattern": pattern} if pattern else {"type": "text"}
    raise TypeError(f"no control for {kind!r}")


def _for_html(pattern: str) -> str:
    """Escape what ends a class: browsers read the attribute with the stricter ``v`` flag."""
    return pattern.replace("-]", r"\-]")


# The rule that an unknown choice breaks, by attribute.
_UNKNOWN = {
    "theme": catalogue.THEME_UNKNOWN, "secondary_themes": catalogue.THEME_UNKNOWN,
    "centre": catalogue.CENTRE_UNKNOWN, "department": catalogue.DEPARTMENT_UNKNOWN,
}


def rules_for_script(options: Options) -> dict[str, Any]:
    """Return what the script needs to check a fiche as ``check`` does, and to write it."""
    keys = keys_of(Initiative)
    return {
        "keys": [
            _describe_key(declared, _choice_of(attribute, options))
            for attribute, declared in keys.items()
        ],
        "names": {attribute: declared.name for attribute, declared in keys.items()},
        "body": BODY,
        "messages": {rule.code: {"message": rule.message, "hint": rule.hint} for rule in _RULES},
        "running": Status.RUNNING.value,
        "words": MINIMUM_WORDS,
        "levels": MOST_LEVELS,
        "firstYear": values.FIRST_YEAR,
        "tolerance": TOLERANCE_METRES,
        "genericWords": sorted(GENERIC_WORDS),
        "privateForms": [
            {"code": rule.code, "pattern": _for_script(form.pattern),
             "flags": "iu" if form.flags & re.IGNORECASE else "u"}
            for rule, form, _ in PRIVATE_FORMS
        ],
    }


def _for_script(pattern: str) -> str:
    """Return a pattern for scripts, where ``\\w`` means no letter with an accent."""
    word = r"\p{L}\p{N}_"
    return pattern.replace(r"[\w", f"[{word}").replace(r"\w", f"[{word}]")


def _choice_of(attribute: str, options: Options) -> dict[str, Any]:
    """Return the values that a key of content may have: all of them, if none is listed."""
    known = [option.value for option in options.get(attribute, ())]
    rule = _UNKNOWN.get(attribute)
    return {"known": known, **({"unknown": rule.code} if rule else {})}


def _describe_key(declared: Key, choice: dict[str, Any]) -> dict[str, Any]:
    schema = declared.kind.json_schema()
    return {
        "name": declared.name, "label": declared.label, "required": declared.required,
        "example": _bare(declared.example),
        # The formatter's own rule: quotes where other readers of YAML should find text.
        "literal": schema.get("type") != "string" or schema.get("format") == "date",
        "kind": _describe_kind(declared.kind, choice),
    }


def _describe_kind(  # noqa: PLR0911 - one answer for each kind
    kind: object, choice: dict[str, Any]
) -> dict[str, Any]:
    match kind:
        case values.ListOf(kind=item, minimum=minimum):
            return {"type": "list", "minimum": minimum, "item": _describe_kind(item, choice)}
        case Record():
            model: type = kind.model
            return {"type": "record", "keys": [
                _describe_key(part, {"known": []}) for part in keys_of(model).values()
            ]}
        case values.Text(minimum=minimum, maximum=maximum):
            return {"type": "text", "minimum": minimum, "maximum": maximum}
        case values.Matching(form=form, rule=rule, example=example):
            return {"type": "matching", "pattern": form, "code": rule.code, "example": example,
                    **choice}
        case values.Choice(members=members):
            return {"type": "choice", "choices": [member.value for member in members]}
        case values.Degrees(limit=limit):
            return {"type": "degrees", "limit": limit}
        case values.WebAddress():
            return {"type": "url", "maximum": kind.maximum}
        case values.DepartmentCode():
            return {"type": "department", "pattern": kind.pattern, **choice}
        case values.SourceDate():
            return {"type": "source-date", "pattern": kind.pattern}
        case values.Boolean() | values.Date() | values.Year():
            return {"type": type(kind).__name__.lower()}
    raise TypeError(f"no rule for {kind!r}")


_RULES: tuple[Rule, ...] = (
    catalogue.KEY_MISSING, catalogue.VALUE_EMPTY, catalogue.LIST_TOO_SHORT, catalogue.VALUE_TWICE,
    catalogue.TEXT_TOO_SHORT, catalogue.TEXT_TOO_LONG, catalogue.TEXT_HTML,
    catalogue.QUOTES_TYPOGRAPHIC, catalogue.CHOICE_UNKNOWN, catalogue.SLUG_INVALID,
    catalogue.BOOLEAN_INVALID, catalogue.NUMBER_INVALID, catalogue.NUMBER_OUT_OF_RANGE,
    catalogue.DATE_INVALID, catalogue.PARTIAL_DATE_INVALID, catalogue.YEAR_INVALID,
    catalogue.URL_INVALID, catalogue.EMAIL_INVALID, catalogue.DEPARTMENT_CODE_INVALID,
    catalogue.INSEE_CODE_INVALID, catalogue.QPV_CODE_INVALID, catalogue.THEME_UNKNOWN,
    catalogue.THEME_REPEATED, catalogue.CENTRE_UNKNOWN, catalogue.REFERENCE_UNKNOWN,
    catalogue.IMAGE_NOT_FOUND, catalogue.COMMUNE_MISSING, catalogue.COMMUNE_UNKNOWN,
    catalogue.COMMUNE_AMBIGUOUS, catalogue.DEPARTMENT_UNKNOWN, catalogue.INSEE_CODE_UNKNOWN,
    catalogue.INSEE_CODE_CONTRADICTED, catalogue.COORDINATES_INCOMPLETE,
    catalogue.COORDINATES_SWAPPED, catalogue.COORDINATES_OUTSIDE, catalogue.QPV_OUTSIDE,
    catalogue.YEAR_OUT_OF_RANGE, catalogue.YEARS_REVERSED, catalogue.END_CONTRADICTED,
    catalogue.DATE_FUTURE, catalogue.BODY_TOO_SHORT, catalogue.HEADING_LEVEL_ONE,
    catalogue.BODY_HTML, catalogue.BODY_TOO_DEEP, catalogue.LINK_UNSAFE,
    catalogue.CONTACT_PERSONAL, catalogue.FIGURE_UNDATED, catalogue.CHARACTER_FORBIDDEN,
    *(rule for rule, _, _ in PRIVATE_FORMS),
)
