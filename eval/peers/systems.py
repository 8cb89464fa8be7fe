"""The systems beside ours, each as its own documentation begins with it; and ours in the same form."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import uuid4

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import LLM

from eval.peers.standin import NOTHING
from rag import Assistant, Paper

TOP_K = 5
"""Papers that a plain search gives as its answer."""
_DEPTH = 30
"""Chunks ranked; some are of one paper."""
_PAPERS = 10
_MARKER = re.compile(r"\[(\d+)\]")
_EMPTY = "Empty Response"
"""What LlamaIndex says when it retrieved nothing."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system answered: the papers that it cites, in order, or that it refuses."""

    cited: tuple[str, ...]
    abstained: bool


class System(Protocol):
    """Something that answers a question from the papers."""

    @property
    def name(self) -> str: ...

    def ask(self, question: str) -> Reply:
        """Answer as a user gets it."""
        ...

    def rank(self, question: str) -> list[str]:
        """Ids of the ten best papers, best first."""
        ...


class Ours:
    """Citewell, without a model unless one is given."""

    def __init__(self, assistant: Assistant, model: str | None = None) -> None:
        self.name = "citewell"
        self._assistant, self._model = assistant, model or "extractive"

    def ask(self, question: str) -> Reply:
        answer = self._assistant.ask(question, model=self._model)
        return Reply(tuple(paper.id for paper in answer.papers), answer.abstained)

    def rank(self, question: str) -> list[str]:
        return [paper.id for paper, _ in self._assistant.rank(question, k=_PAPERS)]


class _Search(ABC):
    """A plain search: its first papers are the answer, whatever is asked."""

    def ask(self, question: str) -> Reply:
        return Reply(tuple(self.rank(question)[:TOP_K]), abstained=False)

    @abstractmethod
    def rank(self, question: str) -> list[str]:
        """The ids of the papers that it finds, best first."""


class PlainBM25(_Search):
    """bm25s as its own page begins: English stop words, a stemmer, its default parameters."""

    name = f"BM25, top {TOP_K}"

    def __init__(self, papers: Sequence[Paper]) -> None:
        import bm25s
        import Stemmer

        self._stemmer = Stemmer.Stemmer("english")
        self._tokenize = bm25s.tokenize
        self._papers = papers
        self._model = bm25s.BM25()
        self._model.index(self._terms([_text(paper) for paper in papers]), show_progress=False)

    def _terms(self, texts: list[str]) -> Any:
        return self._tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)

    def rank(self, question: str) -> list[str]:
        most = min(_PAPERS, len(self._papers))
        places, _ = self._model.retrieve(self._terms([question]), k=most, show_progress=False)
        return [self._papers[int(place)].id for place in places[0]]


class PlainChroma(_Search):
    """A Chroma collection with each paper as one document."""

    name = f"Chroma, top {TOP_K}"

    def __init__(self, papers: Sequence[Paper], embedder: BaseEmbedding) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        self._embedder = embedder
        self._count = len(papers)
        client: Any = chromadb.EphemeralClient(ChromaSettings(anonymized_telemetry=False))
        # All ephemeral clients of a process share their collections.
        self._collection = client.create_collection(
            f"peers-{uuid4().hex}", metadata={"hnsw:space": "cosine"}, embedding_function=None
        )
        texts = [_text(paper) for paper in papers]
        self._collection.add(
            ids=[paper.id for paper in papers], documents=texts, embeddings=embedder.get_text_embedding_batch(texts)
        )

    def rank(self, question: str) -> list[str]:
        vector = self._embedder.get_query_embedding(question)
        found = self._collection.query(query_embeddings=[vector], n_results=min(_PAPERS, self._count))
        return list(found["ids"][0])


class Quickstart:
    """LlamaIndex's quickstart: `VectorStoreIndex.from_documents`, `as_query_engine()`, and nothing set.

    It cites what its answer was written from: two chunks, as it comes. A refusal in a real model's own words is not
    recognised as one.
    """

    name = "LlamaIndex quickstart"

    def __init__(self, papers: Sequence[Paper], embedder: BaseEmbedding, model: LLM) -> None:
        self._index = _vector_index(papers, embedder)
        self._engine = self._index.as_query_engine(llm=model)
        self._retriever = self._index.as_retriever(similarity_top_k=_DEPTH)

    def ask(self, question: str) -> Reply:
        response = self._engine.query(question)
        text = str(response)
        return Reply(_papers_of(response.source_nodes), text == _EMPTY or text.startswith(NOTHING))

    def rank(self, question: str) -> list[str]:
        return list(_papers_of(self._retriever.retrieve(question)))[:_PAPERS]


class Citing(Quickstart):
    """LlamaIndex's `CitationQueryEngine`, with the three chunks of its own example. It cites the sources whose numbers
    its text has; a text without a number answers nothing.
    """

    name = "CitationQueryEngine"

    def __init__(self, papers: Sequence[Paper], embedder: BaseEmbedding, model: LLM) -> None:
        from llama_index.core.query_engine import CitationQueryEngine

        super().__init__(papers, embedder, model)
        self._engine = CitationQueryEngine.from_args(self._index, llm=model, similarity_top_k=3)

    def ask(self, question: str) -> Reply:
        response = self._engine.query(question)
        numbers = [int(number) for number in _MARKER.findall(str(response))]
        nodes = [response.source_nodes[n - 1] for n in numbers if 1 <= n <= len(response.source_nodes)]
        return Reply(_papers_of(nodes), abstained=not nodes)


def _vector_index(papers: Sequence[Paper], embedder: BaseEmbedding) -> Any:
    from llama_index.core import Document, VectorStoreIndex

    documents = [
        Document(
            text=_text(paper),
            metadata={"paper": paper.id},
            excluded_embed_metadata_keys=["paper"],
            excluded_llm_metadata_keys=["paper"],
        )
        for paper in papers
    ]
    return VectorStoreIndex.from_documents(documents, embed_model=embedder)


def _papers_of(nodes: Sequence[Any]) -> tuple[str, ...]:
    """The papers of some chunks, each once, in order."""
    return tuple(dict.fromkeys(str(item.node.metadata["paper"]) for item in nodes))


def _text(paper: Paper) -> str:
    return f"{paper.title}\n\n{paper.abstract}"


def systems(assistant: Assistant, embedder: BaseEmbedding, model: LLM, name: str | None) -> list[System]:
    """Ours and the four; `model` writes for the two that need one, `name` is its litellm name for ours."""
    papers = assistant.papers
    return [
        Ours(assistant, name),
        PlainBM25(papers),
        PlainChroma(papers, embedder),
        Quickstart(papers, embedder, model),
        Citing(papers, embedder, model),
    ]
