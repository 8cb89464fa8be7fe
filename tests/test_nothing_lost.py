"""Nothing is lost: processes killed at any stage, several at once, a full disk, files damaged or half written."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, ROOT, HashedWords, child_env, make_paper
from index_processes import MORE, SOURCE, answers

from rag import EmbeddingError, Settings
from rag.corpora import add
from rag.index import corpus_folder, known_papers, open_index
from rag.passages import split_sentences

PASSAGES = sum(len(split_sentences(paper.abstract)) for paper in PAPERS)


def generation(folder: Path) -> Path:
    return folder / (folder / "current").read_text("utf-8")


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name != "building")


# --- several processes ---------------------------------------------------------------------------


class Child:
    """A process that does one job with an index."""

    def __init__(self, number: int, said: Path) -> None:
        self._number = number
        self._said = said
        self._heard = 0

    def hear(self) -> str:
        """The next line that it says."""
        for _ in range(6000):
            lines = self._said.read_text("utf-8").split("\n") if self._said.exists() else []
            if len(lines) > self._heard + 1:
                self._heard += 1
                return lines[self._heard - 1]
            time.sleep(0.02)
        raise AssertionError(f"the process says nothing more than {lines}")

    def kill(self) -> None:
        os.kill(self._number, signal.SIGKILL)
        for _ in range(500):
            try:
                os.kill(self._number, 0)
            except ProcessLookupError:
                return
            time.sleep(0.01)


class Nursery:
    """Starts children from a process that has imported everything: each import costs seconds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "index_processes.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=child_env(PYTHONPATH=path),
        )

    def start(self, job: str, home: Path, *values: str | int) -> Child:
        """A child that does a job of `index_processes`."""
        assert self.process.stdin
        assert self.process.stdout
        self._count += 1
        said = self._folder / f"{self._count}.txt"
        wanted = {"job": job, "home": str(home), "values": values, "said": str(said)}
        self.process.stdin.write(json.dumps(wanted) + "\n")
        self.process.stdin.flush()
        return Child(int(self.process.stdout.readline()), said)


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """The one that all tests here share."""
    if not hasattr(os, "fork"):
        pytest.skip("needs processes that can be forked")
    nursery = Nursery(tmp_path_factory.mktemp("nursery"))
    yield nursery
    nursery.process.kill()
    nursery.process.communicate()


def test_processes_that_start_at_once_all_answer_and_one_builds_and_reading_changes_no_vector_file(
    tmp_path: Path, nursery: Nursery
) -> None:
    home = tmp_path / "home"

    def all_at_once() -> list[str]:
        children = [nursery.start("build_until", home, "the end") for _ in range(4)]
        return [child.hear() for child in children]

    assert sorted(all_at_once()) == sorted(f"embedded {count} answers True" for count in (0, 0, 0, PASSAGES))
    folder = corpus_folder(Settings(home=home))

    def vector_files() -> dict[str, tuple[bytes, int]]:
        return {
            str(path): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in generation(folder).rglob("*")
            if path.is_file() and path.name != "chroma.sqlite3"
        }

    before = vector_files()
    assert any(path.endswith("data_level0.bin") for path in before)
    assert all_at_once() == ["embedded 0 answers True"] * 4
    assert vector_files() == before


MOMENTS = {
    "embedding": 4,
    "chroma made": 0,
    "chroma filled": PASSAGES,
    "bm25": PASSAGES,
    "papers": PASSAGES,
    "before manifest.json": PASSAGES,
    "after manifest.json": PASSAGES,
    "before current": PASSAGES,
}
"""A moment of a build, and how many texts are embedded by then for good."""


@pytest.mark.parametrize("first", [True, False], ids=["first build", "rebuild"])
def test_a_process_killed_at_any_moment_of_a_build_leaves_the_old_index_and_what_it_embedded(
    tmp_path: Path, nursery: Nursery, first: bool
) -> None:
    """The next start answers, embeds nothing twice, and removes what was left half made."""
    homes = {}
    for moment in MOMENTS:
        home = homes[moment] = tmp_path / moment.replace(" ", "-")
        if not first:
            open_index(Settings(home=home), HashedWords(), papers=PAPERS, source=SOURCE).close()
        child = nursery.start("build_until", home, moment)
        assert child.hear() == "here"
        child.kill()
    for moment, home in homes.items():
        settings, folder = Settings(home=home), corpus_folder(Settings(home=home))
        left = set(generations(folder))
        if not first:
            old = HashedWords()
            index = open_index(settings, old)
            assert answers(index), moment
            assert old.embedded == 0, "the old index serves until the new one is whole"
            index.close()
        second = HashedWords("second")
        index = open_index(settings, second, papers=PAPERS, source=SOURCE)
        assert answers(index), moment
        assert second.embedded == PASSAGES - MOMENTS[moment], moment
        half = {name for name in left if not (folder / name / "manifest.json").exists()}
        assert not half & set(generations(folder)), moment
        assert len(generations(folder)) <= 2
        assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["current", "lock"]
        assert not (folder / "building").exists()


