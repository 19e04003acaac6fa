"""What the scripts of the form need to check a fiche as ``check`` does, and to write it.

The limits of each kind of value, from the content model, and the messages of the catalogue, as
data.
"""

from __future__ import annotations

import re
from typing import Any

from ecoq import catalogue
from ecoq.content import values
from ecoq.content.body import MOST_LEVELS, STEP
from ecoq.content.model import BODY, Initiative, Status
from ecoq.content.schema import Key, Record, keys_of
from ecoq.diagnostics import Rule
from ecoq.render.form_model import Options, bare_example
from ecoq.site.checks.bodies import MINIMUM_WORDS
from ecoq.site.checks.privacy import GENERIC_WORDS, PRIVATE_FORMS
from ecoq.territory.gazetteer import TOLERANCE_METRES

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
        "step": STEP,
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
        "example": bare_example(declared.example),
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
    catalogue.BODY_HTML, catalogue.BODY_TOO_DEEP, catalogue.SUBLIST_FLAT,
    catalogue.BODY_LEFT_OPEN, catalogue.LINK_UNSAFE, catalogue.CONTACT_PERSONAL,
    catalogue.FIGURE_UNDATED, catalogue.CHARACTER_FORBIDDEN,
    *(rule for rule, _, _ in PRIVATE_FORMS),
)
