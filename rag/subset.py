"""An assistant over some of a corpus's papers: the same index, seen through a filter.

Nothing is indexed again. Rare words stay as rare as in the whole corpus and cosines are the same, so what was set by
measuring on the whole (weights, thresholds) keeps its meaning.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.assistant import Assistant
from rag.bm25 import BM25Index, Scores
from rag.index import Index

_KEPT = 8
"""Filtered assistants that are kept for the next question."""

_assistants: "OrderedDict[tuple[int, tuple[str, ...]], tuple[Assistant, Assistant]]" = OrderedDict()
_lock = Lock()


def of_papers(whole: Assistant, ids: Sequence[str]) -> Assistant:
    """An assistant that answers from these papers alone (by id, in corpus order); the whole one where none is known.

    Kept for the next question over the same papers. It shares the index of the whole: do not close it.
    """
    wanted = set(ids)
    numbers = [number for number, paper in enumerate(whole.papers) if paper.id in wanted]
    if not numbers:
        return whole
    key = id(whole), tuple(whole.papers[number].id for number in numbers)
    with _lock:
        if key not in _assistants:
            _assistants[key] = (whole, Assistant(SubIndex(whole.index, numbers), whole.settings))
            while len(_assistants) > _KEPT:
                _assistants.popitem(last=False)
        _assistants.move_to_end(key)
        return _assistants[key][1]


class SubIndex(Index):
    """Some papers of an index, by their numbers in it, ascending."""

    def __init__(self, whole: Index, numbers: Sequence[int]) -> None:
        # Not Index.__init__, which opens files: everything here is a view of what is open.
        self.folder = whole.folder
        self.manifest = whole.manifest
        self.embedder = whole.embedder
        self.papers = tuple(whole.papers[number] for number in numbers)
        kept: NDArray[np.int64] = np.array([row for number in numbers for row in whole.rows(number)], np.int64)
        place = {number: new for new, number in enumerate(numbers)}
        self.owners = np.array([place[int(owner)] for owner in whole.owners[kept]], np.int32)
        self.starts, self.ends = whole.starts[kept], whole.ends[kept]
        self.firsts = np.searchsorted(self.owners, np.arange(len(self.papers) + 1))
        self.paper_bm25 = _SomeTexts(whole.paper_bm25, np.array(numbers, np.int64))
        self.passage_bm25 = _SomeTexts(whole.passage_bm25, kept)
        self._stored = whole.paper_vectors(numbers) if whole.by_paper else whole.vectors([int(row) for row in kept])
        self._collection = None
        self.derived = whole.derived.some(numbers)
        self._embedded, self._embedding = OrderedDict(), Lock()

    def close(self) -> None:
        """Nothing: the files are the whole index's."""


class _SomeTexts(BM25Index):
    """Some texts of a BM25 index; words are as rare as in all of them."""

    def __init__(self, whole: BM25Index, kept: NDArray[np.int64]) -> None:
        self._whole, self._kept = whole, kept
        self.size = len(kept)

    def __contains__(self, term: str) -> bool:
        return term in self._whole

    def idf(self, term: str) -> float:
        """Inverse document frequency in the whole."""
        return self._whole.idf(term)

    def scores(self, question_terms: Sequence[str]) -> Scores:
        """The BM25 score of every kept text: shape (size,)."""
        return self._whole.scores(question_terms)[self._kept]

    def coverage(self, question_terms: Sequence[str]) -> Scores:
        """The share of the question that each kept text covers: shape (size,)."""
        return self._whole.coverage(question_terms)[self._kept]

    def save(self, folder: Any) -> None:
        """Not possible: a view has no files."""
        raise NotImplementedError("some texts of a BM25 index cannot be saved; save the whole")
