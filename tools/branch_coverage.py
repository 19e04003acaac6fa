"""Fails if the tests take too few of the branches of the packages that must not fail.

``coverage report`` puts lines and branches into one figure; this one is of branches alone. It
reads what ``coverage combine`` left: see ``make coverage``.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGES = ("ecoq/content", "ecoq/site", "ecoq/publish")
MINIMUM = 95


def measure(package: str) -> tuple[int, int]:
    """Return how many branches of a package were taken, of how many."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        subprocess.run(
            [sys.executable, "-m", "coverage", "json", "--quiet", f"--include={package}/*",
             "-o", str(report)], check=True,
        )
        totals = json.loads(report.read_text("utf-8"))["totals"]
    return totals["covered_branches"], totals["num_branches"]


def main() -> int:
    """Print the share of each package."""
    is_enough = True
    for package in PACKAGES:
        taken, branches = measure(package)
        share = 100 * taken / branches
        print(f"{package:14} {taken:4}/{branches:<4} branches  {share:.1f} %")
        is_enough &= share >= MINIMUM
    return 0 if is_enough else 1


if __name__ == "__main__":
    sys.exit(main())
