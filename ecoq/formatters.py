"""Reports as text for people, and as JSON, GitHub annotations and SARIF 2.1.0 for programs.

Every format takes a report and a reader of source lines, and returns a text without a final line
end. Nothing is printed here. JSON is a public contract: its keys do not change.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import quote

import click
from msgspec import Struct

from ecoq.catalogue import RULES
from ecoq.diagnostics import Diagnostic, Location, Report, Rule, Severity
from ecoq.explain import SEVERITY_NAMES, explain_rule, render_rule

ReadLines = Callable[[str], Sequence[str]]
"""Gives the lines of a content file by its path from the root; none if it cannot be shown."""

Format = Callable[[Report, ReadLines], str]

# How many characters of a long line are shown around the fault.
_SHOWN_WIDTH = 100

# Control and format characters, line separators, halves of surrogate pairs.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
)

# --- Text ------------------------------------------------------------------------------------

_Paint = Callable[[str], str]


class _Palette(Struct, frozen=True, kw_only=True):
    """How each part of a text report is painted."""

    location: _Paint
    severities: Mapping[Severity, _Paint]
    gutter: _Paint
    caret: _Paint


_PLAIN = _Palette(
    location=str, severities=dict.fromkeys(Severity, str), gutter=str, caret=str,
)
_COLOURED = _Palette(
    location=partial(click.style, bold=True),
    severities={
        Severity.ERROR: partial(click.style, fg="red", bold=True),
        Severity.WARNING: partial(click.style, fg="yellow", bold=True),
    },
    gutter=partial(click.style, dim=True),
    caret=partial(click.style, fg="cyan", bold=True),
)


def format_text(report: Report, read_lines: ReadLines) -> str:
    """Return each problem with the line at fault and a caret under it, then the counts."""
    return _format_text(report, read_lines, _PLAIN)


def format_coloured_text(report: Report, read_lines: ReadLines) -> str:
    """Return the same text as ``format_text``, with the colours of a terminal."""
    return _format_text(report, read_lines, _COLOURED)


def _format_text(report: Report, read_lines: ReadLines, palette: _Palette) -> str:
    blocks: list[str] = []
    for path, found in groupby(report.diagnostics, lambda one: one.location.path):
        lines = read_lines(path)
        blocks.extend("\n".join(_text_lines(one, lines, palette)) for one in found)
    return "\n\n".join([*blocks, format_summary(report)])


def _text_lines(found: Diagnostic, lines: Sequence[str], palette: _Palette) -> Iterator[str]:
    place = found.location
    name = palette.severities[found.severity](SEVERITY_NAMES[found.severity])
    location = palette.location(_printable(f"{place.path}:{place.line}:{place.column}"))
    yield f"{location}  {name}  {found.code}"
    if place.line <= len(lines) and lines[place.line - 1].strip():
        yield from _excerpt(place, lines[place.line - 1], palette)
    for text in (found.message, found.hint):
        yield from (f"  {_printable(line)}" for line in text.splitlines())


def _excerpt(place: Location, line: str, palette: _Palette) -> Iterator[str]:
    """The line at fault, and a caret under its column."""
    start = max(0, place.column - 1 - _SHOWN_WIDTH // 2) if len(line) > _SHOWN_WIDTH else 0
    end = start + _SHOWN_WIDTH
    shown = _printable(line[start:end])
    before = "…" if start else ""
    after = "…" if end < len(line) else ""
    indent = _width(before + shown[: place.column - 1 - start])
    number = str(place.line)
    yield f"{palette.gutter(f'{number} |')} {before}{shown}{after}"
    yield f"{palette.gutter(' ' * len(number) + ' |')} {' ' * indent}{palette.caret('^')}"


def _printable(text: str) -> str:
    """Return the text with a sign for each character that could command a terminal."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def format_summary(report: Report) -> str:
    """Return the line of counts that closes a report."""
    read = f"({_counted(report.files_read, 'fichier lu', 'fichiers lus')})"
    parts = [
        _counted(count, name, f"{name}s")
        for severity, name in SEVERITY_NAMES.items()
        if (count := report.count(severity))
    ]
    if not parts:
        return f"Aucun problème {read}."
    files = _counted(report.files_at_fault, "fichier", "fichiers")
    return f"{', '.join(parts)} dans {files} {read}"


def _counted(count: int, one: str, many: str) -> str:
    """« 0 fichier », « 1 fichier », « 2 fichiers »: in French the plural begins at two."""
    number = f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"{number} {many if count > 1 else one}"


# --- JSON ------------------------------------------------------------------------------------


def format_json(report: Report, read_lines: ReadLines) -> str:
    """Return the public contract: all diagnostics, then the counts."""
    return _dump({
        "diagnostics": [
            {
                "path": found.location.path,
                "line": found.location.line,
                "column": found.location.column,
                "code": found.code,
                "severity": found.severity.value,
                "message": found.message,
                "hint": found.hint,
            }
            for found in report.diagnostics
        ],
        "counts": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "files": report.files_read,
        },
    })


def _dump(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


# --- GitHub ----------------------------------------------------------------------------------


def format_github(report: Report, read_lines: ReadLines) -> str:
    """Return a workflow command for each problem, then the counts, which the log shows."""
    return "\n".join([*map(_annotation, report.diagnostics), format_summary(report)])


def _annotation(found: Diagnostic) -> str:
    properties = {
        "file": found.location.path,
        "line": str(found.location.line),
        "col": str(found.location.column),
        "title": found.code,
    }
    written = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    message = _escape_message("\n".join(filter(None, (found.message, found.hint))))
    return f"::{found.severity.value} {written}::{message}"


def _escape_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")


# --- SARIF -----------------------------------------------------------------------------------

_SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def format_sarif(report: Report, read_lines: ReadLines) -> str:
    """Return a SARIF 2.1.0 log, with every rule of the catalogue."""
    index_by_code = {code: index for index, code in enumerate(RULES)}
    return _dump({
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "ecoq",
                "language": "fr",
                "rules": [_sarif_rule(rule) for rule in RULES.values()],
            }},
            "language": "fr",
            "columnKind": "unicodeCodePoints",
            "results": [
                _sarif_result(found, index_by_code[found.code]) for found in report.diagnostics
            ],
        }],
    })


def _sarif_rule(rule: Rule) -> Mapping[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.general_message},
        "help": {"text": explain_rule(rule), "markdown": render_rule(rule)},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _sarif_result(found: Diagnostic, rule_index: int) -> Mapping[str, Any]:
    return {
        "ruleId": found.code,
        "ruleIndex": rule_index,
        "level": found.severity.value,
        "message": {"text": "\n".join(filter(None, (found.message, found.hint)))},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": quote(found.location.path)},
            "region": {
                "startLine": found.location.line,
                "startColumn": found.location.column,
            },
        }}],
    }


FORMATS: Mapping[str, Format] = {
    "text": format_text,
    "json": format_json,
    "github": format_github,
    "sarif": format_sarif,
}
