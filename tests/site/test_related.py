"""« Voir aussi »: the nearest ties first, each with its reason."""

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.site.assemble import assemble
from ecoq.site.related import SHOWN


def related(project, gazetteer, fiches):
    root = project({f"content/initiatives/{slug}.md": text for slug, text in fiches.items()})
    site = assemble(load_content(root, Report()), gazetteer)
    return {
        slug: [(one.initiative.slug, one.reason) for one in found]
        for slug, found in site.related_by_initiative.items()
    }


def test_same_lead_then_same_town_then_same_theme(project, gazetteer, fiche):
    lyon = "commune: Lyon\ndepartement: 69\n"
    found = related(project, gazetteer, {
        "a": fiche("porteur: Le Phare"),
        "b": fiche(f"{lyon}thematique: entrepreneuriat\nporteur: Le phare"),
        "c": fiche("thematique: entrepreneuriat"),
        "d": fiche(lyon.rstrip()),
    })
    assert found["a"] == [
        ("b", "Même porteur"), ("c", "Même ville : Bourges"), ("d", "Même thématique : Numérique"),
    ]


def test_fiche_is_not_related_to_itself_nor_twice_to_another(project, gazetteer, fiche):
    found = related(project, gazetteer, {slug: fiche() for slug in "abcdefg"})
    for slug, others in found.items():
        names = [name for name, _ in others]
        assert len(set(names)) == len(names) == SHOWN
        assert slug not in names


def test_every_fiche_is_proposed_somewhere(project, gazetteer, fiche):
    found = related(project, gazetteer, {slug: fiche() for slug in "abcdefghij"})
    assert {name for others in found.values() for name, _ in others} == set("abcdefghij")


def test_fiche_alone_has_none(project, gazetteer, fiche):
    assert related(project, gazetteer, {"a": fiche()}) == {"a": []}


def test_few_fiches_are_each_proposed_once(project, gazetteer, fiche):
    found = related(project, gazetteer, {slug: fiche("porteur: Le Phare") for slug in "abc"})
    assert [name for name, _ in found["b"]] == ["c", "a"]


def test_same_theme_in_the_department_comes_before_the_region_and_the_country(
    project, gazetteer, fiche
):
    found = related(project, gazetteer, {
        "bourges": fiche(),
        "lille": fiche('commune: Lille\ndepartement: "59"'),
        "orleans": fiche('commune: Orléans\ndepartement: "45"'),
        "vierzon": fiche("commune: Vierzon"),
    })
    assert found["bourges"] == [
        ("vierzon", "Même thématique, même département : Cher"),
        ("orleans", "Même thématique, même région : Centre-Val de Loire"),
        ("lille", "Même thématique : Numérique"),
    ]
