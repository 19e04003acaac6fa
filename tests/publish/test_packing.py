"""Entries as bytes and back: the same values, and nothing else whatever the bytes say."""

import json
from datetime import date
from pathlib import Path

import pytest

from ecoq.content.frontmatter import Body
from ecoq.content.load import load_content
from ecoq.content.model import LeadKind
from ecoq.content.schema import keys_of
from ecoq.content.source import Excerpt
from ecoq.content.values import PartialDate, Url
from ecoq.diagnostics import Location, Report
from ecoq.publish.packing import pack, unpack

ROOT = Path(__file__).parents[2]


def test_each_entry_of_the_real_content_comes_back_the_same():
    content = load_content(ROOT, Report())
    for entry in (*content.initiatives, *content.issues, *content.pages):
        again = unpack(pack(entry))
        assert type(again) is type(entry)
        assert again.body == entry.body
        assert again.origin.model is type(entry)
        assert again.origin.node == entry.origin.node
        for attribute in keys_of(type(entry)):
            assert getattr(again, attribute) == getattr(entry, attribute)


@pytest.mark.parametrize("value", [
    "l'été\n", 2019, 1.5, True, None, (), ("a", ("b",)), date(2024, 2, 29), Excerpt.of("é\nè"),
    LeadKind, LeadKind("association"), Url("https://a.fr"), Location("a.md", 2, 3),
    PartialDate("2024-02"), (True, 1, 1.0, None, "1"), (True, 1, 1.0) * 2,
    ("a", Url("a"), None, "a", Url("a")),
    (("a", "b"), (), None, ("c",)), (Excerpt.of("un"), Excerpt.of(""), Excerpt.of("deux")),
    (Body(Excerpt.of("un"), "a.md", 1), Body(Excerpt.of("deux"), "b.md", 1), Excerpt.of("trois")),
    (PartialDate("2024"),) * 3, (date(2024, 2, 29), None, date(2024, 2, 29)),
], ids=repr)
def test_value_comes_back_the_same_and_of_the_same_kind(value):
    again = unpack(pack(value))
    assert again == value
    assert type(again) is type(value)
    if isinstance(value, tuple):
        assert [type(one) for one in again] == [type(one) for one in value]


@pytest.mark.parametrize("value", ["social", None, PartialDate("2024"), date(2024, 2, 29)])
def test_value_that_is_there_again_and_again_is_one_in_memory(value):
    one, *others = unpack(pack((value,) * 5))
    assert all(other is one for other in others)


@pytest.mark.parametrize(("value", "packed"), [
    (("é", 1), '["tuple",[2],["scalar","é",1]]\n'),
    (("é", "é"), '["tuple",[2],["repeated",[0,0],["scalar","é"]]]\n'),
], ids=str)
def test_values_are_packed_in_few_words(value, packed):
    assert pack(value).decode() == packed


@pytest.mark.parametrize("value", [["a"], {"a": 1}, Path("a"), 1j, object(), b"a", {"a"}])
def test_what_is_no_value_of_content_is_not_packed(value):
    with pytest.raises(TypeError):
        pack(value)


def forge(column: object, excerpts: bytes = b"") -> bytes:
    return json.dumps(column).encode() + b"\n" + excerpts


@pytest.mark.parametrize("name", [
    "os.system", "builtins.eval", "builtins.object", "pathlib.Path", "subprocess.Popen", "Url",
    "ecoq.content.values.web.urlsplit", "ecoq.content.load.Path", "ecoq.content.load.read_entry",
    "ecoq.content.nothing.Url", "ecoq.publish.shelf.Shelf", "", ".", "ecoq.content.",
])
@pytest.mark.parametrize("column", [lambda name: [name, ["scalar", "true"]],
                                    lambda name: ["class", name]], ids=["object", "class"])
def test_no_name_but_that_of_a_class_of_content_is_found(name, column):
    with pytest.raises(ValueError, match="is no class of content"):
        unpack(forge(column(name)))


def test_no_class_but_that_of_a_value_is_made():
    with pytest.raises(ValueError, match="is no value of content"):
        unpack(forge(["ecoq.content.nodes._Parser", ["scalar", "a"]]))


LOCATION = "ecoq.diagnostics.Location"
DATES = ("ecoq.content.values.dates.PartialDate", ["scalar", "2024"])


@pytest.mark.parametrize("column", [
    [], ["scalar"], ["scalar", 1, 2], [LOCATION], [LOCATION, ["scalar", "a"]],
    [LOCATION, ["scalar", "a"], ["scalar", 1], ["scalar"]],
    [LOCATION, *[["scalar", "a"]] * 4], [LOCATION, *[["scalar"]] * 3], [[*DATES]],
    ["date", 1], ["date", "demain"], ["date"], ["class"], ["class", 1], ["excerpt"],
    ["excerpt", 0], ["excerpt", "a", 1], ["tuple", [-1], ["scalar", 1]], ["tuple", 1, ["scalar"]],
    ["tuple", ["a"], ["scalar", 1]], ["tuple", [1]], ["mixed", [0], ["scalar"]],
    ["mixed", [1], ["scalar", 1]], ["mixed", ["a"], ["scalar", 1]],
    ["repeated", [1], ["scalar", 1]], ["repeated", ["a"], ["scalar", 1]], ["repeated", [0]],
    ["ecoq.content.model.Status", ["scalar", "nulle part"]], ["ecoq.content.values.web.Url"],
    1, "a", None, {"a": 1},
])
def test_columns_that_were_not_packed_are_an_error(column):
    with pytest.raises((ValueError, TypeError, AttributeError, IndexError, StopIteration)):
        unpack(forge(column))


def test_excerpt_that_is_no_text_says_so_and_no_more():
    assert unpack(forge(["excerpt", 1, 9], b"a\xff\xc3")).text == "\ufffd\ufffd"


def test_columns_without_end_are_an_error():
    with pytest.raises(RecursionError):
        unpack(b'["tuple",[1],' * 100_000)


def test_bytes_without_columns_are_an_error():
    with pytest.raises(ValueError, match="Expecting value"):
        unpack(b"")
