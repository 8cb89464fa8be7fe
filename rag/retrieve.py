"""Ranking: dense, BM25, and both. Three LlamaIndex retrievers over one index, and the paper ranking under them.

The hybrid is a convex combination of cosine and BM25 coverage (Bruch, Gai and Ingber 2023 found convex combinations
better than rank fusion; so did our measurements). A paper is as good as its best passage on the dense side and as
its whole text on the lexical side; a passage is as good as its paper and itself. A question in everyday words is
asked in those of the literature, too, where the papers do not have its own (`rag.plain_words`). A question of several
sentences is also looked up sentence by sentence, and the dense side is asked a second time with the question moved a
little towards the best passages found (Rocchio 1971, pseudo-relevance feedback). The fewer of a question's words the
papers have, the more a third side counts: its tokens against theirs, in context (`rag.interaction`), as the embedder
reads them that was taught everyday words (`rag.everyday`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.callbacks import CallbackManager
from llama_index.core.schema import NodeWithScore, QueryBundle
from numpy.typing import NDArray

from rag.bm25 import covered
from rag.embeddings import LocalEmbedding, Vectors, embed_query, embed_question, unit
from rag.index import Index
from rag.interaction import Asked, read_question, together
from rag.passages import split_sentences
from rag.plain_words import in_technical_words
from rag.types import Evidence, Retriever
from rag.words import terms

Mode = Literal["hybrid", "dense", "bm25"]

_LEXICAL_WEIGHT = 0.4
"""Of coverage against cosine. Measured flat between 0.35 and 0.45 on our questions and on three outside collections."""

_PARTS_WEIGHT = 0.5
"""How much the sentences of a question, each looked up by itself, count against the question as a whole."""
_PART_TERMS = 3
"""Index terms that a sentence of a question must have to be looked up by itself."""

_FEEDBACK_PAPERS, _FEEDBACK = 3, 0.5
"""Best papers whose best passages move the question's vector, and how far."""

_CANDIDATES = 1000
"""Passages taken from the dense side, and from a server's sparse index; for a corpus of up to about a hundred papers,
all of them.
"""

_INTERACTION_WEIGHT, _SAID, _UNSAID = 0.9, 0.7, 0.3
"""Of late interaction against the rest, for a question of which no paper covers more than _UNSAID; it falls to nothing
where one covers _SAID. A fixed weight that helps laymen's questions harms technical ones.
"""
_TOPIC_WEIGHT, _TOPIC_SAID = 0.7, 0.6
"""The same for the topic of a list, by the tokens of the embedder as published, to which the weights of lists are
fitted.
"""
_TECHNICAL_WEIGHT = 0.5
"""Of a question in the words of the literature against the question as it stands, within the same limits."""
_INTERACTING = 300
"""Papers, the best by the rest, whose tokens are compared."""

_NAMED_BONUS = 0.15
"""For a paper that the question names: more than the usual distance between first and third."""

_OWN_WEIGHT = 0.5
"""How much a passage's own match counts against its paper's."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Scores of one question over a whole index; higher is better.

    What the dense search did not reach has cosine NaN and no passage score from it.
    """

    question: str
    mode: Mode
    terms: tuple[str, ...]
    """The question's index terms."""
    vector: Vectors | None
    """The question's vector, shape (dimensions,); None in mode bm25."""
    papers: NDArray[np.float32]
    """Score of each paper, by its number."""
    passages: NDArray[np.float32]
    """Score of each passage, by its row."""
    own: NDArray[np.float32]
    """Score of each passage by itself, its paper left out."""
    cosines: NDArray[np.float32]
    """Cosine of each passage; NaN where not found, and everywhere in an index where only papers have vectors."""
    paper_cosines: NDArray[np.float32]
    """Cosine of each paper, or the best among its passages; NaN where none was found."""
    coverage: NDArray[np.float32]
    """How much of the question each paper's text covers, about 0 to 1."""
    bm25: NDArray[np.float32]
    """BM25 score of each passage."""
    asked: Asked | None = None
    """The question's tokens, in mode hybrid, where the embedder gives some."""
    as_asked: Vectors | None = None
    """The vector of the question in its own words alone."""

    def best_papers(self, k: int) -> list[int]:
        """The numbers of the k best papers, best first; ties in corpus order."""
        return [int(number) for number in _top(self.papers, k)]

    def best_passages(self, k: int) -> list[int]:
        """The rows of the k best passages, best first."""
        return [int(row) for row in _top(self.passages, k)]

    def evidence(self, index: Index, rows: Sequence[int]) -> tuple[Evidence, ...]:
        """The passages as evidence, with who found each and how strongly."""
        out = []
        for row, tokens in zip(rows, self._by_tokens(index, rows), strict=True):
            scores: dict[Retriever, float] = {}
            if not np.isnan(self.cosines[row]):
                scores["dense"] = float(self.cosines[row])
            if self.bm25[row] > 0:
                scores["bm25"] = float(self.bm25[row])
            start, end = index.span(row)
            out.append(Evidence(index.paper(row), start, end, float(self.passages[row]), scores, tokens))
        return tuple(out)

    def _by_tokens(self, index: Index, rows: Sequence[int]) -> list[float]:
        """`Evidence.tokens` of passages."""
        weight = _unsaid(float(self.coverage.max(initial=0)), _SAID)
        if not weight or self.asked is None or index.interaction is None:
            return [0.0] * len(rows)
        numbers = np.unique(index.owners[list(rows)]).astype(np.int64)
        found = dict(zip(numbers.tolist(), index.interaction.sentences(self.asked, numbers), strict=True))
        # The first of a paper's texts is its title.
        places = [(int(index.owners[row]), 1 + row - int(index.firsts[index.owners[row]])) for row in rows]
        return [weight * float(found[number][place]) for number, place in places]


