"""Other words for the same thing."""

from collections import Counter
from collections.abc import Sequence

import pytest

from rag.synonyms import Synonyms, most_given, spelt_out_in
from rag.words import stem


def learned(texts: Sequence[str]) -> Synonyms:
    return Synonyms(most_given(Counter(found for text in texts for found in spelt_out_in(text))))


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


# --- acronyms ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "acronym", "form"),
    [
        ("We use magnetic resonance imaging (MRI) here.", "mri", "magnetic resonance imaging"),
        ("State space models (SSMs) scale.", "ssm", "state space models"),
        ("A study of self-supervised learning (SSL).", "ssl", "self-supervised learning"),
        ("From Computed Tomography (CT) scans", "ct", "computed tomography"),
    ],
)
def test_an_acronym_is_learned_with_the_words_it_is_made_of(text: str, acronym: str, form: str) -> None:
    assert learned([text]).acronyms == {acronym: form}


@pytest.mark.parametrize(
    "text",
    [
        "We use a large network (MRI) here.",
        "Magnetic images (MRI) here.",
        "resonance imaging of the magnet (MRI)",
        "We asked many people (see Table 1).",
        "(MRI) stands alone.",
        "",
        "MRI is not spelt out.",
    ],
)
def test_an_acronym_is_not_learned_from_words_that_do_not_spell_it(text: str) -> None:
    assert learned([text]).acronyms == {}


def test_of_two_long_forms_the_one_given_most_often_is_taken() -> None:
    texts = ["visual instruction tuning (VIT)", "vision transformer idea (VTI)", *["very important test (VIT)"] * 2]
    assert learned(texts).acronyms["vit"] == "very important test"


@pytest.mark.parametrize("question", ["Which papers use MRI?", "mri papers", "MRI, or rather mri"])
def test_the_acronyms_of_a_question_are_spelt_out_once(question: str) -> None:
    assert learned(["magnetic resonance imaging (MRI)"]).spelt_out(question) == ["magnetic resonance imaging"]


def test_a_question_without_known_acronyms_has_none_spelt_out(synonyms: Synonyms) -> None:
    assert synonyms.spelt_out("Which papers use MRI?") == []
