"""Coverage by words like the question's."""

import numpy as np
import pytest

from rag import alike
from rag.alike import AlikeIndex
from rag.lexicon import Lexicon

TEXTS = [
    "A picture of the liver",
    "An image of the liver",
    "The price of bananas",
    "The physician looked at bananas",
    "",
]


@pytest.fixture(scope="module")
def index() -> AlikeIndex:
    return AlikeIndex(Lexicon.build(TEXTS))


def coverage(index: AlikeIndex, question: str) -> list[float]:
    found = index.coverage(question)
    assert found is not None
    assert found.shape == (len(TEXTS),)
    return [float(value) for value in found]


def test_the_word_itself_covers_more_than_one_like_it_and_that_more_than_none(index: AlikeIndex) -> None:
    picture, image, price, _, empty = coverage(index, "Which picture?")
    assert picture > image > price == empty == 0


def test_a_word_that_no_text_has_finds_the_texts_with_words_like_it(index: AlikeIndex) -> None:
    found = coverage(index, "doctors")
    assert int(np.argmax(found)) == 3


def test_a_question_of_stop_words_or_of_none_covers_nothing(index: AlikeIndex) -> None:
    assert index.coverage("which of the") is None
    assert index.coverage("") is None


def test_shares_lie_between_0_and_1(index: AlikeIndex) -> None:
    for question in ("liver", "liver picture image physician price", "bananas " * 50):
        assert all(0 <= value <= 1 for value in coverage(index, question))


def test_without_word_vectors_there_is_no_coverage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "word_vectors", lambda words: None)
    assert AlikeIndex(Lexicon.build(TEXTS)).coverage("liver") is None


def test_of_a_large_corpus_the_widespread_words_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "_MOST_WORDS", 2)
    found = AlikeIndex(Lexicon.build(TEXTS)).coverage("liver")
    assert found is not None
    assert found[0] > 0


def test_no_texts_at_all_are_no_error() -> None:
    found = AlikeIndex(Lexicon.build([])).coverage("liver")
    assert found is None or found.shape == (0,)
