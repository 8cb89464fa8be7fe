"""What a question asks for, part by part."""

import pytest

from rag.asked_parts import asked_parts, asks_nothing, without_tail
from rag.how_many import counted_nouns, counts
from rag.lacking import gives_no
from rag.types import Paper

HIVES = Paper(
    "hives",
    "BeeNet counts bees",
    "BeeNet counts bees in 246 films of hives. Keepers preferred its counts in 40% of the hives. It needs a single GPU "
    "and 10% of the parameters of others. It improves Dice by 15%. It beats others by 32.4%.",
)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Why do bees dance, and how many hives took part?", 2),
        ("By what share did time go down, and what did Dice do?", 2),
        ("How often was BeeNet preferred? Over how many hives?", 2),
        ("BeeNet, which counts bees: how fast is it?", 1),
        ("When bees dance, how many watch?", 1),
        ("Who won, and by how much?", 1),
        ("Bees dance, and how fast do they fly?", 1),
    ],
)
def test_a_question_is_read_part_by_part(question: str, parts: int) -> None:
    assert len(asked_parts(question)) == parts


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Which bees dance, and why?", "Which bees dance?"),
        ("Which bees dance and why is that?", "Which bees dance?"),
        ("Which bees dance? Why?", "Which bees dance?"),
        ("Why?", "Why?"),
        ("Which bees dance, and why do they?", "Which bees dance, and why do they?"),
        ("What are bees for?", "What are bees for?"),
    ],
)
def test_a_bare_why_at_the_end_tells_nothing(question: str, whole: str) -> None:
    assert without_tail(question) == whole


def test_all_that_is_asked_must_lack() -> None:
    assert gives_no("How many nurses took part?", HIVES, named=True)
    assert gives_no("How many nurses took part, and what batch size was used?", HIVES, named=True)
    assert not gives_no("How many films are there, and how many nurses took part?", HIVES, named=True)


def test_what_asks_nothing_lacks_nothing() -> None:
    told = "films of hives in the round plus the price of honey, as there is nobody to watch them all"
    assert asks_nothing(told)
    assert not gives_no(told, HIVES, named=False)
    assert not asks_nothing("BeeNet price")
    assert not asks_nothing("the net that counts bees by their dance on hot days: is it fast")


@pytest.mark.parametrize(
    "question",
    [
        "How many cases were watched?",
        "How many objects does it see?",
        "How many samples went in?",
        "How much hardware does it need?",
        "How many parameters has it?",
        "What accuracy edge does BeeNet have?",
        "What did Dice do?",
        "What is in the bills' tags?",
        "What did the rivals cost in resources?",
        "Which licence-free films are there?",
    ],
)
def test_a_general_noun_or_a_likeness_is_no_missing_detail(question: str) -> None:
    assert not gives_no(question, HIVES, named=True)


@pytest.mark.parametrize(
    "question",
    [
        "How many nurses took part?",
        "How many landmark points are there?",
        "What accuracy does BeeNet have?",
        "What was the bill for BeeNet?",
        "What did BeeNet cost in dollars?",
        "What Dice score did BeeNet reach?",
    ],
)
def test_a_detail_that_lacks_is_missed(question: str) -> None:
    assert gives_no(question, HIVES, named=True)


def test_people_are_not_counted_by_any_number() -> None:
    assert not counts(counted_nouns("How many nurses took part?"), HIVES.abstract)
