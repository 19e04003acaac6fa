"""All that a build reads, by its digests: anything that changes changes them."""

import os

import pytest

from ecoq.publish.inputs import Inputs, find_inputs

FILES = {"content/a.md": "un", "templates/page.html": "deux", "assets/css/main.css": "trois"}


@pytest.fixture
def root(tmp_path):
    for name, text in {**FILES, "docs/autre.md": "rien", "README.md": "rien"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_inputs_are_the_files_of_three_folders_in_order(root):
    (root / "content/z").mkdir()
    (root / "content/z/1.md").write_text("x")
    (root / "content/b").mkdir()
    (root / "content/b/2.md").write_text("x")
    assert list(find_inputs(root).digests) == [
        "content/a.md", "content/b/2.md", "content/z/1.md", "templates/page.html",
        "assets/css/main.css",
    ]


def test_digest_of_a_file_is_its_sha_256(root):
    (root / "content/a.md").write_text("")
    assert find_inputs(root).digests["content/a.md"] == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


def change(root):
    (root / "content/a.md").write_text("autre")


def add(root):
    (root / "content/b.md").write_text("")


def remove(root):
    (root / "content/a.md").unlink()


def rename(root):
    (root / "content/a.md").rename(root / "content/b.md")


def lead_nowhere(root):
    (root / "content/b.md").symlink_to(root / "absent")


@pytest.mark.parametrize("act", [change, add, remove, rename, lead_nowhere])
def test_whatever_happens_to_a_file_changes_the_digest(root, act):
    before = find_inputs(root).digest()
    act(root)
    assert find_inputs(root).digest() != before


def test_options_change_the_digest_and_other_folders_do_not(root):
    before = find_inputs(root)
    (root / "README.md").write_text("autre")
    assert find_inputs(root).digest("a") == before.digest("a")
    assert before.digest("a") != before.digest("b") != before.digest()


def test_file_that_cannot_be_read_is_told_by_its_reason(root):
    lead_nowhere(root)
    assert find_inputs(root).digests["content/b.md"] == "unreadable 2"


def test_named_pipe_is_not_waited_for_but_taken_for_an_empty_file(root):
    os.mkfifo(root / "content/tuyau")
    (root / "content/a.md").write_text("")
    digests = find_inputs(root).digests
    assert digests["content/tuyau"] == digests["content/a.md"]


def read_with_a_mark(root):
    """Inputs of which each digest says that it was taken over."""
    found = find_inputs(root)
    return Inputs(dict.fromkeys(found.digests, "repris"), found._stamps)


def test_files_that_nobody_wrote_since_are_not_read_again(root):
    assert set(find_inputs(root, read_with_a_mark(root)).digests.values()) == {"repris"}


@pytest.mark.parametrize("act", [
    lambda path: path.write_text("autre texte"),
    lambda path: os.utime(path, ns=(1, 1)),
    lambda path: path.with_name("b.md").replace(path),
], ids=["written", "touched", "replaced"])
def test_file_that_was_written_since_is_read_again(root, act):
    (root / "content/b.md").write_text("un")
    os.utime(root / "content/b.md", ns=(7, 7))
    os.utime(root / "content/a.md", ns=(7, 7))
    last = read_with_a_mark(root)
    act(root / "content/a.md")
    assert find_inputs(root, last).digests["content/a.md"] != "repris"
