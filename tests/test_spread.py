"""Embedding on the workers of a Dask cluster: a real one of two processes on loopback."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import PAPERS, HashedWords, make_paper, run_python

from rag import Assistant, EmbeddingError, Settings, building
from rag.config import LOCAL_EMBED_MODEL
from rag.embeddings import embed_texts, make_embedder
from rag.index import open_index
from rag.spread import Workers, embed_batch
from rag.vector_file import VectorFile

distributed = pytest.importorskip("distributed")

NOBODY = "tcp://127.0.0.1:9"
BATCHES = [[f"Sentence {i} of batch {number} is about the liver." for i in range(16)] for number in range(10)]


@pytest.fixture(scope="module")
def cluster(assistant: Assistant, shipped_home: Path) -> Iterator[Any]:
    """Two worker processes, which find the embedder's model written already."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=":0",
        env={"RAG_HOME": str(shipped_home)},
    ) as cluster:
        yield cluster


@pytest.fixture
def workers(cluster: Any) -> Workers:
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    return Workers(cluster.scheduler_address)


@pytest.fixture
def here(shipped_home: Path) -> Settings:
    """A machine that embeds by itself."""
    return Settings(home=shipped_home)


def test_vectors_come_in_the_order_of_the_batches_and_are_those_made_here(workers: Workers, here: Settings) -> None:
    embedder = make_embedder(here)
    found = list(workers.embed(BATCHES, LOCAL_EMBED_MODEL))
    assert len(found) == len(BATCHES)
    for vectors, texts in zip(found, BATCHES, strict=True):
        assert np.array_equal(vectors, embed_texts(embedder, texts))


def test_a_worker_that_is_killed_costs_no_vector(workers: Workers, cluster: Any, here: Settings) -> None:
    found = []
    for vectors in workers.embed(BATCHES, LOCAL_EMBED_MODEL):
        if not found:
            os.kill(next(iter(cluster.workers.values())).process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        found.append(vectors)
    embedder = make_embedder(here)
    assert np.array_equal(np.concatenate(found), np.concatenate([embed_texts(embedder, texts) for texts in BATCHES]))


def test_an_index_made_by_workers_holds_what_one_made_here_holds(
    workers: Workers, cluster: Any, here: Settings, tmp_path: Path
) -> None:
    embedder = make_embedder(here)
    steps: list[tuple[int, int]] = []
    spread = Settings(home=tmp_path / "spread", workers=cluster.scheduler_address)
    theirs = open_index(spread, embedder, papers=PAPERS, progress=lambda *step: steps.append(step))
    ours = open_index(Settings(home=tmp_path / "ours"), embedder, papers=PAPERS)
    assert np.array_equal(theirs.vectors(range(len(theirs))), ours.vectors(range(len(ours))))
    assert steps[-1] == (len(ours), len(ours))
    theirs.close()
    ours.close()


def test_a_build_that_lost_its_cluster_goes_on_where_it_stopped(
    cluster: Any, workers: Workers, here: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_LOGGED", 2)
    asked: list[int] = []

    def half(self: Workers, batches: Iterator[list[str]], embed_model: str) -> Iterator[Any]:
        for number, texts in enumerate(batches):
            if number == 2:
                raise EmbeddingError("the cluster is gone")
            yield embed_batch(texts, embed_model)

    def counted(self: Workers, batches: Iterator[list[str]], embed_model: str) -> Iterator[Any]:
        for texts in batches:
            asked.append(len(texts))
            yield embed_batch(texts, embed_model)

    monkeypatch.setenv("RAG_HOME", str(here.home))
    settings, embedder = Settings(home=tmp_path / "home", workers=cluster.scheduler_address), make_embedder(here)
    with monkeypatch.context() as patch:
        patch.setattr(Workers, "embed", half)
        with pytest.raises(EmbeddingError, match="gone"):
            open_index(settings, embedder, papers=PAPERS)
    with monkeypatch.context() as patch:
        patch.setattr(Workers, "embed", counted)
        index = open_index(settings, embedder, papers=PAPERS)
    assert sum(asked) == len(index) - 4
    expected = embed_texts(embedder, [node.get_content("embed") for node in map(index.node, range(len(index)))])
    assert np.allclose(VectorFile(index.folder).vectors, expected, atol=1e-6)
    index.close()


def test_nothing_new_asks_no_cluster(tmp_path: Path) -> None:
    assert list(Workers(NOBODY).embed([], LOCAL_EMBED_MODEL)) == []
    open_index(Settings(home=tmp_path), HashedWords(), papers=PAPERS).close()
    open_index(Settings(home=tmp_path, workers=NOBODY), HashedWords(), papers=PAPERS[:2]).close()


def test_a_scheduler_that_cannot_be_reached_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.spread._CONNECT_SECONDS", 1)
    with pytest.raises(EmbeddingError, match=r"'tcp://127\.0\.0\.1:9' \(RAG_WORKERS\) cannot be reached"):
        list(Workers(NOBODY).embed(BATCHES, LOCAL_EMBED_MODEL))


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EmbeddingError, match="not installed; install it with: python -m pip install"):
        list(Workers(NOBODY).embed(BATCHES, LOCAL_EMBED_MODEL))


def test_a_cluster_without_workers_is_an_error_and_not_a_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.spread._PATIENCE", 1)
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=":0") as empty,
        pytest.raises(EmbeddingError, match="has no workers; start some with: dask worker"),
    ):
        list(Workers(empty.scheduler_address).embed(BATCHES, LOCAL_EMBED_MODEL))


def test_a_cluster_that_ends_while_it_works_is_an_error() -> None:
    with distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=":0") as empty:
        end = threading.Timer(2, empty.close)
        end.start()
        with pytest.raises(EmbeddingError, match=r"\(RAG_WORKERS\) (failed|has no workers)"):
            list(Workers(empty.scheduler_address).embed(BATCHES, LOCAL_EMBED_MODEL))
        end.join()


def test_what_a_worker_cannot_embed_says_why(workers: Workers) -> None:
    with pytest.raises(EmbeddingError, match="sentence-transformers is not installed"):
        list(workers.embed(BATCHES[:1], "sentence-transformers/none"))


def test_the_command_line_takes_workers(tmp_path: Path) -> None:
    done = run_python("-m", "rag", "index", "--workers", "localhost", cwd=tmp_path)
    assert done.returncode == 2
    assert "RAG_WORKERS is 'localhost'; it takes the address of a Dask scheduler" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_batch_has_a_row_a_text(here: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_HOME", str(here.home))
    texts = [paper.title for paper in (*PAPERS, make_paper())]
    vectors = embed_batch(texts, LOCAL_EMBED_MODEL)
    assert vectors.shape == (len(texts), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
