import pytest

from ecoq.publish.links import BrokenLink, find_broken_links, read_page_links


def broken(pages: dict[str, str], *files: str) -> list[BrokenLink]:
    found = {path: read_page_links(html.encode()) for path, html in pages.items()}
    return sorted(find_broken_links(found, [*pages, *files]))


@pytest.mark.parametrize("link", [
    "../../", "../../index.html", "../", "./", "#ici", "../../carte.html", "../?theme=x",
    "https://exemple.fr/rien", "mailto:a@exemple.fr", "//exemple.fr/", "../../fichier%20b.pdf",
])
def test_a_link_that_leads_somewhere_is_not_broken(link: str) -> None:
    page = f'<p id="ici"><a class="x" href="{link}">lien</a></p>'
    assert broken({
        "initiatives/a/index.html": page, "initiatives/index.html": "", "index.html": "",
    }, "carte.html", "fichier b.pdf") == []


@pytest.mark.parametrize("link", ["../b/", "#ailleurs", "../../absent.html", "../#rien", "b"])
def test_a_link_that_leads_nowhere_is_named_with_its_page(link: str) -> None:
    page = f"<a href='{link}'>lien</a>"
    pages = {"initiatives/a/index.html": page, "initiatives/index.html": ""}
    assert broken(pages) == [BrokenLink("initiatives/a/index.html", link)]


def test_an_anchor_of_another_page_must_exist_there() -> None:
    pages = {"index.html": '<a href="glossaire/#qpv">', "glossaire/index.html": '<dt id="qpv">'}
    assert broken(pages) == []
    assert broken({**pages, "glossaire/index.html": "<dt>"}) == [
        BrokenLink("index.html", "glossaire/#qpv")
    ]
