"""Every address of the site, relative to its root: one place makes them."""

from __future__ import annotations

from urllib.parse import urlsplit

from ecoq.territory.commune import Commune
from ecoq.territory.gazetteer import Department, Region
from ecoq.territory.names import slugify

HOME = ""
MAP = "carte/"
SINGLE_FILE_MAP = "carte.html"
INITIATIVES = "initiatives/"
ISSUES = "numeros/"
THEMES = "thematiques/"
REGIONS = "regions/"
DEPARTMENTS = "departements/"
COMMUNES = "communes/"
NETWORK = "reseau/"
GLOSSARY = "glossaire/"
MESSAGES = "messages/"
FIGURES = "chiffres/"
SEARCH = "recherche/"
FORM = "contribuer/fiche/"
FORM_INDEX = "contribuer/fiche/fiches.json"
DATA = "donnees/"
FEEDS = "flux/"
SECURITY = ".well-known/security.txt"
MANIFEST = "manifest.webmanifest"
SITEMAP_PAGE = "plan-du-site/"
GEOJSON = "donnees/initiatives.geojson"
CSV = "donnees/initiatives.csv"
WORKBOOK = "donnees/initiatives.xlsx"
JSON = "donnees/initiatives.json"
TABLE_SCHEMA = "donnees/initiatives.schema.json"
JSON_SCHEMA = "donnees/initiative.schema.json"
DATA_PACKAGE = "donnees/datapackage.json"
DCAT = "donnees/dcat.jsonld"
CHANGES = "donnees/changements/"
DATA_LICENCE = "donnees/LICENCE.txt"
CHECKSUMS = "donnees/SHA256SUMS"
NOT_FOUND = "404.html"
COMPONENTS = "composants/"
DEFAULT_CARD = "partage/site.png"
TOUCH_ICON = "apple-touch-icon.png"
LARGE_ICON = "icone-512.png"


def of_initiative(slug: str) -> str:
    """Return the address of a fiche."""
    return f"{INITIATIVES}{slug}/"


def of_initiative_data(slug: str) -> str:
    """Return the address of a fiche as JSON."""
    return f"{DATA}initiatives/{slug}.json"


def of_issue(slug: str) -> str:
    """Return the address of a number."""
    return f"{ISSUES}{slug}/"


def of_issue_pdf(slug: str) -> str:
    """Return the address of a number as PDF."""
    return f"{of_issue(slug)}{slug}.pdf"


def of_issue_epub(slug: str) -> str:
    """Return the address of a number as EPUB."""
    return f"{of_issue(slug)}{slug}.epub"


def of_page(slug: str) -> str:
    """Return the address of a free page."""
    return f"{slug}/"


def of_theme(theme_id: str) -> str:
    """Return the address of a theme."""
    return f"{THEMES}{theme_id}/"


def of_region(region: Region) -> str:
    """Return the address of a région."""
    return f"{REGIONS}{region.slug}/"


def of_department(department: Department) -> str:
    """Return the address of a département."""
    return f"{DEPARTMENTS}{department.slug}/"


def of_commune(commune: Commune) -> str:
    """Return the address of a commune; the code keeps homonyms apart, now and later."""
    return f"{COMMUNES}{slugify(commune.name)}-{commune.department.lower()}/"


def entry_data(slug: str) -> str:
    """Return the address of a fiche as it was written, for the form that corrects it."""
    return f"contribuer/fiche/{slug}.json"


def of_term(term: str) -> str:
    """Return the address of a glossary term."""
    return f"{GLOSSARY}#{slugify(term)}"


def of_image(file: str) -> str:
    """Return the address of a picture."""
    return f"images/{file}"


def of_centre(centre_id: str) -> str:
    """Return the address of a centre, on the page of the network."""
    return f"{NETWORK}#{centre_id}"


def output_path(url: str) -> str:
    """Return the file, relative to the output folder, that serves an address."""
    return f"{url}index.html" if url.endswith("/") or not url else url


def relative(url: str, page: str) -> str:
    """Return how ``page`` links to ``url``, both from the site's root: works under any prefix."""
    up = "../" * page.count("/")
    return (up + url) or "./"


def from_domain(url: str, site_url: str) -> str:
    """Return the address of ``url`` from the root of the domain.

    Only for the page that hosts show at any address that leads nowhere, however deep.
    """
    return f"{urlsplit(site_url).path.rstrip('/')}/{url}"


def absolute(url: str, site_url: str) -> str:
    """Return the full address of ``url`` on a site whose root is ``site_url``."""
    return f"{site_url.rstrip('/')}/{url}"


def theme_card(theme_id: str) -> str:
    """Return the address of the picture that networks show of a theme and of its fiches."""
    return f"partage/theme-{theme_id}.png"


def issue_card(slug: str) -> str:
    """Return the address of the picture that networks show of a number."""
    return f"partage/numero-{slug}.png"
