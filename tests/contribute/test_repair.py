"""Certain repairs: the problem is gone, and nothing else has changed."""

import difflib

import pytest

from ecoq.content.load import load_content
from ecoq.contribute.files import find_entries
from ecoq.contribute.repair import apply_repairs, mend, mended_bytes
from ecoq.contribute.trial import Surroundings
from ecoq.diagnostics import Location, Repair, Report

PATH = "content/initiatives/le-phare.md"


@pytest.fixture
def mended(project, gazetteer, today):
    """Give the bytes of one fiche after the certain repairs."""

    def bytes_after(data):
        root = project({PATH: data})
        around = Surroundings(load_content(root, Report()), gazetteer, today)
        for one in mend(root, find_entries(root), around):
            one.path.write_bytes(mended_bytes(one.path.read_bytes(), one))
        return (root / PATH).read_bytes()

    return bytes_after


def codes(diagnosed):
    return {found.partition(" ")[0] for found in diagnosed}


def changed_lines(before, after):
    diff = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [line[2:] for line in diff if line.startswith("+ ")]


@pytest.mark.parametrize(("written", "expected", "code"), [
    ("departement: 18000", "departement: 18", "code-departement-invalide"),
    ("departement: “18”", "departement: 18", "code-departement-invalide"),
    ("departement: Cher (18)", "departement: 18", "code-departement-invalide"),
    ("verifie_le: 1er juin 2023", "verifie_le: 2023-06-01", "date-invalide"),
    ("sources:\n  - titre: Rapport\n    date: juin 2023", "    date: 2023-06",
     "date-de-source-invalide"),
    ('site: "[Le Phare](https://exemple.fr)"', 'site: "https://exemple.fr"',
     "adresse-web-invalide"),
    ("contact: <contact@exemple.fr>", "contact: contact@exemple.fr", "adresse-mail-invalide"),
    ("commune:Bourges", "commune: Bourges", "ligne-sans-champ"),
    ("sources:\n  - titre:Rapport annuel", "  - titre: Rapport annuel", "groupe-attendu"),
    ("publics:\n  -jeunes", "  - jeunes", "liste-attendue"),
    ("publics:\n  - jeunes\n  •femmes", "  - femmes", "ligne-sans-champ"),
    ("departement: 1\ncommune: Bourg-en-Bresse", "departement: 01", "code-departement-invalide"),
    ('departement: "1" # Ain\ncommune: Bourg-en-Bresse', 'departement: "01" # Ain',
     "code-departement-invalide"),
    ("latitude: 47,08\nlongitude: 2.40", "latitude: 47.08", "nombre-invalide"),
    ("verifie_le: 13/02/2024", "verifie_le: 2024-02-13", "date-invalide"),
    ("verifie_le: '1.2.2024'", "verifie_le: '2024-02-01'", "date-invalide"),
    ("sources:\n  - titre: Rapport\n    date: 1-2-2020", "    date: 2020-02-01",
     "date-de-source-invalide"),
    ("site: www.exemple.fr/a?b=c", "site: https://www.exemple.fr/a?b=c", "adresse-web-invalide"),
    ("Quartiers: Chancellerie", "quartier: Chancellerie", "champ-inconnu"),
    ("mots-clés:\n  - vélo", "mots_cles:", "champ-inconnu"),
    ("statut: En cours", "statut: en-cours", "valeur-inconnue"),
    ("type_porteur: Associations", "type_porteur: association", "valeur-inconnue"),
    ("thematique: Numérique", "thematique: numerique", "identifiant-invalide"),
    ("thematique: numeriques", "thematique: numerique", "thematique-inconnue"),
    ("code_qpv: qp 018001", "code_qpv: QP018001", "code-qpv-invalide"),
    ("porteur: “Le Phare”", "porteur: Le Phare", "guillemets-typographiques"),
    ('porteur: "„Le Phare“"', 'porteur: "Le Phare"', "guillemets-typographiques"),
    ("porteur: “Phare : atelier”", 'porteur: "Phare : atelier"', "deux-points"),
    ("titre: Le Phare : atelier", 'titre: "Le Phare : atelier"', "deux-points"),
    ('titre: Le "Phare" : \\ici', 'titre: "Le \\"Phare\\" : \\\\ici"', "deux-points"),
    ("chiffres:\n  - Budget : 12 000 € (2021)", '  - "Budget : 12 000 € (2021)"', "deux-points"),
    ("chiffres:\n  - Budget: 9 € (2021) # a", '  - "Budget: 9 € (2021)" # a', "deux-points"),
    ("sources:\n\t- titre: Rapport", "  - titre: Rapport", "tabulation"),
])
def test_repair_changes_one_line_and_its_problem_is_gone(
    written, expected, code, fiche, mended, project, diagnose
):
    before = fiche(written)
    assert code in codes(diagnose(project({PATH: before})))
    after = mended(before.encode()).decode()
    assert changed_lines(before, after) == [expected]
    assert code not in codes(diagnose(project({PATH: after})))


