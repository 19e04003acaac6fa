"""The site before last becomes the next one: as if it had been made in a new folder."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

import pytest

from ecoq.publish.destination import Destination
from ecoq.publish.spare import keep_spare, making_spare
from ecoq.publish.state import Made, State, make_state, read_state
from ecoq.publish.whole import publish_outputs, record
from ecoq.render.output import Output, Recipe

Publish = Callable[[Mapping[str, str]], None]


@pytest.fixture
def destination(tmp_path: Path) -> Destination:
    return Destination(output=tmp_path / "site", cache=tmp_path / "cache")


@pytest.fixture
def publish(destination: Destination) -> Publish:
    """Publish texts by path."""

    def run(texts: Mapping[str, str]) -> None:
        outputs = [
            Output(path, lambda text=text: Recipe((text,), text.encode))  # type: ignore[misc]
            for path, text in texts.items()
        ]
        files = publish_outputs(
            outputs, destination, last=read_state(destination.state, "1"), jobs=1,
            is_accepted=lambda _: True, keeps_spare=True,
        )
        assert files is not None
        record(destination, "1", files, "")

    return run


def contents(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text()
        for path in site.rglob("*") if path.is_file() and path.name != "build.json"
    }


def folders(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*/")}


def is_open_as(file: IO[str], path: Path) -> bool:
    """Whether a file is still that one: as long as it is open, no new one gets its number."""
    return os.path.samestat(os.fstat(file.fileno()), path.stat())


FIRST, SECOND = {"a/x": "un", "b": "un"}, {"a/x": "deux", "b": "un"}


def test_the_site_before_last_is_kept(publish, destination):
    publish(FIRST)
    publish(SECOND)
    assert contents(destination.spare) == FIRST


def test_a_file_that_both_have_stays_where_it_is(publish, destination):
    publish(FIRST)
    publish(SECOND)
    with (destination.spare / "b").open() as unchanged:
        publish({"a/x": "trois", "b": "un"})
        assert is_open_as(unchanged, destination.output / "b")


@pytest.mark.parametrize("text", ["trois", "3"])
def test_a_file_that_only_the_spare_has_is_written_over(publish, destination, text):
    publish(FIRST)
    publish(SECOND)
    with (destination.spare / "a/x").open() as own:
        publish({"a/x": text, "b": "un"})
        assert is_open_as(own, destination.output / "a/x")
    assert contents(destination.output) == {"a/x": text, "b": "un"}


def test_a_file_that_both_sites_share_is_not_written_over(publish, destination):
    publish(FIRST)
    publish(SECOND)
    publish({"a/x": "deux", "b": "deux"})
    assert contents(destination.output) == {"a/x": "deux", "b": "deux"}
    assert contents(destination.spare) == SECOND


def test_a_link_in_the_place_of_a_file_of_the_spare_is_not_followed(publish, destination, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("un")
    publish(FIRST)
    publish(SECOND)
    found = (destination.spare / "a/x").stat()
    (destination.spare / "a/x").unlink()
    (destination.spare / "a/x").symlink_to(outside)
    os.utime(
        destination.spare / "a/x", ns=(found.st_atime_ns, found.st_mtime_ns), follow_symlinks=False
    )
    publish({"a/x": "trois", "b": "un"})
    assert outside.read_text() == "un"
    assert contents(destination.output) == {"a/x": "trois", "b": "un"}


def test_a_link_with_the_size_and_time_of_a_file_is_not_taken_for_it(publish, destination):
    publish(FIRST)
    publish(SECOND)
    found = (destination.output / "a/x").stat()
    (destination.spare / "a/x").unlink()
    (destination.spare / "a/x").symlink_to("../b")
    os.utime(
        destination.spare / "a/x", ns=(found.st_atime_ns, found.st_mtime_ns), follow_symlinks=False
    )
    publish({"a/x": "deux", "b": "trois"})
    assert not (destination.output / "a/x").is_symlink()
    assert contents(destination.output) == {"a/x": "deux", "b": "trois"}


def test_old_site_that_cannot_be_kept_fails_nothing(destination, tmp_path):
    destination.cache.mkdir()
    destination.spare.write_text("a file in the way")
    (tmp_path / "old").mkdir()
    keep_spare(destination, tmp_path / "old")
    assert destination.spare.read_text() == "a file in the way"


@pytest.mark.parametrize("third", [
    {"a/x": "deux", "b": "deux"}, {"a/x": "un", "b": "un"}, {"b": "un"}, {"a": "un", "b/c": "un"},
    {"a/x/y": "un"}, {"c": "un"},
])
def test_the_third_site_is_what_it_would_be_in_a_new_folder(publish, destination, third):
    for texts in (FIRST, SECOND, third):
        publish(texts)
    assert contents(destination.output) == third
    assert folders(destination.output) == {
        str(parent) for path in third for parent in Path(path).parents if str(parent) != "."
    }


def add_file(spare: Path) -> None:
    (spare / "intrus").write_text("de nulle part")


def add_folder(spare: Path) -> None:
    (spare / "dossier/vide").mkdir(parents=True)


def add_link(spare: Path) -> None:
    (spare / "lien").symlink_to(spare.parent)


def change_file(spare: Path) -> None:
    (spare / "b").write_text("changé à la main")


def lose_file(spare: Path) -> None:
    (spare / "b").unlink()


@pytest.mark.parametrize("tamper", [add_file, add_folder, add_link, change_file, lose_file])
def test_what_was_done_to_the_spare_never_reaches_the_site(publish, destination, tamper):
    publish(FIRST)
    publish(SECOND)
    tamper(destination.spare)
    third = {"a/x": "trois", "b": "un"}
    publish(third)
    assert contents(destination.output) == third
    assert folders(destination.output) == {"a"}


def test_a_spare_whose_builds_are_forgotten_is_only_written_over(publish, destination):
    publish(FIRST)
    publish(SECOND)
    destination.state.unlink()
    add_file(destination.spare)
    publish(FIRST)
    assert contents(destination.output) == FIRST
    assert contents(destination.spare) == SECOND


def test_a_file_of_the_same_second_and_size_as_another_is_not_taken_for_it(publish, destination):
    publish({"a/x": "un", "b": "un"})
    publish({"a/x": "1.", "b": "un"})
    for folder in (destination.spare, destination.output):
        os.utime(folder / "a/x", (1_700_000_000, 1_700_000_000))
    state = json.loads(destination.state.read_bytes())
    for row in state["files"]:
        if row[0] == "a/x":
            row[4] = 1_700_000_000_000_000_000
    destination.state.write_text(json.dumps(state))
    publish({"a/x": "1.", "b": "deux"})
    assert contents(destination.output) == {"a/x": "1.", "b": "deux"}


def test_a_file_that_changed_once_is_copied_once_into_the_spare(publish, destination):
    publish(FIRST)
    publish(SECOND)
    publish({"a/x": "deux", "b": "deux"})
    last = (destination.output / "a/x").stat()
    copied = (destination.spare / "a/x").stat()
    assert (copied.st_mtime_ns, copied.st_size) == (last.st_mtime_ns, last.st_size)
    with (destination.spare / "a/x").open() as copy:
        publish({"a/x": "deux", "b": "trois"})
        assert is_open_as(copy, destination.output / "a/x")
    assert contents(destination.output) == {"a/x": "deux", "b": "trois"}


def test_what_leads_out_of_a_linked_folder_is_left_alone(publish, destination, tmp_path):
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs/lettre").write_text("à garder")
    publish(FIRST)
    publish(SECOND)
    (destination.spare / "lien").symlink_to(tmp_path / "ailleurs")
    publish(FIRST)
    assert (tmp_path / "ailleurs/lettre").read_text() == "à garder"


def make_spare(destination: Destination, last: State | None = None, *, jobs: int = 2) -> None:
    """Do as a build does while it reads content."""
    last = last or read_state(destination.state, "1")
    with making_spare(destination, last, jobs=jobs) as wait:
        wait()


def test_without_a_spare_the_last_site_is_linked_into_one(publish, destination):
    publish(FIRST)
    make_spare(destination)
    assert contents(destination.spare) == FIRST
    assert (destination.spare / "a/x").samefile(destination.output / "a/x")


def test_a_site_made_from_such_a_spare_leaves_the_last_one_as_it_was(publish, destination):
    publish(FIRST)
    make_spare(destination)
    publish(SECOND)
    assert contents(destination.output) == SECOND
    assert contents(destination.spare) == FIRST


@pytest.mark.parametrize(("texts", "jobs"), [([FIRST, SECOND], 2), ([FIRST], 1), ([], 2)])
def test_no_process_makes_a_spare_that_is_there_or_of_no_use(
    publish, destination, monkeypatch, texts, jobs
):
    for one in texts:
        publish(one)
    monkeypatch.setattr("ecoq.publish.spare.working_beside", None)
    make_spare(destination, jobs=jobs)


def test_a_forged_record_links_nothing_outside_of_the_spare(publish, destination, tmp_path):
    publish(FIRST)
    (tmp_path / "secret").write_text("x")
    make_spare(destination, make_state("1", [
        Made(path=path, recipe="", sha256="", size=1, modified_ns=1, links=None)
        for path in ("../secret", "/etc/hostname", "b", "a/absent")
    ]))
    assert contents(destination.spare) == {"b": "un"}
    assert not (destination.cache / "secret").exists()
