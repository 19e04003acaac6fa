"""Bodies worth reading and safe to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ecoq import catalogue
from ecoq.content.body import count_words, find_first_level_headings, find_html, find_links
from ecoq.content.model import Entry
from ecoq.diagnostics import Diagnostic
from ecoq.site.checks.scope import Scope

MINIMUM_WORDS = 40


def initiatives_are_told(scope: Scope) -> Iterator[Diagnostic]:
    """The body of a fiche says something."""
    for initiative in scope.content.initiatives:
        count = count_words(initiative.body)
        if count < MINIMUM_WORDS:
            yield catalogue.BODY_TOO_SHORT.at(
                initiative.body.location(0), count=count, minimum=MINIMUM_WORDS
            )


def headings_start_at_level_two(scope: Scope) -> Iterator[Diagnostic]:
    """The page has the only first-level heading."""
    for entry in _entries(scope):
        for found in find_first_level_headings(entry.body):
            yield catalogue.HEADING_LEVEL_ONE.at(found.location, text=found.text)


def bodies_have_no_html(scope: Scope) -> Iterator[Diagnostic]:
    """Bodies are Markdown; what HTML there is will be sanitised."""
    for entry in _entries(scope):
        for found in find_html(entry.body):
            yield catalogue.BODY_HTML.at(found.location, text=found.text[:80])


_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)


def links_are_safe(scope: Scope) -> Iterator[Diagnostic]:
    """Links of bodies are http(s), mailto, or relative to the site."""
    for entry in _entries(scope):
        for found in find_links(entry.body):
            address = re.sub(r"&\w+;|&#\w+;|[\x00-\x20]", ":", found.text)
            if found.text.startswith("//") or (
                _SCHEME.match(address) and not _SAFE.fullmatch(found.text)
            ):
                yield catalogue.LINK_UNSAFE.at(found.location, text=found.text[:80])


def _entries(scope: Scope) -> tuple[Entry, ...]:
    content = scope.content
    return (*content.initiatives, *content.issues, *content.pages)


CHECKS = (
    initiatives_are_told,
    headings_start_at_level_two,
    bodies_have_no_html,
    links_are_safe,
)
