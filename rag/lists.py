"""List and count questions: decided for every paper of the corpus, not for the top few.

A question's topic is what is left of it without the words that frame it ("which papers deal with"). Each paper gets
a log-odds of being about the topic, from the words it shares (synonyms count nearly as much), in the whole and in
its best sentence, whether they stand together, and how its best passage compares with the other papers' by cosine.
The weights were fitted by logistic regression on the development half of the golden questions and rounded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.english import rarity
from rag.index import Index
from rag.retrieve import Ranking
from rag.synonyms import Synonyms
from rag.types import Evidence
from rag.verify import Draft, escape_markers, mark
from rag.words import STOPWORDS, stem, terms, words

_SHARE, _SENTENCE, _WEAKEST, _TOGETHER, _STANDING, _GAP, _CONSTANT = 4.1, 1.4, 2.2, 1.1, 0.6, 7.6, -2.6
_NEAR_BEST = 0.6
"""A paper within this log-odds of the best one counts too: a topic in other words has low odds everywhere."""
_HOPELESS = -3.0
"""If even the best paper's log-odds is below this, no paper is about the topic."""
_NEAR = 0.33
"""Cosine under which a paper that has none of the topic's words is not about it."""
_MOSTLY, _OUTSTANDING = 0.5, 0.5
"""Of a term of several words: the share of its neighbours that a paper must have, or standard deviations by which
its cosine must stand out instead.
"""
_DECISIVE, _SAME = 0.6, 0.5
"""Share of a topic's weight from which one word decides, and the cosine at which meaning stands in for it."""
_SPECIAL = 0.5
"""How rare in English a word must be to decide: "enter" may be said in other words, "federated" hardly."""
_SYNONYM = 0.8
"""How much a synonym counts against the word itself."""

_INSTEAD = re.compile(r",?\s+\b(?:rather than|instead of|other than|apart from|and not|but not)\b[^,;?.]*", re.I)
"""What a question sets aside is not its topic."""

_LEAVES_OUT = re.compile(
    r"\b(?:papers?|studies|study|works?|articles?|abstracts?|publications?|surveys?|reviews?|that|which|who|do|does|are|is)\s+"
    r"(?:do not|don't|does not|doesn't|did not|didn't|are not|aren't|is not|isn't|not|never|lack|omit|leave out|"
    r"without)\b",
    re.I,
)
_SAYABLE = 5
"""Words of a topic that read well in the first line."""

