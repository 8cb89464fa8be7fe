"""What all tests share: a clean environment, papers made in one line, a cheap embedder, and the shipped assistant.

RAG_TEST_HOME=DIR keeps the index of the shipped abstracts in DIR between runs; without it, each run builds its own.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from chroma_servers import ChromaServer
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.callbacks import CallbackManager
from llama_index.core.schema import TextNode
from llm_server import LLMServer, embed

from rag import Assistant, Paper, Settings
from rag.corpus import find_links, paper_id
from rag.index import Index, open_index
from rag.passages import make_node, split_sentences
from rag.words import terms

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"

# Read before the environment is cleaned for the tests.
_KEPT_HOME = os.environ.get("RAG_TEST_HOME")

_ABSTRACT = (
    "We present a network that segments the liver on CT. It reaches a Dice of 0.94 on 1,200 volumes, "
    "e.g. on those with lesions. Code is at https://example.org/code."
)


def make_paper(title: str = "LiverNet: Segmenting the Liver on CT", abstract: str = _ABSTRACT) -> Paper:
    """A paper as the reader of a file would make it."""
    return Paper(paper_id(title), title, abstract, links=find_links(abstract))


def make_nodes(papers: Sequence[Paper]) -> list[TextNode]:
    """The passages of papers as the index makes them, in order."""
    return [make_node(p, i, span) for p in papers for i, span in enumerate(split_sentences(p.abstract))]


PAPERS = (
    make_paper(),
    make_paper(
        "SwinSeg: Dice on Brain MRI",
        "SwinSeg outperforms U-Net by 3.5% Dice on brain MRI. It was trained on 1,200 scans of stroke. "
        "We release two models and their weights [12].",
    ),
    make_paper(
        "A Survey of State Space Models for X-ray",
        "MedMamba is a state space model for X-ray images. It needs no attention. "
        "State space models scale linearly with the size of the image, unlike transformers.",
    ),
)
"""A corpus of three papers and nine passages."""


class HashedWords(BaseEmbedding):
    """An embedder that costs nothing: texts with words in common are near to each other. It counts what it embeds."""

    _embedded: int = PrivateAttr(default=0)

    def __init__(self, name: str = "hashed-words") -> None:
        super().__init__(model_name=name, callback_manager=CallbackManager([]))

    @property
    def embedded(self) -> int:
        """Texts embedded so far, questions left out."""
        return self._embedded

    def _get_query_embedding(self, query: str) -> list[float]:
        return embed(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return embed(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        self._embedded += 1
        return embed(text)


def make_assistant(home: Path, papers: Sequence[Paper] = PAPERS, **settings: object) -> Assistant:
    """An assistant over a few papers with the cheap embedder; the files stay in `home`."""
    chosen = Settings(home=home, **settings)  # type: ignore[arg-type]
    return Assistant(open_index(chosen, HashedWords(), papers=tuple(papers), source=["papers.txt"]), chosen)


def same_as_built_anew(index: Index) -> None:
    """Whatever was taken over from the generation before, passages, terms and vectors are those of a fresh build."""
    fresh = open_index(
        Settings(home=index.folder.parents[2].with_name("fresh")),
        HashedWords(),
        papers=index.papers,
        source=["papers.txt"],
    )
    for name in ("owners", "starts", "ends", "firsts"):
        assert getattr(index, name).tolist() == getattr(fresh, name).tolist()
    rows = range(len(fresh))
    assert np.array_equal(index.vectors(rows), fresh.vectors(rows))
    for bm25, wanted in ((index.paper_bm25, fresh.paper_bm25), (index.passage_bm25, fresh.passage_bm25)):
        for term in terms("segment the liver on brain MRI with few labels free kidney another title it 1,200 dice"):
            assert np.allclose(bm25.scores([term]), wanted.scores([term])), term
            assert (bm25.idf(term), term in bm25) == (wanted.idf(term), term in wanted)
    found, cosines = index._collection.nearest(fresh.vectors([0])[0], len(fresh))  # type: ignore[union-attr]
    assert sorted(found) == sorted(fresh.node_id(row) for row in rows)
    assert cosines[0] == pytest.approx(1, abs=1e-5)
    fresh.close()


def page(*papers: Paper) -> str:
    """Papers as a page, the way they stand in a file; abstracts as short as the fixtures' are filled up to be found."""
    filler = " This sentence says nothing new, and only makes the abstract as long as one is." * 5
    return "\n\n".join(["Header", *(f"{paper.title}\n\n{paper.abstract}{filler}" for paper in papers)]) + "\n"


def run_python(
    *arguments: str, cwd: Path | None = None, stdin: str | bytes = "", timeout: float = 120, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments in a process of its own that can import the project."""
    raw = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, input=raw, env=child_env(**env), capture_output=True, timeout=timeout
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def child_env(**env: str) -> dict[str, str]:
    """The environment for a process of its own."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **env}


@pytest.fixture(autouse=True)
def _clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No setting, key or .env of the developer's reaches a test, and no test writes outside its folder."""
    with patch.dict(os.environ):
        for name in list(os.environ):
            if name.startswith(("RAG_", "OPENAI_")) or name.endswith("_API_KEY"):
                del os.environ[name]
        os.environ["RAG_HOME"] = str(tmp_path / "home")
        monkeypatch.chdir(tmp_path)
        yield


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of `assistant`: the local embedder's model and the index of the shipped abstracts."""
    return Path(_KEPT_HOME) if _KEPT_HOME else tmp_path_factory.mktemp("shipped")


@pytest.fixture(scope="session")
def assistant(shipped_home: Path) -> Iterator[Assistant]:
    """The shipped 92 abstracts with the local embedder, extractive; built once for the whole run."""
    opened = Assistant.open(Settings(home=shipped_home))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def llm() -> Iterator[LLMServer]:
    """A model server on loopback that misbehaves by model name; use `provider` in a test."""
    with LLMServer(delay=30.0) as server:
        yield server


@pytest.fixture
def provider(llm: LLMServer, monkeypatch: pytest.MonkeyPatch) -> LLMServer:
    """The server, as the OpenAI provider of this test, with nothing recorded yet."""
    llm.reset()
    monkeypatch.setenv("OPENAI_BASE_URL", llm.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-key-0123456789")
    return llm


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A real Chroma server on loopback, one for all tests of a file."""
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(chroma: ChromaServer) -> ChromaServer:
    """What `here` asks: up again where the test before left it down. A file may put a stand-in before it."""
    if chroma.process is None:
        chroma.start()
    return chroma


@pytest.fixture
def here(server: ChromaServer, tmp_path: Path) -> Settings:
    """A machine with an empty home, and on the server a corpus of the test's own."""
    return Settings(home=tmp_path / "here", corpus=tmp_path.name[:60].rstrip("."), chroma_url=server.url)


@pytest.fixture(scope="session")
def running_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of the running app."""
    return Path(_KEPT_HOME) if _KEPT_HOME else tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def running(running_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real app, started as a person starts it, with no model."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = str(running_home)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RAG_")}
    log = tmp_path_factory.mktemp("log") / "app.log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            cwd=home,  # a `.env` of the project's folder must not reach the test
            env={**kept, "RAG_HOME": home, "GRADIO_SERVER_PORT": str(port)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        for _ in range(600):
            assert process.poll() is None, log.read_text("utf-8")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
        assert "Traceback" not in log.read_text("utf-8")
    finally:
        process.terminate()
        process.wait(10)
