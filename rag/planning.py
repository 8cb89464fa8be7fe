"""From a question that stands alone to a plan: its kind, what it is answered from, and what is missing."""

import re
from collections.abc import Generator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rag import tasks
from rag.calls import Calls
from rag.compare import (
    Sides,
    find_sides,
    names_another,
    weighs_sizes,
)
from rag.counted import counted
from rag.field import about_one, in_field
from rag.frames import stand_apart
from rag.head_to_head import asks_ahead, of_one_paper
from rag.kinds import describes_one, kind_of, may_be_one, of_one
from rag.left_out import set_aside
from rag.list_plans import ListPlans, SomeListPlans, field_of
from rag.more import left
from rag.names import named_papers
from rag.plan import NOT_SAID, Parts, Plan
from rag.pointing import SURELY_PAPERS, TOLD_ANY
from rag.provider import PASSING
from rag.read_records import ByAge, Tally, read_by_age, read_tally
from rag.records import FROM_RECORDS, record_of
from rag.retrieve import Ranking
from rag.scope import not_known
from rag.side_asked import asked_of
from rag.side_by_side import compose
from rag.spelled_out import asked_acronym, spelling_of
from rag.subject import subject_of
from rag.told_first import in_one
from rag.topics import asking_part
from rag.turn import Standalone
from rag.two_works import speaks_of_two
from rag.types import Kind, Sentence
from rag.verify import escape_markers
from rag.where import Where
from rag.words import terms

_OF_ITS = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\s+)?which of (?:the|these|those|them)\b|\bhow many (?:[\w-]+ ){1,3}(?:do|does|did)\b",
    re.I,
)
"""Asks of the things that one paper speaks of."""
_BESIDE_OTHERS = re.compile(r"\b(?:others?|another|else|rest)\b", re.I)
_AS_WELL = 0.8
"""A paper that the talk is of fits a question well enough when it scores at least this share of the best one."""
_DESCRIBED = 5
"""Telling words from which a question for things may describe a single work."""
_LITTLE = 2
"""Index terms beside a name up to which a question says too little to be of another paper than the named one."""
_SPELT_OUT_IN = 200
"""Best papers in which the long form of an acronym is looked up."""
_OF_ONE_TITLE = 10
"""Best papers among which those of the best one's title are looked for."""


def _of_its(question: str) -> bool:
    return bool(_OF_ITS.search(question) or (TOLD_ANY.match(question) and not SURELY_PAPERS.search(question)))


