"""The index of the full-text search."""

import json
from types import SimpleNamespace

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.render import search
from ecoq.render.acronyms import Acronyms
from ecoq.render.plan import plan_site
from ecoq.render.search_index import (
    Document,
    read_document,
    shard_of,
    strip_markdown,
    weigh_words,
)
from ecoq.site.assemble import assemble


@pytest.mark.parametrize(("markdown", "text"), [
    ("## Un titre\n\nUn texte.", "Un titre – Un texte."),
    ("Un [lien](https://exemple.fr) et ![image](a.png)", "Un lien et image"),
    ("[[le-phare]] et [[le-phare|cet atelier]]", "le phare et cet atelier"),
    ("- un\n- **deux**\n\n> _trois_", "un deux trois"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
    ("Une note[^1].\n\n[^1]: La note.", "Une note."),
    ("Un <b>gras</b>", "Un gras"),
    ("l'inclusion socio-économique", "l'inclusion socio-économique"),
], ids=["heading", "link", "reference", "list", "table", "note", "html", "hyphen"])
def test_a_body_is_read_as_plain_text(markdown, text):
    assert strip_markdown(markdown).strip() == text


def test_a_word_of_the_title_says_more_than_one_of_the_text():
    weights = weigh_words(Document(
        title="La laverie", note="", names=(), summary="", text="Une épicerie dans la laverie."
    ), Acronyms())
    assert weights["laverie"] > weights["epicerie"]
    assert "la" not in weights


def test_a_word_that_comes_back_weighs_more_up_to_a_limit():
    def weight(times):
        document = Document(title="", note="", names=(), summary="", text="velo " * times)
        return weigh_words(document, Acronyms())["velo"]

    assert weight(1) < weight(3) == weight(30)


def _term(term, expansion):
    return SimpleNamespace(term=term, expansion=expansion)


@pytest.mark.parametrize(("title", "text", "found"), [
    ("La laverie", "Un chantier d'insertion par l’activité économique.", True),
    ("L’insertion par l’activité économique", "", True),
    ("L’insertion", "Par l’activité économique.", False), ("La laverie", "L’insertion.", False),
], ids=["in the text", "in the title", "across both", "in part"])
def test_an_acronym_finds_what_is_said_in_full_words(title, text, found):
    acronyms = Acronyms((
        _term("IAE", "Insertion par l'activité économique"), _term("Tiers-lieu", None),
    ))
    document = Document(title=title, note="", names=(), summary="", text=text)
    assert ("iae" in weigh_words(document, acronyms)) is found


@pytest.fixture
def site(project, fiche, gazetteer):
    root = project({
        "content/initiatives/laverie.md": fiche("titre: La laverie\nadresse: 2 rue Zola, 18100"),
        "content/initiatives/salon.md": fiche('titre: Le salon\ncommune: Lyon\ndepartement: "69"'),
        "content/initiatives/secret.md": fiche("titre: Zanzibar\nbrouillon: oui"),
    })
    return assemble(load_content(root, Report()), gazetteer)


def _planned(site, root, **options):
    return {output.path: output for output in plan_site(site, root, **options)}


def _words(site, pytestconfig):
    outputs = _planned(site, pytestconfig.rootpath)
    return {
        path: json.loads(output.prepare().make())
        for path, output in outputs.items() if "/mots-" in path
    }


def test_each_word_is_in_its_shard(site, pytestconfig):
    for path, postings in _words(site, pytestconfig).items():
        shard = int(path.rsplit("-", 1)[1].removesuffix(".json"))
        assert all(shard_of(word) == shard for word in postings)


def test_a_fiche_is_found_by_the_codes_of_its_place(site, pytestconfig):
    found = {word for postings in _words(site, pytestconfig).values() for word in postings}
    assert {"18", "18000", "18100", "zola"} <= found
    assert {"69001", "69009"} <= found  # those of arrondissements, for their city


def test_what_is_quoted_of_a_fiche_does_not_read_as_one_sentence(project, fiche, gazetteer):
    root = project({"content/initiatives/laverie.md": fiche(
        "titre: La laverie\npartenaires: [Ville de Bourges, Le Lavoir]\npublics: [habitants]"
    )})
    (one,) = assemble(load_content(root, Report()), gazetteer).initiatives
    assert read_document(one).text.endswith(" – Ville de Bourges – Le Lavoir – habitants")


def test_drafts_are_not_indexed(site, pytestconfig):
    found = {word for postings in _words(site, pytestconfig).values() for word in postings}
    assert "laverie" in found
    assert "zanzibar" not in found


def test_without_search_there_is_a_page_and_no_index(site, pytestconfig):
    paths = set(_planned(site, pytestconfig.rootpath, with_search=False))
    assert "recherche/index.html" in paths
    assert not any(path.startswith("recherche/index/") for path in paths)


def test_search_files_are_not_in_the_sitemap(site, pytestconfig):
    sitemap = _planned(site, pytestconfig.rootpath)["sitemap.xml"].prepare()
    assert b"recherche/index/" not in (sitemap if isinstance(sitemap, bytes) else sitemap.make())


def test_partitions_hold_every_document_once(site):
    items = [item.url for partition in search._deal(site) for item in partition.items]
    assert len(items) == len(set(items))
    assert "initiatives/laverie/" in items
