"""Spellings of French names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoq.territory.names import fold, fold_lines, slugify


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("St-Étienne", "saint etienne", id="saint-abbreviated"),
        pytest.param("STE GENEVIEVE", "sainte genevieve", id="sainte-in-capitals"),
        pytest.param("L’Île-Saint-Denis", "l ile saint denis", id="curly-apostrophe"),
        pytest.param("L'Île‑Saint‑Denis", "l ile saint denis", id="no-break-hyphens"),
        pytest.param("E\u0301vry", "evry", id="combining-accent"),
        pytest.param("Marcq-en-Barœul", "marcq en baroeul", id="ligature"),
        pytest.param("  Le   Havre ", "le havre", id="spaces"),
        pytest.param("Stains", "stains", id="st-within-a-word"),
    ],
)
def test_spellings_of_a_name_are_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_slug_keeps_the_words_as_they_are_written() -> None:
    assert slugify("L'Éco des quartiers : St-Étienne") == "l-eco-des-quartiers-st-etienne"


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_slug_of_a_slug_is_itself(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(st.lists(st.text().filter(lambda text: "\n" not in text), min_size=1))
def test_lines_are_folded_as_one_by_one(lines: list[str]) -> None:
    assert fold_lines("\n".join(lines)) == [fold(line) for line in lines]
