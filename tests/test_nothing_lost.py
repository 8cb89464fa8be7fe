"""Nothing is lost: processes killed at any stage, several at once, a full disk, files damaged or half written."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, ROOT, HashedWords, child_env, make_paper, run_python

from rag import EmbeddingError, Settings
from rag.embeddings import embed_query
from rag.index import Index, corpus_folder, known_papers, open_index
from rag.passages import split_sentences

SOURCE = ["papers.txt"]
MORE = (*PAPERS, make_paper("KidneyNet: Another Organ", "We segment the kidney on ultrasound with few labels."))
PASSAGES = sum(len(split_sentences(paper.abstract)) for paper in PAPERS)


def generation(folder: Path) -> Path:
    return folder / (folder / "current").read_text("utf-8")


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name != "building")


def answers(index: Index) -> bool:
    rows, _ = index.dense(embed_query(index.embedder, "which network segments the liver on CT"), 1)
    return index.paper(int(rows[0])).title == PAPERS[0].title


# --- several processes ---------------------------------------------------------------------------

CHILD = """
import sys, time
from pathlib import Path
from conftest import PAPERS, HashedWords
from rag import Settings, building, files
from rag.bm25 import BM25Index
from rag.chroma import Collection
from rag.embeddings import embed_query
from rag.index import open_index

moment = ""
building._LOGGED = 2

def wait_for_the_end():
    print("here", flush=True)
    time.sleep(60)

class Watched(HashedWords):
    def _get_text_embedding(self, text):
        if moment == "embedding" and self.embedded == 5:
            wait_for_the_end()
        return super()._get_text_embedding(text)

def watch(owner, name, when, after=False):
    really = getattr(owner, name)
    def watched(*arguments):
        if moment == when and not after:
            wait_for_the_end()
        out = really(*arguments)
        if moment == when and after:
            wait_for_the_end()
        return out
    setattr(owner, name, watched)

def replaced(path, content, really=files.replace):
    if moment == f"before_{path.name}":
        wait_for_the_end()
    really(path, content)
    if moment == f"after_{path.name}":
        wait_for_the_end()

def written(folder, papers, digests, really=building.write_papers):
    if moment == "papers":
        really(folder, papers[:1], digests[:1])
        wait_for_the_end()
    return really(folder, papers, digests)

watch(Collection, "create", "chroma_made", after=True)
watch(Collection, "add_nodes", "chroma_filled", after=True)
watch(BM25Index, "save", "bm25")
building.write_papers = written
files.replace = replaced
print("ready", flush=True)
for line in sys.stdin:
    home, moment = line.split()
    embedder = Watched("second")
    index = open_index(Settings(home=Path(home)), embedder, papers=PAPERS, source=["papers.txt"])
    for _ in range(20):
        rows, _ = index.dense(embed_query(embedder, "which network segments the liver on CT"), 1)
    print("embedded", embedder.embedded, "best", index.paper(int(rows[0])).id, flush=True)
    index.close()
"""


class Child:
    """A process that opens the index of a home, waiting for its end at a moment of the build."""

    def __init__(self) -> None:
        self.ready = False
        path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=child_env(PYTHONPATH=path),
        )

    def say(self, home: Path, moment: str = "whole") -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{home} {moment.replace(' ', '_')}\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        self.process.communicate()


@pytest.fixture(scope="module")
def started() -> Iterator[list[Child]]:
    """Four processes, started once: each start costs seconds."""
    children = [Child() for _ in range(4)]
    yield children
    for child in children:
        child.kill()


@pytest.fixture
def children(started: list[Child]) -> list[Child]:
    """Four processes that wait for work; a test may kill them."""
    for place, child in enumerate(started):
        if child.process.poll() is not None:
            started[place] = Child()
        elif child.ready:
            continue
        assert started[place].hear() == "ready"
        started[place].ready = True
    return started


def test_processes_that_start_at_once_all_answer_and_one_builds_and_reading_changes_no_vector_file(
    tmp_path: Path, children: list[Child]
) -> None:
    home = tmp_path / "home"

    def ask_all(moment: str) -> list[str]:
        for child in children:
            child.say(home, moment)
        return [child.hear() for child in children]

    heard = ask_all("whole")
    assert sorted(heard) == sorted(f"embedded {count} best {PAPERS[0].id}" for count in (0, 0, 0, PASSAGES))
    folder = corpus_folder(Settings(home=home))

    def vector_files() -> dict[str, tuple[bytes, int]]:
        return {
            str(path): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in generation(folder).rglob("*")
            if path.is_file() and path.name != "chroma.sqlite3"
        }

    before = vector_files()
    assert any(path.endswith("data_level0.bin") for path in before)
    assert ask_all("whole") == [f"embedded 0 best {PAPERS[0].id}"] * 4
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
@pytest.mark.parametrize("four", [list(MOMENTS)[:4], list(MOMENTS)[4:]], ids=["early", "late"])
def test_a_process_killed_at_any_moment_of_a_build_leaves_the_old_index_and_what_it_embedded(
    tmp_path: Path, children: list[Child], four: list[str], first: bool
) -> None:
    """The next start answers, embeds nothing twice, and removes what was left half made."""
    homes = {}
    for child, moment in zip(children, four, strict=True):
        home = homes[moment] = tmp_path / moment.replace(" ", "-")
        if not first:
            open_index(Settings(home=home), HashedWords(), papers=PAPERS, source=SOURCE).close()
        child.say(home, moment)
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


def test_a_process_killed_once_the_new_index_is_current_leaves_the_new_one(
    tmp_path: Path, children: list[Child]
) -> None:
    settings = Settings(home=tmp_path / "home")
    children[0].say(settings.home, "after current")
    assert children[0].hear() == "here"
    children[0].kill()
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


FULL = """
import resource, signal, sys
from pathlib import Path
from conftest import PAPERS, HashedWords
from test_nothing_lost import MORE
from rag import IndexingError, Settings
from rag.index import open_index

