"""List and count questions: decided for every paper of the corpus, not for the top few.

Each paper gets a probability of being about the question's topic, from the words it shares (synonyms count nearly as
much, and in its best sentence related words in part), whether they stand together, and how its best passage compares
with the other papers' by cosine, asked twice: the second time the topic is moved towards the best passages found. Then
those papers are taken that make the expected F1 of the list greatest, so that a topic said in other words, which
has low odds everywhere, still gets its papers. The weights were fitted by logistic regression on the development half
of the golden questions and 45 further ones, and rounded.
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.conditions import Condition
from rag.english import rarity, word_vectors
from rag.index import Index
from rag.retrieve import Ranking, ask_again, filled
from rag.synonyms import Synonyms
from rag.types import Evidence
from rag.verify import Draft, escape_markers, mark
from rag.words import STOPWORDS, stem, terms, words

_SHARE, _SENTENCE, _WEAKEST, _TOGETHER, _STANDING, _GAP, _TERMS, _CONSTANT = 3.6, 2.2, 1.4, 0.7, 0.4, 6.3, 1.2, -5.7
_COMMON = 0.3
"""How much an everyday word counts in a topic against one that is special in English."""
_HOPELESS = 0.1
"""If even the likeliest paper's probability is below this, no paper is about the topic."""
_TELLING_SHARE = 0.25
"""Share of the papers up to which having a topic's words tells them from the rest."""
_FEEDBACK_PAPERS, _FEEDBACK = 3, 0.5
"""Best papers whose best passages move the topic's vector, and how far."""
_INFLECTED = re.compile(r"e?s|ed|ing|e")
_FORM = 0.75
"""How much another form of a word counts against the word itself."""
_SYNONYM = 0.8
"""How much a synonym counts against the word itself."""
_SHORT, _SPECIAL, _RELATED, _SAME = 3, 0.5, 0.5, 0.5
"""A topic of at most _SHORT words hangs on each one of at least this rarity in English. Where no paper has it, nor a
word with a cosine of _RELATED to it, only a paper with a cosine of _SAME to the topic is about it.
"""
_SAYABLE = 5
"""Words of a topic that read well in the first line."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    """A paper that a list question is about."""

    number: int
    """The paper's number."""
    probability: float
    """That it is about the topic."""
    row: int
    """The passage that qualifies it."""


