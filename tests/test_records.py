"""Questions that a paper's record answers."""

import pytest

from rag.records import record_of
from rag.types import Paper

KNOWN = Paper("voco", "VoCo: A Title", "…", authors=("A. Bee", "C. Dee", "E. Eff"), year=2024, venue="CVPR")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who wrote VoCo?", "VoCo was written by A. Bee, C. Dee and E. Eff."),
        ("Who are the authors of VoCo?", "VoCo was written by A. Bee, C. Dee and E. Eff."),
        ("What are the authors of VoCo?", "VoCo was written by A. Bee, C. Dee and E. Eff."),
        ("Name the authors of VoCo", "VoCo was written by A. Bee, C. Dee and E. Eff."),
        ("List the authors of VoCo.", "VoCo was written by A. Bee, C. Dee and E. Eff."),
        (
            "Who wrote VoCo and when?",
            "VoCo was written by A. Bee, C. Dee and E. Eff and was published in 2024, in CVPR.",
        ),
        ("When was VoCo published?", "VoCo was published in 2024, in CVPR."),
        ("Where was VoCo published?", "VoCo was published in CVPR in 2024."),
        (
            "Who wrote VoCo and when was it published?",
            "VoCo was written by A. Bee, C. Dee and E. Eff and was published in 2024, in CVPR.",
        ),
    ],
)
def test_what_is_asked_is_said(question: str, said: str) -> None:
    assert record_of(question, [("VoCo", KNOWN)]) == (said,)


@pytest.mark.parametrize("question", ["What is VoCo?", "How often was VoCo cited?", "What is the impact factor?", ""])
def test_what_no_record_holds_is_left_to_the_abstract(question: str) -> None:
    assert record_of(question, [("VoCo", KNOWN)]) is None


def test_a_record_that_lacks_it_says_nothing() -> None:
    bare = Paper("voco", "VoCo", "…", year=2024)
    assert record_of("Who wrote VoCo?", [("VoCo", bare)]) is None
    assert record_of("When was VoCo published?", [("VoCo", bare)]) == ("“VoCo” was published in 2024.",)
    assert record_of("Who wrote them?", [("VoCo", KNOWN), ("Other", bare)]) is None
    assert record_of("Who wrote it?", []) is None


def test_each_paper_has_its_sentence_and_no_mark_of_a_citation() -> None:
    odd = Paper("odd", "Odd", "…", authors=("B. [1]",))
    first, second = record_of("Who wrote them?", [("VoCo", KNOWN), ("It", odd)]) or ()
    assert first.startswith("VoCo was written by") and "[1]" not in second
