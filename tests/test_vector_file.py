"""Vectors on disk: what a build had embedded is found again, and nothing that was only half written."""

from pathlib import Path

import numpy as np
import pytest

from rag.embeddings import Vectors, unit
from rag.errors import EmbeddingError
from rag.fingerprints import text_digest
from rag.vector_file import VectorFile, VectorLog, write_vectors

MARKS = [text_digest(str(n)) for n in range(10)]


@pytest.fixture
def vectors() -> Vectors:
    return unit(np.random.default_rng(7).standard_normal((10, 6)).astype(np.float32))


@pytest.fixture
def folder(tmp_path: Path, vectors: Vectors) -> Path:
    with VectorLog(tmp_path / "log", "model") as log:
        log.add(MARKS[:4], vectors[:4])
        log.add(MARKS[4:], vectors[4:])
    return tmp_path / "log"


def test_what_was_added_is_found_by_its_mark(folder: Path, vectors: Vectors) -> None:
    with VectorLog(folder, "model") as log:
        assert set(log.places) == set(MARKS)
        assert np.array_equal(log.take([log.places[MARKS[8]], log.places[MARKS[1]]]), vectors[[8, 1]])
        assert log.dimensions == 6


@pytest.mark.parametrize(("name", "kept"), [("vectors.f32", 9), ("texts.bin", 9)])
def test_the_end_of_a_file_that_was_being_written_is_dropped_and_written_again(
    folder: Path, vectors: Vectors, name: str, kept: int
) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-3])
    with VectorLog(folder, "model") as log:
        assert set(log.places) == set(MARKS[:kept])
        log.add(MARKS[kept:], vectors[kept:])
    with VectorLog(folder, "model") as log:
        assert np.array_equal(log.take([log.places[mark] for mark in MARKS]), vectors)


def test_zeros_that_a_machine_without_power_left_are_dropped(folder: Path) -> None:
    with (folder / "vectors.f32").open("r+b") as file:
        file.seek(7 * 6 * 4)
        file.write(bytes(3 * 6 * 4))
    with VectorLog(folder, "model") as log:
        assert set(log.places) == set(MARKS[:7])


@pytest.mark.parametrize("about", ["", "[]", '{"embed_model": "model"}', '{"embed_model": "model", "dimensions": "x"}'])
def test_a_log_that_does_not_say_whose_it_is_is_begun_anew(folder: Path, about: str) -> None:
    (folder / "about.json").write_text(about)
    with VectorLog(folder, "model") as log:
        assert log.places == {}


def test_vectors_of_another_embedder_are_dropped(folder: Path) -> None:
    with VectorLog(folder, "another") as log:
        assert log.places == {}


def test_vectors_of_another_length_are_refused(folder: Path, vectors: Vectors) -> None:
    with VectorLog(folder, "model") as log, pytest.raises(EmbeddingError, match="of 5 numbers, and of 6 before"):
        log.add([text_digest("new")], vectors[:1, :5])


def test_a_finished_file_gives_each_vector_by_its_mark(tmp_path: Path, vectors: Vectors) -> None:
    given = list(write_vectors(tmp_path, iter([vectors[:3], vectors[3:]]), MARKS))
    assert [place for place, _ in given] == [0, 3]
    file = VectorFile(tmp_path)
    assert np.array_equal(file.vectors, vectors)
    assert [file.places[mark] for mark in MARKS] == list(range(10))


def test_a_finished_file_that_does_not_fit_its_texts_is_refused(tmp_path: Path, vectors: Vectors) -> None:
    list(write_vectors(tmp_path, iter([vectors]), MARKS))
    np.save(tmp_path / "texts.npy", np.load(tmp_path / "texts.npy")[:5])
    with pytest.raises(ValueError, match="do not belong"):
        VectorFile(tmp_path)
