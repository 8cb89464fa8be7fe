"""What each part earns: the golden questions and outside collections, with all parts and without each one.

`python -m eval ablate` prints one table: what all parts together reach, and for each part how much changes without it.
The same questions are asked both ways, so the difference is taken question by question and its interval is that of the
paired bootstrap (Efron and Tibshirani 1993): an interval that holds 0 is noise.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.callbacks import CallbackManager
from tqdm import tqdm

from eval import beir, metrics
from eval.part import Part
from eval.samples import SPLITS, Sample
from eval.score import score
from eval.switches import RANKERS
from rag import Answer, Assistant, Evidence, Paper, Settings
from rag.embeddings import InContext, LocalEmbedding, Vectors
from rag.retrieve import Mode, Ranking, rank

SINGLE = ("fact", "paraphrase", "numeric")
"""The kinds with one paper to find, on which ranking is measured."""

MEASURES: Mapping[str, str] = {
    "ndcg@10": "nDCG",
    "passage": "passage",
    "first_citation": "1st cit",
    "citation_recall": "cit R",
    "key_facts": "facts",
    "f1": "F1",
    "abstained": "abstains",
    "answered": "answers",
    "passed": "passed",
}
"""Measures of the table to the heads of their columns. All are better when higher."""

_DEPTH = 100
_ALL = "all parts"
_HEAD = (
    "Without a part: the change, with its 95% interval by the paired bootstrap; * where that leaves out 0; · where "
    "nothing changed. “differs” counts the questions with another answer or ranking."
)

Cases = dict[str, dict[str, float]]
"""By measure, the value of each case (a question, by its id and turn)."""


@dataclass(slots=True)
class Outcome:
    """What one set of questions gave: values by measure, and what was said to each, to see whether anything changed."""

    cases: Cases = field(default_factory=dict)
    said: dict[str, object] = field(default_factory=dict)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    """By sample, the kinds of its answers, and "conversation" where there were several."""

    def add(self, case: str, measure: str, value: float | None) -> None:
        """Note one value; a measure that is not defined for the case is left out."""
        if value is not None:
            self.cases.setdefault(measure, {})[case] = value


@dataclass(frozen=True, slots=True)
class Change:
    """A measure without a part, less the measure with all: its mean over the cases of both, and the 95% interval."""

    mean: float
    low: float
    high: float

    @property
    def real(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Row:
    """One part on one set."""

    part: Part
    changes: Mapping[str, Change]
    said: int
    """Cases in which anything (answer, citations, ranking) was different."""


@dataclass(frozen=True, slots=True)
class Table:
    """One set of questions: what all parts reach, and a row for each part."""

    name: str
    cases: int
    reached: Mapping[str, float]
    rows: Sequence[Row]


# Asking


def remembering(embedder: BaseEmbedding) -> BaseEmbedding:
    """The same embedder, keeping its vectors: the same questions are asked again and again."""
    if isinstance(embedder, (Remembering, RememberingLocal)):
        return embedder
    return RememberingLocal(embedder) if isinstance(embedder, LocalEmbedding) else Remembering(embedder)


class RememberingLocal(LocalEmbedding):
    """The local embedder that keeps what it gave, tokens too: without them there is no late interaction."""

    _inner: LocalEmbedding = PrivateAttr()
    _vectors: dict[str, Vectors] = PrivateAttr(default_factory=dict)
    _read: dict[tuple[str, ...], tuple[Vectors, list[InContext]]] = PrivateAttr(default_factory=dict)
    _other: "RememberingLocal | None" = PrivateAttr(default=None)

    def __init__(self, inner: LocalEmbedding) -> None:
        super().__init__(inner._cache_folder, int8=inner._int8, everyday=inner._everyday)
        self._inner = inner

    def everyday(self) -> LocalEmbedding:
        """As the embedder at hand, remembering too."""
        if self._other is None:
            self._other = RememberingLocal(self._inner.everyday())
        return self._other

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the embedder at hand."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        self._vectors.update(zip(new, self._inner.embed(new), strict=True))
        return np.stack([self._vectors[text] for text in texts])

    def embed_in_context(self, texts: Sequence[str]) -> tuple[Vectors, list[InContext]]:
        """As the embedder at hand."""
        key = tuple(texts)
        if key not in self._read:
            self._read[key] = self._inner.embed_in_context(texts)
        return self._read[key]


class Remembering(BaseEmbedding):
    """Any other embedder that keeps its vectors."""

    _inner: BaseEmbedding = PrivateAttr()
    _queries: dict[str, list[float]] = PrivateAttr()
    _texts: dict[str, list[float]] = PrivateAttr()

    def __init__(self, inner: BaseEmbedding) -> None:
        super().__init__(model_name=inner.model_name, callback_manager=CallbackManager([]))
        self._inner, self._queries, self._texts = inner, {}, {}

    def _get_query_embedding(self, query: str) -> list[float]:
        if query not in self._queries:
            self._queries[query] = self._inner.get_query_embedding(query)
        return self._queries[query]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        new = [text for text in dict.fromkeys(texts) if text not in self._texts]
        self._texts.update(zip(new, self._inner.get_text_embedding_batch(new), strict=True))
        return [self._texts[text] for text in texts]


@contextmanager
def remembered(kept: dict[Any, Ranking]) -> Iterator[None]:
    """Rankings are taken from `kept`, where they are, and put there; for parts that leave ranking alone."""

    def once(
        index: Any, question: str, mode: Mode = "hybrid", named: Sequence[int] = (), *, topic: bool = False
    ) -> Ranking:
        key = (id(index), question, mode, tuple(named), topic)
        if key not in kept:
            kept[key] = rank(index, question, mode, named, topic=topic)
        return kept[key]

    with ExitStack() as stack:
        for module in RANKERS:
            stack.enter_context(patch.object(module, "rank", once))
        yield


def ask(asked: Assistant, samples: Sequence[Sample], *, answers: bool = True) -> Outcome:
    """Rank for the single-paper questions and, with `answers`, answer all of them, conversations turn by turn."""
    outcome = Outcome()
    papers = {paper.id: paper for paper in asked.papers}
    for sample in samples:
        if sample.kind in SINGLE:
            _rank(asked, sample, outcome)
        if answers:
            _converse(asked, sample, papers, outcome)
    return outcome


def _rank(asked: Assistant, sample: Sample, outcome: Outcome) -> None:
    turn = sample.turns[0]
    # A paper that may be cited too is neither right nor wrong: it takes no rank.
    ranking = [paper.id for paper, _ in asked.rank(sample.question, k=_DEPTH) if paper.id not in turn.optional]
    best = asked.retrieve(sample.question, k=1)
    outcome.add(sample.id, "ndcg@10", metrics.ndcg_at_k(ranking, dict.fromkeys(turn.papers, 1.0), 10))
    outcome.add(sample.id, "passage", float(any(_overlaps(passage, sample) for passage in best)))
    outcome.said[f"{sample.id} ranked"] = (ranking[:10], [(p.paper.id, p.start) for p in best])


def _overlaps(passage: Evidence, sample: Sample) -> bool:
    return any(
        passage.paper.id == paper and passage.start < end and start < passage.end
        for paper, (start, end) in sample.turns[0].evidence
    )


def _converse(asked: Assistant, sample: Sample, papers: Mapping[str, Paper], outcome: Outcome) -> None:
    history: list[dict[str, str]] = []
    passed = True
    for number, turn in enumerate(sample.turns):
        answer: Answer = asked.ask(turn.question, history=tuple(history))
        history += [{"role": "user", "content": turn.question}, {"role": "assistant", "content": answer.text}]
        scores, wrong = score(sample, turn, answer, papers)
        case = f"{sample.id}/{number}"
        for measure in MEASURES:
            outcome.add(case, measure, scores.get(measure))
        outcome.kinds.setdefault(sample.id, {"conversation"} if len(sample.turns) > 1 else set()).add(answer.kind)
        outcome.said[case] = (answer.text, answer.notice, [(c.paper.id, c.start) for c in answer.citations])
        passed = passed and not wrong
    outcome.add(sample.id, "passed", float(passed))


# Comparing


def compare(reference: Outcome, without: Outcome) -> dict[str, Change]:
    """By measure, the change over the cases that both have."""
    changes = {}
    for measure, values in reference.cases.items():
        others = without.cases.get(measure, {})
        differences = [others[case] - value for case, value in values.items() if case in others]
        if differences:
            changes[measure] = Change(sum(differences) / len(differences), *metrics.bootstrap_interval(differences))
    return changes


def _table(name: str, reference: Outcome, rows: Sequence[tuple[Part, Outcome]]) -> Table:
    reached = {
        measure: sum(reference.cases[measure].values()) / len(reference.cases[measure])
        for measure in MEASURES
        if reference.cases.get(measure)
    }
    made = [
        Row(
            part,
            compare(reference, without),
            sum(reference.said[case] != said for case, said in without.said.items()),
        )
        for part, without in rows
    ]
    return Table(name, len(reference.said), reached, made)


def golden(
    asked: Assistant, samples: Sequence[Sample], parts: Sequence[Part], progress: bool = False, name: str = "golden"
) -> list[Table]:
    """Questions (the golden ones, or others by this name) with all parts and without each; a table for each half that
    has some.
    """
    asked.index.embedder = remembering(asked.index.embedder)
    kept: dict[Any, Ranking] = {}
    with remembered(kept):
        reference = ask(asked, samples)
    outcomes = []
    for part in tqdm(parts, unit="part", disable=not progress):
        with remembered({} if part.ranks else kept), part.off():
            again = ask(asked, touched(samples, reference, part), answers=part.answers)
            outcomes.append((part, filled(again, reference) if part.answers else again))
    tables = []
    for split in SPLITS:
        mine = {sample.id for sample in samples if sample.split == split}
        if mine:
            halves = [(part, _only(outcome, mine)) for part, outcome in outcomes]
            tables.append(_table(f"{name}, {split}", _only(reference, mine), halves))
    return tables


def touched(samples: Sequence[Sample], reference: Outcome, part: Part) -> list[Sample]:
    """The samples that a part can change."""
    return [sample for sample in samples if not part.touches or part.touches & reference.kinds[sample.id]]


def filled(again: Outcome, reference: Outcome) -> Outcome:
    """What was asked again, and the rest as it was."""
    cases = {measure: {**values, **again.cases.get(measure, {})} for measure, values in reference.cases.items()}
    return Outcome(cases, {**reference.said, **again.said}, {**reference.kinds, **again.kinds})


def _only(outcome: Outcome, samples: set[str]) -> Outcome:
    """What an outcome has of these samples."""

    def of(case: str) -> bool:
        return re.split(r"[/ ]", case)[0] in samples

    cases = {name: {case: v for case, v in values.items() if of(case)} for name, values in outcome.cases.items()}
    return Outcome(cases, {case: said for case, said in outcome.said.items() if of(case)})


def collection(folder: Path, parts: Sequence[Part], settings: Settings, progress: bool = False) -> Table:
    """A folder in BEIR's layout, ranked with all parts and without each that ranks.

    Its index is kept in `settings.home` as the corpus `beir-NAME`, so that a second run need not build it again.
    """
    benchmark = beir.read(folder)
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", folder.resolve().name)
    ranker = Assistant.from_papers(benchmark.papers, replace(settings, corpus=f"beir-{name}"[:64]))
    ranker.index.embedder = remembering(ranker.index.embedder)
    try:
        reference = _ranked(ranker, benchmark)
        rows = []
        for part in tqdm([part for part in parts if part.ranks], unit="part", desc=name, disable=not progress):
            with part.off():
                rows.append((part, _ranked(ranker, benchmark)))
        return _table(folder.resolve().name, reference, rows)
    finally:
        ranker.close()


def _ranked(ranker: Assistant, benchmark: beir.Benchmark) -> Outcome:
    outcome = Outcome()
    for query, text in benchmark.queries.items():
        ranking = [paper.id for paper, _ in ranker.rank(text, k=_DEPTH)]
        outcome.add(query, "ndcg@10", metrics.ndcg_at_k(ranking, benchmark.grades[query], 10))
        outcome.said[query] = ranking[:10]
    return outcome


# Printing


def verdicts(tables: Sequence[Table]) -> dict[str, tuple[list[str], list[str]]]:
    """For each part where it earns and where it costs, beyond noise, as "measure (set)"; two empty lists: nowhere."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for table in tables:
        for row in table.rows:
            earns, costs = found.setdefault(row.part.name, ([], []))
            for measure, change in row.changes.items():
                if change.real:
                    (earns if change.mean < 0 else costs).append(f"{MEASURES[measure]} ({table.name})")
    return found


