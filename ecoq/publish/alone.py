"""One build at a time in one project: the second waits for the first, and nothing mixes."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ecoq.publish.errors import EnvironmentProblem

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "lock"
_PATIENCE = 300.0  # seconds
_PAUSE = 0.05  # seconds


@contextmanager
def alone_in(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the lock of a cache folder; the system gives it back if this process is killed.

    Raises EnvironmentProblem when another process keeps it for longer than ``patience`` seconds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as file:
        deadline = time.monotonic() + patience
        while not _lock(file):
            if time.monotonic() > deadline:
                raise EnvironmentProblem(
                    "une autre construction travaille déjà dans ce dossier. "
                    "Attendez qu'elle finisse, puis recommencez."
                )
            time.sleep(_PAUSE)
        yield


def _lock(file: BinaryIO) -> bool:
    """Take the lock, or say that another process has it. Forked workers do not inherit it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
