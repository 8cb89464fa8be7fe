"""One opened index: its papers and passages by their numbers, their vectors, and both kinds of search."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from rag.bm25 import BM25Index, Scores
from rag.chroma import EXACT, Collection
from rag.derived import Derived
from rag.embeddings import LocalEmbedding, Vectors, embed_texts
from rag.errors import IndexingError
from rag.facts import Recorded
from rag.interaction import EVERYDAY_FOLDER, FOLDER, Interaction
from rag.manifest import Manifest
from rag.paper_file import PaperFile, ids_of
from rag.passages import Span, embedding_text, make_node
from rag.spans import Spans
from rag.sparse import question_weights
from rag.types import Paper
from rag.vector_file import VectorFile

_IN_MEMORY = 4096
"""Papers up to which all are kept in memory."""
_SAMPLE = 512
# Vectors that stand for all when the corpus as a whole is described.
_KEPT_VECTORS = 4096
# Vectors of sentences that are kept where only papers have one (6 MB).


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

    def records(self) -> Iterable[Recorded]:
        """Years, authors, venues and keywords of the papers, in their order."""
        return self.papers.records() if isinstance(self.papers, PaperFile) else self.papers

    def node(self, row: int) -> TextNode:
        """A passage as a LlamaIndex node."""
        return make_node(self.paper(row), row - int(self.firsts[self.owners[row]]), self.span(row))

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
        if self._collection and (self._collection.served or count > EXACT) and not self._collection.gives_fewer:
            names, found = self._collection.nearest(vector, min(k, count))
            if not self._collection.gives_fewer:
                return np.fromiter(map(self._places.__getitem__, names), np.int64, len(names)), found
        # What a server's quota cuts short would score all others alike: lists then get too long.
        cosines = np.asarray(self._stored @ np.asarray(vector, np.float32))
        places = np.arange(count) if k >= count else np.sort(np.argpartition(-cosines, k)[:k])
        places = places[np.argsort(-cosines[places], kind="stable")]
        return places, cosines[places]

    def words(self, question_terms: Sequence[str], k: int) -> tuple[Scores, Scores]:
        """The BM25 scores of papers, shape (papers,), and of passages, shape (passages,), for a question's terms. Where
        a server has a sparse index, it gives those of what has a vector, the k best of them and 0 for the others.
        """
        if self._collection and self.searches_words:
            names, found = self._collection.nearest_by_words(question_weights(question_terms), k)
        if self._collection is None or not self.searches_words:  # or no longer: its quota is less than k
            return self.paper_bm25.scores(question_terms), self.passage_bm25.scores(question_terms)
        served = np.zeros(len(self._stored), np.float32)
        served[[self._places[name] for name in names]] = found
        if self.by_paper:
            return served, self.passage_bm25.scores(question_terms)
        return self.paper_bm25.scores(question_terms), served

    @property
    def searches_words(self) -> bool:
        """Whether the Chroma server searches words, with a sparse index that gives as many as are asked for; else bm25s
        does.
        """
        return self._has_words and not (self._collection and self._collection.gives_fewer_by_words)

    @cached_property
    def _has_words(self) -> bool:
        return bool(self._collection and self._collection.served and self._collection.has_words)

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where the vector of each id in Chroma stands."""
        return self.numbers if self.by_paper else {self.node_id(row): row for row in range(len(self))}

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
    def interaction(self) -> Interaction | None:
        """The papers as the embedder reads them; None where that is not kept."""
        return self._read(FOLDER, self.manifest.embed_model)

    @cached_property
    def everyday(self) -> Interaction | None:
        """The papers as the embedder taught everyday words reads them; None where that is not kept."""
        if not isinstance(self.embedder, LocalEmbedding):
            return None
        return self._read(EVERYDAY_FOLDER, self.embedder.everyday().model_name, glossed=True)

    def _read(self, folder: str, embed_model: str, *, glossed: bool = False) -> Interaction | None:
        try:
            return Interaction.load(self.folder / folder, self.firsts, embed_model, glossed=glossed)
        except (OSError, ValueError):
            return None

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
