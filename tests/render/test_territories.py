import re

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render.plan import plan_site
from ecoq.render.territories import draw_regions, find_coverage
from ecoq.site.assemble import assemble


@pytest.fixture
def site(project, fiche, gazetteer):
    """One fiche, in the Centre-Val de Loire."""
    root = project({"content/initiatives/le-phare.md": fiche()})
    return assemble(load_content(root, Report()), gazetteer)


def test_region_with_a_fiche_leads_to_its_page_and_others_lead_nowhere(site):
    shapes = {shape.title.split(" : ")[0]: shape for shape in draw_regions(site.regions).shapes}
    assert shapes["Centre-Val de Loire"].url == "regions/centre-val-de-loire/"
    assert shapes["Centre-Val de Loire"].level == 1
    assert shapes["Bretagne"].url is None
    assert shapes["Bretagne"].level == 0


def test_coverage_names_every_region_in_alphabetical_order(site):
    names = [one.region for one in find_coverage(site.region_names, site.centres)]
    assert names[0] == "Auvergne-Rhône-Alpes"
    assert "Île-de-France" in names[names.index("Hauts-de-France"):]


@pytest.fixture
def pages(project, fiche, gazetteer, pytestconfig):
    """Call it with fiches by slug; returns the text of a page, by its address."""
    def plan(fiches):
        root = project({f"content/initiatives/{slug}.md": text for slug, text in fiches.items()})
        site = assemble(load_content(root, Report()), gazetteer)
        outputs = {one.path: one for one in plan_site(site, pytestconfig.rootpath)}
        return lambda address: outputs[f"{address}index.html"].prepare().make().decode()

    return plan


def _crumbs(html):
    breadcrumb = re.search(r'<nav class="breadcrumb".*?</nav>', html, re.DOTALL)[0]
    return [text.strip() for text in re.findall(r">([^<>]+)<", breadcrumb) if text.strip()]


def test_a_collectivity_is_neither_a_region_nor_a_departement(pages, fiche):
    page = pages({"ile": fiche('titre: Une île\ncommune: Saint-Martin\ndepartement: "978"')})
    for address in ("regions/saint-martin/", "departements/saint-martin/"):
        assert '<p class="feature-label">Collectivité d’outre-mer</p>' in page(address)
    assert "index-group-title" not in page("regions/saint-martin/")
    assert "<h1>Saint-Martin</h1>" in page("communes/saint-martin-978/")


def test_a_region_of_one_departement_leads_to_its_communes(pages, fiche):
    page = pages({"port": fiche('titre: Le port\ncommune: Le Port\ndepartement: "974"')})
    region = page("regions/la-reunion/")
    assert '<h2 class="index-group-title">Par commune</h2>' in region
    assert 'href="../../communes/le-port-974/"' in region
    assert _crumbs(page("communes/le-port-974/")) == [
        "Accueil", "Régions", "La Réunion", "Le Port"
    ]


def test_a_name_is_not_said_twice(pages, fiche):
    page = pages({"goutte": fiche('titre: La goutte\ncommune: Paris\ndepartement: "75"')})
    assert re.search(r'<p class="fiche-place">\s*Paris</p>', page("initiatives/goutte/"))
    assert "<h1>Paris</h1>" in page("communes/paris-75/")
    assert "Paris (Paris)" not in page("carte/") + page("communes/paris-75/")
