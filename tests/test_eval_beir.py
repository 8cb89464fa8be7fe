"""Folders in BEIR's layout, read in their variants, and the plain ways to rank beside ours."""

import json
from pathlib import Path

import pytest

from eval.beir import BeirError, compare, fuse_ranks, fuse_scores, read
from rag import Paper


def write(folder: Path, *, key: str = "_id", qrels: str = "q1\td1\t1\nq1\td2\t0\n", where: str = "qrels.tsv") -> Path:
    corpus = [{key: "d1", "title": "", "text": "Blood."}, {key: "d2", "title": "Lung", "text": "Lungs."}]
    queries = [{key: "q1", "text": "blood?"}, {key: "q2", "text": "not judged"}]
    for name, rows in (("corpus.jsonl", corpus), ("queries.jsonl", queries)):
        (folder / name).write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    path = folder / where
    path.parent.mkdir(exist_ok=True)
    path.write_text(qrels, encoding="utf-8")
    return folder


@pytest.mark.parametrize("key", ["_id", "id"])
@pytest.mark.parametrize("header", ["", "query-id\tcorpus-id\tscore\n"])
@pytest.mark.parametrize("where", ["qrels.tsv", "qrels/test.tsv"])
def test_every_variant_of_the_layout_reads_the_same(key: str, header: str, where: str, tmp_path: Path) -> None:
    benchmark = read(write(tmp_path, key=key, qrels=header + "q1\td1\t2\nq1\td2\t0\n", where=where))
    assert [(p.id, p.title, p.abstract) for p in benchmark.papers] == [("d1", "", "Blood."), ("d2", "Lung", "Lungs.")]
    assert benchmark.queries == {"q1": "blood?"}
    assert benchmark.grades == {"q1": {"d1": 2.0}}


def test_a_negative_grade_is_irrelevant(tmp_path: Path) -> None:
    assert read(write(tmp_path, qrels="q1\td1\t1\nq1\td2\t-1\n")).grades == {"q1": {"d1": 1.0}}


def test_treclike_rows_with_four_columns_are_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, qrels="q1\t0\td1\t1\n")).grades == {"q1": {"d1": 1.0}}


def test_grades_of_documents_that_are_all_of_another_corpus_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BeirError, match=r"'d9'; they are of another corpus"):
        read(write(tmp_path, qrels="q1\td9\t1\n"))
    assert read(write(tmp_path, qrels="q1\td9\t1\nq1\td1\t1\n")).grades == {"q1": {"d9": 1.0, "d1": 1.0}}


def test_a_folder_without_its_files_is_refused_with_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(
        BeirError, match=r"corpus\.jsonl'; give a folder with corpus\.jsonl, queries\.jsonl and qrels\.tsv"
    ):
        read(tmp_path)
    (write(tmp_path) / "qrels.tsv").unlink()
    with pytest.raises(BeirError, match=r"no qrels\.tsv or qrels/test\.tsv"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("corpus.jsonl", '{"_id": "d1", "text": "x"}\n{oops', r"corpus\.jsonl', line 2: not JSON"),
        ("corpus.jsonl", '{"text": "x"}', r"line 1: no '_id' or 'id'"),
        (
            "corpus.jsonl",
            '{"_id": "d1", "text": "x"}\n{"_id": "d1", "text": "y"}',
            r"line 2: document 'd1' is there twice",
        ),
        ("qrels.tsv", "q1\td1\t1\nq1 d2 1\n", r"line 2: 'q1 d2 1' is not query, document and grade"),
        ("qrels.tsv", "q9\td1\t1\n", "0 judged queries"),
    ],
)
def test_a_bad_file_is_named_with_its_line(name: str, content: str, problem: str, tmp_path: Path) -> None:
    (write(tmp_path) / name).write_text(content, encoding="utf-8")
    with pytest.raises(BeirError, match=problem):
        read(tmp_path)


def test_rank_fusion_adds_one_over_sixty_plus_rank() -> None:
    # b: 1/62 + 1/61, a: 1/61, c: 1/62
    assert fuse_ranks(["a", "b"], ["b", "c"]) == ["b", "a", "c"]
    # with k = 0, 1/1 beats 1/3 + 1/3, which beats 1/2; with 60 being in both wins
    assert fuse_ranks(["a", "d", "b"], ["c", "e", "b"], k=0)[:3] == ["a", "c", "b"]
    assert fuse_ranks(["a", "d", "b"], ["c", "e", "b"])[0] == "b"


def test_score_fusion_scales_each_ranking_and_weights_dense_more() -> None:
    a, b, c = (Paper(name, "", name) for name in "abc")
    # bm25: a 1, b 0.5, c 0; dense: b 1, c 0.9, a 0  ->  a 0.3, b 0.85, c 0.63
    assert fuse_scores([(a, 30), (b, 20), (c, 10)], [(b, 0.9), (c, 0.85), (a, 0.4)]) == ["b", "c", "a"]


def test_each_way_of_ranking_is_scored_from_its_own_ranking(tmp_path: Path) -> None:
    benchmark = read(write(tmp_path))
    first, second = benchmark.papers

    class Ranker:
        def rank(self, question: str, k: int = 100, retriever: str | None = None) -> list[tuple[Paper, float]]:
            order = {"bm25": [second], "dense": [second, first], None: [first, second]}[retriever]
            return [(paper, 1 / n) for n, paper in enumerate(order, 1)]

    rows = {row.name: row for row in compare(Ranker(), benchmark)}
    assert (rows["ours"].ndcg, rows["ours"].recall) == (1, 1)
    assert (rows["BM25"].ndcg, rows["BM25"].recall) == (0, 0)
    assert rows["dense"].ndcg == pytest.approx(0.63093, abs=1e-5)
    assert rows["rank fusion (k = 60)"].ndcg == pytest.approx(0.63093, abs=1e-5)
