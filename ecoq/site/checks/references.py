"""Every reference leads somewhere: themes, centres, fiches, images, ``[[…]]``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from ecoq import catalogue
from ecoq.content.body import find_references
from ecoq.content.model import Entry, Image, Initiative, Issue
from ecoq.content.schema import keys_of
from ecoq.content.suggestions import did_you_mean, remedy_by_likeness
from ecoq.diagnostics import Diagnostic, Location
from ecoq.site.checks.bodies import MOST_SHOWN
from ecoq.site.checks.scope import Scope
from ecoq.site.icons import icon_names, is_icon
from ecoq.site.references import TargetKind, find_cited


def themes_exist(scope: Scope) -> Iterator[Diagnostic]:
    """Fiches and numbers use only the themes of ``thematiques.yml``."""
    if not scope.content.themes_are_complete:
        return
    known = {theme.id for theme in scope.content.themes}
    for theme, entry, attribute, index in _themes_used(scope):
        if theme not in known:
            yield catalogue.THEME_UNKNOWN.at(
                entry.origin.at(attribute, index), text=theme, known=", ".join(sorted(known)),
                hint=remedy_by_likeness(theme, known),
            )


def _themes_used(scope: Scope) -> Iterator[tuple[str, Entry, str, int | None]]:
    """Yield each theme, who uses it, and the attribute and the rank where."""
    for initiative in scope.content.initiatives:
        yield initiative.theme, initiative, "theme", None
        for index, theme in enumerate(initiative.secondary_themes):
            yield theme, initiative, "secondary_themes", index
    for issue in scope.content.issues:
        if issue.theme:
            yield issue.theme, issue, "theme", None
        for index, theme in enumerate(issue.themes):
            yield theme, issue, "themes", index


def icons_of_themes_exist(scope: Scope) -> Iterator[Diagnostic]:
    """Each theme names an icon that there is."""
    for theme in scope.content.themes:
        if not is_icon(theme.icon):
            yield catalogue.ICON_UNKNOWN.at(
                theme.origin.at("icon"), text=theme.icon,
                hint=remedy_by_likeness(theme.icon, icon_names()),
            )


def issue_has_a_theme(entry: Entry) -> Iterator[Diagnostic]:
    """A number names at least one theme."""
    if isinstance(entry, Issue) and not entry.all_themes:
        key = keys_of(Issue)["theme"]
        yield catalogue.KEY_MISSING.at(entry.origin.start, key=key.name, example=key.example)


def main_theme_is_not_repeated(entry: Entry) -> Iterator[Diagnostic]:
    """The main theme is not among the secondary ones."""
    if not isinstance(entry, Initiative):
        return
    for index, theme in enumerate(entry.secondary_themes):
        if theme == entry.theme:
            yield catalogue.THEME_REPEATED.at(
                entry.origin.at("secondary_themes", index), text=theme
            )


def centres_exist(scope: Scope) -> Iterator[Diagnostic]:
    """Fiches are followed by centres of ``centres.yml``."""
    if not scope.content.centres_are_complete:
        return
    known = {centre.id for centre in scope.content.centres}
    for initiative in scope.content.initiatives:
        if initiative.centre is not None and initiative.centre not in known:
            yield catalogue.CENTRE_UNKNOWN.at(
                initiative.origin.at("centre"), text=initiative.centre,
                known=", ".join(sorted(known)),
                hint=remedy_by_likeness(initiative.centre, known),
            )


def cited_initiatives_exist(scope: Scope) -> Iterator[Diagnostic]:
    """The fiches that a number lists exist and are published."""
    for issue in scope.content.issues:
        for index, slug in enumerate(issue.initiatives):
            yield from _reference(
                scope, issue, slug, issue.origin.at("initiatives", index),
                kinds=(TargetKind.INITIATIVE,),
            )


def fiches_told_as_cited_are_cited(scope: Scope) -> Iterator[Diagnostic]:
    """A number tells what a fiche said only if it cites it, and once."""
    for issue in scope.content.issues:
        cited = find_cited(issue, scope.targets)
        told: set[str] = set()
        for index, fiche in enumerate(issue.cited_fiches):
            target = scope.targets.get(fiche.initiative)
            slug = target.slug if target else fiche.initiative
            place = issue.origin.at("cited_fiches", index)
            if slug in told:
                yield catalogue.VALUE_TWICE.at(place, text=fiche.initiative)
            elif slug not in cited and (target or not scope.content.dropped):
                # Nobody knows the former addresses of a fiche that could not be read.
                yield catalogue.FICHE_NOT_CITED.at(
                    place, text=fiche.initiative, hint=did_you_mean(fiche.initiative, cited)
                )
            told.add(slug)


def references_lead_somewhere(scope: Scope) -> Iterator[Diagnostic]:
    """Each ``[[…]]`` of a body names a fiche, a number, a page or a term."""
    for entry in scope.content.entries:
        problems = chain.from_iterable(
            _reference(scope, entry, found.text, found.location)
            for found in find_references(entry.body)
        )
        yield from islice(problems, MOST_SHOWN)


def _reference(
    scope: Scope, entry: Entry, slug: str, location: Location,
    kinds: tuple[TargetKind, ...] = tuple(TargetKind),
) -> Iterator[Diagnostic]:
    if slug in scope.content.dropped:
        return
    target = scope.targets.get(slug)
    if target is None or target.kind not in kinds:
        known = [slug for slug, target in scope.targets.items() if target.kind in kinds]
        yield catalogue.REFERENCE_UNKNOWN.at(
            location, text=slug, hint=did_you_mean(slug, known)
        )
    elif target.is_draft and not getattr(entry, "is_draft", False):
        yield catalogue.REFERENCE_DRAFT.at(location, text=slug)


def images_are_there(scope: Scope) -> Iterator[Diagnostic]:
    """The image that a fiche or a number names is in ``content/images/``."""
    entries: tuple[Initiative | Issue, ...] = (*scope.content.initiatives, *scope.content.issues)
    for entry in entries:
        if entry.image is not None and entry.image.file not in scope.content.images:
            yield catalogue.IMAGE_NOT_FOUND.at(
                entry.origin.inside("image", Image).at("file"), text=entry.image.file,
                hint=did_you_mean(entry.image.file, scope.content.images),
            )


CHECKS = (
    themes_exist,
    icons_of_themes_exist,
    centres_exist,
    cited_initiatives_exist,
    fiches_told_as_cited_are_cited,
    references_lead_somewhere,
    images_are_there,
)
ENTRY_CHECKS = (issue_has_a_theme, main_theme_is_not_repeated)
