"""``build.json``: what the build made, so that it can be verified and safely replaced."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ecoq.publish.write import Written


def render_manifest(files: Iterable[Written]) -> bytes:
    """Return the manifest: the SHA-256 of each file, by path. It holds no time, no machine."""
    digests = {written.path: written.sha256 for written in files}
    return json.dumps({"files": dict(sorted(digests.items()))}, indent=0).encode() + b"\n"
