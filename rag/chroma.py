"""Chroma, the one place that speaks to it: passages with their vectors, in a folder or on a server; on one that has a
sparse index, their words too.

A client of its own kind for each place, one set of calls for both. No embedding function is ever stored or run: one
that comes with a collection could run code here, and our vectors are always given.
"""

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from threading import Lock
from typing import Any, Self
from urllib.parse import urlsplit

import numpy as np
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from rag.config import Settings
from rag.embeddings import Vectors
from rag.errors import IndexingError
from rag.quotas import COLLECTION_VALUE_BYTES, Most, busy, cut_record, cut_values, exceeded, whole_record, whole_values
from rag.sparse import Weights

log = logging.getLogger(__name__)

COLLECTION = "passages"
_PREFIX = "citewell."
_MANIFEST = "manifest"
_SENT = 500
# Texts in one request to a server, with what belongs to them: some megabytes. One with quotas takes fewer.
_LISTED = 100
# Collections in one request: a server may list no more.
_READ_PATIENCE, _WRITE_PATIENCE = 10.0, 60.0
# Seconds for which a server that is busy is asked again: a question waits less long than a build.
_WORDS = "words"
# The key of a record's metadata at which its sparse vector stands; a collection has one sparse index.
_ADD_BATCH = 4096
# Texts that are handed over at a time; Chroma takes 5,461.
EXACT = 200_000
"""Vectors up to which all are compared rather than Chroma's graph searched. At 100,000 that took no longer (34 ms
against 25), and the graph missed some of the nearest.
"""
_EF_SEARCH = 500
# Candidates that the approximate search keeps; 100 (Chroma's default) lost 2.5 % of the best 200 passages, 500 none.
_SEARCHED_GRAPH = {"max_neighbors": 32, "ef_construction": 200}
# Of a graph that is searched. Of the 1,000 nearest of 50,000 vectors, all that a ranking takes, Chroma's defaults (16
# and 100) found 0.970 and these 0.986; of the 100 nearest 0.992 and 0.996. They take twice as long to build.
_CHROMA_LOCK = Lock()
# Chroma's clients of one folder share one system in a process and count themselves without a lock of their own.


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server, and who asks it."""

    url: str
    tenant: str
    database: str
    token: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """The server that the settings name; None for a folder."""
        if settings.chroma_url is None:
            return None
        url = settings.chroma_url.rstrip("/")
        return cls(url, settings.chroma_tenant, settings.chroma_database, settings.chroma_token)

    @property
    def place(self) -> str:
        """How messages name it."""
        return f"the Chroma server at {self.url!r} (RAG_CHROMA_URL)"

    def connect(self) -> Any:
        """A client of it. Raises IndexingError."""
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        address = urlsplit(self.url)
        try:
            with _CHROMA_LOCK:
                return chromadb.HttpClient(
                    host=address.hostname or "",
                    port=address.port or (443 if address.scheme == "https" else 80),
                    ssl=address.scheme == "https",
                    headers={"X-Chroma-Token": self.token} if self.token else None,
                    settings=ChromaSettings(anonymized_telemetry=False),
                    tenant=self.tenant,
                    database=self.database,
                )
        except Exception as error:  # Chroma's own errors, and httpx's
            raise _failed(self.place, error, served=True) from error


class Collection:
    """One collection of Chroma. Reading is safe between threads; `close` ends it.

    Every call raises IndexingError, which names the place and the next step, where Chroma fails.
    """

    def __init__(self, client: Any, place: str, name: str, served: bool = False) -> None:
        self._client = client
        self.served = served
        self._place = place
        self.name = name
        self._collection: Any = None
        self._writes = Most(_SENT if served else sys.maxsize, _WRITE_PATIENCE)
        self._nearest = Most(sys.maxsize, _READ_PATIENCE)
        self._by_words = Most(sys.maxsize, _READ_PATIENCE)

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
            raise _failed(place, error, served=False) from error
        return cls(client, place, name)

    @classmethod
    def on_server(cls, server: Server, name: str) -> Self:
        """A collection on a server; `create` or `open` it next."""
        return cls(server.connect(), server.place, name, served=True)

    def create(self, vectors: int) -> None:
        """Make the collection anew, for about so many vectors."""
        # Chroma keeps vectors in a log and replays it at every open until this many are waiting. With no more than a
        # batch every batch reaches the HNSW files at once: an index opens ten times faster, and reading it later
        # changes none of those files.
        threshold = max(2, min(len(batch) for batch in batches(vectors)))
        if self.served and self._create_with_words():
            return
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
                        **(_SEARCHED_GRAPH if self.served or vectors > EXACT else {}),
                    }
                },
            )

    def _create_with_words(self) -> bool:
        """Make the collection with a sparse index; whether the server has one. `chroma run` refuses the schema, and
        what is older than schemas passes it over. How vectors are indexed is left to a server that has one: its graph
        is another (SPANN).
        """
        from chromadb import Schema, SparseVectorIndexConfig, VectorIndexConfig
        from chromadb.errors import ChromaError

        schema = Schema()
        schema.create_index(config=VectorIndexConfig(space="cosine", embedding_function=None))
        schema.create_index(config=SparseVectorIndexConfig(), key=_WORDS)
        with self._asking():
            try:
                self._collection = self._client.create_collection(self.name, schema=schema, embedding_function=None)
            except ChromaError as error:  # what else is wrong shows when it is made without
                log.info("%s has no sparse index: %s", self._place, error)
                return False
            if not self.has_words:
                self._client.delete_collection(self.name)
            return self.has_words

    def open(self) -> None:
        """Use the collection that is there."""
        with self._asking():
            self._collection = self._client.get_collection(self.name, embedding_function=None)

    @property
    def has_words(self) -> bool:
        """Whether its records can be searched by their words, with the server's sparse index: it says so itself."""
        # Read as it came: Chroma makes a schema's embedding functions, and one that comes with a collection could run
        # code here.
        schema = self._collection.get_model().serialized_schema or {}
        index = schema.get("keys", {}).get(_WORDS, {}).get("sparse_vector", {}).get("sparse_vector_index", {})
        return bool(index.get("enabled"))

    def add_words(self, ids: Sequence[str], weights: Iterable[Weights]) -> None:
        """Put the weights of their words beside records that are there."""
        from chromadb.base_types import SparseVector

        found = ((id_, SparseVector(*own)) for id_, own in zip(ids, weights, strict=True) if own[0])
        while some := list(islice(found, _SENT)):
            about = [{_WORDS: vector} for _, vector in some]
            self._send(self._collection.update, ids=[id_ for id_, _ in some], metadatas=about)

    def _send(self, write: Callable[..., Any], **records: Sequence[Any] | Vectors) -> None:
        """Write records, `ids` and what stands beside them, as many at a time as the place takes."""

        def part(start: int, size: int) -> int:
            write(**{name: values[start : start + size] for name, values in records.items()})
            return size

        start, count = 0, len(records["ids"])
        with self._asking():
            while start < count:
                start += self._writes.of(count - start, partial(part, start))

    def nearest_by_words(self, weights: Weights, k: int) -> tuple[list[str], NDArray[np.float32]]:
        """The ids of the k records (fewer, where fewer share a word or the server gives fewer) best by the words of
        these weights, best first, and their scores; of a collection that `has_words`.
        """
        from chromadb import K, Knn, Search
        from chromadb.base_types import SparseVector

        if not weights[0]:
            return [], np.zeros(0, np.float32)
        query = SparseVector(*weights)

        def best(size: int) -> Any:
            ranked = Search().rank(Knn(query=query, key=_WORDS, limit=size))
            return self._collection.search(ranked.limit(size).select(K.SCORE))

        with self._asking():
            found = self._by_words.of(k, best)
            # A sparse search gives 1 less the product as the distance.
            scores = (1 - np.asarray(found["scores"][0], np.float32)).astype(np.float32)
            return found["ids"][0], scores

    @property
    def gives_fewer(self) -> bool:
        """Whether a search for the nearest was once cut short by a quota."""
        return self._nearest.learnt

    @property
    def gives_fewer_by_words(self) -> bool:
        """Whether a search by words was once cut short by a quota."""
        return self._by_words.learnt

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

    def add(
        self,
        ids: Sequence[str],
        vectors: Vectors,
        documents: Sequence[str] | None = None,
        metadatas: Sequence[dict[str, Any]] | None = None,
    ) -> None:
        """Add vectors, or replace those with the same ids, with what belongs to them."""
        records: dict[str, Sequence[Any] | Vectors] = {"ids": list(ids), "embeddings": np.asarray(vectors)}
        if documents is not None and metadatas is not None:
            cut = [cut_record(document, about) for document, about in zip(documents, metadatas, strict=True)]
            records |= {"documents": [document for document, _ in cut], "metadatas": [about for _, about in cut]}
        self._send(self._collection.upsert, **records)

    def delete(self, ids: Sequence[str]) -> None:
        """Take out what has these ids."""
        with self._asking():
            for start in range(0, len(ids), _ADD_BATCH):
                self._collection.delete(ids=list(ids[start : start + _ADD_BATCH]))

    def nearest(self, vector: Vectors, k: int) -> tuple[list[str], NDArray[np.float32]]:
        """The ids of the k vectors nearest to one (fewer, where a server gives fewer), best first, and their cosines;
        approximate (HNSW).
        """

        def best(size: int) -> Any:
            return self._collection.query(query_embeddings=[vector], n_results=size, include=["distances"])

        with self._asking():
            found = self._nearest.of(k, best)
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
            raise _failed(self._place, error, self.served) from error


