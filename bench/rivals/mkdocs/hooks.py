"""What MkDocs has no setting for: lists of fiches, their data, feeds, data for its templates."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from filters import FILTERS  # noqa: E402 - beside this file
from records import latest, write_fiche, write_json_feed  # noqa: E402

KINDS = ("thematiques", "regions", "departements", "communes")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the data once a build."""
    config.extra["data"] = {
        path.stem: json.loads(path.read_text("utf-8")) for path in HERE.glob("data/*.json")
    }
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each theme and each place."""
    data = config.extra["data"]
    listings = {"thematiques": data["themes"], **data["places"]}
    for kind in KINDS:
        for slug in listings[kind]:
            files.append(File.generated(
                config, f"{kind}/{slug}/index.md",
                content=f"---\ntemplate: listing.html\nkind: {kind}\nslug: {slug}\n---\n",
            ))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give templates the data, and the fiches, all and by listing."""
    fiches, listings = [], defaultdict(list)
    for file in files.documentation_pages():
        meta = file.page.meta
        if "code_insee" not in meta:
            continue
        fiche = {
            "f": meta, "url": f"/{file.url}", "slug": file.url.strip("/").rpartition("/")[2],
            "page": file.page,
        }
        fiches.append(fiche)
        for kind in KINDS:
            for slug in meta[kind]:
                listings[kind, slug].append(fiche)
    fiches.sort(key=lambda fiche: fiche["f"]["titre"])
    for listing in listings.values():
        listing.sort(key=lambda fiche: fiche["f"]["titre"])
    env.filters.update(FILTERS)
    env.globals.update(
        data=config.extra["data"], fiches=fiches, listings=listings,
        latest=latest(fiches, _day), communes=config.extra["data"]["communes"],
    )
    config.extra["env"] = env
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write the data of each fiche, and the feeds."""
    output, data, env = Path(config.site_dir), config.extra["data"], config.extra["env"]
    fiches, listings = env.globals["fiches"], env.globals["listings"]
    for fiche in fiches:
        write_fiche(output, fiche["f"], fiche["slug"], fiche["page"].markdown, data)
    feeds = {"initiatives": fiches} | {
        f"{kind.rstrip('s')}-{slug}": listing
        for (kind, slug), listing in listings.items() if kind in {"thematiques", "regions"}
    }
    template = env.get_template("flux.html")
    for name, listing in feeds.items():
        shown = latest(listing, _day)
        (output / "flux").mkdir(exist_ok=True)
        (output / f"flux/{name}.xml").write_text(
            template.render(config=config, shown=shown), "utf-8"
        )
        write_json_feed(output, name, map(_item, shown), data)


def _day(fiche: dict[str, Any]) -> str:
    return fiche["f"]["jour"]


def _item(fiche: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": fiche["slug"], "url": fiche["url"], "title": fiche["f"]["titre"],
        "summary": fiche["f"]["resume"], "content_html": fiche["page"].content,
        "date_modified": _day(fiche),
    }
