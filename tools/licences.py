"""Print the licence of each package that the locks name, from what is installed.

``python tools/licences.py`` prints a table; it ends with 1 if a package has no known licence, or
one that would bind what we publish. Nothing is asked of any service.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
# Whoever redistributes a modified program under one of these must publish its source. We ship none
# of these packages: the ones below only run while the site is built or tested.
_BINDING = re.compile(
    r"\b(?:A?GPL|GNU (?:Affero )?General|SSPL|EUPL|CC[- ]BY[- ]NC)", re.IGNORECASE
)
# What these packages say in their files and not in their metadata, read by us.
_READ = {
    "axe-playwright-python": "MIT (file LICENSE)",
    "text-unidecode": "Artistic License, chosen over the GPL (file LICENSE.txt)",
    "xstatic-leaflet": "BSD-2-Clause (Leaflet)",
    "xstatic-leaflet-markercluster": "MIT (Leaflet.markercluster)",
    "pyphen": "MPL-1.1, chosen over the LGPL and the GPL (classifiers)",
}


def main() -> int:
    """Print the report of both locks."""
    faults = 0
    for lock in ("requirements.txt", "requirements-dev.txt"):
        print(f"\n{lock}\n")
        for name in sorted(set(_LOCKED.findall((REPOSITORY / lock).read_text("utf-8")))):
            licence = _READ.get(name) or find_licence(name)
            fault = find_fault(licence)
            faults += fault is not None
            print(f"{name:32} {licence or '?'}{f'   <- {fault}' if fault else ''}")
    return int(faults > 0)


def find_fault(licence: str | None) -> str | None:
    """Return what keeps a package from being used without a second thought, or None."""
    if licence is None:
        return "unknown licence"
    is_chosen = "chosen over" in licence
    return "binding licence" if _BINDING.search(licence) and not is_chosen else None


def find_licence(name: str) -> str | None:
    """Return the licence that an installed package states."""
    try:
        return next(_statements(distribution(name)), None)
    except PackageNotFoundError:
        return "not installed here"


def _statements(package: Distribution) -> Iterator[str]:
    """The places where packages say it, the most precise first."""
    metadata = package.metadata
    if expression := metadata.get("License-Expression"):
        yield expression
    classifiers = [
        text.rpartition(" :: ")[2] for text in metadata.get_all("Classifier") or []
        if text.startswith("License :: ") and text != "License :: OSI Approved"
    ]
    if classifiers:
        yield " / ".join(classifiers)
    stated = (metadata.get("License") or "").strip()
    if stated and stated.upper() != "UNKNOWN":
        yield stated.splitlines()[0]


if __name__ == "__main__":
    sys.exit(main())
