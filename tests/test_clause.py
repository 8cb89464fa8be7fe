"""The part of a question that asks."""

import pytest

from rag.clause import asking_clause


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("There is a tool that draws outlines. Which organs can it outline?", "Which organs can it outline?"),
        ("the one with the frozen backbone: how many weights are trained", "how many weights are trained"),
        ("In the study of knees, on which scanners was it tried?", "on which scanners was it tried?"),
        ("I read about a knee dataset - does it have labels?", "does it have labels?"),
        ("When a net sees only knees, does it still find hips?", "does it still find hips?"),
        ("Because knees are rare, how many were drawn?", "how many were drawn?"),
        ("what was tuned last of all in the review that looks at knees?", "what was tuned last of all?"),
    ],
)
def test_what_only_describes_the_paper_is_left_out(question: str, clause: str) -> None:
    assert asking_clause(question) == clause


@pytest.mark.parametrize(
    "question",
    [
        "How many patients, and which scanners, are in SKM-TEA?",
        "Which organs, which views and which scanners were there?",
        "knee dataset size",
        "What is it?",
        "",
        "Knees, why?",
        "Where did the labels come from, did somebody draw them?",
        "What is in the set that has knees?",
    ],
)
def test_a_question_that_asks_from_the_start_stays_whole(question: str) -> None:
    assert asking_clause(question) == question
