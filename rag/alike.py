"""How much of a question texts cover when a word may be said by one like it ("picture" by "image").

BM25's way of counting (Robertson and Zaragoza 2009), but each word of the question takes, in each text, the best of all
words whose vectors are near its own, by how near they are: a translation model for retrieval (Berger and Lafferty
1999) with word vectors for its probabilities (Zuccon et al. 2015). The vectors are those of `rag.english`.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rag.bm25 import K1, B, covered
from rag.english import word_vectors
from rag.words import STOPWORDS, words

_NEAR = 0.4
"""Cosine from which one word may stand for another."""
_MOST_NEAR = 40
"""Words, the nearest, that may stand for one."""
_MOST_WORDS = 50_000
"""Words kept of a large corpus, the most widespread: their vectors take 77 MB."""


class AlikeIndex:
    """The words of a fixed list of texts, by place in the list."""

    def __init__(self, texts: Sequence[str]) -> None:
        held = [Counter(word for word in words(text) if word not in STOPWORDS) for text in texts]
        self.size = len(held)
        having = Counter(word for counts in held for word in counts)
        self._places = {word: place for place, (word, _) in enumerate(having.most_common(_MOST_WORDS))}
        frequencies = np.array([having[word] for word in self._places], np.float64)
        self._idf = np.log1p((self.size - frequencies + 0.5) / (frequencies + 0.5))
        self._unseen_idf = float(np.log1p((self.size + 0.5) / 0.5))
        self._vectors = word_vectors(list(self._places))
        lengths = np.array([counts.total() for counts in held], np.float64)
        norms = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if self.size else 1.0, 1e-9))
        found = [
            (self._places[word], number, count / (count + norms[number]))
            for number, counts in enumerate(held)
            for word, count in counts.items()
            if word in self._places
        ]
        found.sort(key=lambda item: item[0])
        self._texts = np.array([number for _, number, _ in found], np.int32)
        self._weights = np.array([weight for _, _, weight in found], np.float32)
        self._starts = np.searchsorted([place for place, _, _ in found], np.arange(len(self._places) + 1))

    def coverage(self, question: str) -> NDArray[np.float32] | None:
        """The share of a question that each text covers, 0 to 1: shape (size,). None without word vectors."""
        asked = [word for word in words(question) if word not in STOPWORDS]
        vectors = word_vectors(asked)
        if vectors is None or self._vectors is None:
            return None
        scores = np.zeros(self.size, np.float32)
        rarities = []
        for word, cosines in zip(asked, vectors @ self._vectors.T, strict=True):
            place = self._places.get(word)
            rarity = self._unseen_idf if place is None else float(self._idf[place])
            rarities.append(rarity)
            scores += np.float32(rarity) * self._best(cosines)
        return covered(scores, rarities)

    def _best(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """For each text the best of its words that are near: how near, times how much the text is about it."""
        near = np.flatnonzero(cosines >= _NEAR)
        if len(near) > _MOST_NEAR:
            near = near[np.argsort(-cosines[near], kind="stable")[:_MOST_NEAR]]
        best = np.zeros(self.size, np.float32)
        for place in near:
            span = slice(self._starts[place], self._starts[place + 1])
            texts = self._texts[span]
            best[texts] = np.maximum(best[texts], self._weights[span] * cosines[place])
        return best
