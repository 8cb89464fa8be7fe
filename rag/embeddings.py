"""Text into vectors. The local embedder is all-MiniLM-L6-v2 on onnxruntime, offline and without torch.

`RAG_EMBED_MODEL` names another embedder: `sentence-transformers/NAME`, or any embedding model that litellm knows.
"""

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.callbacks import CallbackManager
from numpy.typing import NDArray

from rag import everyday, minilm
from rag.config import LARGE_CORPUS, LOCAL_EMBED_MODEL, LOCAL_EMBED_MODEL_INT8, Settings
from rag.errors import EmbeddingError
from rag.minilm import HIDDEN

_T = TypeVar("_T")
Vectors = NDArray[np.float32]

MAX_TOKENS = 256
"""What the model was trained on; longer text is cut, as sentence-transformers does."""

_BATCH = 8
# 8 was fastest on 2 cores: larger batches of unequal texts pad more than they save.
_CHUNK = 128
# Texts between two reports of progress; enough that sorting them by length saves padding.
_GRAPH_VERSION = 2

Progress = Callable[[int], None]
"""Called with the number of texts just embedded."""


@dataclass(frozen=True, slots=True)
class InContext:
    """The tokens of a text, each with the vector of what it says there."""

    vectors: Vectors
    """Of unit length: shape (tokens, 384)."""
    spans: tuple[tuple[int, int], ...]
    """Where each token stands in the text: start and end, end exclusive."""
    whole: Vectors
    """The vector of the text: shape (384,), of unit length."""


def make_embedder(settings: Settings) -> BaseEmbedding:
    """The embedder that `settings.embed_model` names.

    Raises EmbeddingError when it is not installed; the message names the command that installs it.
    """
    name = settings.embed_model
    if name in (LOCAL_EMBED_MODEL, LOCAL_EMBED_MODEL_INT8):
        return LocalEmbedding(settings.home / "models", int8=name == LOCAL_EMBED_MODEL_INT8)
    if name.startswith("sentence-transformers/"):
        return SentenceTransformersEmbedding(name.removeprefix("sentence-transformers/"))
    from rag.llm import LiteLLMEmbedding

    return LiteLLMEmbedding(model=name, timeout=settings.timeout, retries=settings.retries)


def suited(embedder: BaseEmbedding, papers: int) -> BaseEmbedding:
    """The embedder for a corpus of this many papers: of a large one the local embedder's 8-bit form, else the same."""
    if isinstance(embedder, LocalEmbedding) and papers > LARGE_CORPUS:
        return embedder.int8()
    return embedder


