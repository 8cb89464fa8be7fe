"""Laying out papers and lent vectors for each size."""

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from eval.at_size import build, extend, prepare, read_vectors
from eval.timing import Measurement
from rag import Assistant
from rag.readers import read_files

RECORDS = [
    {"title": f"Network {name}", "abstract": f"The network {name} segments organs on scans of the {name} kind."}
    for name in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu")
]


def test_vectors_are_read_as_npy_and_as_bare_rows(tmp_path: Path) -> None:
    vectors = np.arange(12, dtype=np.float32).reshape(3, 4)
    np.save(tmp_path / "v.npy", vectors)
    vectors.tofile(tmp_path / "v.f32")
    assert np.array_equal(read_vectors(tmp_path / "v.npy", 3), vectors)
    assert np.array_equal(read_vectors(tmp_path / "v.f32", 3), vectors)


@pytest.mark.parametrize("name", ["v.npy", "v.f32"])
def test_vectors_of_another_number_of_records_are_refused(tmp_path: Path, name: str) -> None:
    vectors = np.ones((3, 4), np.float32)
    np.save(tmp_path / "v.npy", vectors)
    vectors.tofile(tmp_path / "v.f32")
    with pytest.raises(ValueError, match="the corpus has 5 records"):
        read_vectors(tmp_path / name, 5)


def test_lent_vectors_follow_their_papers_where_duplicates_are_merged(tmp_path: Path) -> None:
    corpus, lent = tmp_path / "papers.jsonl", tmp_path / "v.f32"
    records = [RECORDS[0], RECORDS[0], *RECORDS[1:]]  # the second is merged into the first
    corpus.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    np.eye(len(records), dtype=np.float32).tofile(lent)
    (reading,) = prepare(corpus, lent, {2: tmp_path / "2"})
    assert "1 merged" in reading.note
    assert [paper.title for paper in read_files([tmp_path / "2" / "papers.jsonl"]).papers] == [
        "Network alpha",
        "Network beta",
    ]
    assert np.load(tmp_path / "2" / "vectors.npy").argmax(axis=1).tolist() == [0, 2]
    assert len(read_files([tmp_path / "2" / "more.jsonl"]).papers) == 10


def test_a_size_beyond_the_file_is_refused(tmp_path: Path) -> None:
    corpus = tmp_path / "papers.jsonl"
    corpus.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), "utf-8")
    with pytest.raises(ValueError, match="has 12 records, fewer than the size 1000"):
        list(prepare(corpus, None, {1000: tmp_path / "1000"}))


# --- steps that were stopped and are run again ---------------------------------------------------


@pytest.fixture
def laid_out(tmp_path: Path, shipped_home: Path, assistant: Assistant) -> Path:
    """A folder with a corpus of twelve papers and ten to add, and the embedder of the other tests."""
    corpus = tmp_path / "papers.jsonl"
    names = [f"{record['title'].split()[-1]}{n}" for record in RECORDS for n in (1, 2)]
    texts = [{"title": f"Net {name}", "abstract": f"The network {name} segments organs on scans."} for name in names]
    corpus.write_text("".join(json.dumps(text) + "\n" for text in texts), "utf-8")
    list(prepare(corpus, None, {12: tmp_path / "12"}))
    shutil.copytree(shipped_home / "models", tmp_path / "12" / "home" / "models")
    return tmp_path / "12"


def figures(step: Callable[[Path], Iterable[Measurement]], folder: Path) -> dict[str, Measurement]:
    return {figure.name: figure for figure in step(folder)}


def test_a_step_that_was_stopped_before_its_figures_were_kept_measures_the_same_work_again(laid_out: Path) -> None:
    for _ in range(2):
        built = figures(build, laid_out)
        assert built["vectors"].value == 12
        assert built["embedding all"].note == "measured"
    for _ in range(2):
        added = figures(extend, laid_out)
        assert added["adding 10 papers"].note == "10 were new"
