"""How much of a question texts cover when a word may be said by one like it ("picture" by "image").

BM25's way of counting (Robertson and Zaragoza 2009), but each word of the question takes, in each text, the best of all
words whose vectors are near its own, by how near they are: a translation model for retrieval (Berger and Lafferty
1999) with word vectors for its probabilities (Zuccon et al. 2015). The vectors are those of `rag.english`.
"""

from copy import copy
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from rag.bm25 import K1, B, covered
from rag.english import Vectors, word_vectors
from rag.lexicon import Lexicon
from rag.words import STOPWORDS, words

_NEAR = 0.4
"""Cosine from which one word may stand for another."""
_MOST_NEAR = 40
"""Words, the nearest, that may stand for one."""
_MOST_WORDS = 50_000
"""Words kept of a large corpus, the most widespread: their vectors take 77 MB."""


class AlikeIndex:
    """The words of the texts of a lexicon, by place in it. `vectors` are those of its `common` words, where kept."""

    def __init__(self, lexicon: Lexicon, vectors: Vectors | None = None) -> None:
        self._lexicon = lexicon
        self.size = len(lexicon)
        self._rows: NDArray[np.int64] | None = None
        self.common = common_words(lexicon)
        self._places = {lexicon.vocabulary[word]: place for place, word in enumerate(self.common)}
        # Of each word of the vocabulary the place among the common ones; what is not one points behind them.
        self._place_of = np.full(len(lexicon.vocabulary), len(self.common), np.int32)
        self._place_of[self.common] = np.arange(len(self.common))
        frequencies = lexicon.having[self.common]
        self._idf = np.log1p((self.size - frequencies + 0.5) / (frequencies + 0.5))
        self._unseen_idf = float(np.log1p((self.size + 0.5) / 0.5))
        self.vectors = word_vectors(list(self._places)) if vectors is None else vectors

    def some(self, numbers: NDArray[np.int64]) -> "AlikeIndex":
        """The same over some texts, by their places; a word stays as rare as in all."""
        found = copy(self)
        found.size = len(numbers)
        found._rows = numbers if self._rows is None else self._rows[numbers]
        return found

    @cached_property
    def _norms(self) -> NDArray[np.float64]:
        """What the length of each text adds below the line of BM25."""
        telling = np.array([word not in STOPWORDS for word in self._lexicon.vocabulary], bool)
        ends = np.concatenate([[0], np.cumsum(self._lexicon.counts * telling[self._lexicon.ids], dtype=np.int64)])
        lengths = np.diff(ends[self._lexicon.starts])
        mean = max(float(lengths.mean()) if len(lengths) else 1.0, 1e-9)
        return np.asarray(K1 * (1 - B + B * lengths / mean))

    def coverage(self, question: str, numbers: NDArray[np.int64] | None = None) -> NDArray[np.float32] | None:
        """The share of a question that each text covers, 0 to 1: shape (size,). None without word vectors.

        With `numbers`, only those texts (each once) are looked at; the others get 0.
        """
        asked = [word for word in words(question) if word not in STOPWORDS]
        vectors = word_vectors(asked)
        if vectors is None or self.vectors is None:
            return None
        numbers = np.arange(self.size) if numbers is None else numbers
        looked_at = numbers if self._rows is None else self._rows[numbers]
        flat = self._lexicon.places_in(looked_at)
        sizes = self._lexicon.starts[looked_at + 1] - self._lexicon.starts[looked_at]
        places = self._place_of[self._lexicon.ids[flat]]
        nears = [_near(cosines) for cosines in vectors @ self.vectors.T]
        # Few words of a text are near to any of the question's: only those are weighed.
        touched = np.flatnonzero(np.any(nears, axis=0)[places])
        places = places[touched]
        owners = np.repeat(np.arange(len(looked_at)), sizes)[touched]
        counts = self._lexicon.counts[flat[touched]].astype(np.float64)
        weights = (counts / (counts + self._norms[looked_at[owners]])).astype(np.float32)
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        having = owners[starts]
        found = np.zeros(len(looked_at), np.float32)
        rarities = []
        for word, near in zip(asked, nears, strict=True):
            place = self._places.get(word)
            rarity = self._unseen_idf if place is None else float(self._idf[place])
            rarities.append(rarity)
            if len(having):
                found[having] += np.float32(rarity) * np.maximum.reduceat(weights * near[places], starts)
        scores = np.zeros(self.size, np.float32)
        scores[numbers] = found
        return covered(scores, rarities)


def common_words(lexicon: Lexicon) -> NDArray[np.int64]:
    """The words of a lexicon that may stand for others, by place in its vocabulary, the most widespread first."""
    order = np.argsort(-lexicon.having, kind="stable")
    held = order[: int(np.count_nonzero(lexicon.having))].tolist()
    telling = (word for word in held if lexicon.vocabulary[word] not in STOPWORDS)
    return np.fromiter(islice(telling, _MOST_WORDS), np.int64)


def _near(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """The cosines of the words that are near, 0 for the others and for one more word."""
    near = np.flatnonzero(cosines >= _NEAR)
    if len(near) > _MOST_NEAR:
        near = near[np.argsort(-cosines[near], kind="stable")[:_MOST_NEAR]]
    out = np.zeros(len(cosines) + 1, np.float32)
    out[near] = cosines[near]
    return out
