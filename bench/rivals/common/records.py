"""A fiche as data, and a feed as JSON, for the plugin of Pelican and the hook of MkDocs."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_KEYS = (
    "titre", "resume", "thematique", "thematiques_secondaires", "porteur", "type_porteur",
    "commune", "departement", "code_insee", "quartier", "adresse", "statut", "annee_debut",
    "annee_fin", "publics", "partenaires", "mots_cles", "chiffres", "enseignements", "site",
    "sources", "centre",
)
_LONGEST_FEED = 40


def values(fiche: Mapping[str, Any]) -> dict[str, Any]:
    """What the header of a fiche says."""
    return {key: fiche.get(key) for key in _KEYS}


def record(fiche: Mapping[str, Any], slug: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What a fiche says, with the names of its places and of its theme."""
    commune = data["communes"][fiche["code_insee"]]
    return {
        "id": slug, **values(fiche), "thematique_nom": data["themes"][fiche["thematique"]]["nom"],
        "departement_nom": commune["departement"], "region": commune["region"],
        "position": "mairie", "url": f"{data['settings']['url']}/initiatives/{slug}/",
    }


def write_fiche(
    output: Path, fiche: Mapping[str, Any], slug: str, body: str, data: Mapping[str, Any]
) -> None:
    """Write the two files of a fiche beside its page."""
    commune = data["communes"][fiche["code_insee"]]
    whole = {
        **record(fiche, slug, data), "latitude": commune["latitude"],
        "longitude": commune["longitude"], "corps": body,
    }
    _write(output / f"donnees/initiatives/{slug}.json", whole, indent=1)
    _write(output / f"contribuer/fiche/{slug}.json", {"values": values(fiche), "body": body})


def write_json_feed(
    output: Path, name: str, items: Iterable[Mapping[str, Any]], data: Mapping[str, Any]
) -> None:
    """Write a feed as JSON."""
    _write(output / f"flux/{name}.json", {
        "version": "https://jsonfeed.org/version/1.1", "language": "fr",
        "title": data["settings"]["titre"], "items": list(items),
    })


def latest(fiches: list[Any], day_of: Any) -> list[Any]:
    """The fiches of a feed, the most recent first."""
    return sorted(fiches, key=day_of, reverse=True)[:_LONGEST_FEED]


def _write(path: Path, value: object, indent: int | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent), "utf-8")
