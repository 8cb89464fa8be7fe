"""Which paper a question means that tells it by a number."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from rag.same_counts import counting_as_many

TEXTS = ("We count 12 farms.", "We visit 14 farms in the hills.", "We see 14 cows and a farm.")


@pytest.mark.parametrize(
    ("question", "scores", "found"),
    [
        ("What is said of the 14 farms?", (0.6, 0.55, 0.55), 1),
        ("What is said of the 14 farms?", (0.6, 0.4, 0.55), None),  # far behind
        ("What is said of the 14 farms?", (0.55, 0.6, 0.55), None),  # the best one already
        ("What is said of the 12 farms?", (0.6, 0.55, 0.55), None),
        ("What is said of the 13 farms?", (0.6, 0.55, 0.55), None),
        ("What is said of the farms?", (0.6, 0.55, 0.55), None),
        ("What is said of the two farms?", (0.6, 0.55, 0.55), None),  # many have two of anything
    ],
)
def test_the_paper_that_counts_as_many_is_meant(question: str, scores: tuple[float, ...], found: int | None) -> None:
    papers = [SimpleNamespace(title="Farms", abstract=text) for text in TEXTS]
    best = sorted(range(len(scores)), key=lambda number: -scores[number])
    ranking = SimpleNamespace(papers=np.array(scores), best_papers=lambda most: best[:most])
    assert counting_as_many(question, cast(Any, SimpleNamespace(papers=papers)), cast(Any, ranking)) == found
