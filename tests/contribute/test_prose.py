"""Measures of prose and of the collection."""

import json

import pytest
from click.testing import CliRunner

from ecoq.cli import cli
from ecoq.contribute.prose import (
    find_alike_paragraphs,
    find_repeated_openings,
    plain_text,
    reading_ease,
)

PATH = "content/initiatives"
LONG = "Chaque samedi, deux mécaniciens apprennent aux voisins du quartier à réparer leurs vélos."


def test_short_sentences_of_short_words_are_easier():
    easy = reading_ease("Le chat dort. Il a faim. On rit.")
    hard = reading_ease("L'institutionnalisation progressive des expérimentations partenariales "
                        "conditionne indubitablement la pérennisation des financements.")
    assert easy > 100
    assert hard < 0


def test_reading_ease_is_that_of_the_formula():
    # « Le petit chat dort » : 4 words, one sentence, 5 syllables.
    assert reading_ease("Le petit chat dort.") == pytest.approx(207 - 1.015 * 4 - 73.6 * 5 / 4)


def test_nothing_has_no_reading_ease():
    assert reading_ease("12 : 30 !") is None


def test_markup_is_no_prose():
    assert plain_text("## Titre\n\nUn **mot**, [ici](https://a.fr) et [[a|là]].") == (
        "Un mot, ici et là."
    )


def test_openings_shared_by_several_texts():
    texts = {"a": "Dans le quartier nord, un café.", "b": "Dans le quartier Nord : rien."}
    assert find_repeated_openings(texts) == {"dans le quartier nord": ("a", "b")}


def test_paragraphs_nearly_the_same_are_found_across_texts():
    texts = {"a": f"Début.\n\n{LONG}", "b": LONG.replace("samedi", "dimanche"),
             "c": "Tout autre chose, racontée avec bien d'autres mots et sans rien de commun."}
    (found,) = find_alike_paragraphs(texts)
    assert (found.name, found.other) == ("a", "b")


def test_statistics_of_a_small_collection(project, fiche):
    root = project({
        f"{PATH}/a.md": fiche(
            "annee_debut: 2019\nverifie_le: 2020-01-01\nchiffres:\n  - 12 emplois"
        ),
        f"{PATH}/b.md": fiche("titre: La Lanterne\nverifie_le: 2026-01-01"),
        f"{PATH}/c.md": fiche("titre: Le Fanal\nbrouillon: oui\nchiffres:\n  - 3 emplois"),
        f"{PATH}/d.md": fiche("titre: Le Cierge", body="Court."),
    })
    result = CliRunner().invoke(
        cli, ["stats", "--format", "json", "--root", str(root)],
        env={"SOURCE_DATE_EPOCH": "1781500000"},
    )
    found = json.loads(result.output)
    assert (found["initiatives"], found["drafts"]) == (3, 1)
    assert found["by_theme"]["numerique"] == 3
    assert found["by_region"]["Centre-Val de Loire"] == 3
    assert found["by_region"]["Bretagne"] == 0
    assert found["by_year"] == {"2019": 1}
    assert found["stale"] == ["a"]
    assert found["awaiting_review"] == ["d"]
    assert found["words"]["low_end"][0] == ["d", 1]
    assert [(one["name"], one["other"]) for one in found["alike"]] == [("a", "b")]
    assert found["undated_figures"] == [f"{PATH}/a.md:5"]


def test_statistics_of_nothing(project):
    result = CliRunner().invoke(cli, ["stats", "--root", str(project({}))])
    assert result.exit_code == 0
    assert "0 initiative publiée" in result.output


def test_file_that_cannot_be_read_is_said_not_to_be_counted(project, fiche):
    root = project({f"{PATH}/a.md": fiche(), f"{PATH}/b.md": "sans en-tête"})
    result = CliRunner().invoke(cli, ["stats", "--root", str(root)])
    assert "1 initiative publiée" in result.stdout
    assert result.stderr == "1 fichier illisible n'est pas compté : « ecoq check » dit pourquoi.\n"


def test_many_long_texts_are_compared_in_little_time(at_most):
    texts = {str(i): " ".join(f"mot{i}-{j}" for j in range(300)) for i in range(1000)}
    with at_most(10):
        assert list(find_alike_paragraphs(texts)) == []
