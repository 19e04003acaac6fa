"""YAML as it was written: text stays text, and knows its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoq.content.nodes import MAX_DEPTH, Mapping, Scalar, Sequence, parse_yaml
from ecoq.diagnostics import Location, Unreadable


def problem(text):
    with pytest.raises(Unreadable) as caught:
        parse_yaml(text, "a.md")
    (found,) = caught.value.diagnostics
    return f"{found.code} {found.location.line}:{found.location.column}"


@pytest.mark.parametrize("written", [
    "01000", "no", "12:30", "1_000", "2024-13-01", ".nan", "0x1F", "1e3", "true", "~", "=",
])
def test_value_stays_as_it_was_written(written):
    assert parse_yaml(f"a: {written}", "a.md").find("a").text == written


def test_value_knows_its_line_and_column():
    node = parse_yaml("titre: Le Phare\nsources:\n  - titre: Rapport", "a.md", first_line=2)
    source = node.find("sources").items[0]
    assert node.find("titre").location == Location("a.md", 2, 8)
    assert source.find("titre").location == Location("a.md", 4, 12)


def test_key_knows_its_place():
    node = parse_yaml("a: 1\nb: 2", "a.md")
    assert [pair.key.location.line for pair in node.pairs] == [1, 2]


def test_columns_count_letters_not_bytes():
    node = parse_yaml("é: {é: x}", "a.md")
    assert node.find("é").find("é").location.column == 8


def test_empty_text_is_an_empty_mapping():
    assert parse_yaml("", "a.md") == Mapping((), Location("a.md", 1))
    assert parse_yaml("# rien\n", "a.md").pairs == ()


def test_quotes_are_taken_off_and_remembered():
    assert parse_yaml('"a"', "a.md") == Scalar("a", Location("a.md"), quoted=True)


@pytest.mark.parametrize(("text", "expected"), [
    ("a: 1\na: 2", "champ-en-double 2:1"),
    ("a: {b: 1, b: 2}", "champ-en-double 1:11"),
    ("a: &x 1", "renvoi-interdit 1:4"),
    ("a: *x", "renvoi-interdit 1:4"),
    ("<<: *x", "renvoi-interdit 1:5"),
    ("a: !!python/object/apply:os.system [ls]", "type-interdit 1:4"),
    ("a: ! Le Phare", "type-interdit 1:4"),
    ("? [a]\n: b", "ligne-illisible 1:3"),
    ("a: 1\n---\nb: 2", "ligne-de-tirets 2:1"),
    ("titre: Le Phare #1", "diese 1:17"),
    ("titre: #1", "diese 1:8"),
    ("a: un texte\n  qui suit #1", "diese 2:12"),
])
def test_machinery_is_refused(text, expected):
    assert problem(text) == expected


@pytest.mark.parametrize("text", ["a: 18 # le Cher", "a: 'x' #1", "a: C#", "#1\na: b"])
def test_comment_and_sign_inside_a_word_are_accepted(text):
    assert isinstance(parse_yaml(text, "a.md"), Mapping)


def test_depth_is_bounded():
    parse_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "a.md")
    deeper = MAX_DEPTH + 1
    assert problem("[" * deeper + "]" * deeper) == f"imbrication-trop-profonde 1:{deeper}"


@pytest.mark.parametrize("text", [
    "a: " + "[" * 100_000,
    "a: " + "[{b: " * 40_000,
    "- " * 100_000,
    "? " * 100_000,
    "a: " + ": " * 100_000,
    "a" * 200_000 + ": b",
    'a: "' + "x\n" * 100_000,
    "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(9000)),
], ids=lambda text: text[:12])
def test_hostile_text_takes_no_time(text, at_most):
    with at_most(2):
        problem(text)


@given(st.text("ab:-#'\"[]{}&*!|>%@ \n\t?,~é", max_size=40))
def test_any_text_is_a_node_or_one_diagnostic_inside_it(text):
    try:
        node = parse_yaml(text, "a.md", first_line=2)
    except Unreadable as unreadable:
        (found,) = unreadable.diagnostics
        assert 2 <= found.location.line <= text.count("\n") + 3
        assert found.location.column >= 1
        assert found.hint
    else:
        assert isinstance(node, Scalar | Sequence | Mapping)


def test_depth_of_keys_is_bounded_too():
    assert problem("? " * MAX_DEPTH + "a") == f"ligne-illisible 1:{2 * MAX_DEPTH - 1}"
    deeper = MAX_DEPTH + 1
    assert problem("? " * deeper + "a") == f"imbrication-trop-profonde 1:{2 * deeper - 1}"


@pytest.mark.parametrize(("text", "words"), [
    ("a: !!str b", "« !!str »"), ("a: !b c", "« !b »"), ("a: &b c", "« &b »"), ("a: *b", "« *b »"),
    ("a: 1\nb: 2\na: 3", "« a » est déjà écrit à la ligne 1"), ("a: b #1 c", "« #1 c »"),
    ("[" * (MAX_DEPTH + 1), f"plus de {MAX_DEPTH} niveaux"),
])
def test_machinery_is_quoted(text, words):
    with pytest.raises(Unreadable) as caught:
        parse_yaml(text, "a.md")
    assert words in caught.value.diagnostics[0].message
