"""Every reference leads somewhere: themes, centres, fiches, images, ``[[…]]``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from ecoq import catalogue
from ecoq.content.body import find_references
from ecoq.content.model import Entry, Image, Initiative, Issue
from ecoq.content.suggestions import did_you_mean, remedy_by_likeness
from ecoq.diagnostics import Diagnostic, Location
from ecoq.site.checks.bodies import MOST_SHOWN
from ecoq.site.checks.scope import Scope
from ecoq.site.icons import icon_names
from ecoq.site.references import TargetKind, find_cited


def themes_exist(scope: Scope) -> Iterator[Diagnostic]:
    """Fiches and numbers use only the themes of ``thematiques.yml``."""
    if not scope.content.themes_are_complete:
        return
    known = {theme.id for theme in scope.content.themes}
    for theme, location in _themes_used(scope):
        if theme not in known:
            yield catalogue.THEME_UNKNOWN.at(
                location, text=theme, known=", ".join(sorted(known)),
                hint=remedy_by_likeness(theme, known),
            )


def _themes_used(scope: Scope) -> Iterator[tuple[str, Location]]:
    for initiative in scope.content.initiatives:
        yield initiative.theme, initiative.origin.at("theme")
        for index, theme in enumerate(initiative.secondary_themes):
            yield theme, initiative.origin.at("secondary_themes", index)
    for issue in scope.content.issues:
        if issue.theme:
            yield issue.theme, issue.origin.at("theme")
        for index, theme in enumerate(issue.themes):
            yield theme, issue.origin.at("themes", index)


def icons_of_themes_exist(scope: Scope) -> Iterator[Diagnostic]:
    """Each theme names an icon that there is."""
    for theme in scope.content.themes:
        if theme.icon not in icon_names():
            yield catalogue.ICON_UNKNOWN.at(
                theme.origin.at("icon"), text=theme.icon,
                hint=remedy_by_likeness(theme.icon, icon_names()),
            )


def issues_have_a_theme(scope: Scope) -> Iterator[Diagnostic]:
    """A number names at least one theme."""
    for issue in scope.content.issues:
        if not issue.all_themes:
            yield catalogue.KEY_MISSING.at(
                issue.origin.start, key="thematique", example="numerique"
            )


def main_theme_is_not_repeated(scope: Scope) -> Iterator[Diagnostic]:
    """The main theme is not among the secondary ones."""
    for initiative in scope.content.initiatives:
        for index, theme in enumerate(initiative.secondary_themes):
            if theme == initiative.theme:
                yield catalogue.THEME_REPEATED.at(
                    initiative.origin.at("secondary_themes", index), text=theme
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
    content = scope.content
    entries: tuple[Entry, ...] = (*content.initiatives, *content.issues, *content.pages)
    for entry in entries:
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


GENERIC_WORDS = frozenset({
    "accueil", "contact", "info", "infos", "asso", "association", "bonjour", "direction",
    "secretariat", "communication", "mairie", "service", "pole", "emploi", "dev", "eco",
    "centre", "maison", "regie", "quartier", "formation", "insertion", "projet",
})


def contacts_are_generic(scope: Scope) -> Iterator[Diagnostic]:
    """A contact is the organisation's mailbox, not a person's."""
    for initiative in scope.content.initiatives:
        if initiative.contact is not None and _looks_personal(initiative):
            yield catalogue.CONTACT_PERSONAL.at(
                initiative.origin.at("contact"), text=initiative.contact
            )


def _looks_personal(initiative: Initiative) -> bool:
    """« jeanne.martin@… »: two or more words, none of them that of a service."""
    local = (initiative.contact or "").partition("@")[0].lower()
    words = local.replace("_", ".").replace("-", ".").split(".")
    named = len(words) > 1 and all(word.isalpha() for word in words)
    return named and not GENERIC_WORDS.intersection(words)


CHECKS = (
    themes_exist,
    icons_of_themes_exist,
    issues_have_a_theme,
    main_theme_is_not_repeated,
    centres_exist,
    cited_initiatives_exist,
    fiches_told_as_cited_are_cited,
    references_lead_somewhere,
    images_are_there,
    contacts_are_generic,
)
