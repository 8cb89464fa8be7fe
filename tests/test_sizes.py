"""Limits that list questions set to numbers."""

import pytest
from conftest import make_paper

from rag.sizes import limit_in


@pytest.mark.parametrize(
    ("question", "abstract", "meets"),
    [
        ("Which papers have fewer than 200 patients?", "We scanned 150 patients.", True),
        ("Which papers have fewer than 200 patients?", "We scanned 150 adult subjects.", True),
        ("Which papers have fewer than 200 patients?", "We scanned 250 patients.", False),
        ("Which papers have fewer than 200 patients?", "We scanned 20 knees of 900 patients.", False),
        ("Which datasets have more than 10,000 images?", "It holds 12k chest images.", True),
        ("Which datasets have more than 10,000 images?", "It holds 12,000 reports.", False),
        ("Which papers train on over 1 million images?", "We use 1.5 million images.", True),
        ("Which papers train on over 1 million images?", "We use 15,000 images.", False),
        ("Which papers use at least 10 datasets?", "We use 10 datasets.", True),
        ("Which papers use more than 10 datasets?", "We use 10 datasets.", False),
        ("Which papers use at least three datasets?", "We use 5 public datasets.", True),
        ("Which papers have more than 10 patients?", "It has 752 individual tasks.", False),
        ("Which papers pose more than 50 tasks?", "The PitVis 2023 Challenge tasks are hard.", False),
        ("Which papers compare over 10 models?", "We tune a 0.23B base model.", False),
    ],
)
def test_a_limit_is_met_by_a_number_of_that_very_thing(question: str, abstract: str, meets: bool) -> None:
    limit = limit_in(question)
    assert limit is not None and limit.condition is not None
    assert bool(limit.condition.met(make_paper("A Study", abstract))) is meets


@pytest.mark.parametrize(
    "question",
    ["Which papers train on over 1 million?", "papers with over 90% accuracy", "Which data are larger than 5 GB?"],
)
def test_a_limit_of_nothing_that_is_counted_is_no_condition(question: str) -> None:
    limit = limit_in(question)
    assert limit is not None and limit.condition is None


@pytest.mark.parametrize("question", ["Which papers use CT?", "papers over 5 years old"])
def test_no_limit_is_read_where_nothing_is_counted(question: str) -> None:
    assert limit_in(question) is None
