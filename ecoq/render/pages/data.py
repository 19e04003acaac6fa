"""The pages of the open data: its files, its columns, how to use them, and what changed."""

from __future__ import annotations

from collections.abc import Iterator

from ecoq.render.feeds import changes_feed
from ecoq.render.html import PageInfo
from ecoq.render.licence import find_licence
from ecoq.render.open_data.columns import find_columns
from ecoq.render.open_data.distributions import DISTRIBUTIONS
from ecoq.render.output import Output
from ecoq.render.pages.kit import PageKit, crumbs
from ecoq.render.structured import describe_dataset
from ecoq.site import urls


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the pages."""
    site = kit.site
    page = PageInfo(
        title="Les données",
        description="Toutes les initiatives à télécharger et à réutiliser librement : tableur, "
                    "CSV, GeoJSON, JSON.",
        url=urls.DATA, section=urls.DATA, crumbs=crumbs(("Les données", urls.DATA)),
        structured=(describe_dataset(DISTRIBUTIONS, site.dated, site.settings),),
        feeds=(changes_feed(),),
    )
    yield kit.output(
        "pages/data.html", page,
        distributions=DISTRIBUTIONS, columns=find_columns(),
        initiative_count=len(site.initiatives),
        licence=find_licence(site.settings.content_licence),
        addresses={
            name: urls.absolute(url, site.settings.url)
            for name, url in (("csv", urls.CSV), ("geojson", urls.GEOJSON), ("json", urls.JSON))
        },
    )
    changes = PageInfo(
        title="Les changements",
        description="Le journal de la collection : les fiches ajoutées, modifiées ou retirées, "
                    "jour par jour.",
        url=urls.CHANGES, section=urls.DATA, feeds=(changes_feed(),),
        crumbs=crumbs(("Les données", urls.DATA), ("Les changements", urls.CHANGES)),
    )
    yield kit.output("pages/changes.html", changes, changes=site.changes)
