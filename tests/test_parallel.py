"""An ellipsis takes the place of its parallel in the question before."""

import pytest

from rag.parallel import counting_them, put_in_place

NAME = "SwinSeg"


@pytest.mark.parametrize(
    ("ellipsis", "before", "whole"),
    [
        ("and over GPT-4o?", "How much does SwinSeg gain over U-Net?", "How much does SwinSeg gain over GPT-4o?"),
        ("And on MRI?", "How well does SwinSeg do on CT scans?", "How well does SwinSeg do on MRI?"),
        (
            "than a mean?",
            "How much faster is SwinSeg than training from scratch?",
            "How much faster is SwinSeg than a mean?",
        ),
        ("ten organs?", "Does SwinSeg segment five organs at once?", "Does SwinSeg segment ten organs at once?"),
        ("what about scans?", "How many patients has SwinSeg?", "How many scans has SwinSeg?"),
        ("and specificity?", "Which sensitivity does SwinSeg have?", "Which specificity does SwinSeg have?"),
    ],
)
def test_the_parallel_goes(ellipsis: str, before: str, whole: str) -> None:
    assert put_in_place(ellipsis, before, NAME, "At a sensitivity and specificity of 0.9.") == whole


@pytest.mark.parametrize(
    ("ellipsis", "before"),
    [
        ("and in children?", "What is new in SwinSeg?"),  # the paper itself would go
        ("and its code?", "How many patients has SwinSeg?"),
        ("what does it need for training?", "What is SwinSeg for?"),
        ("speed?", "How many patients has SwinSeg?"),
        ("and for the test?", "What is SwinSeg?"),
    ],
)
def test_without_a_parallel_nothing_goes(ellipsis: str, before: str) -> None:
    assert put_in_place(ellipsis, before, NAME, "At a sensitivity and specificity of 0.9.") is None


def test_them_are_what_the_question_before_spoke_of() -> None:
    assert counting_them("and how many of them?", "Did dentists agree?") == "and how many dentists?"
    assert counting_them("how many of them were there?", "Did dentists agree?") == "how many dentists were there?"
    assert counting_them("how many of them have code?", "Did dentists agree?") is None
    assert counting_them("how many of them?", "Is it public?") is None


def test_what_the_question_itself_spoke_of_is_counted_first() -> None:
    asked = "and the scans, how many of them?"
    assert counting_them(asked, "Did dentists agree?") == "and the scans, how many scans?"
