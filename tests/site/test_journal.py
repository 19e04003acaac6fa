"""The journal names fiches as they are called now, and numbers say what has changed since."""

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.site.assemble import assemble

JOURNAL = """\
- date: 2024-01-01
  ajoutees: [phare, kiosque, secret]
- date: 2024-03-01
  modifiees: [ancien-phare]
  retirees:
    - {initiative: kiosque, titre: Le Kiosque}
    - {initiative: secret, titre: Le Secret}
"""
NUMBER = """---
numero: 1
titre: Un numéro
thematique: numerique
date: 2024-01-01
chapo: Ce que font les quartiers avec des écrans.
initiatives: [phare]
fiches_citees:
  - initiative: ancien-phare
    titre: Le Phare
    statut: en-projet
    resume: Un atelier partagé où les habitants réparent leurs vélos.
---

Un numéro.
"""


@pytest.fixture
def site(project, gazetteer, fiche):
    """A site of one fiche, of another that became a draft, with a journal and a number."""
    return assemble(load_content(project({
        "content/initiatives/phare.md": fiche("redirections: [ancien-phare]"),
        "content/initiatives/secret.md": fiche("titre: Le Secret\nbrouillon: oui"),
        "content/issues/n-1.md": NUMBER,
        "content/journal.yml": JOURNAL,
    }), Report()), gazetteer)


def told(change):
    return [
        (group.label, group.count, [(fiche.title, fiche.url) for fiche in group.fiches])
        for group in change.groups
    ]


def test_the_latest_day_comes_first_and_a_fiche_that_left_keeps_its_title(site):
    latest, first = site.changes
    phare, kiosque = ("Le Phare", "initiatives/phare/"), ("Le Kiosque", None)
    assert told(latest) == [("modifiée", 1, [phare]), ("retirée", 2, [kiosque])]
    assert told(first) == [("ajoutée", 3, [phare, kiosque])]


def test_the_site_is_dated_of_its_latest_change(site):
    assert site.dated.isoformat() == "2024-03-01"


def test_a_number_says_what_its_fiches_no_longer_say(site):
    [cited] = site.issues[0].cited_otherwise
    assert (cited.now.slug, cited.changed) == ("phare", ("statut",))


def test_two_entries_of_the_journal_do_not_share_their_day(project, fiche, diagnose):
    day = "- date: 2024-01-01\n  note: Un mot de plus.\n"
    assert diagnose(project({
        "content/initiatives/phare.md": fiche(), "content/journal.yml": day + day,
    })) == ["identifiant-en-double 3:9"]