home, most = Path(sys.argv[1]), int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
try:
    open_index(Settings(home=home), HashedWords(), papers=MORE, source=["papers.txt"])
except IndexingError as error:
    print("told:", error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("most", [0, 500, 2_000, 20_000, 100_000, 180_000])
def test_a_disk_that_fills_up_at_any_stage_of_an_update_leaves_the_old_index(tmp_path: Path, most: int) -> None:
    """No file may grow past a limit, so that writing fails in our code, in NumPy's or in Chroma's, by the limit."""
    settings = Settings(home=tmp_path / "home")
    open_index(settings, HashedWords(), papers=PAPERS, source=SOURCE).close()
    done = run_python("-c", FULL, str(settings.home), str(most), PYTHONPATH=f"{ROOT}{os.pathsep}{ROOT / 'tests'}")
    assert done.stdout.startswith("told: "), done.stderr[-2000:]
    assert str(settings.home) in done.stdout
    assert "Traceback" not in done.stderr
    embedder = HashedWords()
    index = open_index(settings, embedder)
    assert (index.papers, embedder.embedded) == (PAPERS, 0)
    assert answers(index)
    assert open_index(settings, HashedWords(), papers=MORE, source=SOURCE).papers == MORE


READ_ONLY = """
import os, sys
from pathlib import Path
from conftest import PAPERS, HashedWords
from test_nothing_lost import MORE, answers
from rag import IndexingError, Settings
from rag.index import open_index
import chromadb

home = Path(sys.argv[1])
for path in [home, *home.rglob("*")]:
    path.chmod(0o555 if path.is_dir() else 0o444)
if os.geteuid() == 0:
    os.setuid(65534)
index = open_index(Settings(home=home), HashedWords())
print("answers", answers(index), flush=True)
try:
    open_index(Settings(home=home), HashedWords(), papers=MORE, source=["papers.txt"])
except IndexingError as error:
    print("told:", error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders there have no such mode")
def test_an_index_in_a_folder_that_cannot_be_written_answers_and_a_change_is_refused(tmp_path: Path) -> None:
    # Not below pytest's own folder, which only this user may enter.
    home = Path(tempfile.mkdtemp())
    home.chmod(0o755)
    try:
        open_index(Settings(home=home), HashedWords(), papers=PAPERS, source=SOURCE).close()
        done = run_python("-c", READ_ONLY, str(home), PYTHONPATH=f"{ROOT}{os.pathsep}{ROOT / 'tests'}")
        first, second, *_ = [*done.stdout.splitlines(), "", ""]
        assert first == "answers True", done.stderr[-2000:]
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


@pytest.mark.parametrize("name", ["manifest.json", "ids.json", "offsets.npy"])
def test_papers_outlive_damage_to_the_files_beside_them(tmp_path: Path, name: str) -> None:
    settings = Settings(home=tmp_path / "home")
    open_index(settings, HashedWords(), papers=MORE, source=SOURCE).close()
    path = generation(corpus_folder(settings)) / name
    path.write_bytes(b"")
    assert known_papers(corpus_folder(settings))[0] == MORE
    assert open_index(settings, HashedWords()).papers == MORE


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
