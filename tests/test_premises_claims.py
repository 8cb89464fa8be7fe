"""What a question states, without the words that ask."""

import pytest

from rag.premises.claims import claims


@pytest.mark.parametrize(
    "question",
    [
        "Why did A beat B?",
        "How come A did beat B?",
        "Explain why A beat B.",
        "In the study of kidneys, why did A beat B?",
        "For what reason did A beat B?",
        "What is the reason that A beat B?",
        "What do the authors of the kidney study give as the reason that A beat B?",
        "How do the authors explain that A beat B?",
        "A beat B - by how much?",
        "A beat B, right? On which data?",
        "I read that A beat B; is there any figure?",
        "Given that A beat B, which metric was used?",
        "Which metric was used, seeing that A beat B?",
        "A beat B on MRI. What explains that?",
        "in that quiz study why did A beat B",
        "For the kidney work, what do they say about why A beat B?",
        "In the kidney study A beat B, right? On which data?",
    ],
)
def test_the_claim_stands_without_what_is_asked(question: str) -> None:
    found = claims(question.replace("A ", "Ablenet ").replace(" B", " Birdnet"))
    assert any("Ablenet" in claim.text and "beat Birdnet" in claim.text and claim.whole for claim in found)


def test_a_claim_of_which_a_part_is_asked_for_is_not_whole() -> None:
    assert [claim.whole for claim in claims("How does SwinSeg train its decoder with all the rest?")] == [False]
    assert [claim.whole for claim in claims("How many scans did the baseline lose to SwinSeg?")] == [False]


def test_a_negated_auxiliary_negates_the_claim() -> None:
    assert [claim.text for claim in claims("Why doesn't SwinSeg need labels?")] == ["not SwinSeg need labels"]


def test_how_something_is_done_asks_for_nothing_else_of_it() -> None:
    assert [(claim.whole, claim.manner) for claim in claims("How were the hundreds of GPUs linked?")] == [(False, True)]


@pytest.mark.parametrize("question", ["Does A beat B?", "Who wins?", "I am short of labels. Is there help?"])
def test_who_states_nothing_has_no_claim(question: str) -> None:
    assert claims(question) == ()
