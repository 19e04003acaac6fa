"""Writes outputs into a folder, on all cores when there is enough work.

What the last build already made from the same ingredients is linked, not made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from msgspec.structs import replace

from ecoq.publish.fingerprint import Fingerprinter
from ecoq.publish.keeper import Keeper
from ecoq.publish.links import PageLinks, read_page_links, settle
from ecoq.publish.state import Made, State
from ecoq.publish.workers import map_forked
from ecoq.render.output import Output, Recipe
from ecoq.site import urls

# Below this many files, starting processes costs more than it saves.
_WORTH_FORKING = 64
# Files that follow each other often share some of their making, so that they are dealt by the
# block. To hand out a block takes a process as long as to look at some files that stay the same,
# so that there are not too many.
_BLOCK, _MOST_BLOCKS = 24, 400


class Writer:
    """Puts outputs into a folder, one after the other; forked workers inherit it.

    ``present`` are the files that the folder holds already, when it is not a new one.
    """

    def __init__(
        self, outputs: Sequence[Output], folder: Path, *, last: State, last_folder: Path,
        keeper: Keeper | None = None, present: Collection[str] = (),
    ) -> None:
        self._outputs = outputs
        self._folder = folder
        self._last = last
        self._last_folder = last_folder
        self._keeper = keeper
        self._present = present
        self._paths = frozenset(output.path for output in outputs)
        # A page that is the same may have a link that leads nowhere since a file has gone. (The
        # sums are no output: they come after all of them.)
        self._has_losses = bool(last.files.keys() - self._paths - {urls.CHECKSUMS})
        self._fingerprinter = Fingerprinter()
        self._folders: set[str] = set()

    def write_all(self, jobs: int) -> Iterator[Made]:
        """Put all outputs into the folder, and yield what is there now, in any order."""
        blocks = _deal(self._outputs)
        is_much = len(self._outputs) >= _WORTH_FORKING
        written = map_forked(
            lambda index: [self._write(output) for output in blocks[index]],
            len(blocks), jobs=jobs if is_much else 1,
        )
        for block, files in zip(blocks, written, strict=True):
            for output, made in zip(block, files, strict=True):
                yield made or self._last.files[output.path]

    def _write(self, output: Output) -> Made | None:
        """Put one output into the folder: None if it is just what the last build made."""
        prepared = output.prepare()
        if isinstance(prepared, bytes):
            return self._put(output.path, "", prepared)
        return self._follow(output.path, prepared)

    def _follow(self, path: str, recipe: Recipe) -> Made | None:
        digest = self._fingerprinter.digest(*recipe.ingredients)
        last = self._last.files.get(path)
        if last is None or last.recipe != digest or not self._take_over(last):
            return self._put(path, digest, self._make(recipe, digest))
        if last.links is None or not self._has_losses:
            return None
        return replace(last, links=self._links(path, (self._folder / path).read_bytes()))

    def _make(self, recipe: Recipe, digest: str) -> bytes:
        return self._keeper.make(recipe, digest) if self._keeper else recipe.follow()

    def _put(self, path: str, recipe: str, data: bytes) -> Made:
        sha256 = hashlib.sha256(data).hexdigest()
        links = self._links(path, data) if path.endswith(".html") else None
        last = self._last.files.get(path)
        if last is not None and last.sha256 == sha256 and self._take_over(last):
            return replace(last, recipe=recipe, links=links)
        target = self._own_file(path)
        if target is not None:
            _write_over(target, data)
        else:
            target = self._make_room(path)
            _write_new(target, data)
        return Made(
            path=path, recipe=recipe, sha256=sha256, size=len(data),
            modified_ns=os.stat(target).st_mtime_ns, links=links,  # noqa: PTH116
        )

    def _links(self, path: str, page: bytes) -> PageLinks:
        return settle(path, read_page_links(page), self._paths)

    def _take_over(self, last: Made) -> bool:
        """Put a file of the last build into the folder; return whether it is still there.

        It keeps its modification time, by which the next build knows it.
        """
        if last.path in self._present and last.is_known_in(self._folder):
            return True
        if not last.is_intact(self._last_folder):
            return False
        source, own = f"{self._last_folder}/{last.path}", self._own_file(last.path)
        if own is not None:
            _write_over(own, Path(source).read_bytes())
            os.utime(own, ns=(last.modified_ns, last.modified_ns))
            return True
        target = self._make_room(last.path)
        try:
            os.link(source, target)
        except OSError:  # a file system without hard links
            shutil.copy2(source, target)
        return True

    def _own_file(self, path: str) -> str | None:
        """Return a file of the folder that is shared with no other: it may be written over.

        To remove thousands of files and make others would be slow: ext4 passes over the inodes
        that were freed lately, one by one, whenever it makes a file.
        """
        if path not in self._present:
            return None
        target = f"{self._folder}/{path}"
        try:
            found = os.lstat(target)
        except OSError:
            return None
        is_own = S_ISREG(found.st_mode) and found.st_nlink == 1 and os.access(target, os.W_OK)
        return target if is_own else None

    def _make_room(self, path: str) -> str:
        """Return where a file goes, where nothing is any more, in a folder that exists."""
        target = f"{self._folder}/{safe_path(path)}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            make_folder(folder)
            self._folders.add(folder)
        if path in self._present:
            with suppress(FileNotFoundError):
                os.unlink(target)  # noqa: PTH108
        return target


# For the small files of a site, pathlib takes as long as the system.
def make_folder(folder: str) -> None:
    """Make a folder, and those that hold it, where they are not yet."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except OSError:  # it is there already, or the one that holds it is not
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _write_new(target: str, data: bytes) -> None:
    with open(target, "wb") as file:  # noqa: PTH123
        file.write(data)


def _write_over(target: str, data: bytes) -> None:
    """Write other bytes into a file. To empty it first would make ext4 flush it to the disk."""
    with open(target, "r+b") as file:  # noqa: PTH123
        file.write(data)
        file.truncate()


def _deal(outputs: Sequence[Output]) -> list[Sequence[Output]]:
    """Return what goes to one process each: first the families, then equal parts of the rest."""
    families: dict[str, list[Output]] = {}
    for output in outputs:
        families.setdefault(output.family, []).append(output)
    rest = families.pop("", [])
    block = max(_BLOCK, len(outputs) // _MOST_BLOCKS)
    return [*families.values(), *(rest[at : at + block] for at in range(0, len(rest), block))]


def safe_path(path: str) -> str:
    """Return an output path that cannot leave the output folder. Raises ValueError."""
    if path.startswith("/") or ".." in path.split("/") or "\\" in path or "\0" in path:
        raise ValueError(f"output path leaves the folder: {path!r}")
    return path
