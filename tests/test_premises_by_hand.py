"""Work that a question takes people to have done."""

import pytest

from rag.premises.by_hand import made_by_hand


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("How did experts label the cows by hand?", "Labels are text-mined.", "experts label"),
        ("Why were cows drawn by hand?", "An automated pipeline labels cows.", "by hand"),
        ("Why were cows drawn by hand?", "An automated pipeline labels cows, and some are drawn by hand.", None),
        ("Why were cows drawn by hand?", "Cows are drawn.", None),
        ("Why were cows not drawn by hand?", "An automated pipeline labels cows.", None),
        ("How many physicians gave the labels?", "Labels are text-mined.", "physicians gave"),
        (
            "My colleague says the cows were outlined by two doctors, right?",
            "Labels are text-mined.",
            "outlined by two doctors",
        ),
        ("How is the cow that the doctor types in drawn?", "An automatic tool generates cows.", "doctor types"),
        ("How did nobody have to draw cows by hand?", "Labels are text-mined.", None),
        ("Where are cows from, did somebody draw them by hand?", "An automated pipeline labels cows.", None),
        ("Where do labels come from, did anybody draw cows by hand?", "Labels are text-mined.", None),
        ("How are cows drawn, were they drawn by hand or not?", "An automated pipeline labels cows.", None),
        ("Where in the barn, by the way, were cows drawn by hand?", "An automated pipeline labels cows.", None),
        ("In the barn, who had the cows drawn by hand?", "An automated pipeline labels cows.", "by hand"),
        ("Were cows drawn by hand?", "An automated pipeline labels cows.", None),
    ],
)
def test_work_by_hand_goes_against_a_text_that_has_only_a_machine_do_it(
    question: str, text: str, found: str | None
) -> None:
    assert made_by_hand(question, text) == found
