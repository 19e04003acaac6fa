"""Feeds: Atom (RFC 4287) and JSON Feed 1.1 of the initiatives, of each theme and région, of the
numbers, of the journal of the collection.

Entries are whole: what the page says, with absolute links. Dates are those of the content; the
address of a page is the identity of its entry. Only the latest entries are there, since readers
fetch feeds again and again: ``donnees/`` has everything.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from ecoq.content.model import Settings, Theme
from ecoq.render.formats import format_count, format_long_date
from ecoq.render.html import Feed, PageRenderer
from ecoq.render.markdown import BodyRenderer, PageBody
from ecoq.render.output import Output, Recipe
from ecoq.render.typography import typeset
from ecoq.site import urls
from ecoq.site.model import Site, SiteChange, SiteInitiative, SiteIssue
from ecoq.territory.gazetteer import Region

MAX_ENTRIES = 40
_UNDATED = "1970-01-01"


class Entry(Struct, frozen=True, kw_only=True):
    """What a feed says of a fiche, a number or a day of the journal, but for its content."""

    url: str
    """Absolute."""
    title: str
    summary: str
    published: str
    """RFC 3339, or nothing: fiches tell when they were last true, not when they came out."""
    updated: str
    tags: tuple[str, ...]
    template: str
    subject: SiteInitiative | SiteIssue | SiteChange
    body: PageBody | None


class FeedMaker:
    """Makes the feeds of one site; a fiche, which is in several, is described and rendered once."""

    def __init__(self, site: Site, renderer: PageRenderer, bodies: BodyRenderer) -> None:
        self._site = site
        self._renderer = renderer
        self._bodies = bodies
        self._contents: dict[str, str] = {}
        self._entries: dict[str, Entry] = {}

    def plan(self) -> Iterator[Output]:
        """Yield every feed, in both formats."""
        site = self._site
        yield from self._outputs(
            initiatives_feed(), partial(self._fiches, site.initiatives)
        )
        yield from self._outputs(issues_feed(), self._issues)
        yield from self._outputs(changes_feed(), self._changes)
        for theme in site.themes:
            yield from self._outputs(
                theme_feed(theme.subject), partial(self._fiches, theme.initiatives)
            )
        for region in site.regions:
            yield from self._outputs(
                region_feed(region.subject), partial(self._fiches, region.initiatives)
            )

    def _outputs(
        self, feed: Feed, entries: Callable[[], tuple[Entry, ...]]
    ) -> Iterator[Output]:
        for path, render in ((feed.atom, _render_atom), (feed.json, _render_json)):
            yield Output(path, partial(self._prepare, feed, entries, render), family="feeds")

    def _prepare(
        self, feed: Feed, gather: Callable[[], tuple[Entry, ...]], render: _Render
    ) -> Recipe:
        entries, settings = gather(), self._site.settings
        return Recipe(
            (render.__name__, feed, entries, settings, self._renderer.templates_digest),
            lambda: render(feed, settings, [(entry, self._content(entry)) for entry in entries]),
        )

    def _content(self, entry: Entry) -> str:
        if entry.url not in self._contents:
            content = self._renderer.fragment(
                entry.template, subject=entry.subject, body=entry.body, absolute=self._absolute
            )
            # Notes lead to each other within the page: in a reader, there is no page.
            self._contents[entry.url] = content.replace('href="#', f'href="{entry.url}#')
        return self._contents[entry.url]

    def _fiches(self, initiatives: Sequence[SiteInitiative]) -> tuple[Entry, ...]:
        by_date = sorted(initiatives, key=lambda one: (one.latest_date, one.slug), reverse=True)
        return tuple(self._fiche(one) for one in by_date[:MAX_ENTRIES])

    def _fiche(self, initiative: SiteInitiative) -> Entry:
        if initiative.slug not in self._entries:
            self._entries[initiative.slug] = self._describe(initiative)
        return self._entries[initiative.slug]

    def _describe(self, initiative: SiteInitiative) -> Entry:
        entry = initiative.entry
        return Entry(
            url=self._absolute(initiative.url), title=typeset(entry.title),
            summary=typeset(entry.summary), published="",
            updated=format_instant(initiative.latest_date),
            tags=tuple(theme.name for theme in initiative.all_themes),
            template="feeds/initiative.html", subject=initiative,
            body=self._bodies.prepare(entry.body.text, self._absolute),
        )

    def _issues(self) -> tuple[Entry, ...]:
        return tuple(self._issue(issue) for issue in self._site.issues)

    def _issue(self, issue: SiteIssue) -> Entry:
        entry = issue.entry
        day = format_instant(entry.published_on.isoformat())
        return Entry(
            url=self._absolute(issue.url), title=typeset(f"N° {entry.number} – {entry.title}"),
            summary=typeset(entry.summary), published=day, updated=day,
            tags=tuple(theme.name for theme in issue.themes),
            template="feeds/issue.html", subject=issue,
            body=self._bodies.prepare(entry.body.text, self._absolute),
        )

    def _changes(self) -> tuple[Entry, ...]:
        return tuple(self._change(change) for change in self._site.changes[:MAX_ENTRIES])

    def _change(self, change: SiteChange) -> Entry:
        day = format_instant(change.entry.date.isoformat())
        counts = describe_counts(change)
        return Entry(
            url=self._absolute(f"{urls.CHANGES}#{change.anchor}"),
            title=typeset(f"{format_long_date(change.entry.date)} – {counts}"),
            summary=typeset(change.entry.note or counts), published=day, updated=day, tags=(),
            template="feeds/change.html", subject=change, body=None,
        )

    def _absolute(self, url: str) -> str:
        return urls.absolute(url, self._site.settings.url)


_Render = Callable[[Feed, Settings, Sequence[tuple[Entry, str]]], bytes]


def initiatives_feed() -> Feed:
    """Return the feed of all initiatives."""
    return Feed("initiatives", "Les initiatives", urls.INITIATIVES)


def issues_feed() -> Feed:
    """Return the feed of the numbers."""
    return Feed("numeros", "Les numéros", urls.ISSUES)


def changes_feed() -> Feed:
    """Return the feed of the journal of the collection."""
    return Feed("changements", "Les changements", urls.CHANGES)


def describe_counts(change: SiteChange) -> str:
    """Return « 3 fiches ajoutées, 1 fiche retirée »."""
    return ", ".join(
        format_count(group.count, f"fiche {group.label}", f"fiches {group.label}s")
        for group in change.groups
    ) or "une note"


def theme_feed(theme: Theme) -> Feed:
    """Return the feed of a theme."""
    return Feed(f"thematique-{theme.id}", theme.name, urls.of_theme(theme.id))


def region_feed(region: Region) -> Feed:
    """Return the feed of a région."""
    return Feed(f"region-{region.slug}", region.name, urls.of_region(region))


def format_instant(day: str) -> str:
    """Return an instant of RFC 3339 from a date that may lack its day or its month."""
    known = day or _UNDATED
    return f"{known}{'-01-01'[len(known) - len('2019') :]}T00:00:00Z"


def _render_atom(feed: Feed, settings: Settings, entries: Sequence[tuple[Entry, str]]) -> bytes:
    home = urls.absolute(feed.home, settings.url)
    updated = max((entry.updated for entry, _ in entries), default=format_instant(""))
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">\n'
        f"<id>{_escape(home)}</id>\n"
        f"<title>{_escape(_feed_title(feed, settings))}</title>\n"
        f"<subtitle>{_escape(typeset(settings.description))}</subtitle>\n"
        f"<updated>{updated}</updated>\n"
        f"<author><name>{_escape(typeset(settings.title))}</name></author>\n"
        f"<rights>{_escape(settings.content_licence)}</rights>\n"
        f'<link rel="self" type="application/atom+xml" '
        f"href={_quote(urls.absolute(feed.atom, settings.url))}/>\n"
        f'<link rel="alternate" type="text/html" href={_quote(home)}/>\n'
    )
    return f"{head}{''.join(_atom_entry(*entry) for entry in entries)}</feed>\n".encode()


def _atom_entry(entry: Entry, content: str) -> str:
    published = f"<published>{entry.published}</published>\n" if entry.published else ""
    categories = "".join(f"<category term={_quote(tag)}/>\n" for tag in entry.tags)
    return (
        f"<entry>\n<id>{_escape(entry.url)}</id>\n<title>{_escape(entry.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href={_quote(entry.url)}/>\n'
        f"{published}<updated>{entry.updated}</updated>\n{categories}"
        f"<summary>{_escape(entry.summary)}</summary>\n"
        f'<content type="html">{_escape(content)}</content>\n</entry>\n'
    )


def _escape(text: str) -> str:
    # As xml.sax.saxutils does, which imports an HTTP client and its TLS with it.
    return html.escape(text, quote=False)


def _quote(text: str) -> str:
    quoted = _escape(text).replace('"', "&quot;")
    return f'"{quoted}"'


def _render_json(feed: Feed, settings: Settings, entries: Sequence[tuple[Entry, str]]) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _feed_title(feed, settings),
        "home_page_url": urls.absolute(feed.home, settings.url),
        "feed_url": urls.absolute(feed.json, settings.url),
        "description": typeset(settings.description),
        "language": "fr",
        "authors": [{"name": typeset(settings.title)}],
        "items": [_json_item(*entry) for entry in entries],
    }
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _json_item(entry: Entry, content: str) -> dict[str, object]:
    return {
        "id": entry.url, "url": entry.url, "title": entry.title, "summary": entry.summary,
        "content_html": content,
        **({"date_published": entry.published} if entry.published else {}),
        "date_modified": entry.updated, "tags": list(entry.tags),
    }


def _feed_title(feed: Feed, settings: Settings) -> str:
    return typeset(f"{settings.title} – {feed.title}")
