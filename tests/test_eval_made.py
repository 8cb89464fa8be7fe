"""Sentences made by rule, and that the checker tells the wrong ones from the right ones."""

import pytest

from eval.claims import judged, shares
from eval.made import make
from rag import Assistant
from rag.corpus import read_corpus

WRONG, RIGHT = 0.02, 0.97
"""At most this share of wrong sentences may pass as supported; at least that share of right ones must survive."""


def test_there_are_enough_of_both_and_the_same_seed_makes_the_same() -> None:
    papers = read_corpus()
    made = make(papers)
    assert sum(not one.right for one in made) >= 200
    assert sum(one.right for one in made) >= 200
    assert made == make(papers)
    assert {one.claim for one in made} != {one.claim for one in make(papers, seed=1)}


def test_wrong_sentences_differ_from_every_sentence_of_their_paper() -> None:
    for one in make(read_corpus(), each=10):
        if not one.right:
            assert one.claim not in " ".join(one.paper.abstract.split()), one.rule


def test_a_single_paper_is_too_little() -> None:
    with pytest.raises(ValueError, match="at least two"):
        make(read_corpus()[:1])


def test_wrong_sentences_hardly_ever_pass_and_right_ones_survive(assistant: Assistant) -> None:
    found = judged(make(assistant.papers), assistant.judge)
    assert shares(found, right=False)["supported"] <= WRONG
    assert 1 - shares(found, right=True)["unsupported"] >= RIGHT
    assert shares(found, right=True)["supported"] >= 0.9
    for rule in ("another number", "negated", "another name", "turned direction", "clause added"):
        assert found[False, rule]["supported"] <= 1, rule