def test_swapped_coordinates_are_exchanged_as_they_were_written(fiche, mended):
    before = fiche('latitude: "2.40"\nlongitude: +47.080')
    assert changed_lines(before, mended(before.encode()).decode()) == [
        'latitude: "+47.080"', "longitude: 2.40",
    ]


@pytest.mark.parametrize("written", [
    "statut: arrêté",
    "departement: Cher",
    "departement: Paris 18",
    "verifie_le: juin 2023",
    "publics: -jeunes",
    "titre: [Le Phare](https://exemple.fr)",
    "titre: Le Phare : atelier # note",
    "thème: numerique",
    "titres: Le Phare\ntitre: Le Phare",
    "date: 45/45/2024",
    "latitude: 4 708",
    "code_insee: 1803",
    "thematique: numérique & autres",
])
def test_what_is_not_certain_is_left_alone(written, fiche, mended):
    before = fiche(written).encode()
    assert mended(before) == before


def test_every_bullet_of_a_list_becomes_a_dash(fiche, mended, project, diagnose):
    text = fiche("publics:\n  • jeunes\n  •femmes\n  – familles")
    after = mended(text.encode()).decode()
    assert changed_lines(text, after) == ["  - jeunes", "  - femmes", "  - familles"]
    assert diagnose(project({PATH: after})) == []


def test_spaces_before_the_first_fence_are_removed(fiche, mended):
    assert mended(f"  {fiche()}".encode()).decode() == fiche()


def test_mistakes_that_hide_each_other_are_all_mended(fiche, mended, project, diagnose):
    text = fiche("titre: Phare : b\nresume: Un atelier : pour que tous réparent leurs vélos.\n"
                 "sources:\n\t- titre: Carte\n\t  date: 1/2/2020\nstatut: En Cours")
    assert diagnose(project({PATH: mended(text.encode())})) == []


def test_lines_that_are_right_keep_their_bytes(fiche, mended):
    before = "\ufeff" + fiche("statut: En cours", body="e\u0301t\u00e9 " * 50).replace("\n", "\r\n")
    after = mended(before.encode()).decode()
    assert after == before.replace("En cours", "en-cours")


def test_repair_of_a_text_that_has_changed_since_is_not_made():
    repair = Repair(Location("a.md", 1, 4), "1", "01")
    assert apply_repairs("a: 2", [repair]) == "a: 2"
    assert apply_repairs("a: 1", [repair, repair]) == "a: 01"
    assert apply_repairs("", [Repair(Location("a.md", 9, 1), "1", "01")]) == ""


@pytest.mark.parametrize(("line", "new"), [
    ("departement: 1", "01"), ("site: exemple.fr", "https://exemple.fr"),
    ("verifie_le: 1/3/2024", "2024-03-01"), ("latitude: 47,08", "47.08"),
    ("statut: En cours", "en-cours"), ("titre: Le Phare : atelier", "Le Phare : atelier"),
])
def test_hint_says_the_repair(line, new, fiche, project, review):
    found = review(project({PATH: fiche(line)})).diagnostics[0]
    assert new in [repair.new for repair in found.repairs]
    assert new in found.hint
