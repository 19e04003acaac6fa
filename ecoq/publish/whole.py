"""A whole site, or nothing: made beside the old one, accepted, then put in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecoq.publish.manifest import plan_checksums, render_manifest
from ecoq.publish.replace import MANIFEST, replace_folder, staging_folder, write_whole
from ecoq.publish.state import Made, State, make_state
from ecoq.publish.write import write_outputs
from ecoq.render.output import Output

STATE = "state.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a site goes, and where its making leaves what the next one can use."""

    output: Path
    cache: Path


def publish_outputs(
    outputs: Sequence[Output], destination: Destination, *, last: State, jobs: int,
    is_accepted: Callable[[Sequence[Made]], bool],
) -> tuple[Made, ...] | None:
    """Make all outputs and put them in place of the old site, if they are accepted.

    Returns what was made, or None. Whatever happens, the old site stays whole until it is
    replaced in one step.
    """
    with staging_folder(destination.cache) as staging:
        files = tuple(write_outputs(
            outputs, staging, jobs=jobs, last=last, last_folder=destination.output
        ))
        files += tuple(write_outputs(
            tuple(plan_checksums(files)), staging, jobs=1, last=last,
            last_folder=destination.output,
        ))
        if not is_accepted(files):
            return None
        (staging / MANIFEST).write_bytes(render_manifest(files))
        replace_folder(destination.output, staging)
    return files


def record(destination: Destination, toolchain: str, files: Sequence[Made], inputs: str) -> None:
    """Leave what the next build can use; ``inputs`` is empty if it must not skip its work."""
    state = make_state(toolchain, files, inputs)
    write_whole(destination.cache / STATE, state.render())
