"""Reads the history of the project, through the command ``git``: nothing is ever written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from msgspec import Struct


class GitProblem(Exception):  # noqa: N818 - said as it is to whoever typed the command
    """Why history cannot be read, in one French line."""


class ChangeKind(Enum):
    """What happened to a file."""

    ADDED = "ajout"
    CHANGED = "modification"
    REMOVED = "suppression"
    RENAMED = "renommage"


class FileChange(Struct, frozen=True, kw_only=True):
    """A file that differs between a commit and the disk; paths are relative to the root."""

    kind: ChangeKind
    path: str
    old_path: str


_KINDS = {"A": ChangeKind.ADDED, "D": ChangeKind.REMOVED, "R": ChangeKind.RENAMED}


def find_fork(root: Path, base: str) -> str:
    """Return the commit where the work under review left ``base``. Raises GitProblem."""
    if _git(root, "rev-parse", "--is-inside-work-tree").strip() != b"true":
        raise GitProblem("Ce dossier n'est pas suivi par Git : il n'y a rien à comparer.")
    wanted = f"{base}^{{commit}}"
    if base.startswith("-") or not _succeeds(root, "rev-parse", "-q", "--verify", wanted):
        raise GitProblem(f"La base « {base} » n'existe pas dans ce dépôt.{_shallow_advice(root)}")
    if not _succeeds(root, "merge-base", base, "HEAD"):
        raise GitProblem(
            f"« {base} » et la version actuelle n'ont pas d'ancêtre commun."
            f"{_shallow_advice(root)}"
        )
    return _git(root, "merge-base", base, "HEAD").decode().strip()


def _shallow_advice(root: Path) -> str:
    is_shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    return (
        " L'historique est tronqué : récupérez-le avec « git fetch --unshallow » "
        "(dans GitHub Actions, « fetch-depth: 0 »)." if is_shallow else ""
    )


def find_changes(root: Path, commit: str, folder: str) -> list[FileChange]:
    """Return how the files of a folder differ from a commit, those not yet added included."""
    listed = _git(
        root, "diff", "--name-status", "-z", "-M", "--relative", "--no-ext-diff", commit,
        "--", folder,
    )
    changes = list(_parse_changes(listed))
    untracked = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", folder)
    changes += [
        FileChange(kind=ChangeKind.ADDED, path=path, old_path=path)
        for path in _names(untracked)
    ]
    return sorted(changes, key=lambda change: change.path)


def _parse_changes(listed: bytes) -> Iterator[FileChange]:
    words = iter(_names(listed))
    for status in words:
        kind = _KINDS.get(status[0], ChangeKind.CHANGED)
        old_path = next(words, None)
        path = next(words, None) if kind is ChangeKind.RENAMED else old_path
        if old_path is None or path is None:
            raise GitProblem("Git a répondu une liste incomplète : recommencez.")
        yield FileChange(kind=kind, path=path, old_path=old_path)


def _names(listed: bytes) -> list[str]:
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]


def read_at(root: Path, commit: str, path: str) -> bytes:
    """Return what a file held at a commit."""
    return _git(root, "cat-file", "blob", f"{commit}:./{path}")


def read_tree(root: Path, revision: str, folder: str) -> bytes:
    """Return a folder as it was at a revision, as a tar archive. Raises GitProblem."""
    if revision.startswith("-"):
        raise GitProblem(f"« {revision} » n'est pas une version.")
    return _git(root, "archive", "--format=tar", revision, "--", folder)


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = _run(root, *arguments)
    except FileNotFoundError:
        raise GitProblem("La commande git n'est pas installée.") from None
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if said and "not a git repository" in said[0]:
        raise GitProblem("Ce dossier n'est pas suivi par Git : il n'y a rien à comparer.")
    raise GitProblem(f"Git ne peut pas répondre : {said[0] if said else 'sans raison donnée'}")


def _succeeds(root: Path, *arguments: str) -> bool:
    return _run(root, *arguments).returncode == 0


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    return subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, check=False, env=environment
    )
