"""Changes the code in thousands of small ways and tells which of them no test notices.

``python tools/mutate.py content /tmp/mutants`` works on a copy of the repository in that folder,
with mutmut (``pip install mutmut``); called again, it tries again only what no test noticed and
what was changed since. A number after the folder takes a sample of so many changes, always the
same. See docs/proof.md.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parent.parent

# The tests that are to notice what is changed in a package.
PACKAGES = {
    "content": ["tests/content", "tests/test_catalogue.py", "tests/contribute/test_repair.py"],
    "site": ["tests/site", "tests/test_catalogue.py", "tests/contribute/test_repair.py"],
    # Not those that start builds: a thousand times a few seconds.
    "publish": [
        "tests/test_stores.py",
        *(
            f"tests/publish/test_{name}.py"
            for name in ("alone", "cache", "fingerprint", "flush", "inputs", "links", "packing",
                         "replace", "serve", "shelf", "spare", "state", "verify", "whole",
                         "workers", "write")
        ),
    ],
}
# Modules beside a package that its tests hold too.
_BESIDE = {"publish": ["ecoq/stores.py", "ecoq/preview.py"]}
_PYTEST = [
    "-p", "no:randomly", "-p", "no:cacheprovider", "--hypothesis-profile=ci",
    # Tests of speed say more of a busy machine than of a change.
    "-k", "not no_time",
    "-p", "tools.mutate",
]
_NOTICED = {1, 3}  # exit codes of pytest, as mutmut keeps them
_ENDED = {24, 36, 152, -24, -9}  # by the system: an endless test, or one that kills its process


def pytest_unconfigure() -> None:
    """Forget the tests after each run of pytest, of which mutmut has many in one process.

    Otherwise the next escapes an identifier that a test gave itself (``ids``) once more, and no
    test has the name that mutmut asks for.
    """
    for name in [name for name in sys.modules if name.startswith("tests.")]:
        del sys.modules[name]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """Run each test in an empty folder: some changes remove all that is in the present one."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, chdir(folder):
        return (yield)


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
        "source_paths": ["ecoq"],
        "only_mutate": [f"ecoq/{package}/*", *_BESIDE.get(package, [])],
        "pytest_add_cli_args_test_selection": PACKAGES[package], "pytest_add_cli_args": _PYTEST,
        # On a busy machine, a test that takes long to begin is no endless one.
        "timeout_constant": 4.0,
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
    """Call mutmut in the copy; return all that it says."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments], cwd=folder, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    return done.stdout


def main(package: str, folder: Path, size: int | None) -> None:
    """Try all changes or a sample of them, or again those that were missed; tell which are."""
    copy_repository(folder, package)
    run(folder, "run", "none of them")  # makes the changes
    names = sorted(read_results(folder))
    chosen = names if size is None else Random(1).sample(names, size)
    results = read_results(folder)
    again = [name for name in chosen if results[name] not in _NOTICED]
    said = run(folder, "run", "--max-children", "2", *again) if again else ""
    results = read_results(folder)
    if None in (results[name] for name in chosen):
        sys.exit(f"mutmut stopped before the end: {said[-3000:]}")
    missed = [name for name in chosen if results[name] not in _NOTICED | _ENDED]
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
