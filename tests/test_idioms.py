"""Turns of speech that do not mean what their words say."""

import pytest

from rag.attributes import attributes
from rag.idioms import without_idioms


@pytest.mark.parametrize(
    "question",
    [
        "Why is it not good enough in the eyes of its makers?",
        "What is wrong with it in radiologists' eyes?",
        "What is at the heart of the method?",
        "Which problem do they have an eye on?",
        "Who is the brain behind the tool?",
        "On the other hand, what was better?",
        "What looks over the surgeon's shoulder?",
        "What was put beside its own eye?",
    ],
)
def test_an_idiom_asks_for_no_part_of_the_body(question: str) -> None:
    assert not attributes(question, medical=True)


@pytest.mark.parametrize("question", ["How are the eyes of patients examined?", "Does it outline the heart?"])
def test_a_part_of_the_body_is_asked_for(question: str) -> None:
    assert attributes(question, medical=True)
    assert without_idioms(question) == question
