"""Amounts that readers ask for of anything."""

from dataclasses import replace

import pytest

from rag.details import missing_detail
from rag.types import Paper

BARE = Paper(
    id="cows",
    title="On Cows",
    abstract="We herd cows. CowNet outperforms others. Its notes are kept.",
    authors=(),
    year=None,
    venue=None,
    url=None,
    doi=None,
    pmid=None,
    arxiv_id=None,
    keywords=(),
    links=(),
)


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("By how much does CowNet outperform others?", "It gains 3.1 points."),
        ("How much faster is CowNet?", "It is two times faster."),
        ("How large is the gap between bulls and cows?", "They differ by 4%."),
        ("How big was the set of herds?", "We use 300 herds."),
        ("How long are the reports that CowNet writes?", "Reports have ten words."),
        ("What threshold is used for hunger?", "It is set to 0.5."),
        ("What is the distribution of breeds?", "A share of 40% are Jersey."),
    ],
)
def test_an_amount_is_missing_until_the_abstract_gives_it(question: str, given: str) -> None:
    assert missing_detail(question, BARE)
    assert missing_detail(question, replace(BARE, abstract=f"{BARE.abstract} {given}")) is None


@pytest.mark.parametrize(
    "question",
    ["Can it tell how much worse things will be?", "What value does CowNet add?", "How long do cows sleep on it?"],
)
def test_other_questions_ask_for_no_such_amount(question: str) -> None:
    assert missing_detail(question, replace(BARE, abstract=f"{BARE.abstract} It takes hours.")) is None
