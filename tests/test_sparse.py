"""BM25 as sparse vectors: the product of a text's and a question's is bm25s' score; and a server that searches by them,
of which there is only a stand-in here.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from chroma_servers import ChromaServer, SparseStandIn
from conftest import PAPERS, HashedWords, make_paper
from index_processes import MORE, SOURCE

from rag import Settings, building
from rag.bm25 import BM25Index
from rag.index import check_index, open_index
from rag.retrieve import rank
from rag.sparse import TextWeights, question_weights, term_number
from rag.subset import SubIndex

TEXTS = ["the liver on CT, the liver again", "a kidney on ultrasound", "", "liver and kidney, few labels"]
QUESTION = "which network segments the liver on CT"


def product(text: tuple[list[int], list[float]], question: tuple[list[int], list[float]]) -> float:
    weights = dict(zip(*text, strict=True))
    return sum(weights.get(number, 0.0) * count for number, count in zip(*question, strict=True))


@pytest.mark.parametrize("asked", [["liver"], ["liver", "ct"], ["kidney", "kidney", "label"], ["unheard"], []])
def test_the_product_of_a_texts_weights_and_a_questions_is_its_bm25_score(asked: list[str]) -> None:
    bm25 = BM25Index.build(TEXTS)
    weights = TextWeights(bm25)
    found = [product(weights.of(place), question_weights(asked)) for place in range(len(TEXTS))]
    assert np.allclose(found, bm25.scores(asked), atol=1e-6)


def test_numbers_ascend_and_a_text_without_terms_has_none() -> None:
    weights = TextWeights(BM25Index.build(TEXTS))
    assert weights.of(2) == ([], [])
    for place in range(len(TEXTS)):
        numbers, _ = weights.of(place)
        assert numbers == sorted(set(numbers))


def test_terms_that_share_a_number_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.sparse._NUMBERS", 1)
    bm25 = BM25Index.build(TEXTS)
    (number,), (weight,) = TextWeights(bm25).of(1)
    assert number == 0
    assert weight == pytest.approx(float(bm25.scores(["kidney", "ultrasound"])[1]))


def test_the_number_of_a_term_is_the_same_in_every_process() -> None:
    assert (term_number("liver"), term_number("leber")) == (1248463111, 1058011293)


# --- a server ------------------------------------------------------------------------------------


@pytest.fixture
def server(chroma: ChromaServer) -> Iterator[SparseStandIn]:
    stand_in = SparseStandIn(chroma)
    yield stand_in
    stand_in.close()


@pytest.mark.parametrize("sentence_papers", [20_000, 2])
def test_a_server_that_has_a_sparse_index_is_asked_for_the_words_and_ranks_as_bm25s_does(
    here: Settings, server: SparseStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentence_papers: int
) -> None:
    monkeypatch.setattr(building, "SENTENCE_PAPERS", sentence_papers)
    index = open_index(here, HashedWords(), papers=MORE, source=SOURCE)
    local = open_index(Settings(home=tmp_path / "local"), HashedWords(), papers=MORE, source=SOURCE)
    assert (index.searches_words, local.searches_words) == (True, False)
    assert index.by_paper == (sentence_papers == 2)
    for question in (QUESTION, "few labels for the kidney, the kidney", "nothing of zebras"):
        asked = server.searches
        there, ours = rank(index, question), rank(local, question)
        assert server.searches == asked + 1
        assert there.best_passages(9) == ours.best_passages(9)
        assert np.allclose(there.bm25, ours.bm25, atol=1e-5)
        assert np.allclose(there.coverage, ours.coverage, atol=1e-5)
        assert np.allclose(there.papers, ours.papers, atol=1e-5)
    assert check_index(here, HashedWords())[1].endswith("words are searched by the server's sparse index and bm25s")


def test_a_question_of_unknown_words_is_asked_and_one_of_no_words_is_not(here: Settings, server: SparseStandIn) -> None:
    index = open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    assert not index.words(["zebra"], 10)[1].any()
    assert server.searches == 1
    assert not index.words([], 10)[1].any()
    assert server.searches == 1


def test_only_the_best_by_words_have_a_score(here: Settings) -> None:
    index = open_index(here, HashedWords(), papers=MORE, source=SOURCE)
    _, every = index.words(["segment"], 100)
    _, best = index.words(["segment"], 1)
    assert np.flatnonzero(best).tolist() == [int(every.argmax())]
    assert best.max() == every.max()


def test_under_a_filter_words_are_bm25s(here: Settings, server: SparseStandIn) -> None:
    index = SubIndex(open_index(here, HashedWords(), papers=MORE, source=SOURCE), np.array([1, 2]))
    rank(index, QUESTION)
    assert (index.searches_words, server.searches) == (False, 0)


def test_another_machine_that_numbers_its_terms_otherwise_finds_the_same_words(
    here: Settings, server: SparseStandIn
) -> None:
    # Here the vocabulary grew with the papers; there it is read from all of them at once, in their order.
    last = make_paper("LungNet: A Third Organ", "We segment the lung on radiographs.")
    open_index(here, HashedWords(), papers=MORE, source=SOURCE)
    first = open_index(here, HashedWords(), papers=(last, *MORE[::-1]), source=SOURCE)
    other = open_index(replace(here, home=here.home.with_name("elsewhere")), HashedWords())
    assert first.paper_bm25.vocabulary != other.paper_bm25.vocabulary
    assert other.searches_words
    assert rank(other, QUESTION).best_passages(9) == rank(first, QUESTION).best_passages(9)
    assert np.allclose(rank(other, QUESTION).bm25, other.passage_bm25.scores(rank(other, QUESTION).terms), atol=1e-5)


def test_a_server_that_passes_the_schema_over_gets_cosines_and_leaves_words_to_bm25s(
    here: Settings, server: SparseStandIn, tmp_path: Path
) -> None:
    server.ignores_schema = True
    index = open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    local = open_index(Settings(home=tmp_path / "local"), HashedWords(), papers=PAPERS, source=SOURCE)
    there, ours = rank(index, QUESTION), rank(local, QUESTION)
    assert np.allclose(there.cosines, ours.cosines, atol=1e-5)
    assert (index.searches_words, server.searches, server.vectors) == (False, 0, {})
