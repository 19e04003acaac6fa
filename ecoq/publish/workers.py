"""Work spread over processes that inherit what they need by forking.

``concurrent.futures`` does the same in 20 ms more, with threads and queues that are of no use here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from traceback import format_exc
from typing import Any, TypeVar, cast

from ecoq.publish.errors import EnvironmentProblem
from ecoq.publish.leash import Leash, hold_leash

T = TypeVar("T")


def can_fork() -> bool:
    """Whether this system can start processes that inherit this one's memory."""
    return "fork" in get_all_start_methods()


def map_forked(work: Callable[[int], T], count: int, *, jobs: int) -> Iterator[T]:
    """Yield ``work(0)``, ``work(1)``… up to ``count``, made by ``jobs`` processes.

    ``work`` may be a closure: it is inherited, only its results travel. Without forking, or for
    one job, this process does it all. Raises what ``work`` raises, and EnvironmentProblem if the
    system ends a process.
    """
    if jobs == 1 or count <= 1 or not can_fork():
        yield from map(work, range(count))
        return
    gc.freeze()  # what is there already is not looked at again, and stays shared memory
    with hold_leash() as leash, ExitStack() as stack:
        workers = [stack.enter_context(_worker(work, leash)) for _ in range(min(jobs, count))]
        yield from _in_order(_hand_out(workers, count))


@contextmanager
def working_beside(work: Callable[[], object]) -> Iterator[Callable[[], None]]:
    """Do some work in another process, which is ended if it outlasts what is done meanwhile.

    Yields what waits for it.
    """
    with hold_leash() as leash:
        process = get_context("fork").Process(target=_do, args=(work, leash), daemon=True)
        process.start()
        try:
            yield process.join
        finally:
            process.terminate()
            process.join()


def _do(work: Callable[[], object], leash: Leash) -> None:
    leash.follow()
    work()


@contextmanager
def _worker(work: Callable[[int], object], leash: Leash) -> Iterator[Connection]:
    """Give the pipe to a process that answers a number with the work on it, until it is closed."""
    system = get_context("fork")
    ours, theirs = system.Pipe()
    process = system.Process(target=_serve, args=(work, theirs, leash), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
        ours.send(None)
    except BaseException:
        process.terminate()
        raise
    finally:
        ours.close()
        process.join()


def _serve(work: Callable[[int], object], pipe: Connection, leash: Leash) -> None:
    leash.follow()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process is interrupted, and ends us
    while (number := pipe.recv()) is not None:
        pipe.send_bytes(_answer(work, number))


def _answer(work: Callable[[int], object], number: int) -> bytes:
    """Return the result of a piece of work, or the exception to raise where it is awaited."""
    try:
        return pickle.dumps((work(number), None))
    except Exception as problem:
        problem.add_note(format_exc())
        return pickle.dumps((None, problem))


def _hand_out(workers: Sequence[Connection], count: int) -> Iterator[tuple[int, Any]]:
    """Yield the result of each piece of work, with its number, as they come."""
    numbers = iter(range(count))
    at_work: dict[Connection, int] = {}
    for worker, number in zip(workers, numbers, strict=False):
        worker.send(number)
        at_work[worker] = number
    while at_work:
        for worker in cast("list[Connection]", wait(at_work)):
            number, following = at_work.pop(worker), next(numbers, None)
            result, problem = pickle.loads(_exchange(worker, following))
            if problem is not None:
                raise problem
            if following is not None:
                at_work[worker] = following
            yield number, result


def _exchange(worker: Connection, following: int | None) -> bytes:
    """Return what a worker has made, after telling it what to make next."""
    try:
        answer = worker.recv_bytes()
        if following is not None:
            worker.send(following)
    except (EOFError, ConnectionError):
        raise EnvironmentProblem(
            "le système a arrêté une partie du travail, sans doute faute de mémoire. "
            "Recommencez avec --jobs 1."
        ) from None
    return answer


def _in_order(results: Iterable[tuple[int, T]]) -> Iterator[T]:
    """Yield the results by their numbers; those that come too early wait."""
    early: dict[int, T] = {}
    awaited = 0
    for number, result in results:
        early[number] = result
        while awaited in early:
            yield early.pop(awaited)
            awaited += 1


def default_jobs() -> int:
    """Return how many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
