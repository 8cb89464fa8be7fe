"""Quotas: records cut to size and whole again, and a server that refuses what the hosted one publishes to refuse: an
index is built, asked, changed and opened again through it as in a folder.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chroma_servers import ChromaServer, Quotas, SparseStandIn
from conftest import PAPERS, HashedWords, make_paper
from index_processes import SOURCE

from rag import Assistant, IndexingError, Paper, Settings, building, corpora
from rag.index import check_index, corpus_folder, known_papers, open_index
from rag.quotas import Most, cut_record, cut_values, whole_record, whole_values
from rag.retrieve import rank

ORGANS = ("liver", "kidney", "lung", "heart", "spleen", "brain", "prostate", "retina")
KINDS = ("CT", "MRI", "ultrasound", "X-ray", "PET")
QUESTIONS = (
    "Which network segments the liver on CT?",
    "How many scans was the kidney network on MRI trained on?",
    "List the papers about the retina.",
    "How many papers are about PET?",
    "What is a gearbox?",
)


def _papers() -> tuple[Paper, ...]:
    """More passages than are given at a time, and texts that are longer than a record takes."""
    made = [
        make_paper(
            f"{organ.title()}{kind.replace('-', '')}Net: The {organ} on {kind}",
            f"We present a network that segments the {organ} on {kind}. It reaches a Dice of 0.{60 + number} with few "
            f"labels. It was trained on {1000 + 7 * number} scans of {organ}. Its code is released for {kind}. "
            + " ".join(f"The {word} of the {organ} matters on {kind} for its {number}." for word in words),
        )
        for number, (organ, kind) in enumerate((organ, kind) for organ in ORGANS for kind in KINDS)
        for words in [("edge", "noise", "shape", "size", "texture", "motion")]
    ]
    made.append(make_paper("A Long Abstract", "Zebra stripes are counted by hand. " + "ünlike any other " * 1500 + "."))
    made.append(replace(make_paper("Many Authors", PAPERS[1].abstract), authors=tuple(f"Ann {n}" for n in range(900))))
    return tuple(made)


LONG = _papers()


# --- cutting -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "short", "x" * 16_384, "x" * 16_385, "é€𝄞" * 6_000])
def test_a_record_that_was_cut_fits_and_is_whole_again(text: str) -> None:
    document, about = cut_record(text, {"title": text, "place": 3})
    quotas = Quotas()
    assert quotas.refuse("upsert", {"ids": ["a"], "documents": [document], "metadatas": [about]}) is None
    assert whole_record(document, about) == (text, {"title": text, "place": 3})


def test_what_was_never_cut_is_as_it_was() -> None:
    values = {"manifest": "{}" * 500, "place": 3, "paper_id": "a"}
    assert whole_values(values) == values
    assert cut_values(values, 1000) == values


# --- asking --------------------------------------------------------------------------------------


class Refusing:
    """A place that takes so many at a time, or is busy so many times."""

    def __init__(self, most: int = 1000, busy: int = 0) -> None:
        self.most, self.busy = most, busy
        self.asked: list[int] = []

    def __call__(self, size: int) -> int:
        self.asked.append(size)
        if self.busy:
            self.busy -= 1
            raise RuntimeError("Too many requests; backoff and try again")
        if size > self.most:
            raise RuntimeError(
                f"Quota exceeded: 'Number of results' exceeded quota limit for action 'Query': current usage of {size} "
                f"exceeds limit of {self.most}"
            )
        return size


def test_what_a_server_refuses_is_learnt_once() -> None:
    most, server = Most(500, 1.0), Refusing(300)
    assert [most.of(wanted, server) for wanted in (1000, 1000, 20)] == [300, 300, 20]
    assert server.asked == [500, 300, 300, 20]


def test_a_busy_server_is_asked_again_for_a_while() -> None:
    assert Most(500, 1.0).of(3, Refusing(busy=2)) == 3
    with pytest.raises(RuntimeError, match="backoff"):
        Most(500, 0.2).of(3, Refusing(busy=9))


def test_a_quota_that_fewer_records_do_not_help_is_not_asked_again() -> None:
    def too_long(size: int) -> int:
        asked.append(size)
        raise RuntimeError(
            "'ID size (bytes)' exceeded quota limit for action 'Add': current usage of 9 exceeds limit of 4"
        )

    asked: list[int] = []
    with pytest.raises(RuntimeError, match="ID size"):
        Most(500, 1.0).of(100, too_long)
    assert asked == [100]


# --- a server with quotas ------------------------------------------------------------------------


@pytest.fixture
def server(chroma: ChromaServer) -> Iterator[SparseStandIn]:
    stand_in = SparseStandIn(chroma, quotas=True)
    yield stand_in
    stand_in.close()


@pytest.fixture
def local(here: Settings) -> Settings:
    """The same corpus in a folder."""
    return replace(here, home=here.home.with_name("local"), chroma_url=None)


def same_answers(there: Settings, local: Settings) -> None:
    """What is answered and quoted is the same from both."""
    assistants = [Assistant(open_index(settings, HashedWords()), settings) for settings in (there, local)]
    for question in QUESTIONS:
        served, ours = (assistant.ask(question) for assistant in assistants)
        assert (served.text, served.citations) == (ours.text, ours.citations)
    for assistant in assistants:
        assistant.close()


@pytest.mark.parametrize("sentence_papers", [20_000, 2])
def test_a_corpus_lives_on_a_server_with_quotas_as_in_a_folder(
    here: Settings,
    local: Settings,
    server: SparseStandIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sentence_papers: int,
) -> None:
    monkeypatch.setattr(building, "SENTENCE_PAPERS", sentence_papers)
    file = tmp_path / "papers.jsonl"
    more = make_paper("BoneNet: The Bone on CT", "We present a network that segments the bone on CT with few labels.")
    for settings in (here, local):
        source = [str(file), *(f"{tmp_path}/another-file-{number}.jsonl" for number in range(9))]
        open_index(settings, HashedWords(), papers=LONG[:-1], source=source).close()
    for settings in (here, local):
        corpora.add(settings, HashedWords(), [LONG[-1], more], [])
        corpora.remove(settings, HashedWords(), lambda paper: "retina" in paper.title)
    same_answers(here, local)
    corrected = replace(LONG[0], abstract=LONG[0].abstract.replace("few", "many"))
    for settings in (here, local):
        _, source = known_papers(corpus_folder(settings))
        open_index(settings, HashedWords(), papers=(corrected, *LONG[1:]), source=source).close()
    same_answers(here, local)
    embedder = HashedWords()
    other = replace(here, home=here.home.with_name("elsewhere"))
    taken = open_index(other, embedder)
    assert (tuple(taken.papers), taken.manifest.source, embedder.embedded) == ((corrected, *LONG[1:]), source, 0)
    taken.close()
    same_answers(other, local)
    assert server.quotas
    assert set(server.quotas.refused) <= {
        "Number of records",
        "Number of results",
        "Limit value in rank expression",
        "Limit value",
    }
    assert ("Number of records" in server.quotas.refused) == (sentence_papers > 2)


def test_where_a_server_gives_fewer_than_a_ranking_takes_the_files_beside_it_are_searched(
    here: Settings, local: Settings, server: SparseStandIn
) -> None:
    there = open_index(here, HashedWords(), papers=LONG, source=SOURCE)
    ours = open_index(local, HashedWords(), papers=LONG, source=SOURCE)
    assert len(ours) > 300
    for question in QUESTIONS:
        served, whole = rank(there, question), rank(ours, question)
        assert np.allclose(served.cosines, whole.cosines, atol=1e-5)
        assert np.allclose(served.bm25, whole.bm25, atol=1e-5)
        assert np.allclose(served.papers, whole.papers, atol=1e-5)
    assert server.searches == 1, "it is asked until it has said that it gives fewer"
    assert server.quotas
    assert server.quotas.refused.count("Number of results") == 1
    assert server.quotas.refused.count("Limit value in rank expression") == 1
    assert check_index(here, HashedWords())[1].endswith("words are searched by bm25s")


def test_a_server_with_quotas_is_asked_for_what_is_within_them(here: Settings, server: SparseStandIn) -> None:
    index = open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    assert index.words(["network"], 300)[1].any()
    assert (server.searches, index.searches_words) == (1, True)


def test_more_questions_at_once_than_a_server_answers_are_all_answered(here: Settings, server: SparseStandIn) -> None:
    index = open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    vector = index.vectors([0])[0]
    alone = index.dense(vector, 5)[0].tolist()
    assert server.quotas
    server.quotas.together = 1
    with ThreadPoolExecutor(8) as askers:
        found = list(askers.map(lambda _: index.dense(vector, 5)[0].tolist(), range(40)))
    assert found == [alone] * 40
    assert server.quotas.busy


def test_what_is_above_a_quota_is_said_in_a_sentence_and_leaves_nothing_behind(
    here: Settings, chroma: ChromaServer
) -> None:
    open_index(here, HashedWords(), papers=PAPERS, source=SOURCE).close()
    client = chromadb.HttpClient(host="127.0.0.1", port=chroma.port)
    before = {collection.name for collection in client.list_collections()}
    current = (corpus_folder(here) / "current").read_text()
    with pytest.raises(IndexingError, match="RAG_CHROMA_URL") as caught:
        open_index(here, HashedWords(), papers=(*PAPERS, replace(LONG[0], id="x" * 130)), source=SOURCE)
    assert "'ID size (bytes)'" in str(caught.value)
    assert "quota raised" in str(caught.value)
    assert {collection.name for collection in client.list_collections()} == before
    assert (corpus_folder(here) / "current").read_text() == current
    assert open_index(here, HashedWords()).papers == PAPERS


def test_a_collection_whose_manifest_is_in_one_piece_is_read(here: Settings, chroma: ChromaServer) -> None:
    index = open_index(here, HashedWords(), papers=PAPERS, source=SOURCE)
    client = chromadb.HttpClient(host="127.0.0.1", port=chroma.port)
    client.get_collection(index.manifest.collection).modify(metadata={"manifest": json.dumps(asdict(index.manifest))})
    embedder = HashedWords()
    assert open_index(replace(here, home=here.home.with_name("elsewhere")), embedder).papers == PAPERS
    assert embedder.embedded == 0


def test_a_corpus_is_found_among_more_collections_than_are_listed_at_once(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.chroma._LISTED", 1)
    for papers in (PAPERS, PAPERS[:2], PAPERS):
        open_index(here, HashedWords(), papers=papers, source=SOURCE).close()
    there = replace(here, home=here.home.with_name("elsewhere"))
    assert open_index(there, HashedWords()).papers == PAPERS
