"""Things that a text lists, or goes through sentence by sentence."""

import pytest

from rag.enumerations import goes_on


@pytest.mark.parametrize(
    ("sentences", "place", "found"),
    [
        (["It has three parts: First, a net.", "Second, a hat.", "Bees buzz.", "Third, gloves."], 0, [1, 3]),
        (["Two things matter.", "Firstly, bees dance.", "Secondly, they sting."], 0, [1, 2]),
        (["Firstly, a hat is put on.", "Then one waits.", "Finally, the hive is opened."], 0, [2]),
        (["Bees dance.", "Two things matter."], 0, []),
        (["First, bees dance.", "They sting."], 0, []),
        (["First, bees dance, second, they sting.", "Second, they buzz."], 0, []),
        (["It is late.", "First, bees dance.", "Second, they sting."], 0, []),
        (["First, bees dance.", "Second, they sting."], 1, []),
        (["A hive has two parts:", "1) a floor;", "2) a roof.", "Bees dance."], 0, [1, 2]),
        (["A hive has two parts:", "a floor and a roof."], 0, []),
    ],
)
def test_a_sentence_goes_on_with_those_that_it_announces(sentences: list[str], place: int, found: list[int]) -> None:
    assert goes_on(sentences, place) == found
