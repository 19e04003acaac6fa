"""``build.json``: what the build made, so that it can be verified and safely replaced."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ecoq.publish.state import Made


def render_manifest(files: Iterable[Made]) -> bytes:
    """Return the manifest: the SHA-256 of each file, by path. It holds no time, no machine."""
    digests = {made.path: made.sha256 for made in files}
    return json.dumps({"files": dict(sorted(digests.items()))}, indent=0).encode() + b"\n"
