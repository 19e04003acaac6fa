"""A whole site, or nothing: made beside the old one, accepted, then put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from ecoq.publish.destination import Destination
from ecoq.publish.keeper import Keeper
from ecoq.publish.manifest import plan_checksums, render_manifest
from ecoq.publish.replace import (
    MANIFEST,
    find_staging_parent,
    replace_folder,
    staging_folder,
    write_whole,
)
from ecoq.publish.spare import claim_spare, keep_spare
from ecoq.publish.state import Made, State, make_state
from ecoq.publish.write import Writer
from ecoq.render.output import Output

Progress = Callable[[int, int], None]
"""Told after each file how many are made, of how many."""


def publish_outputs(
    outputs: Sequence[Output], destination: Destination, *, last: State, jobs: int,
    is_accepted: Callable[[Sequence[Made]], bool], keeper: Keeper | None = None,
    keeps_spare: bool = False, progress: Progress | None = None,
) -> tuple[Made, ...] | None:
    """Make all outputs and put them in place of the old site, if they are accepted.

    Returns what was made, or None. Whatever happens, the old site stays whole until it is
    replaced in one step; it may be kept, to become the one after the next.
    """
    parent = find_staging_parent(destination.cache, destination.output)
    keeps_spare = keeps_spare and parent == destination.cache
    with staging_folder(parent, destination.staging_prefix) as staging:
        paths = {output.path for output in outputs}
        present = claim_spare(destination, staging, paths) if keeps_spare else ()
        made = Writer(
            outputs, staging, last=last, last_folder=destination.output, keeper=keeper,
            present=present,
        ).write_all(jobs)
        files = tuple(_telling(progress, len(outputs), made) if progress else made)
        files += tuple(Writer(
            tuple(plan_checksums(files)), staging, last=last, last_folder=destination.output,
        ).write_all(jobs=1))
        if not is_accepted(files):
            return None
        (staging / MANIFEST).write_bytes(render_manifest(files))
        replace_folder(destination.output, staging)
        if keeps_spare and staging.exists():
            keep_spare(destination, staging)
    return files


def _telling(progress: Progress, total: int, made: Iterator[Made]) -> Iterator[Made]:
    for done, file in enumerate(made, 1):
        progress(done, total)
        yield file


def record(destination: Destination, toolchain: str, files: Sequence[Made], inputs: str) -> None:
    """Leave what the next build can use; ``inputs`` is empty if it must not skip its work.

    The site is in its place already: without a record, the next build only takes longer.
    """
    state = make_state(toolchain, files, inputs)
    with suppress(OSError):
        write_whole(destination.state, state.render())
