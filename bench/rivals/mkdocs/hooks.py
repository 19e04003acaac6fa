"""What MkDocs has no setting for: pages that list fiches, and data for its templates."""

import json
import sys
from collections import defaultdict
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from filters import FILTERS  # noqa: E402 - beside this file

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
    latest = sorted(fiches, key=lambda fiche: fiche["f"]["jour"], reverse=True)[:40]
    env.filters.update(FILTERS)
    env.globals.update(
        data=config.extra["data"], fiches=fiches, listings=listings, latest=latest,
        communes=config.extra["data"]["communes"],
    )
    return env
