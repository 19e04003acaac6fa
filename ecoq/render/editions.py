"""The editions of a number that are read off line: what PDF and EPUB have in common."""

from __future__ import annotations

import re

from msgspec import Struct

from ecoq.content.model import Settings
from ecoq.render.citation import Citation, cite_issue
from ecoq.render.covers import Cover, cover_issue
from ecoq.render.licence import Licence, find_licence
from ecoq.render.markdown import BodyRenderer, PageBody
from ecoq.render.palette import INK, LAND, PAPER
from ecoq.render.static_map import MAINLAND
from ecoq.site import urls
from ecoq.site.model import SiteIssue


class Edition(Struct, frozen=True, kw_only=True):
    """What the templates of an edition show; its links are absolute."""

    issue: SiteIssue
    settings: Settings
    body: PageBody
    citation: Citation
    licence: Licence
    colour: str
    """That of the first theme."""
    drawing: str
    """The map of the cover, as an SVG image."""

    @property
    def url(self) -> str:
        """The address of the number's page."""
        return urls.absolute(self.issue.url, self.settings.url)

    def absolute(self, url: str) -> str:
        """Return the full address of a page of the site."""
        return urls.absolute(url, self.settings.url)


def prepare_edition(issue: SiteIssue, settings: Settings, bodies: BodyRenderer) -> Edition:
    """Gather what an edition shows."""
    colour = issue.themes[0].colour if issue.themes else INK
    return Edition(
        issue=issue, settings=settings,
        body=bodies.prepare(
            issue.entry.body.text, lambda url: urls.absolute(url, settings.url)
        ),
        citation=cite_issue(issue, settings), licence=find_licence(settings.content_licence),
        colour=colour, drawing=draw(cover_issue(issue).cover, colour),
    )


def draw(cover: Cover, colour: str) -> str:
    """Return the map of a cover as an SVG image that needs no style sheet."""
    dots = "".join(f'<circle cx="{dot.x}" cy="{dot.y}" r="13"/>' for dot in cover.dots)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{MAINLAND.box}">'
        f'<path fill="{LAND}" d="{cover.land}"/>'
        f'<g fill="{colour}" stroke="{PAPER}" stroke-width="3">{dots}</g></svg>'
    )


_NOTES = re.compile(r'<div class="footnote">.*?</ol>\s*</div>', re.DOTALL)
_NOTE = re.compile(r'<li id="fn-([^"]+)">(.*?)</li>', re.DOTALL)
_BACK = re.compile(r'(?:&nbsp;)?<a class="footnote-backref"[^>]*>.*?</a>', re.DOTALL)
_CALL = re.compile(
    r'<sup id="fnref\d*-([^"]+)"><a class="footnote-ref"[^>]*>([^<]*)</a></sup>'
)


def place_notes(html: str) -> str:
    """Return a body whose notes stand where they are first called, for a page to set at its foot.

    A note that is called again is not repeated: its number leads to it.
    """
    listed = _NOTES.search(html)
    if listed is None:
        return html
    notes = {name: _inline(text) for name, text in _NOTE.findall(listed[0])}
    placed: set[str] = set()

    def place(call: re.Match[str]) -> str:
        name, number = call[1], call[2]
        if name in placed or name not in notes:
            return f'<a class="note-again" href="#fn-{name}">{number}</a>'
        placed.add(name)
        return f'<span class="note" id="fn-{name}" data-number="{number}">{notes[name]}</span>'

    return _CALL.sub(place, html[: listed.start()]) + html[listed.end() :]


def _inline(note: str) -> str:
    """The words of a note, its paragraphs run on."""
    paragraphs = re.sub(r"</p>\s*<p>", " ", _BACK.sub("", note))
    return re.sub(r"</?p>", "", paragraphs).strip()
