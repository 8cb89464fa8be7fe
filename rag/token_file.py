"""The index terms of a corpus, in order, so that BM25 is made anew without reading the texts again.

For each paper first the terms of its title, then those of each of its sentences; the terms stand as numbers in one
vocabulary that only grows while papers come and go.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from rag.bm25 import BM25Index
from rag.passages import Span
from rag.types import Paper
from rag.words import terms

_VOCABULARY, _TERMS, _LENGTHS = "vocabulary.json", "terms.npy", "lengths.npy"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The terms of papers: `lengths` counts those of each title and sentence, `terms` holds them one after another."""

    vocabulary: list[str]
    terms: NDArray[np.int32]
    lengths: NDArray[np.int32]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote. Raises OSError or ValueError."""
        vocabulary = json.loads((folder / _VOCABULARY).read_text("utf-8"))
        return cls(vocabulary, np.load(folder / _TERMS), np.load(folder / _LENGTHS))

    def save(self, folder: Path) -> list[Path]:
        """Write into a folder; the files written. Raises OSError."""
        folder.mkdir()
        (folder / _VOCABULARY).write_text(json.dumps(self.vocabulary, ensure_ascii=False), "utf-8")
        np.save(folder / _TERMS, self.terms)
        np.save(folder / _LENGTHS, self.lengths)
        return [folder / name for name in (_VOCABULARY, _TERMS, _LENGTHS)]

    def bm25_of_papers(self, firsts: NDArray[np.int64]) -> BM25Index:
        """BM25 over papers, title and abstract as one text; `firsts` numbers the first passage of each, and the end."""
        papers = len(firsts) - 1
        units = np.repeat(np.arange(papers), np.diff(firsts) + 1)
        return BM25Index.of_terms(self.vocabulary, self.terms, np.repeat(units, self.lengths), papers)

    def bm25_of_passages(self, firsts: NDArray[np.int64]) -> BM25Index:
        """BM25 over passages, without their titles."""
        titles = firsts[:-1] + np.arange(len(firsts) - 1)
        in_passage = np.ones(len(self.lengths), bool)
        in_passage[titles] = False
        passages = np.cumsum(in_passage) - 1
        kept = np.repeat(in_passage, self.lengths)
        texts = np.repeat(passages, self.lengths)[kept]
        return BM25Index.of_terms(self.vocabulary, self.terms[kept], texts, int(firsts[-1]))


class TokenWriter:
    """Gathers the terms of papers in turn; those of papers that were there before are taken over."""

    def __init__(self, before: Tokens | None, firsts: NDArray[np.int64] | None) -> None:
        self._before = before
        self._vocabulary = list(before.vocabulary) if before else []
        self._places = {term: place for place, term in enumerate(self._vocabulary)}
        self._terms: list[NDArray[np.int32]] = []
        self._lengths: list[NDArray[np.int32]] = []
        if before is not None and firsts is not None:
            self._units = firsts + np.arange(len(firsts))
            self._ends = np.concatenate([[0], np.cumsum(before.lengths, dtype=np.int64)])

    def read(self, paper: Paper, spans: Sequence[Span]) -> None:
        """Take the terms of the next paper from its words."""
        found = [terms(text) for text in (paper.title, *(paper.abstract[start:end] for start, end in spans))]
        numbers = [self._place(term) for text in found for term in text]
        self._terms.append(np.array(numbers, np.int32))
        self._lengths.append(np.array([len(text) for text in found], np.int32))

    def keep(self, number: int, count: int = 1) -> None:
        """Take those of the next papers from where they stood before, from this number on."""
        assert self._before is not None
        first, end = self._units[number], self._units[number + count]
        self._terms.append(self._before.terms[self._ends[first] : self._ends[end]])
        self._lengths.append(self._before.lengths[first:end])

    def _place(self, term: str) -> int:
        place = self._places.get(term)
        if place is None:
            place = self._places[term] = len(self._vocabulary)
            self._vocabulary.append(term)
        return place

    def tokens(self) -> Tokens:
        """The terms of all papers taken so far."""
        return Tokens(self._vocabulary, np.concatenate(self._terms), np.concatenate(self._lengths))
