"""The open data of ``donnees/``: one table, one collection, made and described from the model."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ecoq.content.model import Settings
from ecoq.render import geojson
from ecoq.render.open_data import catalogue, documents, package, schema, table, workbook
from ecoq.render.output import Output, Recipe
from ecoq.site import urls
from ecoq.site.model import Site, SiteInitiative

__all__ = ["plan"]


def plan(site: Site) -> Iterator[Output]:
    """Yield every file of the open data, but the checksums of them all."""
    renderers = {
        urls.GEOJSON: geojson.render_geojson,
        urls.CSV: table.render_csv,
        urls.WORKBOOK: workbook.render_workbook,
    }
    for path, render in renderers.items():
        yield Output(path, partial(
            Recipe, (path, site.settings, site.dated, site.initiatives), partial(render, site)
        ))
    yield Output(urls.JSON, partial(_collection, site))
    for initiative in site.initiatives:
        yield Output(
            urls.of_initiative_data(initiative.slug), partial(_document, initiative, site.settings)
        )
    yield Output(urls.TABLE_SCHEMA, lambda: schema.render_table_schema(site))
    yield Output(urls.JSON_SCHEMA, lambda: schema.render_json_schema(site))
    yield Output(urls.DATA_PACKAGE, lambda: package.render_data_package(site))
    yield Output(urls.DCAT, lambda: catalogue.render_dcat(site))
    yield Output(urls.DATA_LICENCE, lambda: documents.render_licence(site))


def _collection(site: Site) -> Recipe:
    bodies = tuple(initiative.entry.body.written for initiative in site.initiatives)
    return Recipe(
        (urls.JSON, site.settings, site.dated, site.initiatives, bodies),
        partial(documents.render_collection, site),
    )


def _document(initiative: SiteInitiative, settings: Settings) -> Recipe:
    return Recipe(
        (urls.JSON, settings, initiative, initiative.entry.body.written),
        partial(documents.render_document, initiative, settings),
    )
