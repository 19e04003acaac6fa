"""The site before last, kept to become the next one: only what differs is put into it.

A new site is put in place whole, as a folder. To link tens of thousands of unchanged files into a
new folder, and to remove those of the old one, would take longer than to make the one that
changed. The spare is kept in the cache: it may vanish, or be tampered with, at any time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ecoq.publish.destination import Destination
from ecoq.publish.replace import find_staging_parent
from ecoq.publish.state import State
from ecoq.publish.workers import can_fork, working_beside
from ecoq.publish.write import make_folder, safe_path


@contextmanager
def making_spare(
    destination: Destination, last: State, *, jobs: int
) -> Iterator[Callable[[], None]]:
    """Link the last site into a spare, if there is none, in another process.

    Yields what waits for it. What it leaves out, the build links when it has work for all.
    """
    parent = find_staging_parent(destination.cache, destination.output)
    is_useful = last.files and parent == destination.cache and not destination.spare.exists()
    if not is_useful or jobs == 1 or not can_fork():
        yield lambda: None
        return
    with working_beside(lambda: _link_all(destination, last.files)) as wait:
        yield wait


def _link_all(destination: Destination, paths: Iterable[str]) -> None:
    made: set[str] = set()
    for path in paths:
        # What is not there is made by the build; a path that leaves the folder is a forged one.
        with suppress(OSError, ValueError):
            target = f"{destination.spare}/{safe_path(path)}"
            folder = target.rpartition("/")[0]
            if folder not in made:
                make_folder(folder)
                made.add(folder)
            os.link(f"{destination.output}/{path}", target)


def claim_spare(
    destination: Destination, staging: Path, wanted: Collection[str]
) -> Collection[str]:
    """Turn the spare into the staging folder; return its files that the next site may hold.

    Whatever else it holds is removed. Without a spare, the staging folder stays as it is: empty.
    """
    if not destination.spare.is_dir():
        return ()
    staging.rmdir()
    destination.spare.rename(staging)
    return frozenset(_keep_only(str(staging), wanted))


def _keep_only(folder: str, wanted: Collection[str], prefix: str = "") -> Iterator[str]:
    """Remove all but some files, and the folders that hold none; yield those that are there."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                kept = list(_keep_only(entry.path, wanted, f"{path}/"))
                if not kept:
                    Path(entry.path).rmdir()
                yield from kept
            elif path in wanted and entry.is_file(follow_symlinks=False):
                yield path
            else:
                Path(entry.path).unlink()


def keep_spare(destination: Destination, old_site: Path) -> None:
    """Keep the site that was replaced, where the spare was that the new one became."""
    with suppress(OSError):
        old_site.rename(destination.spare)
