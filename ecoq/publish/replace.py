"""Puts a finished folder in the place of the old one, in one step where the system can.

Linux and macOS can exchange two folders atomically; elsewhere two renames follow each other, and
``recover`` mends what an interruption between them left.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ecoq.publish.errors import EnvironmentProblem
from ecoq.publish.flush import flush

MANIFEST = "build.json"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
_OLD_SUFFIX = ".old"


def find_staging_parent(cache: Path, target: Path) -> Path:
    """Return where to build what will be put at ``target``: the cache, or beside the target.

    A folder is put in place in one step only within one file system.
    """
    beside = next(folder for folder in target.parents if folder.exists())
    cache.mkdir(parents=True, exist_ok=True)
    return cache if cache.stat().st_dev == beside.stat().st_dev else beside


def remove_leftovers(parent: Path, prefix: str) -> None:
    """Remove the folders that killed builds left; for who is alone to build there."""
    for folder in parent.glob(f"{prefix}*"):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def staging_folder(parent: Path, prefix: str = "build-") -> Iterator[Path]:
    """Give an empty folder below ``parent`` to build in, and take it away afterwards."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is always wholly the old or wholly the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def find_foreign_files(folder: Path) -> tuple[str, ...]:
    """Return the files of an output folder that no build made, by its manifest."""
    if not folder.exists():
        return ()
    return tuple(sorted(set(_list_files(folder)) - _files_made(folder)))


def _list_files(folder: str | Path, prefix: str = "") -> Iterator[str]:
    """Yield the path in the folder of each file, and of each link to a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _list_files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}"


def _files_made(folder: Path) -> set[str]:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return {MANIFEST, *manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def refuse_foreign_files(target: Path) -> None:
    """Raise EnvironmentProblem if a folder to replace holds what no build made."""
    if target.exists() and not target.is_dir():
        raise EnvironmentProblem(
            f"{target} est un fichier, pas un dossier. "
            "Déplacez-le, ou choisissez un autre dossier avec --output."
        )
    foreign = find_foreign_files(target)
    if foreign:
        shown = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")  # noqa: PLR2004
        raise EnvironmentProblem(
            f"{target} contient des fichiers que la construction n'a pas faits ({shown}). "
            "Déplacez-les, ou choisissez un autre dossier avec --output."
        )


def replace_folder(target: Path, new: Path) -> None:
    """Put ``new`` at ``target``. Raises EnvironmentProblem rather than delete unknown files."""
    refuse_foreign_files(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    flush(new)
    if not target.exists():
        new.rename(target)
    elif not _exchange(target, new):
        _rename_both(target, new)


def recover(target: Path) -> None:
    """Bring back the old folder if a build was interrupted between its two renames."""
    old = target.with_name(target.name + _OLD_SUFFIX)
    if old.exists() and not target.exists():
        old.rename(target)


def _rename_both(target: Path, new: Path) -> None:
    old = target.with_name(target.name + _OLD_SUFFIX)
    refuse_foreign_files(old)
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; False where the system cannot."""
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform.startswith("linux") and hasattr(library, "renameat2"):
        result = library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        result = library.renamex_np(first, second, _RENAME_SWAP)
    else:
        return False
    if result == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EXDEV}:
        return False
    raise OSError(code, os.strerror(code), str(one))