def rank(
    index: Index, question: str, mode: Mode = "hybrid", named: Sequence[int] = (), *, topic: bool = False
) -> Ranking:
    """Rank every paper and passage of an index for a question, or the `topic` of a list; `named` are the papers that it
    names, which come forward.
    """
    count = len(index)
    limit = _TOPIC_SAID if topic else _SAID
    wordings = _wordings(index, question, mode, limit)
    vector, asked, as_asked = _embedded(index, wordings) if mode != "bm25" else (None, None, None)
    said = [(wording.weight, wording.said) for wording in wordings if wording.said]
    coverage = _summed([(weight, each.coverage) for weight, each in said], len(index.papers))
    bm25 = _summed([(weight, each.bm25) for weight, each in said], count)
    passage_coverage = _summed([(weight, each.passage_coverage) for weight, each in said], count)
    near = _cosines(index, vector) if vector is not None else np.full(count, np.nan, np.float32)
    known = filled(near)
    best = _best_of_each(index, known)
    if mode == "hybrid" and vector is not None:
        bonus = np.zeros_like(coverage)
        bonus[list(named)] = _NAMED_BONUS
        again = _hybrid(index, question, vector, known, coverage, bonus)
        weight = (_TOPIC_WEIGHT if topic else _INTERACTION_WEIGHT) * _unsaid(float(coverage.max(initial=0)), limit)
        papers = _interacted(index, asked if topic else wordings, again, weight) + bonus
    else:
        papers = best if mode == "dense" else coverage
    own = _combine(mode, passage_coverage, known)
    passages = _OWN_WEIGHT * own + (1 - _OWN_WEIGHT) * papers[index.owners]
    missing = np.isnan(near)
    cosines = np.full(count, np.nan, np.float32) if index.by_paper else near
    reached = ~np.logical_and.reduceat(missing, index.firsts[:-1]) if count else missing
    paper_cosines = np.where(reached, best, np.nan).astype(np.float32)
    its_terms = tuple(terms(question))
    asked = asked if mode == "hybrid" else None
    return Ranking(
        question,
        mode,
        its_terms,
        vector,
        papers,
        passages,
        own,
        cosines,
        paper_cosines,
        coverage,
        bm25,
        asked,
        as_asked,
    )


class _Said(NamedTuple):
    """How the words of one wording are said."""

    coverage: NDArray[np.float32]
    """How much of it each paper's text covers."""
    bm25: NDArray[np.float32]
    """BM25 score of each passage."""
    passage_coverage: NDArray[np.float32]


def _said(index: Index, wording: str) -> _Said:
    its_terms = terms(wording)
    papers, passages = index.words(its_terms, _CANDIDATES)
    return _Said(
        covered(papers, [index.paper_bm25.idf(term) for term in its_terms]),
        passages,
        covered(passages, [index.passage_bm25.idf(term) for term in its_terms]),
    )


class _Wording(NamedTuple):
    """A question in one wording."""

    text: str
    weight: float
    """How much it counts; in all 1."""
    said: _Said | None
    """None without a lexical side."""


