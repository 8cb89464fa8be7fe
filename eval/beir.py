"""Ranks papers for the queries of a folder in BEIR's layout, and compares with the plain parts.

`python -m eval beir DIR` prints nDCG@10 and recall@100 (Thakur et al. 2021). DIR holds `corpus.jsonl`,
`queries.jsonl` and `qrels.tsv` (or `qrels/test.tsv`).
"""

import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Protocol

from tqdm import tqdm

from eval import jsonl, metrics
from rag import Assistant, Paper, Settings

RRF_K = 60
"""Constant of reciprocal rank fusion, as published (Cormack et al. 2009)."""
CONVEX_DENSE = 0.7
"""Weight of the dense score in the convex combination, BM25's is the rest."""
_LAYOUT = "give a folder with corpus.jsonl, queries.jsonl and qrels.tsv"
DEPTH = 100
"""Papers ranked for each query."""

Ranking = list[tuple[Paper, float]]


class BeirError(ValueError):
    """A folder is not in BEIR's layout; the message names file, line and fix."""


class Ranker(Protocol):
    """What ranks papers; `rag.Assistant` is one."""

    def rank(self, question: str, *, k: int = 100, retriever: Literal["bm25", "dense"] | None = None) -> Ranking: ...


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Papers, the queries that have a relevant paper, and their grades (above 0) by paper id."""

    papers: tuple[Paper, ...]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Row:
    """One way of ranking: means over the queries, each with its 95% bootstrap interval."""

    name: str
    ndcg: float
    ndcg_interval: tuple[float, float]
    recall: float
    seconds: float
    """Per query."""


def read(folder: Path) -> Benchmark:
    """Read a folder in BEIR's layout: `_id` or `id`; qrels with or without header; grades up to 0 are irrelevant.

    Raises BeirError.
    """
    papers: dict[str, Paper] = {}
    for where, row in jsonl.rows(folder / "corpus.jsonl", BeirError, _LAYOUT):
        name = _id(row, where)
        if name in papers:
            raise BeirError(f"{where}: document {name!r} is there twice; remove one")
        title, text = str(row.get("title") or "").strip(), str(row.get("text") or "").strip()
        if title or text:  # BEIR's own sets hold a few empty documents, which nothing can find
            papers[name] = Paper(name, title, text or title)
    queries = {
        _id(row, where): str(row.get("text") or "").strip()
        for where, row in jsonl.rows(folder / "queries.jsonl", BeirError, _LAYOUT)
    }
    grades = _grades(folder, queries)
    judged = {query: queries[query] for query in grades}
    if not papers or not judged:
        raise BeirError(f"{str(folder)!r} has {len(papers)} papers and {len(judged)} judged queries; both are needed")
    if not any(document in papers for graded in grades.values() for document in graded):
        raise BeirError(
            f"no document that the qrels of {str(folder)!r} grade is in its corpus.jsonl, such as "
            f"{next(iter(next(iter(grades.values()))))!r}; they are of another corpus"
        )
    return Benchmark(tuple(papers.values()), judged, grades)


def _id(row: Mapping[str, Any], where: str) -> str:
    value = row.get("_id", row.get("id"))
    if value is None or not str(value).strip():
        raise BeirError(f"{where}: no '_id' or 'id'; give the row one")
    return str(value)


def _grades(folder: Path, queries: Mapping[str, str]) -> dict[str, dict[str, float]]:
    path = next((p for p in (folder / "qrels.tsv", folder / "qrels" / "test.tsv") if p.is_file()), None)
    if path is None:
        raise BeirError(f"there is no qrels.tsv or qrels/test.tsv in {str(folder)!r}; add one: query, document, grade")
    grades: dict[str, dict[str, float]] = {}
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\r\n").split("\t")
            if not line.strip():
                continue
            # trec's own form has a column of zeros after the query
            query, document, grade = (cells[0], cells[2], cells[3]) if len(cells) == 4 else (*cells, "", "", "")[:3]
            try:
                value = float(grade)
            except ValueError:
                if number == 1:  # the header
                    continue
                raise BeirError(
                    f"{str(path)!r}, line {number}: {line.strip()!r} is not query, document and grade with tabs between"
                ) from None
            if value > 0 and query in queries:
                grades.setdefault(query, {})[document] = value
    return grades


def compare(ranker: Ranker, benchmark: Benchmark, progress: bool = False) -> list[Row]:
    """Rank for every query in each way: the two plain retrievers, two plain ways to join them, and ours."""
    values: dict[str, list[tuple[float, float, float]]] = {}
    for query, text in tqdm(benchmark.queries.items(), unit="query", disable=not progress):
        started = time.perf_counter()
        bm25 = ranker.rank(text, k=DEPTH, retriever="bm25")
        between = time.perf_counter()
        dense = ranker.rank(text, k=DEPTH, retriever="dense")
        after = time.perf_counter()
        ours = ranker.rank(text, k=DEPTH)
        ours_took = time.perf_counter() - after
        both = after - started
        ways = {
            "BM25": (_ids(bm25), between - started),
            "dense": (_ids(dense), after - between),
            f"rank fusion (k = {RRF_K})": (fuse_ranks(_ids(bm25), _ids(dense)), both),
            f"convex {1 - CONVEX_DENSE:.1f}/{CONVEX_DENSE}": (fuse_scores(bm25, dense), both),
            "ours": (_ids(ours), ours_took),
        }
        grades = benchmark.grades[query]
        for name, (ranking, seconds) in ways.items():
            ndcg, recall = metrics.ndcg_at_k(ranking, grades, 10), metrics.recall_at_k(ranking, grades, 100)
            values.setdefault(name, []).append((ndcg or 0.0, recall or 0.0, seconds))
    rows = []
    for name, cases in values.items():
        ndcgs, recalls, times = (list(column) for column in zip(*cases, strict=True))
        n = len(cases)
        rows.append(Row(name, sum(ndcgs) / n, metrics.bootstrap_interval(ndcgs), sum(recalls) / n, sum(times) / n))
    return rows


def fuse_ranks(*rankings: Sequence[str], k: int = RRF_K) -> list[str]:
    """Reciprocal rank fusion (Cormack et al. 2009): order by the sum of 1 / (k + rank); ties as first seen."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, 1):
            scores[item] = scores.get(item, 0.0) + 1 / (k + rank)
    return sorted(scores, key=lambda item: -scores[item])


