"""How long builds take: ours, and those of Hugo, Pelican, MkDocs and Eleventy, in one go.

    python bench/build.py [--sizes real 100 1000] [--cases cold fiche] [--generators ecoq hugo]

For each size: a collection is made, the site of each generator that is installed is prepared, then
all of them run in turn, case by case. ``real`` is this project's own content, for our build only.
Prints tables in Markdown, with ratios to Hugo; docs/speed.md says what is compared. Times depend on
the machine: compare lines of one run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import PROJECT, make_project
from generators import Generator, prepare_ours
from measure import CommandError, Cost, run_once
from report import Results, count_kinds, describe_kinds, describe_size, write_json
from rivals import PREPARATIONS, prepare_rivals
from shared_data import prepare_shared

REAL = "real"
LARGE = 10_000
"""From so many fiches on, slow generators run ``--slow-runs`` times only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is done before a build, and where its effect must show."""

    label: str
    prepare: Callable[[Generator, int], None]
    page: str = ""
    """A page of the site; ``{slug}`` is the fiche that changes."""
    text: str = ""
    """What the page must say; ``{turn}`` is that of the change."""


CASES: Mapping[str, Case] = {
    "cold": Case(
        label="from nothing, no cache", prepare=lambda generator, _: generator.clean()
    ),
    "nothing": Case(label="nothing changed", prepare=lambda *_: None),
    "fiche": Case(
        label="one fiche changed", prepare=Generator.change_fiche,
        page="initiatives/{slug}", text="Un mot de plus, le {turn}e.",
    ),
    "template": Case(
        label="one template changed", prepare=Generator.change_template,
        page="initiatives/{slug}", text="<i hidden>{turn}</i>",
    ),
    "theme": Case(
        label="one theme renamed", prepare=Generator.rename_theme,
        page="thematiques/numerique", text="Numérique {turn}",
    ),
}


def main() -> None:
    """Measure and print."""
    arguments = _read_arguments()
    results: dict[str, Results] = {}
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            generators = _prepare(Path(folder), size, arguments.generators)
            if not generators:
                sys.exit("Nothing to run: no generator that was asked for is installed.")
            if arguments.kinds:
                _build_all(generators)
                kinds = {one.name: count_kinds(one.output) for one in generators}
                print(describe_kinds(size, kinds), flush=True)
                continue
            slow_runs = arguments.slow_runs if _is_large(size) else arguments.runs
            results[size] = _measure([
                (one, slow_runs if one.is_slow else arguments.runs) for one in generators
            ], [CASES[name] for name in arguments.cases])
            # Before the folder is removed, which takes minutes.
            print(describe_size(size, results[size]), flush=True)
            if arguments.json:
                write_json(arguments.json, results)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", default=[REAL, "100", "1000"], metavar="SIZE")
    parser.add_argument("--cases", nargs="+", default=[*CASES], choices=[*CASES])
    parser.add_argument(
        "--generators", nargs="+", default=["ecoq", *PREPARATIONS],
        choices=["ecoq", *PREPARATIONS],
    )
    parser.add_argument("--runs", type=int, default=4, help=(
        "the first tells memory, the others time; if there is no other, both"
    ))
    parser.add_argument("--slow-runs", type=int, default=1, help=(
        f"runs of Pelican, MkDocs and Eleventy from {LARGE} fiches on"
    ))
    parser.add_argument("--kinds", action="store_true", help=(
        "measure nothing: count what each generator makes, kind by kind"
    ))
    parser.add_argument("--json", type=Path, help="where to write all the runs")
    parser.add_argument("--folder", type=Path, help="where to work (default: that of the system)")
    return parser.parse_args()


def _is_large(size: str) -> bool:
    return size != REAL and int(size) >= LARGE


def _prepare(folder: Path, size: str, names: Sequence[str]) -> list[Generator]:
    """Make the site of each generator that is installed; the others are named."""
    root = folder / "ecoq"
    root.mkdir()
    if size == REAL:
        for name in ("content", "templates", "assets"):
            shutil.copytree(PROJECT / name, root / name)
        return [prepare_ours(root)]
    make_project(root, int(size))
    ours = prepare_ours(root)
    generators = [ours] if "ecoq" in names else []
    rivals = [name for name in names if name in PREPARATIONS]
    if rivals:
        _build_all([ours])
        shared = prepare_shared(root, ours.output)
        generators += prepare_rivals(folder, rivals, root / "content", shared)
    for name in sorted({*names} - {one.name.lower() for one in generators}):
        print(f"{name}: not installed, left out", file=sys.stderr)
    return generators


def _build_all(generators: Sequence[Generator]) -> None:
    for generator in generators:
        _run(generator, samples_memory=False)


def _run(generator: Generator, *, samples_memory: bool) -> Cost:
    return run_once(generator.command, generator.folder, {}, samples_memory=samples_memory)


def _measure(generators: Sequence[tuple[Generator, int]], cases: Sequence[Case]) -> Results:
    """Run all generators in turn, each as many times as is asked of it, or until it fails."""
    if CASES["cold"] not in cases:
        _build_all([generator for generator, _ in generators])
    costs: defaultdict[tuple[str, str], list[Cost]] = defaultdict(list)
    failed: set[str] = set()
    for turn in range(max(runs for _, runs in generators)):
        for case in cases:
            for generator, runs in generators:
                if turn >= runs or generator.name in failed:
                    continue
                try:
                    cost = _measure_once(generator, case, turn)
                except CommandError as error:
                    print(error, file=sys.stderr)
                    failed.add(generator.name)
                else:
                    costs[generator.name, case.label].append(cost)
    return dict(costs)


def _measure_once(generator: Generator, case: Case, turn: int) -> Cost:
    case.prepare(generator, turn)
    # What earlier runs wrote is not written at the expense of this one.
    os.sync()
    # The first run, which warms up what the system keeps in memory, tells no time if others do.
    cost = _run(generator, samples_memory=turn == 0)
    if case.page:
        _check(generator, case, turn)
    return cost


def _check(generator: Generator, case: Case, turn: int) -> None:
    page = generator.output / case.page.format(slug=generator.fiche.stem) / "index.html"
    if case.text.format(turn=turn) not in page.read_text("utf-8"):
        raise RuntimeError(f"{generator.name}: « {case.label} » does not show in {page}")


if __name__ == "__main__":
    main()
