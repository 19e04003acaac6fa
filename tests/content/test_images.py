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
