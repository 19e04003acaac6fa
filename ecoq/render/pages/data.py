"""The page of the open data: its files, its columns, and how to use them."""

from __future__ import annotations

from collections.abc import Iterator

from ecoq.render.html import PageInfo
from ecoq.render.licence import find_licence
from ecoq.render.open_data.columns import find_columns
from ecoq.render.open_data.distributions import DISTRIBUTIONS
from ecoq.render.output import Output
from ecoq.render.pages.kit import PageKit, crumbs
from ecoq.render.structured import describe_dataset
from ecoq.site import urls


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the page."""
    site = kit.site
    page = PageInfo(
        title="Les données",
        description="Toutes les initiatives à télécharger et à réutiliser librement : tableur, "
                    "CSV, GeoJSON, JSON.",
        url=urls.DATA, section=urls.DATA, crumbs=crumbs(("Les données", urls.DATA)),
        structured=(describe_dataset(DISTRIBUTIONS, site.dated, site.settings),),
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
