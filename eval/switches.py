"""How a part of the line is left out: something harmless in its place, while a context manager is open."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from eval.beir import CONVEX_DENSE, RRF_K
from rag import assistant, list_plans, match, planning, retrieve
from rag.glosses import Glosses
from rag.index import Index
from rag.kinds import kind_of
from rag.read_words import ReadWords
from rag.retrieve import Mode, Ranking
from rag.words import terms

Switch = Callable[[], AbstractContextManager[None]]
"""While what it gives is open, something is left out, everywhere in the process."""
Place = tuple[object, str, Any]
"""An owner, the name of an attribute, and what stands there instead."""
Floats = NDArray[np.float32]

RANKERS = (assistant, list_plans)
"""The modules that rank: what stands for `rank` has to stand in each."""

NEVER = re.compile(r"(?!)()()")
"""A pattern that is found nowhere; it has groups, for what is put back of them."""
ENOUGH = 1e9
"""A limit that nothing reaches."""


def nothing(*_: object, **__: object) -> None:
    """Finds nothing, whatever it is asked."""


def no_glosses(glosses: Glosses, asked: Floats) -> Floats:
    """Stands for `Glosses.nearest`: no gloss is near to any token asked."""
    return np.zeros((len(asked), len(glosses.entries)), np.float32)


def put(*places: Place) -> Switch:
    """A switch that puts values in these places."""

    @contextmanager
    def switched() -> Iterator[None]:
        with ExitStack() as stack:
            for owner, name, value in places:
                stack.enter_context(patch.object(owner, name, value))
            yield

    return switched


def without_sign(sign: str) -> Switch:
    """A switch that gives a sign of `rag.match` no weight."""

    @contextmanager
    def switched() -> Iterator[None]:
        with patch.dict(match._WEIGHTS, {sign: 0.0}):
            yield

    return switched


def as_fact(*kinds: str) -> Switch:
    """A switch that takes questions of these kinds for questions after a fact."""

    def plainly(asked: str, named_papers: int = 0) -> str:
        kind = kind_of(asked, named_papers)
        return "fact" if kind in kinds else kind

    return put((planning, "kind_of", plainly))


def ranked(mode: Mode) -> tuple[Place, ...]:
    """Ranking in this mode, whatever the settings say, in the place of `rank` wherever it is called."""

    def rank(
        index: Index, asked: str, _: Mode = "hybrid", named: Sequence[int] = (), *, topic: bool = False
    ) -> Ranking:
        return retrieve.rank(index, asked, mode, named, topic=topic)

    return tuple((module, "rank", rank) for module in RANKERS)


def fused_ranks(index: Index, question: str, vector: Floats, known: Floats, coverage: Floats, bonus: Floats) -> Floats:
    """Reciprocal rank fusion (Cormack et al. 2009) in the place of `retrieve._hybrid`."""
    scores = np.zeros(len(index.papers), np.float32)
    for side in (index.paper_bm25.scores(terms(question)), np.maximum.reduceat(known, index.firsts[:-1])):
        scores[np.argsort(-side, kind="stable")] += (1 / (RRF_K + np.arange(1, len(scores) + 1))).astype(np.float32)
    return scores


def fused_scores(index: Index, question: str, vector: Floats, known: Floats, coverage: Floats, bonus: Floats) -> Floats:
    """A convex combination of min-max scaled scores (Bruch et al. 2023) in the place of `retrieve._hybrid`."""
    scores = np.zeros(len(index.papers), np.float32)
    dense = np.maximum.reduceat(known, index.firsts[:-1])
    for side, share in ((index.paper_bm25.scores(terms(question)), 1 - CONVEX_DENSE), (dense, CONVEX_DENSE)):
        spread = float(side.max() - side.min())
        scores += np.float32(share) * ((side - side.min()) / spread if spread else np.ones_like(side))
    return scores


def share_of_best(scores: Floats, rarities: object) -> Floats:
    """BM25 over the best text's own, in the place of coverage."""
    return np.asarray(scores / max(float(scores.max(initial=0.0)), 1e-9), np.float32)


def half(probabilities: NDArray[np.float64]) -> list[int]:
    """The papers that are likelier in than out, in the place of the set with the greatest expected F1."""
    order = np.argsort(-probabilities, kind="stable")
    return [int(number) for number in order if probabilities[number] >= 0.5]


def no_vectors(self: ReadWords, asked: Sequence[str]) -> NDArray[np.float64]:
    """No word is like another, in the place of `ReadWords.alike`."""
    return np.zeros((len(asked), len(self._vocabulary)))
