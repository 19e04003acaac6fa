"""The command line: what it refuses, in one French line."""

import pytest
from click.testing import CliRunner

from ecoq.cli import cli
from ecoq.cli.french import describe_error


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


def test_a_path_that_does_not_fit_is_named_with_its_fault(project):
    root = project({})
    assert refusal("import", "absent.csv", "--root", str(root)) == "« absent.csv » n'existe pas."
    assert "est un dossier" in refusal("import", str(root), "--root", str(root))
    assert "est un fichier" in refusal("check", "--root", __file__)


def test_a_help_page_is_in_french():
    said = CliRunner().invoke(cli, ["build", "--help"]).output
    assert "Options :" in said
    for word in ("DIRECTORY", "INTEGER", "Show this"):
        assert word not in said
