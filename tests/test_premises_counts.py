"""Numbers that a question states."""

import pytest

from rag.premises.counts import miscounted, past_the_last, strange_numbers


@pytest.mark.parametrize(
    ("question", "strange"),
    [
        ("How did the 12 teams differ?", ["12"]),
        ("What did the five readers say?", ["five"]),
        ("How did the nine teams differ?", []),
        ("What are its three parts?", []),
        ("What does the eight-set collection hold?", []),  # a part of its name
        ("How large is the 160k version?", []),
    ],
)
def test_a_number_that_a_text_has_nowhere_is_strange(question: str, strange: list[str]) -> None:
    assert strange_numbers(question, "There were 9 teams. We release Set-160K and 3DSeg-8.") == strange


def test_a_number_within_a_name_is_the_one_said_otherwise() -> None:
    text = "We release Set-160K and Pairs-5.5M."
    assert strange_numbers("How did they come by 5.5 million pairs and 160 thousand scans?", text) == []
    assert strange_numbers("How did they come by 55 million pairs?", text) == ["55 million"]


def test_a_count_that_differs_is_met_with_the_one_that_is_given() -> None:
    sentences = ["It covers 25 million images across 10 modalities.", "There were 18-submissions from 9-teams."]
    assert miscounted("Which 25 modalities does it cover?", sentences) == sentences[0]
    assert miscounted("How did the 12 teams differ?", sentences) == sentences[1]


@pytest.mark.parametrize(
    "question", ["Which 10 modalities are covered?", "Which modalities?", "What are the 3 losses?"]
)
def test_a_count_that_agrees_or_is_of_something_else_is_none(question: str) -> None:
    assert miscounted(question, ["It covers images across 10 modalities."]) is None


def test_a_number_behind_in_counts_where_nothing_is_set_against_it() -> None:
    sentences = ["Cheese is usually made in three stages: curdling, pressing, ripening."]
    assert miscounted("How does it get by with only two making stages?", sentences) == sentences[0]


@pytest.mark.parametrize("question", ["Which one in ten cows is it?", "Why nine white cows per black cow?"])
def test_a_ratio_counts_nothing(question: str) -> None:
    assert miscounted(question, ["We keep 30 cows."]) is None


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("It solves four different tasks.", "What was the fifth task?"),
        ("It has a three-stage training.", "What is done in the fourth and last stage?"),
        ("There are two typical types.", "Name the third main type."),
    ],
)
def test_there_is_none_past_the_last(sentence: str, question: str) -> None:
    assert past_the_last(question, ["It is fast.", sentence]) == sentence


@pytest.mark.parametrize(
    ("sentences", "question"),
    [
        (["It solves four different tasks."], "What was the fourth task?"),
        (["It solves four different tasks."], "What was the fifth cow?"),
        (["Others have three stages.", "We add a fourth stage."], "What is the fourth stage?"),
        (["It solves many tasks."], "What was the fifth task?"),
        (["It solves four tasks."], "Which tasks?"),
    ],
)
def test_what_may_be_there_is_not_past_the_last(sentences: list[str], question: str) -> None:
    assert past_the_last(question, sentences) is None


def test_a_bound_is_kept_by_another_number() -> None:
    sentences = ["We photographed 25 cows."]
    assert miscounted("Who photographed more than ten cows?", sentences) is None
    assert miscounted("Who photographed the ten cows?", sentences) == sentences[0]


def test_a_number_that_counts_nothing_there_may_be_the_one_meant() -> None:
    sentences = ["It has 400 cows.", "It is split into a part of n=250 and one of n=150."]
    assert miscounted("Why are 150 cows kept back?", sentences) is None
    assert miscounted("Why are 170 cows kept back?", sentences) == sentences[0]


def test_a_whole_of_which_a_part_is_counted_is_that_number_of_things() -> None:
    said = ["It won in 14 out of 18 barns and was perfect in four barns."]
    assert miscounted("In how many of the 18 barns did it win?", said) is None
    assert miscounted("In how many of the 25 barns did it win?", said) == said[0]
