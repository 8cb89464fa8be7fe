"""The words of many texts."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from rag.lexicon import Lexicon
from rag.words import words

TEXTS = ("The liver and the kidney", "", "A kidney, self-supervised: the kidney!", "Röntgen 2.5")


def held(lexicon: Lexicon, number: int) -> dict[str, int]:
    places = lexicon.places_in(np.array([number]))
    return {lexicon.vocabulary[lexicon.ids[place]]: int(lexicon.counts[place]) for place in places}


def all_held(lexicon: Lexicon) -> list[dict[str, int]]:
    return [held(lexicon, number) for number in range(len(lexicon))]


def test_each_text_has_its_words_as_often_as_they_occur() -> None:
    assert all_held(Lexicon.build(TEXTS)) == [dict(Counter(words(text))) for text in TEXTS]


def test_totals_are_those_of_all_texts() -> None:
    lexicon = Lexicon.build(TEXTS)
    kidney = lexicon.vocabulary.index("kidney")
    assert lexicon.totals[kidney] == 3


def test_texts_are_taken_out_moved_and_added_without_reading_the_others() -> None:
    changed = Lexicon.build(TEXTS).changed([3, 0], ["A spleen and a liver"])
    assert all_held(changed) == [dict(Counter(words(text))) for text in (TEXTS[3], TEXTS[0], "A spleen and a liver")]
    assert changed.totals[changed.vocabulary.index("kidney")] == 1


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    Lexicon.build(TEXTS).save(tmp_path)
    assert all_held(Lexicon.load(tmp_path)) == all_held(Lexicon.build(TEXTS))


def test_files_that_do_not_belong_together_are_an_error(tmp_path: Path) -> None:
    Lexicon.build(TEXTS).save(tmp_path)
    np.save(tmp_path / "words_counts.npy", np.zeros(1, np.uint16))
    with pytest.raises(ValueError, match="not whole"):
        Lexicon.load(tmp_path)


def test_no_texts_have_no_words() -> None:
    empty = Lexicon.build([])
    assert (len(empty), empty.vocabulary, empty.totals.tolist()) == (0, [], [])


def test_texts_are_found_by_letters_within_a_word_whatever_its_joints() -> None:
    lexicon = Lexicon.build(["Med-Gemini reads.", "Gemini and MedGemini-2 read.", "It is named so.", ""])
    assert lexicon.holding("medgemini").tolist() == [0, 1]
    assert lexicon.holding("read").tolist() == [0, 1]
    assert lexicon.holding("isnamed").tolist() == []
