"""What a question wants to download and an abstract does not give away."""

import pytest

from rag.premises.withheld import withheld

OPEN = "The training set of 250 cows is available online."
KEPT = "The test set serves to rank the farms and will not be released to the public."
MIXED = "Our code is public, but the recordings cannot be made available, or not be shared at all."


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Where can I download the test set?", KEPT),
        ("How can one obtain the test cows?", KEPT),
        ("Where can I get the recordings?", MIXED),
        ("Where can I download the training cows?", None),
        ("Where can I download the code?", None),
        ("What is the test set for?", None),
        ("Can I download the test set as well?", None),
    ],
)
def test_what_is_not_given_away_is_told(question: str, found: str | None) -> None:
    assert withheld(question, [OPEN, KEPT, MIXED]) == found
