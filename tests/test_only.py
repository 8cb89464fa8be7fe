"""Lists of papers on one kind of imaging alone."""

import pytest
from conftest import make_paper

from rag.only import only_in


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which papers are on ultrasound only?", "ultrasound only"),
        ("papers on MRI alone, no CT mixed in", "MRI alone, no CT mixed in"),
        ("studies devoted solely to histopathology", "solely to histopathology"),
        ("papers that only use CT scans", "only use CT scans"),
    ],
)
def test_one_kind_of_imaging_alone_is_read(question: str, said: str) -> None:
    only = only_in(question)
    assert only is not None
    assert only.said == said


def test_nothing_else_is_as_good_as_only() -> None:
    only = only_in("studies on MR and on no other kind of data")
    assert only and only.condition.name == "is on MR and no other imaging"
    assert only_in("papers on MRI and nothing new") is None


@pytest.mark.parametrize("question", ["Which papers use only few labels?", "papers on MRI", "only papers on knees"])
def test_other_words_with_only_set_no_such_condition(question: str) -> None:
    assert only_in(question) is None


@pytest.mark.parametrize(
    ("abstract", "met"),
    [
        ("We segment the knee in MRI.", True),
        ("We segment the knee in MRI, with T1-weighted and FLAIR sequences.", True),
        ("Radiographers took magnetic resonance images.", True),
        ("We segment the knee in MRI and CT.", False),
        ("We segment the knee in photographs.", False),
    ],
)
def test_a_paper_is_on_it_alone_that_names_no_other(abstract: str, met: bool) -> None:
    only = only_in("papers on MRI only")
    assert only is not None
    assert (only.condition.met(make_paper("one", abstract=abstract)) is not None) is met


def test_what_stands_beside_the_kind_of_imaging_is_still_asked_for() -> None:
    only = only_in("papers that only work with chest x-rays and nothing else")
    assert only
    assert (only.condition.name, only.topic) == ("is on x-rays and no other imaging", "chest")
