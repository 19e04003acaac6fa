"""The wizard: questions made from the model, answers checked at once, a file that is accepted."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecoq.cli import cli
from ecoq.content.load import load_content, load_entry
from ecoq.content.model import Initiative
from ecoq.content.schema import keys_of
from ecoq.content.source import Source
from ecoq.contribute.new_file import write_file
from ecoq.contribute.scaffold import questions
from ecoq.contribute.trial import Surroundings, try_sources
from ecoq.diagnostics import Report, Unreadable

BODY = "Un atelier où les voisins réparent leurs vélos, chaque samedi, avec deux mécaniciens. " * 4
FICHE = {
    "--titre": "Le Phare : atelier", "--thematique": "numerique", "--commune": "Bourges",
    "--resume": "Un atelier partagé où les habitants réparent leurs vélos.",
    "--departement": "18", "--statut": "en-cours", "--sources-titre": "Rapport 2023",
    "--corps": BODY,
}
PATH = "content/initiatives/le-phare-atelier-bourges.md"


@pytest.fixture
def new(project):
    """Run « ecoq new » in a project, with options and with lines typed."""

    def run(*arguments, options=None, typed=()):
        root = project({})
        given = [word for pair in (options or {}).items() for word in pair]
        return root, CliRunner().invoke(
            cli, ["new", *arguments, "--root", str(root), *given], input="\n".join([*typed, ""])
        )

    return run


def test_options_alone_write_a_file_that_strict_checks_accept(new, diagnose):
    root, result = new("initiative", "--sans-question", options=FICHE)
    assert result.exit_code == 0, result.output
    assert diagnose(root) == []
    assert (root / PATH).read_text().startswith(
        '---\ntitre: "Le Phare : atelier"\nresume: Un atelier partagé'
    )


def test_written_file_is_already_in_form(new):
    root, _ = new("initiative", "--sans-question", options=FICHE)
    assert CliRunner().invoke(cli, ["fmt", "--check", "--root", str(root)]).exit_code == 0


def test_every_key_has_an_option(new):
    _, result = new("initiative", "--help")
    for declared in keys_of(Initiative).values():
        if declared.name != "redirections":
            assert "--" + declared.name.replace("_", "-") in result.output


def test_what_is_wrong_is_said_and_nothing_is_written(new):
    root, result = new("initiative", "--sans-question", options={**FICHE, "--departement": "1"})
    assert result.exit_code == 1
    assert "Écrivez 01." in result.output
    assert not (root / PATH).exists()


def test_a_warning_is_enough_to_write_nothing(new):
    root, result = new("initiative", "--sans-question", options={**FICHE, "--corps": "Court."})
    assert result.exit_code == 1
    assert not (root / PATH).exists()


@pytest.mark.parametrize("slug", ["Été à Lyon", "../le-phare", "a/b", "-a", "", "aux"])
def test_a_name_that_no_file_may_bear_is_refused_before_any_question(slug, new):
    root, result = new("initiative", options={**FICHE, "--slug": slug})
    assert result.exit_code == 2
    assert "ne peut pas être un nom de fiche" in result.output
    assert not list(root.rglob("*.md"))


def test_body_may_come_from_a_file(new, tmp_path):
    file = tmp_path / "texte.md"
    file.write_bytes(b"\xef\xbb\xbf" + BODY.encode().replace(b". ", b".\r\n"))
    root, result = new("initiative", "--sans-question",
                       options={**FICHE, "--corps": "", "--corps-fichier": str(file)})
    assert result.exit_code == 0, result.output
    text = (root / PATH).read_bytes().decode()
    assert text.endswith(f"\n---\n\n{BODY.strip().replace('. ', chr(46) + chr(10))}\n")


@pytest.mark.parametrize(("data", "words"), [
    ("café".encode("cp1252"), "encodage « UTF-8 »"), (b"", "vide"),
    ("caf\u200bé".encode(), "caractère"),
])
def test_file_of_a_body_that_cannot_be_read_is_one_line(data, words, new, tmp_path):
    file = tmp_path / "texte.md"
    file.write_bytes(data)
    _, result = new("initiative", "--sans-question",
                    options={**FICHE, "--corps": "", "--corps-fichier": str(file)})
    assert result.exit_code == 2
    assert words in result.output


def test_sign_that_files_may_not_hold_is_refused_in_a_body(new):
    root, result = new("initiative", "--sans-question",
                       options={**FICHE, "--corps": f"{BODY}\u200b"})
    assert result.exit_code == 1
    assert "caractere-interdit" in result.output
    assert not (root / PATH).exists()


def test_nothing_is_overwritten(new):
    root, _ = new("initiative", "--sans-question", options=FICHE)
    before = (root / PATH).read_bytes()
    _, result = new("initiative", "--sans-question", options={**FICHE, "--quartier": "Nord"})
    assert result.exit_code == 2
    assert "existe déjà" in result.output
    assert (root / PATH).read_bytes() == before


def test_a_former_address_of_another_fiche_is_no_name_for_a_new_one(new, fiche):
    root, _ = new("initiative", "--help")
    (root / "content/initiatives").mkdir(parents=True, exist_ok=True)
    (root / "content/initiatives/port.md").write_text(fiche("redirections: [quai]"))
    _, result = new("initiative", "--sans-question", options={**FICHE, "--slug": "quai"})
    assert result.exit_code == 2
    assert "existe déjà" in result.output
    assert not (root / "content/initiatives/quai.md").exists()


def test_a_person_answers_with_mistakes_and_is_led_to_each(new, diagnose):
    root, result = new("initiative", typed=[
        "non", "Le Phare",
        "trop court", "Un atelier partagé où les habitants réparent leurs vélos ensemble.",
        "numérque", "Numérique",
        "", "Bourge", "Saint-Denis", "1", "93",
        "9", "2",
        "Rapport d'activité 2023", "", "", "1/2/2020", "2020-02-01", "", "non",
        "Trop court.", ".", BODY, ".",
    ])
    assert result.exit_code == 0, result.output
    for word in ("Vouliez-vous dire « numerique »", "« Bourges »", "Écrivez 01.", "2020-02-01",
                 "Il faut au moins 40 mots"):
        assert word in result.output
    assert diagnose(root) == []
    assert "statut: en-cours" in (root / "content/initiatives/le-phare-saint-denis.md").read_text()


def test_a_commune_of_one_departement_gives_it(new, diagnose):
    options = {key: text for key, text in FICHE.items()
               if key not in {"--commune", "--departement", "--statut"}}
    root, result = new("initiative", "--sans-facultatifs", options=options, typed=["Bourges", "2"])
    assert result.exit_code == 0, result.output
    assert "Le code du département" not in result.output
    assert diagnose(root) == []
    assert 'departement: "18"' in (root / PATH).read_text()


def test_answers_are_not_lost_for_a_name_that_is_taken(new):
    root, _ = new("initiative", "--sans-question", options=FICHE)
    before = (root / PATH).read_bytes()
    other = {**FICHE, "--corps": f"Enfin, {BODY}"}
    _, result = new("initiative", "--sans-facultatifs", options=other, typed=["", "Le Phare 2"])
    assert result.exit_code == 0, result.output
    assert (root / PATH).read_bytes() == before
    assert (root / "content/initiatives/le-phare-2.md").exists()


def test_answers_that_contradict_each_other_are_asked_again(new, diagnose):
    options = {**FICHE, "--latitude": "2.40", "--longitude": "47.08"}
    root, result = new("initiative", "--sans-facultatifs", options=options,
                       typed=["47.08", "2.40"])
    assert result.exit_code == 0, result.output
    assert "semblent inversées" in result.output
    assert diagnose(root) == []


def test_two_sources_given_by_options(new):
    options = [*FICHE.items(), ("--sources-titre", "Un article"), ("--sources-url", ""),
               ("--sources-url", "https://exemple.fr/a")]
    root, result = new("initiative", "--sans-question",
                       *(word for pair in options for word in pair))
    assert result.exit_code == 0, result.output
    assert (
        "sources:\n  - titre: Rapport 2023\n  - titre: Un article\n    url: https://exemple.fr/a\n"
    ) in (root / PATH).read_text()


def test_sources_whose_options_do_not_match_are_refused(new):
    _, result = new("initiative", "--sans-question", "--sources-titre", "a", options={
        **FICHE, "--sources-url": "https://exemple.fr",
    })
    assert result.exit_code == 2


def test_a_number_takes_its_rank_in_its_name(new, diagnose):
    root, result = new("numero", "--sans-question", options={
        "--numero": "5", "--titre": "Le vélo", "--thematique": "numerique", "--date": "2024-03-01",
        "--chapo": "Comment les quartiers réparent leurs vélos eux-mêmes.", "--corps": BODY,
    })
    assert result.exit_code == 0, result.output
    assert (root / "content/issues/05-le-velo.md").exists()
    assert diagnose(root) == []


# --- The wizard, the form, the schema and the checks agree: one table, that of the form ----------


@pytest.fixture(scope="module")
def table():
    """The good and bad values that the form, the checks and the JSON Schema agree on."""
    path = Path(__file__).parents[1] / "browser" / "test_form_rules.py"
    spec = spec_from_file_location("form_rules", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def codes_of(source, path, around):
    return {one.code for one in try_sources([source], {path: Initiative}, around).diagnostics}


def test_what_the_wizard_writes_is_judged_as_what_people_write(
    table, project, gazetteer, today
):
    around = Surroundings(load_content(project({}), Report()), gazetteer, today)
    path = "content/initiatives/essai.md"
    for case in table.CASES:
        values = {**table.GOOD, **case}
        by_hand = Source(path, table.file_of(values))
        body = values.pop("corps")
        by_wizard = Source(path, write_file(Initiative, values, body))
        assert codes_of(by_wizard, path, around) == codes_of(by_hand, path, around), case


def test_an_answer_is_refused_exactly_when_its_value_is(table, project):
    content = load_content(project({}), Report())
    asked = {question.name: question for question in questions(Initiative)}
    path = "content/initiatives/essai.md"
    compared = 0
    for case in table.CASES:
        for name, text in case.items():
            if name not in asked or not isinstance(text, str) or not text.strip():
                continue
            values = {**table.GOOD, name: text}
            body = values.pop("corps")
            report = Report()
            try:
                load_entry(Source(path, write_file(Initiative, values, body)), Initiative, report)
            except Unreadable as unreadable:
                report.add(*unreadable.diagnostics)
            found = asked[name].problem(text)
            codes = {one.code for one in report.diagnostics}
            assert (found is not None) == bool(codes), (name, text)
            assert found is None or found.code in codes
            compared += 1
    assert content.themes
    assert compared > 40
