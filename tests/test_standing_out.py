"""Whether a question means one paper, though not clearly by the ranking."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from rag import standing_out
from rag.standing_out import likely, meant_but_for, without_rival

TEXTS = ("Cows in CT scans. We scan cows.", "Horses. We watch horses.", "Goats. We scan goats with MRI.")


@pytest.mark.parametrize(
    ("question", "scores", "found"),
    [
        ("How were the MRI scans of the cows read?", (0.6, 0.5, 0.4), True),
        ("How were the MRI scans of the cows read?", (0.6, 0.5, 0.55), False),  # the one with MRI is near
        ("How were the MRI scans of the cows read?", (0.6, 0.58, 0.4), False),  # hardly ahead
        ("How were the CT scans of the cows read?", (0.6, 0.5, 0.4), False),  # as the paper says
        ("How were the chemotherapy scans read?", (0.6, 0.5, 0.4), False),  # no kind of data
    ],
)
def test_other_data_than_the_paper_has_count_where_none_with_them_is_near(
    question: str, scores: tuple[float, ...], found: bool
) -> None:
    papers = [SimpleNamespace(title=text.split(". ")[0], abstract=text.split(". ")[1]) for text in TEXTS]
    best = sorted(range(len(scores)), key=lambda number: -scores[number])
    ranking = SimpleNamespace(papers=np.array(scores), best_papers=lambda most: best[:most])
    assert without_rival(question, cast(Any, SimpleNamespace(papers=papers)), cast(Any, ranking)) is found


BUT_FOR = "How is the diffusion model fed in the farm study?"
FARMS = ("Cows. We use a GAN on a farm.", "Horses. We ride them.", "Goats. A diffusion model draws goats.")


@pytest.mark.parametrize(
    ("question", "as_asked", "without", "found"),
    [
        (BUT_FOR, (0.5, 0.4, 0.52), (0.6, 0.5, 0.45), (0, "diffusion model")),
        (BUT_FOR, (0.5, 0.4, 0.6), (0.6, 0.5, 0.45), None),  # the one that has it is clearly ahead
        (BUT_FOR, (0.5, 0.4, 0.52), (0.6, 0.5, 0.55), None),  # and near without it
        (BUT_FOR, (0.5, 0.4, 0.52), (0.6, 0.58, 0.45), None),  # another is near
        (BUT_FOR, (0.5, 0.4, 0.52), (0.45, 0.5, 0.6), None),  # it has the term
        ("Is the diffusion model fed in the farm study?", (0.5, 0.4, 0.52), (0.6, 0.5, 0.45), None),  # granted nothing
        ("How is the liver fed in the farm study?", (0.5, 0.4, 0.52), (0.6, 0.5, 0.45), None),  # an example
    ],
)
def test_a_paper_is_meant_but_for_a_term_where_it_is_ahead_once_that_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    as_asked: tuple[float, ...],
    without: tuple[float, ...],
    found: tuple[int, str] | None,
) -> None:
    def scored(scores: tuple[float, ...]) -> Any:
        best = sorted(range(len(scores)), key=lambda number: -scores[number])
        return SimpleNamespace(papers=np.array(scores), best_papers=lambda most: best[:most], mode="hybrid")

    papers = [SimpleNamespace(title=text.split(". ")[0], abstract=text.split(". ")[1]) for text in FARMS]
    monkeypatch.setattr(standing_out, "rank", lambda index, question, mode: scored(without))
    index = cast(Any, SimpleNamespace(papers=papers))
    assert meant_but_for(question, question, index, scored(as_asked)) == found


@pytest.mark.parametrize(
    ("scores", "by_tokens", "alone"),
    [
        ((0.6, 0.54, 0.4), None, True),
        ((0.6, 0.56, 0.4), 0.8, True),  # somewhat ahead, and by its tokens, too
        ((0.6, 0.56, 0.4), 0.1, False),
        ((0.6, 0.56, 0.4), None, False),
        ((0.6, 0.58, 0.4), 0.8, False),
    ],
)
def test_one_paper_is_meant_where_it_is_ahead_clearly_or_in_both_ways(
    monkeypatch: pytest.MonkeyPatch, scores: tuple[float, ...], by_tokens: float | None, alone: bool
) -> None:
    monkeypatch.setattr(standing_out, "ahead_by_tokens", lambda index, ranking: by_tokens)
    ranking = SimpleNamespace(papers=np.array(scores), best_papers=lambda most: [0, 1, 2][:most])
    assert likely(cast(Any, None), cast(Any, ranking)) == ([0] if alone else [0, 1])
