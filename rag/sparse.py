"""BM25 as sparse vectors, for a Chroma server that has an index of them (distributed and hosted Chroma).

The weights of a text are those that bm25s holds for it, and a question counts each of its terms as often as it says
it, so the product of the two is the BM25 score. A term stands at a number made from its letters, not at its place in a
vocabulary: machines that share a server each number theirs as they read the papers.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from rag.bm25 import BM25Index

Weights = tuple[list[int], list[float]]
"""Numbers of terms, ascending, and the weight of each."""

_NUMBERS = 2**31
"""Of 200,000 terms some ten share theirs with another; a text is then scored for either by both."""


class TextWeights:
    """The weights of each text of a BM25 index, by place."""

    def __init__(self, bm25: BM25Index) -> None:
        numbers, texts, weights = bm25.postings()
        order = np.argsort(texts, kind="stable")
        of_terms = np.array([term_number(term) for term in bm25.vocabulary], np.int64)
        self._numbers: NDArray[np.int64] = of_terms[numbers[order]]
        self._weights = weights[order]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(texts, minlength=bm25.size))])

    def of(self, place: int) -> Weights:
        """Those of the text at a place; none for one without terms."""
        own = slice(int(self._starts[place]), int(self._starts[place + 1]))
        return _summed(self._numbers[own], self._weights[own])


def question_weights(question_terms: Sequence[str]) -> Weights:
    """How often a question says each of its terms."""
    counts = Counter(map(term_number, question_terms))
    return _summed(np.array(list(counts), np.int64), np.array(list(counts.values()), np.float32))


def term_number(term: str) -> int:
    """The number of a term, the same on every machine."""
    return int.from_bytes(blake2b(term.encode(), digest_size=4).digest(), "little") % _NUMBERS


def _summed(numbers: NDArray[np.int64], weights: NDArray[np.float32]) -> Weights:
    unique, places = np.unique(numbers, return_inverse=True)
    summed = np.zeros(len(unique), np.float32)
    np.add.at(summed, places, weights)
    return unique.tolist(), summed.tolist()
