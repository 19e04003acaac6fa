"""Publishing small sites made of plain outputs."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ecoq.publish.cache import Cache
from ecoq.publish.keeper import Keeper
from ecoq.publish.state import Made, State, read_state
from ecoq.publish.whole import Destination, publish_outputs, record
from ecoq.publish.write import safe_path
from ecoq.render.output import Output, Recipe

REPOSITORY = Path(__file__).parents[2]

Publish = Callable[..., tuple[Made, ...] | None]


@pytest.fixture
def destination(tmp_path: Path) -> Destination:
    return Destination(output=tmp_path / "site", cache=tmp_path / "cache")


@pytest.fixture
def publish(destination: Destination) -> Publish:
    """Publish texts by path, each from its own text as the only ingredient."""

    def run(
        texts: Mapping[str, str], *, is_accepted: bool = True, toolchain: str = "1"
    ) -> tuple[Made, ...] | None:
        outputs = [
            Output(path, lambda text=text: Recipe((text,), text.encode))  # type: ignore[misc]
            for path, text in texts.items()
        ]
        last = read_state(destination.state, toolchain)
        files = publish_outputs(
            outputs, destination, last=last, jobs=1, is_accepted=lambda _: is_accepted
        )
        if files is not None:
            record(destination, toolchain, files, "")
        return files

    return run


def contents(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text()
        for path in site.rglob("*") if path.is_file() and path.name != "build.json"
    }


def test_a_refused_site_changes_nothing(publish: Publish, destination: Destination) -> None:
    publish({"a/index.html": "un"})
    assert publish({"a/index.html": "deux"}, is_accepted=False) is None
    assert contents(destination.output) == {"a/index.html": "un"}


def test_an_exception_while_making_a_file_changes_nothing(
    publish: Publish, destination: Destination
) -> None:
    publish({"a": "un"})

    def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish_outputs(
            [Output("a", lambda: b"deux"), Output("b", fail)], destination,
            last=State("1", {}), jobs=1, is_accepted=lambda _: True,
        )
    assert contents(destination.output) == {"a": "un"}


def test_a_file_with_the_same_ingredients_is_neither_made_nor_rewritten(
    publish: Publish, destination: Destination
) -> None:
    publish({"a": "un", "b": "deux"})
    os.utime(destination.output / "a")  # touched by somebody: made again
    before = (destination.output / "b").stat().st_mtime_ns
    publish({"a": "un", "b": "deux", "c": "trois"})
    assert (destination.output / "b").stat().st_mtime_ns == before
    assert contents(destination.output) == {"a": "un", "b": "deux", "c": "trois"}


def test_a_file_changed_by_hand_is_made_again(
    publish: Publish, destination: Destination
) -> None:
    publish({"a": "un"})
    (destination.output / "a").write_text("changé à la main")
    publish({"a": "un"})
    assert contents(destination.output) == {"a": "un"}


def test_a_file_that_is_no_longer_made_goes_away(
    publish: Publish, destination: Destination
) -> None:
    publish({"a": "un", "b/index.html": "deux"})
    publish({"a": "un"})
    assert contents(destination.output) == {"a": "un"}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": 1}', b"[" * 9999])
def test_a_damaged_record_only_costs_time(
    publish: Publish, destination: Destination, damage: bytes
) -> None:
    publish({"a": "un"})
    (destination.state).write_bytes(damage)
    publish({"a": "un", "b": "deux"})
    assert contents(destination.output) == {"a": "un", "b": "deux"}


def test_the_record_of_another_toolchain_is_not_used(publish: Publish) -> None:
    publish({"a": "un"}, toolchain="1")
    files = publish({"a": "un"}, toolchain="2")
    assert files is not None


def test_random_changes_give_the_same_site_as_a_clean_build(
    publish: Publish, destination: Destination
) -> None:
    chance = random.Random(7)
    texts: dict[str, str] = {}
    for _ in range(40):
        path = f"{chance.choice('abc')}/{chance.choice('xyz')}.txt"
        if chance.random() < 0.3:
            texts.pop(path, None)
        else:
            texts[path] = str(chance.random())
        publish(texts)
        assert contents(destination.output) == texts


@pytest.mark.parametrize("path", ["../a", "/a", "a/../../b", "a\\..\\b", "a\0b"])
def test_no_output_leaves_the_folder(path: str) -> None:
    with pytest.raises(ValueError, match="leaves the folder"):
        safe_path(path)


_ENDLESS_BUILDS = """
import sys
from pathlib import Path
from ecoq.publish.replace import recover
from ecoq.publish.state import State
from ecoq.publish.whole import Destination, publish_outputs
from ecoq.render.output import Output

root = Path(sys.argv[1])
place = Destination(output=root / "site", cache=root / "cache")
for version in range(10_000):
    recover(place.output)
    text = str(version).encode()
    outputs = [Output(f"{number}/page", lambda: text) for number in range(30)]
    publish_outputs(outputs, place, last=State("", {}), jobs=1, is_accepted=lambda _: True)
    print(version, flush=True)
