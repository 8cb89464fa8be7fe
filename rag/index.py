"""The index: passages and their vectors in Chroma, BM25 beside it, and a manifest that says what they were made from.

One folder a corpus. Each build goes into a new *generation* folder (`rag.building`); the one-line file `current` names
the generation in use and is replaced in one step at the end, so a process killed at any moment leaves the old index or
the new one. A file lock lets one process build at a time. A generation is never written again once it is current.

    home/corpora/default/
      current                  the name of the generation in use
      lock
      building/                what a build under way has embedded
      20261124-0a1b2c3d/       a generation
        manifest.json
        papers.jsonl  offsets.npy  ids.json  digests.npy     the papers (`rag.paper_file`)
        firsts.npy  starts.npy  ends.npy                     where their sentences stand (`rag.spans`)
        vectors.npy  texts.npy                               what is embedded (`rag.vector_file`)
        tokens/                                              their index terms (`rag.token_file`)
        derived/                                             words, names, acronyms, quotes (`rag.derived`)
        chroma/  bm25/                                       what is searched, made from the above

Up to LARGE_CORPUS papers each sentence has a vector; above, each paper has one, and the lexical side tells its
sentences apart. Opening reads little: papers, vectors and BM25 are memory-mapped.
"""

import logging
import os
import shutil
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from filelock import FileLock, Timeout
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from rag.bm25 import BM25Index
from rag.building import BUILDING, Progress, build
from rag.chroma import Collection
from rag.config import Settings
from rag.derived import Derived
from rag.embeddings import Vectors, embed_query, embed_texts, suited
from rag.errors import CorpusError, IndexingError, RagError
from rag.fingerprints import fingerprint
from rag.manifest import (
    GIVEN,
    MANIFEST,
    SHIPPED,
    Manifest,
    changed_file,
    corpus_folder,
    current_generation,
    read_generation,
    read_manifest,
)
from rag.paper_file import PaperFile, ids_of, known_papers
from rag.passages import Span, embedding_text, make_node
from rag.spans import Spans
from rag.types import Paper
from rag.vector_file import VectorFile

__all__ = [
    "GIVEN",
    "SHIPPED",
    "Index",
    "Manifest",
    "Progress",
    "check_index",
    "corpus_folder",
    "known_papers",
    "open_index",
    "read_manifest",
]

log = logging.getLogger(__name__)

_EXACT = 200_000
"""Vectors up to which all are compared rather than Chroma's graph searched. At 100,000 that took no longer (34 ms
against 25), and the graph missed some of the nearest.
"""
_PROBE = 1000
_IN_MEMORY = 4096
"""Papers up to which all are kept in memory."""
_SAMPLE = 512
# Vectors that stand for all when the corpus as a whole is described.
_KEPT_VECTORS = 4096
# Vectors of sentences that are kept where only papers have one (6 MB).
_LOCK_SECONDS = 600.0