def test_a_process_killed_once_the_new_index_is_current_leaves_the_new_one(tmp_path: Path, nursery: Nursery) -> None:
    settings = Settings(home=tmp_path / "home")
    child = nursery.start("build_until", settings.home, "after current")
    assert child.hear() == "here"
    child.kill()
    second = HashedWords("second")
    assert answers(open_index(settings, second))
    assert second.embedded == 0


# --- a build that fails --------------------------------------------------------------------------


def test_what_an_embedder_gave_before_it_failed_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.building._LOGGED", 2)

    class Failing(HashedWords):
        def _get_text_embedding(self, text: str) -> list[float]:
            if self.embedded == 7:
                raise EmbeddingError("the quota is used up")
            return super()._get_text_embedding(text)

    settings = Settings(home=tmp_path / "home")
    with pytest.raises(EmbeddingError, match="quota"):
        open_index(settings, Failing(), papers=PAPERS, source=SOURCE)
    assert generations(corpus_folder(settings)) == []
    embedder = HashedWords()
    assert answers(open_index(settings, embedder, papers=PAPERS, source=SOURCE))
    assert embedder.embedded == PASSAGES - 6


def test_vectors_of_another_embedder_that_a_failed_build_left_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.building._LOGGED", 2)

    class Failing(HashedWords):
        def _get_text_embedding(self, text: str) -> list[float]:
            if self.embedded == 7:
                raise EmbeddingError("the quota is used up")
            return super()._get_text_embedding(text)

    settings = Settings(home=tmp_path / "home")
    with pytest.raises(EmbeddingError):
        open_index(settings, Failing("first"), papers=PAPERS, source=SOURCE)
    second = HashedWords("second")
    open_index(settings, second, papers=PAPERS, source=SOURCE)
    assert second.embedded == PASSAGES


@pytest.mark.parametrize("most", [0, 500, 2_000, 20_000, 100_000, 180_000])
def test_a_disk_that_fills_up_at_any_stage_of_an_update_leaves_the_old_index(
    tmp_path: Path, nursery: Nursery, most: int
) -> None:
    """No file may grow past a limit, so that writing fails in our code, in NumPy's or in Chroma's, by the limit."""
    settings = Settings(home=tmp_path / "home")
    open_index(settings, HashedWords(), papers=PAPERS, source=SOURCE).close()
    told = nursery.start("update_with_files_up_to", settings.home, most).hear()
    assert told.startswith("told: ")
    assert str(settings.home) in told
    embedder = HashedWords()
    index = open_index(settings, embedder)
    assert (index.papers, embedder.embedded) == (PAPERS, 0)
    assert answers(index)
    assert open_index(settings, HashedWords(), papers=MORE, source=SOURCE).papers == MORE


def test_an_index_in_a_folder_that_cannot_be_written_answers_and_a_change_is_refused(
    nursery: Nursery,
) -> None:
    # Not below pytest's own folder, which only this user may enter.
    home = Path(tempfile.mkdtemp())
    home.chmod(0o755)
    try:
        open_index(Settings(home=home), HashedWords(), papers=PAPERS, source=SOURCE).close()
        child = nursery.start("open_read_only", home)
        first, second = child.hear(), child.hear()
        assert first == "answers True"
        assert second.startswith("told: cannot write the index")
        assert "RAG_HOME" in second
        assert str(home) in second
    finally:
        for path in [home, *home.rglob("*")]:
            path.chmod(0o755)
        shutil.rmtree(home)