"""


def test_a_build_killed_at_any_instant_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    chance = random.Random(1)
    for _ in range(15):
        with subprocess.Popen(
            [sys.executable, "-c", _ENDLESS_BUILDS, str(tmp_path)], cwd=REPOSITORY,
            stdout=subprocess.PIPE,
        ) as build:
            assert build.stdout is not None
            build.stdout.readline()
            time.sleep(chance.random() * 0.05)
            build.send_signal(signal.SIGKILL)
        versions = set(contents(tmp_path / "site").values())
        assert len(versions) == 1
        assert len(contents(tmp_path / "site")) == 30


def test_progress_is_told_after_each_file(destination: Destination) -> None:
    told: list[tuple[int, int]] = []
    publish_outputs(
        [Output("a", lambda: b"1"), Output("b", lambda: b"2")], destination, last=State("", {}),
        jobs=1, is_accepted=lambda _: True, progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 2), (2, 2)]


def test_sums_of_the_data_are_published_and_listed_with_the_rest(
    publish: Publish, destination: Destination
) -> None:
    files = publish({"donnees/a.csv": "x", "b": "y"})
    assert files is not None
    assert [made.path for made in files] == ["donnees/a.csv", "b", "donnees/SHA256SUMS"]
    sums = (destination.output / "donnees/SHA256SUMS").read_text()
    assert sums == f"{hashlib.sha256(b'x').hexdigest()}  a.csv\n"
    listed = json.loads((destination.output / "build.json").read_text())["files"]
    assert listed.keys() == {"donnees/a.csv", "b", "donnees/SHA256SUMS"}
    assert listed["b"] == hashlib.sha256(b"y").hexdigest()


def test_sums_that_stay_the_same_keep_their_time(
    publish: Publish, destination: Destination
) -> None:
    publish({"donnees/a.csv": "x", "b": "y"})
    before = (destination.output / "donnees/SHA256SUMS").stat().st_mtime_ns
    publish({"donnees/a.csv": "x", "b": "z"})
    assert (destination.output / "donnees/SHA256SUMS").stat().st_mtime_ns == before


def test_costly_file_of_a_site_is_kept(destination: Destination) -> None:
    keeper = Keeper(Cache(destination.cache / "files"), "tools")
    recipe = Recipe(("a",), lambda: b"1", is_costly=True)
    publish_outputs(
        [Output("a", lambda: recipe)], destination, last=State("", {}), jobs=1,
        is_accepted=lambda _: True, keeper=keeper,
    )
    assert keeper.find_made(recipe) == b"1"


def test_what_is_accepted_is_asked_of_all_files(destination: Destination) -> None:
    asked: list[tuple[str, ...]] = []
    publish_outputs(
        [Output("donnees/a.csv", lambda: b"1")], destination, last=State("", {}), jobs=1,
        is_accepted=lambda files: asked.append(tuple(made.path for made in files)) or True,
    )
    assert asked == [("donnees/a.csv", "donnees/SHA256SUMS")]


def test_each_output_folder_has_its_own_record(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    one, other = (Destination(output=tmp_path / name, cache=cache) for name in ("a", "b"))
    assert one == Destination(output=tmp_path / "a", cache=cache)
    for mine, theirs in (
        (one.state, other.state), (one.spare, other.spare),
        (cache / one.staging_prefix, cache / other.staging_prefix),
    ):
        assert mine != theirs
        assert mine.parent == cache
    assert len({one.state, one.spare, cache / one.staging_prefix}) == 3


def test_a_record_that_cannot_be_written_only_costs_time(destination: Destination) -> None:
    destination.cache.write_text("a file in the way")
    record(destination, "1", [], "")
    assert destination.cache.read_text() == "a file in the way"


def test_a_site_is_built_in_a_folder_that_the_next_build_would_know_again(
    destination: Destination
) -> None:
    seen: list[list[str]] = []

    def look(_: object) -> bool:
        seen.append([path.name for path in destination.cache.iterdir()])
        return True

    publish_outputs(
        [Output("a", lambda: b"1")], destination, last=State("", {}), jobs=1, is_accepted=look
    )
    ((name,),) = seen
    assert name.startswith(destination.staging_prefix)


def test_without_a_store_the_site_before_last_is_neither_used_nor_kept(
    publish: Publish, destination: Destination
) -> None:
    destination.spare.mkdir(parents=True)
    (destination.spare / "a").write_text("autre")
    publish({"a": "un"})
    publish({"a": "deux"})
    assert (destination.spare / "a").read_text() == "autre"


def test_the_record_says_from_which_inputs_the_site_was_made(destination: Destination) -> None:
    record(destination, "tools", [], "inputs")
    assert read_state(destination.state, "tools") == State("tools", {}, "inputs")