class Index:
    """One opened index. Reading is safe between threads; `close` ends it.

    `papers` are in corpus order. Passages are numbered in that order: passage `row` is the slice
    `starts[row]:ends[row]` of the abstract of paper number `owners[row]`.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, embedder: BaseEmbedding, collection: Collection | None
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.embedder = embedder
        self._collection = collection
        papers = PaperFile(folder)
        self.papers: Sequence[Paper] = tuple(papers) if len(papers) <= _IN_MEMORY else papers
        spans = Spans.load(folder)
        self.owners: NDArray[np.int32] = spans.owners()
        self.starts: NDArray[np.int32] = spans.starts
        self.ends: NDArray[np.int32] = spans.ends
        self.firsts: NDArray[np.int64] = spans.firsts
        self._stored = VectorFile(folder).vectors
        self._embedded: OrderedDict[int, Vectors] = OrderedDict()
        self._embedding = Lock()
        self.paper_bm25 = BM25Index.load(folder / "bm25" / "papers")
        self.passage_bm25 = BM25Index.load(folder / "bm25" / "passages")
        for name, found, wanted in (
            ("papers", len(papers), manifest.papers),
            ("passages", len(spans), manifest.passages),
            ("papers with passages", len(spans.firsts) - 1, manifest.papers),
            ("vectors", len(self._stored), manifest.vectors),
            ("vectors in Chroma", collection.count() if collection else manifest.vectors, manifest.vectors),
            ("papers in BM25", self.paper_bm25.size, manifest.papers),
            ("passages in BM25", self.passage_bm25.size, manifest.passages),
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

    @property
    def by_paper(self) -> bool:
        """Whether papers have a vector rather than sentences."""
        return self.manifest.granularity == "paper"

    def dense(self, vector: Vectors, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k passages nearest to a unit vector of shape (dimensions,): their rows, best first, and cosines.

        Where only papers have vectors, ask `dense_papers`.
        """
        if self.by_paper:
            raise ValueError("the passages of this index have no vectors of their own; ask dense_papers")
        return self._nearest(vector, k)

    def dense_papers(self, vector: Vectors, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k papers nearest to a unit vector of shape (dimensions,): their numbers, best first, and cosines."""
        if not self.by_paper:
            raise ValueError("the papers of this index have no vectors of their own; ask dense")
        return self._nearest(vector, k)

    def _nearest(self, vector: Vectors, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        count = len(self._stored)
        if self._collection and count > _EXACT:
            names, found = self._collection.nearest(vector, min(k, count))
            return np.fromiter(map(self._places.__getitem__, names), np.int64, len(names)), found
        cosines = np.asarray(self._stored @ np.asarray(vector, np.float32))
        places = np.arange(count) if k >= count else np.sort(np.argpartition(-cosines, k)[:k])
        places = places[np.argsort(-cosines[places], kind="stable")]
        return places, cosines[places]

    @cached_property
    def _places(self) -> dict[str, int]:
        return self.numbers if self.by_paper else self._rows

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """The vectors of passages, one row each, in the order asked: stored ones, or, where only papers have one, made
        when they are asked for.
        """
        if not self.by_paper:
            return np.asarray(self._stored[list(rows)])
        with self._embedding:
            missing = [row for row in dict.fromkeys(rows) if row not in self._embedded]
            if missing:
                made = embed_texts(self.embedder, [embedding_text(self.paper(row), self.span(row)) for row in missing])
                self._embedded.update(zip(missing, made, strict=True))
            for row in rows:
                self._embedded.move_to_end(row)
            out = np.array([self._embedded[row] for row in rows], np.float32).reshape(len(rows), -1)
            while len(self._embedded) > _KEPT_VECTORS:
                self._embedded.popitem(last=False)
        return out

    def paper_vectors(self, numbers: Sequence[int]) -> Vectors:
        """The vectors of papers, one row each, in the order asked; of an index where they have one."""
        if not self.by_paper:
            raise ValueError("the papers of this index have no vectors of their own; ask vectors")
        return np.asarray(self._stored[list(numbers)])

    @cached_property
    def derived(self) -> Derived:
        """What the papers say about their words, names and sentences; read from them anew where it was not kept."""
        try:
            return Derived.load(self.folder / "derived")
        except (OSError, ValueError, KeyError, TypeError):
            return Derived.build(self.papers)

    @cached_property
    def centroid(self) -> Vectors:
        """The mean of the vectors (of an even sample of them): shape (dimensions,)."""
        return np.asarray(self._stored[_even_sample(len(self._stored), _SAMPLE)].mean(axis=0))

    def node_id(self, row: int) -> str:
        """The id under which a passage stands in Chroma."""
        number = self.owners[row]
        return f"{self.ids[number]}#{row - int(self.firsts[number])}"

    @cached_property
    def ids(self) -> list[str]:
        """The ids of the papers, in their order."""
        return ids_of(self.papers)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each paper (its place in `papers`), by its id."""
        return {id_: number for number, id_ in enumerate(self.ids)}

    def close(self) -> None:
        """Let go of Chroma's files."""
        if self._collection:
            self._collection.close()


def _even_sample(count: int, most: int) -> list[int]:
    return [int(row) for row in np.unique(np.linspace(0, count - 1, min(count, most)).astype(int))]


def open_index(
    settings: Settings,
    embedder: BaseEmbedding,
    *,
    papers: Sequence[Paper] | None = None,
    source: str | list[str] = SHIPPED,
    progress: Progress | None = None,
) -> Index:
    """Open the index, building it first where there is none that serves.

    Without `papers`, the corpus is what was indexed last (see `source`), else the shipped one. Reused when nothing
    has changed; when papers, embedder or format differ, or when it is found damaged, a new generation takes over what
    is still good of the one before, and embeds the rest.

    Raises IndexingError when the folder cannot be written or another process holds the lock too long, and
    CorpusError for papers that cannot be told apart or quoted.
    """
    folder = corpus_folder(settings)
    if papers is None:
        manifest = read_manifest(folder)
        of_this = suited(embedder, manifest.papers) if manifest else embedder
        if manifest and manifest.source != SHIPPED and manifest.embed_model == of_this.model_name:
            # Whole or not shows when it is opened; nothing needs to be compared.
            index, _ = _open_current(folder, manifest.corpus, of_this)
            if index:
                return index
        papers, source = known_papers(folder)
    else:
        _check_papers(papers)
    embedder = suited(embedder, len(papers))
    corpus = fingerprint(papers)
    index, _ = _open_current(folder, corpus, embedder)
    if index:
        return index
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock", timeout=_LOCK_SECONDS):
            # Another process may have built it while this one waited.
            index, sound = _open_current(folder, corpus, embedder)
            if index:
                return index
            name = build(folder, papers, source, embedder, progress, sound)
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
    return _open(folder / name, embedder)


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


def _open_current(folder: Path, corpus: str, embedder: BaseEmbedding) -> tuple[Index | None, bool]:
    """The current index where it serves, and whether it is sound (True where there is none to look at)."""
    generation = current_generation(folder)
    manifest = read_generation(generation) if generation else None
    if generation is None or manifest is None or not manifest.matches(corpus, embedder.model_name):
        return None, True
    try:
        return _open(generation, embedder), True
    except Exception as error:  # whatever a damaged file makes Chroma, NumPy or JSON raise: built anew
        log.warning("the index in %s cannot be used and is built again: %s", generation, error)
        return None, False


def _open(generation: Path, embedder: BaseEmbedding, whole: bool = False) -> Index:
    """Open a generation; with `whole`, every byte of its files is compared first."""
    manifest = read_generation(generation)
    if manifest is None:
        raise IndexingError(f"the index in {str(generation)!r} is damaged: its manifest cannot be read")
    changed = changed_file(generation, manifest, whole)
    if changed:
        raise IndexingError(f"the index in {str(generation)!r} is damaged: {changed!r} has changed since it was built")
    if not os.access(generation, os.W_OK) and manifest.vectors <= _EXACT:
        # Chroma opens no folder that it cannot write, and all that it would find is in the vectors' own file.
        return Index(generation, manifest, embedder, None)
    collection = Collection.in_folder(generation / "chroma")
    try:
        collection.open()
        index = Index(generation, manifest, embedder, collection)
        # A search as wide as a question's: Chroma reads its vector files only then, and damage must show here,
        # where it is healed.
        collection.nearest(np.eye(1, manifest.dimensions, dtype=np.float32)[0], min(_PROBE, manifest.vectors))
        return index
    except BaseException:
        collection.close()
        raise


def _tidy(folder: Path, keep: str) -> None:
    """Remove what killed builds left, and generations but the newest other one (which another process may have
    open).
    """
    others = [p for p in folder.iterdir() if p.is_dir() and p.name not in (keep, BUILDING)]
    others.sort(key=lambda p: p.stat().st_mtime)
    whole = [generation for generation in others if (generation / MANIFEST).is_file()]
    for old in others:
        if old not in whole[-1:]:
            shutil.rmtree(old, ignore_errors=True)
    for aside in folder.glob("current.*"):
        aside.unlink(missing_ok=True)


def check_index(settings: Settings, embedder: BaseEmbedding) -> tuple[bool, str]:
    """Whether the current index is sound and answers, and a sentence that says so or what to do; builds nothing."""
    folder = corpus_folder(settings)
    generation, manifest = current_generation(folder), read_manifest(folder)
    if generation is None or manifest is None:
        return False, f"no index yet in {str(folder)!r}; it is built at the first question, or by: python -m rag index"
    try:
        papers, _ = known_papers(folder)
        embedder = suited(embedder, len(papers))
        if not manifest.matches(fingerprint(papers), embedder.model_name):
            return (
                False,
                "the papers or the embedder have changed since it was built; it is rebuilt at the next question",
            )
        index = _open(generation, embedder, whole=True)
        try:
            nearest = index.dense_papers if index.by_paper else index.dense
            found, cosines = nearest(embed_query(embedder, papers[0].title), 1)
        finally:
            index.close()
    except RagError as error:
        return False, str(error)
    except Exception as error:  # a damaged file may raise anything; doctor reports and goes on
        return False, f"damaged ({error}); it is rebuilt at the next question, or by: python -m rag index"
    if len(found) != 1 or not np.isfinite(cosines).all():
        return False, "it does not answer; rebuild it with: python -m rag index"
    return True, f"{manifest.papers} papers, {manifest.passages} passages, built {manifest.created} in {str(folder)!r}"
