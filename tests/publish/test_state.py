"""What the last build made, read again: to the letter, or not at all."""

import json
import os

import pytest
from msgspec.structs import replace

from ecoq.publish.links import PageLinks
from ecoq.publish.state import Made, State, make_state, read_state

PAGE = Made(
    path="a/index.html", recipe="r", sha256="s", size=3, modified_ns=17,
    links=PageLinks(frozenset({"../", "#b"}), frozenset({"haut"})),
)
FILE = Made(path="b.pdf", recipe="", sha256="t", size=0, modified_ns=0, links=None)


@pytest.fixture
def record(tmp_path):
    """The file of a record, and what writes it from its parts."""
    path = tmp_path / "state.json"
    path.write_bytes(make_state("tools", [PAGE, FILE], "inputs").render())
    return path


def test_record_is_read_as_it_was_written(record):
    state = State("tools", {"a/index.html": PAGE, "b.pdf": FILE}, "inputs")
    assert read_state(record, "tools") == state


def test_record_that_names_no_inputs_is_of_none():
    assert make_state("tools", []) == State("tools", {}, "")


def test_record_of_other_tools_reads_as_empty(record):
    assert read_state(record, "others") == State("others", {})


def test_record_that_is_absent_reads_as_empty(tmp_path):
    assert read_state(tmp_path / "state.json", "tools") == State("tools", {})


@pytest.mark.parametrize("change", [
    {"format": 1}, {"format": 3}, {"files": None}, {"files": [None]}, {"files": [[]]},
    {"files": [["a", "b", "c", 1, 2, None, 3]]},
    {"files": [[1, "b", "c", 1, 2, None]]}, {"files": [["a", 1, "c", 1, 2, None]]},
    {"files": [["a", "b", 1, 1, 2, None]]}, {"files": [["a", "b", "c", "1", 2, None]]},
    {"files": [["a", "b", "c", 1, 2.5, None]]}, {"files": [["a", "b", "c", 1, 2, "x"]]},
    {"files": [["a", "b", "c", 1, 2, {}]]}, {"files": [["a", "b", "c", 1, 2, [[]]]]},
    {"files": [["a", "b", "c", 1, 2, [1, 2]]]},
], ids=str)
def test_record_with_anything_else_in_it_reads_as_empty(record, change):
    record.write_text(json.dumps({**json.loads(record.read_bytes()), **change}))
    assert read_state(record, "tools") == State("tools", {})


@pytest.mark.parametrize("key", ["format", "toolchain", "inputs", "files"])
def test_record_that_lacks_a_part_reads_as_empty(record, key):
    whole = json.loads(record.read_bytes())
    record.write_text(json.dumps({name: part for name, part in whole.items() if name != key}))
    assert read_state(record, "tools") == State("tools", {})


@pytest.fixture
def kept(tmp_path):
    """A file on the disk, and what was noted of it."""
    path = tmp_path / "a.txt"
    path.write_text("abc")
    os.utime(path, ns=(17, 17))
    return Made(path="a.txt", recipe="", sha256="s", size=3, modified_ns=17, links=None)


def test_file_is_intact_as_long_as_nobody_touches_it(kept, tmp_path):
    assert kept.is_intact(tmp_path)
    os.utime(tmp_path / "a.txt", ns=(17, 18))
    assert not kept.is_intact(tmp_path)


@pytest.mark.parametrize(("instant", "is_known"), [(17, True), (3_000_000_000, False)])
def test_file_of_another_build_is_known_by_its_instant(kept, tmp_path, instant, is_known):
    os.utime(tmp_path / "a.txt", ns=(instant, instant))
    assert replace(kept, modified_ns=instant).is_known_in(tmp_path) is is_known
    assert not replace(kept, modified_ns=instant + 1).is_known_in(tmp_path)


def test_file_of_another_size_with_the_same_time_is_not_intact(kept, tmp_path):
    (tmp_path / "a.txt").write_text("abcd")
    os.utime(tmp_path / "a.txt", ns=(17, 17))
    assert not kept.is_intact(tmp_path)


def test_file_that_is_gone_is_not_intact(kept, tmp_path):
    assert not kept.is_intact(tmp_path / "ailleurs")


def test_link_to_a_file_is_not_that_file(kept, tmp_path):
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    assert not kept.is_intact(tmp_path)


@pytest.mark.parametrize(("inputs", "recorded", "is_current"), [
    ("un", "un", True), ("un", "deux", False), ("", "", False), ("un", "", False),
])
def test_site_is_current_if_it_was_made_from_these_inputs(
    kept, tmp_path, inputs, recorded, is_current
):
    assert make_state("", [kept], recorded).is_current(inputs, tmp_path) is is_current


def test_site_that_lost_a_file_is_not_current(kept, tmp_path):
    state = make_state("", [kept], "un")
    (tmp_path / "a.txt").unlink()
    assert not state.is_current("un", tmp_path)


def test_equal_links_of_pages_are_one_in_memory(tmp_path):
    found = [PageLinks(frozenset({"../a/#b"}), frozenset({"x", "y"})) for _ in range(2)]
    files = [replace(FILE, path=name, links=one) for name, one in zip("ab", found, strict=True)]
    (tmp_path / "state").write_bytes(make_state("", files).render())
    one, other = (made.links for made in read_state(tmp_path / "state", "").files.values())
    assert one == other == found[0]
    assert one.links is other.links
    assert one.anchors is other.anchors
