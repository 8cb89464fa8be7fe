"""Chroma, the one place that speaks to it: passages with their vectors, in a folder or on a server.

A client of its own kind for each place, one set of calls for both. No embedding function is ever stored or run: one
that comes with a collection could run code here, and our vectors are always given.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any, Self

import numpy as np
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from rag.embeddings import Vectors
from rag.errors import IndexingError

COLLECTION = "passages"
_ADD_BATCH = 4096
# Texts that are handed over at a time; Chroma takes 5,461.
_EF_SEARCH = 500
# Candidates that the approximate search keeps; 100 (Chroma's default) lost 2.5 % of the best 200 passages, 500 none.
_CHROMA_LOCK = Lock()
# Chroma's clients of one folder share one system in a process and count themselves without a lock of their own.


class Collection:
    """One collection of Chroma. Reading is safe between threads; `close` ends it.

    Every call raises IndexingError, which names the place and the next step, where Chroma fails.
    """

    def __init__(self, client: Any, place: str, name: str) -> None:
        self._client = client
        self._place = place
        self.name = name
        self._collection: Any = None

    @classmethod
    def in_folder(cls, folder: Path, name: str = COLLECTION) -> Self:
        """A collection in a folder of its own; `create` or `open` it next."""
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        place = f"the index in {str(folder)!r}"
        try:
            with _CHROMA_LOCK:
                client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
        except Exception as error:  # Chroma's own errors, SQLite's, and its Rust side's
            raise _failed(place, error) from error
        return cls(client, place, name)

    def create(self, vectors: int) -> None:
        """Make the collection anew, for about so many vectors."""
        # Chroma keeps vectors in a log and replays it at every open until this many are waiting. With no more than a
        # batch every batch reaches the HNSW files at once: an index opens ten times faster, and reading it later
        # changes none of those files.
        threshold = max(2, min(len(batch) for batch in batches(vectors)))
        with self._asking():
            self._collection = self._client.create_collection(
                self.name,
                embedding_function=None,
                configuration={
                    "hnsw": {
                        "space": "cosine",
                        "sync_threshold": threshold,
                        "batch_size": threshold,
                        "ef_search": _EF_SEARCH,
                    }
                },
            )

    def open(self) -> None:
        """Use the collection that is there."""
        with self._asking():
            self._collection = self._client.get_collection(self.name, embedding_function=None)

    def count(self) -> int:
        """How many vectors it holds."""
        with self._asking():
            return int(self._collection.count())

    def add_nodes(self, nodes: Sequence[TextNode], vectors: Vectors) -> None:
        """Add passages, or replace those with the same ids, with their vectors; as LlamaIndex's store keeps them."""
        from llama_index.vector_stores.chroma import ChromaVectorStore

        for node, vector in zip(nodes, vectors, strict=True):
            node.embedding = vector.tolist()
        with self._asking():
            ChromaVectorStore(chroma_collection=self._collection).add(list(nodes))

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add vectors alone, or replace those with the same ids."""
        with self._asking():
            self._collection.upsert(ids=list(ids), embeddings=np.asarray(vectors))

    def delete(self, ids: Sequence[str]) -> None:
        """Take out what has these ids."""
        with self._asking():
            for start in range(0, len(ids), _ADD_BATCH):
                self._collection.delete(ids=list(ids[start : start + _ADD_BATCH]))

    def nearest(self, vector: Vectors, k: int) -> tuple[list[str], NDArray[np.float32]]:
        """The ids of the k vectors nearest to one, best first, and their cosines; approximate (HNSW)."""
        with self._asking():
            found = self._collection.query(query_embeddings=[vector], n_results=k, include=["distances"])
            return found["ids"][0], (1 - np.asarray(found["distances"][0], np.float32)).astype(np.float32)

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """The vectors with these ids, in their order."""
        with self._asking():
            found = self._collection.get(ids=list(ids), include=["embeddings"])
            place = {id_: i for i, id_ in enumerate(found["ids"])}
            return np.asarray(found["embeddings"], np.float32)[[place[id_] for id_ in ids]]

    def close(self) -> None:
        """Let go of Chroma's files."""
        with _CHROMA_LOCK:
            self._client.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # Chroma's own errors, SQLite's, and its Rust side's
            raise _failed(self._place, error) from error


def _failed(place: str, error: Exception) -> IndexingError:
    return IndexingError(f"{place} cannot be read or written ({error}); build it again: python -m rag index")


def batches(count: int) -> list[range]:
    """Even batches of so many texts: a small last one would stay below the threshold and be replayed at every open."""
    edges = np.linspace(0, count, -(-count // _ADD_BATCH) + 1).astype(int)
    return [range(int(start), int(end)) for start, end in pairwise(edges)]