def _wordings(index: Index, question: str, mode: Mode, limit: float) -> list[_Wording]:
    """A question as it stands and, where the papers do not have its words, in those of the literature."""
    plain = None if mode == "dense" else _said(index, question)
    technical = in_technical_words(question, index.paper_bm25.idf) if mode == "hybrid" else None
    weight = _TECHNICAL_WEIGHT * _unsaid(float(plain.coverage.max(initial=0)), limit) if plain and technical else 0.0
    if not technical or not weight:
        return [_Wording(question, 1.0, plain)]
    return [_Wording(question, 1 - weight, plain), _Wording(technical, weight, _said(index, technical))]


def _unsaid(said: float, limit: float) -> float:
    """1 for a question of which no paper covers more than _UNSAID, falling to 0 where one covers `limit`."""
    return min(1.0, max(0.0, (limit - said) / (limit - _UNSAID)))


def _summed(shares: Sequence[tuple[float, NDArray[np.float32]]], size: int) -> NDArray[np.float32]:
    """Values by their weights; zeros for none."""
    return np.sum([weight * values for weight, values in shares], axis=0) if shares else np.zeros(size, np.float32)


def _embedded(index: Index, wordings: Sequence[_Wording]) -> tuple[Vectors, Asked | None, Vectors]:
    """The vector of a question in its wordings, its tokens, where the embedder gives some, and the vector of the first
    wording alone.
    """
    found = [(wording, *embed_question(index.embedder, wording.text)) for wording in wordings]
    vector = unit(np.sum([wording.weight * vector for wording, vector, _ in found], axis=0)[np.newaxis])[0]
    read = [(read_question(wording.text, tokens), wording.weight) for wording, _, tokens in found if tokens]
    return vector, together([(asked, weight) for asked, weight in read if asked]), found[0][1]


