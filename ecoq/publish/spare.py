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
    kept = {path: recorded[path] for path in recorded.keys() & wanted}
    return _remove_others(staging, kept)


def _remove_others(folder: Path, kept: Mapping[str, Made]) -> dict[str, Made]:
    """Remove what is not among the files to keep, or not as it was; return what stays."""
    present: dict[str, Made] = {}
    for directory, subdirectories, names in os.walk(folder, topdown=False):
        prefix = directory.removeprefix(str(folder)).lstrip(os.sep).replace(os.sep, "/")
        for name in names:
            path = f"{prefix}/{name}" if prefix else name
            made = kept.get(path)
            if made is not None and made.is_intact(folder):
                present[path] = made
            else:
                Path(directory, name).unlink()
        for name in subdirectories:
            subdirectory = Path(directory, name)
            if subdirectory.is_symlink():
                subdirectory.unlink()
        if directory != str(folder):
            with suppress(OSError):  # it is not empty
                Path(directory).rmdir()
    return present


def keep_spare(destination: Destination, old_site: Path) -> None:
    """Keep the site that was replaced, and the record of it, if there is one to keep."""
    shutil.rmtree(destination.spare, ignore_errors=True)
    with suppress(OSError):
        old_site.rename(destination.spare)
        os.link(destination.state, destination.spare_state)
