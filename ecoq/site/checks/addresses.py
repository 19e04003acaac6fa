"""One page, one address: slugs, former addresses, numbers and identifiers are unique."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ecoq import catalogue
from ecoq.content.load import IMAGES
from ecoq.diagnostics import Diagnostic, Location, Rule
from ecoq.site.checks.scope import Scope
from ecoq.territory.names import slugify

# Addresses that the build itself writes at the root: a free page cannot take them.
_RESERVED = frozenset({
    "carte", "initiatives", "numeros", "thematiques", "regions", "departements", "communes",
    "chiffres", "recherche", "glossaire", "messages", "reseau", "donnees", "plan-du-site",
    "flux", "assets", "composants", "partage", "images", "404",
})


def initiatives_have_their_own_address(scope: Scope) -> Iterator[Diagnostic]:
    """No fiche or former address takes the address of another fiche."""
    claims = [
        (initiative.slug, initiative.origin.start, initiative.origin.path)
        for initiative in scope.content.initiatives
    ]
    former = [
        (slug, initiative.origin.at("redirects", index), initiative.origin.path)
        for initiative in scope.content.initiatives
        for index, slug in enumerate(initiative.redirects)
    ]
    return _doubles(catalogue.ADDRESS_TWICE, [*claims, *former])


def issues_have_their_own_number(scope: Scope) -> Iterator[Diagnostic]:
    """Two numbers of the publication do not share their number."""
    return _doubles(catalogue.NUMBER_TWICE, [
        (str(issue.number), issue.origin.at("number"), issue.origin.path)
        for issue in scope.content.issues
    ])


def pages_have_their_own_address(scope: Scope) -> Iterator[Diagnostic]:
    """A free page does not take the address of a page that the build makes."""
    for page in scope.content.pages:
        if page.slug in _RESERVED:
            yield catalogue.ADDRESS_TWICE.at(
                page.origin.start, text=page.slug, other="une page du site"
            )


def identifiers_are_unique(scope: Scope) -> Iterator[Diagnostic]:
    """Two themes, centres or terms do not share their identifier, nor two entries their day."""
    content = scope.content
    for elements in (content.themes, content.centres):
        yield from _doubles(catalogue.ID_TWICE, [
            (element.id, element.origin.at("id"), element.name) for element in elements
        ])
    yield from _doubles(catalogue.ID_TWICE, [
        (slugify(term.term), term.origin.at("term"), term.term) for term in content.glossary
    ])
    yield from _doubles(catalogue.ID_TWICE, [
        (entry.date.isoformat(), entry.origin.at("date"), entry.note or "le même jour")
        for entry in content.journal
    ])


# Whatever their extension (learn.microsoft.com, « Naming files, paths, and namespaces »).
_RESERVED_BY_WINDOWS = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d", re.IGNORECASE)


def is_kept_by_windows(name: str) -> bool:
    """Whether no file may bear a name on Windows, whatever follows it after a dot."""
    return _RESERVED_BY_WINDOWS.fullmatch(name) is not None


def names_are_possible_everywhere(scope: Scope) -> Iterator[Diagnostic]:
    """No file and no address has a name that a system keeps for itself."""
    content = scope.content
    names = [
        *((entry.slug, entry.origin.start) for entry in content.entries),
        *((slug, entry.origin.at("redirects", index))
          for entry in content.initiatives for index, slug in enumerate(entry.redirects)),
        *((theme.id, theme.origin.at("id")) for theme in content.themes),
        *((image.partition(".")[0], Location(f"{IMAGES}/{image}")) for image in content.images),
    ]
    for name, location in names:
        if is_kept_by_windows(name):
            yield catalogue.NAME_RESERVED.at(location, text=name)


def _doubles(
    rule: Rule, claims: Iterable[tuple[str, Location, str]]
) -> Iterator[Diagnostic]:
    """Report each claim on a text that an earlier claim already holds."""
    holders: dict[str, str] = {}
    for text, location, holder in claims:
        if text in holders:
            yield rule.at(location, text=text, other=holders[text])
        holders.setdefault(text, holder)


CHECKS = (
    names_are_possible_everywhere,
    initiatives_have_their_own_address,
    issues_have_their_own_number,
    pages_have_their_own_address,
    identifiers_are_unique,
)
