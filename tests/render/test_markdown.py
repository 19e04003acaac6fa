import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoq.content.model import Term
from ecoq.content.nodes import Mapping
from ecoq.content.schema import Origin
from ecoq.content.values import Url
from ecoq.diagnostics import Location
from ecoq.render.markdown import BodyRenderer
from ecoq.site.references import Target, TargetKind

_ORIGIN = Origin(Mapping((), Location("content/glossaire.yml")), Term)
_QPV = Term(
    origin=_ORIGIN, term="QPV", expansion="Quartier prioritaire de la politique de la ville",
    definition="Un quartier où vivent surtout des ménages à bas revenus.",
    source=Url("https://exemple.fr/qpv"),
)
_TERMS = (_QPV, replace(_QPV, term="Régie de quartier", expansion=None))
_TARGETS = {
    "le-phare": Target(TargetKind.INITIATIVE, "le-phare", "Le Phare", "initiatives/le-phare/"),
    "qpv": Target(TargetKind.TERM, "qpv", "QPV", "glossaire/#qpv"),
    "secret": Target(TargetKind.INITIATIVE, "secret", "Secret", "initiatives/secret/", True),
}
_RENDERER = BodyRenderer(_TARGETS, _TERMS)


def render(text: str) -> str:
    return str(_RENDERER.prepare(text, lambda url: f"../../{url}").html)


def test_a_reference_becomes_a_link_with_the_title_or_with_its_own_words() -> None:
    link = '<a class="reference" href="../../initiatives/le-phare/">'
    assert f"{link}Le Phare</a>" in render("Voir [[le-phare]].")
    assert f"{link}ce lieu</a>" in render("Voir [[le-phare|ce lieu]].")


@pytest.mark.parametrize("slug", ["inconnu", "secret"])
def test_a_reference_to_what_is_not_published_keeps_only_words(slug: str) -> None:
    assert "href" not in render(f"Voir [[{slug}|ces mots]].")
    assert "initiatives/secret" not in render(f"Voir [[{slug}]].")


@pytest.mark.parametrize(("text", "html"), [
    ("Un\n```yaml\na: 'b' ...\n\n\nQPV <b> [[le-phare]]\n```\nDeux",
     "<p>Un</p>\n<pre><code>a: 'b' ...\n\n\nQPV &lt;b&gt; [[le-phare]]</code></pre>\n<p>Deux</p>"),
    ("~~~\n```\n*a*\n~~~~", "<pre><code>```\n*a*</code></pre>"),
    ("- un\n\n```\n- deux", "<ul>\n<li>un</li>\n</ul>\n<pre><code>- deux</code></pre>"),
    ("```a``` ...", "<p><code>a</code> …</p>"),
])
def test_what_stands_between_fences_is_a_block_of_code(text: str, html: str) -> None:
    assert render(text) == html


def test_fences_left_open_take_no_time(
    at_most: Callable[[float], AbstractContextManager[None]]
) -> None:
    with at_most(2):
        render("```a`\n```a\n" * 20_000)


def test_a_term_is_explained_at_its_first_mention_only() -> None:
    html = render("Un QPV, puis un autre QPV.")
    assert html.count("<abbr") == 1
    assert 'href="../../glossaire/#qpv"' in html
    assert 'title="Quartier prioritaire de la politique de la ville"' in html


def test_a_reference_to_a_term_counts_as_its_first_mention() -> None:
    assert render("Un [[qpv]], puis un QPV.").count("<abbr") == 1


def test_a_common_noun_is_found_in_lower_case_and_in_the_plural() -> None:
    assert '#regie-de-quartier">régies de quartier</a>' in render(
        "Deux régies de quartier."
    )


@pytest.mark.parametrize("text", ["## Le QPV", "`QPV`", "[QPV](https://exemple.fr)", "QPVs"])
def test_a_term_is_not_explained_in_headings_code_links_or_other_words(text: str) -> None:
    assert "<abbr" not in render(text)


