"""A file of the site that can be made: where it goes, and how to make it when it is needed."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct


class Recipe(Struct, frozen=True):
    """A file about to be made: the values that decide every byte of it, and how to make it.

    Whoever has kept what the same ingredients gave need not make it again.
    """

    ingredients: tuple[object, ...]
    make: Callable[..., bytes]
    """Called with what the parts gave, in their order."""
    is_costly: bool = False
    """Worth keeping whatever happens to the rest."""
    parts: tuple[Recipe, ...] = ()
    """What is made first, to go into the file; no content decides them."""

    def follow(self, make_part: Callable[[Recipe], bytes] | None = None) -> bytes:
        """Make the file; ``make_part`` makes each of its parts, or finds it made."""
        return self.make(*map(make_part or Recipe.follow, self.parts))


class Output(Struct, frozen=True):
    """One file of the output; ``path`` is relative to the output folder, with "/"."""

    path: str
    prepare: Callable[[], Recipe | bytes]
    """Returns the content, or its recipe where it costs more to make than to prepare; called
    once, perhaps in another process, in any order."""
    is_indexed: bool = True
    """Whether search engines are told of it, if it is a page."""
    family: str = ""
    """Files of one family share much of their making: one process should make them all."""
