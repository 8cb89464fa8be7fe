"""What a user would otherwise take, on the same golden questions, with the same embedder: printed beside ours.

`python -m eval peers` asks plain BM25, plain Chroma, LlamaIndex's quickstart and its `CitationQueryEngine`. The two
that write need a model; without one, a stand-in copies the sentences that share most words with the question, so that
what is compared is what each system finds, cites and refuses. Conversations are left out: none of the four takes turns.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tqdm import tqdm

from eval import metrics
from eval.peers.systems import Reply, System
from eval.samples import SPLITS, Sample

SINGLE = ("fact", "paraphrase", "numeric")
LISTS = ("list", "count")

MEASURES: Mapping[str, str] = {
    "hit@1": "single-paper questions: the right paper is ranked first",
    "hit@5": "… among the first five",
    "nDCG@10": "… how high it is ranked",
    "1st cit": "… it is cited first",
    "all cit": "comparisons: each of their papers is cited",
    "set F1": "lists and counts: F1 of the cited papers",
    "abstains": "unanswerable questions: refused",
    "refuses": "answerable ones: refused (lower is better)",
}
"""The columns, and what each is the mean of."""


@dataclass(frozen=True, slots=True)
class Row:
    """One system on one half: means by measure, and milliseconds that half of its answers took at most."""

    system: str
    split: str
    values: Mapping[str, float]
    milliseconds: float


def measure(systems: Sequence[System], samples: Sequence[Sample], progress: bool = False) -> list[Row]:
    """Each system on the questions of each half; conversations are left out."""
    asked = [sample for sample in samples if sample.kind != "conversation"]
    rows = []
    for system in systems:
        values: dict[str, dict[str, list[float]]] = {split: {} for split in SPLITS}
        seconds: dict[str, list[float]] = {split: [] for split in SPLITS}
        for sample in tqdm(asked, unit="question", desc=system.name, disable=not progress):
            started = time.perf_counter()
            reply = system.ask(sample.question)
            seconds[sample.split].append(time.perf_counter() - started)
            ranking = system.rank(sample.question) if sample.kind in SINGLE else []
            for name, value in scores(sample, reply, ranking).items():
                values[sample.split].setdefault(name, []).append(value)
        for split in SPLITS:
            if seconds[split]:
                means = {name: sum(cases) / len(cases) for name, cases in values[split].items()}
                rows.append(Row(system.name, split, means, 1000 * metrics.percentile(seconds[split], 50)))
    return rows


def scores(sample: Sample, reply: Reply, ranking: Sequence[str]) -> dict[str, float]:
    """The measures that are defined for a question, of one reply and of the papers as ranked for it."""
    turn = sample.turns[0]
    if turn.abstain:
        return {"abstains": float(reply.abstained)}
    cited = [] if reply.abstained else list(reply.cited)
    found = {"refuses": float(reply.abstained)}
    if sample.kind in SINGLE:
        # A paper that may be cited too is neither right nor wrong: it takes no rank.
        ranked = [paper for paper in ranking if paper not in turn.optional]
        found["hit@1"] = metrics.hit_at_k(ranked, turn.papers, 1)
        found["hit@5"] = metrics.hit_at_k(ranked, turn.papers, 5)
        found["nDCG@10"] = metrics.ndcg_at_k(ranked, dict.fromkeys(turn.papers, 1.0), 10) or 0.0
        found["1st cit"] = metrics.first_citation(cited, turn.papers, turn.optional)
    elif sample.kind in LISTS:
        found["set F1"] = metrics.f1(cited, turn.papers, turn.optional)
    else:
        found["all cit"] = float(set(turn.papers) <= set(cited))
    return found


def table(rows: Sequence[Row], *, markdown: bool = False) -> str:
    """The rows as a table for each half, the one that was only measured with first."""
    blocks = []
    for split in reversed(SPLITS):
        mine = [row for row in rows if row.split == split]
        if not mine:
            continue
        measures = [name for name in MEASURES if any(name in row.values for row in mine)]
        head = [split, *measures, "p50 ms"]
        body = [
            [
                row.system,
                *(f"{row.values[name]:.2f}" if name in row.values else "" for name in measures),
                f"{row.milliseconds:.0f}",
            ]
            for row in mine
        ]
        blocks.append(_markdown(head, body) if markdown else _plain(head, body))
    return "\n\n".join(blocks)


def _markdown(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *body])


def _plain(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in [head, *body]) for place in range(len(head))]
    align: list[Callable[[str, int], str]] = [_left, *[_right] * (len(head) - 1)]
    return "\n".join(
        "  ".join(place(cell, width) for place, cell, width in zip(align, row, widths, strict=True)).rstrip()
        for row in [head, *body]
    )


def _left(text: str, width: int) -> str:
    return text.ljust(width)


def _right(text: str, width: int) -> str:
    return text.rjust(width)
