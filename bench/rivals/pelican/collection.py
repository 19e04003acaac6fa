"""A plugin: what Pelican has no setting for."""

from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import Any

from pelican import signals
from records import latest, write_fiche, write_json_feed

_SHOWN = 4


def register() -> None:
    """Tell Pelican when to call this plugin."""
    signals.article_generator_finalized.connect(_gather)
    signals.article_writer_finalized.connect(_write)


def _gather(generator: Any) -> None:
    """Put fiches in the lists of their secondary themes too; find « voir aussi »."""
    by_theme = {category.name: articles for category, articles in generator.categories}
    by_commune = defaultdict(list)
    for article in generator.articles:
        by_commune[article.metadata["code_insee"]].append(article)
        for theme in article.metadata.get("thematiques_secondaires") or ():
            if theme in by_theme:
                by_theme[theme].append(article)
    for article in generator.articles:
        others = (one for one in by_commune[article.metadata["code_insee"]] if one is not article)
        article.related = list(islice(others, _SHOWN))
    for articles in by_theme.values():
        articles.sort(key=lambda one: one.metadata["titre"])


def _write(generator: Any, writer: Any) -> None:
    """Write the data of each fiche, the feeds of régions, and all feeds as JSON."""
    output, data = Path(writer.output_path), generator.settings["JINJA_GLOBALS"]["data"]
    for article in generator.articles:
        body = Path(article.source_path).read_text("utf-8").split("---\n", 2)[2]
        write_fiche(output, article.metadata, article.slug, body, data)
    regions = {
        tag.slug.replace("regions/", "region-"): articles
        for tag, articles in generator.tags.items() if tag.name.startswith("regions ")
    }
    for name, articles in regions.items():
        writer.write_feed(
            latest(articles, _day), generator.context, f"flux/{name}.xml", f"flux/{name}.xml"
        )
    themes = {f"thematique-{one.name}": articles for one, articles in generator.categories}
    for name, articles in {"initiatives": generator.articles, **themes, **regions}.items():
        write_json_feed(output, name, map(_item, latest(articles, _day)), data)


def _day(article: Any) -> Any:
    return article.date


def _item(article: Any) -> dict[str, Any]:
    return {
        "id": article.slug, "url": f"/{article.url}", "title": article.title,
        "summary": article.metadata["resume"], "content_html": article.content,
        "date_modified": article.date.isoformat(),
    }
