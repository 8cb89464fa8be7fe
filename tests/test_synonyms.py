"""Other words for the same thing."""

import pytest

from rag.synonyms import Synonyms
from rag.words import stem


@pytest.fixture(scope="module")
def synonyms() -> Synonyms:
    return Synonyms()


@pytest.mark.parametrize(
    ("word", "other"),
    [("kidney", "renal"), ("heart", "cardiac"), ("x-ray", "radiograph"), ("tumour", "tumor"), ("kids", "pediatric")],
)
def test_an_everyday_word_and_the_fields_word_for_it_are_the_same_both_ways(
    synonyms: Synonyms, word: str, other: str
) -> None:
    assert stem(other) in synonyms.of(stem(word))
    assert stem(word) in synonyms.of(stem(other))


def test_being_the_same_goes_both_ways_for_every_word(synonyms: Synonyms) -> None:
    every = [term for line in ("kidney", "retina", "scan", "label", "code", "hemorrhag") for term in synonyms.of(line)]
    assert every
    for term in every:
        for other in synonyms.of(term):
            assert term in synonyms.of(other), (term, other)


def test_a_word_is_no_synonym_of_itself(synonyms: Synonyms) -> None:
    assert "kidney" not in synonyms.of("kidney")


@pytest.mark.parametrize("term", ["", "mamba", "quokka", "kidney stone"])
def test_a_word_that_has_no_other_has_none(synonyms: Synonyms, term: str) -> None:
    assert synonyms.of(term) == frozenset()


def test_organs_are_not_mixed_up(synonyms: Synonyms) -> None:
    organs = [stem(word) for word in ("kidney", "liver", "heart", "lung", "brain", "prostate", "pancreas", "stomach")]
    for organ in organs:
        assert not synonyms.of(organ) & set(organs)
