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


def test_address_of_a_corsican_commune_is_in_minuscules(gazetteer):
    (ajaccio,) = gazetteer.find_communes("Ajaccio")
    assert urls.of_commune(ajaccio) == "communes/ajaccio-2a/"


@pytest.mark.parametrize(("address_of", "name", "address"), [
    (urls.of_initiative, "a", "initiatives/a/"),
    (urls.of_initiative_data, "a", "donnees/initiatives/a.json"),
    (urls.of_issue, "n-1", "numeros/n-1/"),
    (urls.of_issue_pdf, "n-1", "numeros/n-1/n-1.pdf"),
    (urls.of_issue_epub, "n-1", "numeros/n-1/n-1.epub"),
    (urls.of_page, "a-propos", "a-propos/"),
    (urls.of_theme, "numerique", "thematiques/numerique/"),
    (urls.entry_data, "a", "contribuer/fiche/a.json"),
    (urls.of_term, "Zone franche", "glossaire/#zone-franche"),
    (urls.of_image, "a.jpg", "images/a.jpg"),
    (urls.of_centre, "irev", "reseau/#irev"),
    (urls.theme_card, "numerique", "partage/theme-numerique.png"),
    (urls.issue_card, "n-1", "partage/numero-n-1.png"),
])
def test_address_is_a_promise(address_of, name, address):
    assert address_of(name) == address


@pytest.mark.parametrize(("site_url", "address"), [
    ("https://exemple.fr", "/a/"), ("https://exemple.fr/", "/a/"),
    ("https://exemple.fr/eco", "/eco/a/"), ("https://exemple.fr/eco/", "/eco/a/"),
])
def test_address_from_the_domain_holds_the_folder_of_the_site(site_url, address):
    assert urls.from_domain("a/", site_url) == address


def test_full_address_of_a_site_without_a_folder():
    assert urls.absolute("a/", "https://exemple.fr") == "https://exemple.fr/a/"
