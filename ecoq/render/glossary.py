"""The glossary as a finder: where a text mentions one of its terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from ecoq.content.model import Term
from ecoq.territory.names import slugify


class Glossary(Struct, frozen=True, dict=True):
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
        by_letter = _group_by_letter(self._by_form)
        # Beginning with a letter lets the search leap to those that begin a form.
        alternatives = "|".join(
            rf"{letter}(?<![\w-]{letter}){_match_any(rests)}" for letter, rests in by_letter.items()
        )
        return re.compile(rf"(?:{alternatives or '(?!)'})(?![\w-])")

    def find(self, text: str) -> Iterator[tuple[re.Match[str], Term]]:
        """Yield each mention with its term."""
        for match in self._pattern.finditer(text):
            yield match, self._by_form[match[0]]


def _group_by_letter(forms: Iterable[str]) -> dict[str, list[str]]:
    """Return what follows the first letter of each form, by that letter, ready for a pattern."""
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(re.escape(form[0]), []).append(form[1:])
    return groups


def _match_any(forms: list[str]) -> str:
    """Return a pattern that matches the longest of some forms, looking at each letter once."""
    longer = _group_by_letter(form for form in forms if form)
    alternatives = "|".join(letter + _match_any(rests) for letter, rests in longer.items())
    ends = "?" if "" in forms else ""
    return f"(?:{alternatives}){ends}" if alternatives else ""


def _plural(form: str) -> str:
    """« régie de quartier » → « régies de quartier »: French marks the first word."""
    first, space, rest = form.partition(" ")
    return f"{first}s{space}{rest}"
