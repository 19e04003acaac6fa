"""The glossary as a finder: where a text mentions one of its terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ecoq.content.model import Term
from ecoq.territory.names import slugify


@dataclass(frozen=True)
class Glossary:
    """Finds the terms of the glossary in a text."""

    terms: tuple[Term, ...]

    @cached_property
    def by_slug(self) -> dict[str, Term]:
        """The terms by the slug of their address."""
        return {slugify(term.term): term for term in self.terms}

    @cached_property
    def _by_form(self) -> dict[str, Term]:
        """The terms by each form that texts give them: « Régie de quartier », its plural."""
        forms: dict[str, Term] = {}
        for term in self.terms:
            for form in term.term.split(" / "):
                forms[form] = term
                if not form.isupper():
                    common = form[0].lower() + form[1:]
                    forms.update({common: term, _plural(common): term})
        return forms

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_form, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, longest_first)) or r"(?!)"
        return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")

    def find(self, text: str) -> Iterator[tuple[re.Match[str], Term]]:
        """Yield each mention with its term."""
        for match in self._pattern.finditer(text):
            yield match, self._by_form[match[0]]


def _plural(form: str) -> str:
    """« régie de quartier » → « régies de quartier »: French marks the first word."""
    first, space, rest = form.partition(" ")
    return f"{first}s{space}{rest}"
