"""Questions whose topic is told in a sentence before."""

import pytest

from rag.told_first import in_one


@pytest.mark.parametrize(
    ("question", "one"),
    [
        (
            "Some entries don't seem to be about cows at all. How many are there like that?",
            "How many papers are not about cows at all?",
        ),
        ("A few papers here share their code: which ones are they?", "Which papers share their code?"),
        ("Several of the studies were run on farms; list them please", "Which papers were run on farms?"),
        ("I'm mostly interested in sheep, what work is there on these?", "what work is there on sheep?"),
        ("My field is wool. Is there any research about it?", "Is there any research about wool?"),
    ],
)
def test_what_is_told_first_is_asked(question: str, one: str) -> None:
    assert in_one(question) == one


@pytest.mark.parametrize(
    "question",
    [
        "Which papers are on cows?",
        "Some papers count cows. Why do they fail at night?",
        "I work on farms. What does HerdNet say about them?",
        "My interest is the knee. How accurate is SKM-TEA?",
    ],
)
def test_anything_else_stays(question: str) -> None:
    assert in_one(question) == question
