"""What came of data that were taken away or added."""

import pytest

from rag.premises.acts import other_outcome
from rag.premises.claims import claims

FEWER = "In all experiments, dataset reduction leads to a considerable performance gain."
MORE = "Extending the data with more heterogeneous footage further increases performance by 5%."
HARM = "Performance deteriorated when images were added to the notes."


def outcome(question: str, *sentences: str) -> str | None:
    return next((said for claim in claims(question) if (said := other_outcome(claim, sentences))), None)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did results get worse after the keepers threw the look-alike bee pictures out of the pile?", FEWER),
        ("Why did accuracy drop once double scans had been filtered from the set?", FEWER),
        ("Keepers saw their networks get worse as footage of wasps was mixed into training. By how much?", MORE),
        ("Why did results fall after they extended the bee data with other videos?", MORE),
        ("Why did the reader improve when images were added to the notes?", HARM),
    ],
)
def test_what_came_of_it_may_be_the_opposite(question: str, said: str) -> None:
    assert outcome(question, FEWER, MORE, HARM if said == HARM else "Bees fly.") is (None if said == HARM else said)
    assert outcome(question, "Bees fly.", said) == said


@pytest.mark.parametrize(
    "question",
    [
        "Why did results get better after the keepers threw the look-alike bee pictures out of the pile?",
        "Why did results get worse after the winter?",
        "Why do networks fall behind when labels are few?",
        "Why did the reader get worse when images were added to the notes?",
        "Why did results not drop after pictures were thrown out?",
    ],
)
def test_what_is_told_so_or_of_something_else_is_not_held_against(question: str) -> None:
    assert outcome(question, FEWER, HARM) is None
