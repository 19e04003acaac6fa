"""The page of each fiche, of each number and of each free page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from urllib.parse import quote

from msgspec.structs import replace

from ecoq.content.model import Settings
from ecoq.render.citation import cite_initiative, cite_issue
from ecoq.render.covers import cover_issue
from ecoq.render.feeds import issues_feed
from ecoq.render.html import Gathered, PageInfo
from ecoq.render.key_figures import split_figure
from ecoq.render.markdown import PageBody
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.render.static_map import draw_locator, draw_map
from ecoq.render.structured import describe_initiative, describe_issue, describe_page
from ecoq.site import urls
from ecoq.site.model import Related, SiteInitiative, SiteIssue, SitePage
from ecoq.site.staleness import is_stale


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the pages of all entries, former addresses included."""
    for initiative in kit.site.initiatives:
        yield lazily(initiative.url, partial(_render_initiative, kit, initiative))
        for slug in initiative.entry.redirects:
            yield _redirect(kit, urls.of_initiative(slug), initiative)
    for issue in kit.site.issues:
        yield lazily(issue.url, partial(_render_issue, kit, issue))
    for page in kit.site.pages:
        yield lazily(page.url, partial(_render_page, kit, page))


def _render_initiative(kit: PageKit, initiative: SiteInitiative) -> Recipe:
    return kit.renderer.page_of(
        "pages/initiative.html", _gather_initiative, initiative,
        kit.body(initiative.entry.body.text, initiative.url),
        kit.site.issues_by_initiative.get(initiative.slug, ()),
        kit.site.related_by_initiative[initiative.slug],
    )


def _gather_initiative(
    settings: Settings, dated: date, initiative: SiteInitiative, body: PageBody,
    issues: tuple[SiteIssue, ...], related: tuple[Related, ...],
) -> Gathered:
    entry = initiative.entry
    page = PageInfo(
        title=entry.title, description=entry.summary, url=initiative.url, section=urls.INITIATIVES,
        crumbs=crumbs(
            (initiative.theme.name, urls.of_theme(entry.theme)), (entry.title, initiative.url)
        ),
        card=urls.theme_card(entry.theme),
        structured=(describe_initiative(initiative, settings),),
    )
    return page, {
        "initiative": initiative,
        "body": body,
        "map": draw_locator(initiative),
        "figures": tuple(split_figure(figure) for figure in entry.figures),
        "issues": issues,
        "related": related,
        "is_stale": is_stale(entry.checked_on, dated),
        "edit_url": edit_url(settings, entry.origin.path),
        "report_url": report_url(settings, entry.title, initiative.url),
        "citation": cite_initiative(initiative, settings),
    }


def edit_url(settings: Settings, path: str) -> str:
    """Return the address where a file can be corrected in the browser."""
    return f"{settings.repository}/edit/{quote(settings.branch)}/{quote(path)}"


def report_url(settings: Settings, title: str, url: str) -> str:
    """Return the letter that reports an error on a page."""
    subject = quote(f"Erreur dans « {title} »")
    body = quote(f"{settings.url.rstrip('/')}/{url}\n\n")
    return f"mailto:{settings.contact}?subject={subject}&body={body}"


def _redirect(kit: PageKit, url: str, initiative: SiteInitiative) -> Output:
    page = PageInfo(
        title=initiative.entry.title, description=initiative.entry.summary, url=url,
        is_indexed=False,
    )
    return kit.output("pages/redirect.html", page, target=initiative)


def _render_issue(kit: PageKit, issue: SiteIssue) -> Recipe:
    entry = issue.entry
    page = PageInfo(
        title=f"N° {entry.number} – {entry.title}", description=entry.summary, url=issue.url,
        section=urls.ISSUES,
        crumbs=crumbs(("Les numéros", urls.ISSUES), (f"N° {entry.number}", issue.url)),
        card=urls.issue_card(issue.slug),
        structured=(describe_issue(issue, kit.site.settings),), feeds=(issues_feed(),),
    )
    by_number = {other.entry.number: other for other in kit.site.issues}
    return kit.renderer.page(
        "pages/issue.html", page,
        issue=issue,
        cover=cover_issue(issue).cover,
        body=kit.body(entry.body.text, issue.url),
        map=draw_map(issue.initiatives),
        edit_url=edit_url(kit.site.settings, entry.origin.path),
        report_url=report_url(kit.site.settings, f"N° {entry.number} – {entry.title}", issue.url),
        previous=by_number.get(entry.number - 1),
        following=by_number.get(entry.number + 1),
        citation=cite_issue(issue, kit.site.settings),
        pdf_url=urls.of_issue_pdf(issue.slug) if kit.with_pdf else None,
        epub_url=urls.of_issue_epub(issue.slug),
    )


def _render_page(kit: PageKit, page: SitePage) -> Recipe:
    info = PageInfo(
        title=page.entry.title, description=page.entry.summary, url=page.url, section=page.url,
        crumbs=crumbs((page.entry.title, page.url)),
    )
    info = replace(info, structured=(describe_page(info, kit.site.settings),))
    return kit.renderer.page(
        "pages/page.html", info, entry=page.entry,
        body=kit.body(page.entry.body.text, page.url),
        edit_url=edit_url(kit.site.settings, page.entry.origin.path),
    )
