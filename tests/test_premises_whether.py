"""What a question only asks is not what it takes for granted, nor is what it says in a sentence's own words."""

import pytest

from rag.premises.otherwise import said_otherwise
from rag.premises.restated import restates
from rag.premises.whether import without_whether

BARNS = "Our barns do without any glass windows, unlike the old ones."
FIELD = ("Cows matter to farmers.", "Barns stand in ten towns.", BARNS)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Do the barns need glass?", "is it so?"),
        ("The new barns: did they need glass, and how much?", "The new barns: is it so, and how much?"),
        ("In the work on barns, is glass put in?", "In the work on barns, is it so?"),
        ("Which barns are meant and do they need glass?", "Which barns are meant; is it so?"),
        ("What is glass for, and is it trained?", "What is glass for, is it so?"),
        ("Is it true that barns need glass?", "is it so?"),
        ("Tell me whether barns need glass.", "is it so."),
        ("Were they built by hand, or did a machine do it?", "is it so?"),
    ],
)
def test_what_is_only_asked_is_left_out(question: str, left: str) -> None:
    assert without_whether(question) == left


@pytest.mark.parametrize(
    "question",
    [
        "Why do the barns need glass?",
        "The barns need glass, don't they? How much?",
        "I heard that barns need glass; is that so in winter?",
        "How come barns, or stables, aren't good enough for cows?",
        "Doesn't it get cold that barns do without glass?",
        "Why is a barn, which was built by hand, better?",
    ],
)
def test_what_is_stated_stays(question: str) -> None:
    assert without_whether(question) == question


def test_the_sentence_that_answers_is_not_held_against_the_question() -> None:
    asked, presumed = "Do the barns need glass windows?", "Why do the barns need glass windows?"
    assert said_otherwise(asked, asked, FIELD, []) is None
    assert said_otherwise(presumed, presumed, FIELD, []) == BARNS


MILK = "Warm barns improve the milk of old cows by a third."


def test_a_claim_in_the_words_of_a_sentence_is_restated() -> None:
    assert restates("warm barns improve the milk of old cows", MILK, [])
    assert restates("BarnNet has warm barns improve the milk of old cows", MILK, ["BarnNet"])


@pytest.mark.parametrize(
    "claim",
    [
        "warm barns harm the milk of old cows",
        "warm barns do not improve the milk of old cows",
        "old cows beat warm barns at milk",
        "warm barns improve the milk of 40 old cows",
        "warm barns",
    ],
)
def test_an_opposite_a_comparison_a_number_and_a_word_or_two_are_no_restatement(claim: str) -> None:
    assert not restates(claim, MILK, [])
