"""YAML's syntax errors, said in French with the remedy: PyYAML's English is never shown."""

from __future__ import annotations

import yaml

from ecoq import catalogue
from ecoq.diagnostics import Diagnostic, Location, Rule

# What libyaml says, and the rule that says it to contributors. The first words found win.
_RULES_BY_PROBLEM: tuple[tuple[str, Rule], ...] = (
    ("found unexpected end of stream", catalogue.QUOTE_UNCLOSED),
    ("expected ',' or ']'", catalogue.BRACKET_UNCLOSED),
    ("expected ',' or '}'", catalogue.BRACKET_UNCLOSED),
    ("could not find expected ':'", catalogue.KEY_WITHOUT_COLON),
    ("did not find expected '-' indicator", catalogue.INDENTATION_WRONG),
)

# For these the place to mend is where the construct opens, not where the parser gave up.
_SHOWN_WHERE_OPENED = {
    catalogue.QUOTE_UNCLOSED, catalogue.BRACKET_UNCLOSED, catalogue.KEY_WITHOUT_COLON,
}


def explain_syntax_error(
    error: yaml.MarkedYAMLError, lines: list[str], path: str, first_line: int
) -> Diagnostic:
    """Return the diagnostic of a PyYAML error in ``lines``, the first being ``first_line``."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    shown = lines[line] if line < len(lines) else ""
    here = Location(path, line + first_line, column + 1)
    if (tab := shown.find("\t")) >= 0 and not shown[:tab].strip():
        return catalogue.TAB_INDENTATION.at(Location(path, line + first_line, tab + 1))
    problem = error.problem or ""
    if "mapping values are not allowed" in problem:
        return _stray_colon(shown, column, here)
    if "cannot start any token" in problem:
        return catalogue.RESERVED_SIGN.at(here, sign=shown[column : column + 1])
    if "did not find expected key" in problem:
        return _end_of_key_expected(shown, column, here)
    rule = next(
        (rule for words, rule in _RULES_BY_PROBLEM if words in problem), catalogue.LINE_UNREADABLE
    )
    if rule in _SHOWN_WHERE_OPENED and error.context_mark is not None:
        opened = error.context_mark
        here = Location(path, opened.line + first_line, opened.column + 1)
    return rule.at(here)


def _stray_colon(shown: str, column: int, here: Location) -> Diagnostic:
    """A second colon on a line, or a key deeper than its neighbours."""
    key, colon, value = shown.partition(": ")
    if not colon or len(key) >= column:
        start = len(shown) - len(shown.lstrip())
        return catalogue.INDENTATION_WRONG.at(Location(here.path, here.line, start + 1))
    quoted = value.strip().replace('"', "'")
    return catalogue.COLON_UNQUOTED.at(here, example=f'{key.strip()}: "{quoted}"')


def _end_of_key_expected(shown: str, column: int, here: Location) -> Diagnostic:
    """Text after a closing quote, or a line that does not line up."""
    before = shown[:column].rstrip()
    if before and before[-1] in "'\"":
        return catalogue.QUOTE_INSIDE.at(here)
    if before and shown.count("'") + shown.count('"') > 1:
        return catalogue.QUOTE_INSIDE.at(here)
    return catalogue.INDENTATION_WRONG.at(here)
