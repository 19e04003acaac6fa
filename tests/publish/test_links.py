import pickle

import pytest

from ecoq.publish.links import BrokenLink, find_broken_links, read_page_links, settle


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


@pytest.mark.parametrize("element", [
    '<a href="{}">', "<a href='{}'>", '<area href="{}">', '<link rel="x" href="{}">',
    '<script src="{}">', '<img alt="a" src="{}">', '<source src="{}">', '<use href="{}">',
    '<image href="{}">', '<iframe src="{}">', '<embed src="{}">', '<audio src="{}">',
    '<video src="{}">', '<a\nclass="x"\nhref="{}">',
])
def test_each_element_that_leads_or_loads_has_a_link(element: str) -> None:
    assert read_page_links(element.format("a/").encode()).links == {"a/"}


@pytest.mark.parametrize("html", [
    '<p href="a/">', '<a data-href="a/">', "href='a/'", '<a href="">', "<a href=''>",
    '<a href="/a/">', '<a href="https://exemple.fr">', '<a href="//exemple.fr">',
    '<a href="mailto:a@exemple.fr">', '<a href="x-y.z+1:a">',
])
def test_what_leads_to_no_other_page_is_no_link(html: str) -> None:
    assert read_page_links(html.encode()).links == frozenset()


def test_links_and_anchors_are_read_as_browsers_read_them() -> None:
    found = read_page_links(b"""<p id="l'un">id="x"</p><a href='?a=1&amp;b=2' id='&eacute;'>""")
    assert found.links == {"?a=1&b=2"}
    assert found.anchors == {"l'un", "\xe9"}


@pytest.mark.parametrize(("page", "link", "path"), [
    ("index.html", "a/", "a/index.html"),
    ("index.html", "./a/", "a/index.html"),
    ("index.html", ".", "index.html"),
    ("a/index.html", ".", "a/index.html"),
    ("a/index.html", "..", "index.html"),
    ("a/index.html", "../", "index.html"),
    ("a/b/index.html", "../..", "index.html"),
    ("a/b/index.html", "../../c/d.pdf", "c/d.pdf"),
    ("a/b/index.html", "../c/", "a/c/index.html"),
    ("a/b/index.html", "../../c/../d/", "d/index.html"),
    ("a/b/index.html", "../../c//d", "c/d"),
    ("a/b/index.html", "c/.", "a/b/c/index.html"),
    ("a/b/index.html", "c/..", "a/b/index.html"),
    ("a/b/index.html", "../../.well-known/a.txt", ".well-known/a.txt"),
    ("a/index.html", "caf%C3%A9/?x=1#y", "a/café/index.html"),
    ("a/index.html", "?x", "a/index.html"),
])
def test_link_leads_to_the_file_that_hosts_serve(page: str, link: str, path: str) -> None:
    found = {page: read_page_links(f'<a href="{link}">'.encode())}
    assert list(find_broken_links(found, [page, path])) == []
    if path != page:
        assert list(find_broken_links(found, [page])) == [BrokenLink(page, link)]


@pytest.mark.parametrize(("link", "files", "waits"), [
    ("../b/", ["b/index.html"], False),
    ("../b/", [], True),
    ("#ici", [], False),
    ("#ailleurs", [], True),
    ("./#ici", [], False),
    ("../b/#x", ["b/index.html"], True),
    ("?x=1", ["a/index.html"], False),
    ("#%69ci", [], False),
    ("b%20c.pdf", ["a/b c.pdf"], False),
])
def test_only_broken_links_and_those_to_anchors_elsewhere_wait(
    link: str, files: list[str], waits: bool
) -> None:
    found = read_page_links(f'<p id="ici"><a href="{link}">'.encode())
    settled = settle("a/index.html", found, {*files})
    assert settled.links == ({link} if waits else frozenset())
    assert settled.anchors == {"ici"}


def test_anchor_of_a_file_that_is_no_page_is_not_looked_for() -> None:
    assert broken({"index.html": '<a href="a.pdf#page=2">'}, "a.pdf") == []


def test_words_that_look_like_an_anchor_are_none() -> None:
    html = b'<p id="a">puis id="b" et <b id="c">id="d"</b> id="e"'
    assert read_page_links(html).anchors == {"a", "c"}
    assert read_page_links(b'puis id="b"').anchors == frozenset()


def test_links_that_come_from_another_process_share_equal_sets() -> None:
    page = b"<p id=a><p id='b'><a href='../x/#c'>lien</a>"
    one, other = (pickle.loads(pickle.dumps(read_page_links(page))) for _ in range(2))
    assert one == other == read_page_links(page)
    assert one.anchors is other.anchors
    assert one.links is other.links
