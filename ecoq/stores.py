"""What earlier builds of a project left, that the next one may use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ecoq.publish.cache import Cache
from ecoq.publish.destination import Destination
from ecoq.publish.inputs import Inputs
from ecoq.publish.keeper import Ahead, Keeper
from ecoq.publish.replace import find_staging_parent, staging_folder
from ecoq.publish.shelf import Shelf
from ecoq.render import fonts
from ecoq.render.html import compiled_templates, digest_templates
from ecoq.render.map import COMPOSED_MAP
from ecoq.site.checks import check_entry
from ecoq.territory.gazetteer import Gazetteer

# What lies there is run, so it is no part of the cache, which may come from elsewhere.
_CODE_SUFFIX = "-code"
_MAX_CODE_BYTES = 8_000_000


@contextmanager
def cache_for(destination: Destination, *, is_kept: bool) -> Iterator[Path]:
    """Give the folder of the cache, or that of an empty one that is taken away afterwards."""
    if is_kept:
        yield destination.cache
        return
    parent = find_staging_parent(destination.cache, destination.output)
    with staging_folder(parent, destination.staging_prefix) as folder:
        yield folder / "cache"


class Stores(Struct, frozen=True, kw_only=True):
    """Entries that were read, costly files that were made, templates that were compiled."""

    shelf: Shelf
    files: Keeper
    code: Keeper

    @classmethod
    def open(cls, cache: Path, inputs: Inputs, toolchain: str, jobs: int = 1) -> Stores:
        """Return the stores below a cache folder; entries are read by so many processes."""
        gazetteer = Gazetteer.load()
        code = cache.with_name(cache.name + _CODE_SUFFIX)
        return cls(
            shelf=Shelf(
                folder=cache / "entries", toolchain=toolchain, digests=inputs.digests,
                is_sound=lambda entry: not any(check_entry(entry, gazetteer)), jobs=jobs,
            ),
            files=Keeper(Cache(cache / "files"), toolchain),
            code=Keeper(Cache(code, _MAX_CODE_BYTES), toolchain),
        )

    def after(self, inputs: Inputs) -> Stores:
        """Return the stores for inputs that have changed, what is open of them included."""
        return replace(self, shelf=self.shelf.after(inputs.digests))

    def static_files(self, root: Path) -> Iterator[Ahead]:
        """Yield what no content decides, and where it is kept: first what is needed first."""
        templates = root / "templates"
        compiled = compiled_templates(templates, digest_templates(templates))
        yield Ahead(self.code, compiled, is_shared=True)
        yield Ahead(self.files, COMPOSED_MAP, is_shared=True)
        for recipe in fonts.recipes().values():
            yield Ahead(self.files, recipe)

    def prune(self) -> None:
        """Remove what was used least recently, until the rest is within bounds."""
        self.files.cache.prune()
        self.code.cache.prune()
