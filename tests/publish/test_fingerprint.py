from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

import pytest

from ecoq.content.frontmatter import Body
from ecoq.content.model import Page
from ecoq.content.nodes import Mapping, MappingText
from ecoq.content.schema import Origin
from ecoq.content.source import Excerpt
from ecoq.diagnostics import Location
from ecoq.publish.fingerprint import Fingerprinter


@dataclass(frozen=True)
class Shown:
    title: str
    tags: tuple[str, ...] = ()
    hidden: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Other:
    title: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    name: str


class Colour(Enum):
    RED = "rouge"
    BLUE = "bleu"


def digest(*values: object) -> str:
    return Fingerprinter().digest(*values)


@pytest.mark.parametrize(("one", "other"), [
    (("ab", "c"), ("a", "bc")),
    ((["a"], "b"), (["a", "b"],)),
    ((1,), ("1",)),
    ((True,), (1,)),
    ((None,), ("",)),
    ((date(2026, 1, 2),), ("2026-01-02",)),
    ((Shown("a", ("b",)),), (Shown("a", ("b", "c")),)),
    (({"a": "b"},), ({"b": "a"},)),
], ids=str)
def test_values_that_differ_have_different_digests(
    one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    assert digest(*one) != digest(*other)


def test_the_order_of_a_mapping_or_a_set_does_not_matter() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest({"x", "y", "z"}) == digest({"z", "y", "x"})


def test_a_field_left_out_of_comparisons_is_left_out_of_the_digest() -> None:
    assert digest(Shown("a", hidden=1)) == digest(Shown("a", hidden=2))


def test_a_value_met_twice_has_the_same_digest_as_its_equal() -> None:
    fingerprinter = Fingerprinter()
    shown = Shown("Le Phare")
    assert fingerprinter.digest([shown, shown]) == digest([Shown("Le Phare"), Shown("Le Phare")])


def test_a_value_without_fingerprint_is_refused_rather_than_ignored() -> None:
    with pytest.raises(TypeError, match="function has no fingerprint"):
        digest(lambda: None)


@pytest.mark.parametrize(("one", "other"), [
    ((b"a",), ("a",)), ((b"a", b"b"), (b"ab",)), (((),), ({},)), ((set(),), ([],)),
    ((1.0,), (1,)), ((-1,), (1,)), (({"a": "b", "c": "d"},), ({"a": "d", "c": "b"},)),
    (({"a"},), ({"b"},)), ((Colour.RED,), (Colour.BLUE,)), ((Shown("a"),), (Other("a"),)),
    ((["a", ["b"]],), ([["a"], "b"],)), ((), (None,)), ((Named("a"),), (Named("b"),)),
], ids=str)
def test_values_of_other_kinds_differ_too(
    one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    assert digest(*one) != digest(*other)


def test_lists_and_tuples_of_the_same_values_are_one() -> None:
    assert digest(["a", "b"]) == digest(("a", "b"))


def test_the_same_values_have_the_same_digest_in_any_process() -> None:
    """A digest that a build left is compared by the next one."""
    values = ("é", b"\xff", 1, 2.5, True, None, date(2026, 1, 2), ("a",), {"b": 1}, {"c"},
              Colour.RED, Shown("Le Phare", ("vélo",)))
    assert digest(*values) == digest(*values)
    assert len(digest(*values)) == 64
    assert int(digest(*values), 16)


def test_a_value_that_is_gone_lends_its_digest_to_no_other() -> None:
    fingerprinter = Fingerprinter()
    first = fingerprinter.digest(Shown("a"))
    assert all(fingerprinter.digest(Shown(str(number))) != first for number in range(200))


def test_a_class_is_no_value() -> None:
    with pytest.raises(TypeError, match="type has no fingerprint"):
        digest(Shown)


def body(text: str) -> Body:
    return Body(Excerpt.of(text), "a.md", 5)


def page(text: str, header: str = "titre: Le Phare") -> Page:
    origin = Origin(MappingText(Excerpt.of(header), 2, Location("a.md", 2)), Page)
    return Page(slug="a", origin=origin, body=body(text), title="Le Phare", summary="Un lieu.")


def test_an_entry_is_its_header_and_its_file_but_not_its_body() -> None:
    assert digest(page("un")) == digest(page("deux"))
    assert digest(page("un")) != digest(page("un", "titre: La Lanterne"))


def test_an_entry_without_the_text_of_its_header_is_its_values() -> None:
    origin = Origin(Mapping((), Location("a.md")), Page)
    one = replace(page("un"), origin=origin)
    moved = Origin(Mapping((), Location("a.md", 9)), Page)
    assert digest(one) == digest(replace(one, origin=moved))
    assert digest(one) != digest(replace(one, title="La Lanterne"))
    elsewhere = Origin(Mapping((), Location("b.md")), Page)
    assert digest(one) != digest(replace(one, origin=elsewhere))


def test_a_body_is_its_file_unless_its_text_is_named() -> None:
    assert digest(body("un")) == digest(body("deux"))
    assert digest(body("un")) != digest(Body(Excerpt.of("un"), "b.md", 5))


def test_two_instants_have_different_digests() -> None:
    assert digest(datetime(2026, 1, 2, 3)) != digest(datetime(2026, 1, 2, 4))
    assert digest(datetime(2026, 1, 2)) != digest(date(2026, 1, 2))
