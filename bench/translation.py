"""The content of a project, written anew for another generator.

What a fiche says is the same for all: keys that a generator wants by another name are added, none
is left out. ``[[…]]`` becomes a link to the same page, unchecked.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from shared_data import Fiche, Shared

Header = Mapping[str, object]

_REFERENCE = re.compile(r"\[\[([^]|]+)(?:\|([^]]+))?\]\]")
_DATE = re.compile(r"^( +date: )(\S+)$", re.MULTILINE)
_COPIED = (
    "assets", "partage", "apple-touch-icon.png", "icone-512.png", "manifest.webmanifest",
    "robots.txt", "_headers", ".well-known", "donnees/LICENCE.txt", "donnees/datapackage.json",
    "donnees/dcat.jsonld", "donnees/initiative.schema.json", "donnees/initiatives.schema.json",
)


def write_data(folder: Path, shared: Shared) -> None:
    """Write what rivals are told of places and themes, a JSON file for each kind."""
    folder.mkdir(parents=True)
    for name, value in shared.data.items():
        text = json.dumps(value, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text, "utf-8")


def copy_ready_files(shared: Shared, folder: Path) -> None:
    """Copy the files that a generator only has to copy too."""
    for name in _COPIED:
        source, target = shared.built / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)


def write_fiches(
    content: Path, folder: Path, fiches: Iterable[Fiche], additions: Callable[[Fiche], Header]
) -> None:
    """Write all fiches, with additions to their headers."""
    folder.mkdir(parents=True)
    for fiche in fiches:
        header, body = split(content / "initiatives" / f"{fiche.slug}.md")
        dated = _DATE.sub(r'\1"\2"', header)
        (folder / f"{fiche.slug}.md").write_text(
            f"---\n{_dump(additions(fiche))}{dated}---\n{_link_references(body)}", "utf-8"
        )


def write_pages(content: Path, folder: Path, header_of: Callable[[str, Any], Header]) -> None:
    """Write the free pages, with headers made from their slugs and their own headers."""
    for path in sorted((content / "pages").glob("*.md")):
        header, body = split(path)
        own = header_of(path.stem, yaml.safe_load(header))
        write(folder / path.name, own, _link_references(body))


def split(path: Path) -> tuple[str, str]:
    """Return the header and the body of a file."""
    header, body = path.read_text("utf-8").removeprefix("---\n").split("---\n", 1)
    return header, body


def _link_references(body: str) -> str:
    return _REFERENCE.sub(
        lambda found: f"[{found[2] or found[1]}](/initiatives/{found[1]}/)", body
    )


def write(path: Path, header: Header, body: str = "") -> None:
    """Write a file with a header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{_dump(header)}---\n{body}", "utf-8")


def _dump(header: Header) -> str:
    """As JSON values, which YAML reads: faster to write than YAML."""
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in header.items()
    )
