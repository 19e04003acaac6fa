"""``datapackage.json``: the files and their schema, for the tools of Frictionless Data."""

from __future__ import annotations

import json
from typing import Any

from ecoq.render.licence import find_licence
from ecoq.render.open_data.distributions import DISTRIBUTIONS, Distribution
from ecoq.site import urls
from ecoq.site.model import Site


def render_data_package(site: Site) -> bytes:
    """Return the description of the package."""
    settings = site.settings
    licence = find_licence(settings.content_licence)
    package = {
        "profile": "data-package",
        "name": "initiatives",
        "id": urls.absolute(urls.DATA_PACKAGE, settings.url),
        "title": f"{settings.title} – les initiatives",
        "description": settings.description,
        "homepage": urls.absolute(urls.DATA, settings.url),
        "created": f"{site.dated.isoformat()}T00:00:00Z",
        "licenses": [{
            "name": licence.spdx or "other-open", "title": licence.name,
            **({"path": licence.url} if licence.url else {}),
        }],
        "contributors": [{"title": settings.title, "role": "publisher"}],
        "resources": [_resource(distribution) for distribution in DISTRIBUTIONS],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(distribution: Distribution) -> dict[str, Any]:
    extension = distribution.format.lower()
    resource = {
        "name": f"initiatives-{extension}", "path": distribution.file,
        "title": distribution.title, "description": distribution.description,
        "format": extension, "mediatype": distribution.media_type, "encoding": "utf-8",
    }
    if distribution.url not in {urls.CSV, urls.WORKBOOK}:
        return {**resource, "profile": "data-resource"}
    return {
        **resource, "profile": "tabular-data-resource",
        "schema": urls.TABLE_SCHEMA.removeprefix(urls.DATA),
    }
