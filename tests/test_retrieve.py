"""Ranking: dense, BM25 and both, over one index, behind LlamaIndex's retrievers."""

from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, HashedWords, make_assistant

from rag import Assistant, Settings
from rag.index import open_index
from rag.retrieve import RETRIEVERS, HybridRetriever, Mode, ask_again, rank

QUESTION = "How many scans of stroke was it trained on?"
MODES: tuple[Mode, ...] = ("hybrid", "dense", "bm25")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("retrieve"))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("alone"), PAPERS[:1])


@pytest.mark.parametrize("mode", MODES)
def test_a_retriever_gives_its_best_passages_first(small: Assistant, mode: Mode) -> None:
    nodes = RETRIEVERS[mode](small.index, 5).retrieve(QUESTION)
    scores = [node.score for node in nodes]
    assert len(nodes) == 5
    assert scores == sorted(scores, key=lambda score: -(score or 0.0))
    assert nodes[0].node.get_content() == "It was trained on 1,200 scans of stroke."


@pytest.mark.parametrize(("mode", "finders"), [("hybrid", {"dense", "bm25"}), ("dense", {"dense"}), ("bm25", {"bm25"})])
def test_a_node_says_who_found_it(small: Assistant, mode: str, finders: set[str]) -> None:
    nodes = RETRIEVERS[mode](small.index, 9).retrieve(QUESTION)
    assert set(nodes[0].node.metadata["found_by"]) == finders
    assert all(set(node.node.metadata["found_by"]) <= finders for node in nodes)


@pytest.mark.parametrize("mode", MODES)
def test_a_node_is_a_slice_of_its_abstract_and_hides_its_scores_from_a_model(small: Assistant, mode: str) -> None:
    papers = {paper.id: paper for paper in PAPERS}
    for found in RETRIEVERS[mode](small.index, 9).retrieve(QUESTION):
        data = found.node.metadata
        assert found.node.get_content() == papers[data["paper_id"]].abstract[data["start"] : data["end"]]
        assert "found_by" in found.node.excluded_llm_metadata_keys
        assert "found_by" in found.node.excluded_embed_metadata_keys


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("top_k", [1, 4, 50])
def test_no_more_passages_come_than_asked_for_or_there_are(small: Assistant, mode: str, top_k: int) -> None:
    nodes = RETRIEVERS[mode](small.index, top_k).retrieve(QUESTION)
    assert len(nodes) == min(top_k, len(small.index))
    assert len({node.node.node_id for node in nodes}) == len(nodes)


def test_hybrid_is_neither_of_the_two_it_joins_and_agrees_where_they_do(small: Assistant) -> None:
    hybrid, dense, lexical = (rank(small.index, QUESTION, mode) for mode in MODES)
    assert not np.allclose(hybrid.papers, dense.papers)
    assert not np.allclose(hybrid.papers, lexical.papers)
    assert dense.best_papers(1) == lexical.best_papers(1) == hybrid.best_papers(1)


def test_each_sentence_of_a_long_question_counts(small: Assistant) -> None:
    alone = rank(small.index, QUESTION)
    both = rank(small.index, f"{QUESTION} {PAPERS[1].abstract}")
    assert both.papers[1] > alone.papers[1]


def test_asking_again_brings_papers_near_the_best_one_forward(small: Assistant) -> None:
    ranking = rank(small.index, QUESTION)
    again = ask_again(small.index, ranking, 1, 0.5)
    best = ranking.best_papers(1)[0]
    assert int(np.argmax(again)) == best
    assert again[best] > ranking.paper_cosines[best]
    assert not ask_again(small.index, rank(small.index, QUESTION, "bm25"), 1, 0.5).any()


def test_a_named_paper_comes_forward_and_the_others_keep_their_order(small: Assistant) -> None:
    plain, named = rank(small.index, QUESTION), rank(small.index, QUESTION, named=[2])
    assert named.papers[2] > plain.papers[2]
    assert (named.papers[:2] == plain.papers[:2]).all()
    assert named.best_papers(3).index(2) <= plain.best_papers(3).index(2)


def test_a_paper_named_twice_comes_forward_once(small: Assistant) -> None:
    assert (rank(small.index, QUESTION, named=[2, 2]).papers == rank(small.index, QUESTION, named=[2]).papers).all()


@pytest.mark.parametrize("mode", MODES)
def test_a_passage_and_its_paper_never_lose_each_other(small: Assistant, mode: Mode) -> None:
    ranking = rank(small.index, QUESTION, mode)
    for passage in ranking.evidence(small.index, ranking.best_passages(9)):
        assert passage.text
        assert passage.text == passage.paper.abstract[passage.start : passage.end]


def test_passages_are_compared_by_tokens_as_far_as_no_paper_has_the_words(assistant: Assistant) -> None:
    def tokens(question: str) -> list[float]:
        ranking = rank(assistant.index, question)
        return [passage.tokens for passage in ranking.evidence(assistant.index, ranking.best_passages(5))]

    assert all(0 < value <= 1 for value in tokens("doodling on grandma's snapshots to cut things out"))
    assert tokens("segmentation of medical images") == [0.0] * 5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("question", ["what is it?", "🧠", "the of and", "zzyzx", "语言"])
def test_a_question_without_known_words_still_ranks_every_paper(small: Assistant, mode: Mode, question: str) -> None:
    ranking = rank(small.index, question, mode)
    assert sorted(ranking.best_papers(9)) == [0, 1, 2]
    assert not np.isnan(ranking.papers).any()
    assert not np.isnan(ranking.passages).any()


@pytest.mark.parametrize("mode", MODES)
def test_a_corpus_of_one_paper_ranks_that_paper(alone: Assistant, mode: Mode) -> None:
    ranking = rank(alone.index, QUESTION, mode)
    assert ranking.best_papers(5) == [0]
    assert len(RETRIEVERS[mode](alone.index, 8).retrieve(QUESTION)) == len(alone.index)


class NoQuestions(HashedWords):
    """An embedder that papers may use and questions may not."""

    def _get_query_embedding(self, query: str) -> list[float]:
        raise AssertionError(f"{query!r} was embedded")


def test_bm25_alone_embeds_no_question(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, retriever="bm25")
    blind = Assistant(open_index(settings, NoQuestions(), papers=PAPERS, source=["papers.txt"]), settings)
    assert blind.ask(QUESTION).kind == "fact"
    assert blind.ask("Which papers are about stroke?").kind == "list"
    assert blind.ask("Compare LiverNet and SwinSeg.").kind == "compare"
    assert blind.retrieve(QUESTION)[0].found_by == ("bm25",)
    with pytest.raises(AssertionError, match="was embedded"):
        HybridRetriever(blind.index).retrieve(QUESTION)


@pytest.mark.parametrize("mode", MODES)
def test_the_same_question_ranks_the_same(small: Assistant, mode: Mode) -> None:
    one, other = rank(small.index, QUESTION, mode), rank(small.index, QUESTION, mode)
    assert (one.papers == other.papers).all()
    assert one.best_passages(9) == other.best_passages(9)


def test_ties_keep_the_order_of_the_corpus(small: Assistant) -> None:
    assert rank(small.index, "zzyzx", "bm25").best_papers(3) == [0, 1, 2]


@pytest.mark.parametrize("mode", MODES)
def test_the_assistants_own_ranking_is_best_first(small: Assistant, mode: Mode) -> None:
    ranked = small.rank(QUESTION, k=2, retriever=mode)
    assert len(ranked) == 2
    assert ranked[0][0] == PAPERS[1]
    assert ranked[0][1] >= ranked[1][1]
