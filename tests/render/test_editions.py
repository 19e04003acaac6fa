"""PDF and EPUB of a number: the same bytes each time, notes where they are called."""

from pathlib import Path

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render import epub, pdf
from ecoq.render.editions import place_notes
from ecoq.render.html import Frame, PageRenderer, make_environment
from ecoq.render.markdown import BodyRenderer
from ecoq.render.pdf_tools import find_missing_library
from ecoq.site.assemble import assemble

TEMPLATES = Path(__file__).parents[2] / "templates"
ISSUE = """---
numero: 1
titre: "Le commerce & les quartiers"
thematique: numerique
date: 2024-03-01
chapo: Comment les quartiers gardent leurs commerces, en six lieux.
initiatives: [phare]
---

## Éditorial

Un fait.[^a] Un autre, de la même source.[^a]

---

## Suite

Fin<br>de ligne.

[^a]: Le Site, *Un rapport*, <https://exemple.fr/rapport>.
"""


@pytest.fixture
def recipe_of(project, gazetteer, fiche):
    """The recipe of the only number, as PDF or as EPUB."""
    site = assemble(load_content(project({
        "content/issues/01-commerce.md": ISSUE, "content/initiatives/phare.md": fiche(),
    }), Report()), gazetteer)
    renderer = PageRenderer(make_environment(TEMPLATES), "", "assets", Frame.of(site))

    def prepare(module):
        bodies = BodyRenderer(site.targets, site.glossary)
        [output] = module.plan(site, renderer, bodies)
        return output.prepare()

    return prepare


def test_the_epub_is_the_same_each_time(recipe_of):
    assert recipe_of(epub).make() == recipe_of(epub).make()


@pytest.mark.skipif(
    find_missing_library() is not None,
    reason="NO PANGO: THE PDF IS NOT COMPARED (.ci/run installs it)",
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_pdf_is_the_same_each_time(recipe_of):
    assert recipe_of(pdf).make() == recipe_of(pdf).make()


def test_the_recipe_of_a_pdf_names_its_tools(recipe_of):
    assert "weasyprint" in str(recipe_of(pdf).ingredients[2])


def test_a_note_stands_where_it_is_first_called(recipe_of):
    html = recipe_of(pdf).ingredients[1]
    assert html.count('<span class="note" id="fn-a" data-number="1">') == 1
    assert '<a class="note-again" href="#fn-a">1</a>' in html
    assert "footnote-backref" not in html


def test_a_body_without_notes_is_left_as_it_is():
    assert place_notes("<p>Un fait.</p>") == "<p>Un fait.</p>"


def test_html_becomes_xml():
    assert epub.to_xhtml("<p>a<br>b&nbsp;c</p><hr>") == "<p>a<br/>b&#160;c</p><hr/>"
