"""What changed in the data between two states."""

import json
import subprocess

import pytest

from ecoq.contribute.changes import NotData, compare, format_json, format_text, read_state


def state(*documents):
    return {document["id"]: document for document in documents}


PHARE = {"id": "phare", "titre": "Le Phare", "statut": "en-cours", "publics": [], "corps": "Un."}


def test_fiches_are_added_removed_and_changed():
    port = {**PHARE, "id": "port", "titre": "Le Port"}
    ended = {**PHARE, "statut": "terminee", "publics": ["jeunes"], "corps": "Deux."}
    found = compare(state(PHARE, {**PHARE, "id": "vieux"}), state(ended, port))
    assert format_text(found) == (
        "Fiches ajoutées : 1 ; retirées : 1 ; modifiées : 1.\n\n"
        "Ajoutées\n  port – Le Port\n\nRetirées\n  vieux – Le Phare\n\n"
        "Modifiées\n  phare – Le Phare\n"
        "    statut : en-cours → terminee\n"
        '    publics : (rien) → ["jeunes"]\n'
        "    corps : le texte a changé\n"
    )
    assert json.loads(format_json(found))["changed"][0]["values"][0] == {
        "key": "statut", "old": "en-cours", "new": "terminee",
    }


def test_the_address_of_the_site_is_no_change():
    moved = {**PHARE, "url": "https://autre.fr/initiatives/phare/"}
    assert compare(state({**PHARE, "url": "https://exemple.fr/p/"}), state(moved)).changed == ()


def test_a_file_of_the_site_is_read(tmp_path):
    path = tmp_path / "initiatives.json"
    path.write_text(json.dumps({"initiatives": [PHARE]}), "utf-8")
    assert read_state(tmp_path, str(path)) == {"phare": PHARE}


@pytest.mark.parametrize("text", ["", "[]", '{"initiatives": [1]}', "{"])
def test_another_file_is_refused_in_one_line(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    with pytest.raises(NotData, match=r"initiatives\.json"):
        read_state(tmp_path, str(path))


def test_two_revisions_are_compared(project, fiche):
    root = project({"content/initiatives/phare.md": fiche()})
    commit(root, "one")
    project({"content/initiatives/phare.md": fiche("statut: terminee\nannee_fin: 2020")})
    commit(root, "two")
    found = compare(read_state(root, "HEAD~1"), read_state(root, "HEAD"))
    assert [(value.key, value.new) for value in found.changed[0][2]] == [
        ("statut", "terminee"), ("annee_fin", 2020),
    ]


def test_a_word_that_is_neither_file_nor_revision_is_refused(project, fiche):
    root = project({"content/initiatives/phare.md": fiche()})
    commit(root, "one")
    for name in ("nulle-part", "--output=x"):
        with pytest.raises(NotData, match=name):
            read_state(root, name)


def test_revision_with_an_error_is_refused_with_the_first_one(project, fiche):
    root = project({"content/initiatives/phare.md": fiche("statut: fini")})
    commit(root, "one")
    with pytest.raises(NotData, match=r"content/initiatives/phare\.md:2 : « fini »"):
        read_state(root, "HEAD")


def test_link_out_of_a_revision_is_refused(project, fiche):
    root = project({"content/initiatives/phare.md": fiche()})
    (root / "content/initiatives/port.md").symlink_to("/etc/hostname")
    commit(root, "one")
    with pytest.raises(NotData, match="mène hors du dépôt"):
        read_state(root, "HEAD")


def commit(root, message):
    for arguments in (
        ("init", "-q"), ("add", "-A"),
        ("-c", "user.name=t", "-c", "user.email=t@exemple.fr", "commit", "-qm", message),
    ):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)
