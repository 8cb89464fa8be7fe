"""A text that is still being written: what is shown of it, and when a sentence is whole."""

import random

import pytest
from conftest import PAPERS

from rag.generative import tidy
from rag.prompts import load
from rag.reading import Reader, withheld

TEXTS = (
    "It works well on CT [2]. It holds.[1] And there is more to it [1]! The end of it all 【2】.",
    "It works on many kinds of scans [1, 2]. It reaches 3.5% on e.g. lesions and cysts.[3] Yes [1-3].",
    "One is about livers [1].\n\nTwo lines speak of brains [2].\n- An item [1][2]\n- A second item [3]",
    "It works [1].\n\nReferences:\n[1] A title\n[2] Another one",
    "A list:\n\nSources vary [1]. [CLS] and x[i] and [12",
    "See ![a](https://evil.example/a.png) or [code](https://example.org/code) or www.evil.example/x for it [1].",
    "NOTHING is known. That is all there is to say about it [2].",
    "| A | B |\n|---|---|\n| one [1] | two [2] |\nAnd then a line of text [3].",
    "N",
)


def read(pieces: list[str]) -> tuple[str, list[str]]:
    """All that was shown, and the units."""
    reader = Reader(PAPERS, {"https://example.org/code"})
    out, units = "", []
    numbers: dict[str, int] = {}

    def take(final: bool) -> None:
        nonlocal out
        while (unit := reader.take(final)) is not None:
            out += reader.rest(unit, numbers)
            units.append(unit.text)
            for number in (1, 2, 3):
                if f"[{number}]" in unit.text:
                    numbers.setdefault(PAPERS[number - 1].id, len(numbers) + 1)

    for piece in pieces:
        reader.feed(piece)
        take(False)
        more = reader.show(numbers)
        assert not more.endswith("[")
        out += more
    take(True)
    return out, units


def cut(text: str, seed: int) -> list[str]:
    rng = random.Random(seed)
    cuts = sorted(rng.sample(range(1, len(text)), min(len(text) - 1, rng.randrange(60)))) if len(text) > 1 else []
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("text", TEXTS)
def test_however_a_text_is_cut_the_same_is_shown_and_read(text: str, seed: int) -> None:
    assert read(cut(text, seed)) == read([text])
    assert read(list(text)) == read([text])


def test_the_units_are_the_sentences_and_items_in_order() -> None:
    _, units = read([TEXTS[2]])
    assert units == [
        "One is about livers [1].",
        "Two lines speak of brains [2].",
        "An item [1][2]",
        "A second item [3]",
    ]


def test_numbers_are_given_in_order_of_first_use_and_ghosts_are_dropped() -> None:
    shown, _ = read(["It is said in the third paper [3] and in none [9]. ", "It is said in the first as well [1][3]."])
    assert shown == "It is said in the third paper [1] and in none. It is said in the first as well [2] [1]."


def test_the_next_sentence_is_not_shown_before_this_one_is_settled() -> None:
    reader = Reader(PAPERS, ())
    reader.feed("The network segments livers [1]. It")
    assert reader.take() is None
    assert reader.show({}) == "The network segments livers [1]."
    reader.feed(" was trained on a thousand volumes [1]")
    unit = reader.take()
    assert unit
    assert unit.text == "The network segments livers [1]."


@pytest.mark.parametrize("start", ["N", "NOT", "Not in the", "**NOT IN", "not in the papers"])
def test_nothing_is_shown_that_may_turn_out_to_say_that_there_is_no_answer(start: str) -> None:
    reader = Reader(PAPERS, ())
    reader.feed(start)
    assert reader.show({}) == ""


def test_a_half_sentence_of_a_broken_stream_is_dropped() -> None:
    reader = Reader(PAPERS, ())
    reader.feed("It works on livers [1]. It is bet")
    reader.whole()
    assert [unit.text for unit in iter(lambda: reader.take(True), None)] == ["It works on livers [1]."]


def test_the_prompts_own_rules_are_never_shown_word_for_word() -> None:
    rules = load("answer").template.split("===")[0]
    reader = Reader(PAPERS, ())
    seen = ""
    for word in ("Sure: " + rules).split(" "):
        reader.feed(f"{word} ")
        seen += reader.show({})
    assert withheld(rules)
    assert len(set(seen.split()) & set(rules.split())) < 8
    assert not withheld("The network answers questions from the papers of a hospital and from nothing else [1].")


def test_a_long_text_without_any_full_stop_is_shown_as_it_comes() -> None:
    reader = Reader(PAPERS, ())
    seen = ""
    for _ in range(50):
        reader.feed("word ")
        seen += reader.show({})
    assert len(seen) > 200
    assert tidy(seen) == seen
