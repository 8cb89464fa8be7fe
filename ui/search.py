"""The search of the page of all papers: which papers hold words as they are typed, are of a topic, or have links.

Words are looked up in the index's own list of words and in what the papers' records hold, so that a search over
100,000 papers reads none of them.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rag.assistant import Assistant
from rag.paper_map import PaperMap, map_of, paper_vectors, vectors_of
from rag.reference import addresses
from rag.words import words

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]

MAPPED = 1000
"""Papers that are drawn of a corpus too large to be sent whole."""


class Search:
    """Over the papers of one assistant; masks have shape (papers,)."""

    def __init__(self, assistant: Assistant, whole: int) -> None:
        """`whole`: papers up to which all are on the map."""
        self._index, self._facts = assistant.index, assistant.facts
        self._papers = assistant.papers
        self._lexicon = assistant.index.derived.lexicon
        self._all_drawn = len(self._papers) <= whole

    @cached_property
    def drawn(self) -> PaperMap:
        """The map: of all papers, or of an even sample."""
        return map_of(self._index, None if self._all_drawn else MAPPED)

    @property
    def topics(self) -> list[str]:
        """The words that name each topic."""
        return [topic.label for topic in self.drawn.topics]

    def topics_of(self, numbers: Numbers) -> Numbers:
        """The topic of each of some papers, as its place in `topics`: that of the map, or, for one that is not drawn,
        that whose papers are nearest on the whole.
        """
        if self._all_drawn:
            return np.asarray(self._drawn_topics[numbers])
        cosines = vectors_of(self._index, numbers) @ self._centres.T
        return np.asarray(cosines.argmax(axis=1), np.int64)

    def holding(self, query: str) -> Mask:
        """The papers that hold every word of a query, or words that contain it: in title, abstract or record."""
        mask = np.ones(len(self._papers), np.bool_)
        asked = query.casefold().split()
        found = [word for word in asked if words(word)]
        if asked and not found:
            return ~mask
        for word in found:
            mask &= self._in_texts(word) | self._facts.containing(word)
        return mask

    def having(self, topic: str, linked: bool) -> Mask:
        """The papers of the topic that these words name (of any for none), and, where so asked, those with links."""
        mask = np.ones(len(self._papers), np.bool_)
        if topic:
            mask &= np.isin(self._topic_of_all, [place for place, label in enumerate(self.topics) if label == topic])
        return mask & self._linked if linked else mask

    def _in_texts(self, word: str) -> Mask:
        mask = np.ones(len(self._papers), np.bool_)
        for part in words(word):
            wanted = np.array([part in known for known in self._lexicon.vocabulary], np.bool_)
            mask &= self._with_any(wanted)
        return mask

    def _with_any(self, wanted: Mask) -> Mask:
        """The papers that have any of the words marked in the vocabulary."""
        mask = np.zeros(len(self._papers), np.bool_)
        if wanted.any():
            places = np.flatnonzero(wanted[self._lexicon.ids])
            mask[np.searchsorted(self._lexicon.starts, places, side="right") - 1] = True
        return mask

    @cached_property
    def _drawn_topics(self) -> Numbers:
        out = np.zeros(len(self.drawn.papers), np.int64)
        for place, topic in enumerate(self.drawn.topics):
            out[list(topic.papers)] = place
        return out

    @cached_property
    def _centres(self) -> NDArray[np.float32]:
        """The mean vector of each topic's papers on the map: shape (topics, dimensions)."""
        vectors = vectors_of(self._index, np.array(self.drawn.papers, np.int64))
        return np.array([vectors[list(topic.papers)].mean(axis=0) for topic in self.drawn.topics])

    @cached_property
    def _topic_of_all(self) -> Numbers:
        if self._all_drawn:
            return self._drawn_topics
        return np.asarray((paper_vectors(self._index) @ self._centres.T).argmax(axis=1), np.int64)

    @cached_property
    def _linked(self) -> Mask:
        """Read from every paper, once."""
        return np.array([bool(paper.links or addresses(paper)) for paper in self._papers], np.bool_)
