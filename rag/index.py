"""The index: passages and their vectors in Chroma, BM25 beside it, and a manifest that says what they were made from.

One folder a corpus. Each build goes into a new *generation* folder; the one-line file `current` names the
generation in use and is replaced in one step at the end, so a process killed at any moment leaves the old index or
the new one. A file lock lets one process build at a time. A generation is never written again once it is current.

    home/corpora/default/
      current                  the name of the generation in use
      lock
      20261124-0a1b2c3d/       a generation
        manifest.json  papers.jsonl  chroma/  bm25/
"""

import json
import logging
import secrets
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from filelock import FileLock, Timeout
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from rag import files
from rag.bm25 import BM25Index
from rag.config import Settings
from rag.corpus import fingerprint, read_corpus
from rag.derived import Derived
from rag.embeddings import Vectors, embed_query, embed_texts
from rag.errors import CorpusError, IndexingError, RagError
from rag.passages import Span, embedding_text, make_node, split_sentences
from rag.types import Paper
from rag.version import __version__

log = logging.getLogger(__name__)

FORMAT = 1
"""Raised when an index of the older code cannot be read by the newer."""

SHIPPED = "shipped"
"""The manifest's `source` of the corpus that comes with the project."""

GIVEN = "given in Python"
"""The manifest's `source` of papers that came from a program rather than from files."""

Progress = Callable[[int, int], None]
"""Called with passages done and passages in all."""

