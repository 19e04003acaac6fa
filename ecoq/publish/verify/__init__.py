"""Checks a built site again, without its sources: whole, sound, linked, and closed to outsiders."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from ecoq.publish.links import find_broken_links, read_page_links
from ecoq.publish.replace import MANIFEST
from ecoq.publish.verify.data import check_data
from ecoq.publish.verify.faults import Fault
from ecoq.publish.verify.hosts import check_hosts
from ecoq.publish.verify.pages import check_page

__all__ = ["Fault", "verify_site"]


def verify_site(site: Path) -> list[Fault]:
    """Return all the faults of a built site, by path."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*")) if path.is_file()
    }
    return sorted({
        *_check_manifest(files), *_check_links(files),
        *(fault for path, data in files.items() for fault in _check_file(path, data)),
    })


def _check_file(path: str, data: bytes) -> Iterator[Fault]:
    if path.endswith(".html"):
        yield from check_page(path, data.decode("utf-8", "replace"))
    yield from check_data(path, data)
    yield from check_hosts(path, data)


def _check_manifest(files: dict[str, bytes]) -> Iterator[Fault]:
    """Each file is listed in ``build.json`` with its digest, and each listed file is there."""
    try:
        listed = dict(json.loads(files[MANIFEST])["files"])
    except (KeyError, ValueError, TypeError):
        yield Fault(MANIFEST, "la liste des fichiers manque ou n'est pas lisible")
        return
    for path, digest in listed.items():
        if path not in files:
            yield Fault(path, "ce fichier manque")
        elif hashlib.sha256(files[path]).hexdigest() != digest:
            yield Fault(path, "ce fichier a été modifié depuis la construction")
    for path in files.keys() - listed.keys() - {MANIFEST}:
        yield Fault(path, "ce fichier n'a pas été fait par la construction")


def _check_links(files: dict[str, bytes]) -> Iterator[Fault]:
    pages = {path: read_page_links(data) for path, data in files.items() if path.endswith(".html")}
    for broken in find_broken_links(pages, files):
        yield Fault(broken.page, f"le lien « {broken.link} » ne mène nulle part")
