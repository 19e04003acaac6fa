"""Work spread over processes that inherit what they need by forking."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

from ecoq.publish.errors import EnvironmentProblem
from ecoq.publish.leash import hold_leash

T = TypeVar("T")


def can_fork() -> bool:
    """Whether this system can start processes that inherit this one's memory."""
    return "fork" in get_all_start_methods()


def map_forked(work: Callable[[int], T], count: int, *, jobs: int) -> Iterator[T]:
    """Yield ``work(0)``, ``work(1)``… up to ``count``, made by ``jobs`` processes.

    ``work`` may be a closure: it is inherited, only its results travel. Without forking, or for
    one job, this process does it all. Raises EnvironmentProblem if the system ends a process.
    """
    if jobs == 1 or count <= 1 or not can_fork():
        yield from map(work, range(count))
        return
    gc.freeze()  # what is there already is not looked at again, and stays shared memory
    global _inherited  # noqa: PLW0603 - the one way to hand closures to forked workers
    _inherited = work
    try:
        with hold_leash() as leash, ProcessPoolExecutor(
            jobs, mp_context=get_context("fork"), initializer=leash.follow
        ) as pool:
            yield from pool.map(_work, range(count))
    except BrokenProcessPool:
        raise EnvironmentProblem(
            "le système a arrêté une partie du travail, sans doute faute de mémoire. "
            "Recommencez avec --jobs 1."
        ) from None


_inherited: Callable[[int], Any]


def _work(index: int) -> Any:
    return _inherited(index)


def default_jobs() -> int:
    """Return how many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
