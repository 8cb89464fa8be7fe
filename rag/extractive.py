"""Answers with no model: the sentences of the abstracts that answer, picked, ordered, each cited.

Behind LlamaIndex's `BaseSynthesizer`, like the model; nothing after it knows which one wrote.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from rag.asked_parts import asked_parts
from rag.clause import asking_clause
from rag.enumerations import announces, goes_on
from rag.how_many import asks_count, counted_nouns, counts, counts_some
from rag.match import Matcher
from rag.passages import Span, split_sentences
from rag.synthesize import CitingSynthesizer
from rag.types import Evidence, Paper
from rag.verify import Draft, escape_markers, mark

MAX_SENTENCES = 3
MAX_WORDS = 95
_NEAR = 0.95
"""A second paper is quoted too when it scores at least this share of the best one."""

_CANDIDATES = 20
"""Sentences, the best, among which those are looked for that fit together; bounds the pairs of a long abstract."""

_COUNTS = 0.4
"""For a sentence in which a number counts what the question asks the number of."""

_COUNTS_SOME = 0.15
"""For one in which a number counts anything, where none counts what is asked, as that may be called otherwise."""

_CLAUSE = 0.5
"""How much the clause that asks counts against the whole question, in choosing sentences."""

_PART = 1.2
"""How much a part of a question that asks for something by itself counts, the whole of it the rest: above 1, so that
what only fits the other parts counts against a sentence.
"""

_LEANS = re.compile(
    r"^(?:it|its|this|these|those|they|their|such|here(?!,?\s+(?:we|i)\b)|both|the former|the latter|"
    r"as a result|then)\b",
    re.I,
)
"""How a sentence begins that is not understood without the one before it; "here, we" only says that it is theirs."""
_OF_ITSELF = re.compile(r"^it(?:s)?\b", re.I)
"""How one begins that mostly speaks of the paper's own system, so that its name in front is enough."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence chosen for the answer: the slice `start:end` of the paper's abstract."""

    paper: Paper
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.paper.abstract[self.start : self.end]


class ExtractiveSynthesizer(CitingSynthesizer):
    """Picks and orders the sentences that answer; each is a slice of its abstract, cited.

    `idf` weighs a term by how rare it is in the corpus (without it all count the same); `name_of` gives the name
    that a paper goes by.
    """

    def __init__(
        self, idf: Callable[[str], float] | None = None, name_of: Callable[[Paper], str | None] | None = None
    ) -> None:
        super().__init__()
        self._idf = idf or (lambda _: 1.0)
        self._name_of = name_of or (lambda _: None)

    def draft(self, question: str, evidence: Sequence[Evidence], **_: Any) -> Draft:
        """Two or three sentences, at most MAX_WORDS words, the one that answers first."""
        return self.compose(self.pick(question, evidence))

    def compose(self, picks: Sequence[Pick]) -> Draft:
        """Picks as running text. A sentence that leans on another ("It also…") follows it, or is told whose it is."""
        papers = tuple({pick.paper.id: pick.paper for pick in picks}.values())
        numbers = {paper.id: number for number, paper in enumerate(papers, 1)}
        parts = []
        for place, pick in enumerate(picks):
            text = mark(escape_markers(pick.text), numbers[pick.paper.id])
            called = self._called(pick.paper)
            follows = place and _follows(picks[place - 1], pick)
            if _LEANS.match(pick.text) and called not in pick.text and not follows:
                text = f"{called}: {text}"
            parts.append(text)
        return Draft(" ".join(parts), papers)

    def pick(self, question: str, evidence: Sequence[Evidence]) -> list[Pick]:
        """The sentences of an answer, the one that answers first; evidence comes best paper first."""
        best: dict[str, Evidence] = {}
        for passage in evidence:
            best.setdefault(passage.paper.id, passage)
        papers = [passage.paper for passage in best.values()][:2]
        if not papers:
            return []
        if len(papers) == 2 and best[papers[1].id].score < _NEAR * best[papers[0].id].score:
            papers.pop()
        picks: list[Pick] = []
        left = MAX_WORDS
        for paper, most in zip(
            papers, (MAX_SENTENCES, 1) if len(papers) == 1 else (MAX_SENTENCES - 1, 1), strict=False
        ):
            own = [passage for passage in evidence if passage.paper.id == paper.id]
            found = self.best_sentences(question, own, most, left)
            if picks and sum(map(self._length, found)) > left:
                break
            picks += found
            left -= sum(map(self._length, found))
        return picks

    def best_sentences(
        self, question: str, passages: Sequence[Evidence], most: int, words: float = math.inf
    ) -> list[Pick]:
        """The best sentences among one paper's passages: the best first, the rest in the abstract's order; with
        `words`, of the rest those that fit.
        """
        paper = passages[0].paper
        # An abstract may have a sentence twice.
        in_order = sorted({passage.text: passage for passage in passages}.values(), key=lambda passage: passage.start)
        scores = self._scores(question, paper, in_order)
        clause = asking_clause(question)
        if clause != question:
            # What says which paper is meant is in the sentences that introduce it, not in those that answer.
            asked = self._scores(clause, paper, in_order)
            scores = [(1 - _CLAUSE) * one + _CLAUSE * other for one, other in zip(scores, asked, strict=True)]
        scored = sorted(zip(scores, in_order, strict=True), key=lambda item: -item[0])
        best, parts = scores.index(max(scores)), self._for_each_part(question, paper, in_order, scores)
        parts = [best, *parts] if best in parts or not parts else parts
        first = in_order[parts[0]]
        listed = goes_on([passage.text for passage in in_order], parts[0])
        wanted = [in_order[place] for place in dict.fromkeys([*parts, *listed]) if place != parts[0]]
        # The sentence that the best one leans on reads first; it takes the place of the weakest.
        alone = _OF_ITSELF.match(first.text) and self._name_of(paper)
        leads = _LEANS.match(first.text) and most > 1 and not alone
        before = _sentence_before(paper, first.start) if leads else None
        if before and not any(passage.start <= before[0] < passage.end for passage in in_order):
            before = None  # it was shown already
        lead = [Pick(paper, *before)] if before else []
        left = words - self._length(first) - sum(map(self._length, lead))
        if lead and left < 0:  # no room for it: the best one is told whose it is instead
            left += self._length(lead.pop())
        # What stands behind a colon, numbered, is of the same sentence.
        chosen = self._fitting(wanted, len(wanted) if announces(first.text) else most - 1 - len(lead), left)
        left -= sum(map(self._length, chosen))
        others = [
            (score, passage)
            for score, passage in scored
            if passage != first
            and passage not in chosen
            and Pick(paper, passage.start, passage.end) not in lead
            and not announces(passage.text)  # it says nothing by itself
        ]
        chosen += self._together(others, max(0, most - 1 - len(lead) - len(chosen)), left)
        rest = sorted(chosen, key=lambda passage: passage.start)
        return [*lead, *(Pick(paper, passage.start, passage.end) for passage in (first, *rest))]

    def _for_each_part(
        self, question: str, paper: Paper, in_order: Sequence[Evidence], scores: Sequence[float]
    ) -> list[int]:
        """The place of the sentence that best answers each part of a question that asks for several things; none where
        it asks for one.
        """
        parts = asked_parts(question)
        found = []
        for part in parts if len(parts) > 1 else ():
            own = self._scores(part, paper, in_order)
            both = [(1 - _PART) * one + _PART * other for one, other in zip(scores, own, strict=True)]
            found.append(both.index(max(both)))
        return list(dict.fromkeys(found))

    def _fitting(self, passages: Sequence[Evidence], most: int, words: float) -> list[Evidence]:
        """Of these sentences, in their order, as many as fit."""
        chosen: list[Evidence] = []
        for passage in passages:
            if len(chosen) < most and self._length(passage) <= words:
                chosen.append(passage)
                words -= self._length(passage)
        return chosen

    def _scores(self, question: str, paper: Paper, in_order: Sequence[Evidence]) -> list[float]:
        """How well each sentence of a paper answers."""
        matcher = Matcher(question, paper.title, self._name_of(paper), paper.links, self._idf)
        length = max(len(paper.abstract), 1)
        counting = _counting(question, in_order)
        cosines = [passage.scores.get("dense", 0.0) for passage in in_order]
        usual = sum(cosines) / len(cosines)
        return [
            matcher.score(passage.text, cosine, passage.start / length, before - usual, passage.tokens) + count
            for passage, cosine, before, count in zip(in_order, cosines, [usual, *cosines], counting, strict=False)
        ]

    def _together(self, scored: Sequence[tuple[float, Evidence]], most: int, words: float) -> list[Evidence]:
        """Of sentences, best first, those that fit into so many words and of which as many as may be match best in all:
        two short ones rather than a long one.
        """
        fitting = [(score, passage) for score, passage in scored if self._length(passage) <= words][:_CANDIDATES]
        for count in range(min(most, len(fitting)), 0, -1):
            groups = [
                group
                for group in combinations(fitting, count)
                if sum(self._length(passage) for _, passage in group) <= words
            ]
            if groups:
                best = max(groups, key=lambda group: sum(score for score, _ in group))
                return [passage for _, passage in best]
        return []

    def _length(self, sentence: Pick | Evidence) -> int:
        """Its words, and those that say whose it is where it leans on another."""
        words = len(sentence.text.split())
        return words + len(self._called(sentence.paper).split()) * bool(_LEANS.match(sentence.text))

    def _called(self, paper: Paper) -> str:
        return self._name_of(paper) or paper.title


def _counting(question: str, sentences: Sequence[Evidence]) -> list[float]:
    """What each sentence gets for a number of what the question asks the number of."""
    nouns = counted_nouns(question)
    whole = " ".join(sentence.text for sentence in sentences)
    counted = [bool(nouns) and counts(nouns, sentence.text, whole=whole) for sentence in sentences]
    if any(counted) or not asks_count(question):
        return [_COUNTS * one for one in counted]
    return [_COUNTS_SOME * counts_some(sentence.text) for sentence in sentences]


def _sentence_before(paper: Paper, start: int) -> Span | None:
    earlier = [span for span in split_sentences(paper.abstract) if span[1] <= start]
    return earlier[-1] if earlier else None


def _follows(earlier: Pick, later: Pick) -> bool:
    between = earlier.paper.abstract[earlier.end : later.start]
    return earlier.paper.id == later.paper.id and earlier.end <= later.start and not between.strip()
