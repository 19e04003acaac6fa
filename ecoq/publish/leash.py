"""Workers that end with the process that started them, even if it is killed.

A forked worker waits for work on a pipe of which it holds both ends: it would wait for ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from msgspec import Struct


class Leash(Struct, frozen=True):
    """A pipe that only the first process keeps open for writing: its end is that process's."""

    reading: int
    writing: int

    def follow(self) -> None:
        """End this process when the first one ends; to be called in each forked worker."""
        os.close(self.writing)
        Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        os.read(self.reading, 1)
        os._exit(1)


@contextmanager
def hold_leash() -> Iterator[Leash]:
    """Give a leash to hand to workers; they must have ended when it is taken back."""
    leash = Leash(*os.pipe())
    try:
        yield leash
    finally:
        os.close(leash.reading)
        os.close(leash.writing)
