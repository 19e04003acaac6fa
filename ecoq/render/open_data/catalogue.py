"""``dcat.jsonld``: the data as catalogues harvest them (DCAT-AP, JSON-LD)."""

from __future__ import annotations

import json
from typing import Any

from ecoq.content.model import Settings
from ecoq.render.licence import find_licence
from ecoq.render.open_data.distributions import DISTRIBUTIONS, Distribution
from ecoq.site import urls
from ecoq.site.model import Site

_EU = "http://publications.europa.eu/resource/authority"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def render_dcat(site: Site) -> bytes:
    """Return the catalogue: one dataset, a distribution for each file."""
    settings = site.settings
    day = {"@type": "xsd:date", "@value": site.dated.isoformat()}
    publisher = {
        "@id": f"{urls.absolute(urls.HOME, settings.url)}#editeur", "@type": "foaf:Agent",
        "foaf:name": settings.title,
    }
    dataset = {
        "@id": urls.absolute(urls.DATA, settings.url),
        "@type": "dcat:Dataset",
        "dct:identifier": urls.absolute(urls.DATA, settings.url),
        "dct:title": _french(f"{settings.title} – les initiatives"),
        "dct:description": _french(settings.description),
        "dct:publisher": publisher,
        "dct:issued": day,
        "dct:modified": day,
        "dct:language": _authority("language", "FRA"),
        "dct:spatial": _authority("country", "FRA"),
        "dct:accrualPeriodicity": _authority("frequency", "IRREG"),
        "dcat:theme": [_authority("data-theme", "SOCI"), _authority("data-theme", "ECON")],
        "dcat:keyword": [_french(listing.subject.name) for listing in site.themes],
        "dcat:landingPage": {"@id": urls.absolute(urls.DATA, settings.url)},
        "dcat:contactPoint": {
            "@type": "vcard:Organization", "vcard:fn": settings.title,
            "vcard:hasEmail": {"@id": f"mailto:{settings.contact}"},
        },
        "dcat:distribution": [_distribution(one, settings) for one in DISTRIBUTIONS],
    }
    catalogue = {
        "@context": _CONTEXT,
        "@id": urls.absolute(urls.DCAT, settings.url),
        "@type": "dcat:Catalog",
        "dct:title": _french(settings.title),
        "dct:description": _french(settings.description),
        "dct:publisher": publisher,
        "dct:modified": day,
        "dcat:dataset": [dataset],
    }
    return (json.dumps(catalogue, ensure_ascii=False, indent=2) + "\n").encode()


def _distribution(distribution: Distribution, settings: Settings) -> dict[str, Any]:
    address = urls.absolute(distribution.url, settings.url)
    licence = find_licence(settings.content_licence)
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _french(distribution.title),
        "dct:description": _french(distribution.description),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {
            "@id": f"http://www.iana.org/assignments/media-types/{distribution.media_type}"
        },
        "dct:format": _authority("file-type", distribution.format),
        "dct:license": {"@id": licence.url or urls.absolute(urls.DATA_LICENCE, settings.url)},
    }


def _french(text: str) -> dict[str, str]:
    return {"@language": "fr", "@value": text}


def _authority(table: str, code: str) -> dict[str, str]:
    return {"@id": f"{_EU}/{table}/{code}"}
