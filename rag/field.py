"""Is a question about what the papers are about at all, and about one of them alone? From how near it is to one of
them, how typical of all it is, and how much of its words they have.
"""

import numpy as np
from numpy.typing import NDArray

from rag.index import Index
from rag.retrieve import Ranking

_NEAREST, _TYPICAL, _WORDS, _IN_FIELD = 7.0, 6.0, 3.5, 4.6
"""Weights of the best cosine, of how typical of the corpus the question is, and of the best paper's coverage; and the
sum under which a question is about something else. Logistic regression on 80 questions about other things and 102
that the papers answer (AUROC 0.99; 0.98 by the best cosine alone), rounded.
"""
_LISTED = 2.9
"""The sum under which the topic of a list is something else: a word or two are like no paper as a question is. Of 227
topics of lists 4 are below, of 30 on other things 20.
"""
_AHEAD, _USUALLY, _TYPICAL_BY_TOKENS, _IN_FIELD_BY_TOKENS = 1.0, 3.0, 10.0, 4.8
"""Weight of how many standard deviations the best paper's tokens are nearer to the question's than the papers' are on
average, what that is for a question that is answered, the weight of how typical it is beside that, and the sum from
which a question is in the field then. Of 721 questions about one paper, laymen's among them, 7 are below, none of
which finds its paper, and of 85 on other things 80; with 6 for how typical and 4.2, it is 19 and 81.
"""
_FEWEST, _BEST = 30, 10
"""Papers that a corpus must have for a mean to say something, and those among which the nearest is looked for."""
_BACKGROUND = 300
"""Papers, spread over the corpus, that say how near they are on average."""
_ALONE_BY_TOKENS, _ALONE = 1.2, 0.05
"""Standard deviations by which the best paper's tokens are nearer than the next one's, and the lead by which it ranks
first, from which a question that describes something closely is about it alone. Of 32 such questions that want a list
none is so; of 28 that read like ones for a list and want a single paper 6 are, each about the one found.
"""
_COVERAGE = 0.14
"""Coverage under which, without a dense side, a question is about something else."""


def in_field(index: Index, ranking: Ranking, *, listed: bool = False) -> bool:
    """Whether a question, or with `listed` the topic of a list, is about what the papers are about."""
    return above_line(index, ranking, listed=listed) >= 0


def above_line(index: Index, ranking: Ranking, *, listed: bool = False) -> float:
    """How far a question is above the line to the field; negative where it is about something else."""
    coverage = float(ranking.coverage[ranking.best_papers(1)[0]])
    if ranking.vector is None:
        return 0 if listed else coverage - _COVERAGE
    nearest = float(np.nanmax(ranking.paper_cosines))
    # 1 for a question as typical as the corpus's own passages are on average, whatever they are about.
    typical = float(ranking.vector @ index.centroid / max(float(index.centroid @ index.centroid), 1e-9))
    found = _NEAREST * nearest + _TYPICAL * typical + _WORDS * coverage
    ahead = None if listed else _tokens_ahead(index, ranking)
    if ahead is not None:
        found += (_TYPICAL_BY_TOKENS - _TYPICAL) * typical + _AHEAD * (ahead - _USUALLY)
        return found - _IN_FIELD_BY_TOKENS
    return found - (_LISTED if listed else _IN_FIELD)


def _tokens_ahead(index: Index, ranking: Ranking) -> float | None:
    """How far the best paper stands out by the question's tokens, in standard deviations; None without tokens."""
    count = len(index.papers)
    if index.interaction is None or ranking.asked is None or count < _FEWEST:
        return None
    usual = index.interaction.papers(ranking.asked, _background(count))
    best = index.interaction.papers(ranking.asked, np.array(ranking.best_papers(_BEST), np.int64)).max()
    return float((max(best, usual.max()) - usual.mean()) / max(float(usual.std()), 1e-6))


def about_one(index: Index, ranking: Ranking) -> bool:
    """Whether one paper stands out by far as what a question describes, both by its tokens and in the ranking."""
    best = ranking.best_papers(_BEST)
    if len(index.papers) < _FEWEST or float(ranking.papers[best[0]] - ranking.papers[best[1]]) < _ALONE:
        return False
    ahead = ahead_by_tokens(index, ranking)
    return ahead is not None and ahead >= _ALONE_BY_TOKENS


def ahead_by_tokens(index: Index, ranking: Ranking) -> float | None:
    """By how many standard deviations the best paper's tokens are nearer to the question's than those of the next ones
    are; None without tokens.
    """
    if index.interaction is None or ranking.asked is None or len(index.papers) < _FEWEST:
        return None
    found = index.interaction.papers(ranking.asked, np.array(ranking.best_papers(_BEST), np.int64))
    usual = index.interaction.papers(ranking.asked, _background(len(index.papers)))
    return float(found[0] - found[1:].max()) / max(float(usual.std()), 1e-6)


def _background(count: int) -> NDArray[np.int64]:
    return np.linspace(0, count - 1, min(count, _BACKGROUND)).astype(np.int64)
