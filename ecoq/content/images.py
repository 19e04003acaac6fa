"""Pictures of ``content/images/``: what they must be before anything looks into them."""

from __future__ import annotations

from pathlib import Path

from ecoq import catalogue
from ecoq.content.source import find_link, shown_path
from ecoq.diagnostics import Diagnostic, Location

MAX_BYTES = 2_000_000

# The first bytes of the formats that browsers show and that run no script; None is any byte.
_WEBP = (*b"RIFF", None, None, None, None, *b"WEBP")
_SIGNATURES: dict[str, tuple[int | None, ...]] = {
    ".jpg": tuple(b"\xff\xd8\xff"),
    ".jpeg": tuple(b"\xff\xd8\xff"),
    ".png": tuple(b"\x89PNG\r\n\x1a\n"),
    ".webp": _WEBP,
}
_LONGEST = max(len(signature) for signature in _SIGNATURES.values())


def find_image_problem(root: Path, path: Path) -> Diagnostic | None:
    """Return what keeps a file from being published as a picture, or None."""
    place = Location(shown_path(root, path))
    if link := find_link(root, path):
        return catalogue.FILE_LINK.at(place, name=shown_path(root, link))
    reason = _find_reason(path)
    if reason is None:
        return None
    return catalogue.IMAGE_INVALID.at(
        place, text=place.path.rsplit("/", 1)[-1], reason=reason, limit=MAX_BYTES // 1000
    )


def _find_reason(path: Path) -> str | None:
    signature = _SIGNATURES.get(path.suffix)
    if not path.is_file():
        return "ce n'est pas un fichier"
    if signature is None:
        return "ce format n'est pas accepté"
    size = path.stat().st_size
    if size > MAX_BYTES:
        return f"elle pèse {size // 1000} ko"
    with path.open("rb") as file:
        start = file.read(_LONGEST)
    is_signed = len(start) >= len(signature) and all(
        expected in {None, byte} for expected, byte in zip(signature, start, strict=False)
    )
    return None if is_signed else f"ce n'est pas du {path.suffix.lstrip('.').upper()}"
