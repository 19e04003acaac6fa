"""The site before last, kept to become the next one: only what differs is put into it.

A new site is put in place whole, as a folder. To link tens of thousands of unchanged files into a
new folder, and to remove those of the old one, would take longer than to make the one that
changed. The spare is kept in the cache: it may vanish, or be tampered with, at any time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from ecoq.publish.destination import Destination
from ecoq.publish.state import Made, read_state


def claim_spare(
    destination: Destination, staging: Path, wanted: Collection[str]
) -> Mapping[str, Made]:
    """Turn the spare into the staging folder; return its files that the next site may hold.

    Whatever else it holds is removed. Without a spare, the staging folder stays as it is: empty.
    """
    recorded = read_state(destination.spare_state).files
    # From here on the spare is no longer what its record says.
    with suppress(OSError):
        destination.spare_state.unlink()
    if not recorded or not destination.spare.is_dir():
        shutil.rmtree(destination.spare, ignore_errors=True)
        return {}
    staging.rmdir()
    destination.spare.rename(staging)
    present = {
        path: recorded[path] for path in recorded.keys() & wanted
        if recorded[path].is_intact(staging)
    }
    _keep_only(staging, present)
    return present


def _keep_only(folder: str | Path, kept: Collection[str], prefix: str = "") -> bool:
    """Remove all but some files, and the folders that hold none; return whether one is left."""
    is_needed = False
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if _keep_only(entry.path, kept, f"{path}/"):
                    is_needed = True
                else:
                    Path(entry.path).rmdir()
            elif path in kept:
                is_needed = True
            else:
                Path(entry.path).unlink()
    return is_needed


def keep_spare(destination: Destination, old_site: Path) -> None:
    """Keep the site that was replaced, and the record of it, if there is one to keep."""
    shutil.rmtree(destination.spare, ignore_errors=True)
    with suppress(OSError):
        old_site.rename(destination.spare)
        os.link(destination.state, destination.spare_state)
