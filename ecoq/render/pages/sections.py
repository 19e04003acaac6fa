"""The pages that open a section: all fiches, numbers, themes, glossary, map of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct

from ecoq.catalogue import RULES
from ecoq.content.model import Term
from ecoq.render.covers import cover_issue
from ecoq.render.feeds import initiatives_feed, issues_feed
from ecoq.render.html import Feed, PageInfo
from ecoq.render.output import Output
from ecoq.render.pages.kit import PageKit, crumbs
from ecoq.render.structured import describe_glossary, describe_issues, describe_themes
from ecoq.site import urls
from ecoq.site.model import SiteInitiative
from ecoq.territory.names import fold


class LetterGroup(Struct, frozen=True):
    """The fiches whose title begins with one letter."""

    letter: str
    initiatives: tuple[SiteInitiative, ...]


class TermGroup(Struct, frozen=True):
    """The glossary terms that begin with one letter."""

    letter: str
    terms: tuple[Term, ...]


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the section pages."""
    site = kit.site
    yield kit.output("pages/initiatives.html", _info(
        urls.INITIATIVES, "Toutes les initiatives",
        "La liste de toutes les initiatives de la collection, de A à Z.",
        feeds=(initiatives_feed(),),
    ), groups=group_by_letter(site.initiatives))
    yield kit.output("pages/issues.html", _info(
        urls.ISSUES, "Les numéros",
        "Les numéros de la publication, du plus récent au premier.",
        structured=(describe_issues(site.issues, site.settings),), feeds=(issues_feed(),),
    ), issues=tuple(cover_issue(issue) for issue in site.issues))
    yield kit.output("pages/themes.html", _info(
        urls.THEMES, "Les thématiques", "Les initiatives rangées par thématique.",
        structured=(describe_themes(site.themes, site.settings),),
    ), themes=site.themes)
    yield kit.output("pages/glossary.html", _info(
        urls.GLOSSARY, "Glossaire", "Les sigles et les mots des fiches et des numéros, expliqués.",
        structured=(describe_glossary(site.glossary, site.settings),),
    ), groups=group_terms(site.glossary))
    yield kit.output("pages/messages.html", _info(
        urls.MESSAGES, "Les messages du contrôle",
        "Chaque remarque du contrôle des fiches, et son remède.",
    ), rules=tuple(RULES.values()))
    yield kit.output("pages/site-map.html", _info(
        urls.SITEMAP_PAGE, "Plan du site", "Toutes les pages du site.",
    ), themes=site.themes, regions=site.regions, departments=site.departments,
        issues=site.issues)


def _info(
    url: str, title: str, description: str, *, section: str | None = None,
    structured: tuple[Mapping[str, Any], ...] = (), feeds: tuple[Feed, ...] = (),
) -> PageInfo:
    return PageInfo(
        title=title, description=description, url=url, section=section or url,
        crumbs=crumbs((title, url)), structured=structured, feeds=feeds,
    )


def group_by_letter(initiatives: Sequence[SiteInitiative]) -> tuple[LetterGroup, ...]:
    """Return fiches, sorted by title, under their first letter; digits come under « 0-9 »."""
    groups = groupby(initiatives, lambda one: first_letter(one.entry.title))
    return tuple(LetterGroup(letter, tuple(group)) for letter, group in groups)


def group_terms(glossary: Sequence[Term]) -> tuple[TermGroup, ...]:
    """Return terms, in alphabetical order, under their first letter."""
    groups = groupby(glossary, lambda term: first_letter(term.term))
    return tuple(TermGroup(letter, tuple(group)) for letter, group in groups)


def first_letter(text: str) -> str:
    """Return the letter under which a text is filed, without its accent; « 0-9 » for digits."""
    first = fold(text)[:1].upper()
    return first if first.isalpha() else "0-9"
