"""The contribution form, derived from the content model: its questions and their controls.

No key, limit or choice is written here: each kind of value becomes a control with the native
attributes that say its limits. ``form_rules.py`` gives the same limits to scripts.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from ecoq import catalogue
from ecoq.content import values
from ecoq.content.model import Initiative
from ecoq.content.schema import Key, Record, keys_of
from ecoq.site.model import Site

LONGEST_LINE = 200
"""In characters: a text that may be longer has several lines to be written in."""

_NOT_PROSE = {"spellcheck": "false", "autocapitalize": "none"}


class Option(Struct, frozen=True, kw_only=True):
    """A choice of a list: what is written in the file, and what people read."""

    value: str
    label: str


Attributes = Mapping[str, str | int]


class Field(Struct, frozen=True, kw_only=True):
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


# A file may tell the commune by its code alone; who answers questions is asked for its name.
_ASKED_FOR = {"commune"}


def fields_by_attribute(options: Options) -> dict[str, Field]:
    """Return the question of each key of a fiche, in canonical order."""
    fields = {
        attribute: _field(declared, options.get(attribute, ()))
        for attribute, declared in keys_of(Initiative).items()
    }
    return fields | {
        attribute: replace(fields[attribute], required=True) for attribute in _ASKED_FOR
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
        return bare_example(kind.example if control == "list" else "")
    return bare_example(declared.example)


def bare_example(example: str) -> str:
    """Take off what an example owes to YAML: quotes and the ellipsis of none."""
    return "" if example == "…" else example.strip('"')


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
        case values.Text(minimum=minimum, maximum=maximum) if maximum > LONGEST_LINE:
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
