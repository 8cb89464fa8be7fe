"""From a question that stands alone to a plan: its kind, what it is answered from, and what is missing.

Lists and comparisons have a form of their own, so that their plan holds the draft too.
"""

import re
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rag import tasks
from rag.abstain import find_gap
from rag.by_record import COUNTED, YEARS_ONLY, by_age, by_age_draft, not_dated, shown, tally
from rag.calls import Calls
from rag.compare import Sides, compose, find_sides, names_another
from rag.conversation import Standalone
from rag.counted import counted, none_of
from rag.deciding import decide_list
from rag.extractive import ExtractiveSynthesizer
from rag.facts import Facts, Field
from rag.field import in_field
from rag.index import Index
from rag.kinds import kind_of
from rag.list_question import ListQuestion, read_list
from rag.lists import Lists, Match, first_rows, list_draft, says_well
from rag.names import Names
from rag.provider import PASSING
from rag.read_records import ByAge, Tally, read_by_age, read_tally
from rag.records import FROM_RECORDS, record_of
from rag.retrieve import Mode, Ranking, rank
from rag.scope import not_known
from rag.spelling import Speller
from rag.synonyms import Synonyms
from rag.topics import alternatives, aside_words, asking_part, compares_numbers, leaves_out, topic_of
from rag.types import Evidence, HowFar, Kind, Paper, Sentence
from rag.verify import Draft, Verified, escape_markers
from rag.where import Where

NOT_SAID = "The abstracts do not say."
T = TypeVar("T")
_LEFT_OUT = "what a paper leaves out cannot be told from its abstract"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known before anything is written."""

    kind: Kind
    ranking: Ranking
    evidence: tuple[Evidence, ...]
    gap: str | None = None
    """The sentence that says what is missing; then nothing is written."""
    draft: Draft | None = None
    """The answer, where the kind has a form of its own (list, comparison); extractive unless `listed`."""
    notices: tuple[str, ...] = ()
    found: tuple[int, ...] = ()
    """The passages, by row, that qualify the papers of a list; `evidence` holds those that are shown."""
    listed: str | None = None
    """The model that decided the list."""
    record: tuple[str, ...] = ()
    """Sentences from the papers' records, which stand before the draft."""
    by_record: bool = False
    """Whether the records decided it, in which a model has no say."""
    stated: Verified | None = None
    """The whole answer, where the records are all that it rests on."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a planner plans from."""

    index: Index
    facts: Facts
    names: Names
    speller: Speller
    synonyms: Synonyms
    extractive: ExtractiveSynthesizer
    ranked: Callable[[str, Sequence[int]], Ranking]
    """Ranks for a question and the papers (by number) that go with it, in `mode`."""
    called: Callable[[Paper], str]
    """How a paper is named in a table's head."""
    mode: Mode
    top_k: int
    """Papers that are written from at most."""


_BESIDE_OTHERS = re.compile(r"\b(?:others?|another|else|rest)\b", re.I)
_OF_ITS = re.compile(r"^\W*(?:(?:and|so|but|ok)\s+)?which of (?:the|these|those|them)\b", re.I)
_OF_ONE_TITLE = 10
"""Best papers among which those of the best one's title are looked for."""


