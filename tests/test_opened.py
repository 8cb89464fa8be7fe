"""An opened index whose papers have vectors rather than its sentences, and what it then gives."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, HashedWords
from index_processes import MORE, SOURCE

from rag import Assistant, Settings, building, opened
from rag.embeddings import embed_query, embed_texts
from rag.index import check_index, open_index
from rag.opened import Index
from rag.passages import embedding_text
from rag.retrieve import rank
from rag.texts import paper_text


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def index(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Index:
    monkeypatch.setattr(building, "SENTENCE_PAPERS", 2)
    return open_index(settings, HashedWords(), papers=MORE, source=SOURCE)


def test_papers_have_one_vector_each_and_sentences_none(index: Index, settings: Settings) -> None:
    assert (index.by_paper, index.manifest.vectors, len(index) > len(MORE)) == (True, len(MORE), True)
    wanted = embed_texts(HashedWords(), [paper_text(paper) for paper in MORE])
    assert np.allclose(index.paper_vectors(range(len(MORE))), wanted, atol=1e-6)
    numbers, cosines = index.dense_papers(embed_query(index.embedder, "kidney on ultrasound"), 2)
    assert (numbers[0], len(numbers)) == (3, 2)
    assert cosines[0] == pytest.approx(float(wanted[3] @ embed_query(index.embedder, "kidney on ultrasound")), abs=1e-5)
    with pytest.raises(ValueError, match="dense_papers"):
        index.dense(wanted[0], 1)
    assert check_index(settings, HashedWords())[0]


def test_vectors_of_sentences_are_made_when_asked_for_and_kept_for_a_while(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "_KEPT_VECTORS", 3)
    embedder = index.embedder
    assert isinstance(embedder, HashedWords)
    before = embedder.embedded
    wanted = embed_texts(HashedWords(), [embedding_text(index.paper(row), index.span(row)) for row in (4, 0, 4, 2)])
    assert np.allclose(index.vectors([4, 0, 4, 2]), wanted, atol=1e-6)
    assert embedder.embedded == before + 3
    index.vectors([2, 0])
    assert embedder.embedded == before + 3
    index.vectors([1])
    index.vectors([4])
    assert embedder.embedded == before + 5


def test_ranking_takes_a_paper_s_cosine_for_its_sentences_and_words_tell_them_apart(index: Index) -> None:
    ranking = rank(index, "which network was trained on scans of stroke")
    assert ranking.best_papers(1) == [1]
    assert np.isnan(ranking.cosines).all()
    assert not np.isnan(ranking.paper_cosines).any()
    best = ranking.best_passages(1)[0]
    start, end = index.span(best)
    assert "stroke" in index.paper(best).abstract[start:end]
    (evidence,) = ranking.evidence(index, [best])
    assert evidence.found_by == ("bm25",)


def test_an_assistant_answers_over_it(index: Index, settings: Settings) -> None:
    answer = Assistant(index, settings).ask("Which network segments the liver on CT?")
    assert answer.citations[0].paper == PAPERS[0]


def test_a_change_of_the_unit_is_a_build_of_its_own(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    open_index(settings, HashedWords(), papers=PAPERS, source=SOURCE).close()
    monkeypatch.setattr(building, "SENTENCE_PAPERS", len(PAPERS))
    embedder = HashedWords()
    index = open_index(settings, embedder, papers=MORE, source=SOURCE)
    assert (index.by_paper, embedder.embedded) == (True, len(MORE))
    index.close()
    monkeypatch.setattr(building, "SENTENCE_PAPERS", 2)
    again = HashedWords()
    index = open_index(settings, again, papers=PAPERS, source=SOURCE)
    assert (index.by_paper, again.embedded) == (True, 0)


def test_beyond_what_is_compared_exactly_chroma_is_searched_and_gives_the_same(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = open_index(settings, HashedWords(), papers=MORE, source=SOURCE)
    vector = embed_query(index.embedder, "which network segments the liver on CT")
    exact = index.dense(vector, 4)
    monkeypatch.setattr(opened, "EXACT", 0)
    rows, cosines = index.dense(vector, 4)
    assert rows.tolist() == exact[0].tolist()
    assert np.allclose(cosines, exact[1], atol=1e-5)


def test_papers_are_read_one_at_a_time_from_a_large_corpus(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "_IN_MEMORY", 2)
    index = open_index(settings, HashedWords(), papers=MORE, source=SOURCE)
    assert not isinstance(index.papers, tuple)
    assert index.papers == MORE
    assert index.papers[-1] == MORE[-1]
    assert index.papers[1:3] == MORE[1:3]
    assert index.numbers == {paper.id: number for number, paper in enumerate(MORE)}
    assert list(index.papers) == list(MORE)
    with pytest.raises(IndexError, match="no paper number 4"):
        index.papers[4]


def test_records_are_those_of_the_papers_however_many_there_are(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [replace(MORE[0], year=2020, authors=("Ada Bee",), venue="MICCAI", keywords=("CT",)), *MORE[1:]]
    index = open_index(settings, HashedWords(), papers=papers, source=SOURCE)
    monkeypatch.setattr(opened, "_IN_MEMORY", 2)
    large = open_index(settings, HashedWords(), papers=papers, source=SOURCE)
    for found in (index, large):
        kept = [(record.year, record.authors, record.venue, record.keywords) for record in found.records()]
        assert kept == [(paper.year, paper.authors, paper.venue, paper.keywords) for paper in papers]
