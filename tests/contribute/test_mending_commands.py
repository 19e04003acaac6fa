"""« ecoq fmt » and « ecoq fix » at the command line."""

import os
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecoq.cli import cli
from ecoq.content.load import load_content
from ecoq.content.model import Initiative
from ecoq.contribute.files import find_entries
from ecoq.contribute.format import format_file
from ecoq.contribute.repair import mend, mended_bytes
from ecoq.contribute.trial import Surroundings
from ecoq.diagnostics import Report

PROJECT = Path(__file__).parents[2]
FOLDER = "content/initiatives"
PATH = f"{FOLDER}/le-phare.md"


@pytest.fixture
def run(project, monkeypatch):
    """Write files, then run a command in their project."""

    def command(files, *arguments):
        root = project(files)
        monkeypatch.chdir(root)
        return root, CliRunner().invoke(cli, arguments)

    return command


def test_fmt_writes_and_says_which_files(run, fiche):
    root, result = run({PATH: fiche("statut: en-cours"), f"{FOLDER}/b.md": fiche()}, "fmt")
    assert result.exit_code == 0
    assert f"{PATH} : mis en forme" in result.output
    assert (root / PATH).read_text().startswith("---\ntitre: Le Phare\n")


def test_fmt_check_writes_nothing_and_refuses(run, fiche):
    root, result = run({PATH: fiche("statut: en-cours")}, "fmt", "--check")
    assert result.exit_code == 1
    assert (root / PATH).read_text() == fiche("statut: en-cours")


def test_fmt_of_what_is_in_form_is_fine(run, fiche):
    _, result = run({PATH: fiche()}, "fmt", "--check")
    assert result.exit_code == 0


def test_fmt_reports_what_it_cannot_read_and_formats_the_rest(run, fiche):
    broken = "---\nstatut: x\ntitre: Le : Phare\n---\n"
    root, result = run({PATH: broken, f"{FOLDER}/b.md": fiche("statut: en-cours")}, "fmt")
    assert result.exit_code == 1
    assert "deux-points" in result.output
    assert (root / PATH).read_text() == broken
    assert (root / FOLDER / "b.md").read_text().startswith("---\ntitre")


def test_fmt_does_not_follow_links(run, fiche, tmp_path_factory):
    outside = tmp_path_factory.mktemp("ailleurs") / "a.md"
    outside.write_text(fiche("statut: en-cours"))
    root, _ = run({PATH: fiche()}, "fmt")
    (root / FOLDER / "lien.md").symlink_to(outside)
    result = CliRunner().invoke(cli, ["fmt"])
    assert result.exit_code == 1
    assert "lien-symbolique" in result.output
    assert outside.read_text() == fiche("statut: en-cours")
    assert (root / FOLDER / "lien.md").is_symlink()


@pytest.mark.parametrize("command", ["fmt", "fix"])
@pytest.mark.parametrize("path", ["README.md", "content/site.yml", "../autre.md", "absent.md"])
def test_other_files_are_refused_in_one_line(command, path, run, fiche):
    _, result = run({PATH: fiche(), "README.md": "x"}, command, path)
    assert result.exit_code == 2
    assert "n'est ni une fiche" in result.output


def test_a_folder_stands_for_its_files_and_the_rest_is_left(run, fiche):
    text = fiche("statut: en-cours")
    root, result = run({PATH: text, "content/pages/a.md": "---\nordre: 1\ntitre: A\n---\n"},
                       "fmt", "content/pages")
    assert result.exit_code == 0
    assert (root / PATH).read_text() == text
    assert (root / "content/pages/a.md").read_text() == "---\ntitre: A\nordre: 1\n---\n"


def test_file_rights_are_kept(run, fiche):
    root, _ = run({PATH: fiche()}, "fmt")
    (root / PATH).write_text(fiche("statut: en-cours"))
    os.chmod(root / PATH, 0o640)  # noqa: PTH101
    CliRunner().invoke(cli, ["fmt"])
    assert (root / PATH).stat().st_mode & 0o777 == 0o640


def test_fix_mends_and_tells(run, fiche):
    root, result = run({PATH: fiche("departement: 1\nstatut: En cours")}, "fix")
    assert result.exit_code == 0
    assert "2 réparations dans 1 fichier." in result.output
    assert "2 | departement: 01" in result.output
    assert (root / PATH).read_text() == fiche("departement: 01\nstatut: en-cours")


def test_fix_diff_shows_and_writes_nothing(run, fiche):
    root, result = run({PATH: fiche("statut: En cours")}, "fix", "--diff")
    assert result.exit_code == 0
    assert f"--- a/{PATH}\n+++ b/{PATH}\n" in result.output
    assert "-statut: En cours\n+statut: en-cours\n" in result.output
    assert (root / PATH).read_text() == fiche("statut: En cours")


def test_fix_of_some_files_leaves_the_others(run, fiche):
    text = fiche("statut: En cours")
    root, _ = run({PATH: text, f"{FOLDER}/b.md": text}, "fix", f"{FOLDER}/b.md")
    assert (root / PATH).read_text() == text


# --- Real files --------------------------------------------------------------------------------


def test_the_content_of_this_project_is_in_form():
    result = CliRunner().invoke(cli, ["fmt", "--check", "--root", str(PROJECT)])
    assert result.exit_code == 0, result.output


def test_keys_of_real_fiches_in_any_order_come_back_to_the_same_bytes():
    shuffle = random.Random(1).shuffle
    for path, _ in find_entries(PROJECT, [PROJECT / FOLDER])[::12]:
        data = path.read_text()
        _, header, body = data.split("---\n", 2)
        entries = []
        for line in header.splitlines(keepends=True):
            if line[0] in " -":
                entries[-1] += line
            else:
                entries.append(line)
        shuffle(entries)
        mixed = f"---\n{''.join(entries)}---\n{body}"
        assert format_file("a.md", mixed.encode(), Initiative).decode() == data


def test_mistakes_put_in_real_fiches_are_mended_and_nothing_else(project, gazetteer, today):
    mistakes = [("statut: en-cours\n", "statut: En cours\n"),
                ("url: https://www.", "url: www."), ("\nresume: ", "\nresumes: "),
                ("\n  - titre: ", "\n\t- titre: ")]
    root = project({})
    (root / FOLDER).mkdir(parents=True)
    for name in ("thematiques.yml", "centres.yml"):
        (root / "content" / name).write_bytes((PROJECT / "content" / name).read_bytes())
    before = {}
    for path, _ in find_entries(PROJECT, [PROJECT / FOLDER])[::12]:
        before[path.name] = path.read_text()
        text = before[path.name]
        for right, wrong in mistakes:
            text = text.replace(right, wrong, 1)
        (root / FOLDER / path.name).write_text(text)
    around = Surroundings(load_content(root, Report()), gazetteer, today)
    for one in mend(root, find_entries(root), around):
        one.path.write_bytes(mended_bytes(one.path.read_bytes(), one))
    after = {path.name: path.read_text() for path in (root / FOLDER).iterdir()}
    assert after == before
