"""Problems as values: sorted, counted, never too long to read."""

import pytest

from ecoq.diagnostics import Location, Report, Rule, Severity

WRONG = Rule("faux", Severity.ERROR, "« {text} » est faux.", "Écrivez {example}.")
UNWISE = Rule("imprudent", Severity.WARNING, "C'est imprudent.", "Relisez.")


def test_diagnostics_come_in_reading_order_without_doubles():
    report = Report()
    report.add(UNWISE.at(Location("b.md", 1)), UNWISE.at(Location("a.md", 10)))
    report.extend([UNWISE.at(Location("a.md", 9, 2)), UNWISE.at(Location("a.md", 9, 1))] * 2)
    assert [found.location for found in report.diagnostics] == [
        Location("a.md", 9, 1), Location("a.md", 9, 2), Location("a.md", 10), Location("b.md", 1),
    ]


def test_warnings_fail_only_a_strict_run():
    report = Report([UNWISE.at(Location("a.md"))])
    assert not report.fails(strict=False)
    assert report.fails(strict=True)


def test_errors_fail_any_run():
    report = Report([WRONG.at(Location("a.md"), text="x", example="y")])
    assert report.fails(strict=False)
    assert report.fails(strict=True)


def test_counts_are_of_what_is_shown():
    twice = WRONG.at(Location("a.md"), text="x", example="y")
    report = Report([twice, twice, UNWISE.at(Location("b.md"))])
    assert report.count(Severity.ERROR) == 1
    assert report.count(Severity.WARNING) == 1
    assert report.files_at_fault == 2


def test_a_long_text_is_quoted_by_its_beginning():
    found = WRONG.at(Location("a.md"), text="x" * 100_000, example="y" * 100_000)
    assert found.message == f"« {'x' * 79}… » est faux."
    assert len(found.hint) < 400


def test_braces_of_an_author_are_no_fields():
    assert WRONG.at(Location("a.md"), text="{text}", example="").message == "« {text} » est faux."


def test_general_words_stand_for_any_case():
    assert WRONG.general_message == "« … » est faux."
    assert WRONG.general_hint == "Écrivez …."


@pytest.mark.parametrize(("paths", "kept"), [
    (["content"], 3), (["content/initiatives"], 2), (["content/initiatives/a.md"], 1), (["."], 3),
    (["cont"], 0),
])
def test_report_can_be_limited_to_files_and_folders(paths, kept):
    report = Report([
        UNWISE.at(Location(path))
        for path in ("content/site.yml", "content/initiatives/a.md", "content/initiatives/b.md")
    ])
    assert len(report.limited_to(paths).diagnostics) == kept
