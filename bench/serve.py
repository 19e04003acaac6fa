"""How fast the preview is: from its start to a first page, from an edit to the browser's reload.

    python bench/serve.py [--sizes real 1000] [--runs 5] [--edits 10]

The browser is played by plain HTTP: it asks for the state of the preview and waits for the answer
that makes its script reload the page, then fetches the page, which must show the edit. The clock
of a start runs from the command; that of an edit from when the file is written.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from corpus import PROJECT, make_project
from generators import Generator, prepare_ours

REAL = "real"
PAUSE = 0.5
"""Seconds before each edit: the preview is at rest, and the browser waits for its answer."""
PATIENCE = 120
"""Seconds after which an answer is not waited for any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Something that a person who writes changes, and the page where it must show."""

    label: str
    make: Callable[[int], None]
    page: str
    text: str
    """What the page then says; ``{turn}`` is that of the edit."""


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", default=[REAL, "1000"], metavar="SIZE")
    parser.add_argument("--runs", type=int, default=5, help="starts of each kind")
    parser.add_argument("--edits", type=int, default=10, help="edits of each kind")
    arguments = parser.parse_args()
    print("| content | what | median (ms) | worst (ms) |", "| --- | --- | --: | --: |", sep="\n")
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder, "project")
            _make(root, size)
            for label, seconds in (
                *_measure_starts(root, arguments.runs), *_measure_edits(root, arguments.edits)
            ):
                print(
                    f"| {size} | {label} | {1000 * statistics.median(seconds):.0f} "
                    f"| {1000 * max(seconds):.0f} |", flush=True,
                )


def _make(root: Path, size: str) -> None:
    root.mkdir()
    if size != REAL:
        make_project(root, int(size))
        return
    for name in ("content", "templates", "assets"):
        shutil.copytree(PROJECT / name, root / name)


def _measure_starts(root: Path, runs: int) -> Iterator[tuple[str, Sequence[float]]]:
    project, without, with_cache = prepare_ours(root), [], []
    for _ in range(runs):
        project.clean()
        without.append(_start(root))
        with_cache.append(_start(root))
    yield "start to first page, no cache", without
    yield "start to first page, started before", with_cache


def _start(root: Path) -> float:
    """Start the preview, fetch the home page, stop; return the seconds to the page."""
    started = time.perf_counter()
    with _preview(root) as address:
        _wait_for_change(address, 0)
        home = _fetch(address)
        seconds = time.perf_counter() - started
    if 'class="masthead"' not in home:
        raise RuntimeError("the first page is not the home page")
    return seconds


def _measure_edits(root: Path, count: int) -> Iterator[tuple[str, Sequence[float]]]:
    with _preview(root) as address:
        _wait_for_change(address, 0)
        for edit in _edits(prepare_ours(root)):
            pairs = [_edit(address, edit, turn) for turn in range(count)]
            yield f"{edit.label} edited, until the browser reloads", [told for told, _ in pairs]
            yield f"{edit.label} edited, until its page is there", [shown for _, shown in pairs]


def _edits(project: Generator) -> Iterator[Edit]:
    fiche = f"initiatives/{project.fiche.stem}/"
    yield Edit(
        label="fiche", make=project.change_fiche, page=fiche, text="Un mot de plus, le {turn}e."
    )
    yield Edit(
        label="fiche, written by rename,", make=lambda turn: _change_by_rename(project, turn),
        page=fiche, text="Un autre mot, le {turn}e.",
    )
    yield Edit(
        label="template", make=project.change_template, page=fiche, text="<i hidden>{turn}</i>"
    )
    yield Edit(
        label="theme", make=project.rename_theme, page="thematiques/numerique/",
        text="Numérique {turn}",
    )


def _change_by_rename(project: Generator, turn: int) -> None:
    """Write beside the fiche, then put it in its place, as careful editors do."""
    beside = project.fiche.with_name(".fiche.tmp")
    text = project.fiche.read_text("utf-8")
    beside.write_text(f"{text}\nUn autre mot, le {turn}e.\n", "utf-8")
    beside.replace(project.fiche)


def _edit(address: str, edit: Edit, turn: int) -> tuple[float, float]:
    """Edit a file; return the seconds until the browser is told, and until it has the page."""
    version = _read_state(address, -1)["version"]
    with ThreadPoolExecutor(1) as browser:
        answer = browser.submit(_wait_for_change, address, version)
        time.sleep(PAUSE)
        edit.make(turn)
        written = time.perf_counter()
        told = answer.result() - written
        page = _fetch(address + edit.page)
        shown = time.perf_counter() - written
    if edit.text.format(turn=turn) not in page:
        raise RuntimeError(f"« {edit.label} » does not show in {edit.page}")
    return told, shown


def _wait_for_change(address: str, version: int) -> float:
    """Wait as the browser's script does; return when it would reload."""
    while True:
        state = _read_state(address, version)
        if state["version"] != version:
            break
    if state["problems"]:
        raise RuntimeError(str(state["problems"]))
    return time.perf_counter()


def _read_state(address: str, version: int) -> dict[str, int]:
    state: dict[str, int] = json.loads(_fetch(f"{address}__ecoq/state?since={version}"))
    return state


def _fetch(address: str) -> str:
    with urlopen(address, timeout=PATIENCE) as answer:
        text: str = answer.read().decode()
    return text


@contextmanager
def _preview(root: Path) -> Iterator[str]:
    """Run the preview; the value is its address, with a last slash."""
    command = [sys.executable, "-m", "ecoq", "serve", "--root", str(root), "--port", "0"]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            yield _read_address(process)
        finally:
            process.terminate()  # who runs the bench in the background has it ignore Ctrl-C
            process.communicate()


def _read_address(process: subprocess.Popen[str]) -> str:
    line = process.stdout.readline() if process.stdout else ""
    address = next((word for word in line.split() if word.startswith("http://")), None)
    if address is None:
        raise URLError(f"the preview did not start: {line}")
    return address


if __name__ == "__main__":
    main()
