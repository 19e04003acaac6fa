"""Feeds: instants from dates that may be partial, whole entries, absolute links, stable ids."""

import json
from pathlib import Path

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render.feeds import FeedMaker, format_instant
from ecoq.render.html import Frame, PageRenderer, make_environment
from ecoq.render.markdown import BodyRenderer
from ecoq.site.assemble import assemble

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def feeds_of(project, gazetteer):
    """The feeds of a site, made, by path."""

    def make(journal="[]", **fiches):
        files = {f"content/initiatives/{slug}.md": text for slug, text in fiches.items()}
        files["content/journal.yml"] = journal
        site = assemble(load_content(project(files), Report()), gazetteer)
        renderer = PageRenderer(make_environment(TEMPLATES), "", "assets", Frame.of(site))
        maker = FeedMaker(site, renderer, BodyRenderer(site.targets, site.glossary))
        return {output.path: output.prepare().make() for output in maker.plan()}

    return make


@pytest.mark.parametrize(("written", "instant"), [
    ("2019", "2019-01-01T00:00:00Z"),
    ("2019-03", "2019-03-01T00:00:00Z"),
    ("2019-03-15", "2019-03-15T00:00:00Z"),
    ("", "1970-01-01T00:00:00Z"),
])
def test_a_partial_date_becomes_the_first_instant_it_may_mean(written, instant):
    assert format_instant(written) == instant


def test_there_is_a_feed_of_all_of_each_theme_and_of_each_region(feeds_of, fiche):
    assert sorted(path for path in feeds_of(phare=fiche()) if path.endswith(".xml")) == [
        "flux/changements.xml", "flux/initiatives.xml", "flux/numeros.xml",
        "flux/region-centre-val-de-loire.xml", "flux/thematique-entrepreneuriat.xml",
        "flux/thematique-numerique.xml",
    ]


def test_an_entry_is_whole_with_absolute_links(feeds_of, fiche):
    feed = json.loads(feeds_of(
        phare=fiche(body="Voir [[port]] et une note[^1].\n\n[^1]: La note."),
        port=fiche("titre: Le Port"),
    )["flux/initiatives.json"])
    content = next(item for item in feed["items"] if "phare" in item["id"])["content_html"]
    assert 'href="https://exemple.fr/initiatives/port/"' in content
    assert 'href="https://exemple.fr/initiatives/phare/#fn-1"' in content


def test_the_latest_comes_first_and_dates_come_from_content(feeds_of, fiche):
    feed = json.loads(feeds_of(
        old=fiche("sources:\n  - titre: Un rapport\n    date: 2015-02"),
        new=fiche("verifie_le: 2024-03-01"),
    )["flux/initiatives.json"])
    assert [(item["id"], item["date_modified"]) for item in feed["items"]] == [
        ("https://exemple.fr/initiatives/new/", "2024-03-01T00:00:00Z"),
        ("https://exemple.fr/initiatives/old/", "2015-02-01T00:00:00Z"),
    ]


def test_feeds_are_the_same_each_time(feeds_of, fiche):
    assert feeds_of(phare=fiche()) == feeds_of(phare=fiche())


def test_titles_are_typeset_and_escaped(feeds_of, fiche):
    atom = feeds_of(phare=fiche('titre: "L\'atelier & <co>"'))["flux/initiatives.xml"].decode()
    assert "<title>L’atelier &amp; &lt;co&gt;</title>" in atom


def test_a_day_of_the_journal_is_an_entry_that_links_its_fiches(feeds_of, fiche):
    feeds = feeds_of(phare=fiche(), journal="- date: 2024-03-01\n  ajoutees: [phare, parti]\n")
    [item] = json.loads(feeds["flux/changements.json"])["items"]
    assert item["id"] == "https://exemple.fr/donnees/changements/#le-2024-03-01"
    assert item["title"] == "1er\u00a0mars 2024 – 2\u00a0fiches ajoutées"
    assert '<a href="https://exemple.fr/initiatives/phare/">Le Phare</a>' in item["content_html"]
    assert "parti" not in item["content_html"]
