"""The files that hold all the initiatives, as catalogues and the page of the data list them."""

from __future__ import annotations

from msgspec import Struct

from ecoq.site import urls


class Distribution(Struct, frozen=True, kw_only=True):
    """A file of the data: its address, what it is, its media type and its usual name."""

    url: str
    title: str
    description: str
    media_type: str
    format: str
    """As the vocabularies of the European Union name it."""

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.url.removeprefix(urls.DATA)


DISTRIBUTIONS = (
    Distribution(
        url=urls.WORKBOOK, title="Tableur", format="XLSX",
        description="Pour Excel et LibreOffice, avec le sens de chaque colonne.",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    Distribution(
        url=urls.CSV, title="Table", format="CSV", media_type="text/csv",
        description="En UTF-8, colonnes séparées par des virgules.",
    ),
    Distribution(
        url=urls.GEOJSON, title="Carte", format="GEOJSON", media_type="application/geo+json",
        description="Pour uMap, QGIS et les cartes en ligne (RFC 7946).",
    ),
    Distribution(
        url=urls.JSON, title="Fiches entières", format="JSON", media_type="application/json",
        description="Toutes les fiches avec leur texte, en Markdown.",
    ),
)
