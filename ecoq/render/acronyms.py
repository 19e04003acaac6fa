"""Acronyms of the glossary, by which what a text says in full words may be sought.

« IAE » finds a fiche that says « insertion par l'activité économique » and never « IAE ».
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from ecoq.content.model import Term
from ecoq.render.words import stems

# Words that follow each other in a text do not across two texts.
_BETWEEN = "."


class Acronyms(Struct, frozen=True, dict=True):
    """The terms of the glossary that have a full form."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def _by_words(self) -> list[tuple[str, list[str]]]:
        """The stems of the full form, between spaces, and those of the term."""
        return [
            (f" {' '.join(stems(term.expansion))} ", stems(term.term))
            for term in self.terms if term.expansion
        ]

    def find(self, texts: Iterable[list[str]]) -> list[str]:
        """Return the stems of the terms that texts, given as stems, say in full words."""
        said = f" {f' {_BETWEEN} '.join(' '.join(text) for text in texts)} "
        return [stem for words, term in self._by_words if words in said for stem in term]
