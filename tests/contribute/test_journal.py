"""What changed in the data becomes an entry of the journal of the collection."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from ecoq.cli import cli
from ecoq.content.load import load_content
from ecoq.contribute.changes import DataChanges
from ecoq.contribute.journal import add_entry
from ecoq.diagnostics import Report

CHANGES = DataChanges(
    added=(("7-a-vous", "7 à vous"), ("2024", "Deux mille")), changed=(("phare", "Le Phare", ()),),
    removed=(("kiosque", "Le Kiosque : fini"),),
)
ENTRY = """\
- date: 2024-03-01
  note: Trois quartiers bougent.
  ajoutees:
    - 7-a-vous
    - "2024"
  modifiees:
    - phare
  retirees:
    - initiative: kiosque
      titre: "Le Kiosque : fini"
"""


def test_an_entry_is_added_at_the_end_and_what_is_there_stays():
    before = "# un mot\n- date: 2024-01-01\n"
    written = add_entry(before, CHANGES, date(2024, 3, 1), "Trois quartiers bougent.")
    assert written == f"{before}\n{ENTRY}"


def test_the_first_entry_comes_with_the_use_of_the_file():
    written = add_entry("", CHANGES, date(2024, 3, 1), "Trois quartiers bougent.")
    assert written.startswith("# Journal de la collection")
    assert written.endswith(f"\n\n{ENTRY}")


@pytest.fixture
def run(project, fiche):
    """Write to the journal what changed between two files, « avant.json » and « apres.json »."""

    def changes(before, after, day, *options):
        root = project({
            "content/initiatives/phare.md": fiche(),
            "avant.json": json.dumps({"initiatives": before}),
            "apres.json": json.dumps({"initiatives": after}),
        })
        outcome = CliRunner().invoke(cli, [
            "changes", "--root", str(root), str(root / "avant.json"), str(root / "apres.json"),
            "--write", day, *options,
        ])
        return root, outcome

    return changes


PHARE = {"id": "phare", "titre": "Le Phare"}


def test_the_journal_is_read_as_it_was_written(run):
    root, outcome = run([], [PHARE], "2024-03-01")
    assert outcome.output.startswith("Fiches ajoutées : 1")
    [entry] = load_content(root, Report()).journal
    assert (entry.date, entry.note, entry.added) == (date(2024, 3, 1), None, ("phare",))


def test_a_note_that_checks_would_refuse_is_not_written(run):
    root, outcome = run([], [PHARE], "2024-03-01", "--note", "Un essai.")
    assert outcome.exit_code == 2
    assert "au moins 10 caractères" in outcome.output
    assert not (root / "content/journal.yml").exists()


def test_a_day_has_one_entry(run):
    run([], [PHARE], "2024-03-01")
    root, outcome = run([PHARE], [], "2024-03-01")
    assert "a déjà une entrée du 2024-03-01" in outcome.output
    assert len(load_content(root, Report()).journal) == 1


def test_no_change_and_no_date_write_nothing(run):
    for arguments in (([PHARE], [PHARE], "2024-03-01"), ([], [PHARE], "1er mars")):
        root, outcome = run(*arguments)
        assert outcome.exit_code != 0
        assert not (root / "content/journal.yml").exists()
