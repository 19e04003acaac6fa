"""What the build made, so that it can be verified and safely replaced.

``build.json`` says it of the whole site, ``SHA256SUMS`` of the open data, for ``sha256sum``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ecoq.publish.state import Made
from ecoq.render.output import Output
from ecoq.site import urls


def render_manifest(files: Iterable[Made]) -> bytes:
    """Return the manifest: the SHA-256 of each file, by path. It holds no time, no machine."""
    digests = {made.path: made.sha256 for made in files}
    return json.dumps({"files": dict(sorted(digests.items()))}, indent=0).encode() + b"\n"


def plan_checksums(files: Iterable[Made]) -> Iterator[Output]:
    """Yield the sums of the open data, if there are any."""
    lines = sorted(
        f"{made.sha256}  {made.path.removeprefix(urls.DATA)}\n"
        for made in files
        if made.path.startswith(urls.DATA) and made.path != urls.output_path(urls.DATA)
    )
    if lines:
        yield Output(urls.CHECKSUMS, lambda: "".join(lines).encode())
