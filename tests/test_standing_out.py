"""Whether a question means one paper, though not clearly by the ranking."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from rag.standing_out import without_rival

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