def _hybrid(
    index: Index,
    question: str,
    vector: Vectors,
    known: NDArray[np.float32],
    coverage: NDArray[np.float32],
    bonus: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Score of each paper from both sides: the question's sentences count by themselves, too, and the dense side is
    asked again.
    """
    parts = _parts(index, question)

    def score(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        dense = _best_of_each(index, cosines)
        if parts is not None:
            dense = (1 - _PARTS_WEIGHT) * dense + _PARTS_WEIGHT * parts
        return _combine("hybrid", coverage, dense)

    first = score(known) + bonus
    return score(_feedback(index, vector, known, _top(first, _FEEDBACK_PAPERS).tolist(), _FEEDBACK))


def _interacted(
    index: Index, asked: Asked | Sequence[_Wording] | None, scores: NDArray[np.float32], weight: float
) -> NDArray[np.float32]:
    """The scores of papers with late interaction in them at this weight: of tokens as the embedder was published, or of
    wordings as it reads them taught everyday words.
    """
    held = index.everyday
    if isinstance(asked, Asked):
        held = index.interaction
    elif weight and asked is not None and held is not None:
        asked = _read_as_everyday(index, asked)
    if held is None or not weight or not isinstance(asked, Asked):
        return scores
    best = _top(scores, _INTERACTING)
    found = held.papers(asked, best)
    interacting = np.full(len(scores), found.min(), np.float32)
    interacting[best] = found
    return np.asarray((1 - weight) * scores + weight * interacting, np.float32)


def _read_as_everyday(index: Index, wordings: Sequence[_Wording]) -> Asked | None:
    if not isinstance(index.embedder, LocalEmbedding):
        return None
    texts = [wording.text for wording in wordings]
    tokens = index.embedder.everyday().embed_in_context(texts)[1]
    read = [read_question(text, found, whole=True) for text, found in zip(texts, tokens, strict=True)]
    return together([(each, wording.weight) for each, wording in zip(read, wordings, strict=True) if each])


def ask_again(index: Index, ranking: Ranking, papers: int, weight: float) -> NDArray[np.float32]:
    """How near each paper is once the question is moved towards the best papers' best passages; without a dense side,
    zeros.
    """
    if ranking.vector is None:
        return np.zeros(len(index.papers), np.float32)
    known = filled(ranking.cosines)
    return _best_of_each(index, _feedback(index, ranking.vector, known, ranking.best_papers(papers), weight))


def _feedback(
    index: Index, vector: Vectors, known: NDArray[np.float32], numbers: Sequence[int], weight: float
) -> NDArray[np.float32]:
    """Cosine of each passage to a vector moved by `weight` towards the best passages of these papers."""
    if not len(numbers):
        return known
    if index.by_paper:
        best = index.paper_vectors(numbers)
    else:
        best = index.vectors([max(index.rows(number), key=lambda row: float(known[row])) for number in numbers])
    moved = unit((vector + weight * best.mean(axis=0))[np.newaxis])[0]
    return filled(_cosines(index, moved))


def _parts(index: Index, question: str) -> NDArray[np.float32] | None:
    """How near each paper is to the question's sentences, each by itself, on average; None for a single sentence."""
    sentences = [question[start:end] for start, end in split_sentences(question)]
    telling = [sentence for sentence in sentences if len(terms(sentence)) >= _PART_TERMS]
    if len(telling) < 2:
        return None
    near = [
        _best_of_each(index, filled(_cosines(index, embed_query(index.embedder, sentence)))) for sentence in telling
    ]
    return np.asarray(np.mean(near, axis=0), np.float32)


def _cosines(index: Index, vector: Vectors) -> NDArray[np.float32]:
    """Cosine of each passage, or of its paper where only papers have vectors; NaN for what the search did not reach."""
    if index.by_paper:
        papers = np.full(len(index.papers), np.nan, np.float32)
        numbers, found = index.dense_papers(vector, _CANDIDATES)
        papers[numbers] = found
        return papers[index.owners]
    cosines = np.full(len(index), np.nan, np.float32)
    rows, found = index.dense(vector, _CANDIDATES)
    cosines[rows] = found
    return cosines


def filled(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """A passage that the dense search did not reach is no nearer than the last one it did; 0 without a search."""
    if np.isnan(cosines).all():
        return np.zeros_like(cosines)
    return np.where(np.isnan(cosines), np.nanmin(cosines), cosines).astype(np.float32)


def _best_of_each(index: Index, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The best score among each paper's passages."""
    return np.maximum.reduceat(scores, index.firsts[:-1]) if len(scores) else scores


def _combine(mode: Mode, lexical: NDArray[np.float32], dense: NDArray[np.float32]) -> NDArray[np.float32]:
    if mode == "dense":
        return dense
    if mode == "bm25":
        return lexical
    return np.asarray(_LEXICAL_WEIGHT * lexical + (1 - _LEXICAL_WEIGHT) * dense, np.float32)


def _top(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """The places of the k best scores, best first; ties in order."""
    if not 0 < k < len(scores):
        return np.argsort(-scores, kind="stable")[:k]
    least = -np.partition(-scores, k - 1)[k - 1]
    among = np.flatnonzero(scores >= least)
    return np.asarray(among[np.argsort(-scores[among], kind="stable")[:k]])


class _IndexRetriever(BaseRetriever):
    """What the three share: rank, and give the best passages as LlamaIndex nodes."""

    mode: Mode

    def __init__(self, index: Index, top_k: int = 8) -> None:
        super().__init__(callback_manager=CallbackManager([]))
        self.index = index
        self.top_k = top_k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        ranking = rank(self.index, query_bundle.query_str, self.mode)
        return as_nodes(self.index, ranking, ranking.best_passages(self.top_k))


class DenseRetriever(_IndexRetriever):
    """Passages nearest to the question's vector, by cosine, from Chroma."""

    mode = "dense"


class SparseRetriever(_IndexRetriever):
    """Passages that share the question's words, by BM25, from bm25s."""

    mode = "bm25"


class HybridRetriever(_IndexRetriever):
    """Both, in a convex combination."""

    mode = "hybrid"


RETRIEVERS: dict[str, type[_IndexRetriever]] = {
    "hybrid": HybridRetriever,
    "dense": DenseRetriever,
    "bm25": SparseRetriever,
}


def as_nodes(index: Index, ranking: Ranking, rows: Sequence[int]) -> list[NodeWithScore]:
    """Passages as LlamaIndex nodes with their scores; metadata `found_by` says who found each and how strongly."""
    nodes = []
    for row, passage in zip(rows, ranking.evidence(index, rows), strict=True):
        node = index.node(row)
        node.metadata["found_by"] = {name: round(score, 4) for name, score in passage.scores.items()}
        node.excluded_embed_metadata_keys.append("found_by")
        node.excluded_llm_metadata_keys.append("found_by")
        nodes.append(NodeWithScore(node=node, score=passage.score))
    return nodes
