"""Bodies worth reading and safe to read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice

from ecoq import catalogue
from ecoq.content.body import (
    MOST_LEVELS,
    count_words,
    find_first_level_headings,
    find_flat_sublists,
    find_html,
    find_left_open,
    find_links,
    find_too_deep,
)
from ecoq.content.model import Entry, Initiative
from ecoq.content.values import is_plain_host
from ecoq.diagnostics import Diagnostic
from ecoq.site.checks.scope import Scope

MINIMUM_WORDS = 40

# Of one kind in one body: whoever has mended these has understood the others.
MOST_SHOWN = 100


def initiative_is_told(entry: Entry) -> Iterator[Diagnostic]:
    """The body of a fiche says something."""
    if isinstance(entry, Initiative) and (count := count_words(entry.body)) < MINIMUM_WORDS:
        yield catalogue.BODY_TOO_SHORT.at(
            entry.body.location(0), count=count, minimum=MINIMUM_WORDS
        )


def headings_start_at_level_two(entry: Entry) -> Iterator[Diagnostic]:
    """The page has the only first-level heading."""
    for found in islice(find_first_level_headings(entry.body), MOST_SHOWN):
        yield catalogue.HEADING_LEVEL_ONE.at(found.location, text=found.text)


def body_has_no_html(entry: Entry) -> Iterator[Diagnostic]:
    """Bodies are Markdown; what HTML there is will be sanitised."""
    for found in islice(find_html(entry.body), MOST_SHOWN):
        yield catalogue.BODY_HTML.at(found.location, text=found.text)


def lists_can_be_followed(entry: Entry) -> Iterator[Diagnostic]:
    """Lists and quotes are in no more others than a reader, and the parser, can follow."""
    for found in islice(find_too_deep(entry.body), MOST_SHOWN):
        yield catalogue.BODY_TOO_DEEP.at(found.location, limit=MOST_LEVELS)


def sublists_are_set_in(entry: Entry) -> Iterator[Diagnostic]:
    """Lists in others are set in far enough to be shown in them."""
    for found in islice(find_flat_sublists(entry.body), MOST_SHOWN):
        yield catalogue.SUBLIST_FLAT.at(found.location)


def marks_are_closed(entry: Entry) -> Iterator[Diagnostic]:
    """Brackets and tags are open with no more others than the parser can look for the end of."""
    for found in find_left_open(entry.body):
        yield catalogue.BODY_LEFT_OPEN.at(found.location, limit=MOST_LEVELS)


_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_HOST = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_THIS_MACHINE = re.compile(r"(?:localhost|127\.0\.0\.1)(?::\d+)?")  # guides speak of it
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)


def links_are_safe(entry: Entry) -> Iterator[Diagnostic]:
    """Links of bodies are http(s), mailto, or relative to the site."""
    unsafe = (found for found in find_links(entry.body) if not _is_safe(found.text))
    for found in islice(unsafe, MOST_SHOWN):
        yield catalogue.LINK_UNSAFE.at(found.location, text=found.text)


def _is_safe(address: str) -> bool:
    spelt_out = re.sub(r"[\x00-\x20]", "", unescape(address))  # as browsers read it
    if not _SCHEME.match(spelt_out):
        return not re.match(r"[/\\]{2}", spelt_out)
    return bool(_SAFE.fullmatch(address)) and _leads_where_it_says(address)


def _leads_where_it_says(address: str) -> bool:
    host = _HOST.match(address)
    return host is None or is_plain_host(host[1]) or bool(_THIS_MACHINE.fullmatch(host[1]))


def bodies_are_their_own(scope: Scope) -> Iterator[Diagnostic]:
    """No fiche tells what another tells, word for word: one was copied and not written yet."""
    ending_alike: defaultdict[bytes, list[Initiative]] = defaultdict(list)
    for initiative in scope.content.initiatives:
        body = initiative.body.written
        end = body.whole[max(body.start, body.end - _ENDING) : body.end]
        ending_alike[end.translate(None, _BLANKS)[-_COMPARED:]].append(initiative)
    for initiatives in ending_alike.values():
        if len(initiatives) > 1:
            yield from _same_bodies(initiatives)


# In bytes. The ends of thousands of bodies are compared in milliseconds, at each build; of those
# that are the same, the whole is.
_ENDING, _COMPARED = 80, 40
_BLANKS = b" \t\n"


def _same_bodies(initiatives: Iterable[Initiative]) -> Iterator[Diagnostic]:
    """Report each body that a fiche before it has; that nothing is told is told already."""
    first_with: dict[bytes, Initiative] = {}
    for initiative in initiatives:
        words = initiative.body.written.data.translate(None, _BLANKS)
        other = first_with.setdefault(words, initiative)
        if other is not initiative and count_words(initiative.body) >= MINIMUM_WORDS:
            text = initiative.body.text
            yield catalogue.BODY_TWICE.at(
                initiative.body.location(len(text) - len(text.lstrip())), text=other.title,
                path=other.origin.path,
            )


CHECKS = (bodies_are_their_own,)

ENTRY_CHECKS = (
    initiative_is_told,
    headings_start_at_level_two,
    body_has_no_html,
    lists_can_be_followed,
    sublists_are_set_in,
    marks_are_closed,
    links_are_safe,
)
