"""A store of costly files, by the digest of what they were made from; it may vanish at any time.

Each file begins with the SHA-256 of the rest: a damaged one is as good as absent. The store is
bounded: what was not used for the longest time goes first. Nothing here ever fails a build.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from ecoq.publish.replace import write_whole

MAX_BYTES = 256_000_000
_DIGEST_BYTES = 32


class Cache(Struct, frozen=True):
    """The store in a folder."""

    folder: Path
    max_bytes: int = MAX_BYTES

    def has(self, key: str) -> bool:
        """Whether something is kept under a key; it may still be damaged."""
        return (self.folder / key).exists()

    def find(self, key: str) -> bytes | None:
        """Return what was kept under a key, if it is still whole."""
        path = self.folder / key
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        digest, data = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
        if hashlib.sha256(data).digest() != digest:
            return None
        with suppress(OSError):
            os.utime(path)  # used just now: the last to go
        return data

    def keep(self, key: str, data: bytes) -> None:
        """Keep a file under a key, written whole or not at all."""
        with suppress(OSError):
            write_whole(self.folder / key, hashlib.sha256(data).digest() + data)

    def prune(self) -> None:
        """Remove what was used least recently, until the rest is within bounds."""
        room = self.max_bytes
        for path, size in self._by_last_use():
            room -= size
            if room < 0:
                with suppress(OSError):
                    path.unlink()

    def _by_last_use(self) -> list[tuple[Path, int]]:
        """The files and their sizes, the last used first."""
        try:
            found = [(path, path.stat()) for path in self.folder.iterdir()]
        except OSError:
            return []
        found.sort(key=lambda entry: (-entry[1].st_mtime_ns, entry[0].name))
        return [(path, stat.st_size) for path, stat in found]
