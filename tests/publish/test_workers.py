"""Work spread over processes, the wait for another build, and what is told of both."""

import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing import get_context
from pathlib import Path
from pickle import PicklingError
from queue import SimpleQueue

import pytest

from ecoq.publish import workers
from ecoq.publish.alone import alone_in
from ecoq.publish.cache import Cache
from ecoq.publish.errors import EnvironmentProblem
from ecoq.publish.keeper import Ahead, Keeper, digest_of, making_ahead
from ecoq.publish.leash import Leash
from ecoq.publish.manifest import plan_checksums, render_manifest
from ecoq.publish.state import Made
from ecoq.publish.workers import default_jobs, map_forked
from ecoq.render.output import Recipe

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 5])
def test_results_come_in_order(jobs, count):
    assert list(map_forked(lambda index: index * index, count, jobs=jobs)) == [
        index * index for index in range(count)
    ]


@pytest.mark.parametrize("count", [2, 3])
def test_several_jobs_are_other_processes_and_one_is_this_one(count):
    assert set(map_forked(lambda _: os.getpid(), count, jobs=1)) == {os.getpid()}
    assert os.getpid() not in set(map_forked(lambda _: os.getpid(), count, jobs=2))


def test_as_many_processes_as_jobs_work_at_once():
    all_here = get_context("fork").Barrier(3, timeout=30)
    assert sorted(map_forked(lambda _: all_here.wait(), 3, jobs=3)) == [0, 1, 2]


@pytest.mark.parametrize("count", [0, 1])
def test_no_process_is_started_for_one_piece_of_work(count):
    assert set(map_forked(lambda _: os.getpid(), count, jobs=2)) <= {os.getpid()}


def test_a_system_that_cannot_fork_does_it_all_here(monkeypatch):
    monkeypatch.setattr(workers, "get_all_start_methods", lambda: ["spawn"])
    assert set(map_forked(lambda _: os.getpid(), 3, jobs=2)) == {os.getpid()}


def test_a_process_that_the_system_ends_is_said_with_the_remedy():
    with pytest.raises(EnvironmentProblem) as caught:
        list(map_forked(lambda _: os.kill(os.getpid(), signal.SIGKILL), 3, jobs=2))
    assert str(caught.value) == (
        "le système a arrêté une partie du travail, sans doute faute de mémoire. "
        "Recommencez avec --jobs 1."
    )


def test_an_exception_in_a_process_is_that_of_the_work():
    def divide(index):
        return 1 // index

    with pytest.raises(ZeroDivisionError) as caught:
        list(map_forked(divide, 3, jobs=2))
    assert "in divide" in caught.value.__notes__[0], "where it happened, in the other process"


def test_result_that_cannot_travel_is_told_as_such():
    with pytest.raises((AttributeError, PicklingError)):
        list(map_forked(lambda _: lambda: 0, 3, jobs=2))


