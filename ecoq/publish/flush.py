"""Has the disk hold a new site before it takes the place of the old one.

Systems write what they are given half a minute later, and what was renamed after a few seconds. A
power cut in between would leave the new folder with empty files or, where files were written over,
with those of an older site under the sizes and dates of the new one: no later build would mend it.
"""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path


def flush(folder: Path) -> None:
    """Wait until the disk holds a folder, with all else that its file system has to write.

    For all files at once: to ask for one after the other takes a hundred times as long. Raises
    OSError if the disk cannot hold it, which some tell only now. Only Linux waits for one file
    system; others are asked for all of theirs, and macOS does not say when it is done.
    """
    if os.name != "posix":
        return
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        result = library.syncfs(descriptor)
    finally:
        os.close(descriptor)
    code = ctypes.get_errno()
    # Some sandboxes know no such call.
    if result != 0 and code != errno.ENOSYS:
        raise OSError(code, os.strerror(code), str(folder))
