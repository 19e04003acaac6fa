"""A review of a proposal, on repositories with a real history."""

import json
import os
import subprocess

import pytest
from click.testing import CliRunner

from ecoq.cli import cli

FOLDER = "content/initiatives"


class Repository:
    """A project followed by Git."""

    def __init__(self, root):
        self.root = root
        self.git("init", "-q", "-b", "main")
        self.commit("début")

    def git(self, *arguments):
        none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        environment = {**os.environ, **none}
        identity = ["-c", "user.name=A", "-c", "user.email=a@exemple.fr"]
        subprocess.run(
            ["git", "-C", str(self.root), *identity, *arguments],
            check=True, capture_output=True, env=environment,
        )

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def write(self, slug, text):
        path = self.root / FOLDER / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def remove(self, slug):
        (self.root / FOLDER / f"{slug}.md").unlink()

    def review(self, base="main", *options):
        return CliRunner().invoke(cli, ["review", base, "--root", str(self.root), *options])

    def found(self, base="main"):
        result = self.review(base, "--format", "json")
        assert result.exit_code == 0, result.output
        return json.loads(result.output)


@pytest.fixture
def repository(project, fiche):
    root = project({
        f"{FOLDER}/le-phare.md": fiche("titre: Le Phare\ncommune: Bourges"),
        f"{FOLDER}/la-lanterne.md": fiche("titre: La Lanterne\ncommune: Vierzon"),
        f"{FOLDER}/le-fanal.md": fiche("titre: Le Fanal de Bourges nord"),
    })
    repository = Repository(root)
    repository.git("switch", "-q", "-c", "proposition")
    return repository


def kinds(found):
    return [(one["kind"], one["path"].rpartition("/")[2]) for one in found["entries"]]


def test_nothing_changed(repository):
    assert repository.found()["entries"] == []
    assert "aucune fiche modifiée" in repository.review().output


def test_additions_edits_removals_and_renames_are_told_apart(repository, fiche):
    other = "Autre chose, racontée avec d'autres mots, bien plus longuement. " * 30
    repository.write("le-velo", fiche("titre: Le Vélo", body=other))
    repository.write("le-phare", fiche("titre: Le Phare\ncommune: Vierzon\nannee_debut: 2020"))
    repository.remove("la-lanterne")
    repository.git("mv", f"{FOLDER}/le-fanal.md", f"{FOLDER}/fanal.md")
    repository.commit("proposition")
    assert kinds(repository.found()) == [
        ("renamed", "fanal.md"), ("removed", "la-lanterne.md"), ("changed", "le-phare.md"),
        ("added", "le-velo.md"),
    ]


def test_fields_are_compared_one_by_one(repository, fiche):
    repository.write("le-phare", fiche(
        "titre: Le Phare\ncommune: Vierzon\npublics:\n  - jeunes", body="Autre texte. " * 30
    ))
    (change,) = repository.found()["entries"]
    assert [(one["key"], one["old"], one["new"]) for one in change["fields"]] == [
        ("commune", "Bourges", "Vierzon"), ("publics", "", "jeunes"),
    ]
    assert change["words_after"] == 60
    assert change["body_diff"][-1].startswith("+Autre texte.")


def test_a_change_of_form_alone_is_no_change_of_fields(repository, fiche):
    text = (repository.root / FOLDER / "le-phare.md").read_text()
    repository.write("le-phare", text.replace('departement: "18"', "departement: '18'  # Cher"))
    (change,) = repository.found()["entries"]
    assert change["fields"] == []


def test_files_not_yet_committed_are_reviewed(repository, fiche):
    repository.write("le-velo", fiche("titre: Le Vélo"))
    assert kinds(repository.found()) == [("added", "le-velo.md")]


def test_what_others_merged_meanwhile_is_not_in_the_proposal(repository, fiche):
    repository.write("le-velo", fiche("titre: Le Vélo"))
    repository.commit("proposition")
    repository.git("switch", "-q", "main")
    repository.write("le-bus", fiche("titre: Le Bus"))
    repository.commit("autre")
    repository.git("switch", "-q", "proposition")
    assert kinds(repository.found()) == [("added", "le-velo.md")]
    repository.git("merge", "-q", "main", "-m", "fusion")
    assert kinds(repository.found()) == [("added", "le-velo.md")]


def test_problems_of_changed_files_only(repository, fiche):
    repository.write("la-lanterne", fiche("titre: La Lanterne", body="Court."))
    repository.commit("avertissement ancien")
    repository.git("branch", "-q", "-f", "main", "HEAD")
    repository.write("le-velo", fiche("titre: Le Vélo", body="Court."))
    assert [one["path"] for one in repository.found()["problems"]] == [f"{FOLDER}/le-velo.md"]


def test_what_a_removal_breaks_elsewhere_is_told(repository, fiche):
    repository.write("le-phare", fiche("titre: Le Phare", body="Voir [[le-fanal]]. " * 30))
    repository.commit("renvoi")
    repository.git("branch", "-q", "-f", "main", "HEAD")
    repository.remove("le-fanal")
    assert repository.found()["problems"] == []
    elsewhere = repository.found()["problems_elsewhere"]
    assert {(one["path"], one["code"]) for one in elsewhere} == {
        (f"{FOLDER}/le-phare.md", "reference-inconnue")
    }
    assert "### Erreurs dans d'autres fichiers" in repository.review().output