class Planner:
    """Plans answers from one corpus. Safe to share between threads."""

    said = ""
    """What is said of its papers, as "published since 2023", where they are some of a corpus."""

    def __init__(self, parts: Parts) -> None:
        self._index = parts.index
        self._facts = parts.facts
        self._names = parts.names
        self._speller = parts.speller
        self._synonyms = parts.synonyms
        self._extractive = parts.extractive
        self._ranked = parts.ranked
        self._called = parts.called
        self._mode = parts.mode
        self._top_k = parts.top_k

    @cached_property
    def _lists(self) -> Lists:
        """Made with the first list question; it reads every word of the corpus."""
        return Lists(self._index, self._synonyms)

    def plan(
        self, alone: Standalone, gap: str | None = None, *, reworded: bool = False
    ) -> Generator[str | Sentence, None, Plan]:
        """Rank, and settle the kind, the evidence and what is missing; `gap` where that is known before. Yields how far
        it is with a list of many papers, each time taking back what it said before.

        `reworded`: other words for what is asked were added to the question.
        """
        question = alone.question
        by_record = read_tally(question) or read_by_age(question)
        if by_record:
            return (yield from self._by_record(alone, by_record, gap))
        kind = self._kind(alone)
        if alone.among and kind not in ("list", "count"):
            kind = "list"
        ranking = self._ranked(question, alone.focus)
        if gap:
            return Plan("abstain", ranking, (), gap)
        recorded = self._recorded(alone, ranking) if kind == "fact" else None
        if recorded and self._points(alone):
            return recorded
        told = asking_part(question) if kind in ("list", "count") else question
        gap = (
            alone.gap
            or self._outside(question, kind)
            or find_gap(self._index, ranking, self._names, self._speller, told, kind, reworded=reworded)
        )
        if gap:
            return Plan("abstain", ranking, self._evidence(ranking), gap)
        if kind == "compare":
            sides = find_sides(question, ranking, self._names, lambda part: self._ranked(part, ()), self._index.papers)
            if sides:
                return self._compared(question, ranking, sides)
            # It compares in words only: one paper is named, or none, and the question asks what that says.
            kind = "list" if kind_of(question, 1) == "list" else "fact"
            gap = find_gap(self._index, ranking, self._names, self._speller, question, kind)
            if gap:
                return Plan("abstain", ranking, self._evidence(ranking), gap)
        if kind in ("list", "count"):
            return (yield from self._listed(question, ranking, kind, alone.among))
        return recorded or Plan("fact", ranking, self._evidence(ranking))

    def searched(self, alone: Standalone, plan: Plan, calls: Calls) -> Generator[str | Sentence, None, Plan]:
        """Look again, in words that a model adds, before saying that the papers do not answer."""
        try:
            added = tasks.search_terms(calls, alone.question)
        except PASSING:
            return plan
        if not added:
            return plan
        # The question's own words stay, so that what asks for advice or an unknown name still does.
        added_to = replace(alone, question=f"{alone.question.rstrip('?. ')} ({', '.join(added)})?")
        again = yield from self.plan(added_to, reworded=True)
        return again if not again.gap and again.kind not in ("list", "count") else plan

    def decided(self, alone: Standalone, plan: Plan, calls: Calls) -> Generator[str | Sentence, None, Plan]:
        """A list as a model decides it, paper by paper; any other plan as it is. Yields how far it is, each time
        taking back what it said before.

        What can be read off a paper (a link, code, a survey) is not left to the model, which is asked about the papers
        that meet it, for the rest of the question. Of a large corpus it is asked about those that the rule checked.
        """
        question = alone.question
        kind = self._kind(alone)
        asked = read_list(question)
        if plan.by_record:
            return plan
        if kind not in ("list", "count") or not asked.topic or leaves_out(asked.rest):
            return plan
        papers = len(self._index.papers)
        likely, shown = self.likely(asked)
        none = self._none_of(topic_of(asking_part(question)), len(likely))
        if plan.gap not in (None, none):
            return plan
        checked = _checked(len(likely), papers)
        if asked.conditions:
            likely &= shown.keys()
        order = [number for number in map(int, plan.ranking.best_papers(papers)) if number in likely]
        if not order:
            return plan
        wanted = asked.rest if asked.conditions else question
        decided = yield from _shown(decide_list(calls, self._index, wanted, order, plan.found))
        notices = (decided.notice,) if decided.notice else ()
        if not decided.by_model:
            return replace(plan, notices=(*plan.notices, *notices))
        model = calls.answered.get("small")
        if not decided.rows:
            return Plan("abstain", plan.ranking, self._evidence(plan.ranking), none, None, notices, listed=model)
        rows = [shown.get(int(self._index.owners[row]), row) for row in decided.rows]
        evidence = plan.ranking.evidence(self._index, first_rows(rows))
        draft = list_draft(evidence, papers, asked.topic, asked.conditions, self.said, count=len(rows))
        return Plan(kind, plan.ranking, evidence, None, draft, (*checked, *notices), listed=model)

    def _kind(self, alone: Standalone) -> Kind:
        """The kind of a question; words that were taken out of it may show that it asks for papers."""
        named = self._named(alone.question)
        kind = kind_of(alone.question, named or min(1, len(alone.focus)))
        if len(alone.focus) == 1 and named < 2 and not _BESIDE_OTHERS.search(alone.question):
            # What the parts of one paper have in common, which of its two systems is better.
            kind = "fact" if kind == "compare" or _OF_ITS.match(alone.question) else kind
        if kind == "fact" and names_another(
            alone.question, lambda asked: self._ranked(asked, ()), self._names, self._index.papers
        ):
            kind = "compare"
        return alone.kind if kind == "fact" and alone.kind else kind

    def _points(self, alone: Standalone) -> bool:
        """Whether a question names its paper, or the talk before it does."""
        return bool(alone.focus or self._names.mentions(alone.question))

    def _outside(self, question: str, kind: Kind) -> str | None:
        """That a question is about a paper that is not among these; None where it is not."""
        return None

    def _recorded(self, alone: Standalone, ranking: Ranking) -> Plan | None:
        """A question on authors, year or venue answered from the papers' records; None where they do not give it."""
        mentions = self._names.mentions(alone.question)
        named = [number for mention in mentions for number in self._titled_alike(mention.papers)]
        numbers = list(dict.fromkeys([*named, *alone.focus])) or self._titled_alike(ranking.best_papers(_OF_ONE_TITLE))
        papers = [self._index.papers[number] for number in numbers]
        record = record_of(alone.question, [(self._called(paper), paper) for paper in papers])
        if record is None:
            return None
        evidence = [ranking.evidence(self._index, self._index.rows(number)) for number in numbers]
        picks = [
            self._extractive.best_sentences(f"What is {self._called(paper)}?", passages, 1)[0]
            for paper, passages in zip(papers, evidence, strict=True)
        ]
        flat = tuple(passage for passages in evidence for passage in passages)
        draft = self._extractive.compose(picks)
        return Plan("fact", ranking, flat, draft=draft, notices=(FROM_RECORDS,), record=record)

    def _by_record(
        self, alone: Standalone, by_record: ByAge | Tally, gap: str | None
    ) -> Generator[str | Sentence, None, Plan]:
        """The newest or oldest of the papers that a question is about, or how many of them there are by a field."""
        question = by_record.rest
        ranking = self._ranked(question, alone.focus)
        field: Field = "year" if isinstance(by_record, ByAge) else by_record.field
        asked = read_list(question)
        lacking = not self._facts.having(field).any()
        if lacking and not gap and isinstance(by_record, ByAge) and by_record.sorts:
            plan = yield from self.plan(replace(alone, question=question))
            return replace(plan, notices=(*plan.notices, f"not put in order: {not_known([field])}."))
        if not gap and not lacking and (asked.topic or asked.conditions):
            gap = alone.gap or find_gap(self._index, ranking, self._names, self._speller, asking_part(question), "list")
            if not gap and leaves_out(asked.rest):
                gap = f"{NOT_SAID[:-1]}: {_LEFT_OUT}."
        if gap or lacking:
            told = "Which papers are the newest or oldest" if isinstance(by_record, ByAge) else f"Papers by {field}"
            gap = gap or f"{told} cannot be told: {not_known([field])}."
            return Plan("abstain", ranking, (), gap, by_record=lacking)
        checked = papers = len(alone.among or self._index.papers)
        numbers = list(alone.among or range(papers))
        rows = {number: int(self._index.firsts[number]) for number in numbers}
        if asked.topic or asked.conditions:
            on_topic = self._ranked_topic(asked.topic or question)
            matches, checked = yield from self.matches(asked, on_topic, alone.among)
            if not matches:
                none = self._none_of(topic_of(asking_part(question)), checked, len(alone.among))
                return Plan("abstain", ranking, self._evidence(ranking), none)
            rows = {match.number: match.row for match in matches}
            numbers = list(rows)
        notices = _checked(checked, papers)
        if isinstance(by_record, Tally):
            stated = tally(self._facts, numbers, by_record, asked.topic, self.said)
            return Plan("count", ranking, (), notices=(COUNTED, *notices), by_record=True, stated=stated)
        found = by_age(self._facts.years[numbers], by_record, whole=len(numbers) == papers)
        if not found.places:
            gap = f"Which of {counted(len(numbers), 'paper')} are the newest or oldest cannot be told: none has a year."
            return Plan("abstain", ranking, self._evidence(ranking), gap)
        in_order = [rows[numbers[place]] for place in found.places]
        evidence = ranking.evidence(self._index, first_rows(in_order)[: shown(found, by_record)])
        draft = by_age_draft(found, by_record, evidence, asked.topic, self.said)
        notices = (YEARS_ONLY, *not_dated(found), *notices)
        return Plan("list", ranking, evidence, None, draft, notices, found=tuple(in_order), by_record=True)

    def _titled_alike(self, numbers: Sequence[int]) -> list[int]:
        """The first of some papers, and those of the same title: a question tells none of them from the others."""
        titles = {number: " ".join(self._index.papers[number].title.casefold().split()) for number in numbers}
        return [number for number in numbers if titles[number] == titles[numbers[0]]]

    def matches(
        self, asked: ListQuestion, ranking: Ranking, among: Sequence[int] = ()
    ) -> Generator[str | Sentence, None, tuple[list[Match], int]]:
        """The papers (`among` these, where some are given) that a list question asks for, likeliest first, and how many
        were checked one by one; `ranking` is of its topic. Yields how far it is.
        """
        lists = self._lists.about(asked.topic, ranking, np.array(sorted(among), np.int64) if among else None)
        yield from _shown(lists.read(asked.topic, asked.conditions))
        return self._decide(lists, asked, ranking, among), min(len(lists), len(among) or len(lists))

    def _decide(self, lists: Lists, asked: ListQuestion, ranking: Ranking, among: Sequence[int] = ()) -> list[Match]:
        if asked.topic and not asked.conditions and not in_field(self._index, ranking, listed=True):
            return []
        sides = alternatives(asked.plain, lists.adjacent)
        told = sides if all(map(lists.tells, sides)) else ()
        others = [(side, self._ranked_topic(side)) for side in told]
        found = lists.decide(
            asked.topic, ranking, asked.conditions, question=asked.plain, others=others, among=among or None
        )
        without = lists.having(topic_of(aside_words(asked.aside))) if asked.aside else frozenset()
        return [match for match in found if match.number not in without]

    def _ranked_topic(self, topic: str) -> Ranking:
        """Every paper ranked for a topic."""
        return rank(self._index, topic, self._mode)

    def likely(self, asked: ListQuestion) -> tuple[set[int], dict[int, int]]:
        """The papers that `matches` checks, by number; and of those that meet all conditions the passage that shows the
        first.
        """
        lists = self._lists.about(asked.topic, self._ranked_topic(asked.topic))
        return set(lists.numbers.tolist()), lists.meeting(asked.conditions)

    def _none_of(self, topic: str, checked: int | None = None, among: int = 0) -> str:
        count = among or len(self._index.papers)
        none = f"{none_of(count, 'paper')}{f' {self.said}' if self.said else ''}"
        about = f" “{escape_markers(topic)}”" if says_well(topic) else " what is asked for"
        whole = "it was" if count == 1 else "all of them were"
        which = whole if checked in (None, count) else f"the {checked:,} nearest in words and meaning were"
        return f"{none} matches{about}; {which} checked."

    def _named(self, question: str) -> int:
        return len({mention.papers[0] for mention in self._names.mentions(question)})

    def _evidence(self, ranking: Ranking) -> tuple[Evidence, ...]:
        """The passages to write from: of the best papers, all of each, the best first."""
        best = ranking.best_papers(self._top_k)
        order = {number: place for place, number in enumerate(best)}
        rows = [row for number in best for row in self._index.rows(number)]
        rows.sort(key=lambda row: (order[int(self._index.owners[row])], -ranking.own[row]))
        return ranking.evidence(self._index, rows)

    def _listed(
        self, question: str, ranking: Ranking, kind: Kind, among: Sequence[int] = ()
    ) -> Generator[str | Sentence, None, Plan]:
        """One row a paper, of all papers of the corpus (or `among` these) that are about the topic, with the quote that
        qualifies it.
        """
        asked = read_list(question)
        topic, conditions = asked.topic, asked.conditions
        papers = len(among or self._index.papers)
        if not topic and not conditions:  # "How many papers are there?"
            firsts = self._index.firsts[:-1]
            rows = first_rows((firsts[list(among)] if among else firsts).tolist())
            evidence = ranking.evidence(self._index, rows)
            draft = list_draft(evidence, papers, topic, said=self.said, count=papers)
            return Plan(kind, ranking, evidence, draft=draft)
        if leaves_out(asked.rest):
            gap = f"{NOT_SAID[:-1]}: {_LEFT_OUT}."
            return Plan("abstain", ranking, self._evidence(ranking), gap)
        on_topic = self._ranked_topic(topic or question)
        matches, checked = yield from self.matches(asked, on_topic, among)
        if not matches:
            none = self._none_of(topic_of(asking_part(question)), checked, len(among))
            return Plan("abstain", ranking, self._evidence(ranking), none)
        evidence = on_topic.evidence(self._index, first_rows([match.row for match in matches]))
        draft = list_draft(evidence, papers, topic, conditions, self.said, count=len(matches))
        notices = [*_checked(checked, papers)]
        if asked.aside:
            notices.append(
                f"“{asked.aside}” left out the papers whose abstracts mention it; others may have it unsaid."
            )
        if limit := compares_numbers(question):
            notices.append(f"“{limit}” was not applied: numbers are not compared.")
        return Plan(kind, ranking, evidence, None, draft, tuple(notices), found=tuple(match.row for match in matches))

    def _compared(self, question: str, ranking: Ranking, sides: Sides) -> Plan:
        """The same aspects of each paper side by side."""
        columns = [ranking.evidence(self._index, self._index.rows(number)) for number in sides.numbers]
        draft = compose(question, columns, self._extractive, self._called)
        evidence = tuple(passage for column in columns for passage in column)
        return Plan("compare", ranking, evidence, draft=draft)


