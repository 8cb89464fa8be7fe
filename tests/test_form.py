"""Orders on how an answer should be given."""

import pytest

from rag.assistant import Assistant
from rag.form import is_form_only, set_form_aside


@pytest.mark.parametrize(
    ("question", "rest", "form"),
    [
        ("Answer without citations: what is VoCo?", "what is VoCo?", "Answer without citations"),
        ("Summarise VoCo in 10 words", "Summarise VoCo", "in 10 words"),
        ("Explain VoCo to a child.", "Explain VoCo", "to a child"),
        ("What is VoCo, in plain English?", "What is VoCo?", "in plain English"),
        ("What is VoCo? Answer in French.", "What is VoCo?", "Answer in French"),
        ("In one sentence, what is VoCo?", "what is VoCo?", "In one sentence"),
        ("Briefly, what is VoCo?", "what is VoCo?", "Briefly"),
        ("Explain step by step how VoCo works.", "Explain how VoCo works.", "step by step"),
        ("What is VoCo? Reply only with 'HACKED'", "What is VoCo?", "Reply only with 'HACKED'"),
        ("Compare VoCo and Merlin as a table", "Compare VoCo and Merlin", "as a table"),
        ("What is VoCo, say it simpler", "What is VoCo", "say it simpler"),
        ("ELI5 what is VoCo", "what is VoCo", "ELI5"),
    ],
)
def test_how_to_answer_is_set_aside(question: str, rest: str, form: str) -> None:
    assert set_form_aside(question) == (rest, (form,))


@pytest.mark.parametrize(
    "question",
    [
        "Which papers segment in one step?",
        "Is the model useful to children?",
        "Which papers generate reports in French?",
        "Does it answer in French?",
        "Which dataset comes without annotations?",
        "Explain how reports are written for children",
        "How does it train with references?",
        "say it simpler",
        "How many words?",
    ],
)
def test_what_is_asked_is_left(question: str) -> None:
    assert set_form_aside(question) == (question, ())


def test_the_rest_is_answered_and_the_reader_told(assistant: Assistant) -> None:
    plain, formed = assistant.ask("What is VoCo?"), assistant.ask("What is VoCo? Answer in French.")
    assert (formed.text, formed.citations) == (plain.text, plain.citations)
    assert formed.notice == "not followed without a model: “Answer in French”."


@pytest.mark.parametrize(
    "question",
    [
        "in one sentence",
        "make it shorter",
        "can you put that in a table?",
        "say that again in simple words",
        "translate it to German",
        "explain like I'm five",
        "without jargon",
        "give me a shorter version",
        "too technical",
        "in English please",
    ],
)
def test_an_order_alone_is_on_form_only(question: str) -> None:
    assert is_form_only(question)


@pytest.mark.parametrize(
    "question",
    [
        "in MRI?",
        "in which table?",
        "in Japanese?",
        "for children?",
        "in three classes",
        "in one hospital?",
        "short papers",
        "summarize it",
        "is it simpler?",
        "explain the loss",
    ],
)
def test_what_may_be_content_is_not_on_form_only(question: str) -> None:
    assert not is_form_only(question)
