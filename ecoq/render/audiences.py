"""The audiences of fiches, which are free text, brought to a few families for filters.

A family is known by the words of an audience, folded (see ``territory.names.fold``). An audience
may belong to several families, « jeunes éloignés de l'emploi », or to none, « visiteurs ».
Built from the 288 audiences of the first 252 fiches; a new wording that no rule knows is still
shown on its fiche and found by words, it is only absent from the filter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from ecoq.territory.names import fold


class AudienceFamily(Struct, frozen=True):
    """A family of audiences, as the filter shows it."""

    id: str
    name: str
    pattern: re.Pattern[str]
    """Found in the folded wording of an audience that belongs to the family."""


def _family(id_: str, name: str, pattern: str) -> AudienceFamily:
    return AudienceFamily(id_, name, re.compile(rf"\b(?:{pattern})"))


# The commonest first; « jeunes entreprises » are not young people.
FAMILIES = (
    _family("habitants", "Habitants du quartier",
            r"habitante?s?\b|locataire|voisin|riverain|toute personne"),
    _family("jeunes", "Enfants, jeunes, étudiants",
            r"jeunes?\b(?! entreprise| createur| dirigeant)|enfant|adolescent|etudiant|collegien"
            r"|lyceen|ecolier|scolaire|apprenti\b"),
    _family("femmes", "Femmes", r"femme"),
    _family("demandeurs-d-emploi", "Personnes sans emploi ou en insertion",
            r"demandeur|chomeu|sans emploi|prives? .*emploi|privees? .*emploi|eloigne|insertion"
            r"|inseree|minima|rsa\b|reconversion|requalification|peu (?:qualifie|diplome)"
            r"|sans diplome|services de l emploi|ni en emploi|decrochage|sans qualification"),
    _family("createurs", "Créateurs et porteurs de projet",
            r"createur|creatrice|porteu[rs]|entrepreneu|entreprendre|creer le|creer une|une idee"
            r"|projet d entreprise|testant"),
    _family("entreprises", "Entreprises, commerçants, artisans",
            r"(?<!leur )(?<!d )entreprise|commercant|artisan|independant|restaurateur|producteur"
            r"|forain|professionnels?\b|dirigeant|acteurs economiques|agriculteur"
            r"|salaries? du secteur"),
    _family("associations", "Associations et institutions",
            r"(?<!d )association|cooperative|structure|(?<!des )institution|organisme"
            r"|economie sociale"),
    _family("menages-modestes", "Personnes à faibles ressources",
            r"modeste|precaire|precarite|demuni|difficulte|besoin\b|sans abri|faibles? revenu"
            r"|minima|rsa\b|famille"),
    _family("seniors", "Seniors", r"senior|agee|retraite|plus de 50"),
)


def find_families(audiences: Iterable[str]) -> tuple[AudienceFamily, ...]:
    """Return the families of a fiche's audiences, in the order of ``FAMILIES``."""
    folded = [fold(audience) for audience in audiences]
    return tuple(
        family for family in FAMILIES if any(family.pattern.search(text) for text in folded)
    )
