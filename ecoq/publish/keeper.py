"""Makes files from their recipes, and keeps the costly ones for later builds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.synchronize import Event

from msgspec import Struct

from ecoq.publish.cache import Cache
from ecoq.publish.fingerprint import Fingerprinter
from ecoq.publish.workers import can_fork, working_beside
from ecoq.render.output import Recipe


class Keeper(Struct, frozen=True):
    """A store of costly files, for one set of tools to make them with."""

    cache: Cache
    toolchain: str

    def make(self, recipe: Recipe, digest: str) -> bytes:
        """Return the file of a recipe; ``digest`` is that of its ingredients."""
        if not recipe.is_costly:
            return recipe.follow(self.make_part)
        kept = self.find(digest)
        if kept is not None:
            return kept
        data = recipe.follow(self.make_part)
        self.cache.keep(self._key(digest), data)
        return data

    def make_part(self, recipe: Recipe) -> bytes:
        """Return what a recipe gives, whoever asks for it."""
        return self.make(recipe, digest_of(recipe))

    def find_made(self, recipe: Recipe) -> bytes | None:
        """Return what a recipe gave, if it is kept."""
        return self.find(digest_of(recipe))

    def find(self, digest: str) -> bytes | None:
        """Return the file of these ingredients, if it is kept."""
        return self.cache.find(self._key(digest))

    def has(self, digest: str) -> bool:
        """Whether the file of these ingredients is kept."""
        return self.cache.has(self._key(digest))

    def _key(self, digest: str) -> str:
        """Other ingredients, or other tools to make them with, are another file."""
        return Fingerprinter().digest(self.toolchain, digest)


def digest_of(recipe: Recipe) -> str:
    """Return the digest of the ingredients of a recipe."""
    return Fingerprinter().digest(*recipe.ingredients)


class Ahead(Struct, frozen=True):
    """A costly file that no content decides, and where it is kept."""

    keeper: Keeper
    recipe: Recipe
    is_shared: bool = False
    """Several files need it, or one that comes late: it is made whatever happens."""

    def is_missing(self) -> bool:
        """Whether it is not kept yet."""
        return not self.keeper.has(digest_of(self.recipe))


@contextmanager
def making_ahead(wanted: Iterable[Ahead], *, jobs: int) -> Iterator[Callable[[], None]]:
    """Make costly files in another process, in their order, while content is read.

    Yields what to call when this process has work for all: the other then makes only what is
    shared.
    """
    missing = [file for file in wanted if file.is_missing()]
    if not missing or jobs == 1 or not can_fork():
        yield lambda: None
        return
    is_enough = get_context("fork").Event()
    with working_beside(lambda: _make_all(missing, is_enough)):
        yield is_enough.set


def _make_all(missing: Sequence[Ahead], is_enough: Event) -> None:
    for file in missing:
        if file.is_shared or not is_enough.is_set():
            # What cannot be made is told where the file is needed.
            with suppress(Exception):
                file.keeper.make_part(file.recipe)
