"""The tables of the build bench: what runs cost, and what generators make."""

from __future__ import annotations

import json
import os
import platform
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from measure import Cost, median_cost

Results = Mapping[tuple[str, str], Sequence[Cost]]
"""All runs, by generator and case."""

Kinds = Mapping[str, tuple[int, int]]
"""How many files, and how many bytes, of each kind."""

YARDSTICK = "Hugo"

# The first pattern that a path matches gives its kind.
_KINDS = (
    (r"initiatives/[^/]+/index\.html", "page of a fiche"),
    (r"donnees/initiatives/.*\.json", "a fiche as JSON"),
    (r"contribuer/fiche/.+-\d+\.json", "a fiche for the form"),
    (r"thematiques/.+/index\.html", "list of a theme"),
    (r"regions/.+/index\.html", "list of a région"),
    (r"departements/.+/index\.html", "list of a département"),
    (r"communes/.+/index\.html", "list of a commune"),
    (r"initiatives/index\.html", "list of all fiches"),
    (r"carte/index\.html", "explorer"),
    (r"carte\.html", "map in one file"),
    (r"flux/.*\.xml|.*/flux\.xml|.*flux.xml", "Atom feed"),
    (r"flux/.*\.json|.*/flux\.json", "JSON feed"),
    (r"donnees/initiatives\.geojson", "GeoJSON"),
    (r"donnees/initiatives\.json", "all fiches as JSON"),
    (r"donnees/initiatives\.csv", "CSV"),
    (r"donnees/initiatives\.xlsx", "workbook"),
    (r"sitemap\.xml.*", "sitemap"),
    (r"build\.json|donnees/SHA256SUMS|contribuer/fiche/fiches\.json", "digests, index of the form"),
    (r"assets/.*|partage/.*", "assets, social cards"),
    (r".*\.html", "other pages"),
    (r".*", "other files"),
)


def describe_size(size: str, results: Results) -> str:
    """Return the table of one size, in Markdown."""
    medians = {key: median_cost(costs) for key, costs in results.items()}
    lines = [
        f"\n### {_name(size)}\n",
        "| generator | case | wall (s) | CPU (s) | memory (MB) | largest process (MB) "
        f"| wall / {YARDSTICK} | CPU / {YARDSTICK} | memory / {YARDSTICK} | runs |",
        "| --- | --- |" + " --: |" * 8,
    ]
    for generator, case in sorted(medians, key=lambda key: _rank(key, results)):
        cost = medians[generator, case]
        ratios = " | ".join(_ratios(cost, medians.get((YARDSTICK, case))))
        lines.append(
            f"| {generator} | {case} | {cost.wall:.2f} | {cost.cpu:.2f} "
            f"| {(cost.memory or 0) / 1e6:.0f} | {cost.largest / 1e6:.0f} | {ratios} "
            f"| {len(results[generator, case])} |"
        )
    return "\n".join(lines)


def _rank(key: tuple[str, str], results: Results) -> tuple[int, int]:
    """Generators together, in the order of the runs, as are their cases."""
    generators = list(dict.fromkeys(generator for generator, _ in results))
    cases = list(dict.fromkeys(case for _, case in results))
    return generators.index(key[0]), cases.index(key[1])


def _name(size: str) -> str:
    return f"{int(size):,} fiches".replace(",", " ") if size.isdigit() else "The real content"


def _ratios(cost: Cost, yardstick: Cost | None) -> Iterator[str]:
    for mine, other in (
        (cost.wall, yardstick and yardstick.wall), (cost.cpu, yardstick and yardstick.cpu),
        (cost.memory, yardstick and yardstick.memory),
    ):
        yield f"{mine / other:.2f}" if mine and other else "–"


def write_json(path: Path, results: Mapping[str, Results]) -> None:
    """Write all runs and the machine that made them."""
    path.write_text(json.dumps({
        "machine": {
            "cores": os.cpu_count(), "system": platform.platform(),
            "python": platform.python_version(),
        },
        "runs": [
            {"size": size, "generator": generator, "case": case, **asdict(cost)}
            for size, of_size in results.items()
            for (generator, case), costs in of_size.items() for cost in costs
        ],
    }, indent=1) + "\n", "utf-8")


def count_kinds(folder: Path) -> Kinds:
    """Count the files of a site by kind, and their bytes."""
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file():
            kind = _kind_of(path.relative_to(folder).as_posix())
            counts[kind] += 1
            sizes[kind] += path.stat().st_size
    return {kind: (counts[kind], sizes[kind]) for kind in counts}


def _kind_of(path: str) -> str:
    return next(kind for pattern, kind in _KINDS if re.fullmatch(pattern, path))


def describe_kinds(size: str, kinds: Mapping[str, Kinds]) -> str:
    """Return what each generator makes, in Markdown: files, and kB in all."""
    lines = [
        f"\n### {_name(size)}: files, and kB in all\n",
        f"| kind | {' | '.join(kinds)} |", "| --- |" + " --: |" * len(kinds),
    ]
    for kind in dict.fromkeys(kind for _, kind in _KINDS):
        found = [of_one.get(kind) for of_one in kinds.values()]
        if any(found):
            cells = [f"{one[0]} · {one[1] / 1000:.0f}" if one else "–" for one in found]
            lines.append(f"| {kind} | {' | '.join(cells)} |")
    totals = [
        f"{sum(count for count, _ in of_one.values())} · "
        f"{sum(size for _, size in of_one.values()) / 1000:.0f}"
        for of_one in kinds.values()
    ]
    return "\n".join([*lines, f"| **in all** | {' | '.join(totals)} |"])
