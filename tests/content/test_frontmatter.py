"""The front matter is cut from the body, or a named problem says why it cannot be."""

import pytest

from ecoq.content.frontmatter import parse_document
from ecoq.content.source import Source
from ecoq.diagnostics import Location, Unreadable


def parse(text):
    return parse_document(Source("a.md", text))


def problem(text):
    with pytest.raises(Unreadable) as caught:
        parse(text)
    (found,) = caught.value.diagnostics
    return f"{found.code} {found.location.line}:{found.location.column}"


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("Bonjour", "en-tete-absent 1:1", id="no fence"),
    pytest.param("Un mot\n---\ntitre: a\n---\n", "en-tete-absent 1:1", id="words above the fence"),
    pytest.param("\n  ---\ntitre: a\n---\n", "en-tete-absent 2:1", id="spaces before the fence"),
    pytest.param("\n———\ntitre: a\n———\n", "en-tete-absent 2:1", id="long dashes"),
    pytest.param("---\ntitre: a\n", "en-tete-non-ferme 1:1", id="never closed"),
    pytest.param("---\n- a\n---\n", "en-tete-sans-champs 2:1", id="a list"),
    pytest.param("---\nLe Phare\n---\n", "en-tete-sans-champs 2:1", id="a text"),
    pytest.param("---\n\n\ntitre: a\ntitre: b\n---\n", "champ-en-double 5:1", id="empty lines"),
])
def test_front_matter_that_cannot_be_read(text, expected):
    assert problem(text) == expected


def test_keys_and_body():
    document = parse("---\ntitre: Le Phare\n---\n\nUn texte.\n")
    assert document.header.find("titre").text == "Le Phare"
    assert document.body.text.strip() == "Un texte."


def test_spaces_after_a_fence_are_harmless():
    assert parse("---  \ntitre: a\n--- \nb").header.find("titre").location == Location("a.md", 2, 8)


def test_empty_lines_above_the_first_fence_are_harmless():
    document = parse("\n \n---\ntitre: a\n---\nUn mot.")
    assert document.header.find("titre").location == Location("a.md", 4, 8)
    assert document.body.location(document.body.text.index("Un")) == Location("a.md", 6, 1)


@pytest.mark.parametrize("gap", ["", "\n", "\n\n\n"])
def test_body_knows_its_lines(gap):
    text = f"---\ntitre: a\n---\n{gap}Un mot.\nDeux.\n"
    body = parse(text).body
    lines = text.split("\n")
    place = body.location(body.text.index("Deux"))
    assert lines[place.line - 1][place.column - 1 :] == "Deux."


def test_rule_in_a_body_is_a_rule():
    assert "---" in parse("---\ntitre: a\n---\nUn\n\n---\n\nDeux\n").body.text


def test_empty_header_has_no_key():
    assert parse("---\n---\nUn texte.").header.pairs == ()


def test_file_of_a_mistake_and_of_a_body_is_named():
    for text in ("Bonjour", "---\ntitre: a\n"):
        with pytest.raises(Unreadable) as caught:
            parse(text)
        assert caught.value.diagnostics[0].location.path == "a.md"
    assert parse("---\ntitre: a\n---\nUn mot.").body.location(0).path == "a.md"


def test_header_kept_as_text_is_read_again_at_its_place():
    document = parse("---\n\ntitre: Le Phare\n---\nUn mot.")
    assert document.header_text.parse() == document.header
    assert document.header_text.location == Location("a.md", 3, 1)
