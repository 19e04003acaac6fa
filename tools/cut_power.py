"""Cut the power after real builds, and look at what the disk holds.

The disk is a file: a copy of it is what a machine would find at that instant. A small project is
built in two versions over its site; after each, copies are made while the system writes as it
pleases. In each copy the site must be wholly the old or wholly the new one, and a build must give
the new one. Needs Linux, and the right to mount a disk: ``python tools/cut_power.py``, as root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
_BYTES = 300_000_000
_VERSIONS = 4
_CUTS = (0, 2, 4, 6, 8, 15, 32)
"""Seconds after the end of a build: ext4 writes names after 5 s, and the rest after 30 s."""

Site = dict[str, str]
"""The digest of each file."""


@contextmanager
def mounted(image: Path, folder: Path) -> Iterator[Path]:
    """Give a folder in which a disk is seen."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", image, folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def read_site(root: Path) -> Site:
    """Read the site of a project."""
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*") if path.is_file()
    }


def write_version(root: Path, version: int) -> None:
    """Change a text that most files show, and nothing of their sizes."""
    path = root / "content/site.yml"
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("titre:")]
    path.write_text("\n".join([*kept, f"titre: Version {version}", ""]), "utf-8")


def build(root: Path) -> Site:
    """Build the site and read it: empty if the build refuses."""
    done = subprocess.run(
        [sys.executable, "-m", "ecoq", "build", "--no-pdf", "--root", root], check=False,
        cwd=REPOSITORY, stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    return read_site(root) if done.returncode == 0 else {}


def cut(disk: Path, folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield, for each cut, the seconds after now and what the disk held."""
    end = time.monotonic()
    for seconds in _CUTS:
        time.sleep(max(0, end + seconds - time.monotonic()))
        copy = folder / f"after-{seconds}"
        subprocess.run(["cp", "--sparse=always", disk, copy], check=True)
        yield seconds, copy


def name(found: Site, old: Site, new: Site) -> str:
    """Say which site was found."""
    if found in (old, new):
        return "old" if found == old else "new"
    strange = sum(digest not in {old.get(path), new.get(path)} for path, digest in found.items())
    return f"MIXED, {strange} of {len(found)} files are of neither"


def try_version(folder: Path, disk: Path, old: Site, version: int) -> tuple[Site, bool]:
    """Build a version over the old one and cut the power; return it, and whether all went well."""
    with mounted(disk, folder / "disk") as root:
        write_version(root, version)
        os.sync()  # what contributors wrote is not what is tried
        new = build(root)
        copies = list(cut(disk, folder))
    is_well = True
    for seconds, copy in copies:
        with mounted(copy, folder / "found") as root:
            found = name(read_site(root), old, new)
            is_mended = build(root) == new
        print(f"version {version}, cut after {seconds:2} s: {found}"
              f"{'' if is_mended else ', and the next build does NOT mend it'}", flush=True)
        is_well = is_well and found in {"old", "new"} and is_mended
        copy.unlink()
    return new, is_well


def main() -> None:
    """Make the disk, and try versions one over the other."""
    folder = Path(tempfile.mkdtemp(prefix="cut-power-"))
    disk = folder / "image"
    with disk.open("wb") as file:
        file.truncate(_BYTES)
    subprocess.run(["mkfs.ext4", "-q", disk], check=True)
    with mounted(disk, folder / "disk") as root:
        for source in (REPOSITORY / "tests/golden/content", REPOSITORY / "templates",
                       REPOSITORY / "assets"):
            shutil.copytree(source, root / source.name)
        site = build(root)
    results = []
    for version in range(1, _VERSIONS + 1):
        site, is_well = try_version(folder, disk, site, version)
        results.append(is_well)
    shutil.rmtree(folder)
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
