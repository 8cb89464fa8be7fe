"""Does a question take something for granted?"""

import pytest

from rag.premises.granted import presumes


@pytest.mark.parametrize(
    "question",
    ["Why does it need labels?", "How is it trained?", "what makes it slow", "And why is it worse?", "In which year?"],
)
def test_a_question_word_takes_something_for_granted(question: str) -> None:
    assert presumes(question)


@pytest.mark.parametrize("question", ["Does it need labels?", "Is it worse?", "mri", "Tell me why", ""])
def test_a_yes_or_no_question_takes_nothing_for_granted(question: str) -> None:
    assert not presumes(question)


@pytest.mark.parametrize("question", ["Explain why cows need more barns.", "Why do farmers want better barns?"])
def test_to_explain_and_to_wish_presumes(question: str) -> None:
    assert presumes(question)
