"""Pelican's settings for the bench."""

SITENAME = "L'Éco des quartiers"
SITEURL = "https://exemple.fr"
PATH = "content"
ARTICLE_PATHS = ["initiatives"]
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
DEFAULT_DATE = "fs"
ARTICLE_URL = "initiatives/{slug}/"
ARTICLE_SAVE_AS = "initiatives/{slug}/index.html"
CATEGORY_URL = "thematiques/{slug}/"
CATEGORY_SAVE_AS = "thematiques/{slug}/index.html"
TAG_URL = "communes/{slug}/"
TAG_SAVE_AS = "communes/{slug}/index.html"
AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = "flux/tout.xml"
CATEGORY_FEED_ATOM = "flux/{slug}.xml"
DIRECT_TEMPLATES = ["index"]
DELETE_OUTPUT_DIRECTORY = True