class Lists:
    """Decides for every paper of one index; the words of its texts are read once."""

    def __init__(self, index: Index, synonyms: Synonyms) -> None:
        self._index = index
        self._synonyms = synonyms
        places: dict[str, int] = {}
        texts = [index.paper(row).abstract[slice(*index.span(row))] for row in range(len(index))]
        self._passages = _Texts(texts, places)
        self._titles = _Texts([paper.title for paper in index.papers], places)
        self._vocabulary = list(places)
        self._having = _places_of([frozenset(terms(word)) | {stem(word)} for word in self._vocabulary])
        self._vectors = word_vectors(self._vocabulary)
        self._neighbours = [_neighbours(f"{paper.title}. {paper.abstract}") for paper in index.papers]

    def decide(
        self,
        topic: str,
        ranking: Ranking,
        conditions: Sequence[Condition] = (),
        *,
        others: Sequence[tuple[str, Ranking]] = (),
        among: Collection[int] | None = None,
    ) -> list[Match]:
        """The papers that meet all conditions and are about the topic (any, without one), likeliest first; `ranking`
        is of the topic. Empty when there is none.

        `others` are topics, each with its ranking, any of which will do ("stroke or bleeding"), in place of the whole;
        `among` are the numbers of the only papers that are asked about.
        """
        met = [self._met(number, conditions) for number in range(len(self._index.papers))]
        allowed = np.array([row is not None for row in met]) if conditions else np.ones(len(met), bool)
        if among is not None:
            allowed &= np.isin(np.arange(len(met)), list(among))
        if not self._topic_terms(topic):
            firsts = self._index.firsts[:-1]
            return (
                [
                    Match(number, 1.0, row if (row := met[number]) is not None else int(firsts[number]))
                    for number in np.flatnonzero(allowed).tolist()
                ]
                if conditions or among is not None
                else []
            )
        asked = [self._probabilities(*pair) for pair in others or [(topic, ranking)]]
        probabilities = np.where(allowed, np.max([found for found, _ in asked], axis=0), 0.0)
        telling = np.max([told for _, told in asked], axis=0)
        if float(probabilities.max()) < _HOPELESS:
            return []
        matches = []
        for number in _best_f1(probabilities):
            row = met[number]
            if row is None:
                row = max(self._index.rows(number), key=lambda r: float(telling[r]))
            matches.append(Match(number, float(probabilities[number]), row))
        return matches

    def adjacent(self, one: str, other: str) -> bool:
        """Whether two words stand next to each other in some paper."""
        pair = stem(one.lower()), stem(other.lower())
        return any(pair in neighbours for neighbours in self._neighbours)

    def tells(self, topic: str) -> bool:
        """Whether some papers have a topic's words, and most have not."""
        return 0 < len(self.having(topic)) <= _TELLING_SHARE * len(self._index.papers)

    def having(self, topic: str) -> frozenset[int]:
        """The numbers of the papers that have each word of a topic, or a synonym of it."""
        wanted = self._topic_terms(topic)
        if not wanted:
            return frozenset()
        groups = [frozenset({term}) | self._synonyms.of(term) for term in wanted]
        found = np.stack([self._exact(*item, group) for item, group in zip(wanted.items(), groups, strict=True)])
        best = np.maximum.reduceat(self._passages.best(found), self._index.firsts[:-1], axis=1)
        held = np.maximum(best, self._titles.best(found)).min(axis=0)
        return frozenset(np.flatnonzero(held >= _FORM).tolist())

    def _probabilities(self, topic: str, ranking: Ranking) -> tuple[Values, Values]:
        """That each paper is about a topic, and how much each passage tells of it."""
        wanted = self._topic_terms(topic)
        odds, telling = self._odds(wanted, ranking)
        if self._lacks(wanted):
            # Without the word that the topic hangs on, only meaning can make up ("quantum" computing).
            odds = np.where(filled(ranking.paper_cosines) >= _SAME, odds, -np.inf)
        return 1 / (1 + np.exp(-odds)), telling

    def _met(self, number: int, conditions: Sequence[Condition]) -> int | None:
        """The passage that shows that a paper meets the first condition; None where it fails one, or there is none."""
        spans = [condition.met(self._index.papers[number]) for condition in conditions]
        if not spans or not all(spans):
            return None
        return next(row for row in self._index.rows(number) if self._index.span(row) == spans[0])

    def _odds(self, wanted: Mapping[str, str], ranking: Ranking) -> tuple[Values, Values]:
        """The log-odds of each paper, and how much each passage tells of the topic."""
        starts = self._index.firsts[:-1]
        groups = [frozenset({term}) | self._synonyms.of(term) for term in wanted]
        having = np.stack(
            [self._exact(term, word, group) for (term, word), group in zip(wanted.items(), groups, strict=True)]
        )
        passages = self._passages.best(having)
        papers = np.maximum(np.maximum.reduceat(passages, starts, axis=1), self._titles.best(having))
        rare = np.log1p((papers.shape[1] - (papers > 0).sum(axis=1) + 0.5) / ((papers > 0).sum(axis=1) + 0.5))
        weights = rare * np.array([_COMMON + (1 - _COMMON) * rarity(word) for word in wanted.values()])
        weights /= max(float(weights.sum()), 1e-9)
        share = weights @ papers
        alike = weights @ np.maximum(passages, self._passages.best(self._alike(list(wanted.values()))))
        pairs = list(pairwise(wanted))
        together = np.array([_together(pairs, n, s) for n, s in zip(self._neighbours, share, strict=True)])
        cosines = filled(ranking.paper_cosines)
        again = ask_again(self._index, ranking, _FEEDBACK_PAPERS, _FEEDBACK)
        odds = (
            _SHARE * share
            + _SENTENCE * np.maximum.reduceat(alike, starts)
            + _WEAKEST * np.maximum.reduceat(passages.min(axis=0), starts)
            + _TOGETHER * together
            + _STANDING * (cosines - cosines.mean()) / max(float(cosines.std()), 1e-6)
            + _GAP * (again - np.sort(again)[-3:].mean())
            + _TERMS * math.log1p(len(wanted))
            + _CONSTANT
        )
        return odds, (weights @ passages + alike) / 2 + np.nan_to_num(ranking.cosines)

    def _lacks(self, wanted: Mapping[str, str]) -> bool:
        """Whether a word that is special in English, or one like it, stands in no paper; of a short topic only."""
        if len(wanted) > _SHORT:
            return False
        for term, word in wanted.items():
            known = any(other in self._having for other in (term, *self._synonyms.of(term)))
            if not known and rarity(word) >= _SPECIAL and float(self._alike([word]).max(initial=0.0)) < _RELATED:
                return True
        return False

    def _exact(self, term: str, word: str, group: frozenset[str]) -> Values:
        """For each word of the vocabulary: 1 where it is the term, less for a synonym, 0 for neither."""
        found = np.zeros(len(self._vocabulary))
        for other in group:
            found[self._having.get(other, [])] = _SYNONYM
        for place in self._having.get(term, []):
            # "Interaction" has the stem of "interactive" and may mean something else.
            found[place] = 1.0 if _same_form(word, self._vocabulary[place]) else _FORM
        return found

    def _alike(self, asked: Sequence[str]) -> Values:
        """How alike each word of the vocabulary is to each word asked for: 0 to 1."""
        vectors = word_vectors(asked)
        if vectors is None or self._vectors is None:
            return np.zeros((len(asked), len(self._vocabulary)))
        return np.asarray((vectors @ self._vectors.T).clip(0, 1), np.float64)

    def _topic_terms(self, topic: str) -> dict[str, str]:
        """The terms of a topic, each with its word; a compound ("x-ray") whole where the corpus or a synonym knows
        it, else in its parts.
        """
        found: dict[str, str] = {}
        for word in words(topic):
            whole, *parts = terms(word) or [stem(word)]
            known = not parts or self._synonyms.of(whole) or whole in self._having
            for term in [whole] if known else parts:
                found.setdefault(term, word)
        return found