class Planner:
    """Plans answers from one corpus. Safe to share between threads."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._list_plans = ListPlans(parts)

    def plan(
        self, alone: Standalone, gap: str | None = None, *, reworded: bool = False
    ) -> Generator[str | Sentence, None, Plan]:
        """Rank, and settle the kind, the evidence and what is missing; `gap` where that is known before. Yields how far
        it is with a list of many papers, each time taking back what it said before.

        `reworded`: other words for what is asked were added to the question.
        """
        alone = replace(alone, question=in_one(alone.question))
        question = alone.question
        by_record = read_tally(question) or read_by_age(question)
        if by_record:
            return (yield from self._by_record(alone, by_record, gap))
        kind = self._kind(alone)
        if alone.among and kind not in ("list", "count"):
            kind = "list"
        ranking = self._parts.ranked(question, alone.focus)
        if kind == "list" and not alone.among:
            alone_meant = may_be_one(question) and about_one(self._parts.index, ranking)
            kind = "fact" if alone_meant or of_one(question) else kind
        if gap:
            return Plan("abstain", ranking, (), gap)
        recorded = self._recorded(alone, ranking) if kind == "fact" else None
        if recorded and self._points(alone):
            return recorded
        spelt = self._spelt_out(question, ranking) if kind == "fact" else None
        if spelt:
            return spelt
        told = asking_part(self._without_aside(question)) if kind in ("list", "count") else question
        gap = alone.gap or self._outside(question, kind) or self._parts.gap(ranking, told, kind, reworded=reworded)
        if gap:
            return Plan("abstain", ranking, self._parts.evidence(ranking), gap)
        if kind == "compare":
            sides = find_sides(
                question,
                ranking,
                self._parts.names,
                lambda part: self._parts.ranked(part, ()),
                self._parts.index.papers,
            )
            if sides:
                return self._compared(question, ranking, sides)
            # It compares in words only: one paper is named, or none, and the question asks what that says.
            kind = "list" if kind_of(question, 1) == "list" else "fact"
            gap = self._parts.gap(ranking, question, kind)
            if gap:
                return Plan("abstain", ranking, self._parts.evidence(ranking), gap)
        if kind in ("list", "count"):
            plan = yield from self._list_plans.listed(question, ranking, kind, alone.among)
            return (self._of_the_best(question, ranking) if plan.gap and not alone.among else None) or plan
        if alone.shown and not recorded:
            return self._what_is_left(alone, ranking)
        return recorded or Plan("fact", ranking, self._parts.evidence(ranking, self._said_of(alone, ranking)))

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
        """
        return (yield from self._list_plans.decided(alone.question, self._kind(alone), plan, calls))

    def _kind(self, alone: Standalone) -> Kind:
        """The kind of a question; words that were taken out of it may show that it asks for papers."""
        question = self._without_aside(alone.question)
        named = self._named(question)
        if weighs_sizes(alone.question, self._parts.names, lambda asked: self._parts.ranked(asked, ())):
            return "compare"
        kind = kind_of(question, named or min(1, len(alone.focus)))
        if len(alone.focus) == 1 and named < 2 and not _BESIDE_OTHERS.search(alone.question):
            # What the parts of one paper have in common, which of its two systems is better.
            counts_things = kind == "count" and not SURELY_PAPERS.search(alone.question)
            kind = "fact" if kind == "compare" or counts_things or _of_its(alone.question) else kind
        if kind == "fact" and named > 1 and self._apart(alone.question):
            kind = "compare"
        if (
            kind == "compare"
            and named > 1
            and of_one_paper(alone.question, self._parts.names, self._parts.index.papers)
        ):
            kind = "fact"
        elif kind == "fact" and self._names_another(alone.question):
            kind = "compare"
        elif kind == "compare" and named == 1 and not self._of_two(alone.question):
            kind = "fact"
        return alone.kind if kind == "fact" and alone.kind else kind

    def _points(self, alone: Standalone) -> bool:
        """Whether a question names its paper, or the talk before it does."""
        return bool(alone.focus or self._parts.names.mentions(alone.question))

    def _of_the_best(self, question: str, ranking: Ranking) -> Plan | None:
        """A question for methods, data or people that fits no paper as the topic of a list, answered from the paper
        that fits it best as a description of one work; None where none does.
        """
        if not describes_one(question) or not in_field(self._parts.index, ranking):
            return None
        if len(set(terms(question))) < _DESCRIBED:  # a topic, of which no paper is
            return None
        if self._parts.gap(ranking, question, "fact"):
            return None
        return Plan("fact", ranking, self._parts.evidence(ranking))

    def _what_is_left(self, alone: Standalone, ranking: Ranking) -> Plan:
        """A question for more answered from what the answers before did not show."""
        named = [mention.papers[0] for mention in self._parts.names.mentions(alone.question)]
        of = list(dict.fromkeys([*named, *alone.focus])) or ranking.best_papers(1)
        every = self._parts.evidence(ranking, of)
        evidence = left(every, alone.shown)
        asked = set(terms(self._parts.names.without(alone.question)))
        on_it = [passage for passage in every if asked & set(terms(passage.text))]
        if evidence and (not on_it or left(on_it, alone.shown)):
            return Plan("fact", ranking, evidence)
        called = escape_markers(" and of ".join(self._parts.called(self._parts.index.papers[number]) for number in of))
        gap = f"The abstract of {called} says no more of that than was shown above."
        if not evidence:
            gap = f"All that the abstract of {called} says was shown above."
        return Plan("abstain", ranking, every, gap)

    def _outside(self, question: str, kind: Kind) -> str | None:
        """That a question is about a paper that is not among these; None where it is not."""
        return None

    def _said_of(self, alone: Standalone, ranking: Ranking) -> Sequence[int]:
        """The papers that a question is of by what it says, whatever else fits it as well: the one of which it asks
        whether something is so, that which the talk is of, or the one that it names and says little else of.
        """
        question, names = alone.question, self._parts.names
        if subject := subject_of(question, names):
            return sorted(subject.papers, key=lambda number: -float(ranking.papers[number]))
        owners = [mention.papers for mention in names.mentions(question)]
        if any(len(papers) > 1 for papers in owners):
            return ()
        if len(alone.focus) == 1 and ranking.papers[alone.focus[0]] >= _AS_WELL * ranking.papers.max():
            return alone.focus
        short = len(set(terms(names.without(question)))) <= _LITTLE
        return owners[0] if short and len(owners) == 1 else ()

    def _recorded(self, alone: Standalone, ranking: Ranking) -> Plan | None:
        """A question on authors, year or venue answered from the papers' records; None where they do not give it."""
        mentions = self._parts.names.mentions(alone.question)
        named = [number for mention in mentions for number in self._titled_alike(mention.papers)]
        numbers = list(dict.fromkeys([*named, *alone.focus])) or self._titled_alike(ranking.best_papers(_OF_ONE_TITLE))
        papers = [self._parts.index.papers[number] for number in numbers]
        record = record_of(alone.question, [(self._parts.called(paper), paper) for paper in papers])
        if record is None:
            return None
        evidence = [ranking.evidence(self._parts.index, self._parts.index.rows(number)) for number in numbers]
        picks = [
            self._parts.extractive.best_sentences(f"What is {self._parts.called(paper)}?", passages, 1)[0]
            for paper, passages in zip(papers, evidence, strict=True)
        ]
        flat = tuple(passage for passages in evidence for passage in passages)
        draft = self._parts.extractive.compose(picks)
        return Plan("fact", ranking, flat, draft=draft, notices=(FROM_RECORDS,), record=record)

    def _spelt_out(self, question: str, ranking: Ranking) -> Plan | None:
        """The sentence that spells out the acronym that a question asks the long form of; None where none does."""
        acronym = asked_acronym(question)
        papers = (self._parts.index.papers[number] for number in ranking.best_papers(_SPELT_OUT_IN))
        pick = spelling_of(acronym, papers) if acronym else None
        if pick is None:
            return None
        rows = self._parts.index.rows(self._parts.index.numbers[pick.paper.id])
        return Plan(
            "fact", ranking, ranking.evidence(self._parts.index, rows), draft=self._parts.extractive.compose([pick])
        )

    def _by_record(
        self, alone: Standalone, by_record: ByAge | Tally, gap: str | None
    ) -> Generator[str | Sentence, None, Plan]:
        """From the records; where these do not tell, papers asked for in order are listed without one."""
        field = field_of(by_record)
        if not gap and isinstance(by_record, ByAge) and by_record.sorts and not self._parts.facts.having(field).any():
            plan = yield from self.plan(replace(alone, question=by_record.rest))
            return replace(plan, notices=(*plan.notices, f"not put in order: {not_known([field])}."))
        return (yield from self._list_plans.by_record(alone, by_record, gap))

    def _titled_alike(self, numbers: Sequence[int]) -> list[int]:
        """The first of some papers, and those of the same title: a question tells none of them from the others."""
        titles = {number: " ".join(self._parts.index.papers[number].title.casefold().split()) for number in numbers}
        return [number for number in numbers if titles[number] == titles[numbers[0]]]

    def _apart(self, question: str) -> bool:
        """Whether a question asks the same of the papers that it names, rather than whether one beats the other."""
        if asks_ahead(question):
            return False
        return stand_apart(question, [(mention.start, mention.end) for mention in self._parts.names.mentions(question)])

    def _of_two(self, question: str) -> bool:
        """Whether a question that names one paper speaks of another work, too."""
        return speaks_of_two(question, self._parts.names.mentions(question)) or self._names_another(question)

    def _names_another(self, question: str) -> bool:
        return names_another(
            question, lambda asked: self._parts.ranked(asked, ()), self._parts.names, self._parts.index.papers
        )

    def _named(self, question: str) -> int:
        return len(named_papers(self._parts.names.mentions(question)))

    def _without_aside(self, question: str) -> str:
        """A question without the only papers that it names, where it sets these aside ("apart from VoCo, who …?")."""
        aside = set_aside(question)
        rest = re.sub(r"\s*,\s*,?\s+", " ", question.replace(aside, " ")).strip() if aside else question
        return question if any(not mention.topic for mention in self._parts.names.mentions(rest)) else rest

    def _compared(self, question: str, ranking: Ranking, sides: Sides) -> Plan:
        """The same aspects of each paper side by side."""
        index, names = self._parts.index, self._parts.names
        asked = [asked_of(question, number, names) for number in sides.numbers]
        ranked = {text: self._parts.ranked(text, ()) for text in {*asked} - {question}} | {question: ranking}
        columns = [
            ranked[text].evidence(index, index.rows(number)) for text, number in zip(asked, sides.numbers, strict=True)
        ]
        draft = compose(asked, columns, self._parts.extractive, self._parts.called)
        evidence = tuple(passage for column in columns for passage in column)
        return Plan("compare", ranking, evidence, draft=draft)


class SomePlanner(Planner):
    """Plans from some papers of a corpus, by their numbers in it."""

    def __init__(self, whole: Planner, parts: Parts, numbers: NDArray[np.int64], where: Where) -> None:
        super().__init__(parts)
        self._whole = whole
        self._list_plans = SomeListPlans(whole._list_plans, parts, numbers, where)

    def _outside(self, question: str, kind: Kind) -> str | None:
        named = self._whole._parts.names.mentions(question)
        if not named or kind in ("list", "count") or self._parts.names.mentions(question):
            return None
        papers = f"{counted(len(self._parts.index.papers), 'paper')} {self._list_plans.said or 'that are asked'}"
        return f"{NOT_SAID[:-1]}: {escape_markers(named[0].name)} is not among the {papers}."
