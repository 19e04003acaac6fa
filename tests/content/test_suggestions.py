"""« Vouliez-vous dire » : the nearest known word, and whether it is certain to be meant."""

import pytest

from ecoq.content.suggestions import (
    did_you_mean,
    nearest,
    plain,
    remedy_by_likeness,
    slug_like,
)

KEYS = ("titre", "thematique", "thematiques_secondaires", "annee_debut", "annee_fin", "site")


@pytest.mark.parametrize(("text", "spelling"), [
    ("Économie Sociale", "economie-sociale"), ("l'été", "l-ete"), ("l’été", "l-ete"),
    ("annee_debut", "annee-debut"), ("STRASSE", "strasse"), ("Straße", "strasse"),
    ("Cœur", "coeur"), ("ÆQUO", "aequo"),
])
def test_spellings_that_differ_by_accents_case_and_spaces_are_one(text, spelling):
    assert plain(text) == spelling


@pytest.mark.parametrize(("text", "word"), [
    ("titr", "titre"), ("Thématique", "thematique"), ("année début", "annee_debut"),
    ("zzz", None), ("commune", None), ("", None),
])
def test_nearest_word_is_proposed_if_it_is_near(text, word):
    assert nearest(text, KEYS) == word


@pytest.mark.parametrize(("text", "known", "word"), [
    ("ab", "abcde", "abcde"), ("ab", "abcdef", None), ("abcde", "ab", "ab"), ("abcdef", "ab", None),
])
def test_word_is_not_mistaken_for_one_two_and_a_half_times_longer(text, known, word):
    assert nearest(text, [known], at_least=50) == word


def test_likeness_asked_for_is_enough():
    likeness = 75  # three letters of four
    assert nearest("site", ["sote"], at_least=likeness) == "sote"
    assert nearest("site", ["sote"], at_least=likeness + 0.1) is None


def test_word_less_than_seventy_per_cent_alike_is_not_proposed_unless_asked_for():
    assert nearest("abcdefghij", ["abcdefgxyz"]) == "abcdefgxyz"  # seven letters of ten
    assert nearest("abcdefghijklm", ["abcdefghiwxyz"]) is None  # nine of thirteen


def test_remedy_says_the_word_and_mends_the_text():
    remedy = remedy_by_likeness("Thématique", KEYS)
    assert remedy.hint == "Vouliez-vous dire « thematique » ?"
    assert (remedy.old, remedy.new) == ("Thématique", "thematique")


def test_no_remedy_where_no_word_is_near():
    assert remedy_by_likeness("zzz", KEYS) is None
    assert did_you_mean("zzz", KEYS) is None


def test_hint_alone_is_the_remedy_in_words():
    assert did_you_mean("titr", KEYS) == "Vouliez-vous dire « titre » ?"


@pytest.mark.parametrize(("text", "known", "is_certain"), [
    ("Thématique", KEYS, True),  # accents and case are all that differs
    ("thematiqe", KEYS, True),  # one letter, and no other word is as near
    ("tite", KEYS, True),
    ("initiative-a", ("initiative-b", "initiative-c"), False),  # as near to both
    ("Initiative b", ("initiative-b", "initiative-c"), True),  # near to both, but one is it
    ("Initiative b", ("initiative-b", "initiative_b"), False),  # both are it
    ("abcdefgxyz", ("abcdefghij",), False),  # near, but not very
], ids=range(7))
def test_word_is_certain_when_very_near_and_near_to_no_other(text, known, is_certain):
    assert remedy_by_likeness(text, known).is_certain is is_certain


def test_word_exactly_at_the_threshold_is_certain():
    """Twenty-two letters of twenty-five, in the same place: 88 of 100."""
    common = "abcdefghijklmnopqrstuv"
    assert remedy_by_likeness(f"{common}123", [f"{common}456"]).is_certain


@pytest.mark.parametrize(("text", "slug"), [
    ("Le Phare", "le-phare"), ("  L'Éco & Cie !", "l-eco-cie"), ("2024_bilan", "2024-bilan"),
    ("a--b", "a-b"), ("???", "nom-de-la-fiche"), ("", "nom-de-la-fiche"), ("-XX-", "xx"),
    ("Cœur de ville", "coeur-de-ville"),
])
def test_file_name_that_could_have_been_meant(text, slug):
    assert slug_like(text) == slug
