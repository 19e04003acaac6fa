"""Makes files from their recipes, and keeps the costly ones for later builds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from ecoq.publish.cache import Cache
from ecoq.publish.fingerprint import Fingerprinter
from ecoq.publish.leash import Leash, hold_leash
from ecoq.publish.workers import can_fork
from ecoq.render.output import Recipe


@dataclass(frozen=True, slots=True)
class Keeper:
    """A store of costly files, for one set of tools to make them with."""

    cache: Cache
    toolchain: str

    def make(self, recipe: Recipe, digest: str) -> bytes:
        """Return the file of a recipe; ``digest`` is that of its ingredients."""
        if not recipe.is_costly:
            return recipe.make()
        key = self._key(digest)
        kept = self.cache.find(key)
        if kept is not None:
            return kept
        data = recipe.make()
        self.cache.keep(key, data)
        return data

    def has(self, digest: str) -> bool:
        """Whether the file of these ingredients is kept."""
        return self.cache.has(self._key(digest))

    def _key(self, digest: str) -> str:
        """Other ingredients, or other tools to make them with, are another file."""
        return Fingerprinter().digest(self.toolchain, digest)


@contextmanager
def making_ahead(recipes: Iterable[Recipe], keeper: Keeper | None, *, jobs: int) -> Iterator[None]:
    """Make costly files that no content decides in another process, while content is read."""
    if keeper is None or jobs == 1 or not can_fork():
        yield
        return
    missing = [
        (recipe, digest) for recipe in recipes
        if not keeper.has(digest := Fingerprinter().digest(*recipe.ingredients))
    ]
    if not missing:
        yield
        return
    with hold_leash() as leash:
        helper = get_context("fork").Process(
            target=_make_all, args=(missing, keeper, leash), daemon=True
        )
        helper.start()
        try:
            yield
        finally:
            helper.terminate()
            helper.join()


def _make_all(missing: list[tuple[Recipe, str]], keeper: Keeper, leash: Leash) -> None:
    leash.follow()
    for recipe, digest in missing:
        keeper.make(recipe, digest)
