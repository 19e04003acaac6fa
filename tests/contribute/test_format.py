"""Formatting loses nothing: not a word, not a comment, not a byte of the body."""

import re
from collections import Counter
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoq.content.frontmatter import parse_document
from ecoq.content.load import Content
from ecoq.content.model import Initiative, Issue
from ecoq.content.nodes import Mapping, Sequence
from ecoq.content.schema import decode, keys_of
from ecoq.content.source import decode_source, find_forbidden
from ecoq.content.yaml_text import is_plain, quote
from ecoq.contribute.format import format_file
from ecoq.contribute.repair import apply_repairs
from ecoq.contribute.trial import Surroundings, try_sources
from ecoq.diagnostics import Report, Unreadable
from ecoq.territory.gazetteer import Gazetteer

NOTHING = Content(
    settings=None, themes=(), centres=(), glossary=(), journal=(), initiatives=(), issues=(),
    pages=(),
    images=frozenset(), dropped=frozenset(), themes_are_complete=True, centres_are_complete=True,
)


def formatted(text, model=Initiative):
    return format_file("fiche.md", text.encode(), model).decode()


@pytest.mark.parametrize(("written", "expected"), [
    pytest.param("statut: en-cours\ntitre: A", "titre: A\nstatut: en-cours", id="order"),
    pytest.param("titre: 'L''atelier'", "titre: L'atelier", id="needless quotes"),
    pytest.param('titre: "A : b"', 'titre: "A : b"', id="needed quotes"),
    pytest.param("titre:   A  ", "titre: A", id="spaces"),
    pytest.param("titre: A\n\n\nstatut: inconnu", "titre: A\nstatut: inconnu", id="blank lines"),
    pytest.param("departement: 01", 'departement: "01"', id="a code stays text"),
    pytest.param('annee_debut: "2019"', "annee_debut: 2019", id="a year is a number"),
    pytest.param("verifie_le: '2024-03-01'", "verifie_le: 2024-03-01", id="a date is bare"),
    pytest.param("publics: [jeunes, femmes]", "publics:\n  - jeunes\n  - femmes", id="list"),
    pytest.param("publics:\n- jeunes", "publics:\n  - jeunes", id="list not indented"),
    pytest.param("publics: []", "publics: []", id="empty list"),
    pytest.param("porteur:", "porteur:", id="no value"),
    pytest.param("porteur: ~", "porteur: ~", id="no value, said so"),
    pytest.param('porteur: "~"', 'porteur: "~"', id="a text that would be no value"),
    pytest.param("resume: >-\n  Un\n  deux", "resume: Un deux", id="folded text"),
    pytest.param(
        "sources:\n  -\n    url: https://a.fr\n    titre: A",
        "sources:\n  - titre: A\n    url: https://a.fr", id="order in groups",
    ),
    pytest.param("zut: [1, {a: b}]\ntitre: A", "titre: A\nzut:\n  - 1\n  - a: b", id="unknown key"),
    pytest.param("# b\nstatut: x # c\ntitre: A\n# fin", "titre: A\n# b\nstatut: x  # c\n# fin",
                 id="comments follow their key"),
    pytest.param("publics:\n  - a\n  # - b\ntitre: A", "titre: A\npublics:\n  - a\n  # - b",
                 id="an item in comments stays in its list"),
    pytest.param("sources: # s\n  # avant\n  - titre: A", "sources:  # s\n  # avant\n  - titre: A",
                 id="comments in groups"),
    pytest.param('titre: "a # b" # c', 'titre: "a # b"  # c', id="a sharp in a text"),
    pytest.param("resume: | # note\n  Un # deux\n", 'resume: "Un # deux"  # note',
                 id="comment of a block text"),
    pytest.param("? zut\n# note\ntitre: A", "titre: A\n# note\nzut:",
                 id="comment after a key without a colon"),
    pytest.param("resume: | # note  \n  Un\n", "resume: Un  # note",
                 id="spaces after the comment of a block text"),
])
def test_canonical_form(written, expected):
    assert formatted(f"---\n{written}\n---\ncorps\n") == f"---\n{expected}\n---\ncorps\n"


def test_each_kind_of_file_has_its_own_order():
    text = "---\ntitre: A\nnumero: 1\n---\n"
    assert formatted(text, Issue) == "---\nnumero: 1\ntitre: A\n---\n"


def test_windows_line_ends_stay_and_byte_order_mark_goes():
    data = b"\xef\xbb\xbf---\r\nstatut: x\r\ntitre: A\r\n---\r\n\r\ncorps \r\nfin\n"
    assert format_file("a.md", data, Initiative) == (
        b"---\r\ntitre: A\r\nstatut: x\r\n---\r\n\r\ncorps \r\nfin\n"
    )


def test_empty_lines_above_the_first_fence_go():
    assert formatted("\n \r\n---\ntitre:  A\n---\nUn mot.\n") == "---\ntitre: A\n---\nUn mot.\n"


def test_decomposed_accents_of_a_body_keep_their_bytes():
    data = "---\ntitre: A\n---\ne\u0301te\u0301".encode()
    assert format_file("a.md", data, Initiative) == data


@pytest.mark.parametrize("text", [
    "titre: A\n", "---\ntitre: A\n", "---\ntitre: A : b\n---\n", "---\n- a\n---\n",
    "---\ntitre: A\ntitre: B\n---\n", "---\ntitre: &a B\n---\n",
])
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(Unreadable):
        formatted(text)


