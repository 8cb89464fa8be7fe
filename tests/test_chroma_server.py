"""Passages and vectors on a real Chroma server on loopback: indexed, asked, killed and brought back, shared."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from chroma_servers import ChromaServer
from conftest import PAPERS, HashedWords
from index_processes import MORE, SOURCE, answers

from rag import Assistant, IndexingError, Settings, building
from rag.index import check_index, corpus_folder, open_index
from rag.retrieve import rank


def elsewhere(here: Settings) -> Settings:
    """Another machine that asks the same server."""
    return replace(here, home=here.home.with_name("elsewhere"))


def test_the_server_holds_the_vectors_and_answers_as_the_folder_does(here: Settings, tmp_path: Path) -> None:
    index = open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    assert not (index.folder / "chroma").exists()
    assert index.manifest.server == here.chroma_url
    local = open_index(Settings(home=tmp_path / "local"), HashedWords(), papers=PAPERS, source=SOURCE)
    question = "which network segments the liver on CT"
    there, ours = rank(index, question), rank(local, question)
    assert there.best_passages(5) == ours.best_passages(5)
    assert np.allclose(there.cosines, ours.cosines, atol=1e-5)
    again = HashedWords()
    assert answers(open_index(here, again))
    assert again.embedded == 0
    assert check_index(here, HashedWords())[0]


def test_a_server_without_a_sparse_index_leaves_the_words_to_bm25s(here: Settings) -> None:
    index = open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    assert not index.searches_words
    assert check_index(here, HashedWords())[1].endswith("words are searched by bm25s")


def test_a_machine_with_an_empty_home_takes_the_papers_and_vectors_from_the_server(here: Settings) -> None:
    papers = (replace(MORE[0], year=2024, authors=("Ann", "Bob")), *MORE[1:])
    first = open_index(here, HashedWords(), papers=papers, source=SOURCE)
    other = HashedWords()
    index = open_index(elsewhere(here), other)
    assert index.papers == papers
    assert index.manifest.source == SOURCE
    assert index.manifest.collection == first.manifest.collection
    assert other.embedded == 0
    assert answers(index)
    for row in range(len(index)):
        assert index.node_id(row) == first.node_id(row)


def test_whole_papers_as_the_unit_go_to_the_server_and_come_back(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "SENTENCE_PAPERS", 2)
    open_index(here, HashedWords(), papers=MORE, source=SOURCE)
    other = HashedWords()
    index = open_index(elsewhere(here), other)
    assert (index.by_paper, index.papers, other.embedded) == (True, MORE, 0)
    assert rank(index, "which network segments the liver on CT").best_papers(1) == [0]


def test_a_change_on_one_machine_reaches_the_others_at_their_next_start(here: Settings) -> None:
    open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    theirs = open_index(elsewhere(here), HashedWords())
    open_index(here, HashedWords(), papers=MORE, source=SOURCE)
    assert answers(theirs), "the collection that an assistant has open stays for a while"
    embedder = HashedWords()
    assert open_index(elsewhere(here), embedder).papers == MORE
    assert embedder.embedded == 0


def test_another_embedder_on_the_same_corpus_is_refused_rather_than_taking_it_over(here: Settings) -> None:
    open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    with pytest.raises(IndexingError, match="RAG_EMBED_MODEL"):
        open_index(elsewhere(here), HashedWords("another-name"))


def test_a_collection_that_is_lost_on_the_server_is_filled_again_without_embedding(here: Settings) -> None:
    import chromadb

    index = open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    client = chromadb.HttpClient(host="127.0.0.1", port=int(str(here.chroma_url).rsplit(":", 1)[1]))
    client.delete_collection(index.manifest.collection)
    embedder = HashedWords()
    assert answers(open_index(here, embedder))
    assert embedder.embedded == 0


def test_a_server_that_is_killed_and_comes_back_while_questions_go_on_loses_nothing(
    here: Settings, server: ChromaServer
) -> None:
    """Questions from several threads: each is answered or told where the server should be, and all are in the end."""
    index = open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    assistant = Assistant(index, here)
    heard: list[str] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            try:
                heard.append("answered" if assistant.ask("Which network segments the liver on CT?").citations else "no")
            except IndexingError as error:
                heard.append(str(error))
            time.sleep(0.01)

    def wait_for(words: str, since: int) -> None:
        for _ in range(1500):
            if any(words in said for said in heard[since:]):
                return
            time.sleep(0.02)
        raise AssertionError(f"nobody heard {words!r} but {set(heard[since:])}")

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        wait_for("answered", 0)
        server.kill()
        wait_for(str(here.chroma_url), len(heard))
        server.start()
        time.sleep(0.2)
        wait_for("answered", len(heard))
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert {said for said in heard if said != "answered" and server.url not in said} == set()
    assert all("nothing is lost" in said for said in heard if said != "answered")
    embedder = HashedWords()
    again = open_index(here, embedder)
    assert (again.papers, embedder.embedded) == (PAPERS, 0)


def test_a_server_that_is_down_is_named_at_the_start_and_nothing_is_built(here: Settings, server: ChromaServer) -> None:
    open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    before = {path.name for path in corpus_folder(here).iterdir()}
    server.kill()
    for papers in (None, MORE):
        with pytest.raises(IndexingError, match="RAG_CHROMA_URL") as caught:
            open_index(here, HashedWords(), papers=papers, source=SOURCE)
        assert server.url in str(caught.value)
    assert {path.name for path in corpus_folder(here).iterdir()} - {"building"} == before
    sound, text = check_index(here, HashedWords())
    assert (sound, server.url in text) == (False, True)
    server.start()
    assert answers(open_index(here, HashedWords()))
