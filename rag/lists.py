"""List and count questions: decided for every paper of the corpus, not for the top few.

Of a large corpus those papers are decided that may be about the topic at all, and the answer says so.

Each paper gets a probability of being about the question's topic, from the words it shares (synonyms count nearly as
much, and in its best sentence related words in part), whether they stand together, how its best passage compares
with the other papers' by cosine, asked twice: the second time the topic is moved towards the best passages found; and
how its best sentence compares with theirs token by token (`rag.interaction`). Then
those papers are taken that make the expected F1 of the list greatest, so that a topic said in other words, which
has low odds everywhere, still gets its papers. The weights were fitted by logistic regression on the development half
of the golden questions and 45 further ones, and rounded.
"""

import math
import re
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.attributes import MEDICAL, Attribute, attributes, lacks, named_in, term_of
from rag.condition import Condition
from rag.embeddings import embed_question
from rag.english import is_english, rarity
from rag.index import Index
from rag.interaction import Asked, read_question, together
from rag.name_condition import name_condition
from rag.passages import Span
from rag.plain_words import in_technical_words
from rag.read_words import ReadWords, Values
from rag.retrieve import Ranking, ask_again, filled
from rag.short_forms import ShortForms
from rag.synonyms import Synonyms
from rag.words import stem, terms, words

