from dataclasses import dataclass, field
from datetime import date

import pytest

from ecoq.publish.fingerprint import Fingerprinter


@dataclass(frozen=True)
class Shown:
    title: str
    tags: tuple[str, ...] = ()
    hidden: int = field(default=0, compare=False)


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
