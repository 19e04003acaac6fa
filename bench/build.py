"""How long a build of the real content takes: from nothing, after a change, after none.

    python bench/build.py [--runs 5] [--project DIR]

Prints a table in Markdown. Times depend on the machine: compare lines of one run.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import Cost, median_cost, run_once

PROJECT = Path(__file__).parent.parent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--project", type=Path, default=PROJECT)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "project")
        for name in ("content", "templates", "assets"):
            shutil.copytree(arguments.project / name, root / name)
        rows = [
            (label, median_cost(arguments.runs, prepare, lambda: _build(root)))
            for label, prepare in _cases(root)
        ]
    print(_table(rows))


def _build(root: Path) -> Cost:
    command = [
        sys.executable, "-m", "ecoq", "build", "--root", str(root), "--no-search", "--no-pdf"
    ]
    return run_once(command, PROJECT, {})


def _cases(root: Path) -> list[tuple[str, Callable[[], None]]]:
    fiche = min((root / "content" / "initiatives").glob("*.md"))
    template = root / "templates" / "base.html"

    def from_nothing() -> None:
        for name in ("site", ".cache"):
            shutil.rmtree(root / name, ignore_errors=True)

    def append_word() -> None:
        fiche.write_text(fiche.read_text("utf-8") + "Un mot de plus.\n", "utf-8")

    def append_comment() -> None:
        template.write_text(template.read_text("utf-8") + "{# #}\n", "utf-8")

    return [
        ("from nothing, no cache", from_nothing),
        ("nothing changed", lambda: None),
        ("one fiche changed", append_word),
        ("one template changed", append_comment),
    ]


def _table(rows: list[tuple[str, Cost]]) -> str:
    lines = [
        "| build | wall (s) | CPU (s) | peak of one process (MB) |", "| --- | --: | --: | --: |",
    ]
    lines += [
        f"| {label} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.memory / 1e6:.0f} |"
        for label, cost in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
