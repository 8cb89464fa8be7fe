"""From a question that stands alone to a plan: its kind, what it is answered from, and what is missing.

Lists and comparisons have a form of their own, so that their plan holds the draft too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rag import tasks
from rag.abstain import find_gap
from rag.calls import Calls
from rag.compare import Sides, compose, find_sides
from rag.conditions import Condition, split_conditions
from rag.conversation import Standalone
from rag.deciding import decide_list
from rag.extractive import ExtractiveSynthesizer
from rag.index import Index
from rag.lists import Lists, first_rows, list_draft
from rag.names import Names
from rag.provider import PASSING
from rag.question import kind_of
from rag.retrieve import Mode, Ranking, rank
from rag.spelling import Speller
from rag.synonyms import Synonyms
from rag.topics import compares_numbers, leaves_out, set_aside, topic_of
from rag.types import Evidence, Kind, Paper
from rag.verify import Draft, escape_markers

NOT_SAID = "The abstracts do not say."
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
    listed: str | None = None
    """The model that decided the list."""


class Planner:
    """Plans answers from one corpus. Safe to share between threads."""

    def __init__(
        self,
        index: Index,
        names: Names,
        speller: Speller,
        synonyms: Synonyms,
        extractive: ExtractiveSynthesizer,
        ranked: Callable[[str, Sequence[int]], Ranking],
        called: Callable[[Paper], str],
        mode: Mode,
        top_k: int,
    ) -> None:
        """`ranked` ranks for a question and the papers (by number) that go with it, in `mode`; `called` says how a
        paper is named in a table's head; `top_k` papers are written from at most.
        """
        self._index = index
        self._names = names
        self._speller = speller
        self._synonyms = synonyms
        self._extractive = extractive
        self._ranked = ranked
        self._called = called
        self._mode = mode
        self._top_k = top_k

    @cached_property
    def _lists(self) -> Lists:
        """Made with the first list question; it reads every word of the corpus."""
        return Lists(self._index, self._synonyms)

    def plan(self, alone: Standalone) -> Plan:
        """Rank, and settle the kind, the evidence and what is missing."""
        question = alone.question
        kind = kind_of(question, self._named(question))
        ranking = self._ranked(question, alone.focus)
        gap = find_gap(self._index, ranking, self._names, self._speller, question, kind)
        if gap:
            return Plan("abstain", ranking, self._evidence(ranking), gap)
        if kind == "compare":
            sides = find_sides(question, ranking, self._names, lambda part: self._ranked(part, ()))
            if sides:
                return self._compared(question, ranking, sides)
            # It compares in words only: one paper is named, or none, and the question asks what that says.
            kind = "list" if kind_of(question, 1) == "list" else "fact"
        if kind in ("list", "count"):
            return self._listed(question, ranking, kind)
        return Plan("fact", ranking, self._evidence(ranking))

    def searched(self, alone: Standalone, plan: Plan, calls: Calls) -> Plan:
        """Look again, in words that a model adds, before saying that the papers do not answer."""
        try:
            added = tasks.search_terms(calls, alone.question)
        except PASSING:
            return plan
        if not added:
            return plan
        # The question's own words stay, so that what asks for advice or an unknown name still does.
        again = self.plan(replace(alone, question=f"{alone.question.rstrip('?. ')} ({', '.join(added)})?"))
        return again if not again.gap and again.kind not in ("list", "count") else plan

    def decided(self, question: str, plan: Plan, calls: Calls) -> Plan:
        """A list as a model decides it, paper by paper; any other plan as it is.

        What can be read off a paper (a link, code, a survey) is not left to the model, which is asked about the papers
        that meet it, for the rest of the question.
        """
        kind = kind_of(question, self._named(question))
        none = _none_of(len(self._index.papers), topic_of(question))
        asked = _read_list(question)
        if kind not in ("list", "count") or not asked.topic or leaves_out(question) or plan.gap not in (None, none):
            return plan
        order = [int(n) for n in plan.ranking.best_papers(len(self._index.papers))]
        shown = self._lists.meeting(asked.conditions) if asked.conditions else {}
        if asked.conditions:
            order = [number for number in order if number in shown]
        if not order:
            return plan
        wanted = asked.rest if asked.conditions else question
        decided = decide_list(calls, self._index, wanted, order, () if plan.gap else plan.evidence)
        notices = (decided.notice,) if decided.notice else ()
        if not decided.by_model:
            return replace(plan, notices=(*plan.notices, *notices))
        model = calls.answered.get("small")
        if not decided.rows:
            return Plan("abstain", plan.ranking, self._evidence(plan.ranking), none, None, notices, model)
        rows = [shown.get(int(self._index.owners[row]), row) for row in decided.rows]
        evidence = plan.ranking.evidence(self._index, first_rows(rows))
        draft = list_draft(evidence, len(self._index.papers), asked.topic, asked.conditions, count=len(rows))
        return Plan(kind, plan.ranking, evidence, None, draft, notices, model)

    def _named(self, question: str) -> int:
        return len({mention.papers[0] for mention in self._names.mentions(question)})

    def _evidence(self, ranking: Ranking) -> tuple[Evidence, ...]:
        """The passages to write from: of the best papers, all of each, the best first."""
        best = ranking.best_papers(self._top_k)
        order = {number: place for place, number in enumerate(best)}
        rows = [row for number in best for row in self._index.rows(number)]
        rows.sort(key=lambda row: (order[int(self._index.owners[row])], -ranking.own[row]))
        return ranking.evidence(self._index, rows)

    def _listed(self, question: str, ranking: Ranking, kind: Kind) -> Plan:
        """One row a paper, of all papers of the corpus that are about the topic, with the quote that qualifies it."""
        asked = _read_list(question)
        topic, conditions = asked.topic, asked.conditions
        if not topic and not conditions:  # "How many papers are there?"
            papers = len(self._index.papers)
            evidence = ranking.evidence(self._index, first_rows(self._index.firsts[:-1].tolist()))
            return Plan(kind, ranking, evidence, draft=list_draft(evidence, papers, topic, count=papers))
        if leaves_out(question):
            gap = f"{NOT_SAID[:-1]}: {_LEFT_OUT}."
            return Plan("abstain", ranking, self._evidence(ranking), gap)
        spelt_out = self._synonyms.spelt_out(topic)
        on_topic = rank(
            self._index, f"{topic} ({', '.join(spelt_out)})" if spelt_out else topic or question, self._mode
        )
        lists = self._lists.about(topic, on_topic)
        matches = lists.decide(topic, on_topic, conditions)
        if not matches:
            none = _none_of(len(self._index.papers), topic_of(question), len(lists))
            return Plan("abstain", ranking, self._evidence(ranking), none)
        evidence = on_topic.evidence(self._index, first_rows([match.row for match in matches]))
        draft = list_draft(evidence, len(self._index.papers), topic, conditions, count=len(matches))
        notices = []
        if len(lists) < len(self._index.papers):
            notices.append(
                f"{len(lists):,} of the {len(self._index.papers):,} papers were checked one by one, those nearest to "
                "the topic in words and meaning; the others were passed over."
            )
        if asked.aside:
            notices.append(
                f"“{asked.aside}” was not applied: what a paper leaves out cannot be told from its abstract."
            )
        if limit := compares_numbers(question):
            notices.append(f"“{limit}” was not applied: numbers are not compared.")
        return Plan(kind, ranking, evidence, None, draft, tuple(notices))

    def _compared(self, question: str, ranking: Ranking, sides: Sides) -> Plan:
        """The same aspects of each paper side by side."""
        columns = [ranking.evidence(self._index, self._index.rows(number)) for number in sides.numbers]
        draft = compose(question, columns, self._extractive, self._called)
        evidence = tuple(passage for column in columns for passage in column)
        return Plan("compare", ranking, evidence, draft=draft)


@dataclass(frozen=True, slots=True)
class _ListQuestion:
    """A list question in its parts."""

    topic: str
    conditions: tuple[Condition, ...]
    aside: str | None
    """What it sets aside, as it says it."""
    rest: str
    """The question without the conditions."""


def _read_list(question: str) -> _ListQuestion:
    aside = set_aside(question)
    conditions, rest = split_conditions(question.replace(aside, " ") if aside else question)
    asked = " ".join([*rest.strip().rstrip("?").split(), *([aside] if aside else [])])
    return _ListQuestion(topic_of(rest), conditions, aside, f"{asked}?")


def _none_of(papers: int, topic: str, checked: int | None = None) -> str:
    which = "all of them" if checked in (None, papers) else f"the {checked:,} nearest in words and meaning"
    return f"None of the {papers} papers matches “{escape_markers(topic)}”; {which} were checked."
