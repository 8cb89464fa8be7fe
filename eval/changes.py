"""One run against a baseline: every measure over the cases that both have, and whether the difference is real.

Cases are paired by sample. A difference counts as shown when the paired randomization test (`metrics.
randomization_test`) gives a p below 0.05; of twenty measures that did not change, one comes out so by chance.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from eval import metrics
from eval.measures import measure
from eval.results import Change, Comparison, Flip, Report, Result
from eval.samples import SPLITS
from eval.summary import ONE_PAPER, Case, cases, grouped, ranking_cases

SHOWN = 0.05
"""p below which a difference counts as shown."""
_UNPAIRED = ("abstention_precision",)
"""Measures whose cases depend on what a run did, so that two runs share no sample of them."""


def compare(report: Report, baseline: Report) -> Comparison:
    """This report against the baseline, over the samples that are in both word for word.

    Raises ValueError when there are none.
    """
    before = {result.id: result for result in baseline.results}
    pairs = [(before[r.id], r) for r in report.results if r.id in before and _same(before[r.id], r)]
    if not pairs:
        raise ValueError(
            "the baseline shares no question with this run; give the report of a run on the same questions"
        )
    return Comparison(
        date=baseline.date,
        version=baseline.version,
        model=baseline.model,
        same_corpus=report.corpus == baseline.corpus,
        paired=len(pairs),
        unpaired=len(report.results) - len(pairs),
        changes=tuple(_changes(pairs, report.seed)),
        flips=tuple(
            Flip(now.id, now.kind, now.split, now.passed) for was, now in pairs if was.passed is not now.passed
        ),
    )


def _same(one: Result, other: Result) -> bool:
    """Whether two results are of the same question, with the same answer expected."""
    return (one.kind, one.split) == (other.kind, other.split) and [
        (exchange.question, exchange.expected) for exchange in one.exchanges
    ] == [(exchange.question, exchange.expected) for exchange in other.exchanges]


def _changes(pairs: Sequence[tuple[Result, Result]], seed: int) -> Iterator[Change]:
    for split in SPLITS:
        was = {old.id: old for old, new in pairs if new.split == split}
        now = [new for _, new in pairs if new.split == split]
        for trait, name, members in grouped(now):
            found = _paired(cases([was[r.id] for r in members]), cases(members), seed)
            yield from (Change(split, trait, name, *change) for change in found)
        single = [result for result in now if result.kind in ONE_PAPER]
        old = ranking_cases([was[result.id] for result in single], "ours")
        for change in _paired(old, ranking_cases(single, "ours"), seed):
            yield Change(split, "retriever", "ours", *change)


_Change = tuple[str, float, float, float, float, float, int, str]


def _paired(before: Mapping[str, Sequence[Case]], after: Mapping[str, Sequence[Case]], seed: int) -> Iterable[_Change]:
    """Measure, means before and after, interval of the difference, p, number of cases and verdict."""
    for name in after:
        if name in _UNPAIRED:
            continue
        old = {(case.sample, case.turn): case.value for case in before.get(name, ())}
        both = [case for case in after[name] if (case.sample, case.turn) in old]
        if not both:
            continue
        differences = [case.value - old[case.sample, case.turn] for case in both]
        samples = [case.sample for case in both]
        by_sample: dict[str, float] = {}
        for sample, difference in zip(samples, differences, strict=True):
            by_sample[sample] = by_sample.get(sample, 0.0) + difference
        p = metrics.randomization_test(by_sample.values(), seed=seed)
        low, high = metrics.bootstrap_interval(differences, clusters=samples, seed=seed)
        was = sum(old[case.sample, case.turn] for case in both) / len(both)
        now = sum(case.value for case in both) / len(both)
        yield name, was, now, low, high, p, len(both), verdict(name, sum(differences), p)


def verdict(name: str, difference: float, p: float) -> str:
    """In words: better, worse, or no difference shown."""
    if p >= SHOWN or not difference:
        return "no difference shown"
    return "better" if (difference < 0) == measure(name).lower_is_better else "worse"
