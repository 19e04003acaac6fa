"""The files of the forges: valid, safe, pinned, and made of commands that exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from ecoq.cli import cli
from ecoq.content.load import load_content
from ecoq.contribute.issue_form import render_issue_form
from ecoq.diagnostics import Report

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCHEMAS = [
    ("vendor.github-workflows", ".github/workflows/*.yml", ()),
    ("vendor.dependabot", ".github/dependabot.yml", ()),
    ("vendor.github-issue-config", ".github/ISSUE_TEMPLATE/config.yml", ()),
    ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/[!c]*.yml", ()),
    ("vendor.gitlab-ci", ".gitlab-ci.yml", ("--data-transform", "gitlab-ci")),
]


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def tool(name):
    return Path(sys.executable).with_name(name)


@pytest.mark.parametrize(("schema", "pattern", "options"), SCHEMAS, ids=[one[0] for one in SCHEMAS])
def test_it_is_what_the_forge_expects(schema, pattern, options):
    files = [str(path) for path in ROOT.glob(pattern)]
    assert files
    done = run(tool("check-jsonschema"), "--builtin-schema", schema, *options, *files)
    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing():
    done = run(tool("zizmor"), "--offline", "--pedantic", str(ROOT / ".github"))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_with_their_version(path):
    for used in re.findall(r"uses: (.+)", path.read_text("utf-8")):
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_the_token_can_do_nothing_that_is_not_asked_for(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow[True]  # YAML 1.1 reads « on » as true
    rights = {
        (name, right) for name, job in workflow["jobs"].items()
        for right in job["permissions"].items() if right != ("contents", "read")
    }
    expected = {
        "publish": {("deploy", ("pages", "write")), ("deploy", ("id-token", "write"))},
        "links": {("tell", ("issues", "write"))},
    }
    assert rights == expected.get(path.stem, set())


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / ".gitlab-ci.yml"], ids=lambda path: path.stem)
def test_a_run_uses_nothing_that_another_run_left(path):
    text = path.read_text("utf-8")
    assert "actions/cache" not in text
    assert not re.search(r"^\s*cache\w*:", text, re.MULTILINE)
    assert "run-id" not in text


def test_only_what_was_merged_is_published():
    jobs = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))["jobs"]
    assert jobs["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert jobs["deploy"]["needs"] == "build"


def test_the_repository_holds_nothing_that_builds_trust():
    """A cache, an environment or a site that a proposal adds by force would be used as ours."""
    if not (ROOT / ".git").exists():
        pytest.skip("NOT RUN: this is no repository of Git")
    # Whoever owns the files: in a container, often another user.
    git = ("git", "-C", str(ROOT), "-c", "safe.directory=*")
    done = run(*git, "ls-files", "--cached", "--ignored", "--exclude-standard")
    assert (done.returncode, done.stdout) == (0, "")


def commands_of(text):
    """The commands of ours in a text, without their arguments' values."""
    ours = r"(?:\.venv/bin/ecoq|python -m ecoq|(?<![\w/-])ecoq)"
    yield from re.findall(rf"{ours} ([a-z]+[^\n`|>;&]*)", text)


def check_command(written):
    """A command and its options exist: its help is asked with them named."""
    name, *arguments = written.split()
    command = cli.get_command(None, name)
    assert command is not None, f"ecoq {name}"
    options = {one for parameter in command.params for one in parameter.opts}
    for argument in arguments:
        if argument.startswith("--"):
            assert argument.split("=")[0] in {*options, "--help"}, written


def make_targets():
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / ".gitlab-ci.yml"], ids=lambda path: path.stem)
def test_each_command_of_a_step_exists(path):
    text = path.read_text("utf-8")
    for written in commands_of(text):
        check_command(written)
    assert set(re.findall(r"\bmake ([a-z]+)", text)) <= make_targets()
    for script in re.findall(r"run: (\.ci/\w+)", text):
        assert (ROOT / script).is_file()


def test_the_steps_run_with_the_same_arguments(project, fiche, tmp_path):
    """`check`, `review` and `links` as the workflows call them, on a small repository."""
    root = project({"content/initiatives/phare.md": fiche()})
    git = ("git", "-C", str(root), "-c", "user.name=T", "-c", "user.email=t@exemple.fr")
    for step in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "un"),
                 ("branch", "origin/main")):
        assert run(*git, *step).returncode == 0
    (root / "content/initiatives/lanterne.md").write_text(fiche("titre: La Lanterne"), "utf-8")
    runner = CliRunner()
    said = runner.invoke(cli, ["check", "--format", "github", "--root", str(root)])
    assert said.exit_code == 0, said.output
    said = runner.invoke(cli, ["review", "origin/main", "--root", str(root)])
    assert said.exit_code == 0, said.output
    assert "La Lanterne" in said.output


def test_the_hooks_for_pre_commit_name_commands_that_exist():
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        check_command(hook["entry"].removeprefix("ecoq "))
        assert re.compile(hook["files"]).search("content/initiatives/le-phare.md")


def test_the_issue_form_is_made_from_the_model():
    themes = load_content(ROOT, Report()).themes
    written = (ROOT / ".github/ISSUE_TEMPLATE/fiche.yml").read_text("utf-8")
    assert written == render_issue_form(themes), "make docs"


PAGES = ("ajouter-une-fiche", "relire-et-publier", "installer-son-site", "contribuer")
GUIDES = [*(ROOT / f"content/pages/{page}.md" for page in PAGES), ROOT / "CONTRIBUTING.md"]


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_each_command_of_a_guide_exists(path):
    text = path.read_text("utf-8")
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    code = "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", text)])
    for written in commands_of(code):
        check_command(written)
    assert set(re.findall(r"\bmake ([a-z]+)", code)) <= make_targets()


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md"])
def test_each_link_of_a_guide_of_the_repository_leads_to_a_file(name):
    path = ROOT / name
    for address in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / address).exists(), address
