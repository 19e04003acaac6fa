"""« Citer » : what a reference manager reads is what the number says."""

import json
from datetime import date

import pytest

from ecoq.content.values import Url
from ecoq.render.citation import Citation, Work


def work(**changes):
    return Work(**{
        "id": "le-phare", "authors": ("Le Site",), "title": "Le Phare", "publication": "Le Site",
        "number": None, "published_on": date(2024, 3, 1),
        "url": Url("https://exemple.fr/initiatives/le-phare/"), "licence": "Licence Ouverte 2.0",
        **changes,
    })


def test_text_names_the_publication_once():
    assert Citation(work()).text == (
        "« Le Phare ». Le Site, 1er mars 2024. https://exemple.fr/initiatives/le-phare/. "
        "Licence Ouverte 2.0."
    )


def test_a_number_says_its_number_and_its_editors():
    text = Citation(work(number=3, authors=("RNCRPV", "Labo Cités"))).text
    assert text.startswith("RNCRPV, Labo Cités. « Le Phare ». Le Site, n° 3, 1er mars 2024.")


def test_a_fiche_nobody_has_checked_has_no_date():
    citation = Citation(work(published_on=None))
    assert "sans date" in citation.text
    assert "year" not in citation.bibtex
    assert "\r\nPY" not in citation.ris
    assert "issued" not in json.loads(citation.csl_json)[0]


@pytest.mark.parametrize(("title", "written"), [
    pytest.param("Bel & Bon", r"title = {{Bel \& Bon}}", id="ampersand"),
    pytest.param("100 % local_1", r"title = {{100 \% local\_1}}", id="percent and underscore"),
    pytest.param("{x}", r"title = {{\{x\}}}", id="braces"),
    pytest.param("a\\b", r"title = {{a\textbackslash{}b}}", id="backslash"),
    pytest.param("$5 #1 ~ ^", r"title = {{\$5 \#1 \textasciitilde{} \textasciicircum{}}}",
                 id="other signs"),
])
def test_bibtex_escapes_what_tex_would_run(title, written):
    assert written in Citation(work(title=title)).bibtex


def test_bibtex_keeps_the_names_of_organisations_whole():
    bibtex = Citation(work(number=1, authors=("RNCRPV", "Ville et quartiers"))).bibtex
    assert "author = {{RNCRPV} and {Ville et quartiers}}" in bibtex
    assert bibtex.startswith("@article{le-phare,")


def test_ris_begins_with_its_type_ends_its_lines_in_crlf_and_has_no_comma_inside_a_name():
    ris = Citation(work(number=1, authors=("Ville, quartiers",))).ris
    assert ris.startswith("TY  - MGZN\r\n")
    assert ris.endswith("ER  - \r\n")
    assert "AU  - Ville – quartiers,\r\n" in ris
    assert "\n" not in ris.replace("\r\n", "")


def test_csl_json_has_literal_names_and_a_date_in_parts():
    [item] = json.loads(Citation(work(number=2)).csl_json)
    assert item["author"] == [{"literal": "Le Site"}]
    assert item["issued"] == {"date-parts": [[2024, 3, 1]]}
    assert (item["type"], item["issue"]) == ("article-magazine", "2")
