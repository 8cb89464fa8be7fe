"""Some papers of a corpus, seen through a filter: the same index, names, words and conversation.

Nothing is indexed again and nothing large is copied, so that a filter over 100,000 papers costs milliseconds. Rare
words stay as rare as in the whole corpus and cosines are the same, so what was set by measuring on the whole (weights,
thresholds) keeps its meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from rag.bm25 import BM25Index, Scores
from rag.conversation import Conversation
from rag.counted import counted
from rag.embeddings import Vectors
from rag.index import Index
from rag.interaction import Interaction
from rag.names import Mention, Names
from rag.spelling import Speller
from rag.turn import Standalone
from rag.types import Paper
from rag.words import stem

Numbers = NDArray[np.int64]
"""Numbers of papers in the whole corpus, ascending."""

_HELD = 20_000
"""Passages up to which a filter's vectors are held in memory (31 MB) and searched exactly; above it the whole is
searched wider, by what share of it passes, and what does not pass is left out.
"""
_WIDER = 1.5
"""How much wider than that share asks for: near passages may be fewer among those that pass."""


class SubIndex(Index):
    """Some papers of an index."""

    def __init__(self, whole: Index, numbers: Numbers) -> None:
        # Not Index.__init__, which opens files: everything here is a view of what is open.
        self._whole = whole
        self.folder = whole.folder
        self.manifest = whole.manifest
        self.embedder = whole.embedder
        self._collection = None  # words are bm25s': a filter may leave out all that a server finds best
        self.papers = _SomePapers(whole.papers, numbers)
        counts = whole.firsts[numbers + 1] - whole.firsts[numbers]
        self.firsts = np.concatenate([[0], np.cumsum(counts)])
        self.owners = np.repeat(np.arange(len(numbers), dtype=np.int32), counts)
        self._kept: Numbers = np.arange(len(self.owners)) + np.repeat(whole.firsts[numbers] - self.firsts[:-1], counts)
        self.starts, self.ends = whole.starts[self._kept], whole.ends[self._kept]
        self.paper_bm25 = _SomeTexts(whole.paper_bm25, numbers)
        self.passage_bm25 = _SomeTexts(whole.passage_bm25, self._kept)
        self._papers_kept = numbers

    def _nearest(self, vector: Vectors, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        if self._some_vectors is not None:
            cosines = self._some_vectors @ np.asarray(vector, np.float32)
            places = np.argsort(-cosines, kind="stable")[:k]
            return places, cosines[places]
        kept = self._papers_kept if self.by_paper else self._kept
        whole = len(self._whole.papers) if self.by_paper else len(self._whole)
        wide = int(k * _WIDER * whole / len(kept)) + 1
        search = self._whole.dense_papers if self.by_paper else self._whole.dense
        found, cosines = search(vector, min(wide, whole))
        places = np.searchsorted(kept, found)
        passes = kept[np.minimum(places, len(kept) - 1)] == found
        return places[passes][:k], cosines[passes][:k]

    @cached_property
    def _some_vectors(self) -> Vectors | None:
        if self.by_paper:
            return self._whole.paper_vectors(self._papers_kept.tolist()) if len(self.papers) <= _HELD else None
        return self._whole.vectors(self._kept.tolist()) if len(self) <= _HELD else None

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """The vectors of passages, one row each, in the order asked."""
        if not self.by_paper and "_some_vectors" in self.__dict__ and self._some_vectors is not None:
            return np.asarray(self._some_vectors[list(rows)])
        return self._whole.vectors([int(self._kept[row]) for row in rows])

    def paper_vectors(self, numbers: Sequence[int]) -> Vectors:
        """The vectors of papers, one row each, in the order asked; of an index where they have one."""
        return self._whole.paper_vectors([int(self._papers_kept[number]) for number in numbers])

    @cached_property
    def interaction(self) -> Interaction | None:
        """The token vectors of the papers, as the whole index has them."""
        return self._whole.interaction.some(self._papers_kept) if self._whole.interaction else None

    @cached_property
    def everyday(self) -> Interaction | None:
        """The papers as the embedder taught everyday words reads them, as the whole index has them."""
        return self._whole.everyday.some(self._papers_kept) if self._whole.everyday else None

    @property
    def centroid(self) -> Vectors:
        """The mean vector of the whole's passages: what is off its topic is off that of some of its papers."""
        return self._whole.centroid

    def close(self) -> None:
        """Nothing: the files are the whole index's."""


class _SomePapers(Sequence[Paper]):
    """Some of the papers, each looked up when it is asked for."""

    def __init__(self, whole: Sequence[Paper], kept: Numbers) -> None:
        self._whole, self._kept = whole, kept

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, at: int) -> Paper: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Paper]: ...

    def __getitem__(self, at: int | slice) -> Paper | Sequence[Paper]:
        if isinstance(at, slice):
            return tuple(self._whole[int(number)] for number in self._kept[at])
        return self._whole[int(self._kept[at])]


class _SomeTexts(BM25Index):
    """Some texts of a BM25 index; words are as rare as in all of them."""

    def __init__(self, whole: BM25Index, kept: Numbers) -> None:
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


class SomeNames(Names):
    """The names that some papers go by in the whole corpus."""

    def __init__(self, whole: Names, numbers: Numbers) -> None:
        self._whole = whole
        self._numbers = numbers
        self._places = _places(numbers)

    def of(self, number: int) -> str | None:
        """The name that the paper with this number goes by, or None."""
        return self._whole.of(int(self._numbers[number]))

    def mentions(self, text: str) -> list[Mention]:
        """The names of these papers in a text, in order."""
        found = []
        for mention in self._whole.mentions(text):
            papers = tuple(self._places[number] for number in mention.papers if number in self._places)
            if papers:
                found.append(replace(mention, papers=papers))
        return found


class SomeWords(Speller):
    """Slips are set right by the whole corpus' words; known are those of some papers."""

    def __init__(self, whole: Speller, index: SubIndex) -> None:
        self._whole = whole
        self._index = index

    def __contains__(self, word: str) -> bool:
        return word in self._whole and bool(self._index.paper_bm25.scores([stem(word)]).any())

    def within(self, bare: str) -> bool:
        """Whether these letters begin a word of any paper of the whole, or a part of one: then they name nothing
        else.
        """
        return self._whole.within(bare)

    def correct(self, question: str) -> str:
        """The question with its slips set right."""
        return self._whole.correct(question)


class SomeConversation(Conversation):
    """Turns are read against the whole corpus; what they point at is said by the numbers of some papers."""

    def __init__(self, whole: Conversation, numbers: Numbers) -> None:
        self._whole = whole
        self._places = _places(numbers)

    def stand_alone(self, question: str, history: Sequence[Mapping[str, str]]) -> Standalone:
        """The question with what it points back to filled in; as it is when it points at nothing."""
        alone = self._whole.stand_alone(question, history)
        focus, among = (
            tuple(self._places[number] for number in numbers if number in self._places)
            for numbers in (alone.focus, alone.among)
        )
        if alone.among and not among:
            gap = f"None of the {counted(len(alone.among), 'paper')} just listed meets the conditions."
            return replace(alone, focus=focus, among=among, gap=gap)
        return replace(alone, focus=focus, among=among)


def _places(numbers: Numbers) -> dict[int, int]:
    return {int(number): place for place, number in enumerate(numbers)}
