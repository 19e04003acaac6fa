"""Addresses: relative between pages, one file each, none outside the site."""

import pytest

from ecoq.site import urls


@pytest.mark.parametrize(("url", "page", "link"), [
    ("initiatives/a/", "", "initiatives/a/"),
    ("", "initiatives/a/", "../../"),
    ("", "", "./"),
    ("", "404.html", "./"),
    ("numeros/", "initiatives/", "../numeros/"),
    ("glossaire/#qpv", "initiatives/a/", "../../glossaire/#qpv"),
    ("carte.html", "carte/", "../carte.html"),
])
def test_link_from_a_page_to_another(url, page, link):
    assert urls.relative(url, page) == link


@pytest.mark.parametrize(("url", "path"), [
    ("", "index.html"), ("initiatives/a/", "initiatives/a/index.html"), ("404.html", "404.html"),
])
def test_file_that_serves_an_address(url, path):
    assert urls.output_path(url) == path


def test_homonymous_communes_have_two_addresses(gazetteer):
    found = {urls.of_commune(one) for one in gazetteer.find_communes("Saint-Denis")}
    assert {"communes/saint-denis-93/", "communes/saint-denis-974/"} <= found


def test_every_department_and_region_has_its_own_address(gazetteer):
    departments = [urls.of_department(one) for one in gazetteer.departments.values()]
    regions = [urls.of_region(one) for one in gazetteer.regions.values()]
    assert len(set(departments)) == len(departments)
    assert len(set(regions)) == len(regions)


def test_full_address():
    assert urls.absolute("a/", "https://exemple.fr/site/") == "https://exemple.fr/site/a/"
