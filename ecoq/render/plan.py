"""The list of all files of the site, none of them made yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from ecoq.content.load import IMAGES
from ecoq.render import cards, citation, epub, images, open_data, pdf, search, sitemap, well_known
from ecoq.render.assets import collect_assets
from ecoq.render.feeds import FeedMaker
from ecoq.render.html import (
    Frame,
    PageRenderer,
    compiled_templates,
    digest_templates,
    make_environment,
)
from ecoq.render.map import COMPOSED_MAP, render_single_file_map
from ecoq.render.markdown import BodyRenderer
from ecoq.render.output import Output, Recipe
from ecoq.render.pages import PageKit, plan_pages
from ecoq.render.templating import TemplateEnvironment
from ecoq.site import urls
from ecoq.site.model import Site


def plan_site(
    site: Site, root: Path, *, with_search: bool = True, with_pdf: bool = False,
    find_compiled: Callable[[Recipe], bytes | None] = lambda _: None,
) -> tuple[Output, ...]:
    """Return every output of a site; templates and assets are those of ``root``.

    ``find_compiled`` finds what ``compiled_templates`` gave, if it was made already.
    """
    assets = collect_assets(root / "assets", tuple(listing.subject for listing in site.themes))
    templates_digest = digest_templates(root / "templates")
    environment = _environment_of(root / "templates", templates_digest, find_compiled)
    frame = Frame.of(site)
    renderer = PageRenderer(environment, templates_digest, assets.folder, frame)
    single_file_map = Output(urls.SINGLE_FILE_MAP, lambda: Recipe(
        (templates_digest, assets.folder, frame, site.initiatives),
        partial(render_single_file_map, site, environment, root / "assets"),
        parts=(COMPOSED_MAP,),
    ))
    kit = PageKit(site, renderer, BodyRenderer(site.targets, site.glossary), with_pdf)
    pdfs = pdf.plan(site, renderer, kit.bodies) if with_pdf else ()
    pages = (*plan_pages(kit), *search.plan(kit, with_index=with_search))
    feeds = FeedMaker(site, renderer, kit.bodies).plan()
    epubs = epub.plan(site, renderer, kit.bodies)
    pictures = images.plan(site, root / IMAGES)
    files = _data_files(site, pages, assets.folder)
    # The longest first, so that none ends alone; the map when folium's part was made meanwhile.
    return (
        *pdfs, *assets.outputs, *files, *epubs, single_file_map, *pages, *feeds, *pictures,
    )


@lru_cache(maxsize=1)
def _environment_of(
    templates: Path, digest: str, find_compiled: Callable[[Recipe], bytes | None]
) -> TemplateEnvironment:
    """Return the environment of templates, compiled as far as they were used, while they last."""
    return make_environment(templates, lambda: find_compiled(compiled_templates(templates, digest)))


def _data_files(site: Site, pages: tuple[Output, ...], asset_folder: str) -> Iterator[Output]:
    indexed = (page.path for page in pages if page.is_indexed)
    yield from sitemap.plan(site, indexed)
    yield from open_data.plan(site)
    yield from citation.plan(site)
    yield from well_known.plan(site, asset_folder)
    yield from cards.plan(site)
