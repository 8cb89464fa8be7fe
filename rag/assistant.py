"""The line from a question to a checked answer; the only place where the steps meet. Read it from top to bottom.

from rag import answer
print(answer("Which papers use state space models?"))
"""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from threading import Lock
from typing import Any, Self

from rag.abstain import find_gap
from rag.compare import Sides, compose, find_sides
from rag.config import Settings
from rag.conversation import Conversation
from rag.embeddings import make_embedder
from rag.errors import ProviderError
from rag.extractive import ExtractiveSynthesizer
from rag.index import SHIPPED, Index, Progress, open_index
from rag.lists import decide, list_draft, topic_of
from rag.names import Names
from rag.passages import split_sentences
from rag.question import History, clean_history, clean_question, kind_of
from rag.retrieve import RETRIEVERS, Mode, Ranking, rank
from rag.spelling import Speller
from rag.synonyms import Synonyms
from rag.types import Answer, Evidence, Kind, Paper, Sentence, Usage
from rag.verify import Draft, Verified, verify

EXTRACTIVE = "extractive"
"""Given as `model`: answer without a model, whatever RAG_MODEL says."""

_SENTENCE_END = re.compile(r"\][.!?](?=\s)|(?<=[a-z]{3})[.!?](?=\s)")
_EVIDENCE_PAPERS = 4
"""Papers whose passages are evidence for a fact."""
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
        source: str | list[str] = SHIPPED,
        progress: Progress | None = None,
    ) -> Self:
        """Index these papers in `settings.home` and open them. `source` names the files they were read from."""
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
        busy, slow or down
        gives the extractive answer with a notice. Raises InvalidQuestion, and ProviderError where only the reader can
        help: a refused key, an unknown model, a question too long for it, a refusal.
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
        asked = clean_question(question)
        turns = clean_history(history)
        alone = self._conversation.stand_alone(self.speller.correct(asked), turns)
        standalone = alone.question
        kind = kind_of(standalone, self._named(standalone))
        clock.step("question")
        ranking = self._rank(standalone, self._mode, alone.focus)
        gap = find_gap(self.index, ranking, self.names, self.speller, standalone, kind)
        evidence = self._evidence(ranking, kind)
        clock.step("retrieve")
        if gap:
            nearest = tuple(self.papers[n] for n in ranking.best_papers(_NEAREST))
            yield self._abstention(question, standalone, gap, evidence, nearest, clock)
            return
        written: Draft | None = None
        if kind in ("list", "count"):
            written, evidence = self._listed(standalone)
        elif kind == "compare":
            sides = find_sides(standalone, ranking, self.names, lambda part: self._rank(part, self._mode))
            if sides:
                written, evidence = self._compared(standalone, ranking, sides)
            else:
                kind = kind_of(standalone, 1)
                if kind == "list":
                    written, evidence = self._listed(standalone)
                elif kind == "compare":
                    kind = "fact"
        name = model or self.settings.model
        notice, usage, draft = None, Usage(), None
        if name and name != EXTRACTIVE:
            from rag.generative import GenerativeSynthesizer, StreamResult, says_nothing
            from rag.llm import TRANSIENT

            result = StreamResult()
            try:
                yield from GenerativeSynthesizer(self._model(name)).stream(standalone, evidence, result)
                draft = result.draft
            except ProviderError as error:
                if not isinstance(error, TRANSIENT):
                    raise
                draft = _whole_sentences(result.draft)
                if draft.text:
                    notice = f"the model broke off; what it had written is checked and shown. {error}"
                else:
                    draft = None
                    notice = f"answered without the model: {error}"
            else:
                if result.cut:
                    draft = _whole_sentences(result.draft)
                    notice = "the model reached RAG_MAX_TOKENS and was cut off; its whole sentences are shown."
            usage = result.usage
            clock.step("synthesize")
            if draft and says_nothing(draft.text):
                nearest = tuple(self.papers[n] for n in ranking.best_papers(_NEAREST))
                answer = self._abstention(question, standalone, "The abstracts do not say.", evidence, nearest, clock)
                yield replace(answer, model=name, usage=usage)
                return
        if draft is None:
            name = None
            draft = written or self._extractive.draft(standalone, evidence)
            clock.step("synthesize")
        checked = verify(draft)
        if name is None:
            yield from _pieces(checked)
        clock.step("verify")
        yield Answer(
            question,
            standalone,
            kind,
            checked.text,
            checked.sentences,
            checked.citations,
            evidence,
            notice=notice,
            model=name,
            usage=usage,
            timings=clock.timings,
        )

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
            retriever=RETRIEVERS[self.settings.retriever](self.index, self.settings.top_k),
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

    def _evidence(self, ranking: Ranking, kind: Kind) -> tuple[Evidence, ...]:
        """The passages to write from: of the best papers, all of each, the best first."""
        rows = [row for number in ranking.best_papers(_EVIDENCE_PAPERS) for row in self.index.rows(number)]
        order = {number: place for place, number in enumerate(ranking.best_papers(_EVIDENCE_PAPERS))}
        rows.sort(key=lambda row: (order[int(self.index.owners[row])], -ranking.own[row]))
        return ranking.evidence(self.index, rows)

    def _listed(self, question: str) -> tuple[Draft, tuple[Evidence, ...]]:
        """One row a paper, of all papers of the corpus that are about the topic, each with the quote that
        qualifies it.
        """
        topic = topic_of(question)
        spelt_out = self.synonyms.spelt_out(topic)
        ranking = rank(self.index, f"{topic} ({', '.join(spelt_out)})" if spelt_out else topic, self._mode)
        matches = decide(self.index, ranking, self.synonyms, topic)
        evidence = ranking.evidence(self.index, [match.row for match in matches])
        return list_draft(evidence, len(self.papers), topic), evidence

    def _compared(self, question: str, ranking: Ranking, sides: Sides) -> tuple[Draft, tuple[Evidence, ...]]:
        """The same aspects of each paper side by side."""
        columns = [ranking.evidence(self.index, self.index.rows(number)) for number in sides.numbers]
        draft = compose(question, columns, self._extractive, lambda paper: self._name_of(paper) or paper.title)
        return draft, tuple(passage for column in columns for passage in column)

    def _name_of(self, paper: Paper) -> str | None:
        number = self._numbers.get(paper.id)
        return None if number is None else self.names.of(number)

    def _abstention(
        self,
        question: str,
        standalone: str,
        message: str,
        evidence: tuple[Evidence, ...],
        nearest: tuple[Paper, ...],
        clock: "_Clock",
    ) -> Answer:
        names = "; ".join(f"“{paper.title}”" for paper in nearest)
        text = f"{message} The nearest papers are: {names}."
        return Answer(
            question,
            standalone,
            "abstain",
            text,
            (Sentence(text),),
            (),
            evidence,
            nearest=nearest,
            timings=clock.timings,
        )


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
