"""The bare libraries beside our parts, in turn, so that a slow moment of the machine falls on both: onnxruntime,
Chroma and bm25s.
"""

import importlib
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import bm25s

from eval.timing import Measurement, Watch
from rag import Assistant, Paper
from rag.chroma import COLLECTION
from rag.embeddings import LocalEmbedding, embed_query, embed_texts
from rag.passages import split_sentences
from rag.retrieve import rank
from rag.spans import Spans
from rag.token_file import TokenWriter
from rag.words import terms

_TIMES = 3
_BUILT = 5000
"""Papers over which BM25 is built: more take longer and say the same."""
_NEAREST = 1000
"""Neighbours asked for: what a ranking takes from the dense side."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Items a second, ours and the bare library's."""

    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """Ours over the bare library's; 1 is no overhead."""
        return self.ours / self.bare


def in_turn(ours: Callable[[], object], bare: Callable[[], object], items: int, times: int = _TIMES) -> Rates:
    """Both, alternating, after each has run once; medians."""
    ours()
    bare()
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for work, taken in zip((ours, bare), seconds, strict=True):
            with Watch() as watch:
                work()
            taken.append(watch.seconds)
    return Rates(*(items / statistics.median(taken) for taken in seconds))


def embedding(embedder: LocalEmbedding, texts: Sequence[str]) -> Rates:
    """Embedding, beside onnxruntime running the same graph on the same batches, tokenised and padded beforehand."""
    prepared = [inputs for _, inputs in embedder.inputs(texts)]

    def bare() -> None:
        for inputs in prepared:
            embedder.session.run(None, inputs)

    return in_turn(lambda: embed_texts(embedder, texts), bare, len(texts))


def beside(assistant: Assistant, questions: Sequence[str]) -> Iterator[Measurement]:
    """Building BM25, both searches, ranking and a whole answer beside the bare libraries."""
    index = assistant.index
    vectors = [embed_query(index.embedder, question) for question in questions]
    nearest = index.dense_papers if index.by_paper else index.dense
    collection = _chroma(index.folder / "chroma")
    model = bm25s.BM25.load(str(index.folder / "bm25" / "papers"), load_corpus=False, mmap=True)
    k = min(_NEAREST, collection.count())

    def in_chroma(vector: Any) -> object:
        return collection.query(query_embeddings=[vector], n_results=k, include=["distances"])

    def in_bm25s(question: str) -> object:
        known = [term for term in terms(question) if term in model.vocab_dict]
        return model.retrieve([known], k=min(10, len(index.papers)), show_progress=False) if known else None

    def all_of(work: Callable[[Any], object], items: Sequence[Any]) -> Callable[[], object]:
        return lambda: [work(item) for item in items]

    note = f"milliseconds a question, {k} neighbours of {collection.count():,}"
    yield from _compared(
        "vector search",
        "plain Chroma",
        in_turn(all_of(lambda v: nearest(v, k), vectors), all_of(in_chroma, vectors), len(vectors)),
        note,
    )
    ours = all_of(lambda question: index.paper_bm25.coverage(terms(question)), questions)
    rates = in_turn(ours, all_of(in_bm25s, questions), len(questions))
    yield from _compared("word search", "plain bm25s", rates, "milliseconds a question, our terms")

    def search(question: str) -> None:
        in_chroma(embed_query(index.embedder, question))
        in_bm25s(question)

    rates = in_turn(
        all_of(lambda question: rank(index, question), questions), all_of(search, questions), len(questions), 1
    )
    yield from _compared("ranking", "embedding, Chroma and bm25s", rates, "milliseconds a question")
    rates = in_turn(all_of(assistant.ask, questions), all_of(search, questions), len(questions), 1)
    yield from _compared(
        "a whole answer", "embedding, Chroma and bm25s", rates, "milliseconds a question, asked before"
    )
    yield from _building(assistant.papers[:_BUILT])


def _compared(name: str, library: str, rates: Rates, note: str) -> Iterator[Measurement]:
    yield Measurement(name, 1000 / rates.ours, "ms", note)
    yield Measurement(f"{name}: {library}", 1000 / rates.bare, "ms", "the same questions, alternating")
    yield Measurement(f"{name}, ours over {library}", rates.bare / rates.ours, "times")


def _chroma(folder: Any) -> Any:
    chromadb = importlib.import_module("chromadb")
    settings = importlib.import_module("chromadb.config").Settings(anonymized_telemetry=False)
    return chromadb.PersistentClient(str(folder), settings=settings).get_collection(COLLECTION, embedding_function=None)


def _building(papers: Sequence[Paper]) -> Iterator[Measurement]:
    """Our BM25 of papers and of sentences, beside bm25s' own way to build that of papers, with the same stemmer."""
    spans = [split_sentences(paper.abstract) for paper in papers]
    firsts = Spans.of(spans).firsts
    stemmer = importlib.import_module("Stemmer").Stemmer("english")
    texts = [f"{paper.title} {paper.abstract}" for paper in papers]

    def ours() -> None:
        writer = TokenWriter(None, None)
        for paper, of_paper in zip(papers, spans, strict=True):
            writer.read(paper, of_paper)
        tokens = writer.tokens()
        tokens.bm25_of_papers(firsts)
        tokens.bm25_of_passages(firsts)

    def bare() -> None:
        tokens = bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)
        bm25s.BM25(method="lucene").index(tokens, show_progress=False)

    rates = in_turn(ours, bare, len(papers), 1)
    yield Measurement("building BM25", rates.ours, "papers/s", f"{len(papers):,} papers: of papers and of sentences")
    yield Measurement("building BM25: plain bm25s", rates.bare, "papers/s", "of papers alone")
    yield Measurement("building BM25, time over plain bm25s", rates.bare / rates.ours, "times")
