"""What a new generation takes over: the newest that can be read, whole, and vectors of the same embedder alone."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PAPERS, HashedWords

from rag import Settings
from rag.before import Before, known_vectors
from rag.fingerprints import as_marks
from rag.index import corpus_folder, open_index
from rag.manifest import generations
from rag.paper_file import digests_of

NAME = HashedWords().model_name


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus folder with two generations: of two papers, then of three."""
    home = tmp_path_factory.mktemp("home")
    for papers in (PAPERS[:2], PAPERS):
        open_index(Settings(home=home), HashedWords(), papers=papers, source=["papers.txt"]).close()
    return corpus_folder(Settings(home=home))


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(built, tmp_path / "corpus"))


def test_the_newest_generation_is_taken_over_with_papers_sentences_and_marks(folder: Path) -> None:
    before = Before.find(folder)
    assert before is not None
    assert before.generation == generations(folder)[0]
    assert before.papers == PAPERS
    marks = as_marks(digests_of(PAPERS)[:, 1])
    assert [before.numbers[mark] for mark in marks] == [0, 1, 2]
    texts = before.texts
    assert len(texts) == before.manifest.vectors
    assert [texts.words(place) for place in range(len(texts)) if texts.number(place) == 0] == [
        PAPERS[0].abstract[start:end] for start, end in before.spans.of_paper(0)
    ]


def test_an_empty_folder_and_generations_of_another_format_have_nothing(folder: Path, tmp_path: Path) -> None:
    assert (Before.find(tmp_path), known_vectors(tmp_path, NAME)) == (None, None)
    for generation in generations(folder):
        manifest = generation / "manifest.json"
        manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"format": 1}), "utf-8")
    assert (Before.find(folder), known_vectors(folder, NAME)) == (None, None)


@pytest.mark.parametrize("name", ["papers.jsonl", "firsts.npy", "tokens/terms.npy", "ids.json"])
@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"x")], ids=["missing", "overwritten"])
def test_where_a_file_that_is_read_has_changed_the_generation_before_is_taken(
    folder: Path, name: str, damage: Callable[[Path], object], caplog: pytest.LogCaptureFixture
) -> None:
    newest, other = generations(folder)
    damage(newest / name)
    before = Before.find(folder)
    assert before is not None
    assert (before.generation, before.papers) == (other, PAPERS[:2])
    assert str(newest) in caplog.text
    vectors = known_vectors(folder, NAME)
    assert vectors is not None
    assert vectors.folder == newest, "its vectors are whole"


@pytest.mark.parametrize("name", ["vectors.npy", "bm25/papers/data.csc.index.npy", "chroma"])
def test_what_is_only_searched_may_have_changed(folder: Path, name: str) -> None:
    newest = generations(folder)[0]
    path = newest / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.write_bytes(b"x")
    before = Before.find(folder)
    assert before is not None
    assert before.generation == newest


def test_vectors_are_those_of_the_newest_generation_of_the_embedder_that_has_them_whole(folder: Path) -> None:
    newest, other = generations(folder)
    found = known_vectors(folder, NAME)
    assert found is not None
    assert (found.folder, found.dimensions) == (newest, 64)
    assert known_vectors(folder, "another embedder") is None
    (newest / "vectors.npy").write_bytes(b"x")
    found = known_vectors(folder, NAME)
    assert found is not None
    assert found.folder == other
    (other / "texts.npy").unlink()
    assert known_vectors(folder, NAME) is None