def test_headings_have_names_and_make_the_contents() -> None:
    body = _RENDERER.prepare("## L'idée\n\n### Détail\n\n## L'idée\n", lambda url: url)
    assert [(one.level, one.id, one.text) for one in body.headings] == [
        (2, "l-idee", "L’idée"), (3, "detail", "Détail"), (2, "l-idee-2", "L’idée"),
    ]
    assert '<h2 id="l-idee-2">' in body.html


def test_a_first_level_heading_is_lowered() -> None:
    assert render("# Titre") == '<h2 id="titre">Titre</h2>'


def test_french_typography_is_applied_but_not_to_code() -> None:
    assert render("L'eau : `l'eau :`") == "<p>L’eau\u202f: <code>l'eau :</code></p>"


def test_an_apostrophe_before_a_link_is_typeset_too() -> None:
    assert "l’<a" in render("voir l'[[le-phare]]")


def test_a_table_has_header_cells_with_their_scope() -> None:
    assert '<th scope="col">Année</th>' in render("| Année |\n| --- |\n| 2019 |")


def test_footnotes_lead_there_and_back() -> None:
    html = render("Un fait.[^1]\n\n[^1]: La source.")
    assert 'href="#fn-1"' in html
    assert 'id="fn-1"' in html
    assert 'href="#fnref-1"' in html
    assert "Retour à l’appel de la note 1" in html


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b onclick=alert(1)>gras</b>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=https://exemple.fr></iframe>",
    "<style>*{display:none}</style>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "[[le-phare|<script>alert(1)</script>]]",
    "<p style=\"position:fixed\">x</p>",
    "<form action=https://exemple.fr><input></form>",
])
def test_nothing_that_runs_or_deceives_is_left(text: str) -> None:
    html = render(text)
    assert not re.search(
        r"<(?:script|img|svg|iframe|style|form|input)|\son\w+=|style=|javascript:|data:", html
    )


@pytest.mark.parametrize("address", [
    "//mal.example/x", "///mal.example/x", "/\\mal.example", "\\\\mal.example",
    "&#x2f;&sol;mal.example",
    " //mal.example", "&#9;//mal.example", "/&Tab;/mal.example", "/&NewLine;\\mal.example",
    "&#1;//mal.example", "&#31;&#2;/\\mal.example",
])
def test_an_address_without_a_scheme_leads_to_no_other_host(address: str) -> None:
    assert render(f'Un <a href="{address}">lien</a>.') == "<p>Un <a>lien</a>.</p>"


@pytest.mark.parametrize("tag", [
    '<sup id="contenu">', '<sup id="fn">', '<sup id="fnord-1">', '<sup id="fnref1">',
    '<ul><li id="recherche">', '<ul><li id="FN-1">',
])
def test_no_anchor_but_those_of_headings_and_notes_is_left(tag: str) -> None:
    assert "id=" not in render(f"Un {tag}mot")


def test_the_next_page_starts_afresh() -> None:
    assert "<abbr" in render("Un QPV.")
    assert "<abbr" in render("Un QPV.")


@given(st.text(alphabet="ab QPV'[]|-#*\n1.é:«»<>&`_\\", max_size=80))
def test_a_parser_that_has_read_much_gives_what_a_new_one_gives(text: str) -> None:
    new = BodyRenderer(_TARGETS, _TERMS)
    assert new.prepare(text, _href).html == _RENDERER.prepare(text, _href).html


_href: Callable[[str], str] = "../".__add__


@pytest.mark.parametrize("mark", ["- ", "1. "])
def test_a_thousand_lists_in_each_other_are_shown_as_they_were_written(mark: str) -> None:
    text = f"## Le besoin\n\n{mark * 1500}<b>fin</b>"
    html = render(text)
    assert "<pre>" in html
    assert "&lt;b&gt;fin" in html
    assert render("Un *mot*.") == "<p>Un <em>mot</em>.</p>"
