"""Whether a list question asks for what papers themselves make, use or try."""

import pytest

from rag.own_work import asks_own_work


@pytest.mark.parametrize(
    "question",
    [
        "Which models sort bees?",
        "How many tools map hives?",
        "papers that try out their own model on bees",
        "Name every paper in which a model is put to the test on bees",
        "works that trained on bees",
        "papers that work with bees",
    ],
)
def test_what_papers_make_or_try_is_their_own_work(question: str) -> None:
    assert asks_own_work(question)


@pytest.mark.parametrize(
    "question",
    [
        "papers on bees",
        "Which papers review models of bees?",
        "Who covers bees?",
        "How many abstracts fault existing networks?",
        "Which papers are about tools for hives?",
    ],
)
def test_what_surveys_tell_of_is_no_own_work(question: str) -> None:
    assert not asks_own_work(question)