def test_former_address_of_a_renamed_fiche_is_asked_for_if_nothing_keeps_it(repository, fiche):
    repository.git("mv", f"{FOLDER}/le-fanal.md", f"{FOLDER}/fanal.md")
    assert [one["lost_slug"] for one in repository.found()["entries"]] == ["le-fanal"]
    assert "`redirections: [le-fanal]`" in repository.review().output
    repository.write("fanal", fiche("titre: Le Fanal de Bourges nord\nredirections: [le-fanal]"))
    assert [one["lost_slug"] for one in repository.found()["entries"]] == [None]
    assert "redirections: [" not in repository.review().output


def test_a_broken_file_is_reviewed_all_the_same(repository, fiche):
    repository.write("le-phare", "---\ntitre: Le : Phare\n---\n")
    repository.write("vide", "")
    found = repository.found()
    assert kinds(found) == [("changed", "le-phare.md"), ("added", "vide.md")]
    assert {one["code"] for one in found["problems"]} == {"deux-points", "fichier-vide"}


def test_a_file_that_was_broken_is_reviewed_all_the_same(repository, fiche):
    repository.write("le-phare", "pas de fiche")
    repository.commit("cassée")
    repository.git("branch", "-q", "-f", "main", "HEAD")
    repository.write("le-phare", fiche("titre: Le Phare"))
    (change,) = repository.found()["entries"]
    assert change["fields"][0]["new"] == "Le Phare"


def test_possible_duplicates_are_named_once(repository, fiche):
    repository.write("fanal-bourges", fiche("titre: Fanal de Bourges-Nord"))
    repository.write("fanal-de-bourges", fiche("titre: Le fanal de Bourges nord"))
    found = {frozenset((one["slug"], one["other"])) for one in repository.found()["duplicates"]}
    assert frozenset(("fanal-bourges", "le-fanal")) in found
    assert len(found) == len(repository.found()["duplicates"])
    assert "Doublons possibles" in repository.review().output


def test_data_files_and_images_are_listed(repository):
    path = repository.root / "content/site.yml"
    path.write_text(path.read_text() + "# note\n")
    assert [one["path"] for one in repository.found()["other_files"]] == ["content/site.yml"]


def test_hostile_words_stay_words(repository, fiche):
    title = '"[x](javascript:alert(1)) <img src=x> | @equipe #1 `` `"'
    repository.write("le-phare", fiche(f"titre: '{title}'", body="```\nfin\n````\n" + "mot " * 50))
    output = repository.review().output
    heading = next(line for line in output.split("\n") if line.startswith("### Modifiée"))
    for sign in ("<", "[", "](", "@", "`", "|"):
        assert sign not in heading.removeprefix("### Modifiée : ")
    assert "\n`````diff\n" in output
    rows = [line for line in output.split("\n") if line.startswith("| Titre")]
    assert rows
    assert all(line.count("|") == 4 for line in rows)


def test_ordinary_words_are_shown_as_they_are_written(repository, fiche):
    words = 'L’atelier du "Phare" : vélos, outils (et café) - à Bel-Air !'
    repository.write("le-phare", fiche(f"titre: '{words}'"))
    assert f"### Modifiée : {words}\n" in repository.review().output


def test_links_to_the_preview(repository, fiche):
    repository.write("le-velo", fiche("titre: Le Vélo"))
    output = repository.review("main", "--preview-url", "https://essai.exemple.fr/12/").output
    assert "[voir la page](https://essai.exemple.fr/12/initiatives/le-velo/)" in output


def test_project_in_a_folder_of_a_larger_repository(tmp_path, fiche):
    root = tmp_path / "depot" / "site"
    (root / FOLDER).mkdir(parents=True)
    outer = Repository.__new__(Repository)
    outer.root = tmp_path / "depot"
    outer.git("init", "-q", "-b", "main")
    (root / FOLDER / "le-phare.md").write_text(fiche("titre: Le Phare"))
    outer.commit("début")
    inner = Repository.__new__(Repository)
    inner.root = root
    inner.write("le-phare", fiche("titre: Le Fare"))
    (change,) = inner.found("main")["entries"]
    assert change["path"] == f"{FOLDER}/le-phare.md"
    assert change["fields"][0]["old"] == "Le Phare"


@pytest.mark.parametrize("base", ["inconnue", "--help-me", "HEAD~99"])
def test_unknown_base_is_one_line(repository, base):
    result = CliRunner().invoke(cli, ["review", "--root", str(repository.root), "--", base])
    assert result.exit_code == 2
    assert "n'existe pas dans ce dépôt" in result.output


def test_folder_without_git_is_one_line(project):
    result = CliRunner().invoke(cli, ["review", "main", "--root", str(project({}))])
    assert result.exit_code == 2
    assert "n'est pas suivi par Git" in result.output


def test_shallow_clone_says_how_to_get_the_history(repository, fiche, tmp_path_factory):
    repository.write("le-velo", fiche("titre: Le Vélo"))
    repository.commit("proposition")
    clone = tmp_path_factory.mktemp("clone") / "depot"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{repository.root}", str(clone)],
        check=True, capture_output=True,
    )
    result = CliRunner().invoke(cli, ["review", "HEAD~1", "--root", str(clone)])
    assert result.exit_code == 2
    assert "fetch-depth" in result.output
