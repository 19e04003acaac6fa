"""Writes outputs into a folder, on all cores when there is enough work.

What the last build already made from the same ingredients is linked, not made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from ecoq.publish.fingerprint import Fingerprinter
from ecoq.publish.keeper import Keeper
from ecoq.publish.links import read_page_links
from ecoq.publish.state import Made, State
from ecoq.publish.workers import map_forked
from ecoq.render.output import Output, Recipe

# Below this many files, starting processes costs more than it saves.
_WORTH_FORKING = 64
_CHUNK = 4


class _Writer:
    """Makes one output after the other; forked workers inherit it."""

    def __init__(
        self, outputs: Sequence[Output], folder: Path, last: State, last_folder: Path,
        keeper: Keeper | None,
    ) -> None:
        self._outputs = outputs
        self._folder = folder
        self._last = last
        self._last_folder = last_folder
        self._keeper = keeper
        self._fingerprinter = Fingerprinter()

    def write(self, index: int) -> Made:
        """Put one output into the folder."""
        output = self._outputs[index]
        target = self._folder / safe_path(output.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        prepared = output.prepare()
        if isinstance(prepared, bytes):
            return self._write_bytes(output.path, "", prepared, target)
        return self._follow(output.path, prepared, target)

    def _follow(self, path: str, recipe: Recipe, target: Path) -> Made:
        digest = self._fingerprinter.digest(*recipe.ingredients)
        last = self._intact(path)
        if last is not None and last.recipe == digest:
            self._keep(last, target)
            return last
        return self._write_bytes(path, digest, self._make(recipe, digest), target)

    def _make(self, recipe: Recipe, digest: str) -> bytes:
        return self._keeper.make(recipe, digest) if self._keeper else recipe.make()

    def _write_bytes(self, path: str, recipe: str, data: bytes, target: Path) -> Made:
        sha256 = hashlib.sha256(data).hexdigest()
        last = self._intact(path)
        if last is not None and last.sha256 == sha256:
            self._keep(last, target)
        else:
            target.write_bytes(data)
        return Made(
            path=path, recipe=recipe, sha256=sha256, size=len(data),
            modified_ns=target.stat().st_mtime_ns,
            links=read_page_links(data) if path.endswith(".html") else None,
        )

    def _intact(self, path: str) -> Made | None:
        last = self._last.files.get(path)
        return last if last is not None and last.is_intact(self._last_folder) else None

    def _keep(self, last: Made, target: Path) -> None:
        """Take over a file of the last build, its modification time included."""
        source = self._last_folder / last.path
        try:
            os.link(source, target)
        except OSError:  # a file system without hard links
            shutil.copy2(source, target)


def safe_path(path: str) -> PurePosixPath:
    """Return an output path that cannot leave the output folder. Raises ValueError."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or "\0" in path:
        raise ValueError(f"output path leaves the folder: {path!r}")
    return parts


def write_outputs(
    outputs: Sequence[Output], folder: Path, *, jobs: int, last: State, last_folder: Path,
    keeper: Keeper | None = None,
) -> Iterator[Made]:
    """Put all outputs below ``folder``, in any order, and yield what is there now."""
    writer = _Writer(outputs, folder, last, last_folder, keeper)
    is_much = len(outputs) >= _WORTH_FORKING
    yield from map_forked(
        writer.write, len(outputs), jobs=jobs if is_much else 1, chunk=_CHUNK
    )
