"""Terms kept for BM25: what is made from them is what is made from the texts."""

from pathlib import Path

import bm25s
import numpy as np
from conftest import PAPERS
from index_processes import MORE

from rag.bm25 import K1, B, BM25Index
from rag.passages import split_sentences
from rag.spans import Spans
from rag.token_file import Tokens, TokenWriter
from rag.types import Paper
from rag.words import terms

WORDS = sorted({term for paper in MORE for term in terms(f"{paper.title} {paper.abstract}")})


def written(papers: tuple[Paper, ...]) -> tuple[Tokens, Spans]:
    spans = Spans.of([split_sentences(paper.abstract) for paper in papers])
    writer = TokenWriter(None, None)
    for number, paper in enumerate(papers):
        writer.read(paper, spans.of_paper(number))
    return writer.tokens(), spans


def same(found: BM25Index, wanted: BM25Index) -> bool:
    return found.size == wanted.size and all(
        np.allclose(found.scores([word]), wanted.scores([word])) and (word in found) == (word in wanted)
        for word in [*WORDS, "unseen"]
    )


def test_bm25_of_papers_and_passages_is_that_of_their_texts(tmp_path: Path) -> None:
    tokens, spans = written(MORE)
    tokens.save(tmp_path / "tokens")
    tokens = Tokens.load(tmp_path / "tokens")
    assert same(tokens.bm25_of_papers(spans.firsts), BM25Index.build([f"{p.title}. {p.abstract}" for p in MORE]))
    texts = [paper.abstract[start:end] for paper in MORE for start, end in split_sentences(paper.abstract)]
    assert same(tokens.bm25_of_passages(spans.firsts), BM25Index.build(texts))


def test_scores_are_those_that_bm25s_computes() -> None:
    texts = [terms(f"{paper.title}. {paper.abstract}") for paper in MORE]
    library = bm25s.BM25(k1=K1, b=B, method="lucene")
    library.index(texts, show_progress=False)
    ours = BM25Index.build([f"{paper.title}. {paper.abstract}" for paper in MORE])
    for word in WORDS:
        assert np.allclose(ours.scores([word]), library.get_scores([word]), rtol=1e-5)


def test_terms_of_papers_that_were_there_are_taken_over_and_those_of_others_go() -> None:
    tokens, spans = written(PAPERS)
    writer = TokenWriter(tokens, spans.firsts)
    writer.keep(2)
    new = Spans.of([split_sentences(PAPERS[2].abstract), split_sentences(MORE[3].abstract)])
    writer.read(MORE[3], new.of_paper(1))
    fresh, _ = written((PAPERS[2], MORE[3]))
    assert same(writer.tokens().bm25_of_papers(new.firsts), fresh.bm25_of_papers(new.firsts))
    assert same(writer.tokens().bm25_of_passages(new.firsts), fresh.bm25_of_passages(new.firsts))
    assert "liver" not in writer.tokens().bm25_of_papers(new.firsts)
