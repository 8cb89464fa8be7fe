"""What a question wants to download and an abstract does not give away."""

import pytest

from rag.premises.withheld import given_away, withheld

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
        ("The test set of the farms, can I download it somewhere?", None),
        ("Why did they release the test set to everybody?", KEPT),
        ("Why was the test set not released?", None),
        ("Why cant I download the test set?", None),
        ("Why did they publish the training cows?", None),
    ],
)
def test_what_is_not_given_away_is_told(question: str, found: str | None) -> None:
    assert withheld(question, [OPEN, KEPT, MIXED]) == found


CODE = "Our code is available at https://example.org/cows."
MODEL = "We will release our models to the public."
DATA = "We created the first publicly available dataset of 300 cows."
USED = "It was trained on publicly available datasets of cows."


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Why is the code of CowNet kept private?", CODE),
        ("Why was the implementation never published?", CODE),
        ("CowNet is closed-source; what was the reason for that?", CODE),
        ("Why did the authors decide against releasing their model?", MODEL),
        ("What prevented the authors from sharing their weights?", MODEL),
        ("Why are the CowNet models unavailable?", MODEL),
        ("For what reason were the reports kept closed to outsiders?", DATA),
        ("Why did they keep the dataset to themselves?", DATA),
        ("Is the code of CowNet kept private?", None),
        ("Why is the code of CowNet public?", None),
        ("Why are data of most farms not available?", None),
        ("Why do cows live in a closed barn in the images?", None),
    ],
)
def test_what_is_open_is_not_kept_back(question: str, found: str | None) -> None:
    assert given_away(question, [USED, CODE, MODEL, DATA], ["CowNet"]) == found


def test_of_a_part_that_is_kept_back_it_may_be_asked_why() -> None:
    assert given_away("Why will the test set not be released?", [DATA, KEPT], []) is None


def test_what_others_gave_away_says_nothing() -> None:
    assert given_away("Why is the dataset kept private?", [USED], ["CowNet"]) is None