def test_processes_end_with_what_asked_for_their_work():
    results = map_forked(lambda _: os.getpid(), 40, jobs=2)
    worker = next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_there_is_a_job_for_each_core(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert default_jobs() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    assert default_jobs() == 4
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert default_jobs() == 1


def test_worker_ends_when_nobody_holds_its_leash_any_more(monkeypatch):
    ended = SimpleQueue()
    monkeypatch.setattr(os, "_exit", ended.put)
    leash = Leash(*os.pipe())
    held = os.dup(leash.writing)
    leash.follow()
    assert threading.enumerate()[-1].daemon, "a worker that has done its work waits for nothing"
    os.close(held)
    assert ended.get(timeout=30) == 1
    os.close(leash.reading)


_HOLD = (
    "import sys; from pathlib import Path; from ecoq.publish.alone import alone_in\n"
    "with alone_in(Path(sys.argv[1])): print('in', flush=True); sys.stdin.readline()"
)


@pytest.fixture
def other(tmp_path):
    """Another process that is alone in the folder until it is told to leave."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)], cwd=REPOSITORY,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_who_waits_longer_than_allowed_is_told_why(other, tmp_path):
    started = time.monotonic()
    with pytest.raises(EnvironmentProblem) as caught, alone_in(tmp_path, 0.2):
        pass
    assert str(caught.value) == (
        "une autre construction travaille déjà dans ce dossier. "
        "Attendez qu'elle finisse, puis recommencez."
    )
    assert time.monotonic() - started >= 0.2


def test_who_waits_gets_in_when_the_other_leaves(other, tmp_path):
    other.stdin.write(b"\n")
    other.stdin.flush()
    with alone_in(tmp_path, 30):
        pass
    assert (tmp_path / "lock").exists()


def test_folder_to_be_alone_in_is_made(tmp_path):
    with alone_in(tmp_path / "a" / "b", 0):
        assert (tmp_path / "a" / "b" / "lock").is_file()


@pytest.fixture
def keeper(tmp_path):
    return Keeper(Cache(tmp_path / "files"), "tools")


def recipe_of(calls, *, is_costly=True):
    return Recipe(("a",), lambda: calls.append(1) or b"data", is_costly=is_costly)


def test_costly_file_is_made_once(keeper):
    calls = []
    assert [keeper.make(recipe_of(calls), "d") for _ in range(2)] == [b"data"] * 2
    assert len(calls) == 1


def test_cheap_file_is_made_each_time_and_not_kept(keeper):
    calls = []
    for _ in range(2):
        assert keeper.make(recipe_of(calls, is_costly=False), "d") == b"data"
    assert len(calls) == 2
    assert not keeper.has("d")


def test_what_a_recipe_gave_is_found_as_long_as_it_is_kept(keeper):
    recipe = recipe_of([])
    assert keeper.find_made(recipe) is None
    keeper.make_part(recipe)
    assert keeper.find_made(recipe) == b"data"


def test_costly_file_of_other_tools_or_ingredients_is_another(keeper):
    keeper.make(recipe_of([]), "d")
    assert keeper.has("d")
    assert not keeper.has("e")
    assert not Keeper(keeper.cache, "others").has("d")


def test_parts_of_a_file_are_kept_even_if_the_file_is_not(keeper):
    calls = []
    part = recipe_of(calls)
    whole = Recipe(("whole",), lambda data: data + b" and more", parts=(part,))
    assert [keeper.make(whole, "w") for _ in range(2)] == [b"data and more"] * 2
    assert len(calls) == 1
    assert whole.follow() == b"data and more"


def test_parts_of_a_costly_file_are_kept_too(keeper):
    part = recipe_of([])
    whole = Recipe(("whole",), lambda data: data + b" and more", parts=(part,), is_costly=True)
    assert keeper.make_part(whole) == b"data and more"
    assert keeper.find_made(part) == b"data"


def wait_until(is_so):
    deadline = time.monotonic() + 30
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.01)
    return is_so()


def test_costly_files_are_made_ahead_by_another_process(keeper):
    calls = []
    recipe = recipe_of(calls)
    with making_ahead([Ahead(keeper, recipe)], jobs=2):
        assert wait_until(lambda: keeper.has(digest_of(recipe)))
    assert calls == []


def test_nothing_is_made_ahead_by_one_process_alone(keeper, tmp_path):
    with making_ahead([Ahead(keeper, recipe_of([]))], jobs=1):
        time.sleep(0.05)
    assert not (tmp_path / "files").exists()


@pytest.mark.parametrize(("is_shared", "is_made"), [(False, False), (True, True)])
def test_who_is_told_to_stop_ends_what_it_is_making_and_makes_what_is_shared(
    keeper, tmp_path, is_shared, is_made
):
    begun = tmp_path / "begun"

    def make():
        begun.touch()
        time.sleep(0.2)
        return b"data"

    first, second = (Recipe((name,), make, is_costly=True) for name in "ab")
    with making_ahead([Ahead(keeper, first), Ahead(keeper, second, is_shared)], jobs=2) as stop:
        assert wait_until(begun.exists)
        stop()
        assert wait_until(lambda: keeper.has(digest_of(first)))
        time.sleep(0.4)
    assert keeper.has(digest_of(second)) is is_made


def test_what_is_kept_already_starts_no_process(keeper, monkeypatch):
    recipe = recipe_of([])
    keeper.make(recipe, digest_of(recipe))
    monkeypatch.setattr("ecoq.publish.keeper.get_context", None)
    with making_ahead([Ahead(keeper, recipe)], jobs=2):
        pass


def test_process_that_makes_ahead_ends_with_the_work(keeper):
    slow = Recipe(("a",), lambda: time.sleep(60) or b"", is_costly=True)
    started = time.monotonic()
    with making_ahead([Ahead(keeper, slow)], jobs=2):
        pass
    assert time.monotonic() - started < 30


def made(path, sha256):
    return Made(path=path, recipe="", sha256=sha256, size=0, modified_ns=0, links=None)


def test_manifest_lists_the_sums_by_path():
    assert render_manifest([made("b", "2"), made("a", "1")]) == (
        b'{\n"files": {\n"a": "1",\n"b": "2"\n}\n}\n'
    )


def test_sums_of_the_data_are_those_that_a_command_can_check():
    (output,) = plan_checksums([
        made("donnees/b.csv", "2"), made("donnees/a.csv", "1"), made("index.html", "3"),
        made("donnees/index.html", "4"), made("donnees/changements/index.html", "5"),
    ])
    assert output.path == "donnees/SHA256SUMS"
    assert output.prepare() == b"1  a.csv\n2  b.csv\n5  changements/index.html\n"


def test_site_without_data_has_no_sums():
    assert list(plan_checksums([made("index.html", "1")])) == []
