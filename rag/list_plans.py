"""Plans for lists and counts: every paper decided for, or read off the papers' records.

They have a form of their own, so that the plan holds the draft too.
"""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cached_property, reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rag.attributes import attributes, names_any
from rag.by_record import COUNTED, YEARS_ONLY, by_age, by_age_draft, not_dated, shown, tally
from rag.calls import Calls
from rag.condition import Condition, one_of_both
from rag.counted import counted, none_of
from rag.deciding import decide_list
from rag.facts import Field
from rag.field import in_field
from rag.kinds import describes_one
from rag.list_question import ListQuestion, read_list, says_only_use
from rag.list_text import first_rows, list_draft, said_aside, says_well
from rag.lists import Lists, Match
from rag.paper_conditions import SURVEY
from rag.plan import Parts, Plan
from rag.read_records import ByAge, Tally
from rag.required import names_named, terms_named, together
from rag.retrieve import Ranking, rank
from rag.said_names import without_names
from rag.scope import not_known
from rag.topics import alternatives, asking_part, topic_of, without_elaboration, without_parts
from rag.turn import Standalone
from rag.types import HowFar, Kind, Sentence
from rag.verify import escape_markers
from rag.where import Where

T = TypeVar("T")


class ListPlans:
    """Plans lists from one corpus. Safe to share between threads."""

    said = ""
    """What is said of its papers, as "published since 2023", where they are some of a corpus."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    @cached_property
    def _lists(self) -> Lists:
        """Made with the first list question; it reads every word of the corpus."""
        return Lists(self._parts.index, self._parts.synonyms)

    def listed(
        self, question: str, ranking: Ranking, kind: Kind, among: Sequence[int] = ()
    ) -> Generator[str | Sentence, None, Plan]:
        """One row a paper, of all papers of the corpus (or `among` these) that are about the topic, with the quote that
        qualifies it.
        """
        asked = read_list(question)
        topic, conditions = asked.topic, asked.conditions
        papers = len(among or self._parts.index.papers)
        if not topic and not conditions and not asked.without:  # "How many papers are there?"
            firsts = self._parts.index.firsts[:-1]
            rows = first_rows((firsts[list(among)] if among else firsts).tolist())
            evidence = ranking.evidence(self._parts.index, rows)
            draft = list_draft(evidence, papers, topic, said=self.said, count=papers, limit=asked.limit or "")
            return Plan(kind, ranking, evidence, draft=draft)
        on_topic = self._ranked_topic(topic or question)
        matches, checked = yield from self.matches(asked, on_topic, among)
        if not matches:
            none = self._none_of(_said_topic(question, asked), checked, len(among))
            return Plan("abstain", ranking, self._parts.evidence(ranking), none)
        if describes_one(question):
            # A sort by place only, so that the others stay as they were.
            best = max(matches, key=lambda match: float(ranking.papers[match.number]))
            matches = sorted(matches, key=lambda match: match is not best)
        evidence = on_topic.evidence(self._parts.index, first_rows([match.row for match in matches]))
        aside = said_aside(asked.without, len(matches))
        draft = list_draft(
            evidence, papers, topic, conditions, self.said, count=len(matches), aside=aside, limit=asked.limit or ""
        )
        notices = [*_checked(checked, papers)]
        if asked.aside:
            notices.append(
                f"“{asked.aside}” left out the papers whose abstracts mention it; others may have it unsaid."
            )
        return Plan(kind, ranking, evidence, None, draft, tuple(notices), found=tuple(match.row for match in matches))

    def by_record(
        self, alone: Standalone, by_record: ByAge | Tally, gap: str | None
    ) -> Generator[str | Sentence, None, Plan]:
        """The newest or oldest of the papers that a question is about, or how many of them there are by a field."""
        question, gap = by_record.rest, gap or alone.gap
        ranking = self._parts.ranked(question, alone.focus)
        field = field_of(by_record)
        asked = read_list(question)
        lacking = not self._parts.facts.having(field).any()
        if not gap and not lacking and (asked.topic or asked.conditions):
            gap = self._parts.gap(ranking, asking_part(question), "list")
        if gap or lacking:
            told = "Which papers are the newest or oldest" if isinstance(by_record, ByAge) else f"Papers by {field}"
            gap = gap or f"{told} cannot be told: {not_known([field])}."
            return Plan("abstain", ranking, (), gap, by_record=lacking)
        checked = papers = len(alone.among or self._parts.index.papers)
        numbers = list(alone.among or range(papers))
        rows = {number: int(self._parts.index.firsts[number]) for number in numbers}
        if asked.topic or asked.conditions:
            on_topic = self._ranked_topic(asked.topic or question)
            matches, checked = yield from self.matches(asked, on_topic, alone.among)
            if not matches:
                none = self._none_of(topic_of(asking_part(question)), checked, len(alone.among))
                return Plan("abstain", ranking, self._parts.evidence(ranking), none)
            rows = {match.number: match.row for match in matches}
            numbers = list(rows)
        notices = _checked(checked, papers)
        if isinstance(by_record, Tally):
            stated = tally(self._parts.facts, numbers, by_record, asked.topic, self.said)
            return Plan("count", ranking, (), notices=(COUNTED, *notices), by_record=True, stated=stated)
        found = by_age(self._parts.facts.years[numbers], by_record, whole=len(numbers) == papers)
        if not found.places:
            gap = f"Which of {counted(len(numbers), 'paper')} are the newest or oldest cannot be told: none has a year."
            return Plan("abstain", ranking, self._parts.evidence(ranking), gap)
        in_order = [rows[numbers[place]] for place in found.places]
        evidence = ranking.evidence(self._parts.index, first_rows(in_order)[: shown(found, by_record)])
        draft = by_age_draft(found, by_record, evidence, asked.topic, self.said)
        notices = (YEARS_ONLY, *not_dated(found), *notices)
        return Plan("list", ranking, evidence, None, draft, notices, found=tuple(in_order), by_record=True)

    def decided(self, question: str, kind: Kind, plan: Plan, calls: Calls) -> Generator[str | Sentence, None, Plan]:
        """A list as a model decides it, paper by paper; any other plan as it is. Yields how far it is, each time
        taking back what it said before.

        What can be read off a paper (a link, code, a survey) is not left to the model, which is asked about the papers
        that meet it, for the rest of the question. Of a large corpus it is asked about those that the rule checked.
        """
        asked = read_list(question)
        if plan.by_record:
            return plan
        if kind not in ("list", "count") or not asked.topic or any(side.conditions for side in asked.without):
            return plan
        papers = len(self._parts.index.papers)
        likely, shown = self.likely(asked)
        none = self._none_of(_said_topic(question, asked), len(likely))
        if plan.gap not in (None, none):
            return plan
        checked = _checked(len(likely), papers)
        if asked.conditions:
            likely &= shown.keys()
        order = [number for number in map(int, plan.ranking.best_papers(papers)) if number in likely]
        if not order:
            return plan
        wanted = asked.rest if asked.conditions else question
        decided = yield from _shown(decide_list(calls, self._parts.index, wanted, order, plan.found))
        notices = (decided.notice,) if decided.notice else ()
        if not decided.by_model:
            return replace(plan, notices=(*plan.notices, *notices))
        model = calls.answered.get("small")
        if not decided.rows:
            return Plan("abstain", plan.ranking, self._parts.evidence(plan.ranking), none, None, notices, listed=model)
        rows = [shown.get(int(self._parts.index.owners[row]), row) for row in decided.rows]
        evidence = plan.ranking.evidence(self._parts.index, first_rows(rows))
        draft = list_draft(evidence, papers, asked.topic, asked.conditions, self.said, count=len(rows))
        return Plan(kind, plan.ranking, evidence, None, draft, (*checked, *notices), listed=model)

    def matches(
        self, asked: ListQuestion, ranking: Ranking, among: Sequence[int] = ()
    ) -> Generator[str | Sentence, None, tuple[list[Match], int]]:
        """The papers (`among` these, where some are given) that a list question asks for, likeliest first, and how many
        were checked one by one; `ranking` is of its topic. Yields how far it is.
        """
        lists = self._lists.about(asked.topic, ranking, np.array(sorted(among), np.int64) if among else None)
        yield from _shown(lists.read(asked.topic, _all_conditions(asked)))
        return self._decide(lists, asked, ranking, among), min(len(lists), len(among) or len(lists))

    def _decide(self, lists: Lists, asked: ListQuestion, ranking: Ranking, among: Sequence[int] = ()) -> list[Match]:
        if asked.topic and not asked.conditions and not in_field(self._parts.index, ranking, listed=True):
            return []
        sides = alternatives(asked.plain, lists.adjacent)
        told = sides if all(map(lists.tells, sides)) else ()
        wordings = lists.names(asked.plain)
        named = [topic_of(wording) for wording in wordings] if asked.topic else []
        topics = [name for side in told for name in lists.names(side)] or (named if len(named) > 1 else [])
        others = [(topic, self._ranked_topic(topic)) for topic in topics]
        possible = set(among) or set(lists.numbers.tolist())
        for side in asked.without:
            possible -= lists.ruled_out(side.conditions, side.topic)
        if asked.own_work and SURVEY not in asked.conditions:
            possible -= lists.ruled_out((SURVEY,), "")
        if asked.topic:
            for thing in together(asked.plain):
                possible &= lists.having(thing)
            # "Pneumonia detection or diagnosis" has one thing that papers must say.
            one = attributes(sides[0], medical=True) if len(sides) == 1 else ()
            for term in one or terms_named(without_parts(asked.plain), asked.topic):
                possible = {number for number in possible if lists.says(number, term)}
        topic, conditions = asked.topic, asked.conditions
        held, whole = self._named(lists, sides or [topic_of(without_elaboration(wordings[0]))] if topic else ())
        if held:
            possible &= lists.meeting(held).keys()
            if whole:
                topic, conditions = "", (*held, *conditions)
        return lists.decide(
            topic,
            ranking,
            conditions,
            question=wordings[-1],
            others=others,
            among=possible,
            saying=lists.in_so_many_words(asked.core) if asked.core else (),
            # An illness of a part of the body is one thing; how that is imaged is often said apart.
            as_one=len(asked.core.split()) > 1 and names_any("diseases", asked.core),
        )

    def _named(self, lists: Lists, topics: Sequence[str]) -> tuple[list[Condition], bool]:
        """That a paper says the names in a topic, or in one of several, those that any paper says; and whether these
        are all that is asked for.
        """
        said = [[lists.saying(name) for name in names_named(topic)] for topic in topics]
        held = [[condition for condition in one if condition and lists.meeting((condition,))] for one in said]
        whole = all(held) and all(says_only_use(without_names(topic)) for topic in topics)
        if len(topics) < 2:
            return [condition for one in held for condition in one], whole
        return ([reduce(one_of_both, (one[0] for one in held))], whole) if all(held) else ([], False)

    def _ranked_topic(self, topic: str) -> Ranking:
        """Every paper ranked for a topic."""
        return rank(self._parts.index, topic, self._parts.mode, topic=True)

    def likely(self, asked: ListQuestion) -> tuple[set[int], dict[int, int]]:
        """The papers that `matches` checks, by number; and of those that meet all conditions the passage that shows the
        first.
        """
        lists = self._lists.about(asked.topic, self._ranked_topic(asked.topic))
        return set(lists.numbers.tolist()), lists.meeting(asked.conditions)

    def _none_of(self, topic: str, checked: int | None = None, among: int = 0) -> str:
        count = among or len(self._parts.index.papers)
        none = f"{none_of(count, 'paper')}{f' {self.said}' if self.said else ''}"
        about = f" “{escape_markers(topic)}”" if says_well(topic) else " what is asked for"
        whole = "it was" if count == 1 else "all of them were"
        which = whole if checked in (None, count) else f"the {checked:,} nearest in words and meaning were"
        return f"{none} matches{about}; {which} checked."


class SomeListPlans(ListPlans):
    """Plans lists from some papers of a corpus, by their numbers in it."""

    def __init__(self, whole: ListPlans, parts: Parts, numbers: NDArray[np.int64], where: Where) -> None:
        super().__init__(parts)
        self._whole = whole
        self._numbers = numbers
        self.said = where.describe()

    def matches(
        self, asked: ListQuestion, ranking: Ranking, among: Sequence[int] = ()
    ) -> Generator[str | Sentence, None, tuple[list[Match], int]]:
        """Decided in the whole corpus: among papers none of which is about a topic, one is always nearest to it."""
        in_whole = rank(self._whole._parts.index, ranking.question, self._parts.mode, topic=True)
        lists = self._whole._lists.about(asked.topic, in_whole, self._numbers)
        yield from _shown(lists.read(asked.topic, _all_conditions(asked)))
        found = self._whole._decide(lists, asked, in_whole, [int(self._numbers[number]) for number in among])
        places = ((match, self._place(match.number, match.row)) for match in found)
        kept = [Match(place[0], match.probability, place[1]) for match, place in places if place]
        return kept, min(len(lists), len(among) or len(self._parts.index.papers))

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
        return place, row - int(self._whole._parts.index.firsts[number] - self._parts.index.firsts[place])


def _all_conditions(asked: ListQuestion) -> tuple[Condition, ...]:
    """Those that papers must meet, and those that they must not."""
    aside = (condition for side in asked.without for condition in side.conditions)
    return tuple(dict.fromkeys((*asked.conditions, *aside)))


def _said_topic(question: str, asked: ListQuestion) -> str:
    """What a list question is about, as it is said where no paper is: conditions too, but not what it sets aside."""
    return asked.topic if asked.without else topic_of(asking_part(question))


def field_of(by_record: ByAge | Tally) -> Field:
    """The field of the records that a question is answered from."""
    return "year" if isinstance(by_record, ByAge) else by_record.field


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
