"""Runs commands and says what they cost, all their processes together; shared by the benches.

Processor time is that of the command and of all the processes it waited for, as the kernel counts
it. Memory is sampled while the command runs: the resident set of each process of the tree, and its
proportional set, where a page that forked processes share counts once in all. To sample takes
processor time from what is measured, so the runs that tell the time are others. A peak shorter
than the time between two samples is missed, so the kernel's own mark of the largest single process
is kept beside. Linux only: it reads ``/proc``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

INTERVAL = 0.02
"""Seconds between two samples of resident sets."""
SHARE = 25
"""Reading proportional sets holds up the process that is read: at most one part in so many."""

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command took: seconds of clock and of processors, bytes of memory."""

    wall: float
    cpu: float
    largest: int
    """The largest resident set of a single process."""
    memory: int | None = None
    """The most that its processes held together, shared pages counted once, if it was sampled."""
    resident: int | None = None
    """The largest sum of the resident sets: shared pages counted for each process."""


class CommandError(RuntimeError):
    """A command ended with an error; its message is what it said last."""


def run_once(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *, samples_memory: bool
) -> Cost:
    """Run a command that must succeed. Raises CommandError."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as process:
        sampler = _Sampler(process.pid)
        if samples_memory:
            sampler.start()
        errors = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if samples_memory:
        sampler.stop()
    if process.returncode:
        raise CommandError(f"{command[0]} failed in {folder}:\n{errors.decode()[-2000:]}")
    largest = usage.ru_maxrss * 1024
    cost = Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, largest=largest)
    if not samples_memory:
        return cost
    # Too short a run to be sampled at its height is one process: the kernel's mark is exact.
    return replace(
        cost, memory=sampler.proportional if sampler.saw_several else largest,
        resident=max(sampler.resident, largest),
    )


def median_cost(costs: Sequence[Cost]) -> Cost:
    """Return the medians of several runs: times of those that were not held up by sampling."""
    sampled = [cost for cost in costs if cost.memory is not None]
    timed = [cost for cost in costs if cost.memory is None] or sampled
    return Cost(
        wall=statistics.median(cost.wall for cost in timed),
        cpu=statistics.median(cost.cpu for cost in timed),
        largest=int(statistics.median(cost.largest for cost in costs)),
        memory=_median(cost.memory for cost in sampled),
        resident=_median(cost.resident for cost in sampled),
    )


def _median(sizes: Iterable[int | None]) -> int | None:
    known = [size for size in sizes if size is not None]
    return int(statistics.median(known)) if known else None


class _Sampler(threading.Thread):
    """Watches a process and all that come from it, until it is told to stop."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.resident = 0
        self.proportional = 0
        self.saw_several = False
        self._family = _Family(root)
        self._is_over = threading.Event()

    def run(self) -> None:
        """Sample."""
        due = 0.0
        while not self._is_over.wait(INTERVAL):
            self._family.look()
            members = self._family.members
            self.saw_several |= len(members) > 1
            self.resident = max(self.resident, sum(map(_read_resident, members)))
            started = time.perf_counter()
            if started >= due:
                self.proportional = max(self.proportional, sum(map(_read_proportional, members)))
                ended = time.perf_counter()
                due = ended + SHARE * (ended - started)

    def stop(self) -> None:
        """End the sampling."""
        self._is_over.set()
        self.join()


class _Family:
    """A process and its descendants. Each process of the machine is asked once who made it."""

    def __init__(self, root: int) -> None:
        self.members = {root}
        self._known = {int(path.name) for path in _PROC.glob("[0-9]*")} | {root}

    def look(self) -> None:
        """Take in the processes that are new, parents before children."""
        there = {int(name) for name in os.listdir(_PROC) if name.isdigit()}  # noqa: PTH208 - fast
        for process in sorted(there - self._known):
            self._known.add(process)
            if _read_parent(process) in self.members:
                self.members.add(process)
        self.members &= there


def _read_parent(process: int) -> int:
    try:
        stat = (_PROC / str(process) / "stat").read_text()
    except OSError:
        return 0
    # The name of the command, in brackets, may hold spaces.
    return int(stat.rpartition(")")[2].split()[1])


def _read_resident(process: int) -> int:
    try:
        return int((_PROC / str(process) / "statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0


def _read_proportional(process: int) -> int:
    try:
        lines = (_PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    sizes = (line.split() for line in lines)
    return sum(int(size[1]) * 1024 for size in sizes if size[0] == "Pss:")