def text(tables: Sequence[Table], *, markdown: bool = False) -> str:
    """All sets as one table: a block for each, a row for each part, a column for each measure; then the verdicts."""
    blocks = [_block(table, markdown) for table in tables]
    idle = [name for name, (earns, costs) in verdicts(tables).items() if not earns and not costs]
    lines = [
        _HEAD,
        "",
        *blocks,
        f"Within noise everywhere: {', '.join(idle) or 'none'}.",
    ]
    costly = {name: costs for name, (earns, costs) in verdicts(tables).items() if costs}
    lines += [f"Better without {name}: {', '.join(costs)}." for name, costs in costly.items()]
    return "\n".join(lines) + "\n"


def _block(table: Table, markdown: bool) -> str:
    measures = [measure for measure in MEASURES if measure in table.reached]
    head = [f"{table.name} ({table.cases})", "differs", *(MEASURES[measure] for measure in measures)]
    body = [[_ALL, "", *(f"{table.reached[measure]:.3f}" for measure in measures)]]
    idle = [row.part.name for row in table.rows if not row.said]
    for row in table.rows:
        if not row.said:
            continue
        cells = (_cell(row.changes.get(measure)) for measure in measures)
        body.append([row.part.name, str(row.said), *cells])
    unchanged = f"\nNothing differs without: {', '.join(idle)}.\n" if idle else ""
    rows = [head, *body]
    if markdown:
        rows.insert(1, ["---"] * len(head))
        return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n" + unchanged
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    align = [str.ljust, *[str.rjust] * (len(head) - 1)]
    lines = (
        "  ".join(place(cell, width) for place, cell, width in zip(align, row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(lines) + "\n" + unchanged


def _cell(change: Change | None) -> str:
    if change is None:
        return ""
    if not change.mean and not change.low and not change.high:
        return "·"
    return f"{_short(change.mean)}{'*' if change.real else ' '}({_short(change.low)} {_short(change.high)})"


def _short(value: float) -> str:
    """Three decimals with a sign, without the zero in front: +.012."""
    return f"{value:+.3f}".replace("0.", ".", 1)