_COLLECTION = "passages"
_ADD_BATCH = 2048
_SYNC_THRESHOLD = 64
# Chroma keeps vectors in a log and replays it at every open until this many are waiting. With a low threshold every
# batch reaches the HNSW files at once: an index opens ten times faster, and reading it later changes none of those
# files.
_EF_SEARCH = 500
# Candidates that the approximate search keeps; 100 (Chroma's default) lost 2.5 % of the best 200 passages, 500 none.
_PROBE = 1000
_HELD = 20_000
# Passages up to which all vectors are held in memory (31 MB).
_SAMPLE = 512
# Passages that stand for all when the corpus as a whole is described.
_LOCK_SECONDS = 600.0
_CHROMA_LOCK = Lock()
# Chroma's clients of one folder share one system in a process and count themselves without a lock of their own.


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from; another manifest means another index."""

    format: int
    source: str | list[str]
    """SHIPPED, or the files that the papers were read from."""
    corpus: str
    """Fingerprint of the papers."""
    papers: int
    passages: int
    embed_model: str
    dimensions: int
    version: str
    """Of this project, when it was built."""
    created: str
    """UTC, ISO 8601."""
    files: dict[str, str]
    """SHA-256 of each file that is never written again, by its path: a damaged vector file can end the whole
    process.
    """

    def matches(self, corpus: str, embed_model: str) -> bool:
        """Whether this index serves these papers and this embedder."""
        return self.format == FORMAT and self.corpus == corpus and self.embed_model == embed_model


class Index:
    """One opened index. Reading is safe between threads; `close` ends it.

    `papers` are in corpus order. Passages are numbered in that order: passage `row` is the slice
    `starts[row]:ends[row]` of the abstract of paper number `owners[row]`.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        papers: tuple[Paper, ...],
        embedder: BaseEmbedding,
        client: Any,
        collection: Any,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.papers = papers
        self.embedder = embedder
        self._client = client
        self._collection = collection
        spans = [(number, span) for number, paper in enumerate(papers) for span in split_sentences(paper.abstract)]
        self.owners: NDArray[np.int32] = np.array([number for number, _ in spans], np.int32)
        self.starts: NDArray[np.int32] = np.array([start for _, (start, _) in spans], np.int32)
        self.ends: NDArray[np.int32] = np.array([end for _, (_, end) in spans], np.int32)
        self.firsts: NDArray[np.int64] = np.searchsorted(self.owners, np.arange(len(papers) + 1))
        self._numbers = {paper.id: number for number, paper in enumerate(papers)}
        self.paper_bm25 = BM25Index.load(folder / "bm25" / "papers")
        self.passage_bm25 = BM25Index.load(folder / "bm25" / "passages")
        for name, found, wanted in (
            ("passages in Chroma", collection.count(), len(spans)),
            ("papers in BM25", self.paper_bm25.size, len(papers)),
            ("passages in BM25", self.passage_bm25.size, len(spans)),
        ):
            if found != wanted:
                raise IndexingError(f"the index in {str(folder)!r} is damaged: {found} {name} instead of {wanted}")

    def __len__(self) -> int:
        """The number of passages."""
        return len(self.owners)

    def span(self, row: int) -> Span:
        """Start and end of a passage in its abstract."""
        return int(self.starts[row]), int(self.ends[row])

    def paper(self, row: int) -> Paper:
        """The paper that a passage is from."""
        return self.papers[int(self.owners[row])]

    def rows(self, number: int) -> range:
        """The passages of the paper with this number (its place in `papers`)."""
        return range(int(self.firsts[number]), int(self.firsts[number + 1]))

    def node(self, row: int) -> TextNode:
        """A passage as a LlamaIndex node."""
        return make_node(self.paper(row), row - int(self.firsts[self.owners[row]]), self.span(row))

    def row_of(self, node_id: str) -> int:
        """The number of the passage with this node id."""
        return self._rows[node_id]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {self.node_id(row): row for row in range(len(self))}

    def dense(self, vector: Vectors, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k passages nearest to a unit vector of shape (dimensions,): their rows, best first, and cosines."""
        if self._held is not None:
            cosines = self._held @ np.asarray(vector, np.float32)
            rows = np.argsort(-cosines, kind="stable")[:k]
            return rows, cosines[rows]
        with self._searching():
            found = self._collection.query(
                query_embeddings=[vector], n_results=min(k, len(self)), include=["distances"]
            )
        ids = found["ids"][0]
        rows = np.fromiter(map(self._rows.__getitem__, ids), np.int64, len(ids))
        return rows, (1 - np.asarray(found["distances"][0], np.float32)).astype(np.float32)

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """The stored vectors of passages, one row each, in the order asked."""
        if self._held is not None:
            return self._held[list(rows)]
        return self._stored(rows)

    @cached_property
    def _held(self) -> Vectors | None:
        """All vectors of a small corpus, read once: searching them is exact and takes less time than asking Chroma."""
        return self._stored(range(len(self))) if 0 < len(self) <= _HELD else None

    def _stored(self, rows: Sequence[int]) -> Vectors:
        ids = [self.node_id(row) for row in rows]
        with self._searching():
            found = self._collection.get(ids=ids, include=["embeddings"])
        place = {node_id: i for i, node_id in enumerate(found["ids"])}
        return np.asarray(found["embeddings"], np.float32)[[place[node_id] for node_id in ids]]

    @contextmanager
    def _searching(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # Chroma's own errors, SQLite's, and its Rust side's
            raise IndexingError(
                f"the index in {str(self.folder)!r} cannot be searched ({error}); build it again: python -m rag index"
            ) from error

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each paper (its place in `papers`), by its id."""
        return self._numbers

    @cached_property
    def derived(self) -> Derived:
        """What the papers say about their words, names and sentences; read from them anew where it was not kept."""
        try:
            return Derived.load(self.folder / "derived")
        except (OSError, ValueError, KeyError, TypeError):
            return Derived.build(self.papers)

    @cached_property
    def centroid(self) -> Vectors:
        """The mean vector of the passages (of an even sample of them): shape (dimensions,)."""
        return np.asarray(self.vectors(_even_sample(len(self), _SAMPLE)).mean(axis=0))

    def node_id(self, row: int) -> str:
        """The id under which a passage stands in Chroma."""
        number = self.owners[row]
        return f"{self.papers[number].id}#{row - int(self.firsts[number])}"

    def close(self) -> None:
        """Let go of Chroma's files."""
        _close(self._client)


def _even_sample(count: int, most: int) -> list[int]:
    return [int(row) for row in np.unique(np.linspace(0, count - 1, min(count, most)).astype(int))]


def corpus_folder(settings: Settings) -> Path:
    """Where the index of the corpus lives."""
    return settings.home / "corpora" / settings.corpus


def open_index(
    settings: Settings,
    embedder: BaseEmbedding,
    *,
    papers: tuple[Paper, ...] | None = None,
    source: str | list[str] = SHIPPED,
    progress: Progress | None = None,
) -> Index:
    """Open the index, building it first where there is none that serves.

    Without `papers`, the corpus is what was indexed last (see `source`), else the shipped one. Reused when nothing
    has changed; built anew when papers, embedder or format differ, or when it is found damaged.

    Raises IndexingError when the folder cannot be written or another process holds the lock too long, and
    CorpusError for papers that cannot be told apart or quoted.
    """
    folder = corpus_folder(settings)
    if papers is None:
        papers, source = known_papers(folder)
    else:
        _check_papers(papers)
    corpus = fingerprint(papers)
    index = _open_current(folder, papers, corpus, embedder)
    if index:
        return index
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock", timeout=_LOCK_SECONDS):
            # Another process may have built it while this one waited.
            index = _open_current(folder, papers, corpus, embedder)
            if index:
                return index
            name = _build(folder, papers, corpus, source, embedder, progress)
            _tidy(folder, keep=name)
    except Timeout as error:
        raise IndexingError(
            f"another process has been building the index in {str(folder)!r} for over {_LOCK_SECONDS:.0f} s; "
            f"wait for it, "
            f"or end it, and try again"
        ) from error
    except OSError as error:
        raise IndexingError(
            f"cannot write the index to {str(folder)!r}: {error.strerror or error}; free some space, or set "
            f"RAG_HOME to a folder that can be written"
        ) from error
    return _open(folder / name, papers, embedder)


def _check_papers(papers: Sequence[Paper]) -> None:
    seen: set[str] = set()
    for paper in papers:
        if not paper.id or paper.id in seen:
            raise CorpusError(
                f"the paper {paper.title!r} has the id {paper.id!r}, which is "
                f"{'that of another paper' if paper.id else 'empty'}; give each paper an id of its own"
            )
        if not paper.abstract.strip():
            raise CorpusError(
                f"the paper {paper.title!r} has no abstract, so nothing of it can be quoted; leave it out"
            )
        try:
            f"{paper.id}{paper.title}{paper.abstract}".encode()
        except UnicodeEncodeError as error:
            raise CorpusError(f"the paper {paper.id!r} holds characters that are no text ({error.reason})") from error
        seen.add(paper.id)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the current generation of a corpus folder, or None where there is none that can be read."""
    try:
        return Manifest(**_manifest_values(folder))
    except TypeError:  # of an older or newer format
        return None


def _manifest_values(folder: Path) -> dict[str, Any]:
    """What the manifest of the current generation holds, whatever its format; nothing where it cannot be read."""
    try:
        current = (folder / "current").read_text("utf-8").strip()
        values = json.loads((folder / current / "manifest.json").read_text("utf-8")) if current else None
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def known_papers(folder: Path) -> tuple[tuple[Paper, ...], str | list[str]]:
    """The papers of a corpus folder (those indexed last, else the shipped ones), and where they are from.

    Raises IndexingError when the kept papers cannot be read.
    """
    # Own papers outlive a change of the manifest's format.
    source = _manifest_values(folder).get("source", SHIPPED)
    if source == SHIPPED:
        return read_corpus(), SHIPPED
    generation = folder / (folder / "current").read_text("utf-8").strip()
    try:
        # Not splitlines, which would also break at U+2028 and the like inside an abstract.
        lines = (generation / "papers.jsonl").read_text("utf-8").split("\n")
        papers = tuple(_paper_from_dict(json.loads(line)) for line in lines if line)
    except (OSError, ValueError, TypeError) as error:
        raise IndexingError(
            f"the papers kept in {str(generation)!r} cannot be read ({error}); index the files again: "
            f"python -m rag index {' '.join(map(shlex.quote, source)) if isinstance(source, list) else 'FILE'}"
        ) from error
    return papers, source


def _paper_from_dict(values: Mapping[str, Any]) -> Paper:
    lists = {name: tuple(values.get(name, ())) for name in ("authors", "keywords", "links")}
    return Paper(**{**values, **lists})


def _open_current(folder: Path, papers: tuple[Paper, ...], corpus: str, embedder: BaseEmbedding) -> Index | None:
    manifest = read_manifest(folder)
    if manifest is None or not manifest.matches(corpus, embedder.model_name):
        return None
    generation = folder / (folder / "current").read_text("utf-8").strip()
    try:
        return _open(generation, papers, embedder)
    except Exception as error:  # whatever a damaged file makes Chroma, NumPy or JSON raise: built anew
        log.warning("the index in %s cannot be used and is built again: %s", generation, error)
        return None


def _open(generation: Path, papers: tuple[Paper, ...], embedder: BaseEmbedding) -> Index:
    manifest = Manifest(**json.loads((generation / "manifest.json").read_text("utf-8")))
    for name, wanted in manifest.files.items():
        if files.sha256(generation / name) != wanted:
            raise IndexingError(f"the index in {str(generation)!r} is damaged: {name!r} has changed since it was built")
    client = _chroma(generation)
    try:
        # embedding_function=None: one stored with a collection could run code here, and ours is always explicit.
        collection = client.get_collection(_COLLECTION, embedding_function=None)
        index = Index(generation, manifest, papers, embedder, client, collection)
        # A search as wide as a question's: Chroma reads its vector files only then, and damage must show here,
        # where it is healed.
        index.dense(np.eye(1, manifest.dimensions, dtype=np.float32)[0], _PROBE)
        return index
    except BaseException:
        _close(client)
        raise


def _chroma(generation: Path) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    with _CHROMA_LOCK:
        return chromadb.PersistentClient(
            str(generation / "chroma"), settings=ChromaSettings(anonymized_telemetry=False)
        )


def _close(client: Any) -> None:
    with _CHROMA_LOCK:
        client.close()


def _build(
    folder: Path,
    papers: tuple[Paper, ...],
    corpus: str,
    source: str | list[str],
    embedder: BaseEmbedding,
    progress: Progress | None,
) -> str:
    """Build a new generation and make it current; its name. What a failed build wrote is removed."""
    from llama_index.vector_stores.chroma import ChromaVectorStore

    name = f"{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(4)}"
    generation = folder / name
    try:
        generation.mkdir()
        spans = [
            (paper, number, span) for paper in papers for number, span in enumerate(split_sentences(paper.abstract))
        ]
        total = len(spans)
        if not total:
            raise IndexingError("there is nothing to index: no paper has an abstract")
        client = _chroma(generation)
        try:
            # Low enough that a corpus of a few passages reaches the files too.
            threshold = max(2, min(_SYNC_THRESHOLD, total))
            collection = client.create_collection(
                _COLLECTION,
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
            store = ChromaVectorStore(chroma_collection=collection)
            done = 0
            dimensions = 0

            def step(texts: int) -> None:
                nonlocal done
                done += texts
                if progress:
                    progress(done, total)

            # Even batches: a small last one would stay below the threshold and be replayed at every open.
            for batch in np.array_split(np.arange(total), -(-total // _ADD_BATCH)):
                nodes = [make_node(*spans[i]) for i in batch]
                vectors = embed_texts(embedder, [embedding_text(spans[i][0], spans[i][2]) for i in batch], step)
                dimensions = vectors.shape[1]
                for node, vector in zip(nodes, vectors, strict=True):
                    node.embedding = vector.tolist()
                store.add(list(nodes))
        finally:
            _close(client)
        BM25Index.build([f"{paper.title}. {paper.abstract}" for paper in papers]).save(generation / "bm25" / "papers")
        BM25Index.build([paper.abstract[s:e] for paper, _, (s, e) in spans]).save(generation / "bm25" / "passages")
        Derived.build(papers).save(generation / "derived")
        with (generation / "papers.jsonl").open("w", encoding="utf-8") as file:
            for paper in papers:
                file.write(json.dumps(asdict(paper), ensure_ascii=False) + "\n")
        manifest = Manifest(
            FORMAT,
            source,
            corpus,
            len(papers),
            total,
            embedder.model_name,
            dimensions,
            __version__,
            datetime.now(UTC).isoformat(timespec="seconds"),
            _fingerprints(generation),
        )
        (generation / "manifest.json").write_text(json.dumps(asdict(manifest), indent=2), "utf-8")
        files.replace(folder / "current", name.encode("utf-8"))
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    return name


def _fingerprints(generation: Path) -> dict[str, str]:
    """SHA-256 of the files of BM25 and of Chroma's vectors, by their path in the generation."""
    # Until Chroma has written its vectors (it does so from two passages on), it makes their files anew at every open.
    chroma = [written for path in (generation / "chroma").glob("*/*.pickle") for written in path.parent.iterdir()]
    paths = sorted([*(generation / "bm25").glob("*/*"), *chroma])
    return {path.relative_to(generation).as_posix(): files.sha256(path) for path in paths}


def _tidy(folder: Path, keep: str) -> None:
    """Remove what killed builds left, and generations but the newest other one (which another process may have
    open).
    """
    others = sorted((p for p in folder.iterdir() if p.is_dir() and p.name != keep), key=lambda p: p.stat().st_mtime)
    whole = [generation for generation in others if (generation / "manifest.json").is_file()]
    for old in others:
        if old not in whole[-1:]:
            shutil.rmtree(old, ignore_errors=True)
    for aside in folder.glob("current.*"):
        aside.unlink(missing_ok=True)


def check_index(settings: Settings, embedder: BaseEmbedding) -> tuple[bool, str]:
    """Whether the current index is sound and answers, and a sentence that says so or what to do; builds nothing."""
    folder = corpus_folder(settings)
    manifest = read_manifest(folder)
    if manifest is None:
        return False, f"no index yet in {str(folder)!r}; it is built at the first question, or by: python -m rag index"
    try:
        papers, _ = known_papers(folder)
        if not manifest.matches(fingerprint(papers), embedder.model_name):
            return (
                False,
                "the papers or the embedder have changed since it was built; it is rebuilt at the next question",
            )
        index = _open(folder / (folder / "current").read_text("utf-8").strip(), papers, embedder)
        try:
            rows, cosines = index.dense(embed_query(embedder, papers[0].title), 1)
        finally:
            index.close()
    except RagError as error:
        return False, str(error)
    except Exception as error:  # a damaged file may raise anything; doctor reports and goes on
        return False, f"damaged ({error}); it is rebuilt at the next question, or by: python -m rag index"
    if len(rows) != 1 or not np.isfinite(cosines).all():
        return False, "it does not answer; rebuild it with: python -m rag index"
    return True, f"{manifest.papers} papers, {manifest.passages} passages, built {manifest.created} in {str(folder)!r}"
