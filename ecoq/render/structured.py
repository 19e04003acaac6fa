"""What each page is, for machines: JSON-LD in the words of schema.org.

Texts are as their authors wrote them; addresses are absolute, since search engines want them so,
and double as ``@id`` where two pages speak of one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ecoq.content.model import Settings, SourceReference, Status, Term, Theme
from ecoq.render.licence import find_licence
from ecoq.render.open_data.distributions import Distribution
from ecoq.site import urls
from ecoq.site.model import Listing, SiteInitiative, SiteIssue

if TYPE_CHECKING:
    from ecoq.render.html import Crumb, PageInfo

Node = Mapping[str, Any]

_CONTEXT = {"@context": "https://schema.org"}
_LANGUAGE = {"inLanguage": "fr"}


def describe_website(settings: Settings) -> tuple[Node, ...]:
    """Return the site, with its search, and the publication."""
    search = urls.absolute(f"{urls.SEARCH}?q={{search_term_string}}", settings.url)
    website = {
        **_CONTEXT, "@type": "WebSite", "@id": _id(settings, "site"), "name": settings.title,
        "alternateName": settings.subtitle, "description": settings.description,
        "url": urls.absolute(urls.HOME, settings.url), **_LANGUAGE, **_licence(settings),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
    return (website, {**_CONTEXT, **_periodical(settings)})


def describe_issue(issue: SiteIssue, settings: Settings) -> Node:
    """Return a number: an issue of the publication, and the initiatives that it speaks of."""
    entry = issue.entry
    return {
        **_CONTEXT, "@type": "PublicationIssue", "@id": _absolute(issue.url, settings),
        "url": _absolute(issue.url, settings), "issueNumber": entry.number, "name": entry.title,
        "description": entry.summary, "datePublished": entry.published_on.isoformat(),
        **_LANGUAGE, **_licence(settings),
        "isPartOf": _periodical(settings),
        "author": [{"@type": "Organization", "name": name} for name in entry.editors],
        "about": [_theme(theme, settings) for theme in issue.themes],
        "mentions": [
            {"@type": "Project", "@id": _project_id(one, settings), "name": one.entry.title}
            for one in issue.initiatives
        ],
        "citation": [_source(source) for source in entry.sources],
    }


def describe_initiative(initiative: SiteInitiative, settings: Settings) -> Node:
    """Return a fiche: an article about a project that has its place."""
    entry = initiative.entry
    url = _absolute(initiative.url, settings)
    return {
        **_CONTEXT, "@type": "Article", "@id": url, "url": url, "headline": entry.title,
        "description": entry.summary, "articleSection": initiative.theme.name,
        **({"keywords": list(entry.tags)} if entry.tags else {}),
        **({"dateModified": entry.checked_on.isoformat()} if entry.checked_on else {}),
        **_LANGUAGE, **_licence(settings),
        "isPartOf": {"@id": _id(settings, "site")},
        "publisher": {"@type": "Organization", "name": settings.title,
                      "url": urls.absolute(urls.HOME, settings.url)},
        "about": _project(initiative, settings),
        "citation": [_source(source) for source in entry.sources],
    }


def _project(initiative: SiteInitiative, settings: Settings) -> Node:
    entry = initiative.entry
    is_over = entry.status is Status.ENDED and entry.ended_in is not None
    return {
        "@type": "Project", "@id": _project_id(initiative, settings), "name": entry.title,
        "description": entry.summary,
        "location": _place(initiative),
        **({"parentOrganization": {"@type": "Organization", "name": entry.lead}}
           if entry.lead else {}),
        **({"url": entry.website} if entry.website else {}),
        **({"email": entry.contact} if entry.contact else {}),
        **({"foundingDate": str(entry.started_in)} if entry.started_in else {}),
        **({"dissolutionDate": str(entry.ended_in)} if is_over else {}),
    }


def _place(initiative: SiteInitiative) -> Node:
    entry, commune = initiative.entry, initiative.commune
    return {
        "@type": "Place", "name": entry.neighbourhood or commune.name,
        "address": {
            "@type": "PostalAddress", "addressLocality": commune.name,
            **({"streetAddress": entry.address} if entry.address else {}),
            "addressRegion": initiative.region.name, "addressCountry": "FR",
        },
        "geo": {
            "@type": "GeoCoordinates", "latitude": round(initiative.place.latitude, 6),
            "longitude": round(initiative.place.longitude, 6),
        },
    }


def describe_collection(
    page: PageInfo, initiatives: Sequence[SiteInitiative], settings: Settings
) -> Node:
    """Return a page that lists initiatives."""
    return {
        **_CONTEXT, "@type": "CollectionPage", "@id": _absolute(page.url, settings),
        "url": _absolute(page.url, settings), "name": page.title,
        "description": page.description, **_LANGUAGE, "isPartOf": {"@id": _id(settings, "site")},
        "mainEntity": _item_list(
            (one.entry.title, _absolute(one.url, settings)) for one in initiatives
        ),
    }


def describe_issues(issues: Iterable[SiteIssue], settings: Settings) -> Node:
    """Return the publication with the list of its numbers."""
    return {
        **_CONTEXT, **_periodical(settings),
        "hasPart": [
            {
                "@type": "PublicationIssue", "@id": _absolute(issue.url, settings),
                "url": _absolute(issue.url, settings), "issueNumber": issue.entry.number,
                "name": issue.entry.title, "datePublished": issue.entry.published_on.isoformat(),
            }
            for issue in issues
        ],
    }


def describe_glossary(terms: Iterable[Term], settings: Settings) -> Node:
    """Return the glossary: a set of defined terms."""
    url = _absolute(urls.GLOSSARY, settings)
    return {
        **_CONTEXT, "@type": "DefinedTermSet", "@id": url, "url": url, "name": "Glossaire",
        **_LANGUAGE,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm", "name": term.term, "description": term.definition,
                "url": _absolute(urls.of_term(term.term), settings),
                **({"alternateName": term.expansion} if term.expansion else {}),
            }
            for term in terms
        ],
    }


def describe_themes(themes: Iterable[Listing[Theme]], settings: Settings) -> Node:
    """Return the list of the themes."""
    return {**_CONTEXT, **_item_list(
        (listing.subject.name, _absolute(listing.url, settings)) for listing in themes
    )}


def describe_page(page: PageInfo, settings: Settings) -> Node:
    """Return a page that is nothing more."""
    return {
        **_CONTEXT, "@type": "WebPage", "@id": _absolute(page.url, settings),
        "url": _absolute(page.url, settings), "name": page.title,
        "description": page.description, **_LANGUAGE, "isPartOf": {"@id": _id(settings, "site")},
    }


def describe_dataset(
    distributions: Iterable[Distribution], dated: date, settings: Settings
) -> Node:
    """Return the open data, with a download for each file."""
    url = _absolute(urls.DATA, settings)
    return {
        **_CONTEXT, "@type": "Dataset", "@id": url, "url": url,
        "name": f"{settings.title} – les initiatives", "description": settings.description,
        "dateModified": dated.isoformat(), **_LANGUAGE, **_licence(settings),
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": settings.title,
                    "url": _absolute(urls.HOME, settings)},
        "spatialCoverage": {"@type": "Country", "name": "France"},
        "distribution": [
            {
                "@type": "DataDownload", "name": one.title, "description": one.description,
                "encodingFormat": one.media_type, "contentUrl": _absolute(one.url, settings),
            }
            for one in distributions
        ],
    }


def describe_breadcrumb(crumbs: Sequence[Crumb], settings: Settings) -> tuple[Node, ...]:
    """Return the way to a page from the home page, if it has one."""
    if not crumbs:
        return ()
    return ({
        **_CONTEXT, "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": rank, "name": crumb.title,
             "item": _absolute(crumb.url, settings)}
            for rank, crumb in enumerate(crumbs, start=1)
        ],
    },)


def _item_list(items: Iterable[tuple[str, str]]) -> Node:
    elements = [
        {"@type": "ListItem", "position": rank, "name": name, "url": url}
        for rank, (name, url) in enumerate(items, start=1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(elements), "itemListElement": elements}


def _periodical(settings: Settings) -> Node:
    return {
        "@type": "Periodical", "@id": _id(settings, "publication"), "name": settings.title,
        "description": settings.description, "url": _absolute(urls.ISSUES, settings),
        **_LANGUAGE, **_licence(settings),
    }


def _theme(theme: Theme, settings: Settings) -> Node:
    url = _absolute(urls.of_theme(theme.id), settings)
    return {"@type": "DefinedTerm", "name": theme.name, "url": url}


def _source(source: SourceReference) -> Node:
    return {
        "@type": "CreativeWork", "name": source.title,
        **({"publisher": {"@type": "Organization", "name": source.publisher}}
           if source.publisher else {}),
        **({"url": source.url} if source.url else {}),
        **({"datePublished": source.date.iso} if source.date else {}),
    }


def _licence(settings: Settings) -> Node:
    url = find_licence(settings.content_licence).url
    return {"license": url} if url else {}


def _project_id(initiative: SiteInitiative, settings: Settings) -> str:
    return f"{_absolute(initiative.url, settings)}#projet"


def _absolute(url: str, settings: Settings) -> str:
    return urls.absolute(url, settings.url)


def _id(settings: Settings, name: str) -> str:
    return f"{urls.absolute(urls.HOME, settings.url)}#{name}"
