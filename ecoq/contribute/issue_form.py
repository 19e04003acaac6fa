"""The issue form that proposes a fiche, for those who prefer GitHub's: made from the content model.

It asks for the essential in the model's words; whoever receives it writes the file with
``ecoq new initiative``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from ecoq.content.model import Initiative, Theme
from ecoq.content.schema import Key, keys_of
from ecoq.content.values import Choice, ListOf, Text
from ecoq.render.form_model import LONGEST_LINE
from ecoq.render.pages.form import body_field

# The questions asked, by attribute; commune and département are needed though the model lets an
# INSEE code stand for them.
_ASKED = (
    "title", "summary", "theme", "status", "commune", "department", "neighbourhood", "lead",
    "audiences", "figures", "lessons", "sources",
)
_NEEDED = frozenset({"commune", "department"})


def render_issue_form(themes: Iterable[Theme]) -> str:
    """Return the YAML of ``.github/ISSUE_TEMPLATE/fiche.yml``."""
    keys = keys_of(Initiative)
    names = [theme.name for theme in themes]
    form = {
        "name": "Proposer une fiche",
        "description": "Une expérience à partager. Le formulaire du site est plus commode : il "
                       "vérifie à mesure.",
        "title": "Fiche : ",
        "body": [
            *(_question(keys[name], names if name == "theme" else [], needed=name in _NEEDED)
              for name in _ASKED),
            _story(),
        ],
    }
    heading = "# Fait à partir du modèle par ecoq/contribute/issue_form.py : make docs.\n"
    return heading + yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=100)


def _story() -> dict[str, Any]:
    body = body_field()
    return {
        "type": "textarea", "id": body.name,
        "attributes": {"label": body.label, "description": body.help},
        "validations": {"required": body.required},
    }


def _question(declared: Key, choices: list[str], *, needed: bool) -> dict[str, Any]:
    kind = declared.kind
    attributes: dict[str, Any] = {"label": declared.label}
    description = " ".join(filter(None, [
        declared.help, "Un élément par ligne." if isinstance(kind, ListOf) else "",
    ]))
    if description:
        attributes["description"] = description
    if isinstance(kind, Choice):
        choices = [member.label for member in kind.members]
    if choices:
        attributes["options"] = choices
    elif not isinstance(kind, ListOf):
        attributes["placeholder"] = declared.example
    return {
        "type": _type_of(kind, choices), "id": declared.name, "attributes": attributes,
        "validations": {"required": declared.required or needed},
    }


def _type_of(kind: object, choices: list[str]) -> str:
    if choices:
        return "dropdown"
    is_long = isinstance(kind, Text) and kind.maximum > LONGEST_LINE
    return "textarea" if is_long or isinstance(kind, ListOf) else "input"
