"""Writes outputs into a folder, on all cores when there is enough work."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path, PurePosixPath

from ecoq.publish.links import PageLinks, read_page_links
from ecoq.render.output import Output

# Below this many files, starting processes costs more than it saves.
_WORTH_FORKING = 64
_CHUNK = 4


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its path in the output, its SHA-256, its size in bytes."""

    path: str
    sha256: str
    size: int
    links: PageLinks | None
    """For a page, what it links to and the anchors that it offers."""


class _Writer:
    """Makes and writes one output after the other; forked workers inherit it."""

    def __init__(self, outputs: Sequence[Output], folder: Path) -> None:
        self._outputs = outputs
        self._folder = folder

    def write(self, index: int) -> Written:
        output = self._outputs[index]
        data = output.make()
        target = self._folder / safe_path(output.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        links = read_page_links(data) if output.path.endswith(".html") else None
        return Written(output.path, hashlib.sha256(data).hexdigest(), len(data), links)


def safe_path(path: str) -> PurePosixPath:
    """Return an output path that cannot leave the output folder. Raises ValueError."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or "\0" in path:
        raise ValueError(f"output path leaves the folder: {path!r}")
    return parts


def write_outputs(outputs: Sequence[Output], folder: Path, *, jobs: int) -> Iterator[Written]:
    """Write all outputs below ``folder``, in any order, and yield what was written."""
    writer = _Writer(outputs, folder)
    can_fork = "fork" in get_all_start_methods()
    if jobs == 1 or len(outputs) < _WORTH_FORKING or not can_fork:
        yield from map(writer.write, range(len(outputs)))
        return
    global _inherited  # noqa: PLW0603 - the one way to hand closures to forked workers
    _inherited = writer
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        yield from pool.map(_write_inherited, range(len(outputs)), chunksize=_CHUNK)


_inherited: _Writer


def _write_inherited(index: int) -> Written:
    return _inherited.write(index)


def default_jobs() -> int:
    """Return how many processes this machine can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
