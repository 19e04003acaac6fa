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
from dataclasses import dataclass, field
from pathlib import Path

from ecoq.publish.destination import Destination
from ecoq.publish.state import Made

_SECOND = 1_000_000_000  # nanoseconds


def claim_spare(
    destination: Destination, staging: Path, wanted: Collection[str], last: Mapping[str, Made]
) -> Mapping[str, bool]:
    """Turn the spare into the staging folder; return its files that the next site may hold.

    Each is returned with whether it is the very file that the last build, too, left there.
    Whatever else the spare holds is removed. Without one, the staging folder stays as it is: empty.
    """
    if not destination.spare.is_dir():
        return {}
    staging.rmdir()
    destination.spare.rename(staging)
    sorting = _Sorting(wanted, last)
    sorting.sort(str(staging))
    return sorting.found


@dataclass(frozen=True, slots=True)
class _Sorting:
    """Goes once through all that the spare holds."""

    wanted: Collection[str]
    last: Mapping[str, Made]
    found: dict[str, bool] = field(default_factory=dict)

    def sort(self, folder: str, prefix: str = "") -> bool:
        """Remove what nobody wants from a folder; return whether anything is left."""
        is_needed = False
        with os.scandir(folder) as entries:
            for entry in entries:
                path = f"{prefix}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if self.sort(entry.path, f"{path}/"):
                        is_needed = True
                    else:
                        Path(entry.path).rmdir()
                elif path in self.wanted and entry.is_file(follow_symlinks=False):
                    self.found[path] = self._is_last(path, entry.stat(follow_symlinks=False))
                    is_needed = True
                else:
                    Path(entry.path).unlink()
        return is_needed

    def _is_last(self, path: str, found: os.stat_result) -> bool:
        """Whether the last build left this file, too: it has the same size and time to the instant.

        A whole second tells nothing: some systems count in seconds, and two builds may take less.
        """
        is_precise = found.st_mtime_ns % _SECOND != 0
        return is_precise and path in self.last and self.last[path].is_as_left(found)


def keep_spare(destination: Destination, old_site: Path) -> None:
    """Keep the site that was replaced."""
    shutil.rmtree(destination.spare, ignore_errors=True)
    with suppress(OSError):
        old_site.rename(destination.spare)
