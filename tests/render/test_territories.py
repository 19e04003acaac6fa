import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
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
