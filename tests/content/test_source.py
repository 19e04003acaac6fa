"""Files as text: bounded, UTF-8, without links or invisible characters."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoq.content.source import MAX_BYTES, Source, decode_source, find_forbidden, read_source
from ecoq.diagnostics import Location, Unreadable

A = "content/initiatives/a.md"


def test_byte_order_mark_is_accepted(project, fiche, diagnose):
    assert diagnose(project({A: b"\xef\xbb\xbf" + fiche().encode()})) == []


@pytest.mark.parametrize("line_end", ["\r\n", "\r"], ids=["windows", "old mac"])
def test_line_ends_of_other_systems_are_accepted(line_end, project, fiche, diagnose):
    assert diagnose(project({A: fiche().replace("\n", line_end)})) == []


def test_lines_are_counted_alike_with_windows_line_ends(project, fiche, diagnose):
    text = fiche("porteur: Le Phare\nverifie_le: 2024-13-01").replace("\n", "\r\n")
    assert diagnose(project({A: text})) == ["date-invalide 3:13"]


def test_latin_1_file_is_told_where_its_first_accent_is(project, fiche, review, diagnose):
    root = project({A: fiche("titre: L'été").encode("latin-1")})
    assert diagnose(root) == ["encodage-invalide 2:10"]
    assert "UTF-8" in review(root).diagnostics[0].hint


def test_empty_file(project, review, diagnose):
    root = project({A: ""})
    assert diagnose(root) == ["fichier-vide 1:1"]


def test_empty_data_file_is_to_be_put_back(project, review):
    found, *_ = review(project({"content/thematiques.yml": "  \n"})).diagnostics
    assert (found.code, found.location.path) == ("fichier-vide", "content/thematiques.yml")
    assert found.hint == "Remettez ce qu'il contenait : l'historique du projet le garde."


def test_file_of_5_megabytes_is_not_read(project, fiche, review, diagnose, at_most):
    root = project({A: fiche(body="mot " * 1_250_000)})
    with at_most(2):
        assert diagnose(root) == ["fichier-trop-gros 1:1"]
    assert "content/images" in review(root).diagnostics[0].hint


def test_largest_file_is_read(project, fiche, diagnose):
    text = fiche()
    assert diagnose(project({A: text + "é" * ((MAX_BYTES - len(text.encode())) // 2)})) == []


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\u200b", "\u202e", "\u2028"], ids=ord)
def test_invisible_character_is_refused_where_it_stands(char, project, fiche, diagnose):
    assert diagnose(project({A: fiche(f"titre: Le{char} Phare")})) == ["caractere-interdit 2:10"]


@pytest.mark.parametrize("escape", [r"\e[31m", r"\0", r"\u202e", r"\P"])
def test_invisible_character_cannot_come_in_as_a_yaml_escape(escape, project, fiche, diagnose):
    root = project({A: fiche(f'titre: "Le {escape}hare"')})
    assert diagnose(root) == ["caractere-interdit 2:8"]


def test_accents_written_as_two_characters_are_one(project, fiche, diagnose):
    assert diagnose(project({A: fiche("titre: L'e\u0301te\u0301")})) == []


def test_stack_of_accents_takes_no_time(project, fiche, diagnose, at_most):
    root = project({A: fiche(body="a" + "\u0316\u0301" * 60_000)})
    with at_most(2):
        assert diagnose(root) == ["caractere-interdit 12:32"]


def test_link_is_refused(project, fiche, diagnose, tmp_path):
    root = project({"secret.md": fiche(), "content/initiatives/.gitkeep": ""})
    (root / A).symlink_to(root / "secret.md")
    assert diagnose(root) == ["lien-symbolique 1:1"]


def test_folder_that_is_a_link_is_refused(project, fiche, diagnose):
    root = project({"elsewhere/a.md": fiche()})
    (root / "content/initiatives").symlink_to(root / "elsewhere")
    assert diagnose(root) == ["lien-symbolique 1:1"]


def test_picture_that_is_a_link_is_refused(project, diagnose):
    root = project({"secret.png": "secret", "content/images/.gitkeep": ""})
    (root / "content/images/a.png").symlink_to(root / "secret.png")
    assert diagnose(root) == ["lien-symbolique 1:1"]


def test_folder_among_fiches_is_told_rather_than_left_out(project, fiche, diagnose):
    root = project({"content/initiatives/paris/a.md": fiche()})
    assert diagnose(root) == ["dossier-inattendu 1:1"]


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> relecture", "<<<<<<<"])
@pytest.mark.parametrize("path", ["content/initiatives/a.md", "content/glossaire.yml"])
def test_mark_of_a_conflict_is_told_in_every_file(mark, path, project, fiche, diagnose):
    root = project({path: f"{fiche()}\n{mark}\n"})
    line = fiche().count("\n") + 2
    assert diagnose(root) == [f"conflit-a-resoudre {line}:1"]


@pytest.mark.parametrize("line", ["Un titre\n=======", "a <<<<<<< b", ">>>>>>>> a", "<<<<<<<a"])
def test_what_resembles_a_conflict_is_text(line):
    assert line in decode_source("a.md", f"Un mot.\n\n{line}\n".encode()).text


def test_named_pipe_does_not_hang(project, diagnose):
    root = project({"content/initiatives/.gitkeep": ""})
    os.mkfifo(root / A)
    assert diagnose(root) == ["lecture-impossible 1:1"]


@pytest.mark.parametrize("name", [
    "Le Phare.md", "a.md.txt", "a.MD", "phare", "phare.Markdown", "a--b.md", "-a.md", "é.md",
    "a" * 101 + ".md",
])
def test_file_whose_name_is_no_address_is_told(name, project, fiche, diagnose):
    root = project({f"content/initiatives/{name}": fiche()})
    assert diagnose(root) == ["nom-de-fichier-invalide 1:1"]


@pytest.mark.parametrize("name", [
    "phare.jpg", "Le Phare.docx", "~$phare.docx", "Thumbs.db", "phare.md.pdf",
])
def test_file_that_is_no_text_is_told(name, project, fiche, review):
    (found,) = review(project({f"content/initiatives/{name}": fiche()})).diagnostics
    assert found.code == "fichier-inattendu"
    assert "copiez son texte" in found.hint


def test_file_name_that_is_not_utf_8_can_be_shown(project, fiche, review):
    root = project({"content/initiatives/.gitkeep": ""})
    Path(os.fsdecode(os.fsencode(root) + b"/content/initiatives/caf\xe9.md")).write_text(fiche())
    (found,) = review(root).diagnostics
    assert found.code == "nom-de-fichier-invalide"
    assert found.location.path.encode() == b"content/initiatives/caf?.md"


def test_hidden_files_are_left_out(project, fiche, diagnose):
    assert diagnose(project({"content/initiatives/._a.md": "\x00", A: fiche()})) == []


def test_missing_file_is_said_in_french(tmp_path):
    with pytest.raises(Unreadable) as caught:
        read_source(tmp_path, tmp_path / "content/site.yml")
    assert "il n'existe pas" in caught.value.diagnostics[0].message


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_diagnostic(data):
    try:
        source = decode_source("a.md", data)
    except Unreadable as unreadable:
        (found,) = unreadable.diagnostics
        assert found.location.line >= 1
        assert found.location.column >= 1
    else:
        assert "\r" not in source.text


def test_accent_of_another_encoding_is_told_on_its_line_after_others():
    with pytest.raises(Unreadable) as caught:
        decode_source("a.md", "---\ntitre: a\nresume: é\n".encode("latin-1"))
    assert caught.value.diagnostics[0].location == Location("a.md", 3, 9)


@pytest.mark.parametrize(("offset", "line", "column"), [
    (0, 1, 1), (2, 1, 3), (3, 2, 1), (4, 2, 2), (6, 3, 1), (8, 3, 3),
])
def test_place_of_a_character(offset, line, column):
    assert Source("a.md", "ab\ncd\nef").location(offset) == Location("a.md", line, column)


def unreadable(root, name):
    with pytest.raises(Unreadable) as caught:
        read_source(root, root / name)
    (found,) = caught.value.diagnostics
    assert found.location == Location(name)
    return found.message


def test_what_cannot_be_read_is_said_with_its_name_and_reason(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/dossier").mkdir()
    assert "« content/dossier »" in unreadable(tmp_path, "content/dossier")
    os.mkfifo(tmp_path / "content/tuyau")
    assert "(ce n'est pas un fichier)" in unreadable(tmp_path, "content/tuyau")
    (tmp_path / "content/lien").symlink_to(tmp_path / "content/tuyau")
    assert "content/lien" in unreadable(tmp_path, "content/lien")
    (tmp_path / "content/gros").write_bytes(bytes(MAX_BYTES + 1))
    assert unreadable(tmp_path, "content/gros") == (
        "Ce fichier pèse 257 ko ; la limite est de 256 ko."
    )


def test_file_that_the_system_refuses_says_so(tmp_path, monkeypatch):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a").write_text("a")
    for number, reason in (
        (13, "l'accès est refusé"), (1, "l'accès est refusé"),
        (5, "le disque ou le système le refuse"), (None, "le disque ou le système le refuse"),
    ):
        def fail(_, number=number):
            raise OSError(number, "x")

        monkeypatch.setattr(Path, "read_bytes", fail)
        assert f"({reason})" in unreadable(tmp_path, "content/a")


@pytest.mark.parametrize(("text", "offset"), [
    ("a" + "\u0301" * 30, None), ("a" + "\u0301" * 31, 31), ("abc" + "\u0301" * 40, 33),
    ("α" * 40, None), ("α\u0301" * 40, None), ("α" * 5 + "\u0301" * 31, 35),
    ("\u0301" * 30 + "α" + "\u0301" * 30, None), ("\u0301" * 30 + "\u0316", 30),
], ids=range(8))
def test_thirty_marks_on_one_letter_are_enough_for_any_language(text, offset):
    assert find_forbidden(text) == offset
