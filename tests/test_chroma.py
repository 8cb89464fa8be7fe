"""Chroma in a folder: vectors kept, found and taken out; even batches; errors that name the place. A server has tests
of its own, in `test_chroma_server.py`.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rag import IndexingError, Settings
from rag.chroma import Collection, Server, batches, collection_name, newest
from rag.embeddings import Vectors, unit

NAMES = [f"paper#{number}" for number in range(20)]


@pytest.fixture
def vectors() -> Vectors:
    return unit(np.random.default_rng(3).standard_normal((20, 8)).astype(np.float32))


@pytest.fixture
def collection(tmp_path: Path, vectors: Vectors) -> Iterator[Collection]:
    with closing(Collection.in_folder(tmp_path / "chroma")) as made:
        made.create(20)
        made.add(NAMES, vectors)
        yield made


def test_the_nearest_come_first_with_their_cosines(collection: Collection, vectors: Vectors) -> None:
    names, cosines = collection.nearest(vectors[7], 20)
    wanted = vectors @ vectors[7]
    assert names == [NAMES[place] for place in np.argsort(-wanted, kind="stable")]
    assert np.allclose(cosines, np.sort(wanted)[::-1], atol=1e-5)


def test_vectors_come_in_the_order_asked(collection: Collection, vectors: Vectors) -> None:
    assert np.allclose(collection.vectors([NAMES[5], NAMES[0]]), vectors[[5, 0]], atol=1e-6)


def test_the_same_id_again_replaces_its_vector_and_one_taken_out_is_gone(
    collection: Collection, vectors: Vectors
) -> None:
    collection.add([NAMES[3]], vectors[4:5])
    assert collection.count() == 20
    assert np.allclose(collection.vectors([NAMES[3]]), vectors[4:5], atol=1e-6)
    collection.delete(NAMES[3:5])
    assert collection.count() == 18
    assert not {NAMES[3], NAMES[4]} & set(collection.nearest(vectors[4], 18)[0])


def test_a_collection_that_was_closed_is_opened_again(tmp_path: Path, vectors: Vectors) -> None:
    for number in range(2):
        with closing(Collection.in_folder(tmp_path / "chroma")) as kept:
            if number:
                kept.open()
            else:
                kept.create(20)
                kept.add(NAMES, vectors)
            assert kept.count() == 20


def test_a_collection_that_is_not_there_is_an_error_that_names_its_folder(tmp_path: Path) -> None:
    with closing(Collection.in_folder(tmp_path / "chroma")) as empty, pytest.raises(IndexingError) as caught:
        empty.open()
    assert str(tmp_path / "chroma") in str(caught.value)
    assert "ask again" in str(caught.value)


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexingError, match="file"):
        Collection.in_folder(tmp_path / "file" / "chroma")


@pytest.mark.parametrize("count", [1, 2, 4096, 4097, 10_000, 12_289])
def test_batches_hold_all_texts_in_order_evenly_and_none_is_larger_than_chroma_takes(count: int) -> None:
    made = batches(count)
    assert [place for batch in made for place in batch] == list(range(count))
    sizes = {len(batch) for batch in made}
    assert max(sizes) <= 4096
    assert max(sizes) - min(sizes) <= 1


# --- a server ------------------------------------------------------------------------------------


def test_a_server_is_that_of_the_settings_and_shows_no_token() -> None:
    assert Server.of(Settings()) is None
    server = Server.of(Settings(chroma_url="http://host:8000/", chroma_token="sesame", chroma_tenant="lab"))
    assert server is not None
    assert (server.url, server.tenant, server.token) == ("http://host:8000", "lab", "sesame")
    assert "sesame" not in f"{server!r} {server.place}"


def test_a_server_that_is_not_there_is_an_error_that_names_its_setting() -> None:
    server = Server("http://127.0.0.1:9", "default_tenant", "default_database")
    for ask in (server.connect, lambda: newest(server, "default"), lambda: Collection.on_server(server, "x")):
        with pytest.raises(IndexingError, match="RAG_CHROMA_URL"):
            ask()


def test_the_name_of_a_collection_tells_corpora_and_generations_apart() -> None:
    names = {collection_name(corpus, made) for corpus in ("a", "a.b", "b") for made in ("1", "2")}
    assert len(names) == 6
