"""Papers that are meant by their places in the talk."""

import pytest

from rag.discussed import Exchange
from rag.meant import asks_to_compare, compared, in_play, others, says_both, shown_last


def talk(*papers: tuple[int, ...]) -> list[Exchange]:
    """Exchanges about these papers, given in the order of the talk."""
    return [Exchange(numbers, len(numbers) > 2) for numbers in reversed(papers)]


TWO = talk((1,), (2,))
THREE = talk((1,), (2,), (3,))


@pytest.mark.parametrize(
    "question",
    [
        "compare them",
        "how do they differ?",
        "What's the difference between the two?",
        "what do they have in common?",
        "and how do these compare?",
        "are they similar?",
        "contrast those two for me please",
        "could you put both side by side?",
        "which one is better?",
    ],
)
def test_two_papers_talked_of_one_by_one_are_compared(question: str) -> None:
    assert compared(question, "What is SwinSeg?", TWO) == [1, 2]
    assert compared(question, "What is SwinSeg?", THREE) == [2, 3]


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("compare all three", [1, 2, 3]),
        ("compare the last two", [2, 3]),
        ("compare the first two", [1, 2]),
        ("compare all four", []),
    ],
)
def test_how_many_may_be_said(question: str, papers: list[int]) -> None:
    assert compared(question, "What is SwinSeg?", THREE) == papers


def test_the_first_two_of_a_list_are_its_own() -> None:
    assert compared("compare the first two", "Which papers are there?", talk((9,), (4, 5, 6))) == [4, 5]
    assert compared("compare them", "Which papers are there?", talk((9,), (4, 5, 6))) == []


@pytest.mark.parametrize(
    ("question", "last_asked"),
    [
        ("what are its losses, and how do they differ?", "What is SwinSeg?"),
        ("how do the two losses differ?", "What is SwinSeg?"),
        ("how do they differ?", "Which datasets does SwinSeg use?"),
        ("how do they differ?", "Does SwinSeg use CT or MRI?"),
        ("how does it differ?", "What is SwinSeg?"),
        ("do they share the code?", "Which two networks are in SwinSeg?"),
        ("who are they?", "What is SwinSeg?"),
    ],
)
def test_the_things_that_one_paper_speaks_of_are_not_papers(question: str, last_asked: str) -> None:
    assert compared(question, last_asked, TWO) == []


@pytest.mark.parametrize("question", ["which one is trained on CT?", "and which of them has code?", "which uses MRI?"])
def test_which_one_is_asked_of_all_that_are_in_play(question: str) -> None:
    assert compared(question, "What is SwinSeg?", TWO) == [1, 2]
    assert compared(question, "What is SwinSeg?", THREE) == [1, 2, 3]
    assert compared(question, "What is SwinSeg?", talk((1,), (2,), (3,), (4,))) == [3, 4]
    assert compared(question, "Which datasets does SwinSeg use?", TWO) == []
    assert compared(question, "What is SwinSeg?", talk((1,))) == []


def test_places_count_the_list_shown_last_as_long_as_the_talk_is_of_its_papers() -> None:
    assert shown_last(talk((4, 5, 6, 7), (5, 6, 7), (6,), (7,))) == [5, 6, 7]
    assert shown_last(talk((4, 5, 6), (9,))) == [4, 5, 6, 9]
    assert shown_last([Exchange((5,), False), Exchange((5,), True), Exchange((4, 5, 6), True)]) == [5]
    assert shown_last(TWO) == [1, 2]


def test_both_are_the_two_in_play() -> None:
    assert says_both("and both?") == "both" and says_both("Neither of them?") == "neither"
    assert says_both("do both have code?") is None
    assert in_play(THREE) == [2, 3]
    assert in_play(talk((1,), (4, 5))) == [4, 5]
    assert in_play(talk((4, 5), (5,))) == [4, 5]
    assert in_play([]) == []


def test_one_paper_is_not_compared_with_itself() -> None:
    assert compared("compare them", "and now?", talk((1,), (1,))) == []


def test_without_papers_nothing_is_compared_though_it_is_asked_for() -> None:
    assert compared("compare them", "hello", []) == []
    assert asks_to_compare("now compare them please") and asks_to_compare("compare the two")
    assert not asks_to_compare("compare VoCo and Alice") and not asks_to_compare("how do they differ?")


@pytest.mark.parametrize(
    ("exchanges", "papers"),
    [
        (talk((1,), (2,)), [1]),
        (talk((1,), (2,), (1,)), [2]),
        (talk((1,), (2,), (3,)), [1, 2]),
        (talk((1, 2)), [1, 2]),
        (talk((1, 2), (2,)), [1]),
        (talk((1, 2, 3), (2,)), [1, 3]),
        (talk((1, 2, 3), (2,), (1,)), [3]),
        (talk((1, 2), (2,), (1,)), [2]),
        (talk((8, 9), (1,), (2,)), [8, 9, 1]),
        (talk((1,)), []),
    ],
)
def test_the_other_is_in_play_and_was_not_just_talked_of(exchanges: list[Exchange], papers: list[int]) -> None:
    assert sorted(others(exchanges)) == sorted(papers)
