"""Every reference leads somewhere, and says so where it is written."""

import time

import pytest

A = "content/initiatives/a.md"
LANTERN = "content/initiatives/la-lanterne.md"
BODY = "Un texte. " * 30
GLOSSARY = "- terme: Zone franche\n  definition: Un quartier aidé.\n  source: https://exemple.fr\n"


def issue(more, theme="thematique: numerique\n"):
    return {"content/issues/n-1.md": (
        f"---\nnumero: 1\ntitre: Un numéro\n{theme}date: 2024-01-01\n"
        f"chapo: Ce que font les quartiers avec des écrans.\n{more}---\n\nUn numéro.\n"
    )}


@pytest.mark.parametrize("reference", [
    "la-lanterne", "ancienne-lanterne", "n-1", "a-propos", "zone-franche", "la-lanterne|ce lieu",
])
def test_reference_leads_to_a_fiche_a_number_a_page_or_a_term(reference, project, fiche, diagnose):
    assert diagnose(project({
        A: fiche(body=f"{BODY}\n\nVoir [[{reference}]]."),
        LANTERN: fiche("titre: La Lanterne\nredirections: [ancienne-lanterne]"),
        "content/pages/a-propos.md": (
            "---\ntitre: À propos\nresume: Qui nous sommes.\n---\n\nNous.\n"
        ),
        "content/glossaire.yml": GLOSSARY,
        **issue(""),
    })) == []


@pytest.mark.parametrize(("header", "expected", "hint"), [
    ("thematique: commerce", "thematique-inconnue 2:13", "entrepreneuriat, numerique"),
    ("thematiques_secondaires:\n  - numerique", "thematique-repetee 3:5", "Retirez-la"),
    ("thematiques_secondaires:\n  - numeriqe", "thematique-inconnue 3:5", "« numerique »"),
    ("centre: labo-cite", "centre-inconnu 2:9", "« labo-cites »"),
    ("contact: jeanne.martin@exemple.fr", "contact-nominatif 2:10", "contact@exemple.fr"),
    (
        "image:\n  fichier: facade.jpg\n  alt: La façade\n  credit: Ville\n  licence: CC0",
        "image-introuvable 3:12", "content/images/",
    ),
])
def test_reference_of_a_header(header, expected, hint, project, fiche, review, diagnose):
    root = project({A: fiche(header)})
    assert diagnose(root) == [expected]
    assert hint in review(root).diagnostics[0].hint


@pytest.mark.parametrize("contact", [
    "contact@exemple.fr", "regie.quartier@exemple.fr", "le-phare@exemple.fr",
])
def test_mailbox_of_a_service_is_fine(contact, project, fiche, diagnose):
    codes = diagnose(project({A: fiche(f"contact: {contact}")}))
    assert codes == (["contact-nominatif 2:10"] if contact.startswith("le-") else [])


def test_draft_is_not_cited_by_what_is_published(project, fiche, diagnose):
    draft = fiche("titre: La Lanterne\nbrouillon: oui")
    citing = fiche(body=f"{BODY}\n\nVoir [[la-lanterne]].")
    assert diagnose(project({A: citing, LANTERN: draft})) == ["reference-a-un-brouillon 14:6"]


def test_draft_may_cite_a_draft(project, fiche, diagnose):
    draft = fiche("titre: La Lanterne\nbrouillon: oui")
    citing = fiche("brouillon: oui", body=f"{BODY}\n\nVoir [[la-lanterne]].")
    assert diagnose(project({A: citing, LANTERN: draft})) == []


def test_number_lists_fiches_only(project, fiche, diagnose):
    files = {A: fiche(), **issue("initiatives:\n  - a\n  - n-1\n  - la-lantern\n")}
    assert diagnose(project(files)) == ["reference-inconnue 9:5", "reference-inconnue 10:5"]


def test_number_has_a_theme(project, diagnose):
    assert diagnose(project(issue("", theme=""))) == ["champ-obligatoire 2:1"]


@pytest.mark.parametrize("path", ["initiatives", "issues"])
def test_what_was_not_readable_is_not_missed(path, project, fiche, diagnose):
    files = {A: fiche(body=f"{BODY}\n\n[[b]]"), f"content/{path}/b.md": ""}
    assert diagnose(project(files)) == ["fichier-vide 1:1"]


def test_thousands_of_wrong_references_take_no_time(project, fiche, diagnose):
    body = "\n".join(f"[[x{i:05}]]" for i in range(20_000))
    started = time.perf_counter()
    assert len(diagnose(project({A: fiche(body=body)}))) == 100
    assert time.perf_counter() - started < 1


KEPT = (
    "  - initiative: {}\n    titre: La Lanterne\n    statut: en-cours\n"
    "    resume: Un atelier partagé où les habitants réparent leurs vélos.\n"
)


@pytest.mark.parametrize(("kept", "expected"), [
    (["la-lanterne"], []),
    (["ancienne-lanterne"], []),
    (["la-lanterne", "ancienne-lanterne"], ["valeur-en-double 14:5"]),
    (["la-lantern"], ["fiche-non-citee 10:5"]),
    (["a"], ["fiche-non-citee 10:5"]),
], ids=["cited", "renamed since", "twice", "misspelt", "not cited"])
def test_a_number_keeps_only_what_fiches_that_it_cites_said(
    kept, expected, project, fiche, diagnose
):
    lines = "".join(KEPT.format(slug) for slug in kept)
    assert diagnose(project({
        A: fiche(),
        LANTERN: fiche("titre: La Lanterne\nredirections: [ancienne-lanterne]"),
        **issue(f"initiatives:\n  - la-lanterne\nfiches_citees:\n{lines}"),
    })) == expected