def _failed(place: str, error: Exception, served: bool) -> IndexingError:
    if served and exceeded(error):
        return IndexingError(
            f"{place} refuses what is above its quota ({error}); have the quota raised, shorten what is above it, or "
            f"unset RAG_CHROMA_URL to keep vectors in RAG_HOME: what was indexed before stays as it was"
        )
    if served and busy(error):
        return IndexingError(f"{place} is busy ({error}); ask again in a minute: nothing is lost")
    if served:
        return IndexingError(
            f"{place} does not answer as it should ({error}); see that it runs and can be reached, then ask again: "
            f"nothing is lost"
        )
    return IndexingError(
        f"{place} cannot be read or written ({error}); see that its disk is not full, then ask again: it is built anew "
        f"from the papers that are kept"
    )


def batches(count: int) -> list[range]:
    """Even batches of so many texts: a small last one would stay below the threshold and be replayed at every open."""
    edges = np.linspace(0, count, -(-count // _ADD_BATCH) + 1).astype(int)
    return [range(int(start), int(end)) for start, end in pairwise(edges)]


def collection_name(corpus: str, generation: str) -> str:
    """The name on a server of a generation's collection."""
    return f"{_PREFIX}{corpus}.{generation}"


def publish(server: Server, name: str, manifest: Mapping[str, Any]) -> None:
    """Say that a collection is whole; of those of its corpus only the newest two stay, since others may still ask the
    one before. Half-made ones are removed after a day.
    """
    with _served(server) as client:
        collection = client.get_collection(name, embedding_function=None)
        collection.modify(metadata=cut_values({_MANIFEST: json.dumps(manifest)}, COLLECTION_VALUE_BYTES))
        corpus = name.rsplit(".", 1)[0]
        of_corpus = _of_corpus(client, corpus)
        whole = _published(of_corpus)
        yesterday = f"{datetime.now(UTC) - timedelta(days=1):%Y%m%d}"
        kept = {found for found, _ in whole[:2]} | {name}
        for found in of_corpus:
            half_made = found.name not in {whole_name for whole_name, _ in whole}
            day = found.name.rsplit(".", 1)[-1][:8]
            if found.name not in kept and not (half_made and day >= yesterday):
                client.delete_collection(found.name)


def withdraw(server: Server, name: str) -> None:
    """Remove a collection that was not finished, where the server can be reached."""
    with suppress(IndexingError), _served(server) as client:
        client.delete_collection(name)


def newest(server: Server, corpus: str) -> tuple[str, dict[str, Any]] | None:
    """The newest whole collection of a corpus on a server, and its manifest; None where there is none."""
    with _served(server) as client:
        found = _published(_of_corpus(client, f"{_PREFIX}{corpus}"))
        return found[0] if found else None


def _of_corpus(client: Any, prefix: str) -> list[Any]:
    """The collections of a corpus, whole or not."""
    found: list[Any] = []
    while page := client.list_collections(limit=_LISTED, offset=len(found)):
        found += page
    return [collection for collection in found if collection.name.rsplit(".", 1)[0] == prefix]


def _published(collections: Iterable[Any]) -> list[tuple[str, dict[str, Any]]]:
    """The whole ones, the newest first, with their manifests."""
    found = [
        (collection.name, json.loads(whole_values(collection.metadata)[_MANIFEST]))
        for collection in collections
        if (collection.metadata or {}).get(_MANIFEST)
    ]
    return sorted(found, key=lambda item: str(item[1]["created"]), reverse=True)


def fetch(server: Server, name: str) -> Iterator[tuple[list[tuple[str, dict[str, Any]]], Vectors]]:
    """The words of a collection on a server, each with what stands beside them, and the vectors, some at a time."""
    reads, start = Most(_SENT, _WRITE_PATIENCE), 0
    with _served(server) as client:
        collection = client.get_collection(name, embedding_function=None)

        def some(size: int) -> Any:
            return collection.get(include=["documents", "metadatas", "embeddings"], limit=size, offset=start)

        while (page := reads.of(_SENT, some))["ids"]:
            start += len(page["ids"])
            yield (
                [whole_record(*record) for record in zip(page["documents"], page["metadatas"], strict=True)],
                np.asarray(page["embeddings"], np.float32),
            )


@contextmanager
def _served(server: Server) -> Iterator[Any]:
    client = server.connect()
    try:
        yield client
    except Exception as error:  # Chroma's own errors, and httpx's
        raise _failed(server.place, error, served=True) from error
    finally:
        with _CHROMA_LOCK:
            client.close()
