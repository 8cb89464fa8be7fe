"""The line from a question to a checked answer; the only place where the steps meet. Read it from top to bottom.

from rag import answer print(answer("Which papers use state space models?"))
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any, Literal, Self

from rag import tasks
from rag.abstain import find_gap
from rag.cache import ReplyCache
from rag.calls import Calls, make_calls
from rag.compare import Sides, compose, find_sides
from rag.conditions import split_conditions
from rag.config import Settings
from rag.conversation import Conversation, Standalone
from rag.deciding import decide_list
from rag.embeddings import Vectors, make_embedder
from rag.errors import ProviderError
from rag.extractive import ExtractiveSynthesizer
from rag.generative import GenerativeSynthesizer, papers_of
from rag.index import GIVEN, Index, Progress, open_index
from rag.lists import Lists, list_draft, says_well
from rag.llm import PASSING, make_model
from rag.names import Names
from rag.question import History, clean_history, clean_question, is_courtesy, kind_of
from rag.retrieve import RETRIEVERS, Mode, Ranking, rank
from rag.spelling import Speller
from rag.support import Judge
from rag.synonyms import Synonyms
from rag.topics import alternatives, aside_words, compares_numbers, leaves_out, set_aside, topic_of
from rag.types import Answer, Event, Evidence, Kind, Paper, Sentence, Usage
from rag.verify import Draft, Verified, escape_markers, verify
from rag.writer import Writer, Written

EXTRACTIVE = "extractive"
"""Given as `model`: answer without a model, whatever RAG_MODEL says."""

OnError = Literal["raise", "extractive"]
"""What a failing model does that only the reader can set right: raise, or give the extractive answer with a
notice.
"""

_WELCOME = (
    "This answers questions from {papers} papers, every sentence with the paper it is from and the words that "
    "support it. "
    "Ask for a method, a number or a link, for “which papers …” or “how many …”, or to compare two."
)
_NOT_SAID = "The abstracts do not say."
_NEAREST = 3
"""Papers named when abstaining."""


class Assistant:
    """One opened corpus that answers questions. Safe to share between threads; opening takes seconds, asking
    milliseconds.
    """

    def __init__(self, index: Index, settings: Settings) -> None:
        self.index = index
        self.settings = settings
        self.names = Names(index.papers)
        self.speller = Speller(f"{paper.title} {paper.abstract}" for paper in index.papers)
        self.synonyms = Synonyms(f"{paper.title}. {paper.abstract}" for paper in index.papers)
        self._numbers = {paper.id: number for number, paper in enumerate(index.papers)}
        self.judge = Judge.using(index.embedder, self._vectors)
        self._extractive = ExtractiveSynthesizer(index.passage_bm25.idf, self._name_of)
        self._conversation = Conversation(
            index.papers, self.names, lambda question, focus: self._rank(question, self._mode, focus)
        )
        self._cache = (
            ReplyCache(settings.home / "replies.sqlite3", settings.cache * 1_000_000) if settings.cache else None
        )

    @classmethod
    def open(cls, settings: Settings | None = None, *, progress: Progress | None = None) -> Self:
        """Open the corpus that `python -m rag index` read last, or the shipped one; the index is built first where
        needed.

        `progress` is called with passages embedded and passages in all. Raises RagError.
        """
        settings = settings or Settings.from_env()
        return cls(open_index(settings, make_embedder(settings), progress=progress), settings)

    @classmethod
    def from_papers(
        cls,
        papers: Sequence[Paper],
        settings: Settings | None = None,
        *,
        source: str | list[str] = GIVEN,
        progress: Progress | None = None,
    ) -> Self:
        """Index these papers in `settings.home` and open them; the next `open` there finds them again.

        `source` names the files that they were read from.
        """
        settings = settings or Settings.from_env()
        index = open_index(settings, make_embedder(settings), papers=tuple(papers), source=source, progress=progress)
        return cls(index, settings)

    @cached_property
    def _lists(self) -> Lists:
        """Made with the first list question; it reads every word of the corpus."""
        return Lists(self.index, self.synonyms)

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers, in corpus order."""
        return self.index.papers

    def ask(
        self, question: str, *, history: History | None = None, model: str | None = None, on_error: OnError = "raise"
    ) -> Answer:
        """Answer a question, after the turns of `history` ({"role", "content"}, oldest first).

        `model` is a litellm model name, or "extractive" for none; without it, the settings decide. A model that is
        busy, slow or down gives the extractive answer with a notice. Raises InvalidQuestion, and, unless `on_error`
        is "extractive", ProviderError where only the reader can help: a refused key, an unknown model, a question too
        long for it, a refusal.
        """
        for event in self.stream(question, history=history, model=model, on_error=on_error):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with its answer")

    async def aask(
        self, question: str, *, history: History | None = None, model: str | None = None, on_error: OnError = "raise"
    ) -> Answer:
        """`ask`, awaited: the work is done in a thread."""
        return await asyncio.to_thread(self.ask, question, history=history, model=model, on_error=on_error)

    def stream(
        self, question: str, *, history: History | None = None, model: str | None = None, on_error: OnError = "raise"
    ) -> Iterator[Event]:
        """Answer as it is written: strings as they come, a Sentence once one is whole and checked, in place of the
        strings since the last Sentence, and last the Answer, whose text replaces all of them. Raises as `ask` does.
        """
        calls = self._calls(model or self.settings.model)
        try:
            yield from self._answered(question, history, calls)
        except ProviderError as error:
            if on_error == "raise":
                raise
            yield Sentence("")
            yield from self._answered(question, history, None, f"answered without the model: {error}")

    def _answered(
        self, question: str, history: History | None, calls: Calls | None, notice: str | None = None
    ) -> Iterator[Event]:
        """The line from a question to its answer. Without `calls` no model is asked."""
        clock = _Clock()
        turns = clean_history(history)
        asked = self.speller.correct(clean_question(question))
        if is_courtesy(asked):
            text = _WELCOME.format(papers=len(self.papers))
            yield Answer(question, asked, "abstain", text, (Sentence(text),), (), (), timings=clock.timings)
            return
        alone = self._conversation.stand_alone(asked, turns)
        if calls and turns and not alone.among and not alone.gap:
            alone = self._rewritten(asked, turns, alone, calls)
        clock.step("question")
        plan = self._plan(alone)
        if calls and not alone.among:  # a list is narrowed by the rule that reads it
            plan = self._decided(alone.question, plan, calls)
        if calls and plan.gap and plan.listed is None:
            plan = self._searched(alone, plan, calls)
        clock.step("retrieve")
        written = Written(model=plan.listed, notices=[note for note in (notice, plan.notice) if note])
        if calls and not plan.gap and plan.listed is None:
            papers = papers_of(plan.evidence)
            writer = Writer(calls, alone.question, papers, self.settings.unsupported, self._verified)
            if plan.kind == "compare" and plan.draft:
                writer.table(self._called)
            elif plan.kind == "fact":
                yield from writer.prose()
            written = replace(writer.written, notices=[*written.notices, *writer.written.notices])
        clock.step("synthesize")
        checked = written.verified
        if not plan.gap and not written.abstains and checked is None:
            draft = written.draft or plan.draft or self._extractive.draft(alone.question, plan.evidence)
            checked = self._verified(draft)
            yield from _events(checked)
        clock.step("verify")
        if calls and calls.kept and not calls.sent:
            written.notices.append("the model's words are from an earlier time (RAG_CACHE); they were checked again.")
        if calls and (checked or not written.removed):
            calls.keep()
        answer = Answer(
            question,
            alone.question,
            plan.kind,
            checked.text if checked else "",
            checked.sentences if checked else (),
            checked.citations if checked else (),
            plan.evidence,
            notice=_joined(written.notices),
            model=written.model,
            usage=calls.usage if calls else Usage(),
            timings=clock.timings,
            removed=tuple(written.removed),
            cached=bool(calls and calls.kept and not calls.sent),
        )
        yield answer if checked else self._abstention(answer, plan)

    def _plan(self, alone: Standalone) -> "_Plan":
        """Rank, and settle the kind, the evidence and what is missing."""
        question = alone.question
        kind = kind_of(question, self._named(question))
        if alone.among and kind not in ("list", "count"):
            kind = "list"
        ranking = self._rank(question, self._mode, alone.focus)
        gap = alone.gap or find_gap(self.index, ranking, self.names, self.speller, question, kind)
        if gap:
            return _Plan("abstain", ranking, self._evidence(ranking), gap)
        if kind == "compare":
            sides = find_sides(question, ranking, self.names, lambda part: self._rank(part, self._mode))
            if sides:
                return self._compared(question, ranking, sides)
            # It compares in words only: one paper is named, or none, and the question asks what that says.
            kind = "list" if kind_of(question, 1) == "list" else "fact"
        if kind in ("list", "count"):
            return self._listed(question, ranking, kind, alone.among)
        return _Plan("fact", ranking, self._evidence(ranking))

    def _rewritten(self, asked: str, turns: History, rule: Standalone, calls: Calls) -> Standalone:
        """A follow-up as a model makes it stand alone; as the rule did, where the model fails or strays."""
        try:
            written = tasks.stand_alone(calls, asked, turns)
        except PASSING:
            return rule
        if written is None:
            return rule
        named = written == asked or self.names.mentions(written)
        return Standalone(written, () if named else rule.focus)

    def _searched(self, alone: Standalone, plan: "_Plan", calls: Calls) -> "_Plan":
        """Look again, in words that a model adds, before saying that the papers do not answer."""
        try:
            added = tasks.search_terms(calls, alone.question)
        except PASSING:
            return plan
        if not added:
            return plan
        # The question's own words stay, so that what asks for advice or an unknown name still does.
        again = self._plan(replace(alone, question=f"{alone.question.rstrip('?. ')} ({', '.join(added)})?"))
        return again if not again.gap and again.kind not in ("list", "count") else plan

    def _decided(self, question: str, plan: "_Plan", calls: Calls) -> "_Plan":
        """A list as a model decides it, paper by paper; any other plan as it is."""
        topic = topic_of(question)
        kind = kind_of(question, self._named(question))
        none = _none_of(len(self.papers), topic)
        if kind not in ("list", "count") or not topic or leaves_out(question) or plan.gap not in (None, none):
            return plan
        order = [int(n) for n in plan.ranking.best_papers(len(self.papers))]
        decided = decide_list(calls, self.index, question, order, () if plan.gap else plan.evidence)
        if not decided.by_model:
            return replace(plan, notice=decided.notice)
        model = calls.answered.get("small")
        if not decided.rows:
            return _Plan("abstain", plan.ranking, self._evidence(plan.ranking), none, None, decided.notice, model)
        evidence = plan.ranking.evidence(self.index, decided.rows)
        draft = list_draft(evidence, len(self.papers), topic)
        return _Plan(kind, plan.ranking, evidence, None, draft, decided.notice, model)

    def retrieve(self, question: str, *, k: int = 10, retriever: Mode | None = None) -> tuple[Evidence, ...]:
        """The k best passages for a question, as asked (nothing is folded in), best first."""
        ranking = self._rank(self.speller.correct(clean_question(question)), retriever or self._mode)
        return ranking.evidence(self.index, ranking.best_passages(k))

    def rank(self, question: str, *, k: int = 10, retriever: Mode | None = None) -> list[tuple[Paper, float]]:
        """The k best papers for a question with their scores, best first."""
        ranking = self._rank(self.speller.correct(clean_question(question)), retriever or self._mode)
        return [(self.papers[n], float(ranking.papers[n])) for n in ranking.best_papers(k)]

    def query_engine(self, model: str | None = None) -> Any:
        """The parts joined by LlamaIndex's `RetrieverQueryEngine`, for those who build on it. Its responses are
        drafts: not verified.
        """
        from llama_index.core.query_engine import RetrieverQueryEngine

        name = model or self.settings.model
        synthesizer: Any = self._extractive
        if name and name != EXTRACTIVE:
            synthesizer = GenerativeSynthesizer(make_model(self.settings, name))
        return RetrieverQueryEngine(
            retriever=RETRIEVERS[self.settings.retriever](self.index),
            response_synthesizer=synthesizer,
            callback_manager=synthesizer.callback_manager,
        )

    def close(self) -> None:
        """Let go of the index's files."""
        self.index.close()

    @property
    def _mode(self) -> Mode:
        return self.settings.retriever  # type: ignore[return-value]  # Settings allows only a Mode

    def _calls(self, name: str | None) -> Calls | None:
        """What one answer asks of models; None for an answer without any."""
        return make_calls(self.settings, name, self._cache) if name and name != EXTRACTIVE else None

    def _rank(self, question: str, mode: Mode, focus: Sequence[int] = ()) -> Ranking:
        named = [mention.papers[0] for mention in self.names.mentions(question)]
        return rank(self.index, question, mode, [*named, *focus])

    def _named(self, question: str) -> int:
        return len({mention.papers[0] for mention in self.names.mentions(question)})

    def _evidence(self, ranking: Ranking) -> tuple[Evidence, ...]:
        """The passages to write from: of the best papers, all of each, the best first."""
        best = ranking.best_papers(self.settings.top_k)
        order = {number: place for place, number in enumerate(best)}
        rows = [row for number in best for row in self.index.rows(number)]
        rows.sort(key=lambda row: (order[int(self.index.owners[row])], -ranking.own[row]))
        return ranking.evidence(self.index, rows)

    def _listed(self, question: str, ranking: Ranking, kind: Kind, among: Sequence[int] = ()) -> "_Plan":
        """One row a paper, of all papers of the corpus (or `among` these) that are about the topic, with the quote that
        qualifies it.
        """
        checked = among or range(len(self.papers))
        aside = set_aside(question)
        conditions, rest = split_conditions(question.replace(aside, " ") if aside else question)
        topic = topic_of(rest)
        if not topic and not conditions:  # "How many papers are there?"
            rows = [int(self.index.firsts[number]) for number in checked]
            evidence = ranking.evidence(self.index, rows)
            return _Plan(kind, ranking, evidence, draft=list_draft(evidence, len(checked), topic))
        if leaves_out(question):
            gap = f"{_NOT_SAID[:-1]}: what a paper leaves out cannot be told from its abstract."
            return _Plan("abstain", ranking, self._evidence(ranking), gap)
        on_topic = self._ranked_topic(topic or question)
        sides = alternatives(rest, self._lists.adjacent)
        told = sides if all(map(self._lists.tells, sides)) else ()
        others = [(side, self._ranked_topic(side)) for side in told]
        matches = self._lists.decide(topic, on_topic, conditions, others=others, among=among or None)
        without = self._lists.having(topic_of(aside_words(aside))) if aside else frozenset()
        matches = [match for match in matches if match.number not in without]
        if not matches:
            return _Plan("abstain", ranking, self._evidence(ranking), _none_of(len(checked), topic_of(question)))
        evidence = on_topic.evidence(self.index, [match.row for match in matches])
        draft = list_draft(evidence, len(checked), topic, conditions)
        notices = []
        if aside:
            notices.append(f"“{aside}” left out the papers whose abstracts mention it; others may have it unsaid.")
        if limit := compares_numbers(question):
            notices.append(f"“{limit}” was not applied: numbers are not compared.")
        notice = _joined(notices)
        return _Plan(kind, ranking, evidence, None, draft, notice)

    def _ranked_topic(self, topic: str) -> Ranking:
        """Every paper ranked for a topic, its acronyms spelt out."""
        spelt_out = self.synonyms.spelt_out(topic)
        return rank(self.index, f"{topic} ({', '.join(spelt_out)})" if spelt_out else topic, self._mode)

    def _compared(self, question: str, ranking: Ranking, sides: Sides) -> "_Plan":
        """The same aspects of each paper side by side."""
        columns = [ranking.evidence(self.index, self.index.rows(number)) for number in sides.numbers]
        draft = compose(question, columns, self._extractive, lambda paper: self._name_of(paper) or paper.title)
        evidence = tuple(passage for column in columns for passage in column)
        return _Plan("compare", ranking, evidence, draft=draft)

    def _name_of(self, paper: Paper) -> str | None:
        number = self._numbers.get(paper.id)
        return None if number is None else self.names.of(number)

    def _vectors(self, paper: Paper) -> Vectors | None:
        """The vectors of a paper's sentences, as the index holds them; None for a paper that is not in it as it
        is.
        """
        number = self._numbers.get(paper.id)
        if number is None or self.papers[number].abstract != paper.abstract:
            return None
        return self.index.vectors(self.index.rows(number))

    def _verified(self, draft: Draft) -> Verified:
        """The one judgement, whoever wrote."""
        return verify(draft, self.judge)

    def _called(self, paper: Paper) -> str:
        return self._name_of(paper) or paper.title

    def _abstention(self, answer: Answer, plan: "_Plan") -> Answer:
        """The answer that says what is missing and names the nearest papers."""
        nearest = tuple(self.papers[number] for number in plan.ranking.best_papers(_NEAREST))
        names = "; ".join(f"“{escape_markers(paper.title)}”" for paper in nearest)
        gap = plan.gap or _NOT_SAID
        text = f"{gap} The nearest papers are: {names}."
        return replace(answer, kind="abstain", text=text, sentences=(Sentence(text),), nearest=nearest, gap=gap)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is known before anything is written."""

    kind: Kind
    ranking: Ranking
    evidence: tuple[Evidence, ...]
    gap: str | None = None
    """The sentence that says what is missing; then nothing is written."""
    draft: Draft | None = None
    """The answer, where the kind has a form of its own (list, comparison); extractive unless `listed`."""
    notice: str | None = None
    listed: str | None = None
    """The model that decided the list."""


class _Clock:
    """Seconds by step."""

    def __init__(self) -> None:
        self.timings: dict[str, float] = {}
        self._last = time.perf_counter()

    def step(self, name: str) -> None:
        now = time.perf_counter()
        self.timings[name] = self.timings.get(name, 0.0) + now - self._last
        self._last = now


def _joined(notices: Sequence[str]) -> str | None:
    """Notices as one text; None when there is none."""
    if len(notices) < 2:
        return notices[0] if notices else None
    first, *rest = (f"{notice.rstrip('. ')}." for notice in notices)
    return " ".join([first, *(f"{notice[0].upper()}{notice[1:]}" for notice in rest)])


def _none_of(papers: int, topic: str) -> str:
    about = f" “{escape_markers(topic)}”" if says_well(topic) else " what is asked for"
    return f"None of the {papers} papers matches{about}; all of them were checked."


def _events(checked: Verified) -> Iterator[str | Sentence]:
    """A whole text as a stream: up to the end of each sentence, then that sentence; the strings join to the text."""
    place = 0
    for sentence in checked.sentences:
        start = checked.text.find(sentence.text, place)
        if start < 0:
            continue
        end = start + len(sentence.text)
        yield checked.text[place:end]
        yield sentence
        place = end
    if place < len(checked.text):
        yield checked.text[place:]


@lru_cache(maxsize=1)
def _shared(settings: Settings) -> Assistant:
    return Assistant.open(settings)


_shared_lock = Lock()


def answer(
    question: str, *, history: History | None = None, model: str | None = None, settings: Settings | None = None
) -> Answer:
    """Answer one question: `Assistant.ask` on an assistant that is opened once and kept.

    Settings come from the environment unless given. Raises RagError.
    """
    with _shared_lock:
        assistant = _shared(settings or Settings.from_env())
    return assistant.ask(question, history=history, model=model)
