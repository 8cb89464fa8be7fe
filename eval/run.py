"""Asks the golden questions, scores every answer, and sums up by split, kind, voice and reason."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from tqdm import tqdm

from eval import metrics
from eval.results import SCHEMA, Estimate, Exchange, Expected, Group, Quote, Report, Result
from eval.samples import SPLITS, Sample, Turn
from eval.score import score
from rag import (
    Answer,
    Evidence,
    Paper,
    ProviderAuthError,
    ProviderModelError,
    RagError,
    Settings,
)
from rag.fingerprints import fingerprint
from rag.version import __version__

Plain = Literal["bm25", "dense"]

RETRIEVAL_KINDS = ("fact", "paraphrase", "numeric")
"""The kinds with one paper to find, on which retrieval is measured."""
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


def run(
    assistant: Askable, samples: Sequence[Sample], progress: bool = False, *, settings: Settings | None = None
) -> Report:
    """Ask every question (a conversation's in order, with what was really said before) and report.

    The same for the same assistant, but for times and date. An error that `rag` raises for a question fails that
    question; ProviderAuthError and ProviderModelError, which would fail all, are raised.
    """
    papers = {paper.id: paper for paper in assistant.papers}
    results = []
    with tqdm(total=sum(len(s.turns) for s in samples), unit="question", disable=not progress) as bar:
        for sample in samples:
            exchanges = []
            for exchange in _converse(assistant, sample, papers):
                exchanges.append(exchange)
                bar.update()
            ranked = _rank(assistant, sample) if sample.kind in RETRIEVAL_KINDS else {}
            results.append(
                Result(sample.id, sample.kind, sample.split, sample.voice, sample.reason, tuple(exchanges), ranked)
            )
    return Report(
        schema=SCHEMA,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        settings=_shown(settings),
        papers=len(papers),
        corpus=fingerprint(assistant.papers),
        groups=tuple(summarise(results)),
        latency=_latency([e.seconds for r in results for e in r.exchanges]),
        results=tuple(results),
    )


def _converse(assistant: Askable, sample: Sample, papers: Mapping[str, Paper]) -> Iterable[Exchange]:
    history: list[dict[str, str]] = []
    for turn in sample.turns:
        exchange = _ask(assistant, sample, turn, history, papers)
        if exchange.error is None:
            history += [{"role": "user", "content": turn.question}, {"role": "assistant", "content": exchange.answer}]
        yield exchange


def _ask(
    assistant: Askable, sample: Sample, turn: Turn, history: Sequence[dict[str, str]], papers: Mapping[str, Paper]
) -> Exchange:
    expected = Expected(
        abstain=turn.abstain,
        papers=turn.papers,
        optional=turn.optional,
        evidence=tuple((name, papers[name].abstract[start:end]) for name, (start, end) in turn.evidence),
        key_facts=turn.key_facts,
        count=sample.count,
        standalone=turn.standalone,
    )
    started = time.perf_counter()
    try:
        answer = assistant.ask(turn.question, history=tuple(history))
    except (ProviderAuthError, ProviderModelError):
        raise
    except RagError as error:
        seconds = time.perf_counter() - started
        said = f"{type(error).__name__}: {error}"
        missed = {"abstained": 0.0} if turn.abstain else {"answered": 0.0}
        return Exchange(turn.question, "", "", False, (), (), None, said, expected, missed, False, (said,), seconds)
    seconds = time.perf_counter() - started
    scores, why_not = score(sample, turn, answer, papers)
    return Exchange(
        question=turn.question,
        standalone_question=answer.standalone_question,
        answer=answer.text,
        abstained=answer.abstained,
        citations=tuple(Quote(c.number, c.paper.id, c.paper.title, c.quote) for c in answer.citations),
        nearest=tuple(paper.id for paper in answer.nearest),
        notice=answer.notice,
        error=None,
        expected=expected,
        scores=scores,
        passed=not why_not,
        why_not=why_not,
        seconds=seconds,
    )


def _rank(assistant: Askable, sample: Sample) -> dict[str, tuple[str, ...]]:
    """By retriever, the first ten papers in the order of their first passage."""
    ranked = {}
    for name, retriever in RETRIEVERS.items():
        passages = assistant.retrieve(sample.question, k=_PASSAGES, retriever=retriever)
        ranked[name] = tuple(dict.fromkeys(passage.paper.id for passage in passages))[:_PAPERS]
    return ranked


def summarise(results: Sequence[Result]) -> Iterable[Group]:
    """Means and intervals: for each split over everything, and by kind, voice, reason and retriever."""
    for split in SPLITS:
        within = [result for result in results if result.split == split]
        traits = {
            "all": {"all": within},
            "kind": _by(within, "kind"),
            "voice": _by(within, "voice"),
            "reason": _by(within, "reason"),
        }
        for trait, groups in traits.items():
            for name, members in groups.items():
                if members:
                    yield Group(split, trait, name, _measures(members))
        for retriever in RETRIEVERS:
            values = _retrieval(within, retriever)
            if values:
                yield Group(split, "retriever", retriever, _estimates(values))


def _by(results: Sequence[Result], trait: str) -> dict[str, list[Result]]:
    groups: dict[str, list[Result]] = {}
    for result in results:
        name = getattr(result, trait)
        if name is not None:
            groups.setdefault(name, []).append(result)
    return groups


def _measures(results: Sequence[Result]) -> dict[str, Estimate]:
    """`passed` is over samples; every other measure is over the exchanges on which it is defined."""
    values: dict[str, list[float]] = {"passed": [float(result.passed) for result in results]}
    exchanges = [exchange for result in results for exchange in result.exchanges]
    for exchange in exchanges:
        for name, value in exchange.scores.items():
            if name not in ("answered", "abstained"):
                values.setdefault(name, []).append(value)
    outcomes = [(exchange.expected.abstain, exchange.abstained) for exchange in exchanges]
    values |= metrics.abstention(outcomes)
    if len({should for should, _ in outcomes}) < 2:  # fixed beforehand where all or none can be answered
        del values["abstention_precision"]
    return _estimates(values)


def _retrieval(results: Sequence[Result], retriever: str) -> dict[str, list[float]]:
    values: dict[str, list[float]] = {}
    for result in results:
        if retriever not in result.ranked:
            continue
        expected = result.exchanges[0].expected
        # A paper that may be cited too is neither right nor wrong: it takes no rank.
        ranking = [paper for paper in result.ranked[retriever] if paper not in expected.optional]
        grades = dict.fromkeys(expected.papers, 1.0)
        for name, value in (
            ("hit@1", metrics.hit_at_k(ranking, expected.papers, 1)),
            ("hit@5", metrics.hit_at_k(ranking, expected.papers, 5)),
            ("mrr", metrics.reciprocal_rank(ranking, expected.papers)),
            ("ndcg@10", metrics.ndcg_at_k(ranking, grades, 10)),
        ):
            if value is not None:
                values.setdefault(name, []).append(value)
    return values


def _estimates(values: Mapping[str, Sequence[float]]) -> dict[str, Estimate]:
    out = {}
    for name, cases in values.items():
        centre = metrics.mean(cases)
        if centre is not None:
            out[name] = Estimate(centre, *metrics.bootstrap_interval(cases), len(cases))
    return out


def _latency(seconds: Sequence[float]) -> dict[str, float]:
    return {
        **{f"p{q}": metrics.percentile(seconds, q) for q in (50, 95, 99)},
        "max": max(seconds),
        "total": sum(seconds),
    }


def _shown(settings: Settings | None) -> dict[str, Any]:
    """The settings, but for the home folder: it names the reader's machine and changes no score."""
    if settings is None:
        return {}
    return {name: value for name, value in asdict(settings).items() if name not in ("home", "auth")}
