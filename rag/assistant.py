"""The line from a question to a checked answer; the only place where the steps meet. Read it from top to bottom.

from rag import answer print(answer("Which papers use state space models?"))
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from rag import tasks
from rag.asked_parts import without_tail
from rag.cache import ReplyCache
from rag.calls import Calls, make_calls
from rag.config import Settings
from rag.conversation import Conversation
from rag.corpora import check_exists
from rag.counted import counted
from rag.delivery import Clock, after_record, events, joined
from rag.embeddings import Vectors, make_embedder
from rag.errors import InvalidQuestion, ProviderError
from rag.extractive import ExtractiveSynthesizer
from rag.facts import Facts
from rag.form import is_form_only, set_form_aside
from rag.generative import GenerativeSynthesizer, papers_of
from rag.index import GIVEN, Index, Progress, open_index
from rag.llm import make_model
from rag.names import Mention, Names
from rag.plan import NOT_SAID, Parts, Plan
from rag.planning import Planner, SomePlanner
from rag.provider import PASSING
from rag.question import History, clean_history, clean_question, is_courtesy
from rag.read_where import read_where
from rag.retrieve import RETRIEVERS, Mode, Ranking, rank
from rag.same_counts import counting_as_many
from rag.scope import Reach, Scope, reach_of, read_scope
from rag.spelling import Speller
from rag.subset import SomeConversation, SomeNames, SomeWords, SubIndex
from rag.support import Judge
from rag.synonyms import Synonyms
from rag.turn import Standalone
from rag.types import Answer, Event, Evidence, Paper, Sentence, Usage
from rag.verify import Draft, Verified, escape_markers, verify
from rag.where import Where, as_where
from rag.writer import Writer, Written

EXTRACTIVE = "extractive"
"""Given as `model`: answer without a model, whatever RAG_MODEL says."""

OnError = Literal["raise", "extractive"]
"""What a failing model does that only the reader can set right: raise, or give the extractive answer with a
notice.
"""

_WELCOME = (
    "This answers questions from {papers}, every sentence with the paper it is from and the words that "
    "support it. "
    "Ask for a method, a number or a link, for “which papers …” or “how many …”, or to compare two."
)
_NEAREST = 3
"""Papers named when abstaining."""
_KEPT = 8
"""Filters whose assistants are kept for the next question."""


class Assistant:
    """One opened corpus that answers questions. Safe to share between threads; opening takes seconds, asking
    milliseconds.
    """

    def __init__(self, index: Index, settings: Settings) -> None:
        derived = index.derived
        self._hold(index, settings, derived.names, derived.speller, derived.synonyms)
        self._conversation = Conversation(index, self.names, derived.quotes, self._ranked)
        self._planner = Planner(self._parts)
        self._cache = (
            ReplyCache(settings.home / "replies.sqlite3", settings.cache * 1_000_000) if settings.cache else None
        )

    def _hold(self, index: Index, settings: Settings, names: Names, speller: Speller, synonyms: Synonyms) -> None:
        """What an assistant over all papers and one over some have alike."""
        self.index = index
        self.settings = settings
        self.names = names
        self.speller = speller
        self.synonyms = synonyms
        self.facts = Facts(index.papers, index.records)
        self.judge = Judge.using(index.embedder, self._vectors)
        self._extractive = ExtractiveSynthesizer(index.passage_bm25.idf, self._name_of)
        self._some: OrderedDict[tuple[str, bytes], Assistant] = OrderedDict()
        self._some_lock = Lock()

    @property
    def _parts(self) -> Parts:
        """What plans are made from."""
        return Parts(
            self.index,
            self.facts,
            self.names,
            self.speller,
            self.synonyms,
            self._extractive,
            self._ranked,
            self._called,
            self._mode,
            self.settings.top_k,
        )

    @classmethod
    def open(cls, settings: Settings | None = None, *, progress: Progress | None = None) -> Self:
        """Open the corpus that `python -m rag index` read last, or the shipped one; the index is built first where
        needed.

        `progress` is called with passages embedded and passages in all. Raises RagError.
        """
        settings = settings or Settings.from_env()
        check_exists(settings)
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

    @property
    def papers(self) -> Sequence[Paper]:
        """The papers, in corpus order."""
        return self.index.papers

    def ask(
        self,
        question: str,
        *,
        history: History | None = None,
        model: str | None = None,
        where: str | Where | None = None,
        on_error: OnError = "raise",
    ) -> Answer:
        """Answer a question, after the turns of `history` ({"role", "content"}, oldest first).

        `model` is a litellm model name, or "extractive" for none; without it, the settings decide. `where` limits the
        papers that are asked (`rag.where` has its grammar); conditions that the question itself sets ("since 2023")
        come on top. A model that is busy, slow or down gives the extractive answer with a notice. Raises
        InvalidQuestion (InvalidFilter for `where`), and, unless `on_error` is "extractive", ProviderError where only
        the reader can help: a refused key, an unknown model, a question too long for it, a refusal.
        """
        for event in self.stream(question, history=history, model=model, where=where, on_error=on_error):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with its answer")

    async def aask(
        self,
        question: str,
        *,
        history: History | None = None,
        model: str | None = None,
        where: str | Where | None = None,
        on_error: OnError = "raise",
    ) -> Answer:
        """`ask`, awaited: the work is done in a thread."""
        return await asyncio.to_thread(self.ask, question, history=history, model=model, where=where, on_error=on_error)

    def stream(
        self,
        question: str,
        *,
        history: History | None = None,
        model: str | None = None,
        where: str | Where | None = None,
        on_error: OnError = "raise",
    ) -> Iterator[Event]:
        """Answer as it is written: strings as they come, a Sentence once one is whole and checked, in place of the
        strings since the last Sentence, and last the Answer, whose text replaces all of them. Raises as `ask` does.
        """
        calls = self._calls(model or self.settings.model)
        wanted = as_where(where)
        scope = read_scope(clean_question(question), clean_history(history), wanted, self.facts, date.today())
        reach = reach_of(scope, self.facts)
        some = self if reach.gap else self._of_numbers(reach.numbers, scope.where)
        try:
            yield from some._answered(question, scope, reach, calls)
        except ProviderError as error:
            if on_error == "raise":
                raise
            yield Sentence("")
            yield from some._answered(question, scope, reach, None, f"answered without the model: {error}")

    def among(self, ids: Iterable[str]) -> "Assistant":
        """An assistant that answers from these papers alone (by id, in corpus order); ids that are not known are passed
        over.

        Kept for the next question over the same papers. It shares what this one has opened: do not close it. Raises
        InvalidQuestion where none is known: to ask all papers instead would be another question.
        """
        known, asked = self.index.numbers, set(ids)
        numbers = sorted(known[name] for name in asked if name in known)
        if not numbers:
            one = min(asked, default="")[:80]
            raise InvalidQuestion(
                f"none of the papers to search is in the corpus (one is {one!r}); choose others, or search all"
            )
        return self._of_numbers(np.array(numbers, np.int64), Where())

    def _of_numbers(self, numbers: NDArray[np.int64] | None, where: Where) -> "Assistant":
        """The assistant over the papers with these numbers, which meet a filter; this one for None."""
        if numbers is None:
            return self
        key = str(where), numbers.tobytes()
        with self._some_lock:
            if key not in self._some:
                self._some[key] = _SomePapers(self, numbers, where)
                while len(self._some) > _KEPT:
                    self._some.popitem(last=False)
            self._some.move_to_end(key)
            return self._some[key]

    def _answered(
        self, question: str, scope: Scope, reach: Reach, calls: Calls | None, notice: str | None = None
    ) -> Iterator[Event]:
        """The line from a question to its answer. Without `calls` no model is asked."""
        clock = Clock()
        formed = set_form_aside(scope.question)
        if scope.turns and is_form_only(formed.question):  # it is the answer before that it wants so
            formed = formed._replace(form=(formed.question.strip(" ?.!"), *formed.form))
        asked, turns = self.speller.correct(formed.question), scope.turns
        if is_courtesy(asked):
            text = _WELCOME.format(papers=counted(len(self.papers), "paper"))
            yield Answer(question, asked, "abstain", text, (Sentence(text),), (), (), timings=clock.timings)
            return
        alone = self._conversation.stand_alone(asked, turns)
        if calls and turns and not alone.among and not alone.gap:
            alone = self._rewritten(asked, turns, alone, calls)
        alone = replace(alone, kind=scope.kind)
        clock.step("question")
        plan = yield from self._planner.plan(alone, reach.gap)
        if alone.instead and plan.gap and not reach.gap:
            rather = Standalone(alone.instead, kind=alone.kind)
            again = yield from self._planner.plan(rather)
            alone, plan = (alone, plan) if again.gap else (rather, again)
        if calls and not reach.gap:
            if not alone.among:  # a list is narrowed by the rule that reads it
                plan = yield from self._planner.decided(alone, plan, calls)
            if plan.gap and plan.listed is None and not plan.by_record:
                plan = yield from self._planner.searched(alone, plan, calls)
        clock.step("retrieve")
        notices = [*([notice] if notice else ()), *reach.notices, *plan.notices]
        written = Written(model=plan.listed, notices=notices)
        if calls and not plan.gap and plan.listed is None and not plan.record:
            papers = papers_of(plan.evidence)
            told = " ".join([alone.question, *(f"({form})" for form in formed.form)])
            writer = Writer(calls, told, papers, self.settings.unsupported, self._verified)
            if plan.kind == "compare" and plan.draft:
                writer.table(self._called)
            elif plan.kind == "fact":
                yield from writer.prose()
            written = replace(writer.written, notices=[*written.notices, *writer.written.notices])
        clock.step("synthesize")
        checked = written.verified
        if not plan.gap and not written.abstains and checked is None:
            checked = plan.stated
            if checked is None:
                draft = written.draft or plan.draft or self._extractive.draft(alone.question, plan.evidence)
                checked = after_record(plan.record, self._verified(draft))
            yield from events(checked)
        clock.step("verify")
        if calls and calls.kept and not calls.sent:
            written.notices.append("the model's words are from an earlier time (RAG_CACHE); they were checked again.")
        if calls and (checked or not written.removed):
            calls.keep()
        if formed.form and not written.model:
            written.notices.append(f"not followed without a model: “{'”, “'.join(formed.form)}”.")
        answer = Answer(
            question,
            scope.whole(alone.question),
            plan.kind,
            checked.text if checked else "",
            checked.sentences if checked else (),
            checked.citations if checked else (),
            plan.evidence,
            notice=joined(written.notices),
            model=written.model,
            usage=calls.usage if calls else Usage(),
            timings=clock.timings,
            removed=tuple(written.removed),
            cached=bool(calls and calls.kept and not calls.sent),
        )
        yield answer if checked else self._abstention(answer, plan)

    def _rewritten(self, asked: str, turns: History, rule: Standalone, calls: Calls) -> Standalone:
        """A follow-up as a model makes it stand alone; as the rule did, where the model fails or strays."""
        try:
            written = tasks.stand_alone(calls, asked, turns)
        except PASSING:
            return rule
        if written is None:
            return rule
        # Conditions on the papers are read by rule; a model may say those of earlier turns again.
        written = read_where(written, self.facts)[0]
        named = written == asked or self.names.mentions(written)
        return Standalone(written, () if named else rule.focus)

    def retrieve(
        self, question: str, *, k: int = 10, retriever: Mode | None = None, where: str | Where | None = None
    ) -> tuple[Evidence, ...]:
        """The k best passages for a question, as asked (nothing is folded in), best first, of the papers that meet
        `where`.
        """
        some, ranking = self._among_met(question, retriever, as_where(where))
        return ranking.evidence(some.index, ranking.best_passages(k)) if ranking else ()

    def rank(
        self, question: str, *, k: int = 10, retriever: Mode | None = None, where: str | Where | None = None
    ) -> list[tuple[Paper, float]]:
        """The k best papers for a question with their scores, best first, of the papers that meet `where`."""
        some, ranking = self._among_met(question, retriever, as_where(where))
        return [(some.papers[n], float(ranking.papers[n])) for n in ranking.best_papers(k)] if ranking else []

    def _among_met(self, question: str, retriever: Mode | None, where: Where) -> "tuple[Assistant, Ranking | None]":
        """The assistant over the papers that meet a filter, and its ranking; None where no paper does."""
        asked = self.speller.correct(clean_question(question))
        numbers = np.flatnonzero(where.mask(self.facts)) if where else None
        if numbers is not None and not len(numbers):
            return self, None
        some = self._of_numbers(numbers, where)
        return some, some._rank(asked, retriever or self._mode)

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

    def _ranked(self, question: str, focus: Sequence[int]) -> Ranking:
        question = without_tail(question)
        ranking = self._rank(question, self._mode, focus)
        if focus or self.names.mentions(question):
            return ranking
        meant = counting_as_many(question, self.index, ranking)
        return ranking if meant is None else self._rank(question, self._mode, (meant,))

    def _rank(self, question: str, mode: Mode, focus: Sequence[int] = ()) -> Ranking:
        named = [number for mention in self.names.mentions(question) for number in self._brought_forward(mention)]
        return rank(self.index, question, mode, [*named, *focus])

    def _brought_forward(self, mention: Mention) -> Sequence[int]:
        """The paper that a name is the head of ("VoCo: …"); all that go by it where it is something that they study."""
        first = mention.papers[0]
        coined = self.papers[first].title.casefold().startswith(mention.name.casefold())
        return (first,) if coined else mention.papers

    def _name_of(self, paper: Paper) -> str | None:
        number = self.index.numbers.get(paper.id)
        return None if number is None else self.names.of(number)

    def _vectors(self, paper: Paper) -> Vectors | None:
        """The vectors of a paper's sentences, as the index holds them; None for a paper that is not in it as it
        is.
        """
        number = self.index.numbers.get(paper.id)
        if number is None or self.papers[number].abstract != paper.abstract:
            return None
        return self.index.vectors(self.index.rows(number))

    def _verified(self, draft: Draft) -> Verified:
        """The one judgement, whoever wrote."""
        return verify(draft, self.judge)

    def _called(self, paper: Paper) -> str:
        return self._name_of(paper) or paper.title

    def _abstention(self, answer: Answer, plan: Plan) -> Answer:
        """The answer that says what is missing and names the nearest papers."""
        nearest = tuple(self.papers[number] for number in plan.ranking.best_papers(_NEAREST))
        names = "; ".join(f"“{escape_markers(paper.title)}”" for paper in nearest)
        gap = plan.gap or NOT_SAID
        text = f"{gap} The nearest papers are: {names}."
        return replace(answer, kind="abstain", text=text, sentences=(Sentence(text),), nearest=nearest, gap=gap)


class _SomePapers(Assistant):
    """An assistant over some of the papers of another, sharing what that one has opened and learned."""

    def __init__(self, whole: Assistant, numbers: NDArray[np.int64], where: Where) -> None:
        index = SubIndex(whole.index, numbers)
        names, speller = SomeNames(whole.names, numbers), SomeWords(whole.speller, index)
        self._hold(index, whole.settings, names, speller, whole.synonyms)
        self._conversation = SomeConversation(whole._conversation, numbers)
        self._planner = SomePlanner(whole._planner, self._parts, numbers, where)
        self._cache = whole._cache


@lru_cache(maxsize=1)
def _shared(settings: Settings) -> Assistant:
    return Assistant.open(settings)


_shared_lock = Lock()


def answer(
    question: str,
    *,
    history: History | None = None,
    model: str | None = None,
    where: str | Where | None = None,
    settings: Settings | None = None,
) -> Answer:
    """Answer one question: `Assistant.ask` on an assistant that is opened once and kept.

    Settings come from the environment unless given. Raises RagError.
    """
    with _shared_lock:
        assistant = _shared(settings or Settings.from_env())
    return assistant.ask(question, history=history, model=model, where=where)