_FRAME = frozenset(
    """
    all anything authors collection come comes concern concerned concerns corpus count cover covering covers
    database deal dealing deals done evaluate evaluated evaluates everything exist group groups handle handles
    include includes involve involves link look number present presents relies rely result results something
    team teams test there total touch touches various well whatever work works
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
    return " ".join(kept)


def leaves_out(question: str) -> bool:
    """Whether it asks for papers that do not have something.

    >>> leaves_out("Which papers do not use CT?")
    True
    """
    return bool(_LEAVES_OUT.search(_INSTEAD.sub("", question)))


class Lists:
    """Decides for every paper of one index; the terms of its texts are read once."""

    def __init__(self, index: Index, synonyms: Synonyms) -> None:
        self._index = index
        self._synonyms = synonyms
        self._passages = [_held_terms(index.paper(row).abstract[slice(*index.span(row))]) for row in range(len(index))]
        titles = [_held_terms(paper.title) for paper in index.papers]
        self._papers = [
            titles[number].union(*(self._passages[row] for row in index.rows(number)))
            for number in range(len(index.papers))
        ]
        self._neighbours = [_neighbours(f"{paper.title}. {paper.abstract}") for paper in index.papers]

    def decide(self, topic: str, ranking: Ranking) -> list[Match]:
        """The papers about a topic, likeliest first; `ranking` is of the topic. Empty when none is."""
        asked = self._topic_terms(topic)
        wanted = list(asked)
        if not wanted:
            return []
        groups = [frozenset({term}) | self._synonyms.of(term) for term in wanted]
        weights = np.array([self._rarity(group) for group in groups])
        weights /= max(float(weights.sum()), 1e-9)

        def holds(texts: Sequence[frozenset[str]]) -> NDArray[np.float64]:
            """Shape (texts, terms): 1 for the word, less for a synonym, 0 for neither."""
            rows = [
                [1.0 if t in text else _SYNONYM if g & text else 0.0 for t, g in zip(wanted, groups, strict=True)]
                for text in texts
            ]
            return np.array(rows)

        in_paper = holds(self._papers)
        share = in_paper @ weights
        in_passage = holds(self._passages)
        passage_share = in_passage @ weights
        starts = self._index.firsts[:-1]
        pairs = list(pairwise(wanted))
        cosines = _filled(ranking.paper_cosines)
        together = np.array([_together(pairs, n, s) for n, s in zip(self._neighbours, share, strict=True)])
        standing = (cosines - cosines.mean()) / max(float(cosines.std()), 1e-6)
        odds = (
            _SHARE * share
            + _SENTENCE * np.maximum.reduceat(passage_share, starts)
            + _WEAKEST * np.maximum.reduceat(in_passage.min(axis=1), starts)
            + _TOGETHER * together
            + _STANDING * standing
            + _GAP * (cosines - np.sort(cosines)[-3:].mean())
            + _CONSTANT
        )
        best = float(odds.max())
        if best < _HOPELESS:
            return []
        # A paper with none of the topic's words is about it only when it is near in meaning.
        told = (share > 0) | (cosines >= _NEAR)
        heaviest = int(weights.argmax())
        if float(weights.max()) >= _DECISIVE and rarity(asked[wanted[heaviest]]) >= _SPECIAL:
            # The word that the topic hangs on ("reinforcement" learning): without it, only meaning can make up.
            told &= (in_paper[:, heaviest] > 0) | (cosines >= _SAME)
        if pairs and float(together.max()) == 1.0:
            # The words are a term of this corpus ("state space model"): apart, they mean something else.
            told &= (together >= _MOSTLY) | (standing >= _OUTSTANDING)
        chosen = np.flatnonzero((odds >= min(0.0, best - _NEAR_BEST)) & told)
        order = sorted((int(n) for n in chosen), key=lambda n: (-odds[n], n))
        telling = passage_share + np.nan_to_num(ranking.cosines)
        return [Match(n, float(odds[n]), max(self._index.rows(n), key=lambda r: float(telling[r]))) for n in order]

    def _topic_terms(self, topic: str) -> dict[str, str]:
        """The terms of a topic, each with its word; a compound ("x-ray") whole where the corpus or a synonym knows
        it, else in its parts.
        """
        found: dict[str, str] = {}
        for word in words(topic):
            whole, *parts = terms(word) or [stem(word)]
            known = not parts or self._synonyms.of(whole) or any(whole in held for held in self._papers)
            for term in [whole] if known else parts:
                found.setdefault(term, word)
        return found

    def _rarity(self, group: frozenset[str]) -> float:
        """Inverse document frequency of a word and its synonyms together."""
        having = sum(1 for held in self._papers if group & held)
        return float(np.log1p((len(self._papers) - having + 0.5) / (having + 0.5)))


def _held_terms(text: str) -> frozenset[str]:
    return frozenset(terms(text)) | {stem(word) for word in words(text)}


def _neighbours(text: str) -> frozenset[tuple[str, str]]:
    """Pairs of words that stand next to each other or one apart, stop words left out, compounds whole."""
    sequence = [stem(word) for word in words(text) if word not in STOPWORDS]
    return frozenset(pairwise(sequence)) | frozenset(zip(sequence, sequence[2:], strict=False))


def _together(pairs: Sequence[tuple[str, str]], neighbours: frozenset[tuple[str, str]], share: float) -> float:
    """The share of neighbouring topic words that are also neighbours in the text."""
    if not pairs:
        return float(share > 0.7)
    return sum(pair in neighbours for pair in pairs) / len(pairs)


def _filled(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosines with what the dense search did not reach set to the least that it did; zeros without a dense search."""
    if np.isnan(cosines).all():
        return np.zeros_like(cosines)
    return np.where(np.isnan(cosines), np.nanmin(cosines), cosines)


def list_draft(evidence: Sequence[Evidence], checked: int, topic: str) -> Draft:
    """The list as text: how many of how many, then a row for each paper with the passage that qualifies it."""
    count = len(evidence)
    # A topic of many words is a heap of them; said back, it would not help.
    about = f" “{escape_markers(topic)}”" if 0 < len(topic.split()) <= _SAYABLE else ""
    head = f"{count} of {checked} papers {'matches' if count == 1 else 'match'}{about}:"
    if not topic:
        head = f"There are {checked} papers:"
    rows = []
    for number, passage in enumerate(evidence, 1):
        title = escape_markers(" ".join(passage.paper.title.split()))
        rows.append(f"- {title} — {mark(escape_markers(' '.join(passage.text.split())), number)}")
    return Draft("\n".join([head, "", *rows]), tuple(passage.paper for passage in evidence))
