"""The content models: the only place that knows the keys of front matter and data files.

French keys on the left of each declaration's parentheses, English names in the code: this module
is the border between the two. Lengths are in characters, coordinates in degrees (WGS 84).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ecoq import catalogue
from ecoq.content import values
from ecoq.content.frontmatter import Body
from ecoq.content.schema import Origin, Record, key
from ecoq.content.values import (
    Boolean,
    Choice,
    Date,
    Degrees,
    DepartmentCode,
    LabelledEnum,
    ListOf,
    PartialDate,
    SourceDate,
    Text,
    Url,
    WebAddress,
    Whole,
    Year,
)

BODY = "corps"
"""What the text of a file is called where all has a name: the form, the data, tables of others."""


class LeadKind(LabelledEnum):
    """What kind of body runs an initiative."""

    ASSOCIATION = "association", "Association"
    COOPERATIVE = "cooperative", "Coopérative"
    LOCAL_AUTHORITY = "collectivite", "Collectivité"
    COMPANY = "entreprise", "Entreprise"
    PUBLIC_BODY = "etablissement-public", "Établissement public"
    COLLECTIVE = "collectif", "Collectif"
    OTHER = "autre", "Autre"


class Status(LabelledEnum):
    """Where an initiative stands, as far as its sources tell."""

    PLANNED = "en-projet", "En projet"
    RUNNING = "en-cours", "En cours"
    ENDED = "terminee", "Terminée"
    UNKNOWN = "inconnu", "Situation actuelle inconnue"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReference:
    """A published source of a fiche."""

    title: str = key("titre", Text(2, 300), "Titre", required=True,
                     help="Le titre de la page ou du document.", example="Rapport d'activité 2023")
    publisher: str | None = key("editeur", Text(2, 200), "Éditeur",
                                help="Qui l'a publié.", example="Ville de Bourges")
    url: Url | None = key("url", WebAddress(), "Adresse web",
                          example="https://exemple.fr/rapport")
    date: PartialDate | None = key("date", SourceDate(), "Date de publication",
                                   help="AAAA, AAAA-MM ou AAAA-MM-JJ.", example="2023-06")
    consulted_on: datetime.date | None = key("consulte_le", Date(), "Consulté le",
                                             example="2024-03-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of ``content/images/``, with what a reader who cannot see it needs."""

    file: str = key(
        "fichier", values.Matching(r"[a-z0-9][a-z0-9_.-]{0,100}\.(?:jpe?g|png|webp)",
                                   catalogue.IMAGE_NOT_FOUND),
        "Fichier", required=True, help="Le nom du fichier dans content/images/.",
        example="le-phare.jpg")
    alt: str = key("alt", Text(3, 250), "Description", required=True,
                   help="Ce que l'on voit, pour qui ne voit pas l'image.",
                   example='"La façade de l\'atelier, rue des Prés"')
    credit: str = key("credit", Text(2, 150), "Crédit", required=True, example="Ville de Bourges")
    licence: str = key("licence", Text(2, 100), "Licence", required=True, example="CC BY 4.0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every Markdown file has: an address, a place on disk, a body."""

    slug: str
    origin: Origin
    body: Body


_SOURCES = ListOf(Record(SourceReference), minimum=1, example="titre: Rapport d'activité 2023")


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Entry):
    """A fiche: one initiative, as ``content/initiatives/<slug>.md`` tells it."""

    title: str = key("titre", Text(3, 120), "Titre", required=True,
                     help="Le nom de l'initiative.", example="Le Phare")
    summary: str = key(
        "resume", Text(30, 240), "Résumé", required=True,
        help="Une phrase simple : ce que fait l'initiative, pour qui.",
        example="Un atelier partagé où les habitants réparent leurs vélos.")
    theme: str = key("thematique", values.SLUG, "Thématique", required=True,
                     help="La thématique principale.", example="numerique")
    secondary_themes: tuple[str, ...] = key(
        "thematiques_secondaires", ListOf(values.SLUG, example="numerique"),
        "Thématiques secondaires", default=(), help="D'autres thématiques, s'il y a lieu.")
    lead: str | None = key("porteur", Text(2, 200), "Porteur",
                           help="La structure qui porte l'initiative ; rien si on l'ignore.",
                           example="Association Le Phare")
    lead_kind: LeadKind | None = key("type_porteur", Choice(LeadKind), "Type de porteur",
                                     example="association")
    commune: str | None = key("commune", Text(1, 100), "Commune", example="Bourges",
                              help="La commune, ou l'arrondissement de Paris, Lyon ou Marseille.")
    department: str | None = key("departement", DepartmentCode(), "Département", example="18",
                                 help="Le code du département : 01, 2A, 974.")
    insee_code: str | None = key("code_insee", values.INSEE_CODE, "Code INSEE", example="18033",
                                 help="Utile seulement si deux communes ont le même nom.")
    neighbourhood: str | None = key("quartier", Text(2, 150), "Quartier", example="Chancellerie")
    qpv_code: str | None = key("code_qpv", values.QPV_CODE, "Code du quartier prioritaire",
                               help="Liste de 2015 (QP033001) ou de 2024 (QN03301M).",
                               example="QP018001")
    address: str | None = key("adresse", Text(3, 200), "Adresse", example="2 rue des Prés")
    latitude: float | None = key("latitude", Degrees(90), "Latitude", example="47.08",
                                 help="En degrés décimaux (WGS 84), avec un point.")
    longitude: float | None = key("longitude", Degrees(180), "Longitude", example="2.40",
                                  help="En degrés décimaux (WGS 84), avec un point.")
    status: Status = key("statut", Choice(Status), "Statut", required=True, example="en-cours",
                         help="Où en est l'initiative ; « inconnu » si on ne sait pas.")
    started_in: int | None = key("annee_debut", Year(), "Année de début", example="2019")
    ended_in: int | None = key("annee_fin", Year(), "Année de fin", example="2022")
    audiences: tuple[str, ...] = key("publics", ListOf(Text(2, 120), example="jeunes"),
                                     "Publics", default=(), help="À qui l'initiative s'adresse.")
    partners: tuple[str, ...] = key("partenaires", ListOf(Text(2, 200), example="Ville de Bourges"),
                                    "Partenaires", default=())
    tags: tuple[str, ...] = key("mots_cles", ListOf(Text(2, 60), example="réparation"),
                                "Mots-clés", default=())
    figures: tuple[str, ...] = key(
        "chiffres", ListOf(Text(3, 250), example="12 emplois (2021)"), "Chiffres clés",
        default=(), help="Chaque chiffre avec sa date.")
    lessons: tuple[str, ...] = key(
        "enseignements", ListOf(Text(5, 500), example="Un local ouvert sur la rue attire."),
        "Enseignements", default=(), help="Ce qui a aidé, ce qui a été difficile.")
    website: Url | None = key("site", WebAddress(), "Site web", example="https://exemple.fr")
    contact: str | None = key("contact", values.EMAIL, "Courriel de contact",
                              help="L'adresse générique de la structure.",
                              example="contact@exemple.fr")
    image: Image | None = key("image", Record(Image), "Image")
    sources: tuple[SourceReference, ...] = key(
        "sources", _SOURCES, "Sources", required=True,
        help="D'où viennent les informations ; au moins une source.")
    centre: str | None = key("centre", values.SLUG, "Centre de ressources", example="labo-cites",
                             help="Le centre qui suit l'initiative.")
    checked_on: datetime.date | None = key(
        "verifie_le", Date(), "Vérifié le", example="2024-03-01",
        help="Le jour où le centre a relu la fiche ; rien si elle attend sa relecture.")
    redirects: tuple[str, ...] = key(
        "redirections", ListOf(values.SLUG, example="ancien-nom"), "Anciennes adresses",
        default=(), help="Les anciens noms du fichier, pour que leurs liens restent vivants.")
    is_draft: bool = key("brouillon", Boolean(), "Brouillon", default=False, example="oui",
                         help="« oui » : la fiche n'apparaît nulle part.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedFiche:
    """What a fiche said when a number that cites it came out; ``ecoq freeze`` writes it."""

    initiative: str = key("initiative", values.SLUG, "Fiche", required=True, example="le-phare")
    title: str = key("titre", Text(3, 120), "Titre", required=True, example="Le Phare")
    status: Status = key("statut", Choice(Status), "Statut", required=True, example="en-cours")
    summary: str = key(
        "resume", Text(30, 240), "Résumé", required=True,
        example="Un atelier partagé où les habitants réparent leurs vélos.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Entry):
    """A number of the publication: ``content/issues/<slug>.md``."""

    number: int = key("numero", Whole(), "Numéro", required=True, example="1")
    title: str = key("titre", Text(3, 120), "Titre", required=True,
                     example="Le commerce de proximité")
    theme: str | None = key("thematique", values.SLUG, "Thématique", example="numerique")
    themes: tuple[str, ...] = key("thematiques", ListOf(values.SLUG, example="numerique"),
                                  "Thématiques", default=())
    published_on: datetime.date = key("date", Date(), "Date", required=True, example="2024-03-01")
    summary: str = key("chapo", Text(30, 600), "Chapô", required=True,
                       example="Comment les quartiers gardent leurs commerces.")
    editors: tuple[str, ...] = key("editeurs", ListOf(Text(2, 200), example="RNCRPV"),
                                   "Éditeurs", default=())
    initiatives: tuple[str, ...] = key("initiatives", ListOf(values.SLUG, example="le-phare"),
                                       "Initiatives citées", default=())
    sources: tuple[SourceReference, ...] = key(
        "sources", ListOf(Record(SourceReference)), "Sources", default=())
    image: Image | None = key("image", Record(Image), "Image")
    cited_fiches: tuple[CitedFiche, ...] = key(
        "fiches_citees", ListOf(Record(CitedFiche)), "Fiches telles que citées", default=(),
        help="Ce que disaient les fiches à la parution ; « ecoq freeze » l'écrit.")
    is_draft: bool = key("brouillon", Boolean(), "Brouillon", default=False, example="oui")

    @property
    def all_themes(self) -> tuple[str, ...]:
        """The themes, whichever of the two keys names them."""
        return (self.theme, *self.themes) if self.theme else self.themes


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Entry):
    """A free page: ``content/pages/<slug>.md``, at ``/<slug>/``."""

    title: str = key("titre", Text(2, 120), "Titre", required=True, example="À propos")
    summary: str = key("resume", Text(10, 300), "Résumé", required=True,
                       example="Le projet et qui le porte.")
    order: int = key("ordre", Whole(), "Ordre dans le menu", default=9999, example="1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One of the themes of ``content/thematiques.yml``."""

    origin: Origin
    id: str = key("id", values.SLUG, "Identifiant", required=True, example="numerique")
    name: str = key("nom", Text(3, 80), "Nom", required=True, example="Numérique")
    description: str = key("description", Text(10, 400), "Description", required=True)
    colour: str = key("couleur", values.COLOUR, "Couleur", required=True, example='"#412db5"',
                      help="Sur fond clair ; contraste d'au moins 4,5 avec le papier.")
    dark_colour: str = key("couleur_sombre", values.COLOUR, "Couleur sur fond sombre",
                           required=True, example='"#b0b7ff"')
    icon: str = key("icone", values.SLUG, "Icône", required=True, example="computer-desktop",
                    help="Le nom d'une icône Heroicons.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A *centre de ressources politique de la ville*, from ``content/centres.yml``."""

    origin: Origin
    id: str = key("id", values.SLUG, "Identifiant", required=True, example="labo-cites")
    name: str = key("nom", Text(2, 120), "Nom", required=True, example="Labo Cités")
    regions: tuple[str, ...] = key("regions", ListOf(Text(3, 60), minimum=1, example="Bretagne"),
                                   "Régions", required=True)
    departments: tuple[str, ...] = key(
        "departements", ListOf(DepartmentCode(), example="93"), "Départements", default=(),
        help="Seulement si le centre ne couvre pas toute la région.")
    website: Url | None = key("site", WebAddress(), "Site web", example="https://exemple.fr")
    source: Url = key("source", WebAddress(), "Source", required=True,
                      example="https://exemple.fr/reseau")
    note: str | None = key("note", Text(3, 400), "Note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of ``content/glossaire.yml``."""

    origin: Origin
    term: str = key("terme", Text(2, 60), "Terme", required=True, example="QPV")
    expansion: str | None = key("developpe", Text(3, 200), "Forme développée")
    definition: str = key("definition", Text(10, 800), "Définition", required=True)
    source: Url = key("source", WebAddress(), "Source", required=True,
                      example="https://exemple.fr/glossaire")


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedFiche:
    """A fiche that has left the collection: its title is nowhere else any more."""

    initiative: str = key("initiative", values.SLUG, "Fiche", required=True, example="le-phare")
    title: str = key("titre", Text(3, 120), "Titre", required=True, example="Le Phare")


# A whole collection may come in at once, from another tool.
_FICHES = ListOf(values.SLUG, example="le-phare", maximum=3000)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """What changed in the collection on one day, from ``content/journal.yml``."""

    origin: Origin
    date: datetime.date = key("date", Date(), "Date", required=True, example="2024-03-01")
    note: str | None = key("note", Text(10, 400), "Note", help="Ce qui a changé, en une phrase.",
                           example="Trois fiches du Cher rejoignent la collection.")
    added: tuple[str, ...] = key("ajoutees", _FICHES, "Fiches ajoutées", default=())
    changed: tuple[str, ...] = key("modifiees", _FICHES, "Fiches modifiées", default=())
    removed: tuple[RemovedFiche, ...] = key(
        "retirees", ListOf(Record(RemovedFiche), maximum=3000), "Fiches retirées", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The site itself: ``content/site.yml``."""

    origin: Origin
    title: str = key("titre", Text(2, 80), "Titre", required=True, example="L'Éco des quartiers")
    subtitle: str = key("sous_titre", Text(3, 160), "Sous-titre", required=True)
    description: str = key("description", Text(20, 400), "Description", required=True)
    url: Url = key("url", WebAddress(), "Adresse du site", required=True,
                   example="https://exemple.fr")
    repository: Url = key("depot", WebAddress(), "Adresse du dépôt", required=True,
                          example="https://github.com/exemple/site")
    branch: str = key("branche", Text(1, 100), "Branche", default="main", example="main")
    contact: str = key("contact", values.EMAIL, "Courriel de contact", required=True,
                       example="contact@exemple.fr")
    content_licence: str = key("licence_contenu", Text(3, 100), "Licence du contenu",
                               required=True, example="Licence Ouverte 2.0")
    notice: str | None = key("avertissement", Text(10, 500), "Avertissement")
    security_expires_on: datetime.date | None = key(
        "securite_expire_le", Date(), "Validité de security.txt", example="2027-11-01",
        help="Jusqu'à quand l'adresse de contact vaut pour signaler une faille ; moins d'un an.")
