"""A site that is made as it is looked at: nothing is written, an edit shows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

from msgspec import Struct, field

from ecoq.publish.fingerprint import Fingerprinter
from ecoq.publish.keeper import Keeper
from ecoq.publish.links import find_broken_links, read_page_links
from ecoq.render.output import Output
from ecoq.site import urls


class _MadeFile(Struct, frozen=True):
    """A file, and the digest of what it was made from."""

    digest: str
    data: bytes


class LiveSite(Struct, frozen=True):
    """The outputs of one version of the content, each made when it is asked for."""

    outputs: Mapping[str, Output]
    keeper: Keeper
    _made: dict[str, _MadeFile]
    """What is made already: a file whose ingredients stay the same serves the next version."""
    _fingerprinter: Fingerprinter = field(default_factory=Fingerprinter)
    # The Markdown parser cannot serve two threads at once.
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def after(cls, last: LiveSite | None, outputs: Sequence[Output], keeper: Keeper) -> LiveSite:
        """Return the version of a site that follows another."""
        by_path = {output.path: output for output in outputs}
        return cls(by_path, keeper, last._made if last else {})

    def find(self, path: str) -> bytes | None:
        """Return a file by its path from the site's root, or None if there is none there."""
        output = self.outputs.get(path)
        if output is None:
            return None
        with self._lock:
            return self._make(output)

    def _make(self, output: Output) -> bytes:
        prepared = output.prepare()
        if isinstance(prepared, bytes):
            return prepared
        digest = self._fingerprinter.digest(*prepared.ingredients)
        made = self._made.get(output.path)
        if made is None or made.digest != digest:
            made = _MadeFile(digest, self.keeper.make(prepared, digest))
            self._made[output.path] = made
        return made.data

    def broken_links(self, path: str, page: bytes) -> tuple[str, ...]:
        """Return the links of a page that lead to no file of the site, as they are written."""
        # Only a build sums up the files of the data: it comes after all of them.
        files = (*self.outputs, urls.CHECKSUMS)
        broken = find_broken_links({path: read_page_links(page)}, files)
        return tuple(sorted(found.link for found in broken))
