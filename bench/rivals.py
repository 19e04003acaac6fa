"""Our build beside those of Hugo, Pelican, MkDocs and Eleventy, on the same fiches, in one run.

    python bench/rivals.py [--sizes 100 1000 10000] [--runs 3] [--json FILE]

Each generator that is installed makes a page for each fiche, and, but for MkDocs, lists by theme
and by commune. They are given far less to do than ours: no checks, no maps, no search, no data
files, no related fiches. A generator that is absent is named. Prints a table in Markdown, with
ratios to Hugo.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus import make_project
from measure import Cost, median_cost, run_once

RIVALS = Path(__file__).parent / "rivals"
CASES = ("cold", "nothing changed", "one fiche changed")


@dataclass(frozen=True, slots=True)
class Generator:
    """A site generator: its command, where it runs, and what to remove for a cold build."""

    name: str
    command: Sequence[str]
    folder: Path
    made: tuple[str, ...]

    @property
    def is_installed(self) -> bool:
        """Whether its command can be found."""
        return shutil.which(self.command[0]) is not None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    results: dict[str, dict[str, dict[str, object]]] = {}
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            costs = _measure(Path(folder), size, arguments.runs)
        print(_table(size, costs), flush=True)
        results[str(size)] = {
            name: {case: asdict(cost) for case, cost in cases.items()}
            for name, cases in costs.items()
        }
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


def _measure(folder: Path, size: int, runs: int) -> dict[str, dict[str, Cost]]:
    generators = _prepare(folder, size)
    for generator in generators:
        if not generator.is_installed:
            print(f"{generator.name}: not installed, left out", file=sys.stderr)
    return {
        generator.name: {
            case: median_cost(runs, _preparation(generator, case), _run(generator))
            for case in CASES
        }
        for generator in generators if generator.is_installed
    }


def _run(generator: Generator) -> Callable[[], Cost]:
    return lambda: run_once(generator.command, generator.folder, {})


def _preparation(generator: Generator, case: str) -> Callable[[], None]:
    fiche = min((generator.folder / "content" / "initiatives").glob("*.md"))

    def prepare() -> None:
        if case == "cold":
            for name in generator.made:
                shutil.rmtree(generator.folder / name, ignore_errors=True)
        if case == "one fiche changed":
            fiche.write_text(fiche.read_text("utf-8") + "Un mot de plus.\n", "utf-8")

    return prepare


def _prepare(folder: Path, size: int) -> list[Generator]:
    """Make the same fiches for all; the others need a few keys by their own names."""
    ours = folder / "ecoq"
    ours.mkdir()
    make_project(ours, size)
    for name in ("hugo", "pelican", "mkdocs", "eleventy"):
        shutil.copytree(RIVALS / name, folder / name)
        shutil.copytree(ours / "content" / "initiatives", folder / name / "content" / "initiatives")
    for path in (folder / "hugo" / "content" / "initiatives").iterdir():
        path.write_text(path.read_text("utf-8").replace("titre: ", "title: ", 1), "utf-8")
    for path in (folder / "pelican" / "content" / "initiatives").iterdir():
        path.write_text(_for_pelican(path.read_text("utf-8")), "utf-8")
    for path in (folder / "eleventy" / "content" / "initiatives").iterdir():
        text = path.read_text("utf-8").replace("---\n", "---\nlayout: fiche.njk\n", 1)
        path.write_text(text, "utf-8")
    build = [sys.executable, "-m", "ecoq", "build", "--no-search", "--no-pdf", "--root", str(ours)]
    return [
        Generator("ecoq", build, ours, ("site", ".cache")),
        Generator("Hugo", ["hugo", "--quiet"], folder / "hugo", ("public", "resources")),
        Generator("Pelican", ["pelican", "content", "-s", "pelicanconf.py", "-q"],
                  folder / "pelican", ("output", "__pycache__")),
        Generator("MkDocs", ["mkdocs", "build", "-q"], folder / "mkdocs", ("site",)),
        Generator("Eleventy", ["eleventy", "--quiet"], folder / "eleventy", ("_site",)),
    ]


def _for_pelican(text: str) -> str:
    """Pelican reads flat metadata: « Key: value » lines, lists left out."""
    header, body = text.split("---\n", 2)[1:]
    names = {"titre": "Title", "thematique": "Category", "commune": "Tags"}
    lines = [line for line in header.splitlines() if line[:1].isalpha() and not line.endswith(":")]
    pairs = [line.split(": ", 1) for line in lines]
    return "".join(f"{names.get(key, key)}: {value}\n" for key, value in pairs) + "\n" + body


def _table(size: int, costs: dict[str, dict[str, Cost]]) -> str:
    hugo = costs.get("Hugo")
    lines = [
        f"\n{size} fiches\n",
        "| generator | case | wall (s) | CPU (s) | peak (MB) | wall / Hugo |",
        "| --- | --- | --: | --: | --: | --: |",
    ]
    for name, cases in costs.items():
        for case, cost in cases.items():
            ratio = f"{cost.wall / hugo[case].wall:.2f}" if hugo else "–"
            lines.append(
                f"| {name} | {case} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.memory / 1e6:.0f} "
                f"| {ratio} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
