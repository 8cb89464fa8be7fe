"""The index: reused, rebuilt, healed; killed processes, several processes, folders that cannot be written."""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, HashedWords, make_paper, same_as_built_anew

from rag import Assistant, CorpusError, IndexingError, Paper, Settings, before, building, manifest
from rag import index as module
from rag.embeddings import embed_query
from rag.index import Index, check_index, corpus_folder, known_papers, open_index, read_manifest

SOURCE = ["papers.txt"]
MORE = (*PAPERS, make_paper("KidneyNet: Another Organ", "We segment the kidney on ultrasound with few labels."))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def folder(settings: Settings) -> Path:
    return corpus_folder(settings)


@pytest.fixture
def embedder() -> HashedWords:
    return HashedWords()


def build(settings: Settings, embedder: HashedWords, papers: tuple[Paper, ...] = PAPERS) -> Index:
    return open_index(settings, embedder, papers=papers, source=SOURCE)


def generation(folder: Path) -> Path:
    return folder / (folder / "current").read_text("utf-8")


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name != "building")


def answers(index: Index) -> bool:
    rows, _ = index.dense(embed_query(index.embedder, "which network segments the liver on CT"), 1)
    return index.paper(int(rows[0])).title == PAPERS[0].title


# --- built, reused, rebuilt ----------------------------------------------------------------------


def test_an_index_that_serves_is_opened_without_embedding_anything(settings: Settings, embedder: HashedWords) -> None:
    passages = len(build(settings, embedder))
    assert embedder.embedded == passages > len(PAPERS)
    assert answers(build(settings, embedder))
    assert embedder.embedded == passages


def test_another_embedder_makes_another_index(settings: Settings, embedder: HashedWords) -> None:
    build(settings, embedder).close()
    other = HashedWords("another-name")
    assert build(settings, other).manifest.embed_model == "another-name"
    assert other.embedded


def test_an_index_in_an_older_format_is_built_again(
    settings: Settings, embedder: HashedWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = len(build(settings, embedder))
    newer = manifest.FORMAT + 1
    for place in (manifest, building, before):
        monkeypatch.setattr(place, "FORMAT", newer)
    assert build(settings, embedder).manifest.format == newer
    assert embedder.embedded == 2 * passages


def test_own_papers_stay_the_corpus_of_the_next_start_without_their_files(
    settings: Settings, embedder: HashedWords
) -> None:
    odd = make_paper("Odd: A Paper", "It has a line separator\u2028and more\x85in it, and “quotes” and 🧠 too.")
    build(settings, embedder, (*PAPERS, odd)).close()
    before = embedder.embedded
    index = open_index(settings, embedder)
    assert index.papers == (*PAPERS, odd)
    assert index.manifest.source == SOURCE
    assert embedder.embedded == before


def test_own_papers_survive_a_change_of_embedder(settings: Settings, embedder: HashedWords) -> None:
    build(settings, embedder).close()
    assert open_index(settings, HashedWords("another-name")).papers == PAPERS


def test_own_papers_survive_a_manifest_of_another_format(
    settings: Settings, folder: Path, embedder: HashedWords
) -> None:
    path = build(settings, embedder).folder / "manifest.json"
    values = json.loads(path.read_text("utf-8"))
    del values["files"]
    path.write_text(json.dumps(values | {"from_the_future": 1}), "utf-8")
    assert read_manifest(folder) is None
    index = open_index(settings, embedder)
    assert (index.papers, index.manifest.source) == (PAPERS, SOURCE)


def test_without_an_index_the_known_papers_are_the_shipped_ones(folder: Path) -> None:
    papers, source = known_papers(folder)
    assert (len(papers), source) == (92, "shipped")


# --- what it gives -------------------------------------------------------------------------------


def test_a_row_its_node_and_its_node_id_are_the_same_passage(settings: Settings, embedder: HashedWords) -> None:
    index = build(settings, embedder, MORE)
    for row in range(len(index)):
        node = index.node(row)
        assert node.node_id == index.node_id(row)
        start, end = index.span(row)
        assert node.text == index.paper(row).abstract[start:end]
    assert [row for number in range(len(MORE)) for row in index.rows(number)] == list(range(len(index)))


def test_an_id_with_a_number_sign_in_it_still_names_its_passages(settings: Settings, embedder: HashedWords) -> None:
    index = build(settings, embedder, (replace(PAPERS[0], id="c#1"), replace(PAPERS[1], id="c")))
    names = [index.node_id(row) for row in range(len(index))]
    assert len(set(names)) == len(names)
    for row in range(len(index)):
        assert index.node(row).metadata["paper_id"] == index.paper(row).id == names[row].rpartition("#")[0]


def test_the_dense_search_gives_every_passage_once_with_its_cosine(settings: Settings, embedder: HashedWords) -> None:
    index = build(settings, embedder)
    vector = embed_query(embedder, "state space models for X-ray")
    rows, cosines = index.dense(vector, 1000)
    assert sorted(rows.tolist()) == list(range(len(index)))
    assert np.allclose(cosines, index.vectors(rows.tolist()) @ vector, atol=1e-5)
    assert (np.diff(cosines) <= 1e-6).all()


def test_stored_vectors_come_in_the_order_asked(settings: Settings, embedder: HashedWords) -> None:
    index = build(settings, embedder)
    assert np.allclose(index.vectors([5, 0, 3]), index.vectors([0, 3, 5])[[2, 0, 1]])


def test_threads_read_one_index_at_once(settings: Settings, embedder: HashedWords) -> None:
    index = build(settings, embedder)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: answers(index), range(64)))


