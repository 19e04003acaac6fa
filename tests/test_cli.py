"""The command line: what it refuses, in one French line."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ecoq.cli import cli
from ecoq.cli.french import describe_error

ROOT = Path(__file__).parent.parent


def refusal(*arguments):
    """Return what is said of a command line that is refused."""
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    return describe_error(result.exception)


@pytest.mark.parametrize("address", ["exemple.fr", "ftp://exemple.fr", "https://", "https://a b",
                                     "https://exemple.fr/?a=1"])
@pytest.mark.parametrize(("command", "option"), [
    (["build"], "--base-url"), (["review", "main"], "--preview-url"),
], ids=["build", "review"])
def test_an_address_that_is_none_is_refused(project, command, option, address):
    said = refusal(*command, "--root", str(project({})), option, address)
    assert f"« {address} »" in said
    assert option in said


@pytest.mark.parametrize("epoch", ["demain", "1e9", "9" * 20, "9" * 5000])
def test_an_instant_that_is_none_is_refused(project, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert "SOURCE_DATE_EPOCH doit être" in refusal("check", "--root", str(project({})))


def test_an_option_before_its_command_is_told_where_it_goes(project):
    said = refusal("--root", str(project({})), "check")
    assert said == "L'option « --root » n'existe pas. Les options viennent après la commande."
    assert refusal("check", "--zut") == "L'option « --zut » n'existe pas."


def test_a_path_that_does_not_fit_is_named_with_its_fault(project):
    root = project({})
    assert refusal("import", "absent.csv", "--root", str(root)) == "« absent.csv » n'existe pas."
    assert "est un dossier" in refusal("import", str(root), "--root", str(root))
    assert "est un fichier" in refusal("check", "--root", __file__)


def commands(group=cli, path=()):
    """Return how each command is called, those of groups included."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        is_group = isinstance(found, click.Group)
        yield from commands(found, (*path, name)) if is_group else [(*path, name)]


@pytest.mark.parametrize("command", [(), *commands()], ids=" ".join)
def test_a_help_page_is_in_french(command):
    said = CliRunner().invoke(cli, [*command, "--help"]).output
    assert "Options :" in said
    assert not re.findall(r"\b(?:DIRECTORY|FILE|INTEGER|NEW|OLD|PATH|RANGE|TEXT|Show)\b", said)


def test_faults_of_a_site_are_counted(project):
    root = project({"site/build.json": "{}"})
    result = CliRunner().invoke(cli, ["verify", str(root / "site")])
    assert result.exit_code == 1
    assert result.output.endswith("\n1 défaut.\n")


def run(folder, *arguments, **environment):
    """Run a command as a terminal does, with nothing to read."""
    return subprocess.run(
        [sys.executable, "-m", "ecoq", *arguments], cwd=folder, stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, capture_output=True,
        check=False,
    )


def test_output_is_in_utf_8_whatever_the_system_prefers(tmp_path):
    states = {"avant": "Un titre", "apres": "Un autre"}
    for name, title in states.items():
        document = {"initiatives": [{"id": "a", "titre": title}]}
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
    (tmp_path / "content").mkdir()
    done = run(tmp_path, "changes", "avant.json", "apres.json", PYTHONIOENCODING="cp1252")
    assert "titre : Un titre → Un autre" in done.stdout.decode("utf-8")


def test_a_name_in_no_encoding_is_shown_as_far_as_it_can_be(project):
    done = run(project({}), "check", os.fsdecode(b"caf\xe9.md"))
    assert done.stderr.decode("utf-8") == "Erreur : « caf?.md » n'est pas un fichier du projet.\n"


def test_a_conversation_that_is_broken_off_ends_on_a_line_of_its_own(project):
    done = run(project({}), "new", "numero")
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").endswith("\nErreur : interrompu.\n")
    assert b"Traceback" not in done.stderr
