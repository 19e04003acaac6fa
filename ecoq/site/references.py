"""What ``[[…]]`` can mean: initiatives, numbers and terms by the words that name them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from ecoq.content.body import find_references
from ecoq.content.load import Content
from ecoq.content.model import Issue
from ecoq.site import urls
from ecoq.territory.names import slugify


class TargetKind(Enum):
    """What kind of page a reference leads to."""

    INITIATIVE = "initiative"
    ISSUE = "numero"
    TERM = "terme"
    PAGE = "page"


class Target(Struct, frozen=True):
    """Where a reference leads."""

    kind: TargetKind
    slug: str
    title: str
    url: str
    is_draft: bool = False


def find_targets(content: Content) -> dict[str, Target]:
    """Return every target by its slug; a former address leads to its fiche.

    Where two kinds share a slug, the initiative wins over the number, the page, then the term.
    """
    targets: dict[str, Target] = {}
    for term in content.glossary:
        slug = slugify(term.term)
        targets[slug] = Target(TargetKind.TERM, slug, term.term, urls.of_term(term.term))
    for page in content.pages:
        targets[page.slug] = Target(
            TargetKind.PAGE, page.slug, page.title, urls.of_page(page.slug)
        )
    for issue in content.issues:
        targets[issue.slug] = Target(
            TargetKind.ISSUE, issue.slug, issue.title, urls.of_issue(issue.slug), issue.is_draft
        )
    for initiative in content.initiatives:
        target = Target(
            TargetKind.INITIATIVE, initiative.slug, initiative.title,
            urls.of_initiative(initiative.slug), initiative.is_draft,
        )
        targets.update(dict.fromkeys((*initiative.redirects, initiative.slug), target))
    return targets


def find_cited(issue: Issue, targets: Mapping[str, Target]) -> tuple[str, ...]:
    """Return the fiches that a number lists, then those that its text alone names, by slug."""
    written = (*issue.initiatives, *(found.text for found in find_references(issue.body)))
    found = (targets[name] for name in written if name in targets)
    return tuple(dict.fromkeys(
        target.slug for target in found if target.kind is TargetKind.INITIATIVE
    ))
