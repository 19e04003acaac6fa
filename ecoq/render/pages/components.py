"""``composants/``: every partial with the data of one fiche; neither in the menu nor indexed.

For those who work on the look of the site: what changes in one place is seen at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecoq.render.citation import cite_initiative
from ecoq.render.covers import cover_issue
from ecoq.render.html import PageInfo
from ecoq.render.key_figures import split_figure
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.figures import draw_charts
from ecoq.render.pages.kit import PageKit, crumbs
from ecoq.render.static_map import draw_locator, draw_map
from ecoq.render.territories import draw_regions
from ecoq.site import urls
from ecoq.site.model import SiteInitiative


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the page, if there is a fiche to show."""
    if kit.site.initiatives:
        sample = find_sample(kit.site.initiatives)
        yield Output(
            urls.output_path(urls.COMPONENTS), lambda: _render(kit, sample), is_indexed=False
        )


def find_sample(initiatives: tuple[SiteInitiative, ...]) -> SiteInitiative:
    """Return the fiche that fills the most partials."""
    return max(initiatives, key=lambda one: (
        bool(one.entry.lessons), bool(one.entry.figures), bool(one.entry.partners),
        len(one.entry.sources),
    ))


def _render(kit: PageKit, sample: SiteInitiative) -> Recipe:
    site = kit.site
    page = PageInfo(
        title="Composants", url=urls.COMPONENTS, is_indexed=False,
        description="Tous les éléments du site, sur une page, pour qui en change l'aspect.",
        crumbs=crumbs(("Composants", urls.COMPONENTS)),
    )
    return kit.renderer.page(
        "pages/components.html", page, sample=sample,
        locator=draw_locator(sample), map=draw_map(site.initiatives[:10]),
        territories=draw_regions(site.regions),
        figures=tuple(split_figure(figure) for figure in sample.entry.figures),
        issue=cover_issue(site.issues[0]) if site.issues else None,
        chart=draw_charts(site)[0], themes=site.themes, regions=site.regions[:4],
        citation=cite_initiative(sample, site.settings), terms=site.glossary[:1],
    )