class SomePlanner(Planner):
    """Plans from some papers of a corpus, by their numbers in it."""

    def __init__(self, whole: Planner, parts: Parts, numbers: NDArray[np.int64], where: Where) -> None:
        super().__init__(parts)
        self._whole = whole
        self._numbers = numbers
        self.said = where.describe()

    def matches(
        self, asked: ListQuestion, ranking: Ranking, among: Sequence[int] = ()
    ) -> Generator[str | Sentence, None, tuple[list[Match], int]]:
        """Decided in the whole corpus: among papers none of which is about a topic, one is always nearest to it."""
        in_whole = rank(self._whole._index, ranking.question, self._mode)
        lists = self._whole._lists.about(asked.topic, in_whole, self._numbers)
        yield from _shown(lists.read(asked.topic, asked.conditions))
        found = self._whole._decide(lists, asked, in_whole, [int(self._numbers[number]) for number in among])
        places = ((match, self._place(match.number, match.row)) for match in found)
        kept = [Match(place[0], match.probability, place[1]) for match, place in places if place]
        return kept, min(len(lists), len(among) or len(self._index.papers))

    def likely(self, asked: ListQuestion) -> tuple[set[int], dict[int, int]]:
        """As `matches` does, taken from the whole corpus; numbers and passages are those of these papers."""
        lists = self._whole._lists.about(asked.topic, self._whole._ranked_topic(asked.topic), self._numbers)
        shown = (self._place(*item) for item in lists.meeting(asked.conditions).items())
        likely = np.flatnonzero(np.isin(self._numbers, lists.numbers))
        return set(likely.tolist()), dict(place for place in shown if place)

    def _place(self, number: int, row: int) -> tuple[int, int] | None:
        """A paper and a passage of the whole corpus by their numbers here; None for one that is not among these."""
        place = int(np.searchsorted(self._numbers, number))
        if place == len(self._numbers) or self._numbers[place] != number:
            return None
        return place, row - int(self._whole._index.firsts[number] - self._index.firsts[place])

    def _outside(self, question: str, kind: Kind) -> str | None:
        named = self._whole._names.mentions(question)
        if not named or kind in ("list", "count") or self._names.mentions(question):
            return None
        papers = f"{counted(len(self._index.papers), 'paper')} {self.said or 'that are asked'}"
        return f"{NOT_SAID[:-1]}: {escape_markers(named[0].name)} is not among the {papers}."


def _checked(count: int, papers: int) -> tuple[str, ...]:
    """A notice that not all papers were checked; none where they were."""
    if count >= papers:
        return ()
    which = "the one nearest" if count == 1 else "those nearest"
    were = "was" if count == 1 else "were"
    said = f"{count:,} of the {papers:,} papers {were} checked one by one, {which} to the topic in words and meaning"
    return (f"{said}; the others were passed over.",)


def _shown(steps: Generator[tuple[int, int], None, T]) -> Generator[str | Sentence, None, T]:
    """How far a list is, as text that the next step takes back (by an empty Sentence)."""
    back: list[Sentence] = []
    with closing(steps):
        while True:
            try:
                done, total = next(steps)
            except StopIteration as end:
                yield from back
                result: T = end.value
                return result
            if done < total:
                yield from back
                yield HowFar(f"{done:,} of {total:,} papers checked …")
                back = [Sentence("")]