# --- papers are always kept ----------------------------------------------------------------------


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def overwrite(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("damage", [cut, overwrite, Path.unlink], ids=["cut", "one byte", "missing"])
def test_where_the_papers_kept_last_are_damaged_those_kept_before_stand_in_and_it_is_said(
    tmp_path: Path, damage: Callable[[Path], object], caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(home=tmp_path / "home")
    open_index(settings, HashedWords(), papers=PAPERS, source=SOURCE).close()
    open_index(settings, HashedWords(), papers=MORE, source=SOURCE).close()
    damage(generation(corpus_folder(settings)) / "papers.jsonl")
    index = open_index(settings, HashedWords())
    assert index.papers == PAPERS
    assert answers(index)
    assert "index again what was added since" in caplog.text


@pytest.mark.parametrize("damage", [cut, overwrite, Path.unlink], ids=["cut", "one byte", "missing"])
@pytest.mark.parametrize("name", ["manifest.json", "ids.json", "offsets.npy", "digests.npy", "finder.npy"])
def test_papers_outlive_damage_to_the_files_beside_them(
    tmp_path: Path, name: str, damage: Callable[[Path], object]
) -> None:
    settings = Settings(home=tmp_path / "home")
    open_index(settings, HashedWords(), papers=MORE, source=SOURCE).close()
    damage(generation(corpus_folder(settings)) / name)
    assert known_papers(corpus_folder(settings))[0] == MORE
    assert open_index(settings, HashedWords()).papers == MORE


@pytest.mark.parametrize("damage", [cut, overwrite, Path.unlink], ids=["cut", "one byte", "missing"])
@pytest.mark.parametrize("name", ["digests.npy", "finder.npy", "texts.npy", "firsts.npy"])
def test_papers_added_beside_damaged_marks_are_merged_and_indexed_as_ever(
    tmp_path: Path, name: str, damage: Callable[[Path], object]
) -> None:
    settings = Settings(home=tmp_path / "home")
    open_index(settings, HashedWords(), papers=PAPERS, source=SOURCE).close()
    damage(generation(corpus_folder(settings)) / name)
    change = add(settings, HashedWords(), MORE, SOURCE)
    assert (change.added, len(change.merged)) == (len(MORE) - len(PAPERS), len(PAPERS))
    index = open_index(settings, HashedWords())
    assert index.papers == MORE
    assert answers(index)


def test_where_current_is_lost_the_newest_generation_keeps_its_papers(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    open_index(settings, HashedWords(), papers=PAPERS, source=SOURCE).close()
    open_index(settings, HashedWords(), papers=MORE, source=SOURCE).close()
    (corpus_folder(settings) / "current").unlink()
    index = open_index(settings, HashedWords())
    assert (index.papers, index.manifest.source) == (MORE, SOURCE)


def test_papers_of_an_index_of_the_first_format_are_read_and_indexed_anew(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    old = corpus_folder(settings) / "20260101-00000000"
    old.mkdir(parents=True)
    papers = (replace(MORE[0], year=2024, authors=("Ann",)), *MORE[1:])
    lines = [json.dumps(asdict(paper), ensure_ascii=False) + "\n" for paper in papers]
    (old / "papers.jsonl").write_text("".join(lines), "utf-8")
    (old / "manifest.json").write_text(json.dumps({"format": 1, "source": SOURCE, "papers": 4, "files": {}}), "utf-8")
    (old.parent / "current").write_text(old.name, "utf-8")
    index = open_index(settings, HashedWords())
    assert (index.papers, index.manifest.source) == (papers, SOURCE)
    assert answers(index)


def test_a_changed_embedder_finds_the_papers_again_and_embeds_all(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    open_index(settings, HashedWords(), papers=MORE, source=SOURCE).close()
    second = HashedWords("second")
    index = open_index(settings, second)
    assert index.papers == MORE
    assert second.embedded == len(index)


# --- many changes --------------------------------------------------------------------------------


def test_a_corpus_that_changes_again_and_again_stays_that_of_a_fresh_build(tmp_path: Path) -> None:
    """Papers come, go, change and move; each state answers as one built from nothing."""
    pool = [
        make_paper(f"Paper {n}", f"We segment organ number {n} on CT. It takes {n} hours to train. Code is free.")
        for n in range(12)
    ]
    states = [pool[:8], pool[2:9], [*pool[5:9], *pool[:5]], [replace(pool[0], year=2020), *pool[1:12]], pool[:11]]
    settings = Settings(home=tmp_path / "home")
    for place, state in enumerate(states):
        index = open_index(settings, HashedWords(), papers=state, source=SOURCE)
        fresh = open_index(Settings(home=tmp_path / f"fresh{place}"), HashedWords(), papers=state, source=SOURCE)
        assert index.papers == fresh.papers == tuple(state)
        assert np.array_equal(index.vectors(range(len(index))), fresh.vectors(range(len(fresh))))
        for row in range(len(index)):
            names, cosines = index._collection.nearest(index.vectors([row])[0], 1)  # type: ignore[union-attr]
            assert cosines[0] == pytest.approx(1, abs=1e-5), names
        for words in (["organ"], ["segment", "7"], ["hour", "free"], ["unseen"]):
            assert np.allclose(index.paper_bm25.coverage(words), fresh.paper_bm25.coverage(words))
            assert np.allclose(index.passage_bm25.coverage(words), fresh.passage_bm25.coverage(words))
        index.close()
        fresh.close()
