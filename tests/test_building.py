"""A generation of an index is built: what changed is read and embedded, what did not is taken over, a failure leaves
nothing.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, HashedWords, make_paper, same_as_built_anew

from rag import EmbeddingError, IndexingError, Paper, Settings, building, manifest
from rag.index import Index, corpus_folder, open_index, read_manifest
from rag.version import __version__

SOURCE = ["papers.txt"]
MORE = (*PAPERS, make_paper("KidneyNet: Another Organ", "We segment the kidney on ultrasound with few labels."))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def embedder() -> HashedWords:
    return HashedWords()


def build(settings: Settings, embedder: HashedWords, papers: tuple[Paper, ...] = PAPERS) -> Index:
    return open_index(settings, embedder, papers=papers, source=SOURCE)


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name != "building")


@pytest.mark.parametrize(
    ("papers", "new"),
    [
        ((replace(PAPERS[0], abstract=PAPERS[0].abstract + " It is free for all to use."), *PAPERS[1:]), 1),
        ((replace(PAPERS[0], title="Another title"), *PAPERS[1:]), 3),
        (PAPERS[:2], 0),
        (MORE, 1),
        (PAPERS[::-1], 0),
        ((replace(PAPERS[0], id="another-id"), *PAPERS[1:]), 0),
        ((replace(PAPERS[0], year=2024), *PAPERS[1:]), 0),
    ],
    ids=["abstract", "title", "one less", "one more", "order", "id", "year"],
)
def test_papers_that_change_make_another_index_and_only_new_sentences_are_embedded(
    settings: Settings, embedder: HashedWords, papers: tuple[Paper, ...], new: int
) -> None:
    first = build(settings, embedder)
    second = HashedWords()
    index = build(settings, second, papers)
    assert index.papers == papers
    assert index.manifest.corpus != first.manifest.corpus
    assert second.embedded == new
    same_as_built_anew(index)


def test_the_manifest_says_what_the_index_was_made_from(settings: Settings, embedder: HashedWords) -> None:
    index = build(settings, embedder)
    written = json.loads((index.folder / "manifest.json").read_text("utf-8"))
    assert written | {"created": "", "corpus": "", "files": {}} == {
        "format": manifest.FORMAT,
        "source": SOURCE,
        "corpus": "",
        "papers": 3,
        "passages": len(index),
        "granularity": "sentence",
        "embed_model": "hashed-words",
        "dimensions": 64,
        "version": __version__,
        "server": None,
        "collection": "passages",
        "created": "",
        "files": {},
        "samples": {},
    }
    assert len(written["corpus"]) == 64
    assert {Path(name).name for name in written["files"]} >= {"data_level0.bin", "vocab.index.json"}
    assert written["created"].endswith("+00:00")
    assert read_manifest(corpus_folder(settings)) == index.manifest


def test_progress_ends_with_every_passage(settings: Settings, embedder: HashedWords) -> None:
    steps: list[tuple[int, int]] = []
    index = open_index(
        settings, embedder, papers=PAPERS, source=SOURCE, progress=lambda done, total: steps.append((done, total))
    )
    assert steps[-1] == (len(index), len(index))
    assert steps == sorted(steps)


def test_a_build_that_fails_leaves_the_old_index_and_nothing_of_its_own(
    settings: Settings, embedder: HashedWords
) -> None:
    class Failing(HashedWords):
        def _get_text_embedding(self, text: str) -> list[float]:
            if "kidney" in text:
                raise EmbeddingError("the embedder has failed")
            return super()._get_text_embedding(text)

    build(settings, embedder).close()
    folder = corpus_folder(settings)
    before = generations(folder)
    with pytest.raises(EmbeddingError, match="the embedder has failed"):
        build(settings, Failing(), MORE)
    assert generations(folder) == before
    assert open_index(settings, HashedWords()).papers == PAPERS


def test_nothing_to_index_is_an_error(settings: Settings, embedder: HashedWords) -> None:
    with pytest.raises(IndexingError, match="nothing to index"):
        build(settings, embedder, ())


def test_a_sentence_that_stands_twice_is_embedded_once(settings: Settings, embedder: HashedWords) -> None:
    twin = replace(PAPERS[0], id="its-twin")
    index = build(settings, embedder, (PAPERS[0], twin))
    assert embedder.embedded == len(index) // 2
    rows, twins = index.rows(0), index.rows(1)
    assert np.array_equal(index.vectors(rows), index.vectors(twins))


def test_above_so_many_papers_each_has_one_vector(
    settings: Settings, embedder: HashedWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences = build(settings, embedder)
    monkeypatch.setattr(building, "SENTENCE_PAPERS", len(PAPERS))
    index = build(settings, embedder, MORE)
    assert (sentences.by_paper, index.by_paper) == (False, True)
    assert embedder.embedded == len(sentences) + len(MORE)
    assert len(index.paper_vectors(range(len(MORE)))) == index.manifest.vectors == len(MORE)


def test_a_generation_of_which_a_file_has_changed_lends_its_vectors_alone(
    settings: Settings, embedder: HashedWords, caplog: pytest.LogCaptureFixture
) -> None:
    first = build(settings, embedder)
    (first.folder / "derived" / "names.json").write_text("{", "utf-8")
    embedded = embedder.embedded
    index = build(settings, embedder, MORE)
    assert embedder.embedded == embedded + 1
    assert "nothing but vectors is taken over" in caplog.text
    assert index.papers == MORE
    same_as_built_anew(index)


def test_files_that_are_never_written_again_are_sealed_and_chromas_database_is_not(
    settings: Settings, embedder: HashedWords
) -> None:
    index = build(settings, embedder)
    sealed = set(index.manifest.files)
    assert {"papers.jsonl", "ids.json", "vectors.npy", "firsts.npy", "tokens/terms.npy"} <= sealed
    assert not any(name.endswith("chroma.sqlite3") for name in sealed)
    assert manifest.changed_file(index.folder, index.manifest, whole=True) is None
