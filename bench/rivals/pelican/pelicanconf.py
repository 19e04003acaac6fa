"""Pelican's settings for the bench."""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from filters import FILTERS  # noqa: E402 - beside this file

DATA = {path.stem: json.loads(path.read_text("utf-8")) for path in HERE.glob("data/*.json")}

SITENAME = DATA["settings"]["titre"]
SITEURL = DATA["settings"]["url"]
PATH = "content"
ARTICLE_PATHS = ["initiatives"]
PAGE_PATHS = ["pages"]
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
PLUGIN_PATHS = [str(HERE)]
PLUGINS = ["pelican.plugins.yaml_metadata", "collection"]
JINJA_FILTERS = FILTERS
JINJA_GLOBALS = {"data": DATA}

# Kept between builds: the texts once they are parsed.
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "mtime"

STATIC_PATHS = ["static"]
EXTRA_PATH_METADATA = {
    str(path.relative_to(HERE / "content")): {
        "path": str(path.relative_to(HERE / "content" / "static"))
    }
    for path in (HERE / "content" / "static").rglob("*") if path.is_file()
}

ARTICLE_URL = "initiatives/{slug}/"
ARTICLE_SAVE_AS = "initiatives/{slug}/index.html"
ARTICLE_ORDER_BY = "titre"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
# The category of a fiche is its main theme; its commune, its département, its région are tags.
CATEGORY_URL = "thematiques/{slug}/"
CATEGORY_SAVE_AS = "thematiques/{slug}/index.html"
CATEGORIES_SAVE_AS = "thematiques/index.html"
TAG_REGEX_SUBSTITUTIONS = [(r"^(\w+) ", r"\1/")]
TAG_URL = "{slug}/"
TAG_SAVE_AS = "{slug}/index.html"
TAGS_SAVE_AS = "lieux/index.html"
AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = "flux/initiatives.xml"
FEED_ALL_RSS = None
CATEGORY_FEED_ATOM = "flux/thematique-{slug}.xml"
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 40
RSS_FEED_SUMMARY_ONLY = False
DEFAULT_PAGINATION = False

DIRECT_TEMPLATES = [
    "index", "categories", "tags", "carte", "initiatives", "geojson", "collection", "table",
    "sitemap",
]
CARTE_SAVE_AS = "carte/index.html"
INITIATIVES_SAVE_AS = "initiatives/index.html"
GEOJSON_SAVE_AS = "donnees/initiatives.geojson"
COLLECTION_SAVE_AS = "donnees/initiatives.json"
TABLE_SAVE_AS = "donnees/initiatives.csv"
SITEMAP_SAVE_AS = "sitemap.xml"
