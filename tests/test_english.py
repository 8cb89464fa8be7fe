"""How common a word is in general English, and how alike two are."""

from collections.abc import Iterator

import numpy as np
import pytest

from rag import english
from rag.english import is_english, rarity, word_vectors
from rag.errors import EmbeddingError


@pytest.mark.parametrize("word", ["house", "water", "doctor", "seven"])
def test_everyday_words_are_english(word: str) -> None:
    assert is_english(word)


@pytest.mark.parametrize("word", ["hosue", "concpets", "segmnetation", "", "[CLS]x"])
def test_slips_and_nonsense_are_not_english(word: str) -> None:
    assert not is_english(word)


def test_an_everyday_word_is_less_rare_than_a_special_one() -> None:
    assert rarity("house") < rarity("pianist") < rarity("electroencephalogram")


@pytest.mark.parametrize("word", ["the", "house", "pianist", "volcano", "electroencephalogram", "", "🧠", "[PAD]"])
def test_rarity_lies_between_none_and_all(word: str) -> None:
    assert 0.0 <= rarity(word) <= 1.0


def test_the_commonest_and_the_unheard_of_are_the_ends() -> None:
    assert (rarity("the"), rarity("zzyzxqu")) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("tuberculosis", "pneumonia", "banana"),
        ("pictures", "images", "hospitals"),
        ("segmentation", "segmenting", "nurse"),
        ("kidney", "liver", "telephone"),
    ],
)
def test_a_word_is_nearer_to_a_related_one_than_to_another(word: str, near: str, far: str) -> None:
    vectors = word_vectors([word, near, far])
    assert vectors is not None
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.1


def test_each_word_has_a_vector_of_unit_length_whatever_stands_beside_it() -> None:
    vectors = word_vectors(["kidney", "zzyzxqu", "kidney"])
    assert vectors is not None
    assert len(vectors) == 3
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert np.array_equal(vectors[0], vectors[2])
    alone = word_vectors(["kidney"])
    assert alone is not None
    assert np.array_equal(alone[0], vectors[0])


def test_no_words_have_no_vectors() -> None:
    assert word_vectors([]) is None


@pytest.fixture
def _no_weights(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def missing() -> None:
        raise EmbeddingError("not installed")

    monkeypatch.setattr(english, "weights_folder", missing)
    for read in (english._places, english._pieces):
        read.cache_clear()
    yield
    for read in (english._places, english._pieces):
        read.cache_clear()


@pytest.mark.usefixtures("_no_weights")
def test_without_the_list_every_word_counts_as_special() -> None:
    assert rarity("house") == 1.0
    assert not is_english("house")


@pytest.mark.usefixtures("_no_weights")
def test_without_weights_no_word_has_a_vector() -> None:
    assert word_vectors(["house"]) is None