def test_chroma_keeps_no_embedding_function_and_reports_nothing(settings: Settings, embedder: HashedWords) -> None:
    index = build(settings, embedder)
    collection = index._collection
    assert collection
    assert collection._client.get_settings().anonymized_telemetry is False
    stored = collection._collection._model.configuration_json["embedding_function"]
    assert stored is None or stored == {"type": "legacy"}
    with pytest.raises(ValueError, match="embedding function"):
        collection._collection.query(query_texts=["liver"])


# --- damage --------------------------------------------------------------------------------------


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


DAMAGE: dict[str, Callable[[Path], object]] = {
    "Chroma's database cut short": lambda folder: cut(generation(folder) / "chroma" / "chroma.sqlite3"),
    "Chroma's database overwritten": lambda folder: (generation(folder) / "chroma" / "chroma.sqlite3").write_bytes(
        b"no database" * 999
    ),
    "Chroma's database missing": lambda folder: (generation(folder) / "chroma" / "chroma.sqlite3").unlink(),
    "Chroma's folder missing": lambda folder: shutil.rmtree(generation(folder) / "chroma"),
    "BM25 of papers missing": lambda folder: shutil.rmtree(generation(folder) / "bm25" / "papers"),
    "BM25 of passages cut short": lambda folder: cut(generation(folder) / "bm25" / "passages" / "data.csc.index.npy"),
    "BM25 of another corpus": lambda folder: shutil.copytree(
        generation(folder) / "bm25" / "papers", generation(folder) / "bm25" / "passages", dirs_exist_ok=True
    ),
    "manifest missing": lambda folder: (generation(folder) / "manifest.json").unlink(),
    "manifest cut short": lambda folder: cut(generation(folder) / "manifest.json"),
    "manifest a list": lambda folder: (generation(folder) / "manifest.json").write_text("[1]"),
    "manifest without a field": lambda folder: (generation(folder) / "manifest.json").write_text('{"format": 1}'),
    "current empty": lambda folder: (folder / "current").write_text(""),
    "current naming nothing": lambda folder: (folder / "current").write_text("20260101-00000000"),
    "current unreadable": lambda folder: (folder / "current").write_bytes(b"\xff\xfe\x00"),
    "current missing": lambda folder: (folder / "current").unlink(),
    "generation missing": lambda folder: shutil.rmtree(generation(folder)),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_index_is_built_again(settings: Settings, folder: Path, embedder: HashedWords, name: str) -> None:
    passages = len(build(settings, embedder))
    # Chroma keeps what a process has open; closing is not enough to make it read its files anew.
    damaged = Settings(home=settings.home.with_name("copy"))
    shutil.copytree(settings.home, damaged.home)
    DAMAGE[name](corpus_folder(damaged))
    assert check_index(damaged, embedder)[0] is False
    index = build(damaged, embedder)
    assert answers(index)
    # What was embedded is taken over wherever the manifest still vouches for it.
    lost = name.startswith(("manifest", "generation"))
    assert embedder.embedded == passages * (2 if lost else 1)
    assert check_index(damaged, embedder)[0] is True


@pytest.mark.parametrize("damage", [cut, lambda path: path.write_bytes(bytes(path.stat().st_size)), Path.unlink])
@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin", "length.bin", "index_metadata.pickle"])
def test_a_damaged_vector_file_is_found_before_chroma_reads_it(
    settings: Settings, embedder: HashedWords, name: str, damage: Callable[[Path], object]
) -> None:
    """Chroma opens such a collection without a word; the first search then fails, or ends the process."""
    build(settings, embedder).close()
    damaged = Settings(home=settings.home.with_name("copy"))
    shutil.copytree(settings.home, damaged.home)
    damage(next(corpus_folder(damaged).rglob(name)))
    index = build(damaged, embedder)
    assert answers(index)
    assert embedder.embedded == len(index)
    same_as_built_anew(index)


def test_kept_papers_that_cannot_be_read_are_an_error_that_names_the_files_to_index_again(
    settings: Settings, folder: Path, embedder: HashedWords
) -> None:
    build(settings, embedder).close()
    cut(generation(folder) / "papers.jsonl")
    with pytest.raises(IndexingError, match=r"python -m rag index papers\.txt"):
        open_index(settings, embedder)


def test_the_files_of_a_named_corpus_are_to_be_indexed_into_it_again(tmp_path: Path, embedder: HashedWords) -> None:
    lab = Settings(home=tmp_path, corpus="lab")
    build(lab, embedder).close()
    cut(generation(corpus_folder(lab)) / "papers.jsonl")
    with pytest.raises(IndexingError, match=r"python -m rag index --corpus lab papers\.txt"):
        open_index(lab, embedder)


@pytest.mark.parametrize(
    ("odd", "message"),
    [
        (replace(PAPERS[1], id=PAPERS[0].id), "that of another paper"),
        (replace(PAPERS[1], id=""), "which is empty"),
        (replace(PAPERS[1], abstract=" "), "no abstract"),
        (replace(PAPERS[1], abstract="A lone surrogate \udc80."), "no text"),
    ],
    ids=["same id", "no id", "no abstract", "no text"],
)
def test_papers_that_cannot_be_told_apart_or_quoted_are_refused_and_nothing_is_written(
    settings: Settings, embedder: HashedWords, odd: Paper, message: str
) -> None:
    with pytest.raises(CorpusError, match=message):
        build(settings, embedder, (PAPERS[0], odd))
    assert not settings.home.exists()


def test_a_home_that_cannot_be_written_is_an_error_with_its_path(tmp_path: Path, embedder: HashedWords) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexingError, match="RAG_HOME") as caught:
        build(Settings(home=tmp_path / "file"), embedder)
    assert str(tmp_path / "file") in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything can be written here")
