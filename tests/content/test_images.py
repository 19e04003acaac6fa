"""Pictures are what their name says."""

import pytest

from ecoq.content.images import MAX_BYTES

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(("name", "data"), [
    ("a.png", PNG), ("a.jpg", b"\xff\xd8\xff\xe0"), ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 "),
], ids=["png", "jpeg", "webp"])
def test_picture_is_known_by_its_first_bytes(name, data, project, diagnose):
    assert diagnose(project({f"content/images/{name}": data})) == []


@pytest.mark.parametrize(("name", "data"), [
    pytest.param("a.png", b"<svg onload='alert(1)'/>", id="svg called png"),
    pytest.param("a.svg", b"<svg/>", id="svg"),
    pytest.param("a.webp", b"RIFF\x10\x00\x00\x00WAVEfmt ", id="sound called webp"),
    pytest.param("a.png", b"", id="empty"),
    pytest.param("a.jpg", b"\xff\xd8\xff" + bytes(MAX_BYTES), id="too big"),
    pytest.param("lisez-moi.txt", b"texte", id="text"),
])
def test_anything_else_is_refused(name, data, project, diagnose):
    assert diagnose(project({f"content/images/{name}": data})) == ["image-invalide 1:1"]


@pytest.mark.parametrize(("name", "data", "reason"), [
    ("a.png", b"<svg/>", "ce n'est pas du PNG"),
    ("a.tar.jpeg", b"texte", "ce n'est pas du JPEG"),
    ("a.svg", b"<svg/>", "ce format n'est pas accepté"),
    ("a.jpg", b"\xff\xd8\xff" + bytes(MAX_BYTES + 500), "elle pèse 2000 ko"),
])
def test_reason_is_said(name, data, reason, project, review):
    (found,) = review(project({f"content/images/{name}": data})).diagnostics
    assert found.message == f"« {name} » n'est pas une image lisible ({reason})."
    assert found.hint.endswith("à moins de 2000 ko.")


def test_largest_picture_is_accepted(project, diagnose):
    data = PNG + bytes(MAX_BYTES - len(PNG))
    assert diagnose(project({"content/images/a.png": data})) == []


def test_picture_that_begins_well_and_stops_is_refused(project, diagnose):
    assert diagnose(project({"content/images/a.webp": b"RIFF\x10\x00\x00\x00WEB"})) == [
        "image-invalide 1:1"
    ]


def test_folder_called_as_a_picture_is_no_file(project, review):
    (found,) = review(project({"content/images/a.png/b.png": PNG})).diagnostics
    assert "(ce n'est pas un fichier)" in found.message


def test_link_among_pictures_is_named(project, review):
    root = project({"secret.png": PNG, "content/images/.gitkeep": ""})
    (root / "content/images/a.png").symlink_to(root / "secret.png")
    (found,) = review(root).diagnostics
    assert "content/images/a.png" in found.message


def test_picture_whose_name_has_an_x_before_its_end(project, review):
    (found,) = review(project({"content/images/a.xx.jpg": b"texte"})).diagnostics
    assert "« a.xx.jpg »" in found.message
