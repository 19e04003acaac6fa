"""Which key a column of someone else's file means: by name, by label, by the words in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from ecoq.content.model import BODY, Initiative
from ecoq.content.schema import Record, keys_of
from ecoq.content.values import ListOf
from ecoq.contribute.importers.maps import LAYER
from ecoq.render.open_data.columns import DERIVED
from ecoq.territory.names import fold

POSTAL_CODE, IDENTIFIER = "code_postal", "id"

OWN_DERIVED = frozenset(column.name for column in DERIVED)
"""What our exports say beside the keys: made again from them."""
_ENOUGH_DERIVED = 3

# The words of spreadsheets and maps, folded, by the key or the key and part that they mean.
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "titre": ("nom", "name", "title", "intitule", "initiative", "nom de l initiative", "projet",
              "nom du projet"),
    "resume": ("abstract", "accroche", "en bref", "description courte", "resume court", "summary"),
    BODY: ("description", "texte", "contenu", "presentation", "descriptif", "body",
           "description longue", "descriptionmore", "commentaire"),
    "thematique": ("theme", "categorie", "category", "categories", "rubrique", "type", LAYER),
    "porteur": ("structure", "organisme", "operateur", "structure porteuse", "porteur de projet",
                "organisation", "association"),
    "commune": ("ville", "city", "addresslocality", "localite", "nom commune", "nom de la commune"),
    "departement": ("dep", "code departement", "dept", "departement code"),
    "code_insee": ("insee", "citycode", "code commune", "insee com", "code insee commune"),
    POSTAL_CODE: ("cp", "postalcode", "postcode", "code postal"),
    "quartier": ("qpv", "quartier prioritaire", "nom qpv", "nom du quartier"),
    "code_qpv": ("codeqpv", "code quartier", "code du qpv"),
    "adresse": ("address", "streetaddress", "adresse postale", "rue", "adresse complete"),
    "latitude": ("lat", "y"),
    "longitude": ("lon", "lng", "long", "x"),
    "statut": ("etat", "status", "etat d avancement", "avancement"),
    "annee_debut": ("annee", "date de debut", "debut", "date de creation", "annee de creation",
                    "annee de lancement", "creation"),
    "annee_fin": ("fin", "date de fin", "annee de cloture"),
    "publics": ("public", "public cible", "beneficiaires", "publics vises"),
    "partenaires": ("partenaire", "partners", "financeurs"),
    "mots_cles": ("mot cle", "tags", "keywords", "etiquettes", "mots clefs"),
    "site": ("site internet", "website", "url", "lien", "site web", "web"),
    "contact": ("mail", "email", "courriel", "e mail", "adresse mail"),
    "sources_titre": ("source",),
    "sources_url": ("lien source", "url source", "source url"),
}


@cache
def _targets() -> dict[str, str]:
    """The key, or the key and part, that each folded name means."""
    targets = {fold(name): key for key, names in _SYNONYMS.items() for name in names}
    for key in keys_of(Initiative).values():
        kind = key.kind.kind if isinstance(key.kind, ListOf) else key.kind
        if isinstance(kind, Record):
            group: type = kind.model
            parts = {f"{key.name}_{part.name}": f"{key.label} : {part.label}"
                     for part in keys_of(group).values()}
        else:
            parts = {key.name: key.label}
        for name, label in parts.items():
            targets[fold(name)] = targets[fold(label)] = name
    targets |= {fold(BODY): BODY, fold(POSTAL_CODE): POSTAL_CODE, IDENTIFIER: IDENTIFIER}
    return targets


def find_targets() -> tuple[str, ...]:
    """Return all that a column can mean: keys, parts of groups, the body, a postal code."""
    return tuple(dict.fromkeys(name for name in _targets().values() if name != IDENTIFIER))


def find_target(name: str) -> str | None:
    """Return what a column of this name means, or None."""
    return _targets().get(fold(name))


def map_columns(names: Iterable[str]) -> dict[str, str]:
    """Return, by column, what it means; columns that mean nothing here are left out.

    Where two columns mean the same, the one that bears the key's own name wins, then the first.
    """
    found = list(dict.fromkeys(names))
    ours = is_ours(found)
    mapped: dict[str, str] = {}
    for name in sorted(found, key=lambda name: fold(name) != fold(find_target(name) or "")):
        target = find_target(name)
        if target and target not in mapped.values() and not (ours and name in OWN_DERIVED):
            mapped[name] = target
    return mapped


def is_ours(names: Iterable[str]) -> bool:
    """Whether a file is one of our own exports, of which some columns may have been removed."""
    return len(OWN_DERIVED.intersection(names)) >= _ENOUGH_DERIVED
