"""Which of several things in a work leads, and whether a text says so."""

import pytest

from rag.leading import asks_leader, says_leader


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Which of the nine herding methods came first?", False),
        ("Which of the two barns tried in CowNet gave the best milk?", False),
        ("Of Angus, Jersey and Kerry, which was hardest to herd?", False),
        ("Of the four breeds herded by CowNet, which one ranks highest?", False),
        ("Which barn scored highest in CowNet?", True),
        ("Which of CowNet's four breeds was herded worst?", False),
        ("Which method did best in the review of herding?", False),
    ],
)
def test_a_leader_is_asked_for(question: str, named: bool) -> None:
    assert asks_leader(question, named)


@pytest.mark.parametrize(
    "question",
    [
        "Which barn scored highest?",  # of all papers, as none is named
        "Which of the nine methods use hay?",
        "Which step is needed on top of the usual three?",
        "What is CowNet?",
        "Name the herds on which CowNet came out ahead of earlier work.",
    ],
)
def test_no_leader_is_asked_for(question: str) -> None:
    assert asks_leader(question) is None


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("The Jersey barn outperforms all barns.", True),
        ("The best milk came with Jersey-18.", True),
        ("Barns differ: 80% for Angus, 92% for Jersey.", True),
        ("We try three barns.", False),
        ("Our proposed CowNet is better than other barns.", False),
        ("Cows are most common in Sweden.", False),
    ],
)
def test_a_leader_is_said(sentence: str, says: bool) -> None:
    question = "Which of the three barns gave the best milk?"
    things = asks_leader(question)
    assert things is not None
    assert says_leader(things, question, "CowNet: milk by sight", ["We keep cows.", sentence]) is says


def test_what_is_put_on_top_does_not_lead() -> None:
    assert asks_leader("Which classifiers did they put on top?", True) is None
    assert asks_leader("Which classifiers came out on top?", True) == "classifiers"


def test_what_reached_the_highest_is_a_leader() -> None:
    asked = "In the overview of barns, which breed reached the highest yield?"
    assert asks_leader(asked) == "breed"


def test_a_leader_that_is_told_is_not_asked_for() -> None:
    assert not asks_leader("Among the barns tried for milk, on which two counts did Jersey come out ahead?")
