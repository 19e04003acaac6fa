"""Texts written as YAML come back as they were, from any reader."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoq.content.yaml_text import write_literal, write_text

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("-:#'\"[] \n\tabeé\u0301\u202f0189y.,{}?!&*|>%@`\\~n_😀", max_size=14),
)


@settings(deadline=None)
@given(TEXTS)
def test_text_comes_back_to_the_character(text):
    for written in (write_text(text), write_literal(text)):
        for loader in (yaml.BaseLoader, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
            assert yaml.load(f"a: {written}  # b\n", loader) == {"a": text}
            assert yaml.load(f"a:\n  - {written}\n", loader) == {"a": [text]}


@settings(deadline=None)
@given(TEXTS)
def test_text_stays_text_for_readers_that_convert(text):
    assert yaml.safe_load(f"a: {write_text(text)}\n") == {"a": text}


@pytest.mark.parametrize(("text", "written"), [
    ("Le Phare", "Le Phare"),
    ("L'atelier d'été", "L'atelier d'été"),
    ("Le Phare : atelier", '"Le Phare : atelier"'),
    ('Dit « le "Phare" »', 'Dit « le "Phare" »'),
    ('"Le Phare"', '"\\"Le Phare\\""'),
    ("01", '"01"'),
    ("2A", "2A"),
    ("non", "non"),
    ("no", '"no"'),
    ("12:30", '"12:30"'),
    ("2024-03-01", '"2024-03-01"'),
    ("#1", '"#1"'),
    ("n° 1 #2", '"n° 1 #2"'),
    ("https://exemple.fr/#ici", "https://exemple.fr/#ici"),
    ("- tiret", '"- tiret"'),
    ("-2 degrés", "-2 degrés"),
    ("", '""'),
    ("fin:", '"fin:"'),
    ("e\u0301", '"e\\u0301"'),
    ("\u200b", '"\\u200B"'),
])
def test_text_is_plain_when_that_is_safe(text, written):
    assert write_text(text) == written


@pytest.mark.parametrize("text", ["2024-03-01", "-1.5", "2019", "oui", "true"])
def test_numbers_dates_and_truths_stay_bare(text):
    assert write_literal(text) == text


@pytest.mark.parametrize(("text", "written"), [
    ("a\n\t\r", '"a\\n\\t\\r"'), ("\x07", '"\\u0007"'), ("\uffff", '"\\uFFFF"'),
    ("e\u0301\U00010000", '"e\\u0301\\U00010000"'), ("e\u0301\U0001f600", '"e\\u0301\\U0001F600"'),
], ids=range(5))
def test_what_cannot_stand_in_a_file_is_spelt_out(text, written):
    assert write_text(text) == written
