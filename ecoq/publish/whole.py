"""A whole site, or nothing: made beside the old one, accepted, then put in its place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecoq.publish.cache import Cache
from ecoq.publish.keeper import Keeper
from ecoq.publish.manifest import plan_checksums, render_manifest
from ecoq.publish.replace import MANIFEST, replace_folder, staging_folder, write_whole
from ecoq.publish.state import Made, State, make_state
from ecoq.publish.write import write_outputs
from ecoq.render.output import Output


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a site goes, and where its making leaves what the next one can use."""

    output: Path
    cache: Path

    @property
    def state(self) -> Path:
        """The record of what was last made there: one for each output folder."""
        name = hashlib.sha256(os.fsencode(self.output)).hexdigest()[:12]
        return self.cache / f"state-{name}.json"


Progress = Callable[[int, int], None]
"""Told after each file how many are made, of how many."""


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


def open_keeper(destination: Destination, toolchain: str) -> Keeper:
    """Return the store of costly files beside a destination."""
    return Keeper(Cache(destination.cache / "files"), toolchain)


def publish_outputs(
    outputs: Sequence[Output], destination: Destination, *, last: State, jobs: int,
    is_accepted: Callable[[Sequence[Made]], bool], keeper: Keeper | None = None,
    progress: Progress = no_progress,
) -> tuple[Made, ...] | None:
    """Make all outputs and put them in place of the old site, if they are accepted.

    Returns what was made, or None. Whatever happens, the old site stays whole until it is
    replaced in one step.
    """
    with staging_folder(destination.cache) as staging:
        files = tuple(_telling(progress, len(outputs), write_outputs(
            outputs, staging, jobs=jobs, last=last, last_folder=destination.output,
            keeper=keeper,
        )))
        if keeper is not None:
            keeper.cache.prune()
        files += tuple(write_outputs(
            tuple(plan_checksums(files)), staging, jobs=1, last=last,
            last_folder=destination.output,
        ))
        if not is_accepted(files):
            return None
        (staging / MANIFEST).write_bytes(render_manifest(files))
        replace_folder(destination.output, staging)
    return files


def _telling(progress: Progress, total: int, made: Iterator[Made]) -> Iterator[Made]:
    for done, file in enumerate(made, 1):
        progress(done, total)
        yield file


def record(destination: Destination, toolchain: str, files: Sequence[Made], inputs: str) -> None:
    """Leave what the next build can use; ``inputs`` is empty if it must not skip its work."""
    state = make_state(toolchain, files, inputs)
    write_whole(destination.state, state.render())
