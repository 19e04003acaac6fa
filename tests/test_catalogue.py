"""Each folder of invalid/ is a small project with one mistake, and is told exactly that."""

from pathlib import Path

import pytest

from ecoq.catalogue import RULES

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


@pytest.mark.parametrize("code", folders())
def test_mistake_gives_exactly_its_code(code, project, review):
    folder = INVALID / code
    root = project({
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*") if path.is_file()
    })
    assert {found.code for found in review(root).diagnostics} == {code}


def test_every_code_has_a_folder_or_a_reason():
    assert {*folders(), *WITHOUT_FOLDER} == set(RULES)


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
