"""Runs commands and says what they cost; shared by the benches."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took: seconds of clock and of processors, bytes of memory."""

    wall: float
    cpu: float
    memory: int
    """The largest resident set of one of its processes."""


def run_once(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command that must succeed. Raises RuntimeError."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed in {folder}")
    return Cost(
        time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
    )


def median_cost(runs: int, prepare: Callable[[], None], run: Callable[[], Cost]) -> Cost:
    """Return the medians of several runs, each after its preparation."""
    costs = []
    for _ in range(runs):
        prepare()
        costs.append(run())
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        int(statistics.median(cost.memory for cost in costs)),
    )
