"""How common a word is in general English."""

from collections.abc import Iterator

import pytest

from rag import english
from rag.english import is_english, rarity
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


@pytest.fixture
def _no_weights(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def missing() -> None:
        raise EmbeddingError("not installed")

    monkeypatch.setattr(english, "weights_folder", missing)
    english._places.cache_clear()
    yield
    english._places.cache_clear()


@pytest.mark.usefixtures("_no_weights")
def test_without_the_list_every_word_counts_as_special() -> None:
    assert rarity("house") == 1.0
    assert not is_english("house")
