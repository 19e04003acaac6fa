"""What every page is made with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from ecoq.render.html import Crumb, PageInfo, PageRenderer
from ecoq.render.markdown import BodyRenderer, PageBody
from ecoq.render.output import Output, Recipe
from ecoq.site import urls
from ecoq.site.model import Site

HOME_CRUMB = Crumb(title="Accueil", url=urls.HOME)


class PageKit(Struct, frozen=True):
    """The site, its templates and its Markdown."""

    site: Site
    renderer: PageRenderer
    bodies: BodyRenderer
    with_pdf: bool = False
    """Whether numbers have their PDF."""

    def body(self, text: str, page_url: str) -> PageBody:
        """Return a body as the page at ``page_url`` shows it; nothing is rendered yet."""
        return self.bodies.prepare(text, partial(urls.relative, page=page_url))

    def output(self, template: str, page: PageInfo, **data: object) -> Output:
        """Return a page whose data cost nothing to gather."""
        return Output(
            urls.output_path(page.url), partial(self.renderer.page, template, page, **data),
            page.is_indexed,
        )


def crumbs(*steps: tuple[str, str]) -> tuple[Crumb, ...]:
    """Return a breadcrumb from the home page through (title, address) steps."""
    return (HOME_CRUMB, *(Crumb(title=title, url=url) for title, url in steps))


def lazily(url: str, prepare: Callable[[], Recipe]) -> Output:
    """Return a page whose data are gathered when it is prepared."""
    return Output(urls.output_path(url), prepare)
