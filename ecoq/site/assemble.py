"""Turns checked content into the site."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ecoq.content.load import Content
from ecoq.content.model import Centre, Initiative, Issue, Theme
from ecoq.content.values import Url
from ecoq.diagnostics import Diagnostic
from ecoq.site import urls
from ecoq.site.journal import assemble_journal
from ecoq.site.model import (
    CitedInitiative,
    Listing,
    Site,
    SiteChange,
    SiteInitiative,
    SiteIssue,
    SitePage,
)
from ecoq.site.places import resolve_commune, written_place
from ecoq.site.references import find_targets
from ecoq.site.related import find_related
from ecoq.territory.commune import Commune
from ecoq.territory.gazetteer import Gazetteer
from ecoq.territory.names import fold

S = TypeVar("S")

_EPOCH = date(1970, 1, 1)


def assemble(
    content: Content, gazetteer: Gazetteer, *, dated: date | None = None,
    base_url: str | None = None, with_drafts: bool = False, today: date = _EPOCH,
) -> Site:
    """Return the site of a content in which the checks found no error.

    It bears the last day that content tells of itself, or else of its sources, so that the same
    content makes the same site; ``today`` if it tells none.
    """
    if content.settings is None:
        raise ValueError("content without settings was not checked")
    themes = {theme.id: theme for theme in content.themes}
    centres = {centre.id: centre for centre in content.centres}
    published = [entry for entry in content.initiatives if with_drafts or not entry.is_draft]
    initiatives = tuple(sorted(
        (_place_initiative(entry, themes, centres, gazetteer) for entry in published),
        key=lambda initiative: (fold(initiative.entry.title), initiative.slug),
    ))
    by_slug = {
        slug: initiative
        for initiative in initiatives
        for slug in (*initiative.entry.redirects, initiative.slug)
    }
    issues = _assemble_issues(content.issues, themes, by_slug, with_drafts=with_drafts)
    changes = assemble_journal(content, by_slug)
    return Site(
        settings=replace(content.settings, url=Url(base_url)) if base_url else content.settings,
        dated=(
            dated or _latest_day(initiatives, issues, changes)
            or _latest_day_of_sources(initiatives, today) or today
        ),
        initiatives=initiatives,
        issues=issues,
        pages=tuple(
            SitePage(entry=page, url=urls.of_page(page.slug))
            for page in sorted(content.pages, key=lambda page: (page.order, page.slug))
        ),
        themes=_theme_listings(content.themes, initiatives),
        regions=_listings(
            initiatives, lambda one: one.region, urls.of_region, lambda region: fold(region.name)
        ),
        departments=_listings(
            initiatives, lambda one: one.department, urls.of_department,
            lambda department: department.code,
        ),
        communes=_listings(
            initiatives, lambda one: one.city, urls.of_commune,
            lambda city: (fold(city.name), city.insee_code),
        ),
        centres=tuple(
            Listing(subject=centre, url=urls.of_centre(centre.id), initiatives=tuple(
                one for one in initiatives if one.centre is centre
            ))
            for centre in content.centres
        ),
        glossary=tuple(sorted(content.glossary, key=lambda term: fold(term.term))),
        changes=changes,
        targets=find_targets(content),
        issues_by_initiative=_citations(issues),
        related_by_initiative=find_related(initiatives),
        region_names=tuple(region.name for region in gazetteer.regions.values()),
    )


def _place_initiative(
    entry: Initiative, themes: Mapping[str, Theme], centres: Mapping[str, Centre],
    gazetteer: Gazetteer,
) -> SiteInitiative:
    commune = resolve_commune(entry, gazetteer)
    if isinstance(commune, Diagnostic):
        raise ValueError(f"{entry.slug} was not checked: {commune.message}")
    place = written_place(entry)
    return SiteInitiative(
        entry=entry,
        url=urls.of_initiative(entry.slug),
        theme=themes[entry.theme],
        secondary_themes=tuple(themes[theme] for theme in entry.secondary_themes),
        commune=commune,
        city=_whole_commune(commune, gazetteer),
        department=gazetteer.departments[commune.department],
        region=gazetteer.region_of(commune.department),
        place=place or commune.place,
        place_is_exact=place is not None,
        centre=centres[entry.centre] if entry.centre else None,
        latest_date=_latest_date(entry),
    )


def _latest_date(entry: Initiative) -> str:
    dates = [source.date.iso for source in entry.sources if source.date]
    if entry.checked_on:
        dates.append(entry.checked_on.isoformat())
    return max(dates, default="")


def _whole_commune(commune: Commune, gazetteer: Gazetteer) -> Commune:
    if commune.parent_code is None:
        return commune
    return gazetteer.find_commune(commune.parent_code) or commune


def _assemble_issues(
    entries: Iterable[Issue], themes: Mapping[str, Theme],
    by_slug: Mapping[str, SiteInitiative], *, with_drafts: bool,
) -> tuple[SiteIssue, ...]:
    """The numbers, the latest first."""
    return tuple(
        SiteIssue(
            entry=entry,
            url=urls.of_issue(entry.slug),
            themes=tuple(themes[theme] for theme in entry.all_themes),
            initiatives=tuple(by_slug[slug] for slug in entry.initiatives),
            cited=tuple(
                CitedInitiative(then=fiche, now=by_slug[fiche.initiative])
                for fiche in entry.cited_fiches
            ),
        )
        for entry in sorted(entries, key=lambda entry: -entry.number)
        if with_drafts or not entry.is_draft
    )


def _latest_day(
    initiatives: Iterable[SiteInitiative], issues: Iterable[SiteIssue],
    changes: Iterable[SiteChange],
) -> date | None:
    checked = [one.entry.checked_on for one in initiatives if one.entry.checked_on]
    published = [issue.entry.published_on for issue in issues]
    changed = [change.entry.date for change in changes]
    return max([*checked, *published, *changed], default=None)


def _latest_day_of_sources(initiatives: Iterable[SiteInitiative], today: date) -> date | None:
    """Return the last day that a source was published or looked at: no fiche is older.

    No check refuses a day to come there.
    """
    sources = [source for one in initiatives for source in one.entry.sources]
    consulted = [source.consulted_on for source in sources if source.consulted_on]
    published = [source.date.day for source in sources if source.date]
    days = [day for day in (*consulted, *published) if day is not None and day <= today]
    return max(days, default=None)


def _theme_listings(
    themes: Iterable[Theme], initiatives: Iterable[SiteInitiative]
) -> tuple[Listing[Theme], ...]:
    """Every theme, in the order of its file; a fiche is under each of its themes."""
    by_theme: dict[str, list[SiteInitiative]] = {}
    for initiative in initiatives:
        for theme in initiative.all_themes:
            by_theme.setdefault(theme.id, []).append(initiative)
    return tuple(
        Listing(
            subject=theme, url=urls.of_theme(theme.id),
            initiatives=tuple(by_theme.get(theme.id, ())),
        )
        for theme in themes
    )


def _listings(
    initiatives: Iterable[SiteInitiative],
    subject_of: Callable[[SiteInitiative], S],
    url_of: Callable[[S], str],
    order: Callable[[S], Hashable],
) -> tuple[Listing[S], ...]:
    """The subjects that have a fiche, in order."""
    groups: dict[S, list[SiteInitiative]] = {}
    for initiative in initiatives:
        groups.setdefault(subject_of(initiative), []).append(initiative)
    return tuple(
        Listing(subject=subject, url=url_of(subject), initiatives=tuple(groups[subject]))
        for subject in sorted(groups, key=order)  # type: ignore[arg-type]
    )


def _citations(issues: Iterable[SiteIssue]) -> dict[str, tuple[SiteIssue, ...]]:
    citing: dict[str, list[SiteIssue]] = {}
    for issue in issues:
        for initiative in issue.initiatives:
            citing.setdefault(initiative.slug, []).append(issue)
    return {slug: tuple(found) for slug, found in citing.items()}
