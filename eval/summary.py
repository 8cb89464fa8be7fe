"""Sums up results: means with intervals by split, kind, voice, reason, turn and retriever; times by step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval import metrics
from eval.results import Estimate, Exchange, Group, Result
from eval.samples import SPLITS

ONE_PAPER = ("fact", "paraphrase", "numeric")
"""The kinds with one paper to find."""
MANY_PAPERS = ("list", "count", "compare")
"""Those with several."""
RETRIEVERS = ("ours", "bm25", "dense")
"""The retriever in use, and the two plain ones beside it, as reports call them."""


@dataclass(frozen=True, slots=True)
class Case:
    """The value of a measure on one exchange (or sample), with the sample that it belongs to."""

    sample: str
    turn: int
    value: float


def summarise(results: Sequence[Result], seed: int = 0) -> Iterator[Group]:
    """Means and intervals: for each split over everything and by each trait."""
    for split in SPLITS:
        within = [result for result in results if result.split == split]
        for trait, name, members in grouped(within):
            found = estimates(cases(members), seed)
            if trait in ("all", "kind"):
                found |= _risk(members, seed)
            yield Group(split, trait, name, found)
        for name, turns in _turns(within).items():
            yield Group(split, "turn", name, estimates(cases(turns), seed))
        for trait, kinds in (("retriever", ONE_PAPER), ("list-retriever", MANY_PAPERS)):
            for retriever in RETRIEVERS:
                values = ranking_cases([r for r in within if r.kind in kinds], retriever)
                if values:
                    yield Group(split, trait, retriever, estimates(values, seed))


def grouped(results: Sequence[Result]) -> Iterator[tuple[str, str, Sequence[Result]]]:
    """Trait, name and members of each group of whole samples that is not empty."""
    if results:
        yield "all", "all", results
    one_paper = [result for result in results if result.kind in ONE_PAPER]
    if one_paper:
        yield "papers", "one to find", one_paper
    for trait in ("kind", "voice", "reason"):
        groups: dict[str, list[Result]] = {}
        for result in results:
            name = getattr(result, trait)
            if name is not None:
                groups.setdefault(name, []).append(result)
        for name, members in groups.items():
            yield trait, name, members


def cases(results: Sequence[Result]) -> dict[str, list[Case]]:
    """By measure, the cases that it is the mean of: `passed` over samples, any other over the exchanges on which it
    is defined.
    """
    found: dict[str, list[Case]] = {"passed": [Case(result.id, 0, float(result.passed)) for result in results]}
    for result in results:
        for turn, exchange in enumerate(result.exchanges):
            for name, value in _values(exchange).items():
                found.setdefault(name, []).append(Case(result.id, turn, value))
    should = {exchange.expected.abstain for result in results for exchange in result.exchanges}
    if len(should) < 2:  # fixed beforehand where all or none can be answered
        found.pop("abstention_precision", None)
    return found


def ranking_cases(results: Sequence[Result], retriever: str) -> dict[str, list[Case]]:
    """The same for the measures of one retriever's ranking."""
    found: dict[str, list[Case]] = {}
    for result in results:
        if retriever not in result.ranked:
            continue
        expected = result.exchanges[0].expected
        # A paper that may be cited too is neither right nor wrong: it takes no rank.
        ranking = [paper for paper in result.ranked[retriever] if paper not in expected.optional]
        values = {
            "hit@1": metrics.hit_at_k(ranking, expected.papers, 1),
            "hit@5": metrics.hit_at_k(ranking, expected.papers, 5),
            "mrr": metrics.reciprocal_rank(ranking, expected.papers),
            "ndcg@10": metrics.ndcg_at_k(ranking, dict.fromkeys(expected.papers, 1.0), 10),
            "recall@10": metrics.recall_at_k(ranking, expected.papers, 10),
        }
        for name, value in values.items():
            if value is not None:
                found.setdefault(name, []).append(Case(result.id, 0, value))
    return found


def estimates(found: Mapping[str, Sequence[Case]], seed: int = 0) -> dict[str, Estimate]:
    """Mean and interval of each measure; the turns of one conversation are drawn together."""
    out = {}
    for name, members in found.items():
        if members:
            values = [case.value for case in members]
            interval = metrics.bootstrap_interval(values, clusters=[case.sample for case in members], seed=seed)
            out[name] = Estimate(sum(values) / len(values), *interval, len(values))
    return out


def risks(results: Iterable[Result]) -> list[tuple[float, bool]]:
    """Of each answer that was given with a confidence: that, and whether the answer is wrong."""
    return [
        (exchange.confidence, not exchange.passed)
        for result in results
        for exchange in result.exchanges
        if exchange.confidence is not None and not exchange.abstained
    ]


def latency(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """Seconds by step, and of whole answers (`total`): p50, p95, p99, max and sum."""
    times: dict[str, list[float]] = {"total": []}
    for result in results:
        for exchange in result.exchanges:
            for step, seconds in exchange.seconds.items():
                times.setdefault(step, []).append(seconds)
    return {
        step: {
            **{f"p{q}": metrics.percentile(values, q) for q in (50, 95, 99)},
            "max": max(values),
            "sum": sum(values),
        }
        for step, values in times.items()
        if values
    }


def _risk(results: Sequence[Result], seed: int) -> dict[str, Estimate]:
    """The area under the risk–coverage curve, where answers have a confidence."""
    by_sample = [risks([result]) for result in results]
    pairs = [pair for sample in by_sample for pair in sample]
    value = metrics.aurc(pairs)
    if value is None:
        return {}

    def drawn(numbers: Sequence[int]) -> float | None:
        return metrics.aurc([pair for number in numbers for pair in by_sample[number]])

    return {"aurc": Estimate(value, *metrics.bootstrap_of(drawn, len(by_sample), seed=seed), len(pairs))}


def _turns(results: Sequence[Result]) -> dict[str, list[Result]]:
    """The conversations cut in two: their first turns, and all later ones, each turn as a sample of its own."""
    cut: dict[str, list[Result]] = {}
    for result in results:
        if len(result.exchanges) > 1:
            for turn, exchange in enumerate(result.exchanges):
                one = Result(
                    result.id, result.kind, result.split, result.voice, result.reason, (exchange,), result.ranked
                )
                cut.setdefault("later" if turn else "first", []).append(one)
    return cut


def _values(exchange: Exchange) -> dict[str, float]:
    values = {name: value for name, value in exchange.scores.items() if name not in ("answered", "abstained")}
    should, did = exchange.expected.abstain, exchange.abstained
    for name, members in metrics.abstention([(should, did)]).items():
        if members:
            values[name] = members[0]
    if exchange.model:
        values["tokens"] = float(exchange.usage.prompt_tokens + exchange.usage.completion_tokens)
        values["cost"] = exchange.usage.cost
    return values
