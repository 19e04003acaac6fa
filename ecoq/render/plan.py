"""The list of all files of the site, none of them made yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ecoq.render import sitemap
from ecoq.render.assets import collect_assets
from ecoq.render.html import Frame, PageRenderer, digest_templates, make_environment
from ecoq.render.markdown import BodyRenderer
from ecoq.render.output import Output
from ecoq.render.pages import PageKit, plan_pages
from ecoq.site import urls
from ecoq.site.model import Site


def plan_site(site: Site, root: Path) -> tuple[Output, ...]:
    """Return every output of a site; templates and assets are those of ``root``."""
    assets = collect_assets(root / "assets", tuple(listing.subject for listing in site.themes))
    environment = make_environment(root / "templates")
    renderer = PageRenderer(
        environment, digest_templates(root / "templates"), assets.folder, Frame.of(site)
    )
    kit = PageKit(site, renderer, BodyRenderer(site.targets, site.glossary))
    pages = tuple(plan_pages(kit))
    return (*assets.outputs, *pages, *_data_files(site, pages))


def _data_files(site: Site, pages: tuple[Output, ...]) -> Iterator[Output]:
    indexed = (page.path for page in pages if page.path != urls.NOT_FOUND)
    yield from sitemap.plan(site, indexed)
