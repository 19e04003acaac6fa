"""The site before last, kept to become the next one: only what differs is put into it.

A new site is put in place whole, as a folder. To link tens of thousands of unchanged files into a
new folder, and to remove those of the old one, would take longer than to make the one that
changed. The spare is kept in the cache: it may vanish, or be tampered with, at any time.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from ecoq.publish.destination import Destination


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
