"""Every reference leads somewhere, and says so where it is written."""

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
    (
        "image:\n  fichier: facade.jpg\n  alt: La façade\n  credit: Ville\n  licence: CC0",
        "image-introuvable 3:12", "content/images/",
    ),
])
def test_reference_of_a_header(header, expected, hint, project, fiche, review, diagnose):
    root = project({A: fiche(header)})
    assert diagnose(root) == [expected]
    assert hint in review(root).diagnostics[0].hint


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


def test_thousands_of_wrong_references_take_no_time(project, fiche, diagnose, at_most):
    root = project({A: fiche(body="\n".join(f"[[x{i:05}]]" for i in range(20_000)))})
    with at_most(2):
        assert len(diagnose(root)) == 100


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
        LANTERN: fiche("titre: La Lanterne\nredirections: [ancienne-lanterne]", body=BODY),
        **issue(f"initiatives:\n  - la-lanterne\nfiches_citees:\n{lines}"),
    })) == expected


def only(found):
    (one,) = found.diagnostics
    return one


def test_page_does_not_cite_a_draft(project, fiche, diagnose):
    assert diagnose(project({
        LANTERN: fiche("titre: La Lanterne\nbrouillon: oui"),
        "content/pages/a-propos.md":
            "---\ntitre: À propos\nresume: Qui nous sommes.\n---\n\nVoir [[la-lanterne]].\n",
    })) == ["reference-a-un-brouillon 6:6"]


def test_reference_proposes_what_it_may_lead_to(project, fiche, review):
    root = project({A: fiche(body=f"{BODY}\n\nVoir [[n-01]] et."), **issue("")})
    assert only(review(root)).hint == "Vouliez-vous dire « n-1 » ?"


def test_number_that_lists_another_is_proposed_fiches_alone(project, fiche, review):
    root = project({"content/initiatives/n-10.md": fiche(), **issue("initiatives: [n-1]\n")})
    assert only(review(root)).hint == "Vouliez-vous dire « n-10 » ?"


def test_draft_number_may_list_a_draft(project, fiche, diagnose):
    draft = fiche("titre: La Lanterne\nbrouillon: oui")
    for more, codes in (("", ["reference-a-un-brouillon 7:15"]), ("brouillon: oui\n", [])):
        number = issue(f"initiatives: [la-lanterne]\n{more}")
        assert diagnose(project({LANTERN: draft, **number})) == codes


def test_themes_of_a_number_exist(project, diagnose):
    files = issue("thematiques: [numerique, commerce]\n", theme="")
    assert diagnose(project(files)) == ["thematique-inconnue 6:26"]
    assert diagnose(project(issue("", theme="thematique: commerce\n"))) == [
        "thematique-inconnue 4:13"
    ]


def test_wrong_theme_can_be_mended_and_others_are_listed(project, fiche, review):
    found = only(review(project({A: fiche("thematique: Numérique-")})))
    assert found.code == "identifiant-invalide"
    found = only(review(project({A: fiche("thematique: numeriqe")})))
    assert [(one.old, one.new) for one in found.repairs] == [("numeriqe", "numerique")]
    found = only(review(project({A: fiche("thematique: xyz")})))
    assert "entrepreneuriat, numerique" in found.hint


def test_wrong_centre_can_be_mended_and_others_are_listed(project, fiche, review):
    centre = "- id: {0}\n  nom: {0}\n  regions: [Bretagne]\n  source: https://exemple.fr\n"
    centres = {"content/centres.yml": centre.format("irev") + centre.format("cosoter")}
    found = only(review(project({A: fiche("centre: ireve"), **centres})))
    assert [(one.old, one.new) for one in found.repairs] == [("ireve", "irev")]
    assert "« ireve »" in found.message
    found = only(review(project({A: fiche("centre: xyz"), **centres})))
    assert "cosoter, irev" in found.hint


def test_nothing_is_said_of_centres_that_could_not_all_be_read(project, fiche, diagnose):
    files = {A: fiche("centre: xyz"), "content/centres.yml": "- id: irev\n"}
    assert set(diagnose(project(files))) == {"champ-obligatoire 1:3"}


def test_icon_of_a_theme_exists_and_a_near_one_is_proposed(project, review):
    theme = (
        "- id: numerique\n  nom: Numérique\n  description: Des écrans et des gens.\n"
        '  couleur: "#412db5"\n  couleur_sombre: "#b0b7ff"\n  icone: {}\n'
    )
    found = only(review(project({"content/thematiques.yml": theme.format("computer-desktp")})))
    assert (found.code, found.location.line) == ("icone-inconnue", 6)
    assert "« computer-desktop »" in found.hint
    assert review(project({"content/thematiques.yml": theme.format("key")})).diagnostics == ()


def test_image_of_a_number_is_there_and_a_near_one_is_proposed(project, review):
    image = "image:\n  fichier: facade.png\n  alt: La façade\n  credit: Ville\n  licence: CC0\n"
    root = project({**issue(image), "content/images/facades.png": b"\x89PNG\r\n\x1a\n"})
    found = only(review(root))
    assert (found.code, found.location.line) == ("image-introuvable", 8)
    assert "« facade.png »" in found.message
    assert "« facades.png »" in found.hint


def test_former_words_of_a_fiche_that_could_not_be_read_are_not_missed(project, diagnose):
    number = issue(f"initiatives: [la-lanterne]\nfiches_citees:\n{KEPT.format('autre-nom')}")
    assert diagnose(project({LANTERN: "", **number})) == ["fichier-vide 1:1"]


def test_misspelt_fiche_of_former_words_is_proposed(project, fiche, review):
    number = issue(f"initiatives: [la-lanterne]\nfiches_citees:\n{KEPT.format('la-lantern')}")
    found = only(review(project({LANTERN: fiche(), **number})))
    assert found.hint == "Vouliez-vous dire « la-lanterne » ?"
    assert "« la-lantern »" in found.message


def test_former_words_of_a_fiche_that_the_text_alone_cites_are_fine(project, fiche, diagnose):
    text = issue(f"fiches_citees:\n{KEPT.format('la-lanterne')}")["content/issues/n-1.md"]
    number = {"content/issues/n-1.md": f"{text}\nVoir [[la-lanterne]].\n"}
    assert diagnose(project({LANTERN: fiche(), **number})) == []


def test_number_without_a_theme_is_told_which_key_to_write(project, review):
    found = only(review(project(issue("", theme=""))))
    assert found.message == "Le champ « thematique » manque."
    assert "« thematique: numerique »" in found.hint


def test_no_more_than_a_hundred_references_of_one_body_are_told(project, fiche, diagnose):
    body = " ".join(f"[[x{number}]]" for number in range(150)) + BODY
    assert len(diagnose(project({A: fiche(body=body)}))) == 100


def test_former_words_told_twice_are_named(project, fiche, review):
    kept = KEPT.format("la-lanterne") + KEPT.format("ancienne-lanterne")
    number = issue(f"initiatives: [la-lanterne]\nfiches_citees:\n{kept}")
    root = project({LANTERN: fiche("redirections: [ancienne-lanterne]"), **number})
    assert "« ancienne-lanterne »" in only(review(root)).message
