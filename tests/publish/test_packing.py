"""Entries as JSON and back: the same values, and nothing else whatever the JSON says."""

import json
from datetime import date
from pathlib import Path

import pytest

from ecoq.content.load import load_content
from ecoq.content.model import LeadKind
from ecoq.content.schema import keys_of
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
        assert again.origin.node.data == entry.origin.node.data
        for attribute in keys_of(type(entry)):
            assert getattr(again, attribute) == getattr(entry, attribute)


@pytest.mark.parametrize("value", [
    "l'été", 2019, 1.5, True, None, (), ("a", ("b",)), date(2024, 2, 29), "é".encode(), LeadKind,
    LeadKind("association"), Url("https://a.fr"), Location("a.md", 2, 3), PartialDate("2024-02"),
])
def test_value_comes_back_the_same_and_of_the_same_kind(value):
    again = unpack(pack(value))
    assert again == value
    assert type(again) is type(value)


@pytest.mark.parametrize("value", [["a"], {"a": 1}, Path("a"), 1j, object()])
def test_what_is_no_value_of_content_is_not_packed(value):
    with pytest.raises(TypeError):
        pack(value)


@pytest.mark.parametrize("name", [
    "os.system", "builtins.eval", "builtins.object", "pathlib.Path", "subprocess.Popen", "Url",
    "ecoq.content.values.web.urlsplit", "ecoq.content.load.Path", "ecoq.content.load.read_entry",
    "ecoq.content.nothing.Url", "ecoq.publish.shelf.Shelf", "", ".", "ecoq.content.",
])
def test_no_name_but_that_of_a_class_of_content_is_found(name):
    with pytest.raises(ValueError, match="is no class of content"):
        unpack(json.dumps([[name], [4, "true"]]).encode())


def test_no_class_but_that_of_a_value_is_made():
    with pytest.raises(ValueError, match="is no value of content"):
        unpack(json.dumps([["ecoq.content.nodes._Parser"], [4, "a"]]).encode())


LOCATION = ["ecoq.diagnostics.Location"]


@pytest.mark.parametrize("packed", [
    [], [LOCATION], [LOCATION, [9]], [LOCATION, [4]], [LOCATION, [4, "a", 1, 2, 3]],
    [LOCATION, [1]], [LOCATION, [1, "demain"]], [LOCATION, [2, 1]], [LOCATION, [3]],
    [LOCATION, [[]]], [LOCATION, []], [LOCATION, ["a"]], 1, "a", None, {"a": 1},
])
def test_json_that_was_not_packed_is_an_error(packed):
    with pytest.raises((ValueError, TypeError, AttributeError, KeyError, IndexError)):
        unpack(json.dumps(packed).encode())


def test_json_without_end_is_an_error():
    with pytest.raises(RecursionError):
        unpack(b"[[]," + b"[0," * 100_000)
