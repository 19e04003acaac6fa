"""JSON-LD: what a page says of itself to machines, in the words of schema.org."""

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render.html import Crumb
from ecoq.render.structured import (
    describe_breadcrumb,
    describe_initiative,
    describe_issue,
    describe_website,
)
from ecoq.site.assemble import assemble

ISSUE = """---
numero: 1
titre: Le commerce
thematique: numerique
date: 2024-03-01
chapo: Comment les quartiers gardent leurs commerces, en six lieux.
editeurs: [RNCRPV]
initiatives: [phare]
---

## Éditorial

Texte.
"""


@pytest.fixture
def site(project, gazetteer, fiche):
    header = "porteur: Association Le Phare\nannee_debut: 2019\nsite: https://phare.exemple.fr"
    return assemble(load_content(project({
        "content/issues/01-commerce.md": ISSUE, "content/initiatives/phare.md": fiche(header),
    }), Report()), gazetteer)


def test_a_fiche_is_an_article_about_a_project_that_has_its_place(site):
    article = describe_initiative(site.initiatives[0], site.settings)
    project = article["about"]
    assert (article["@type"], project["@type"]) == ("Article", "Project")
    assert project["location"]["geo"]["@type"] == "GeoCoordinates"
    assert project["location"]["address"]["addressLocality"] == "Bourges"
    assert project["parentOrganization"]["name"] == "Association Le Phare"
    assert (project["url"], project["foundingDate"]) == ("https://phare.exemple.fr", "2019")
    assert article["license"].startswith("https://www.etalab.gouv.fr/")


def test_a_number_is_an_issue_of_the_periodical_and_mentions_its_fiches(site):
    issue = describe_issue(site.issues[0], site.settings)
    assert (issue["@type"], issue["isPartOf"]["@type"]) == ("PublicationIssue", "Periodical")
    assert (issue["issueNumber"], issue["datePublished"]) == (1, "2024-03-01")
    # The same node as the project of the fiche.
    about = describe_initiative(site.initiatives[0], site.settings)["about"]
    assert issue["mentions"][0]["@id"] == about["@id"]


def test_the_site_has_a_search_that_takes_the_words(site):
    website, periodical = describe_website(site.settings)
    assert website["potentialAction"]["target"]["urlTemplate"] == (
        "https://exemple.fr/recherche/?q={search_term_string}"
    )
    assert periodical["@type"] == "Periodical"


def test_a_breadcrumb_is_numbered_from_one_with_absolute_addresses(site):
    [found] = describe_breadcrumb((
        Crumb(title="Accueil", url=""), Crumb(title="Le Phare", url="initiatives/phare/"),
    ), site.settings)
    assert [(item["position"], item["item"]) for item in found["itemListElement"]] == [
        (1, "https://exemple.fr/"), (2, "https://exemple.fr/initiatives/phare/"),
    ]


def test_a_page_without_a_way_has_no_breadcrumb(site):
    assert describe_breadcrumb((), site.settings) == ()
