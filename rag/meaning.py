"""How near a claim is to the sentences of a paper by the local embedder, and how far apart where opposites differ.

Sentence vectors hold what a text is about more than what it says of it: "is effective" and "is not effective" are near
neighbours. The directions in which short sentences and their opposites differ, taken from pairs of them
(the relation offsets of Mikolov, Yih and Zweig 2013, between sentences), are few; along them alone, what contradicts
a claim is farther from it than what supports it. Those of the local embedder are kept in `rag/data/opposites.npy`: to
embed the pairs would take longer than the first answer's whole check. Figures stand in eval/LOG.md.
"""

from collections.abc import Callable
from functools import cached_property, lru_cache
from importlib import resources

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.config import LOCAL_EMBED_MODEL, LOCAL_EMBED_MODEL_INT8
from rag.embeddings import Vectors, embed_query, embed_texts, unit
from rag.errors import RagError
from rag.signs import Nearness, Source, read_source
from rag.types import Paper

_OPPOSITES = """
is effective | is not effective
is true | is not true
increases | decreases
has an effect | has no effect
was found | was not found
is higher | is lower
is better | is worse
causes harm | prevents harm
is supported by the evidence | is contradicted by the evidence
is associated with it | is not associated with it
always happens | never happens
is possible | is impossible
succeeds | fails
is growing | is shrinking
can happen | cannot happen
will happen | will not happen
is safe | is unsafe
is important | is unimportant
is common | is rare
improves | worsens
is known | is unknown
is likely | is unlikely
is significant | is not significant
is present | is absent
"""
_AXES = 3
"""Directions kept: with more, they hold what a text is about again."""
_KEPT = 512
"""Papers whose sentence vectors are kept, and claims."""


class Meaning:
    """Claims and the sentences of papers as vectors. Safe to share between threads.

    `stored` gives the vectors of a paper's sentences where an index has them: float32, shape (sentences, dimensions),
    else None, and they are embedded.
    """

    def __init__(self, embedder: BaseEmbedding, stored: Callable[[Paper], Vectors | None] = lambda _: None) -> None:
        self._embedder = embedder
        self._stored = stored
        self._sentences = lru_cache(maxsize=_KEPT)(self._read)
        self._claim = lru_cache(maxsize=_KEPT)(lambda claim: embed_query(embedder, claim))

    def nearness(self, claim: str, source: Source) -> Nearness | None:
        """The claim against each sentence of the source; None when the embedder fails."""
        try:
            sentences, vector = self._sentences(source.paper), self._claim(claim)
            apart = np.linalg.norm((sentences - vector) @ self._axes.T, axis=1)
        except RagError:
            return None  # words alone must do
        return Nearness(np.asarray(sentences @ vector, np.float32), np.asarray(apart, np.float32))

    @cached_property
    def _axes(self) -> Vectors:
        if self._embedder.model_name in (LOCAL_EMBED_MODEL, LOCAL_EMBED_MODEL_INT8):
            return kept_directions()
        return directions(self._embedder)

    def _read(self, paper: Paper) -> Vectors:
        source = read_source(paper)
        stored = self._stored(paper)
        if stored is not None and len(stored) == len(source.texts):
            return stored
        return embed_texts(self._embedder, source.texts)


def directions(embedder: BaseEmbedding) -> Vectors:
    """The main directions in which the pairs of opposites differ, each of unit length: float32, shape (3, dimensions).

    Written with `np.save` to `rag/data/opposites.npy` for the local embedder; a test compares the two.
    """
    sides = [side.strip() for line in _OPPOSITES.strip().splitlines() for side in line.split("|")]
    vectors = embed_texts(embedder, [f"This {side}." for side in sides])
    return np.asarray(np.linalg.svd(unit(vectors[::2] - vectors[1::2]), full_matrices=False)[2][:_AXES], np.float32)


def kept_directions() -> Vectors:
    """Those of the local embedder, and of its 8-bit form, whose own span nearly the same space."""
    with (resources.files("rag") / "data" / "opposites.npy").open("rb") as file:
        return np.asarray(np.load(file), np.float32)
