"""Pages: the Jinja environment, what each page says of itself, and how a template becomes bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from msgspec import Struct
from msgspec.structs import replace

from ecoq.content.model import Settings, Theme
from ecoq.render.formats import format_count, format_domain, format_long_date, format_number
from ecoq.render.output import Recipe
from ecoq.render.structured import describe_breadcrumb
from ecoq.render.templating import TemplateEnvironment, Verbatim
from ecoq.site import urls
from ecoq.site.model import Site, SitePage
from ecoq.territory.names import slugify


class Crumb(Struct, frozen=True, kw_only=True):
    """A step of the breadcrumb; the last one is the page itself."""

    title: str
    url: str


class Feed(Struct, frozen=True):
    """A feed that follows a page, in both formats."""

    name: str
    title: str
    home: str
    """The address of the page that it follows."""

    @property
    def atom(self) -> str:
        """Its address as Atom."""
        return f"{urls.FEEDS}{self.name}.xml"

    @property
    def json(self) -> str:
        """Its address as JSON Feed."""
        return f"{urls.FEEDS}{self.name}.json"


class PageInfo(Struct, frozen=True, kw_only=True):
    """What a page says of itself, in its head and in its frame."""

    title: str
    description: str
    url: str
    """From the site's root: "" is the home page."""
    section: str = ""
    """The address of the menu entry that the page belongs to."""
    crumbs: tuple[Crumb, ...] = ()
    structured: tuple[Mapping[str, Any], ...] = ()
    """Its JSON-LD objects; that of its breadcrumb is added when it is rendered."""
    feeds: tuple[Feed, ...] = ()
    """The feeds that readers may follow from it."""
    is_indexed: bool = True
    card: str = urls.DEFAULT_CARD
    """The address of the picture that social networks show, from the site's root."""
    image_hosts: tuple[str, ...] = ()
    """Origins, besides the site, from which the page shows images when its reader asks."""


def make_environment(
    templates: Path, find_compiled: Callable[[], bytes | None] = lambda: None
) -> TemplateEnvironment:
    """Return the environment of all templates: escaping, strict, with French typography.

    Every text that a template shows is typeset on its way out; addresses (``Url``) and what is
    markup already are left as they are.
    """
    environment = TemplateEnvironment(FileSystemLoader(templates), find_compiled)
    environment.filters.update(
        long_date=format_long_date, count=format_count, domain=format_domain, number=format_number,
        slug=slugify, verbatim=Verbatim,
    )
    return environment


def compiled_templates(templates: Path, digest: str) -> Recipe:
    """Return what makes the code of all templates; whoever finds it kept runs it."""
    return Recipe(
        ("compiled templates", str(templates), digest),
        lambda: make_environment(templates).compile_all(), is_costly=True,
    )


def digest_templates(templates: Path) -> str:
    """Return the digest of all templates: a page may include any of them."""
    hasher = hashlib.sha256()
    for path in sorted(templates.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            name = path.relative_to(templates).as_posix()
            hasher.update(f"{name}\0{len(data)}\0".encode() + data)
    return hasher.hexdigest()


class Frame(Struct, frozen=True, kw_only=True):
    """What the head, the header and the footer of every page show: templates call it ``site``.

    A page that shows more of the site is given it by name, so that its ingredients are known.
    """

    settings: Settings
    pages: tuple[SitePage, ...]
    themes: tuple[Theme, ...]
    dated: date

    @classmethod
    def of(cls, site: Site) -> Frame:
        """Return the frame of a site."""
        themes = tuple(listing.subject for listing in site.themes)
        return cls(settings=site.settings, pages=site.pages, themes=themes, dated=site.dated)


Gathered = tuple[PageInfo, Mapping[str, object]]
"""What a page says of itself, and what else its template shows."""


class PageRenderer:
    """Renders the pages of one site from its templates."""

    def __init__(
        self, environment: TemplateEnvironment, templates_digest: str, asset_folder: str,
        frame: Frame,
    ) -> None:
        self._environment = environment
        self.templates_digest = templates_digest
        self._asset_folder = asset_folder
        self._frame = frame
        self._environments: dict[str, TemplateEnvironment] = {}

    def page(self, template: str, page: PageInfo, **data: object) -> Recipe:
        """Return what makes a page: its template sees the frame, ``page`` and ``data`` alone."""
        ingredients = (
            self.templates_digest, self._asset_folder, self._frame, template, page, data,
        )
        return Recipe(ingredients, lambda: self._render(template, page, data))

    def page_of(
        self, template: str, gather: Callable[..., Gathered], *subjects: object
    ) -> Recipe:
        """Return what makes a page whose data cost something to gather, from its subjects alone.

        ``gather`` is a function that sees the settings, the day and the subjects: nothing else
        can decide what the page shows, and it is called only if one of them changed.
        """
        settings, dated = self._frame.settings, self._frame.dated
        ingredients = (
            self.templates_digest, self._asset_folder, self._frame, template, *subjects,
        )
        return Recipe(
            ingredients, lambda: self._render(template, *gather(settings, dated, *subjects))
        )

    def _render(self, template: str, page: PageInfo, data: Mapping[str, object]) -> bytes:
        settings = self._frame.settings
        structured = (*page.structured, *describe_breadcrumb(page.crumbs, settings))
        html = self._environment_of(page).get_template(template).render(
            page=replace(page, structured=structured), **data
        )
        return html.encode()

    def _environment_of(self, page: PageInfo) -> TemplateEnvironment:
        """Return the environment of the pages that link to others in the same way."""
        link = partial(urls.relative, page=page.url)
        if page.url == urls.NOT_FOUND:
            link = partial(urls.from_domain, site_url=self._frame.settings.url)
        home = link(urls.HOME)

        def href(url: str) -> Verbatim:
            return Verbatim(link(url))

        if home not in self._environments:
            self._environments[home] = self._environment.showing({
                "href": href, "asset": lambda path: href(f"{self._asset_folder}/{path}"),
                "urls": urls, "site": self._frame, "settings": self._frame.settings,
            })
        return self._environments[home]

    def fragment(self, template: str, **data: object) -> str:
        """Return what a template that is no page of the site makes of ``data`` alone."""
        return self._environment.get_template(template).render(**data)
