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
        found = [terms(text) for text in texts]
        vocabulary = list(dict.fromkeys(term for text in found for term in text))
        places = {term: place for place, term in enumerate(vocabulary)}
        numbers = np.array([places[term] for text in found for term in text], np.int32)
        owners = np.repeat(np.arange(len(found)), [len(text) for text in found])
        return cls.of_terms(vocabulary, numbers, owners, len(found))

    @classmethod
    def of_terms(
        cls, vocabulary: Sequence[str], numbers: NDArray[np.int32], texts: NDArray[np.int64], size: int
    ) -> "BM25Index":
        """Index `size` texts from their terms: each by its number in the vocabulary, and by the text that it is in.

        The scores are what `bm25s.BM25.index` computes, for all terms at once.
        """
        if size:
            keys, counts = np.unique(numbers.astype(np.int64) * size + texts, return_counts=True)
        else:
            keys = counts = np.zeros(0, np.int64)
        term_of, text_of = np.divmod(keys, max(size, 1))
        having = np.bincount(term_of, minlength=len(vocabulary))
        lengths = np.maximum(np.bincount(texts, minlength=size), 1).astype(np.float32)
        norms = np.float32(K1) * (1 - np.float32(B) + np.float32(B) * lengths / np.mean(lengths if size else 1))
        idf = np.log1p((size - having + 0.5) / (having + 0.5)).astype(np.float32)
        model = bm25s.BM25(k1=K1, b=B, method="lucene")
        held = np.flatnonzero(having).tolist()  # a term that no text has any more is as good as unknown
        model.vocab_dict = {vocabulary[term]: place for place, term in enumerate(held)}
        model.nonoccurrence_array = None
        model.scores = {
            "data": (idf[term_of] * counts / (counts + norms[text_of])).astype(np.float32),
            "indices": text_of.astype(np.int32),
            "indptr": np.concatenate([[0], np.cumsum(having[held])]).astype(np.int64),
            "num_docs": size,
        }
        return cls(model, size)

    @classmethod
    def load(cls, folder: Path) -> "BM25Index":
        """Read what `save` wrote; the scores stay on disk until they are asked for. Raises OSError, ValueError or
        KeyError where it is damaged.
        """
        model = bm25s.BM25.load(str(folder), load_corpus=False, mmap=True)
        return cls(model, int(model.scores["num_docs"]))

    def save(self, folder: Path) -> None:
        """Write into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self._model.save(str(folder), show_progress=False)

    @property
    def vocabulary(self) -> list[str]:
        """The terms, by number."""
        return list(self._model.vocab_dict)

    def postings(self) -> tuple[NDArray[np.int64], NDArray[np.int32], Scores]:
        """Of each term in each text that has it: the term's number, the text's place, and what it adds to the score;
        three arrays of one shape.
        """
        numbers = np.repeat(np.arange(len(self._idf)), np.diff(self._model.scores["indptr"]))
        return numbers, np.asarray(self._model.scores["indices"]), np.asarray(self._model.scores["data"])

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
