"""Each folder of invalid/ is a small project with one mistake, and is told exactly that."""

from pathlib import Path

import pytest

from ecoq import catalogue
from ecoq.catalogue import RULES
from ecoq.diagnostics import Rule

INVALID = Path(__file__).parent / "invalid"

# What no folder can hold, or Git would not keep: each has its own test elsewhere.
WITHOUT_FOLDER = {
    "lien-symbolique": "Git may write a link as a file: tests/content/test_source.py",
    "dossier-inattendu": "the folder would hold nothing else: tests/content/test_source.py",
    "lecture-impossible": "a named pipe: tests/content/test_source.py",
    "fichier-trop-gros": "257 kB of nothing: tests/content/test_source.py",
    "lien-interne-casse": "links of built pages, not of files: tests/publish",
}


def folders():
    return sorted(path.name for path in INVALID.iterdir() if path.is_dir())


@pytest.fixture
def mistake(project, review):
    """Give the report on the small project of a code."""

    def report_on(code):
        folder = INVALID / code / "content"
        return review(project({
            f"content/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in folder.rglob("*") if path.is_file()
        }))

    return report_on


@pytest.mark.parametrize("code", folders())
def test_mistake_gives_exactly_its_code(code, mistake):
    assert {found.code for found in mistake(code).diagnostics} == {code}


def tell(found):
    """All that one problem says, and what « ecoq fix » would change."""
    place = f"{found.location.path}:{found.location.line}:{found.location.column}"
    return "\n".join([f"{place} {found.severity}", found.message, found.hint, *(
        f"{repair.location.line}:{repair.location.column} « {repair.old} » → « {repair.new} »"
        for repair in found.repairs
    )])


@pytest.mark.parametrize("code", folders())
def test_mistake_is_told_in_these_words(code, mistake, bless):
    said = "\n\n".join(map(tell, mistake(code).diagnostics)) + "\n"
    path = INVALID / code / "said.txt"
    if bless:
        path.write_text(said, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == said


def test_every_code_has_a_folder_or_a_reason():
    assert {*folders(), *WITHOUT_FOLDER} == set(RULES)


def test_no_two_rules_have_one_code():
    assert len(RULES) == sum(isinstance(value, Rule) for value in vars(catalogue).values())


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_rule_says_what_is_wrong_and_what_to_do(rule):
    assert rule.code.isascii()
    assert rule.message[0].isupper() or rule.message[0] in "«{l"
    assert rule.message.endswith(".")
    assert rule.hint
    assert bool(rule.wrong) == bool(rule.right)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_no_word_of_a_programmer_in_messages(rule):
    words = (rule.message + " " + rule.hint).lower().replace("’", "'").split()
    assert not {"yaml", "mapping", "string", "null", "parser", "booléen", "str"} & set(words)
