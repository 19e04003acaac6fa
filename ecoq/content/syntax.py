"""YAML's syntax errors, said in French with the remedy: PyYAML's English is never shown."""

from __future__ import annotations

import re
from itertools import takewhile

import yaml

from ecoq import catalogue
from ecoq.content.slips import (
    find_link,
    find_list_mark,
    repair_list_mark,
    space_out,
    unwrap,
)
from ecoq.content.yaml_text import quote
from ecoq.diagnostics import Diagnostic, Location, Repair, Rule

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# What libyaml says, and the rule that says it to contributors. The first words found win.
_RULES_BY_PROBLEM: tuple[tuple[str, Rule], ...] = (
    ("found unexpected end of stream", catalogue.QUOTE_UNCLOSED),
    ("expected ',' or ']'", catalogue.BRACKET_UNCLOSED),
    ("expected ',' or '}'", catalogue.BRACKET_UNCLOSED),
    ("could not find expected ':'", catalogue.KEY_WITHOUT_COLON),
    ("did not find expected '-' indicator", catalogue.INDENTATION_WRONG),
    ("expected <document start>", catalogue.INDENTATION_WRONG),
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
    if foreign := _foreign_signs(shown, column, here):
        return foreign
    problem = error.problem or ""
    if "mapping values are not allowed" in problem:
        return _stray_colon(lines[: line + 1], column, here)
    if "cannot start any token" in problem or "expected comment or line break" in problem:
        # After « > » or « | », the sign is where the block text begins.
        opened = mark if "cannot" in problem else error.context_mark or mark
        sign = opened.column if opened else 0
        return catalogue.RESERVED_SIGN.at(
            Location(path, here.line, sign + 1), sign=shown[sign : sign + 1]
        )
    if "did not find expected key" in problem:
        return _end_of_key_expected(lines, line, column, here)
    rule = next(
        (rule for words, rule in _RULES_BY_PROBLEM if words in problem), catalogue.LINE_UNREADABLE
    )
    if rule in _SHOWN_WHERE_OPENED and error.context_mark is not None:
        opened = error.context_mark
        here = Location(path, opened.line + first_line, opened.column + 1)
    if rule in {catalogue.KEY_WITHOUT_COLON, catalogue.LINE_UNREADABLE}:
        return _stray_line(rule, "".join(lines[here.line - first_line :][:1]), problem, here)
    return rule.at(here)


def _foreign_signs(shown: str, column: int, here: Location) -> Diagnostic | None:
    """A tabulation that sets a line in, or a link in Markdown."""
    if (tab := shown.find("\t")) >= 0 and not shown[:tab].strip():
        place = Location(here.path, here.line, tab + 1)
        repair = Repair(place, "\t", "  ", as_written=True)
        return catalogue.TAB_INDENTATION.at(place, repairs=(repair,))
    if link := find_link(shown, column):
        place = Location(here.path, here.line, link.start + 1)
        return catalogue.LINK_IN_VALUE.at(place, text=link.written, example=link.value)
    return None


def _stray_line(rule: Rule, shown: str, problem: str, here: Location) -> Diagnostic:
    """A line that is no key: a mark of Git, an element of a list, a key without its space."""
    if re.fullmatch("={7}", shown):
        return catalogue.CONFLICT_LEFT.at(here, text=shown)
    if "block sequence entries are not allowed" in problem:
        return rule.at(here, hint="Si c'est un élément de liste, écrivez-le sur la ligne suivante, "
                       "après deux espaces ; sinon, mettez la valeur entre guillemets droits.")
    start = _indentation(shown)
    if mark := find_list_mark(shown[start:]):
        place = Location(here.path, here.line, start + 1)
        return catalogue.KEY_WITHOUT_COLON.at(
            place, repairs=(repair_list_mark(mark, place),),
            hint="Si c'est un élément de liste, commencez la ligne par un tiret et une espace : "
            f"« - {shown[start + len(mark) :]} ».",
        )
    written = shown[here.column - 1 :].rstrip()
    if spaced := space_out(written):
        return rule.at(
            here, repairs=(Repair(here, written, spaced, as_written=True),),
            hint=f"Ajoutez une espace après le deux-points : « {spaced} ».",
        )
    return rule.at(here)


def _stray_colon(lines: list[str], column: int, here: Location) -> Diagnostic:
    """A second colon on the last line, or a key after a line without one, or deeper than it."""
    shown = lines[-1]
    key, colon, value = shown.partition(": ")
    if not colon or len(key) >= column:
        depth = _indentation(shown)
        if len(lines) > 1 and lines[-2].strip() and _indentation(lines[-2]) == depth:
            above = Location(here.path, here.line - 1, depth + 1)
            return _stray_line(catalogue.KEY_WITHOUT_COLON, lines[-2], "", above)
        return catalogue.INDENTATION_WRONG.at(Location(here.path, here.line, depth + 1))
    value = value.strip()
    place = Location(here.path, here.line, shown.index(value, len(key)) + 1)
    wrapping = unwrap(value)
    meant = wrapping.value if wrapping else value
    # Where a comment or another quote is on the line, only its author knows where the value ends.
    is_certain = " #" not in value and value[0] not in "'\"[{|>&*!"
    return catalogue.COLON_UNQUOTED.at(
        here, example=f"{key.strip()}: {quote(meant)}",
        repairs=(Repair(place, value, meant),) if is_certain else (),
    )


def _indentation(shown: str) -> int:
    return len(shown) - len(shown.lstrip())


def _find_bracket(lines: list[str], line: int) -> tuple[int, int] | None:
    """Return where the value that a bracket closes on a line was opened, there or above."""
    for above in range(line, -1, -1):
        if found := re.search(r"[\[{]", lines[above]):
            return above, found.start()
    return None


def _end_of_key_expected(
    lines: list[str], line: int, column: int, here: Location
) -> Diagnostic:
    """Text after a closing quote or bracket, a quote never closed, or a line out of line."""
    shown = lines[line]
    before = shown[:column].rstrip()
    opened = _find_unclosed_quote(lines, line, column)
    if opened is not None:
        return catalogue.QUOTE_UNCLOSED.at(
            Location(here.path, here.line - line + opened[0], opened[1] + 1)
        )
    bracket = _find_bracket(lines, line) if before.endswith(("]", "}")) else None
    if bracket is not None:
        above, start = bracket
        return catalogue.RESERVED_SIGN.at(
            Location(here.path, here.line - line + above, start + 1), sign=lines[above][start]
        )
    if before and (before[-1] in "'\"" or shown.count("'") + shown.count('"') > 1):
        return catalogue.QUOTE_INSIDE.at(here)
    return catalogue.INDENTATION_WRONG.at(here)


_KEY = re.compile(r"\s*(?:- +)*[\w-]+:(?: |$)")


def _find_unclosed_quote(lines: list[str], line: int, column: int) -> tuple[int, int] | None:
    """Return where a quote opens that swallowed the keys of the next lines, up to a place.

    « titre: "Le Phare' » is closed by the first quote of a value further down.
    """
    if not _KEY.match(lines[line]):
        return None
    # The parser gave up at this place, so that up to there all is made of tokens.
    for token in takewhile(
        lambda token: (token.start_mark.line, token.start_mark.column) < (line, column),
        yaml.scan("\n".join(lines), Loader=_Loader),
    ):
        start, end = token.start_mark, token.end_mark
        is_quoted = isinstance(token, yaml.ScalarToken) and not token.plain
        if is_quoted and start.line < end.line == line:
            return start.line, start.column
    return None