def test_a_read_only_home_is_an_error_with_its_path(tmp_path: Path, embedder: HashedWords) -> None:
    (tmp_path / "read-only").mkdir(mode=0o500)
    with pytest.raises(IndexingError, match="read-only"):
        build(Settings(home=tmp_path / "read-only"), embedder)


def test_a_lock_that_another_process_keeps_is_an_error(
    settings: Settings, folder: Path, embedder: HashedWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOCK_SECONDS", 0.1)
    folder.mkdir(parents=True)
    with module.FileLock(folder / "lock"), pytest.raises(IndexingError, match="another process") as caught:
        build(settings, embedder)
    assert str(folder) in str(caught.value)


def test_old_generations_go_but_the_one_before_which_others_may_have_open_stays(
    settings: Settings, folder: Path, embedder: HashedWords
) -> None:
    seen = []
    for papers in (PAPERS, PAPERS[:1], PAPERS[:2], MORE):
        build(settings, embedder, papers).close()
        seen.append(generation(folder).name)
    assert generations(folder) == sorted(seen[-2:])


def test_check_says_that_there_is_no_index_and_builds_none(
    settings: Settings, folder: Path, embedder: HashedWords
) -> None:
    sound, text = check_index(settings, embedder)
    assert (sound, "python -m rag index" in text) == (False, True)
    assert not folder.exists()


def test_check_never_advises_to_index_the_shipped_papers_over_ones_own(
    settings: Settings, folder: Path, embedder: HashedWords
) -> None:
    build(settings, embedder).close()
    (generation(folder) / "manifest.json").write_text("{", "utf-8")
    sound, text = check_index(settings, embedder)
    assert (sound, "rag index" in text, "next question" in text) == (False, False, True)
    index = open_index(settings, embedder)
    assert len(index.papers) == len(PAPERS)
    index.close()


def test_damage_is_said_once(
    settings: Settings, folder: Path, embedder: HashedWords, caplog: pytest.LogCaptureFixture
) -> None:
    build(settings, embedder).close()
    cut(generation(folder) / "vectors.npy")
    open_index(settings, embedder).close()
    assert sum("is built again" in record.getMessage() for record in caplog.records) == 1


def test_check_says_when_the_embedder_has_changed(settings: Settings, embedder: HashedWords) -> None:
    build(settings, embedder).close()
    sound, text = check_index(settings, HashedWords("another-name"))
    assert (sound, "changed" in text) == (False, True)


# --- several threads -----------------------------------------------------------------------------


@pytest.mark.parametrize("round_", range(8))
def test_threads_that_start_at_once_share_what_one_of_them_builds(settings: Settings, round_: int) -> None:
    """Several rounds: Chroma counts its clients without a lock, which breaks only now and then."""
    started = threading.Barrier(3)
    embedders = [HashedWords() for _ in range(3)]

    def start(embedder: HashedWords) -> bool:
        started.wait()
        index = build(settings, embedder)
        good = answers(index)
        index.close()
        return good

    with ThreadPoolExecutor(3) as pool:
        assert all(pool.map(start, embedders))
    assert sorted(embedder.embedded > 0 for embedder in embedders) == [False, False, True]


def test_papers_that_another_process_adds_while_this_one_waits_to_build_are_kept(
    settings: Settings, embedder: HashedWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(settings, embedder).close()
    lock = module.FileLock

    def waits(*arguments: object, **options: object) -> object:
        monkeypatch.setattr(module, "FileLock", lock)
        build(settings, embedder, MORE).close()
        return lock(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "FileLock", waits)
    index = open_index(settings, HashedWords("another-name"))
    assert [paper.id for paper in index.papers] == [paper.id for paper in MORE]
    index.close()


def test_the_shipped_index_holds_every_sentence_of_the_shipped_papers(assistant: Assistant) -> None:
    index = assistant.index
    assert (len(index.papers), index.manifest.source, index.manifest.dimensions) == (92, "shipped", 384)
    assert len(index) == index.manifest.passages > 800
    assert time.strptime(index.manifest.created[:10], "%Y-%m-%d")