def embed_texts(embedder: BaseEmbedding, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
    """Vectors of unit length, one row a text: float32, shape (len(texts), dimensions).

    Raises EmbeddingError when the embedder fails or gives something that is not a vector.
    """
    rows: list[Vectors] = []
    for batch in _batches(texts, _CHUNK):
        vectors = unit(_array(embedder.get_text_embedding_batch(list(batch))))
        if len(vectors) != len(batch):
            raise EmbeddingError(
                f"the embedder gave {len(vectors)} vectors for {len(batch)} texts; check RAG_EMBED_MODEL"
            )
        rows.append(vectors)
        if progress:
            progress(len(batch))
    return np.concatenate(rows) if rows else np.zeros((0, 0), np.float32)


def embed_query(embedder: BaseEmbedding, text: str) -> Vectors:
    """The vector of a question, of unit length: float32, shape (dimensions,)."""
    return np.asarray(unit(_array([embedder.get_query_embedding(text)]))[0])


def embed_question(embedder: BaseEmbedding, text: str) -> tuple[Vectors, InContext | None]:
    """The vector of a question, as `embed_query` gives it, and its tokens in context; None where the embedder gives
    texts alone a vector.
    """
    if not isinstance(embedder, LocalEmbedding):
        return embed_query(embedder, text), None
    vectors, (tokens,) = embedder.embed_in_context([text])
    return vectors[0], tokens


def _array(rows: Sequence[Sequence[float]]) -> Vectors:
    try:
        return np.asarray(rows, dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise EmbeddingError(
            f"the embedder gave vectors of unequal length, or none ({error}); check RAG_EMBED_MODEL"
        ) from error


def unit(vectors: Vectors) -> Vectors:
    """The rows, each scaled to length 1 (a row of zeros stays zeros)."""
    if vectors.ndim != 2 or not np.isfinite(vectors).all():
        raise EmbeddingError(
            f"the embedder gave something that is not finite vectors (shape {vectors.shape}); check RAG_EMBED_MODEL"
        )
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


class LocalEmbedding(BaseEmbedding):
    """all-MiniLM-L6-v2 (384 dimensions, 256 tokens) on onnxruntime; equal to sentence-transformers' within 1e-6.

    With `int8`, weights and activations of the linear layers are rounded to 8 bits: about twice as many texts a second,
    vectors with a cosine of 0.99 to the exact ones. With `everyday` it is the one taught everyday words
    (`rag.everyday`), whose vectors are compared with each other alone.

    Reimers and Gurevych 2019 (sentence-transformers); Wang et al. 2020 (MiniLM). Opens its model on first use and is
    safe to share between threads.
    """

    _cache_folder: Path = PrivateAttr()
    _int8: bool = PrivateAttr()
    _everyday: bool = PrivateAttr()
    _other: "LocalEmbedding | None" = PrivateAttr(default=None)
    _session: Any = PrivateAttr(default=None)
    _tokenizer: Any = PrivateAttr(default=None)

    def __init__(self, cache_folder: Path, *, int8: bool = False, everyday: bool = False) -> None:
        name = LOCAL_EMBED_MODEL_INT8 if int8 else LOCAL_EMBED_MODEL
        name = _taught(name) if everyday else name
        super().__init__(model_name=name, embed_batch_size=_CHUNK, callback_manager=CallbackManager([]))
        self._cache_folder, self._int8, self._everyday = cache_folder, int8, everyday

    @classmethod
    def class_name(cls) -> str:
        return "LocalEmbedding"

    def int8(self) -> "LocalEmbedding":
        """The same model with 8-bit weights."""
        return self if self._int8 else LocalEmbedding(self._cache_folder, int8=True, everyday=self._everyday)

    def everyday(self) -> "LocalEmbedding":
        """The same model taught everyday words."""
        if self._everyday:
            return self
        if self._other is None:
            self._other = LocalEmbedding(self._cache_folder, int8=self._int8, everyday=True)
        return self._other

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit length: float32, shape (len(texts), 384)."""
        out = np.empty((len(texts), HIDDEN), np.float32)
        for rows, inputs in self.inputs(texts):
            out[rows] = self.session.run(["embedding"], inputs)[0]
        return out

    def embed_in_context(self, texts: Sequence[str]) -> tuple[Vectors, list[InContext]]:
        """The vectors of texts, as `embed` gives them, and the tokens of each."""
        out = np.empty((len(texts), HIDDEN), np.float32)
        found: dict[int, InContext] = {}
        encoded = self._encoded(texts)
        for rows, inputs in self._inputs(encoded):
            out[rows], tokens = self.session.run(["embedding", "tokens"], inputs)
            for of_text, i in zip(tokens, rows, strict=True):
                # What only marks where a text starts and ends says nothing.
                places = np.flatnonzero(np.array(encoded[i].special_tokens_mask) == 0)
                spans = tuple(encoded[i].offsets[place] for place in places)
                found[i] = InContext(unit(of_text[places]), spans, out[i])
        return out, [found[i] for i in range(len(texts))]

    def tokens(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The ids of a text's tokens, with those that mark its start and end, and where each other one stands in it."""
        (found,) = self._encoded([text])
        own = [span for span, mask in zip(found.offsets, found.special_tokens_mask, strict=True) if not mask]
        return found.ids, own

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text is cut into, those that the model adds left out."""
        return [sum(mask == 0 for mask in found.special_tokens_mask) for found in self._encoded(texts)]

    def inputs(self, texts: Sequence[str]) -> Iterator[tuple[Sequence[int], dict[str, NDArray[np.int64]]]]:
        """What the model is run on: batches of texts, by their places, each with token ids and mask."""
        return self._inputs(self._encoded(texts))

    def _encoded(self, texts: Sequence[str]) -> Any:
        _ = self.session  # opens the tokenizer too
        return self._tokenizer.encode_batch(list(texts))

    def _inputs(self, encoded: Any) -> Iterator[tuple[Sequence[int], dict[str, NDArray[np.int64]]]]:
        # Texts of like length together, so that little is spent on padding.
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        for rows in _batches(order, _BATCH):
            width = max(len(encoded[i].ids) for i in rows)
            ids = np.zeros((len(rows), width), np.int64)
            mask = np.zeros((len(rows), width), np.int64)
            for row, i in enumerate(rows):
                ids[row, : len(encoded[i].ids)] = encoded[i].ids
                mask[row, : len(encoded[i].ids)] = 1
            yield rows, {"input_ids": ids, "attention_mask": mask}

    @property
    def session(self) -> Any:
        """onnxruntime's session of the model."""
        if self._session is None:
            self._open()
        return self._session

    def _open(self) -> None:
        self._tokenizer = minilm.open_tokenizer(MAX_TOKENS)
        # Set last: another thread that sees a session must find the tokenizer too.
        write = partial(_write_graph, int8=self._int8, taught=self._everyday)
        self._session = minilm.open_session(self._cache_folder, f"{self.model_name}-v{_GRAPH_VERSION}", write)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self.embed([query])[0].tolist()  # type: ignore[no-any-return]  # numpy's tolist is Any

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_query_embedding(text)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self.embed(texts).tolist()  # type: ignore[no-any-return]  # numpy's tolist is Any


class _Encoder(Protocol):
    def encode(self, sentences: list[str], *, normalize_embeddings: bool, show_progress_bar: bool) -> Any: ...


class SentenceTransformersEmbedding(BaseEmbedding):
    """Any sentence-transformers model, by its name or folder; needs the extra `sentence-transformers` (and torch)."""

    _encoder: _Encoder = PrivateAttr()

    def __init__(self, name: str) -> None:
        super().__init__(model_name=f"sentence-transformers/{name}", callback_manager=CallbackManager([]))
        if importlib.util.find_spec("sentence_transformers") is None:
            raise EmbeddingError(
                f"RAG_EMBED_MODEL is 'sentence-transformers/{name}', but sentence-transformers is not installed; "
                "install it with: python -m pip install 'sentence-transformers>=5,<7'"
            )
        module = importlib.import_module("sentence_transformers")
        try:
            self._encoder = module.SentenceTransformer(name)
        except Exception as error:  # the library raises OSError, ValueError and its hub's own errors
            raise EmbeddingError(
                f"the sentence-transformers model {name!r} cannot be loaded: {error}; check the name, or give a folder"
            ) from error

    @classmethod
    def class_name(cls) -> str:
        return "SentenceTransformersEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors = self._encoder.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32).tolist()  # type: ignore[no-any-return]  # likewise


def _taught(name: str) -> str:
    """The name of an embedder taught everyday words, another one where they were taught otherwise."""
    return f"{name}-everyday-{everyday.digest()}"


def _write_graph(weights: Path, *, int8: bool, taught: bool) -> bytes:
    """The embedder as ONNX: the encoder, `taught` everyday words, mean over the tokens of the mask, unit length.

    Outputs `embedding` (float32, batch x 384) and `tokens`, the encoder's last layer (float32, batch x tokens x 384).
    """
    tensors, epsilon = minilm.read_weights(weights)
    graph = minilm.Graph(everyday.adapted(tensors) if taught else tensors, epsilon, int8=int8)
    tokens, mask = graph.encoder()
    graph.node("Identity", [tokens], ["tokens"])
    graph.node("LpNormalization", [graph.mean(tokens, mask)], ["embedding"], axis=-1, p=2)
    outputs = {"embedding": ("batch", HIDDEN), "tokens": ("batch", "tokens", HIDDEN)}
    return graph.model(LOCAL_EMBED_MODEL, ("input_ids", "attention_mask"), outputs)


def _batches(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
