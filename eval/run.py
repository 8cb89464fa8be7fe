"""Asks the golden questions, several at once where told, and scores every answer; a budget can stop it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Literal, Protocol

from tqdm import tqdm

from eval.answers import Answers, code
from eval.results import SCHEMA, Exchange, Expected, Quote, Report, Result
from eval.samples import Sample, Turn
from eval.score import Judge, confidence, score
from eval.summary import MANY_PAPERS, ONE_PAPER, latency, summarise
from rag import (
    Answer,
    Evidence,
    Paper,
    ProviderAuthError,
    ProviderModelError,
    RagError,
    Settings,
    Usage,
)
from rag.fingerprints import fingerprint
from rag.version import __version__

Plain = Literal["bm25", "dense"]

RETRIEVAL_KINDS = (*ONE_PAPER, *MANY_PAPERS)
"""The kinds on which retrieval is measured."""
RETRIEVERS: Mapping[str, Plain | None] = {"ours": None, "bm25": "bm25", "dense": "dense"}
"""The retriever in use, and the two plain ones beside it; names in reports to names for `retrieve`."""

_PASSAGES = 50
# Several passages are of one paper; fifty gave ten papers or more for each question tried.
_PAPERS = 10


class Askable(Protocol):
    """What is measured; `rag.Assistant` is one."""

    @property
    def papers(self) -> Sequence[Paper]: ...

    def ask(self, question: str, *, history: Sequence[dict[str, str]] = ()) -> Answer: ...

    def retrieve(self, question: str, *, k: int = 10, retriever: Plain | None = None) -> tuple[Evidence, ...]: ...


class BudgetError(ValueError):
    """A budget that cannot hold; the message names the fix."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What models may take in one run: US dollars, tokens; None for no limit.

    What is being asked when it is reached is still finished.
    """

    cost: float | None = None
    tokens: int | None = None

    def reached(self, usage: Usage) -> bool:
        """Whether this much is all. Raises BudgetError where dollars are limited and a model has no known price."""
        tokens = usage.prompt_tokens + usage.completion_tokens
        if self.cost is not None and tokens and not usage.cost:
            raise BudgetError("litellm knows no price for this model, so dollars cannot stop it; give --tokens instead")
        return (self.cost is not None and usage.cost >= self.cost) or (
            self.tokens is not None and tokens >= self.tokens
        )


def run(
    assistant: Askable,
    samples: Sequence[Sample],
    progress: bool = False,
    *,
    settings: Settings | None = None,
    judge: Judge | None = None,
    seed: int = 0,
    jobs: int = 1,
    budget: Budget | None = None,
    kept: Answers | None = None,
) -> Report:
    """Ask every question (a conversation's in order, with what was really said before) and report.

    The same for the same assistant, but for times. `judge` is the entailment of ALCE's measures, which are left out
    without one. What `kept` holds is not asked again; each new result is added to it. An error that `rag` raises for
    a question fails that question; ProviderAuthError and ProviderModelError, which would fail all, are raised.
    """
    by_id = {paper.id: paper for paper in assistant.papers}
    results: dict[str, Result] = {}
    with tqdm(total=sum(len(s.turns) for s in samples), unit="question", disable=not progress) as bar:
        for sample in samples:
            if kept and (known := kept.get(sample)):
                results[sample.id] = known
                bar.update(len(sample.turns))
        left = [sample for sample in samples if sample.id not in results]
        for sample, result in _ask_all(_Asker(assistant, by_id, judge), left, jobs, budget or Budget()):
            results[sample.id] = result
            if kept is not None:
                kept.add(sample, result)
            bar.update(len(sample.turns))
    ordered = [results[sample.id] for sample in samples if sample.id in results]
    return Report(
        schema=SCHEMA,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        code=code(),
        settings=shown(settings),
        papers=len(by_id),
        corpus=fingerprint(assistant.papers),
        seed=seed,
        questions=len(samples),
        groups=tuple(summarise(ordered, seed)),
        latency=latency(ordered),
        usage=usage_of(ordered),
        results=tuple(ordered),
    )


def shown(settings: Settings | None) -> dict[str, Any]:
    """The settings, but for the home folder, which names the reader's machine, and the password; neither changes a
    score.
    """
    if settings is None:
        return {}
    return {name: value for name, value in asdict(settings).items() if name not in ("home", "auth")}


def usage_of(results: Sequence[Result]) -> Usage:
    """What models used for these results."""
    return sum((exchange.usage for result in results for exchange in result.exchanges), Usage())


def _ask_all(asker: "_Asker", samples: Sequence[Sample], jobs: int, budget: Budget) -> Iterator[tuple[Sample, Result]]:
    """Each sample with its result, as they are done, until all are or the budget is reached."""
    waiting, spent = iter(samples), Usage()
    with ThreadPoolExecutor(jobs) as pool:
        asked: dict[Future[Result], Sample] = {
            pool.submit(asker.result, sample): sample for sample in islice(waiting, jobs)
        }
        while asked:
            done, _ = wait(asked, return_when=FIRST_COMPLETED)
            for future in done:
                sample, result = asked.pop(future), future.result()
                spent += usage_of([result])
                yield sample, result
                following = None if budget.reached(spent) else next(waiting, None)
                if following:
                    asked[pool.submit(asker.result, following)] = following


@dataclass(frozen=True, slots=True)
class _Asker:
    """Asks samples and scores what comes back. Safe to share between threads, as the assistant is."""

    assistant: Askable
    papers: Mapping[str, Paper]
    judge: Judge | None

    def result(self, sample: Sample) -> Result:
        exchanges = tuple(self._converse(sample))
        ranked = self._rank(sample) if sample.kind in RETRIEVAL_KINDS else {}
        return Result(sample.id, sample.kind, sample.split, sample.voice, sample.reason, exchanges, ranked)

    def _converse(self, sample: Sample) -> Iterator[Exchange]:
        history: list[dict[str, str]] = []
        for turn in sample.turns:
            exchange = self._ask(sample, turn, history)
            if exchange.error is None:
                history += [
                    {"role": "user", "content": turn.question},
                    {"role": "assistant", "content": exchange.answer},
                ]
            yield exchange

    def _ask(self, sample: Sample, turn: Turn, history: Sequence[dict[str, str]]) -> Exchange:
        expected = self._expected(sample, turn)
        started = time.perf_counter()
        try:
            answer = self.assistant.ask(turn.question, history=tuple(history))
        except (ProviderAuthError, ProviderModelError):
            raise
        except RagError as error:
            return _failed(turn, expected, f"{type(error).__name__}: {error}", time.perf_counter() - started)
        seconds = time.perf_counter() - started
        scores, why_not = score(sample, turn, answer, self.papers, self.judge)
        return Exchange(
            question=turn.question,
            standalone_question=answer.standalone_question,
            answer=answer.text,
            abstained=answer.abstained,
            citations=tuple(Quote(c.number, c.paper.id, c.paper.title, c.quote) for c in answer.citations),
            nearest=tuple(paper.id for paper in answer.nearest),
            unsupported=tuple(s.text for s in answer.sentences if s.support in ("partial", "unsupported")),
            notice=answer.notice,
            error=None,
            model=answer.model,
            usage=answer.usage,
            confidence=confidence(answer),
            expected=expected,
            scores=scores,
            passed=not why_not,
            why_not=why_not,
            seconds={**answer.timings, "total": seconds},
        )

    def _expected(self, sample: Sample, turn: Turn) -> Expected:
        return Expected(
            abstain=turn.abstain,
            papers=turn.papers,
            optional=turn.optional,
            evidence=tuple((name, self.papers[name].abstract[start:end]) for name, (start, end) in turn.evidence),
            key_facts=turn.key_facts,
            count=sample.count,
            standalone=turn.standalone,
        )

    def _rank(self, sample: Sample) -> dict[str, tuple[str, ...]]:
        """By retriever, the first ten papers in the order of their first passage."""
        ranked = {}
        for name, retriever in RETRIEVERS.items():
            passages = self.assistant.retrieve(sample.question, k=_PASSAGES, retriever=retriever)
            ranked[name] = tuple(dict.fromkeys(passage.paper.id for passage in passages))[:_PAPERS]
        return ranked


def _failed(turn: Turn, expected: Expected, said: str, seconds: float) -> Exchange:
    return Exchange(
        question=turn.question,
        standalone_question="",
        answer="",
        abstained=False,
        citations=(),
        nearest=(),
        unsupported=(),
        notice=None,
        error=said,
        model=None,
        usage=Usage(),
        confidence=None,
        expected=expected,
        scores={"abstained": 0.0} if turn.abstain else {"answered": 0.0},
        passed=False,
        why_not=(said,),
        seconds={"total": seconds},
    )
