"""Changes the code in thousands of small ways and tells which of them no test notices.

``python tools/mutate.py content /tmp/mutants`` works on a copy of the repository in that folder,
with mutmut (``pip install mutmut``); called again, it tries again only what no test noticed and
what was changed since. A number after the folder takes a sample of so many changes, always the
same. See docs/proof.md.

The identifiers of parametrised tests must be ASCII and without a backslash where ``ids`` makes
them: pytest, called twice in one process as mutmut does, escapes them twice, finds no such test,
and the change counts as noticed.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent

# What to change, and the tests that are to notice it.
PACKAGES = {
    "content": ["tests/content", "tests/test_catalogue.py", "tests/contribute/test_repair.py"],
    "site": ["tests/site", "tests/test_catalogue.py", "tests/contribute/test_repair.py"],
    # Not those that start builds: a thousand times a few seconds.
    "publish": [
        f"tests/publish/test_{name}.py"
        for name in ("cache", "fingerprint", "inputs", "links", "packing", "replace", "serve",
                     "shelf", "spare", "state", "verify", "whole", "workers", "write")
    ],
}
# Tests of speed say more of a busy machine than of a change.
_PYTEST = ["-p", "no:randomly", "-p", "no:cacheprovider", "--hypothesis-profile=ci",
           "-k", "not no_time"]
_NOTICED = {1, 3}  # exit codes of pytest, as mutmut keeps them
_TOO_LONG = {24, 36, 152, -24}


def copy_repository(folder: Path, package: str) -> None:
    """Put the files that Git knows into a folder, with the settings of mutmut."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    shutil.rmtree(folder / "tests", ignore_errors=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    settings = {
        "source_paths": ["ecoq"], "only_mutate": [f"ecoq/{package}/*"],
        "pytest_add_cli_args_test_selection": PACKAGES[package], "pytest_add_cli_args": _PYTEST,
        "also_copy": ["assets", "content", "docs", "templates", "tests", "tools", ".github"],
    }
    with (folder / "pyproject.toml").open("a") as file:
        file.write("\n[tool.mutmut]\n")
        file.writelines(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())


def read_results(folder: Path) -> dict[str, int | None]:
    """Return the exit code of the tests for each change, by its name."""
    return {
        name: code
        for path in sorted((folder / "mutants").rglob("*.meta"))
        for name, code in json.loads(path.read_text())["exit_code_by_key"].items()
    }


def run(folder: Path, *arguments: str) -> str:
    """Call mutmut in the copy."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments], cwd=folder, text=True, check=False,
        capture_output=True,
    )
    return done.stdout


def main(package: str, folder: Path, size: int | None) -> None:
    """Try all changes or a sample of them, or again those that were missed; tell which are."""
    copy_repository(folder, package)
    run(folder, "run", "none of them")  # makes the changes
    names = sorted(read_results(folder))
    chosen = names if size is None else Random(1).sample(names, size)
    before = read_results(folder)
    run(folder, "run", "--max-children", "2", *(
        name for name in chosen if before[name] not in _NOTICED
    ))
    results = read_results(folder)
    missed = [name for name in chosen if results[name] not in _NOTICED | _TOO_LONG]
    for name in missed:
        sys.stdout.write(run(folder, "show", name) + "\n")
    noticed = len(chosen) - len(missed)
    sys.stdout.write(
        f"{package}: {noticed} of {len(chosen)} noticed, {100 * noticed / len(chosen):.1f} %, "
        f"of {len(names)} changes\n"
    )


if __name__ == "__main__":
    if len(sys.argv) not in {3, 4} or sys.argv[1] not in PACKAGES:
        sys.exit(f"usage: python tools/mutate.py {'|'.join(PACKAGES)} FOLDER [SAMPLE]")
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else None)
