"""Text into words and index terms."""

import pytest

from rag.words import stem, terms, words


def test_words_are_lower_case_and_keep_their_inner_joints() -> None:
    assert words("GPT-4V's multimodal USE, v1.2!") == ["gpt-4v's", "multimodal", "use", "v1.2"]


def test_a_compound_counts_whole_and_in_its_parts() -> None:
    assert terms("self-supervised") == ["self-supervis", "self", "supervis"]
    assert set(terms("gpt-4v")) >= {"gpt-4v", "gpt", "4v"}


def test_stop_words_and_the_words_that_frame_a_question_are_no_terms() -> None:
    assert terms("Which of the papers use any of these, and what do they say about it?") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("segmentation", "segmenting"), ("Networks", "network"), ("Müller's", "MÜLLER"), ("model’s", "models")],
)
def test_forms_of_one_word_are_one_term(one: str, other: str) -> None:
    assert terms(one)[0] == terms(other)[0]


def test_a_digit_is_a_term_and_a_single_letter_is_none() -> None:
    assert terms("3 D x") == ["3"]


@pytest.mark.parametrize("text", ["", "   ", "?!…", "___", "🧠", "'"])
def test_a_text_without_words_has_no_terms(text: str) -> None:
    assert words(text) == [] == terms(text)


def test_words_of_other_scripts_are_terms_too() -> None:
    assert terms("анализ 医学图像") == [stem("анализ"), "医学图像"]
