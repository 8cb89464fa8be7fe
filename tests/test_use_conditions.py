"""What a model is used for: to be shown by hand what is meant, or to look ahead."""

import pytest

from rag.list_question import read_list
from rag.types import Paper
from rag.use_conditions import LOOKS_AHEAD, SHOWN_BY_HAND


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Tools that let a person steer the outlining by clicking, scribbling or marking on the image itself", ""),
        ("In how many works can a user click, draw or point on the image?", ""),
        ("papers where doctors click on tumours in CT", "tumours CT"),
    ],
)
def test_showing_by_hand_is_asked_for_in_many_words(question: str, topic: str) -> None:
    asked = read_list(question)
    assert (asked.topic, asked.conditions) == (topic, (SHOWN_BY_HAND,))


@pytest.mark.parametrize(
    "question",
    [
        "Which models predict which illness a person will get?",
        "Who forecasts illness that is yet to come?",
        "papers that predict future illness, its risk or its course",
    ],
)
def test_looking_ahead_is_asked_for_in_many_words(question: str) -> None:
    assert read_list(question).conditions == (LOOKS_AHEAD,)


@pytest.mark.parametrize(
    "question", ["papers on scribble supervision", "pointing to the spot in an image", "Which models predict masks?"]
)
def test_other_words_ask_for_neither(question: str) -> None:
    assert read_list(question).conditions == ()


@pytest.mark.parametrize(
    ("abstract", "by_hand", "ahead"),
    [
        ("It needs only one to a few user clicks.", True, False),
        ("It takes prompts (points, boxes and shapes).", True, False),
        ("The user reads the map; the bee clicks.", False, False),
        ("Tasks include 5-year disease prediction.", False, True),
        ("We forecast the state of the hive.", False, True),
        ("It predicts the mask of a hive.", False, False),
    ],
)
def test_a_sentence_shows_it(abstract: str, by_hand: bool, ahead: bool) -> None:
    paper = Paper("one", "Bees", abstract)
    assert ((SHOWN_BY_HAND.met(paper) is not None), (LOOKS_AHEAD.met(paper) is not None)) == (by_hand, ahead)