def fuse_scores(bm25: Ranking, dense: Ranking, weight: float = CONVEX_DENSE) -> list[str]:
    """Convex combination of min-max scaled scores (Bruch et al. 2023); a paper that one ranking lacks has 0 there."""
    scores: dict[str, float] = {}
    for ranking, share in ((bm25, 1 - weight), (dense, weight)):
        values = [score for _, score in ranking]
        low, high = min(values, default=0.0), max(values, default=0.0)
        for paper, score in ranking:
            scaled = (score - low) / (high - low) if high > low else 1.0
            scores[paper.id] = scores.get(paper.id, 0.0) + share * scaled
    return sorted(scores, key=lambda item: -scores[item])


def _ids(ranking: Ranking) -> list[str]:
    return [paper.id for paper, _ in ranking]


def main(folder: Path, *, progress: bool) -> str:
    """Build an index of the folder in a home of its own, rank, and return the table."""
    benchmark = read(folder)
    with tempfile.TemporaryDirectory(prefix="citewell-beir-", ignore_cleanup_errors=True) as home:
        settings = replace(Settings.from_env(), home=Path(home))
        started = time.perf_counter()
        ranker = Assistant.from_papers(benchmark.papers, settings)
        built = time.perf_counter() - started
        rows = compare(ranker, benchmark, progress)
        del ranker  # an open index keeps its files, and Windows then keeps the folder
    judged = sum(len(grades) for grades in benchmark.grades.values())
    head = (
        f"{folder.name}: {len(benchmark.papers)} papers, {len(benchmark.queries)} queries, {judged} relevant pairs; "
        f"index built in {built:.1f} s"
    )
    lines = [head, "", f"{'':<22} nDCG@10    95% interval  recall@100  ms/query"]
    for row in rows:
        low, high = row.ndcg_interval
        lines.append(
            f"{row.name:<22} {row.ndcg:7.4f}  {low:.3f} to {high:.3f}  {row.recall:10.4f}  {1000 * row.seconds:8.1f}"
        )
    return "\n".join(lines)
