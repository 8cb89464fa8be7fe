"""A question for a list in its parts."""

import pytest

from rag.list_question import read_list


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("Which papers are on kidneys/livers?", "kidneys or livers"),
        ("papers on kidneys / livers", "kidneys or livers"),
        ("papers on kidneys and/or livers", "kidneys or livers"),
        ("papers on PET/CT", "PET/CT"),  # one thing
        ("papers on kidneys w/o livers", "kidneys"),
        ("papers that link to https://example.org/kidneys", "https://example.org/kidneys"),
        ("papers with 3/4 of the labels", "3/4"),
    ],
)
def test_words_with_a_slash_between_them_are_either_of_them(question: str, rest: str) -> None:
    assert rest in read_list(question).rest


def test_surveys_or_reviews_are_one_condition() -> None:
    asked = read_list("gimme all the surveys / review articles in here")
    assert (asked.topic, [condition.name for condition in asked.conditions]) == ("", ["is a survey"])


def test_everyday_words_beside_a_described_condition_are_no_topic() -> None:
    asked = read_list("Who checked how sex, age or race changes what it gets right?")
    assert (asked.topic, len(asked.conditions)) == ("", 1)


def test_a_term_of_the_field_is_all_of_a_topic_with_everyday_words_beside_it() -> None:
    asked = read_list("How many papers ran experiments on liver data?")
    assert (asked.topic, asked.core) == ("liver", "liver")
