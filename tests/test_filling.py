"""The Chroma collection of a new generation: a copy with what changed where most is as it was, else filled anew."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, HashedWords, make_paper

from rag import IndexingError, Paper, Settings
from rag.before import Before, known_vectors
from rag.chroma import Collection
from rag.embeddings import Vectors, embed_texts
from rag.filling import LocalFilling
from rag.index import corpus_folder, open_index
from rag.manifest import Granularity
from rag.paper_file import ids_of
from rag.passages import split_sentences
from rag.spans import Spans
from rag.texts import Texts

NEW = make_paper("KidneyNet: Another Organ", "We segment the kidney on ultrasound with few labels.")


def texts(papers: tuple[Paper, ...], granularity: Granularity = "sentence") -> Texts:
    return Texts(papers, ids_of(papers), Spans.of([split_sentences(p.abstract) for p in papers]), granularity)


def vectors(wanted: Texts) -> Vectors:
    return embed_texts(HashedWords(), [wanted.text(place) for place in range(len(wanted))])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a corpus that holds PAPERS."""
    settings = Settings(home=tmp_path / "home")
    open_index(settings, HashedWords(), papers=PAPERS, source=["papers.txt"]).close()
    return corpus_folder(settings)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids that are written to a collection."""
    seen: list[str] = []
    nodes, plain = Collection.add_nodes, Collection.add

    def add_nodes(self: Collection, some: list, vectors: Vectors) -> None:
        seen.extend(node.node_id for node in some)
        nodes(self, some, vectors)

    def add(self: Collection, ids: list[str], *rest: object) -> None:
        seen.extend(ids)
        plain(self, ids, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Collection, "add_nodes", add_nodes)
    monkeypatch.setattr(Collection, "add", add)
    return seen


def fill(generation: Path, wanted: Texts, folder: Path | None) -> dict[str, list[float]]:
    """Fill a collection for these texts from the generation before, and give what it then holds."""
    generation.mkdir()
    before, known = (Before.find(folder), known_vectors(folder, "hashed-words")) if folder else (None, None)
    found = vectors(wanted)
    with closing(LocalFilling(generation, wanted, wanted.marks(), before, known)) as filling:
        half = len(wanted) // 2
        filling.add(0, found[:half])
        filling.add(half, found[half:])
        filling.check()
    with closing(Collection.in_folder(generation / "chroma")) as collection:
        collection.open()
        assert collection.count() == len(wanted)
        names = wanted.names()
        return dict(zip(names, collection.vectors(names).tolist(), strict=True))


def check(found: dict[str, list[float]], wanted: Texts) -> None:
    assert list(found) == wanted.names()
    assert np.allclose(np.array(list(found.values())), vectors(wanted), atol=1e-6)


@pytest.mark.parametrize("granularity", ["sentence", "paper"])
def test_without_a_generation_before_every_text_is_added(
    tmp_path: Path, granularity: Granularity, added: list[str]
) -> None:
    wanted = texts(PAPERS, granularity)
    check(fill(tmp_path / "new", wanted, None), wanted)
    assert sorted(added) == sorted(wanted.names())


@pytest.mark.parametrize(
    ("papers", "new"),
    [
        (PAPERS, []),
        ((*PAPERS, NEW), [f"{NEW.id}#0"]),
        (PAPERS[:2], []),
        (PAPERS[::-1], []),
        (
            (replace(PAPERS[0], abstract=f"{PAPERS[0].abstract} It is free for all to use."), *PAPERS[1:]),
            ["livernet#3"],
        ),
    ],
    ids=["nothing", "one more", "one less", "another order", "a sentence more"],
)
def test_only_what_changed_is_written_to_a_copy_of_the_collection_before(
    tmp_path: Path, folder: Path, papers: tuple[Paper, ...], new: list[str], added: list[str]
) -> None:
    added.clear()  # by the generation before
    wanted = texts(papers)
    check(fill(tmp_path / "new", wanted, folder), wanted)
    assert added == new


def test_a_sentence_that_moved_is_written_again_since_its_place_stands_beside_it(
    tmp_path: Path, folder: Path, added: list[str]
) -> None:
    added.clear()
    moved = replace(PAPERS[2], abstract=f"{PAPERS[2].abstract[:-1]} on screen. The end is another one.")
    longer = replace(PAPERS[0], abstract=f"On the liver we work. {PAPERS[0].abstract}")
    wanted = texts((longer, PAPERS[1], moved))
    check(fill(tmp_path / "new", wanted, folder), wanted)
    assert set(added) >= {name for name in wanted.names() if name.startswith("livernet")}


def test_where_most_has_changed_the_collection_is_filled_anew(tmp_path: Path, folder: Path, added: list[str]) -> None:
    added.clear()
    wanted = texts((PAPERS[0], *(replace(paper, title="Another title") for paper in PAPERS[1:])))
    check(fill(tmp_path / "new", wanted, folder), wanted)
    assert sorted(added) == sorted(wanted.names())


def test_where_the_collection_before_has_changed_on_disk_it_is_filled_anew(
    tmp_path: Path, folder: Path, added: list[str]
) -> None:
    added.clear()
    next(folder.rglob("data_level0.bin")).write_bytes(b"x")
    wanted = texts(PAPERS)
    check(fill(tmp_path / "new", wanted, folder), wanted)
    assert sorted(added) == sorted(wanted.names())


def test_where_the_collection_before_cannot_be_opened_it_is_filled_anew_and_that_is_said(
    tmp_path: Path, folder: Path, added: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    added.clear()
    next(folder.rglob("chroma.sqlite3")).unlink()
    wanted = texts(PAPERS)
    check(fill(tmp_path / "new", wanted, folder), wanted)
    assert sorted(added) == sorted(wanted.names())
    assert "is filled anew" in caplog.text


def test_a_collection_that_lacks_a_vector_is_no_whole_one(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    wanted = texts(PAPERS)
    with closing(LocalFilling(tmp_path / "new", wanted, wanted.marks(), None, None)) as filling:
        filling.add(0, vectors(wanted)[:-1])
        with pytest.raises(IndexingError, match=f"{len(wanted) - 1} vectors of {len(wanted)}"):
            filling.check()