class _Texts:
    """Many short texts as places in one vocabulary, to look up what each holds at once."""

    def __init__(self, texts: Iterable[str], places: dict[str, int]) -> None:
        held = [[places.setdefault(word, len(places)) for word in _held_words(text)] for text in texts]
        self._places = np.array([place for text in held for place in text] or [0], np.int64)
        self._empty = np.array([not text for text in held])
        self._starts = np.minimum(np.cumsum([0, *(len(text) for text in held)])[:-1], len(self._places) - 1)

    def best(self, values: Values) -> Values:
        """The best value among each text's words: shape (rows, vocabulary) to (rows, texts)."""
        found = np.maximum.reduceat(values[:, self._places], self._starts, axis=1)
        return np.where(self._empty, 0.0, found)


def _held_words(text: str) -> list[str]:
    """The words of a text, compounds whole and in their parts, without stop words; each once."""
    found: dict[str, None] = {}
    for word in words(text):
        for piece in dict.fromkeys((word, *word.replace(".", "-").replace("'", "-").replace("’", "-").split("-"))):
            if len(piece) > 1 and piece not in STOPWORDS:
                found.setdefault(piece)
    return list(found)


def _places_of(held: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """Term to the places of the words that have it."""
    found: dict[str, list[int]] = {}
    for place, group in enumerate(held):
        for term in group:
            found.setdefault(term, []).append(place)
    return found


def _best_f1(probabilities: Values) -> list[int]:
    """The numbers that make the expected F1 greatest, likeliest first; ties in corpus order.

    Taking the k likeliest of items with these probabilities has an expected F1 of about 2 * their sum / (k + the sum
    of all) (Ye et al. 2012, "Optimizing F-measures").
    """
    order = np.argsort(-probabilities, kind="stable")
    sums = np.cumsum(probabilities[order])
    if not len(sums) or sums[-1] <= 0:
        return []
    expected = 2 * sums / (np.arange(1, len(sums) + 1) + sums[-1])
    return [int(number) for number in order[: int(expected.argmax()) + 1] if probabilities[number] > 0]


def _same_form(one: str, other: str) -> bool:
    """Whether two words with one stem are the same but for number or a verb's ending."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return (
        longer == shorter
        or bool(_INFLECTED.fullmatch(longer[len(shorter.rstrip("e")) :]))
        or shorter in longer.split("-")
    )


def _neighbours(text: str) -> frozenset[tuple[str, str]]:
    """Pairs of words that stand next to each other or one apart, stop words left out, compounds whole."""
    sequence = [stem(word) for word in words(text) if word not in STOPWORDS]
    return frozenset(pairwise(sequence)) | frozenset(zip(sequence, sequence[2:], strict=False))


def _together(pairs: Sequence[tuple[str, str]], neighbours: frozenset[tuple[str, str]], share: float) -> float:
    """The share of neighbouring topic words that are also neighbours in the text."""
    if not pairs:
        return float(share > 0.7)
    return sum(pair in neighbours for pair in pairs) / len(pairs)


def says_well(topic: str) -> bool:
    """Whether a topic reads well when it is said back; one of many words is a heap of them."""
    return 0 < len(topic.split()) <= _SAYABLE


def list_draft(evidence: Sequence[Evidence], checked: int, topic: str, conditions: Sequence[Condition] = ()) -> Draft:
    """The list as text: how many of how many, then a row for each paper with the passage that qualifies it."""
    count = len(evidence)
    about = f" “{escape_markers(topic)}”" if says_well(topic) else ""
    verb = "matches" if count == 1 else "match"
    given = " and ".join(condition.name if count == 1 else condition.many for condition in conditions)
    if not topic and not conditions:
        head = f"There are {checked} papers:"
    elif not topic:
        head = f"{count} of {checked} papers {given}:"
    else:
        head = f"{count} of {checked} papers {verb}{about}" + (f" and {given}:" if given else ":")
    rows = []
    for number, passage in enumerate(evidence, 1):
        title = escape_markers(" ".join(passage.paper.title.split()))
        rows.append(f"- {title} — {mark(escape_markers(' '.join(passage.text.split())), number)}")
    return Draft("\n".join([head, "", *rows]), tuple(passage.paper for passage in evidence))
