"""Files at fixed addresses: security.txt and its expiry, the web manifest, the sitemap's dates."""

import json
import re
from datetime import date, timedelta

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render import sitemap, well_known
from ecoq.site.assemble import assemble

SETTINGS = """titre: Le Site
sous_titre: Un site pour les tests
description: "Un site qui n'existe que pour les tests."
url: https://exemple.fr/sous/dossier
depot: https://github.com/exemple/site
contact: contact@exemple.fr
licence_contenu: Licence Ouverte 2.0
"""


def made(outputs):
    return {output.path: output.prepare().decode() for output in outputs}


@pytest.fixture
def site_of(project, gazetteer):
    def build(settings=SETTINGS, **fiches):
        files = {f"content/initiatives/{slug}.md": text for slug, text in fiches.items()}
        root = project({**files, "content/site.yml": settings})
        return assemble(load_content(root, Report()), gazetteer)

    return build


def test_security_txt_has_its_contact_expiry_and_address(site_of):
    site = site_of(f"{SETTINGS}securite_expire_le: 2027-01-15\n")
    assert made(well_known.plan(site, "assets/x"))[".well-known/security.txt"] == (
        "Contact: mailto:contact@exemple.fr\nExpires: 2027-01-15T00:00:00Z\n"
        "Preferred-Languages: fr, en\n"
        "Canonical: https://exemple.fr/sous/dossier/.well-known/security.txt\n"
    )


def test_without_an_expiry_there_is_no_security_txt(site_of):
    assert ".well-known/security.txt" not in made(well_known.plan(site_of(), "assets/x"))


@pytest.mark.parametrize(("days", "warned"), [(-1, True), (59, True), (60, False)])
def test_the_build_watches_the_expiry(project, diagnose, today, days, warned):
    day: date = today + timedelta(days=days)
    root = project({"content/site.yml": f"{SETTINGS}securite_expire_le: {day}\n"})
    assert diagnose(root) == (["security-txt-perime 8:21"] if warned else [])


def test_the_manifest_works_below_any_address(site_of):
    manifest = json.loads(made(well_known.plan(site_of(), "assets/x"))["manifest.webmanifest"])
    assert (manifest["start_url"], manifest["icons"][0]["src"]) == ("./", "assets/x/img/icon.svg")


def test_headers_keep_hashed_assets_for_a_year(site_of):
    headers = made(well_known.plan(site_of(), "assets/x"))["_headers"]
    assert re.search(r"^/assets/\*\n  Cache-Control: .*immutable$", headers, re.MULTILINE)
    assert "Content-Security-Policy: default-src 'self'" in headers


def test_the_sitemap_dates_the_pages_whose_content_bears_a_date(site_of, fiche):
    site = site_of(phare=fiche("verifie_le: 2024-03-01"))
    paths = ["index.html", "initiatives/phare/index.html", "thematiques/numerique/index.html"]
    text = made(sitemap.plan(site, paths))["sitemap.xml"]
    dates = dict(re.findall(r"<loc>(.*?)</loc>(?:<lastmod>(.*?)</lastmod>)?", text))
    assert dates == {
        "https://exemple.fr/sous/dossier/": "",
        "https://exemple.fr/sous/dossier/initiatives/phare/": "2024-03-01",
        "https://exemple.fr/sous/dossier/thematiques/numerique/": "2024-03-01",
    }


def headers_of(text, address):
    """What a host sends with an address: the headers of all the rules that match."""
    sent, applies = {}, False
    for line in text.splitlines():
        if not line.startswith(" "):
            applies = re.fullmatch(re.escape(line).replace(r"\*", ".*"), address) is not None
        elif applies:
            name, _, value = line.strip().partition(": ")
            sent.setdefault(name, []).append(value)
    return sent


def test_all_pages_have_the_headers_that_protect_readers(site_of):
    text = made(well_known.plan(site_of(), "assets/x"))["_headers"]
    sent = headers_of(text, "/initiatives/le-phare/")
    assert set(sent) == {
        "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy",
        "Referrer-Policy", "Strict-Transport-Security", "X-Content-Type-Options",
    }
    assert "object-src 'none'; base-uri 'none'" in sent["Content-Security-Policy"][0]
    assert "geolocation=(self)" in sent["Permissions-Policy"][0]
    assert "no-referrer" not in sent["Referrer-Policy"]  # tile servers would refuse


def test_the_map_may_be_shown_by_other_sites_but_the_form_may_not(site_of):
    text = made(well_known.plan(site_of(), "assets/x"))["_headers"]
    for address in ("/carte/", "/carte.html"):
        assert "frame-ancestors" not in " ".join(
            headers_of(text, address)["Content-Security-Policy"]
        )
    sent = headers_of(text, "/contribuer/fiche/")
    assert sent["Content-Security-Policy"][1] == "frame-ancestors 'self'"
    assert sent["X-Frame-Options"] == ["SAMEORIGIN"]


def test_policy_for_all_pages_knows_the_only_hosts_of_images(site_of):
    policy = made(well_known.plan(site_of(), "assets/x"))["_headers"]
    assert "https://tile.openstreetmap.org https://data.geopf.fr" in policy
    assert "https:;" not in policy
    assert "wasm" not in policy
