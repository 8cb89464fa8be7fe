"""Lists decided by a model: every paper in batches, each decision with a quote that is looked up.

A paper of a batch that failed, or whose quote does not stand in its abstract, stays as the rule decided it; so do
those of a large corpus that come after the nearest.
"""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from rag.calls import Calls
from rag.counted import counted
from rag.errors import ProviderError
from rag.index import Index
from rag.provider import PASSING
from rag.tasks import Decision, decide

_BATCH = 10
"""Papers a request: few enough that none is overlooked, enough that 92 papers take ten requests."""
_AT_ONCE = 4
_MOST = 300
"""Papers that a model decides at most, the nearest first: thirty requests, and about half of what one answer may take
in tokens (RAG_ANSWER_TOKENS).
"""


@dataclass(frozen=True, slots=True)
class Decided:
    """The passages that qualify the papers of a list, by row; those that the rule found first."""

    rows: tuple[int, ...]
    by_model: int
    """Papers that the model decided."""
    notice: str | None


def decide_list(
    calls: Calls, index: Index, question: str, order: Sequence[int], rule: Sequence[int]
) -> Generator[tuple[int, int], None, Decided]:
    """Decide for the papers of `order` (numbers, nearest first); `rule` holds the passages, by row, that the rule
    found. Yields how many papers were looked at, of how many, as the work goes on.

    Raises ProviderError where only the reader can help.
    """
    asked = list(order[:_MOST])
    batches = [asked[start : start + _BATCH] for start in range(0, len(asked), _BATCH)]
    failure: ProviderError | None = None

    def one(batch: Sequence[int]) -> Sequence[Decision | None] | ProviderError:
        try:
            return decide(calls, question, [index.papers[number] for number in batch])
        except PASSING as error:
            return error

    decided: dict[int, Decision] = {}
    seen = 0
    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="decide")
    try:
        for batch, result in zip(batches, pool.map(one, batches), strict=True):
            if isinstance(result, ProviderError):
                failure = result
            else:
                decided |= {n: decision for n, decision in zip(batch, result, strict=True) if decision}
            seen += len(batch)
            yield seen, len(asked)
    finally:
        pool.shutdown(cancel_futures=True)  # a reader who has gone pays for no more requests
    rows = {int(index.owners[row]): row for row in rule}
    for number, decision in decided.items():
        if not decision.belongs:
            rows.pop(number, None)
        elif decision.start is not None:
            rows[number] = _row(index, number, decision.start)
    left = len(order) - len(decided)
    were = "was" if left == 1 else "were"
    by_rule = f"{left:,} of {counted(len(order), 'paper')} {were} decided by rule, not by the model."
    notice = by_rule if left else None
    if notice and failure:
        notice = f"{notice} {failure}"
    return Decided(tuple(rows.values()), len(decided), notice)


def _row(index: Index, number: int, start: int) -> int:
    """The passage of a paper in which a place of its abstract lies."""
    rows = list(index.rows(number))
    return next((row for row in rows if index.span(row)[1] > start), rows[-1])
