"""BM25 over texts with bm25s, and how much of a question a text covers.

Robertson and Zaragoza 2009, in Lucene's form, as bm25s (Lù 2024) computes it. The *coverage* of a text is its BM25
score over the most that a text could score for the question, words that the corpus does not have included. So a
question asked in other words than the papers' has low coverage everywhere, and the dense side decides; a rare name
that a text has gives it high coverage. This is what lets one fixed weight serve both.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

from rag.words import terms

Scores = NDArray[np.float32]

K1, B = 1.2, 0.75
_REACHABLE = 0.7
"""Share of a term's greatest BM25 score that a text reaches which has the term a few times."""
_MOST_TERMS = 10
"""Terms of a question that a text can be asked to have: an abstract never holds all the words of a long one."""


class BM25Index:
    """BM25 over a fixed list of texts, by place in the list."""

    def __init__(self, model: Any, size: int) -> None:
        self._model = model
        self.size = size
        counts = np.diff(model.scores["indptr"]).astype(np.float64)
        self._idf = np.log1p((size - counts + 0.5) / (counts + 0.5))
        self._unseen_idf = float(np.log1p((size + 0.5) / 0.5))

    @classmethod
    def build(cls, texts: Sequence[str]) -> "BM25Index":
        """Index texts, in order."""
        model = bm25s.BM25(k1=K1, b=B, method="lucene")
        # A text without any term (only stop words) keeps its place through a term that no question has.
        model.index([terms(text) or ["\0"] for text in texts], show_progress=False)
        return cls(model, len(texts))

    @classmethod
    def load(cls, folder: Path) -> "BM25Index":
        """Read what `save` wrote. Raises OSError, ValueError or KeyError where it is damaged."""
        model = bm25s.BM25.load(str(folder), load_corpus=False)
        return cls(model, int(model.scores["num_docs"]))

    def save(self, folder: Path) -> None:
        """Write into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self._model.save(str(folder), show_progress=False)

    def __contains__(self, term: str) -> bool:
        """Whether some text has this term."""
        return term in self._model.vocab_dict

    def idf(self, term: str) -> float:
        """Inverse document frequency; a term that no text has gets the most."""
        place = self._model.vocab_dict.get(term)
        return self._unseen_idf if place is None else float(self._idf[place])

    def scores(self, question_terms: Sequence[str]) -> Scores:
        """The BM25 score of every text for a question's terms (a term that it repeats counts as often): shape
        (size,).
        """
        known = [term for term in question_terms if term in self]
        if not known:
            return np.zeros(self.size, np.float32)
        return np.asarray(self._model.get_scores(known), np.float32)

    def coverage(self, question_terms: Sequence[str]) -> Scores:
        """The share of the question that each text covers, about 0 to 1: shape (size,)."""
        return covered(self.scores(question_terms), [self.idf(term) for term in question_terms])


def covered(scores: Scores, rarities: Sequence[float]) -> Scores:
    """BM25 scores as shares of the most that a text could score for terms of these inverse document frequencies."""
    most = sum(sorted(rarities, reverse=True)[:_MOST_TERMS]) * _REACHABLE
    return np.asarray(np.minimum(scores / np.float32(max(most, 1e-9)), 1), np.float32)
