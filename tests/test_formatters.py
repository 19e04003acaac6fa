"""Reports as people and programs get them."""

import json
import re

import click
import pytest

from ecoq.catalogue import RULES
from ecoq.diagnostics import Diagnostic, Location, Report, Severity
from ecoq.formatters import (
    FORMATS,
    format_coloured_text,
    format_github,
    format_json,
    format_sarif,
    format_text,
)

FILES = {
    "content/initiatives/velo.md": [
        "---", "titre: Vélo", "verifie_le: 2024-13-01", "thème: x",
    ],
}


def read_lines(path):
    return FILES.get(path, ())


def problem(line=3, column=13, severity=Severity.ERROR, **changes):
    return Diagnostic(**{
        "location": Location("content/initiatives/velo.md", line, column),
        "code": "date-invalide",
        "severity": severity,
        "message": "« 2024-13-01 » n'est pas une date.",
        "hint": "Écrivez AAAA-MM-JJ, par exemple 2024-03-01.",
        **changes,
    })


def test_text_shows_the_line_and_a_caret_under_the_fault():
    assert format_text(Report([problem()], files_read=412), read_lines) == """\
content/initiatives/velo.md:3:13  erreur  date-invalide
3 | verifie_le: 2024-13-01
  |             ^
  « 2024-13-01 » n'est pas une date.
  Écrivez AAAA-MM-JJ, par exemple 2024-03-01.

1 erreur dans 1 fichier (412 fichiers lus)"""


def test_problems_are_apart_by_an_empty_line():
    report = Report([problem(), problem(line=4, column=1, severity=Severity.WARNING)])
    blocks = format_text(report, read_lines).split("\n\n")
    assert [block.split("\n")[0] for block in blocks] == [
        "content/initiatives/velo.md:3:13  erreur  date-invalide",
        "content/initiatives/velo.md:4:1  avertissement  date-invalide",
        "1 erreur, 1 avertissement dans 1 fichier (0 fichier lu)",
    ]


def test_text_without_a_line_to_show():
    shown = format_text(Report([problem(line=99)]), read_lines)
    assert "|" not in shown


@pytest.mark.parametrize(("errors", "warnings", "files", "read", "counts"), [
    (0, 0, 0, 412, "Aucun problème (412 fichiers lus)."),
    (0, 0, 0, 1, "Aucun problème (1 fichier lu)."),
    (0, 0, 0, 0, "Aucun problème (0 fichier lu)."),
    (2, 1, 3, 412, "2 erreurs, 1 avertissement dans 3 fichiers (412 fichiers lus)"),
    (1, 0, 1, 1, "1 erreur dans 1 fichier (1 fichier lu)"),
    (0, 2, 2, 10_000, "2 avertissements dans 2 fichiers (10\u202f000 fichiers lus)"),
])
def test_last_line_counts_in_french(errors, warnings, files, read, counts):
    severities = [Severity.ERROR] * errors + [Severity.WARNING] * warnings
    report = Report(
        [
            problem(location=Location(f"{index % files}.md", index + 1), severity=severity)
            for index, severity in enumerate(severities)
        ],
        files_read=read,
    )
    assert format_text(report, read_lines).split("\n")[-1] == counts


def excerpt(line, column):
    report = Report([problem(location=Location("a.md", 1, column))])
    return format_text(report, lambda path: [line]).split("\n")[1:3]


def test_caret_stands_under_its_letter_after_a_tab():
    assert excerpt("\ttitre: x", 9) == ["1 |  titre: x", "  |         ^"]


def test_caret_stands_under_its_letter_after_wide_ones():
    assert excerpt("日本: x", 5) == ["1 | 日本: x", "  |       ^"]


def test_long_line_is_shown_around_the_fault():
    shown, caret = excerpt("a" * 50_000 + "!" + "b" * 50_000, 50_001)
    assert len(shown) < 120
    assert shown[caret.index("^")] == "!"


def test_no_character_of_an_author_commands_the_terminal():
    report = Report([problem(
        location=Location("a\x1b[31m.md"), message="« \x1b]0;x\x07 »", hint="\u202e\udce9"
    )])
    shown = format_text(report, lambda path: ["titre: \x1b[2J"])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", shown)


def test_colours_change_no_word():
    report = Report([problem(), problem(line=4, severity=Severity.WARNING)])
    coloured = format_coloured_text(report, read_lines)
    assert "\x1b[" in coloured
    assert click.unstyle(coloured) == format_text(report, read_lines)


def test_json_is_the_public_contract():
    report = Report([problem()], files_read=412)
    assert json.loads(format_json(report, read_lines)) == {
        "diagnostics": [{
            "path": "content/initiatives/velo.md",
            "line": 3,
            "column": 13,
            "code": "date-invalide",
            "severity": "error",
            "message": "« 2024-13-01 » n'est pas une date.",
            "hint": "Écrivez AAAA-MM-JJ, par exemple 2024-03-01.",
        }],
        "counts": {"errors": 1, "warnings": 0, "files": 412},
    }


def test_json_of_nothing_wrong():
    assert json.loads(format_json(Report(files_read=3), read_lines)) == {
        "diagnostics": [], "counts": {"errors": 0, "warnings": 0, "files": 3},
    }


def test_github_annotates_the_line():
    first, last = format_github(Report([problem()], files_read=2), read_lines).split("\n")
    assert first == (
        "::error file=content/initiatives/velo.md,line=3,col=13,title=date-invalide::"
        "« 2024-13-01 » n'est pas une date.%0AÉcrivez AAAA-MM-JJ, par exemple 2024-03-01."
    )
    assert last == "1 erreur dans 1 fichier (2 fichiers lus)"


def test_github_escapes_what_would_end_a_command():
    found = problem(
        location=Location("a,b:c%\n.md"), severity=Severity.WARNING, message="100 %\r\n::error::",
        hint="",
    )
    assert format_github(Report([found]), read_lines).split("\n")[0] == (
        "::warning file=a%2Cb%3Ac%25%0A.md,line=1,col=1,title=date-invalide::"
        "100 %25%0D%0A::error::"
    )


def test_sarif_points_at_the_place_and_at_the_rule():
    run = json.loads(format_sarif(Report([problem()]), read_lines))["runs"][0]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    place = result["locations"][0]["physicalLocation"]
    assert result["ruleId"] == rule["id"] == "date-invalide"
    assert result["level"] == "error"
    assert place["artifactLocation"]["uri"] == "content/initiatives/velo.md"
    assert place["region"] == {"startLine": 3, "startColumn": 13}


def test_sarif_tells_every_rule_with_its_remedy():
    log = json.loads(format_sarif(Report(), read_lines))
    driver = log["runs"][0]["tool"]["driver"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in driver["rules"])
    assert "informationUri" not in driver


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_ends_with_an_empty_line(name):
    assert not FORMATS[name](Report([problem()]), read_lines).endswith("\n")
