"""A number keeps what the fiches that it cites said the day it came out."""

import pytest
from click.testing import CliRunner

from ecoq.cli import cli
from ecoq.content.load import load_content
from ecoq.diagnostics import Report

NUMBER = "content/issues/01-reparer.md"
PHARE = "content/initiatives/phare.md"
ISSUE = """---
numero: 1
titre: Réparer  # le titre du tirage
thematique: numerique
date: 2024-03-01
chapo: Comment les quartiers réparent, en deux lieux.
initiatives: [phare]
---

Voir [[port]], puis encore [[phare]] et [[numerique-ailleurs]].
"""
KEPT = """\
fiches_citees:
  - initiative: phare
    titre: "Le Phare : l'atelier"
    statut: en-cours
    resume: Un atelier partagé où les habitants réparent leurs vélos.
  - initiative: port
    titre: Le Port
    statut: terminee
    resume: Un atelier partagé où les habitants réparent leurs vélos.
---
"""


@pytest.fixture
def run(project, fiche):
    """Freeze a number of a project of two fiches."""

    def freeze(*arguments, number=ISSUE):
        root = project({
            PHARE: fiche('titre: "Le Phare : l\'atelier"'),
            "content/initiatives/port.md": fiche("titre: Le Port\nstatut: terminee"),
            NUMBER: number,
        })
        outcome = CliRunner().invoke(cli, ["freeze", "--root", str(root), *arguments])
        return root, outcome

    return freeze


@pytest.mark.parametrize("name", ["1", "01", "01-reparer", NUMBER])
def test_the_fiches_listed_then_those_named_in_the_text_are_kept(run, name):
    root, outcome = run(name)
    assert outcome.output == f"{NUMBER} : 2 fiches gardées.\n"
    written = (root / NUMBER).read_text()
    assert KEPT in written
    assert "titre: Réparer  # le titre du tirage" in written
    assert written.endswith(ISSUE.rsplit("---\n", maxsplit=1)[-1])


def test_what_was_kept_is_not_lost_unless_asked(run):
    root, _ = run("1")
    kept = (root / NUMBER).read_text()
    (root / PHARE).write_text((root / PHARE).read_text().replace("l'atelier", "le port"))
    again = CliRunner().invoke(cli, ["freeze", "--root", str(root), "1"])
    assert again.exit_code != 0
    assert (root / NUMBER).read_text() == kept
    CliRunner().invoke(cli, ["freeze", "--root", str(root), "1", "--force"])
    assert (root / NUMBER).read_text() == kept.replace("l'atelier", "le port")


def test_a_number_that_cites_nothing_or_does_not_exist_is_refused(run):
    _, nothing = run("1", number=ISSUE.partition("initiatives")[0] + "---\n\nRien.\n")
    _, nowhere = run("01-repare")
    assert isinstance(nothing.exception, SystemExit)
    assert "« 01-reparer »" in nowhere.output


def test_nothing_is_kept_while_a_fiche_is_unreadable(run):
    root, _ = run("1")
    (root / PHARE).write_text("sans en-tête")
    outcome = CliRunner().invoke(cli, ["freeze", "--root", str(root), "1", "--force"])
    assert outcome.exit_code == 1
    assert outcome.output.endswith("Rien n'a été écrit.\n")
    assert "en-tete-absent" in outcome.output


def test_the_text_kept_reads_as_the_fiche_said_it(run):
    root, _ = run("1")
    content = load_content(root, Report())
    said = {one.slug: (one.title, one.status, one.summary) for one in content.initiatives}
    kept = content.issues[0].cited_fiches
    assert {one.initiative: (one.title, one.status, one.summary) for one in kept} == said