_SHARE, _SENTENCE, _WEAKEST, _TOGETHER, _STANDING, _GAP, _TERMS, _CONSTANT = 3.6, 2.2, 1.4, 0.7, 0.4, 6.3, 1.2, -5.7
_INTERACTION, _INTERACTING = 12.0, 1.44
"""Of how far a paper's best sentence lies below the three best in saying the question's tokens, and what makes up for
it on average; where tokens are kept.
"""
_COMMON = 0.3
"""How much an everyday word counts in a topic against one that is special in English."""
_HOPELESS = 0.1
"""If even the likeliest paper's probability is below this, no paper is about the topic."""
_TELLING_SHARE = 0.25
"""Share of the papers up to which having a topic's words tells them from the rest."""
_FEEDBACK_PAPERS, _FEEDBACK = 3, 0.5
"""Best papers whose best passages move the topic's vector, and how far."""
_MOST_READ = 1500
"""Papers of a large corpus that are decided one by one, those with most of the topic's words and nearest to it."""
_STEP = 500
"""Papers that are read between two words on how far it is."""
_SPREAD = 0.1
"""Standard deviation of the cosines of unrelated papers to a topic, where too few are known to take it from them."""
_SAID = 0.75
"""Least probability of a paper that says all of a topic in so many words."""
_FEW_MEET = 0.06
"""Share of the papers up to which meeting a condition makes one so much likelier to be asked for: most that are not on
the topic do not meet it.
"""
_SEVERAL_SAY, _APART = 3, 0.4
"""From how many papers that say all of a topic in so many words those that have its words apart are less likely, and
how much.
"""
_OF_PEOPLE = re.compile(
    r"\bskin[- ](?:tones?|colou?rs?|types?)\b|\bpathological\w*\b|\bpathologies\b"
    r"|\b(?:correct|wrong|specific|same|underlying|the|a|any|that|this) pathology\b(?! (?:images?|slides?))"
    r"|\bpathology[- ](?:confirmed|proven|verified)\b"
    r"|\b(?:fields|specialties|disciplines|departments)\s+(?:of|like|such as|including)\s+(?:\w+,\s+)*(?:\w+\s+and\s+)?"
    r"pathology\b",
    re.I,
)
"""Tells people apart, and is no part of the body; or means an illness, a test or a department, and no slides of
tissue.
"""
_NAME_PART = 5
"""Letters from which the beginning of a word says what it is of."""
_NAME_LETTERS = 4
"""Letters from which a word that is not English counts with a version behind it, too."""


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
    """Decides for papers of one index, all or those with these `numbers` (ascending); their words are read once."""

    def __init__(
        self,
        index: Index,
        synonyms: Synonyms,
        numbers: NDArray[np.int64] | None = None,
        short_forms: ShortForms | None = None,
    ) -> None:
        self._index = index
        self._synonyms = synonyms
        self._given_forms = short_forms
        self._numbers = np.arange(len(index.papers)) if numbers is None else numbers
        self._rows = np.array([row for number in self._numbers for row in index.rows(int(number))], np.int64)
        sizes = np.array([len(index.rows(int(number))) for number in self._numbers], np.int64)
        self._starts: NDArray[np.int64] = np.cumsum(sizes) - sizes

        self._versions: dict[str, frozenset[str]] = {}
        self._met: dict[Condition, dict[int, Span]] = {}
        self._corpus: ReadWords | None = None

    def __len__(self) -> int:
        """The number of papers that are decided."""
        return len(self._numbers)

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The papers that are decided, by number, ascending."""
        return self._numbers

    def about(self, topic: str, ranking: Ranking, among: NDArray[np.int64] | None = None) -> "Lists":
        """Of many papers, those that may be about a topic: the _MOST_READ (of those `among` them, by number) that have
        most of its words, synonyms included, and are nearest to it. All of few, and without a topic.
        """
        wanted = self._topic_terms(topic)
        if len(self) <= _MOST_READ or not wanted:
            return self
        held = np.stack([self._having_any(term) for term in wanted])
        weights = self._weights(wanted, held.sum(axis=1))
        likely = _SHARE * (weights @ held) + _STANDING * self._standing(ranking)
        order = np.argsort(-likely, kind="stable")
        if among is not None:
            order = order[np.isin(order, among)]
        return Lists(self._index, self._synonyms, np.sort(order[:_MOST_READ]), self._short_forms)

    def read(self, topic: str, conditions: Sequence[Condition]) -> Generator[tuple[int, int]]:
        """Read the papers for `decide`, which otherwise reads them itself: what of them meets a condition, and, with a
        topic, their words. What was read is kept. Yields now and then how many were read, of how many.
        """
        new = {condition: dict[int, Span]() for condition in conditions if condition not in self._met}
        corpus = ReadWords() if self._corpus is None and self._topic_terms(topic) else None
        for done, number in enumerate(self._numbers.tolist() if new or corpus else ()):
            if done and done % _STEP == 0:
                yield done, len(self)
            paper = self._index.papers[number]
            for condition, met in new.items():
                if span := condition.met(paper):
                    met[number] = span
            if corpus:
                spans = map(self._index.span, self._index.rows(number))
                corpus.add(paper, [paper.abstract[start:end] for start, end in spans])
        self._met |= new
        self._corpus = corpus or self._corpus

    def _read(self, topic: str, conditions: Sequence[Condition]) -> None:
        for _ in self.read(topic, conditions):
            pass

    def _texts(self, topic: str) -> ReadWords:
        self._read(topic, ())
        return self._corpus or ReadWords()

    def decide(
        self,
        topic: str,
        ranking: Ranking,
        conditions: Sequence[Condition] = (),
        *,
        question: str = "",
        others: Sequence[tuple[str, Ranking]] = (),
        among: Collection[int] | None = None,
        saying: Collection[int] = (),
        as_one: bool = False,
    ) -> list[Match]:
        """The papers that meet all conditions and are about the topic (any, without one), likeliest first; `ranking`
        is of the topic. Empty when there is none.

        `question` is as it was asked, without what it sets aside: how it says its topic tells, too. `others` are
        topics, each with its ranking, any of which will do ("stroke or bleeding"), in place of the whole; `among` are
        the numbers of the only papers that are asked about, and `saying` of those that say the topic in so many words;
        where these are several and it is one thing (`as_one`), papers that have its words apart are less likely.
        """
        met = self.meeting(conditions)
        allowed = np.array([number in met or not conditions for number in self._numbers.tolist()])
        if among is not None:
            allowed &= np.isin(self._numbers, list(among))
        if not self._topic_terms(topic):
            if not conditions and among is None:
                return []
            numbers = self._numbers[allowed].tolist()
            return [Match(number, 1.0, met.get(number, int(self._index.firsts[number]))) for number in numbers]
        asked = [self._odds_of(*pair) for pair in others or [(topic, ranking)]]
        odds = np.where(allowed, np.max([found for found, _ in asked], axis=0), -np.inf)
        if conditions and 0 < len(met) <= _FEW_MEET * len(self._numbers):
            odds = odds + math.log(len(self._numbers) / len(met))
        # "Our findings reinforce …" has the stem of "reinforcement learning", and does not say it in any way.
        one = attributes(topic) if not others and term_of(topic) else ()
        if len(one) == 1:
            odds = np.where([lacks(one[0], text) for text in map(self._text, self._numbers)], -np.inf, odds)
        telling = np.max([told for _, told in asked], axis=0)
        if float(_probability(odds).max()) < _HOPELESS and not saying:
            return []
        probabilities = _probability(odds + self._interacting(question or topic, ranking))
        says = np.isin(self._numbers, list(saying)) & np.isfinite(odds)
        probabilities = np.where(says, np.maximum(probabilities, _SAID), probabilities)
        if as_one and len(saying) >= _SEVERAL_SAY:
            probabilities = np.where(says, probabilities, _APART * probabilities)
        told = dict(zip(self._rows.tolist(), telling.tolist(), strict=True))
        matches = []
        for i in _best_f1(probabilities):
            number = int(self._numbers[i])
            row = met.get(number)
            if row is None:
                row = max(self._index.rows(number), key=told.__getitem__)
            matches.append(Match(number, float(probabilities[i]), row))
        return matches

    def meeting(self, conditions: Sequence[Condition]) -> dict[int, int]:
        """The papers that meet all conditions, by number, each with the passage that shows the first; none where
        there is no condition.
        """
        if not conditions:
            return {}
        self._read("", conditions)
        first, *others = (self._met[condition] for condition in conditions)
        return {
            number: next(row for row in self._index.rows(number) if self._index.span(row) == span)
            for number, span in first.items()
            if all(number in other for other in others)
        }

    def in_so_many_words(self, core: str) -> frozenset[int]:
        """The papers that say one term in so many words, or as part of a compound ("COVIDx"), or two together."""
        stems = list(map(_stem_of_name, words(core)))
        # The same words come again in paper after paper.
        says = [lru_cache(maxsize=None)(partial(_says_one, self._group(term))) for term in stems]
        term = next((term for term in [term_of(core)] if term and term.section in MEDICAL), None)
        found = set[int]()
        for number in self._numbers.tolist():
            text = _OF_PEOPLE.sub(" ", self._text(number))
            held = _stems_of_names(text)
            if (term and named_in(term, text)) or any(
                all(says_one(said) for says_one, said in zip(says, held[at : at + len(says)], strict=True))
                for at in range(len(held) - len(says) + 1)
            ):
                found.add(number)
        return frozenset(found)

    def says(self, number: int, term: Attribute) -> bool:
        """Whether a paper says a term of the field, in whatever words."""
        text = self._text(number)
        bare = _OF_PEOPLE.sub(" ", text)
        if bare != text and lacks(term, bare) != lacks(term, text):
            return False
        return number in self.having(term.word) or not lacks(term, text)

    def _text(self, number: int) -> str:
        paper = self._index.papers[int(number)]
        return f"{paper.title}. {paper.abstract}"

    def ruled_out(self, conditions: Sequence[Condition], topic: str) -> frozenset[int]:
        """The numbers of the papers that meet all conditions and have each word of a topic, where there are such."""
        met = frozenset(self.meeting(conditions))
        had = self.having(topic) if topic else met
        return met & had if conditions else had

    def adjacent(self, one: str, other: str) -> bool:
        """Whether two words stand next to each other in some paper."""
        pair = stem(one.lower()), stem(other.lower())
        return any(pair in neighbours for neighbours in self._texts(f"{one} {other}").neighbours)

    def tells(self, topic: str) -> bool:
        """Whether some papers of the corpus have a topic's words, and most have not."""
        return 0 < len(self.having(topic)) <= _TELLING_SHARE * len(self._index.papers)

    def having(self, topic: str) -> frozenset[int]:
        """The numbers of the papers of the corpus that have each word of a topic, or a synonym of it."""
        found = frozenset[int]()
        for name in self.names(topic):
            wanted = self._topic_terms(name)
            if wanted:
                held = np.logical_and.reduce([self._having_any(term) for term in wanted])
                found |= frozenset(np.flatnonzero(held).tolist())
        return found

    def names(self, text: str) -> tuple[str, ...]:
        """A text with its names in the short and in the long form that papers of the corpus give for them."""
        return self._short_forms.names(text)

    def saying(self, name: str) -> Condition | None:
        """That a paper says a name; None for what several things are called, which papers say in many words."""
        forms = self._short_forms
        return None if forms.is_kind(name) else name_condition(name, forms.long_of(name))

    @cached_property
    def _short_forms(self) -> ShortForms:
        # Of all papers, so those of a few must not read them again (a second for 100,000).
        return self._given_forms or ShortForms(paper.abstract for paper in self._index.papers if "(" in paper.abstract)

    def _interacting(self, question: str, ranking: Ranking) -> Values | float:
        """What is added to the log-odds of each paper by how its best sentence says the question's tokens; nothing
        where the ranking of the topic compares none.
        """
        held = self._index.interaction
        asked = together([(read, 1.0) for read in self._read_both(question)]) if held and ranking.asked else None
        if held is None or asked is None:
            return 0.0
        best = np.array([sentences.max() for sentences in held.sentences(asked, self._numbers)], np.float64)
        return np.asarray(_INTERACTION * (best - np.sort(best)[-3:].mean()) + _INTERACTING)

    def _read_both(self, question: str) -> Iterator[Asked]:
        """The tokens of a question as it stands, and in the words of the literature."""
        for wording in (question, in_technical_words(question)):
            tokens = embed_question(self._index.embedder, wording)[1] if wording else None
            asked = read_question(wording, tokens) if wording and tokens else None
            if asked:
                yield asked

    def _odds_of(self, topic: str, ranking: Ranking) -> tuple[Values, Values]:
        """The log-odds that each paper is about a topic, tokens left out, and how much each of their passages tells of
        it: of the topic as it stands or in the words of the literature, whichever a paper is likelier to be about.
        """
        found = self._odds(self._topic_terms(topic), ranking)
        technical = self._topic_terms(in_technical_words(topic) or "")
        if not technical:
            return found
        other = self._odds(technical, ranking)
        return np.maximum(found[0], other[0]), np.maximum(found[1], other[1])

    def _odds(self, wanted: Mapping[str, str], ranking: Ranking) -> tuple[Values, Values]:
        """The log-odds of each paper, and how much each of their passages tells of the topic."""
        texts = self._texts(" ".join(wanted.values()))
        having = np.stack([texts.exact(term, word, self._group(term)) for term, word in wanted.items()])
        passages = texts.passages.best(having)
        papers = np.maximum(np.maximum.reduceat(passages, self._starts, axis=1), texts.titles.best(having))
        weights = self._weights(wanted, np.array([int(self._having_any(term).sum()) for term in wanted]))
        share = weights @ papers
        alike = weights @ np.maximum(passages, texts.passages.best(texts.alike(list(wanted.values()))))
        pairs = list(pairwise(wanted))
        together = np.array([_together(pairs, n, s) for n, s in zip(texts.neighbours, share, strict=True)])
        again = ask_again(self._index, ranking, _FEEDBACK_PAPERS, _FEEDBACK)
        odds = (
            _SHARE * share
            + _SENTENCE * np.maximum.reduceat(alike, self._starts)
            + _WEAKEST * np.maximum.reduceat(passages.min(axis=0), self._starts)
            + _TOGETHER * together
            + _STANDING * self._standing(ranking)[self._numbers]
            + _GAP * (again[self._numbers] - np.sort(again)[-3:].mean())
            + _TERMS * math.log1p(len(wanted))
            + _CONSTANT
        )
        return odds, (weights @ passages + alike) / 2 + np.nan_to_num(ranking.cosines[self._rows])

    def _group(self, term: str) -> frozenset[str]:
        # "Vision-language" is "vision-and-language".
        joined = term.replace("-", "-and-", 1)
        also = {joined} if "-" in term and joined in self._index.paper_bm25 else set[str]()
        return frozenset({term}) | self._synonyms.of(term) | self._with_version(term) | also

    def _with_version(self, term: str) -> frozenset[str]:
        """A name with a version behind ("resnet152"), as the corpus has it."""
        if len(term) < _NAME_LETTERS or not term.isalpha() or is_english(term):
            return frozenset()
        found = self._versions.get(term)
        if found is None:
            said = re.compile(rf"{term}-?v?\d\w*")
            found = frozenset(filter(said.fullmatch, self._index.paper_bm25.vocabulary))
            self._versions[term] = found
        return found

    def _having_any(self, term: str) -> NDArray[np.bool_]:
        """Which papers of the corpus have a term or a synonym of it."""
        held = [self._index.paper_bm25.scores([other]) > 0 for other in self._group(term)]
        return np.asarray(np.logical_or.reduce(held))

    def _weights(self, wanted: Mapping[str, str], having: NDArray[np.int64]) -> Values:
        """How much each term of a topic counts, in all 1: by how few papers have it, and how special its word is."""
        rare = np.log1p((len(self._index.papers) - having + 0.5) / (having + 0.5))
        weights = rare * np.array([_COMMON + (1 - _COMMON) * rarity(word) for word in wanted.values()])
        return np.asarray(weights / max(float(weights.sum()), 1e-9))

    def _standing(self, ranking: Ranking) -> Values:
        """How far each paper's cosine lies above the corpus's mean, in standard deviations."""
        cosines = filled(ranking.paper_cosines).astype(np.float64)
        if ranking.vector is None:
            return np.zeros_like(cosines)
        if np.isnan(ranking.paper_cosines).any():
            # Only the nearest papers' cosines are known; the mean is that of a sample.
            return np.asarray((cosines - float(ranking.vector @ self._index.centroid)) / _SPREAD)
        return np.asarray((cosines - cosines.mean()) / max(float(cosines.std()), 1e-6))

    def _topic_terms(self, topic: str) -> dict[str, str]:
        """The terms of a topic, each with its word; a compound ("x-ray") whole where the corpus or a synonym knows
        it, else in its parts.
        """
        found: dict[str, str] = {}
        for word in words(topic):
            whole, *parts = terms(word) or [stem(word)]
            known = not parts or self._synonyms.of(whole) or whole in self._index.paper_bm25
            for term in [whole] if known else parts:
                found.setdefault(term, word)
        return found


@lru_cache(maxsize=65536)
def _stem_of_name(word: str) -> str:
    """A word's stem; of a name with a number, what stands before it ("COVID-19")."""
    bare = re.sub(r"-?\d+$", "", word)
    return stem((bare if len(bare) >= _NAME_PART else word).replace("-", ""))


@lru_cache(maxsize=2048)
def _stems_of_names(text: str) -> tuple[str, ...]:
    return tuple(map(_stem_of_name, words(text)))


def _says_one(wanted: Collection[str], said: str) -> bool:
    return said in wanted or any(
        (len(term) >= _NAME_PART or re.search(r"\w{3}\d$", term)) and said.startswith(term) for term in wanted
    )


def _probability(odds: Values) -> Values:
    return np.asarray(1 / (1 + np.exp(-odds)))


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


def _together(pairs: Sequence[tuple[str, str]], neighbours: frozenset[tuple[str, str]], share: float) -> float:
    """The share of neighbouring topic words that are also neighbours in the text."""
    if not pairs:
        return float(share > 0.7)
    return sum(pair in neighbours for pair in pairs) / len(pairs)
