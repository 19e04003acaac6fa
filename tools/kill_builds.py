"""Kill real builds at random instants, and look at what is left each time.

A small project is built in two versions, by turns, over its site; each build gets ``kill -9``
somewhere between its first millisecond and its end. After each, the site must be wholly the old
or wholly the new one; now and then a build is let through, and must succeed. Run from the
repository: ``python tools/kill_builds.py 300``.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
_LET_THROUGH_EVERY = 25


@dataclass(slots=True, kw_only=True)
class Trial:
    """The project under trial, what its two versions give, and the count of what was seen."""

    root: Path
    sites: dict[str, dict[str, str]] = field(default_factory=dict)
    """The digests of the site of each version."""
    seconds: float = 0
    """How long a whole build takes."""
    seen: Counter[str] = field(default_factory=Counter)

    def write_version(self, version: str) -> None:
        """Change a text that many files show."""
        path = self.root / "content/site.yml"
        lines = path.read_text("utf-8").splitlines()
        kept = [line for line in lines if not line.startswith("sous_titre:")]
        path.write_text("\n".join([*kept, f"sous_titre: Version {version}", ""]), "utf-8")

    def start(self) -> subprocess.Popen[bytes]:
        """Start a build in its own group of processes."""
        return subprocess.Popen(
            [sys.executable, "-m", "ecoq", "build", "--no-pdf", "--jobs", "2",
             "--root", str(self.root)],
            cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            start_new_session=True, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )

    def read_site(self) -> dict[str, str]:
        """The digest of each file of the site."""
        site = self.root / "site"
        return {
            path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in site.rglob("*") if path.is_file()
        }


def prepare(root: Path) -> Trial:
    """Make the project and both its sites."""
    shutil.copytree(REPOSITORY / "tests/golden/content", root / "content")
    for folder in ("templates", "assets"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    trial = Trial(root=root)
    for version in ("une", "deux"):
        trial.write_version(version)
        started = time.monotonic()
        build = trial.start()
        _, said = build.communicate()
        if build.returncode != 0:
            raise SystemExit(said.decode())
        trial.seconds = time.monotonic() - started
        trial.sites[version] = trial.read_site()
    return trial


def kill_one(trial: Trial, version: str, chance: random.Random) -> None:
    """Kill a build of a version at a random instant, and look."""
    trial.write_version(version)
    build = trial.start()
    time.sleep(chance.random() * trial.seconds * 1.1)
    ended = build.poll() is not None
    # The first process alone: its workers must go away by themselves.
    build.kill()
    build.communicate()
    site = trial.read_site()
    found = next((name for name, digests in trial.sites.items() if digests == site), None)
    if found is None:
        trial.seen["MIXED OR MISSING"] += 1
    else:
        trial.seen["new" if found == version else "old"] += 1
    trial.seen["had ended already"] += ended
    # The machine is more or less busy: aim at the middle of what builds take just now.
    trial.seconds *= 0.95 if ended else 1.02


def let_through(trial: Trial, version: str) -> None:
    """A build that nobody kills, after many that were."""
    trial.write_version(version)
    build = trial.start()
    _, said = build.communicate()
    whole = build.returncode == 0 and trial.read_site() == trial.sites[version]
    trial.seen["next build succeeds" if whole else "NEXT BUILD FAILS"] += 1
    if not whole:
        print(said.decode(), file=sys.stderr)
    leftovers = list((trial.root / ".cache/ecoq").glob(".ecoq-build-*"))
    trial.seen["LEFTOVERS"] += len(leftovers)


def main(kills: int, seed: int = 1) -> int:
    """Kill so many builds and print the result; 1 if anything was lost."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        trial = prepare(Path(folder))
        for number in range(1, kills + 1):
            version = ("une", "deux")[number % 2]
            kill_one(trial, version, chance)
            if number % 10 == 0:
                print(number, dict(trial.seen), file=sys.stderr, flush=True)
            if number % _LET_THROUGH_EVERY == 0:
                let_through(trial, version)
        trial.seen["workers left alone"] = count_workers(trial.root)
        print(json.dumps({"kills": kills, "seconds": round(trial.seconds, 2), **trial.seen}))
    return int(any(count and name.isupper() for name, count in trial.seen.items()))


def count_workers(root: Path) -> int:
    """How many processes of builds of the project are still there, a second later."""
    time.sleep(1)
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=False)
    return sum(str(root) in line for line in listed.stdout.splitlines())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