# --- Any file ----------------------------------------------------------------------------------

TEXTS = st.text(
    st.one_of(st.sampled_from("aé :#-'\"[]{},&*!|>%@`\\~0159.\u202f😀œ«»’"),
              st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co", "Mn"])),
    max_size=40,
).filter(lambda text: find_forbidden(text) is None).map(lambda text: normalize("NFC", text))
COMMENTS = st.sampled_from(["", "", "", "  # à revoir", "   # d'après : [x] \"y\"", " #"])
LINES_BEFORE = st.sampled_from(["", "", "", "\n", "# une note\n", "\n# n° 1 : « ici »\n\n"])


@st.composite
def scalars(draw, indent):
    """A value in one of the ways that people write it."""
    text = draw(TEXTS)
    styles = [quote(text), "'" + text.replace("'", "''") + "'"]
    if is_plain(text):
        styles += [text, text]
    if text.strip() == text != "" and "\n" not in text:
        styles += [f"|-\n{indent}  {text}", f">\n{indent}  {text}"]
    written = draw(st.sampled_from(styles))
    return written if "\n" in written else written + draw(COMMENTS)


@st.composite
def headers(draw):
    """Lines of front matter: known keys in any order, an unknown one, lists, groups, comments."""
    names = [declared.name for declared in keys_of(Initiative).values()] + ["zut", "Clé inconnue"]
    lines = []
    for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=8)):
        lines.append(draw(LINES_BEFORE))
        shape = draw(st.sampled_from(["text", "text", "empty", "list", "flow", "groups"]))
        indent = draw(st.sampled_from(["  ", "", "    "]))
        key = f"{name}:" + draw(st.sampled_from(["", " "])) * (shape == "empty")
        if shape == "text":
            lines.append(f"{key} {draw(scalars(''))}\n")
        elif shape == "empty":
            lines.append(f"{key}{draw(COMMENTS)}\n")
        elif shape == "list":
            lines.append(f"{key}{draw(COMMENTS)}\n")
            for _ in range(draw(st.integers(1, 3))):
                before = draw(st.sampled_from(["", "", f"{indent}# au milieu\n"]))
                lines.append(f"{before}{indent}- {draw(scalars(indent))}\n")
        elif shape == "flow":
            items = ", ".join(quote(draw(TEXTS)) for _ in range(draw(st.integers(0, 3))))
            lines.append(f"{key} [{items}]{draw(COMMENTS)}\n")
        else:
            lines.append(f"{key}\n")
            for _ in range(draw(st.integers(1, 2))):
                keys = draw(st.permutations(["titre", "url", "zut"]))
                for index, inner in enumerate(keys):
                    mark = "- " if index == 0 else "  "
                    lines.append(f"{indent}{mark}{inner}: {draw(scalars(indent + '  '))}\n")
    lines.append(draw(st.sampled_from(["", "# fin\n", "\n"])))
    return "".join(lines)


BODIES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"],
                  include_characters="\n"),
    max_size=60,
).filter(lambda text: find_forbidden(text) is None).map(
    lambda text: re.sub(r"^-{3}", "x", text, flags=re.MULTILINE)
)


def values(node):
    if isinstance(node, Mapping):
        return {pair.key.text: values(pair.value) for pair in node.pairs}
    if isinstance(node, Sequence):
        return [values(item) for item in node.items]
    return node.text if "\n" not in node.text else node.text.strip()


def comments(text):
    return Counter(re.findall(r"# (?:à revoir|une note|fin|au milieu)|n° 1 : « ici »", text))


def decoded(text):
    """What the site reads, or the codes of what is wrong."""
    report = Report()
    header = parse_document(decode_source("a.md", text.encode())).header
    try:
        found = decode(Initiative, header, report, slug="a", origin=None, body=None)
    except Unreadable as unreadable:
        return Counter(
            (one.code, " ".join(one.message.split())) for one in unreadable.diagnostics
        )
    return found, Counter(one.code for one in report.diagnostics)


@settings(deadline=None, max_examples=300)
@given(headers(), BODIES, st.sampled_from(["\n", "\r\n"]))
def test_formatting_loses_nothing(header, body, line_end):
    before = f"---\n{header}---\n{body}".replace("\n", line_end)
    after = formatted(before)
    assert after.endswith(f"---\n{body}".replace("\n", line_end))
    assert values(parse_document(decode_source("a.md", after.encode())).header) == values(
        parse_document(decode_source("a.md", before.encode())).header
    )
    assert comments(after) == comments(before)
    assert decoded(after) == decoded(before)
    assert formatted(after) == after


@settings(deadline=None, max_examples=100)
@given(headers(), BODIES)
def test_repairs_touch_only_lines_at_fault(header, body):
    before = f"---\n{header}---\n{body}"
    source = decode_source("content/initiatives/a.md", before.encode())
    around = Surroundings(NOTHING, Gazetteer.load(), date(2026, 6, 15))
    report = try_sources([source], {source.path: Initiative}, around)
    repairs = [repair for found in report.diagnostics for repair in found.repairs]
    old, new = source.text.split("\n"), apply_repairs(source.text, repairs).split("\n")
    at_fault = {repair.location.line for repair in repairs}
    changed = {n for n, pair in enumerate(zip(old, new, strict=True), 1) if pair[0] != pair[1]}
    assert changed <= at_fault
