"""The questions of the wizard, made from the model, and the immediate check of each answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ecoq import catalogue
from ecoq.content.frontmatter import parse_document
from ecoq.content.load import Content
from ecoq.content.model import Initiative, Issue
from ecoq.content.nodes import Scalar
from ecoq.content.schema import Record, keys_of
from ecoq.content.source import Source
from ecoq.content.suggestions import did_you_mean
from ecoq.content.values import Choice, Kind, ListOf
from ecoq.diagnostics import Diagnostic, Location, Report, Unreadable
from ecoq.territory.gazetteer import Gazetteer

_ANSWER = Location("réponse")

# A new file has no former address; what fiches said is told by « ecoq freeze ».
_NOT_ASKED = frozenset({"redirects", "cited_fiches"})


class Question(Struct, frozen=True, kw_only=True):
    """One key to ask for. ``parts`` are the keys of a group, empty for a single value."""

    name: str
    label: str
    help: str
    example: str
    kind: Kind[Any]
    is_required: bool
    is_list: bool
    parts: tuple[Question, ...] = ()
    choices: Mapping[str, str] | None = None
    """The values possible, each with its French words; None: any."""

    @property
    def option(self) -> str:
        """The name of the option that answers."""
        return "--" + self.name.replace("_", "-")

    def problem(self, text: str) -> Diagnostic | None:
        """Return what is wrong with an answer, as the checks would say it."""
        if self.choices is not None and text not in self.choices:
            return catalogue.CHOICE_UNKNOWN.at(
                _ANSWER, text=text, choices=", ".join(self.choices),
                hint=did_you_mean(text, self.choices),
            )
        report = Report()
        try:
            self.kind.decode(Scalar(text, _ANSWER), report)
        except Unreadable as unreadable:
            return unreadable.diagnostics[0]
        return report.found[0] if report.found else None


def questions(model: type, content: Content | None = None) -> tuple[Question, ...]:
    """Return the questions of a model in its order; ``content`` gives the themes and centres."""
    return tuple(
        _question(declared, _choices(model, attribute, declared.kind, content))
        for attribute, declared in keys_of(model).items() if attribute not in _NOT_ASKED
    )


def _question(declared: Any, choices: Mapping[str, str] | None) -> Question:
    is_list = isinstance(declared.kind, ListOf)
    kind = declared.kind.kind if is_list else declared.kind
    return Question(
        name=declared.name, label=declared.label, help=declared.help,
        example=declared.kind.example if is_list else declared.example,
        kind=kind, is_required=declared.required, is_list=is_list, choices=choices,
        parts=questions(kind.model) if isinstance(kind, Record) else (),
    )


def _choices(
    model: type, attribute: str, kind: Kind[Any], content: Content | None
) -> Mapping[str, str] | None:
    if isinstance(kind, Choice):
        return {member.value: member.label for member in kind.members}
    if content is None or model not in {Initiative, Issue}:
        return None
    if attribute in {"theme", "secondary_themes", "themes"}:
        return {theme.id: theme.name for theme in content.themes}
    if attribute == "centre":
        return {centre.id: centre.name for centre in content.centres}
    if attribute == "initiatives":
        return {entry.slug: entry.title for entry in content.initiatives}
    return None


def find_commune_problem(name: str, gazetteer: Gazetteer) -> Diagnostic | None:
    """Return what is wrong with the name of a commune, before its département is known."""
    if gazetteer.find_communes(name):
        return None
    suggestions = gazetteer.suggest_communes(name)
    hint = f"Vouliez-vous dire « {' », « '.join(suggestions)} » ?" if suggestions else None
    return catalogue.COMMUNE_UNKNOWN.at(_ANSWER, text=name, where="", hint=hint)


BODY = ""
"""Stands for the body among the keys at fault."""


def keys_at_fault(report: Report, source: Source) -> tuple[str, ...]:
    """Return the keys, as lines of a new file have them, that problems point at."""
    document = parse_document(source)
    lines = [
        location.line
        for found in report.diagnostics
        for location in (found.location, *(repair.location for repair in found.repairs))
    ]
    keys = [pair.key for pair in document.header.pairs]
    names = []
    for line in lines:
        before = [key.text for key in keys if key.location.line <= line]
        names.append(before[-1] if before and line < document.body.first_line else BODY)
    return tuple(dict.fromkeys(names))
