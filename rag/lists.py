"""List and count questions: decided for every paper of the corpus, not for the top few.

A question's topic is what is left of it without the words that frame it ("which papers deal with"). Each paper gets
a log-odds of being
about the topic, from the words it shares (synonyms count nearly as much), whether they stand together, and how its
best passage
compares with the other papers' by cosine. The weights were fitted by logistic regression on the development half of
the golden
questions and rounded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.index import Index
from rag.retrieve import Ranking
from rag.synonyms import Synonyms
from rag.types import Evidence
from rag.verify import Draft, escape_markers, mark
from rag.words import STOPWORDS, stem, terms, words

_SHARE, _WEAKEST, _TOGETHER, _STANDING, _GAP, _CONSTANT = 5.2, 1.9, 1.8, 0.5, 8.3, -2.6
_NEAR_BEST = 0.6
"""A paper within this log-odds of the best one counts too: a topic in other words has low odds everywhere."""
_HOPELESS = -3.0
"""If even the best paper's log-odds is below this, no paper is about the topic."""
_NEAR = 0.33
"""Cosine under which a paper that has none of the topic's words is not about it."""
_SYNONYM = 0.8
"""How much a synonym counts against the word itself."""

_INSTEAD = re.compile(r",?\s+\b(?:rather than|instead of|other than|apart from|and not|but not)\b[^,;?.]*", re.I)
"""What a question sets aside is not its topic."""

_SAYABLE = 5
"""Words of a topic that read well in the first line."""

_FRAME = frozenset(
    """
    all anything authors come comes concern concerned concerns count cover covering covers deal dealing deals done
    everything
    exist group groups handle handles include includes involve involves link look number present presents rely relies
    something team teams test touch touches various well whatever work works
    """.split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """A paper that a list question is about."""

    number: int
    """The paper's number."""
    odds: float
    """Log-odds that it is about the topic."""
    row: int
    """The passage that qualifies it."""


def topic_of(question: str) -> str:
    """The question without the words that frame it; a capitalised word inside it stays ("Segment Anything").

    >>> topic_of("Which papers deal with Mamba or other state space models?")
    'Mamba state space models'
    """
    kept = []
    question = _INSTEAD.sub("", question)
    for place, word in enumerate(re.findall(r"[^\s,;:?!()]+", question)):
        low = word.lower().strip(".'\"’“”-–—")
        named = place > 0 and word[:1].isupper() and len(word) > 2
        if low and (named or (low not in STOPWORDS and low not in _FRAME)):
            kept.append(word.rstrip("."))
    return " ".join(kept) or question


def decide(index: Index, ranking: Ranking, synonyms: Synonyms, topic: str) -> list[Match]:
    """The papers about a topic, likeliest first; `ranking` is of the topic. Empty when none is."""
    wanted = _topic_terms(topic)
    if not wanted:
        return []
    texts = [f"{paper.title} {paper.abstract}" for paper in index.papers]
    held = [_held_terms(text) for text in texts]
    groups = [frozenset({term}) | synonyms.of(term) for term in wanted]
    weights = np.array([_rarity(group, held) for group in groups])
    # Shape (papers, terms): 1 for the word, less for a synonym, 0 for neither.
    holds = np.array(
        [[1.0 if t in h else _SYNONYM if g & h else 0.0 for t, g in zip(wanted, groups, strict=True)] for h in held]
    )
    share = holds @ weights / max(weights.sum(), 1e-9)
    pairs = list(pairwise(wanted))
    together = np.array([_together(pairs, text, s) for text, s in zip(texts, share, strict=True)])
    cosines = _filled(ranking.paper_cosines)
    spread = max(float(cosines.std()), 1e-6)
    standing = (cosines - cosines.mean()) / spread
    gap = cosines - np.sort(cosines)[-3:].mean()
    odds = (
        _SHARE * share
        + _WEAKEST * holds.min(axis=1)
        + _TOGETHER * together
        + _STANDING * standing
        + _GAP * gap
        + _CONSTANT
    )
    best = float(odds.max())
    if best < _HOPELESS:
        return []
    # A paper with none of the topic's words is about it only when it is near in meaning.
    told = (share > 0) | (cosines >= _NEAR)
    chosen = np.flatnonzero((odds >= min(0.0, best - _NEAR_BEST)) & told)
    order = sorted((int(n) for n in chosen), key=lambda n: (-odds[n], n))
    return [Match(n, float(odds[n]), _quote(index, ranking, n, wanted, groups, weights)) for n in order]


def _topic_terms(topic: str) -> list[str]:
    found: list[str] = []
    for word in words(topic):
        found += terms(word) or [stem(word)]
    return list(dict.fromkeys(found))


def _held_terms(text: str) -> frozenset[str]:
    return frozenset(terms(text)) | {stem(word) for word in words(text)}


def _rarity(group: frozenset[str], held: Sequence[frozenset[str]]) -> float:
    """Inverse document frequency of a word and its synonyms together."""
    having = sum(1 for h in held if group & h)
    return float(np.log1p((len(held) - having + 0.5) / (having + 0.5)))


def _together(pairs: Sequence[tuple[str, str]], text: str, share: float) -> float:
    """The share of neighbouring topic words that also stand next to each other (or one apart) in the text."""
    if not pairs:
        return float(share > 0.7)
    sequence = terms(text)
    near = set(pairwise(sequence)) | set(zip(sequence, sequence[2:], strict=False))
    return sum(pair in near for pair in pairs) / len(pairs)


def _filled(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosines with what the dense search did not reach set to the least that it did; zeros without a dense search."""
    if np.isnan(cosines).all():
        return np.zeros_like(cosines)
    return np.where(np.isnan(cosines), np.nanmin(cosines), cosines)


def _quote(
    index: Index,
    ranking: Ranking,
    number: int,
    wanted: Sequence[str],
    groups: Sequence[frozenset[str]],
    weights: NDArray[np.float64],
) -> int:
    """The passage of a paper that shows best that it is about the topic."""

    def strength(row: int) -> float:
        start, end = index.span(row)
        held = _held_terms(index.paper(row).abstract[start:end])
        value = sum(
            w * (1.0 if t in held else _SYNONYM if g & held else 0.0)
            for t, g, w in zip(wanted, groups, weights, strict=True)
        )
        cosine = ranking.cosines[row]
        return float(value / max(weights.sum(), 1e-9)) + (0.0 if np.isnan(cosine) else float(cosine))

    return max(index.rows(number), key=strength)


def list_draft(evidence: Sequence[Evidence], checked: int, topic: str) -> Draft:
    """The list as text: how many of how many, then a row for each paper with the passage that qualifies it."""
    count = len(evidence)
    # A topic of many words is a heap of them; said back, it would not help.
    about = f" “{escape_markers(topic)}”" if len(topic.split()) <= _SAYABLE else ""
    if not count:
        return Draft(f"None of the {checked} papers matches{about}; all of them were checked.", ())
    head = f"{count} of {checked} papers {'matches' if count == 1 else 'match'}{about}:"
    rows = []
    for number, passage in enumerate(evidence, 1):
        title = escape_markers(" ".join(passage.paper.title.split()))
        rows.append(f"- {title} — {mark(escape_markers(' '.join(passage.text.split())), number)}")
    return Draft("\n".join([head, "", *rows]), tuple(passage.paper for passage in evidence))
