"""The line from a question to a checked answer; the only place where the steps meet. Read it from top to bottom.

from rag import answer print(answer("Which papers use state space models?"))
"""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any, Self

from rag.abstain import find_gap
from rag.compare import Sides, compose, find_sides
from rag.conditions import split_conditions
from rag.config import Settings
from rag.conversation import Conversation, Standalone
from rag.embeddings import Vectors, make_embedder
from rag.errors import ProviderError
from rag.extractive import ExtractiveSynthesizer
from rag.index import GIVEN, Index, Progress, open_index
from rag.lists import Lists, list_draft
from rag.names import Names
from rag.passages import split_sentences
from rag.question import History, clean_history, clean_question, kind_of
from rag.retrieve import RETRIEVERS, Mode, Ranking, rank
from rag.spelling import Speller
from rag.support import Judge
from rag.synonyms import Synonyms
from rag.topics import leaves_out, topic_of
from rag.types import Answer, Evidence, Kind, Paper, Sentence, Usage
from rag.verify import Draft, Verified, escape_markers, verify

EXTRACTIVE = "extractive"
"""Given as `model`: answer without a model, whatever RAG_MODEL says."""

_SENTENCE_END = re.compile(r"\][.!?](?=\s)|(?<=[a-z]{3})[.!?](?=\s)")
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
        self._lists = Lists(index, self.synonyms)
        self._numbers = {paper.id: number for number, paper in enumerate(index.papers)}
        self.judge = Judge.using(index.embedder, self._vectors)
        self._extractive = ExtractiveSynthesizer(index.passage_bm25.idf, self._name_of)
        self._conversation = Conversation(
            index.papers, self.names, lambda question, focus: self._rank(question, self._mode, focus)
        )
        self._models: dict[str, Any] = {}
        self._models_lock = Lock()

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

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers, in corpus order."""
        return self.index.papers

    def ask(self, question: str, *, history: History | None = None, model: str | None = None) -> Answer:
        """Answer a question, after the turns of `history` ({"role", "content"}, oldest first).

        `model` is a litellm model name, or "extractive" for none; without it, the settings decide. A model that is
        busy, slow or down gives the extractive answer with a notice. Raises InvalidQuestion, and ProviderError
        where only the reader can help: a refused key, an unknown model, a question too long for it, a refusal.
        """
        for event in self.stream(question, history=history, model=model):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with its answer")

    async def aask(self, question: str, *, history: History | None = None, model: str | None = None) -> Answer:
        """`ask`, awaited: the work is done in a thread."""
        return await asyncio.to_thread(self.ask, question, history=history, model=model)

    def stream(
        self, question: str, *, history: History | None = None, model: str | None = None
    ) -> Iterator[str | Answer]:
        """Answer piece by piece: strings as they are written, then the checked Answer, whose text replaces them."""
        clock = _Clock()
        turns = clean_history(history)
        alone = self._conversation.stand_alone(self.speller.correct(clean_question(question)), turns)
        clock.step("question")
        plan = self._plan(alone)
        clock.step("retrieve")
        written = _Written(None)
        if not plan.gap:
            name = model or self.settings.model
            # A list is decided for every paper; a model that sees a few of them could only make it wrong.
            if name and name != EXTRACTIVE and plan.kind not in ("list", "count"):
                yield from self._write_with(name, alone.question, plan, written)
            if written.draft is None and not written.says_nothing:
                written.model = None
                written.draft = plan.draft or self._extractive.draft(alone.question, plan.evidence)
            clock.step("synthesize")
        if written.draft is None:
            yield self._abstention(question, alone.question, plan, written, clock)
            return
        checked = verify(written.draft, self.judge)
        clock.step("verify")
        if written.model is None:
            yield from _pieces(checked)
        yield Answer(
            question,
            alone.question,
            plan.kind,
            checked.text,
            checked.sentences,
            checked.citations,
            plan.evidence,
            notice=written.notice,
            model=written.model,
            usage=written.usage,
            timings=clock.timings,
        )

    def _plan(self, alone: Standalone) -> "_Plan":
        """Rank, and settle the kind, the evidence and what is missing."""
        question = alone.question
        kind = kind_of(question, self._named(question))
        ranking = self._rank(question, self._mode, alone.focus)
        gap = find_gap(self.index, ranking, self.names, self.speller, question, kind)
        if gap:
            return _Plan("abstain", ranking, self._evidence(ranking), gap)
        if kind == "compare":
            sides = find_sides(question, ranking, self.names, lambda part: self._rank(part, self._mode))
            if sides:
                return self._compared(question, ranking, sides)
            # It compares in words only: one paper is named, or none, and the question asks what that says.
            kind = "list" if kind_of(question, 1) == "list" else "fact"
        if kind in ("list", "count"):
            return self._listed(question, ranking, kind)
        return _Plan("fact", ranking, self._evidence(ranking))

    def _write_with(self, name: str, question: str, plan: "_Plan", written: "_Written") -> Iterator[str]:
        """Let a model write; `written` ends up with its draft, or with none and a notice that says why.

        Raises ProviderError where only the reader can help.
        """
        from rag.generative import GenerativeSynthesizer, StreamResult, says_nothing
        from rag.llm import TRANSIENT

        result = StreamResult()
        written.model = name
        try:
            yield from GenerativeSynthesizer(self._model(name)).stream(question, plan.evidence, result)
        except ProviderError as error:
            if not isinstance(error, TRANSIENT):
                raise
            whole = _whole_sentences(result.draft)
            if whole.text:
                written.draft = whole
                written.notice = f"the model broke off; what it had written is checked and shown. {error}"
            else:
                written.notice = f"answered without the model: {error}"
        else:
            written.draft = result.draft
            if result.cut:
                written.draft = _whole_sentences(result.draft)
                written.notice = "the model reached RAG_MAX_TOKENS and was cut off; its whole sentences are shown."
        written.usage = result.usage
        if written.draft and says_nothing(written.draft.text):
            written.draft, written.says_nothing = None, True

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
            from rag.generative import GenerativeSynthesizer

            synthesizer = GenerativeSynthesizer(self._model(name))
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

    def _model(self, name: str) -> Any:
        from rag.llm import make_model

        with self._models_lock:
            if name not in self._models:
                self._models[name] = make_model(self.settings, name)
            return self._models[name]

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

    def _listed(self, question: str, ranking: Ranking, kind: Kind) -> "_Plan":
        """One row a paper, of all papers of the corpus that are about the topic, with the quote that qualifies it."""
        conditions, rest = split_conditions(question)
        topic = topic_of(rest)
        if not topic and not conditions:  # "How many papers are there?"
            rows = [int(first) for first in self.index.firsts[:-1]]
            evidence = ranking.evidence(self.index, rows)
            return _Plan(kind, ranking, evidence, draft=list_draft(evidence, len(self.papers), topic))
        if leaves_out(question):
            gap = f"{_NOT_SAID[:-1]}: what a paper leaves out cannot be told from its abstract."
            return _Plan("abstain", ranking, self._evidence(ranking), gap)
        spelt_out = self.synonyms.spelt_out(topic)
        on_topic = rank(self.index, f"{topic} ({', '.join(spelt_out)})" if spelt_out else topic or question, self._mode)
        matches = self._lists.decide(topic, on_topic, conditions)
        if not matches:
            asked = topic_of(question)
            gap = f"None of the {len(self.papers)} papers matches “{escape_markers(asked)}”; all of them were checked."
            return _Plan("abstain", ranking, self._evidence(ranking), gap)
        evidence = on_topic.evidence(self.index, [match.row for match in matches])
        return _Plan(kind, ranking, evidence, draft=list_draft(evidence, len(self.papers), topic, conditions))

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
        """The vectors of a paper's sentences, as the index holds them; None for a paper that is not in it as it is."""
        number = self._numbers.get(paper.id)
        if number is None or self.papers[number].abstract != paper.abstract:
            return None
        return self.index.vectors(self.index.rows(number))

    def _abstention(
        self, question: str, standalone: str, plan: "_Plan", written: "_Written", clock: "_Clock"
    ) -> Answer:
        nearest = tuple(self.papers[number] for number in plan.ranking.best_papers(_NEAREST))
        names = "; ".join(f"“{escape_markers(paper.title)}”" for paper in nearest)
        text = f"{plan.gap or _NOT_SAID} The nearest papers are: {names}."
        return Answer(
            question,
            standalone,
            "abstain",
            text,
            (Sentence(text),),
            (),
            plan.evidence,
            nearest=nearest,
            model=written.model,
            usage=written.usage,
            timings=clock.timings,
        )


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is known before anything is written."""

    kind: Kind
    ranking: Ranking
    evidence: tuple[Evidence, ...]
    gap: str | None = None
    """The sentence that says what is missing; then nothing is written."""
    draft: Draft | None = None
    """The extractive answer, where the kind has a form of its own (list, comparison)."""


@dataclass(slots=True)
class _Written:
    """What was written, and by whom."""

    draft: Draft | None
    model: str | None = None
    notice: str | None = None
    usage: Usage = field(default_factory=Usage)
    says_nothing: bool = False
    """The model said that the papers do not answer."""


class _Clock:
    """Seconds by step."""

    def __init__(self) -> None:
        self.timings: dict[str, float] = {}
        self._last = time.perf_counter()

    def step(self, name: str) -> None:
        now = time.perf_counter()
        self.timings[name] = self.timings.get(name, 0.0) + now - self._last
        self._last = now


def _whole_sentences(draft: Draft) -> Draft:
    """A draft without a last sentence that was cut off; its text may be empty."""
    text = draft.text.rstrip()
    if not text or text[-1] in ".!?":
        return Draft(text, draft.papers)
    start = split_sentences(text)[-1][0]
    # A short rest was counted to the sentence before it, which then ends inside the last span.
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start)]
    return Draft(text[: ends[-1] if ends else start].rstrip(), draft.papers)


def _pieces(checked: Verified) -> Iterator[str]:
    """The text in pieces that join to it: by lines where it has several (a list, a table), else by sentences."""
    if "\n" in checked.text:
        yield from checked.text.splitlines(keepends=True)
        return
    for number, sentence in enumerate(checked.sentences):
        yield sentence.text if not number else f" {sentence.text}"


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
