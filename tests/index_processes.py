"""Processes that build or open an index, told when to stop: each is forked from one that has imported everything.

Run as a program, it reads one JSON object a line: what to do, in which home, at which moment to wait for its end, and
the file for what the process has to say. It answers with the process's number.
"""

import json
import logging
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401  # imported before the fork, since it takes seconds
import llama_index.vector_stores.chroma  # noqa: F401  # likewise
from conftest import PAPERS, HashedWords, make_paper

from rag import IndexingError, Paper, Settings, building, files
from rag.bm25 import BM25Index
from rag.chroma import Collection
from rag.embeddings import embed_query
from rag.index import Index, open_index

SOURCE = ["papers.txt"]
MORE = (*PAPERS, make_paper("KidneyNet: Another Organ", "We segment the kidney on ultrasound with few labels."))


def answers(index: Index) -> bool:
    """Whether the first paper comes first for a question about it."""
    rows, _ = index.dense(embed_query(index.embedder, "which network segments the liver on CT"), 1)
    return index.paper(int(rows[0])).title == PAPERS[0].title


def build_until(home: Path, moment: str) -> None:
    """Build for the embedder `second`, two texts a write to the log, and wait to be killed at a moment."""
    building._LOGGED = 2

    def here(now: str) -> None:
        if now == moment:
            print("here", flush=True)
            time.sleep(600)

    class Watched(HashedWords):
        def _get_text_embedding(self, text: str) -> list[float]:
            if self.embedded == 5:
                here("embedding")
            return super()._get_text_embedding(text)

    def watch(owner: Any, name: str, before: str, after: str) -> None:
        really = getattr(owner, name)

        def watched(*arguments: Any) -> Any:
            here(before)
            out = really(*arguments)
            here(after)
            return out

        setattr(owner, name, watched)

    def replaced(path: Path, content: bytes, really: Callable[[Path, bytes], None] = files.replace) -> None:
        here(f"before {path.name}")
        really(path, content)
        here(f"after {path.name}")

    def half_written(folder: Path, papers: Any, digests: Any, *old: Any, really: Any = building.write_papers) -> Any:
        if moment == "papers":
            really(folder, papers[:1], digests[:1], *old)
        here("papers")
        return really(folder, papers, digests, *old)

    watch(Collection, "create", "", "chroma made")
    watch(Collection, "add_nodes", "", "chroma filled")
    watch(BM25Index, "save", "bm25", "")
    building.write_papers = half_written  # type: ignore[assignment]  # a stand-in that stops half-way
    files.replace = replaced
    embedder = Watched("second")
    index = open_index(Settings(home=home), embedder, papers=PAPERS, source=SOURCE)
    good = all(answers(index) for _ in range(20))
    print("embedded", embedder.embedded, "answers", good, flush=True)
    index.close()


def update_with_files_up_to(home: Path, most: int) -> None:
    """Add a paper while no file may grow past so many bytes, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    _refused(home, MORE)


def open_read_only(home: Path) -> None:
    """Open an index, then change it, in a folder that cannot be written."""
    for path in [home, *home.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:
        os.setuid(65534)
    index = open_index(Settings(home=home), HashedWords())
    print("answers", answers(index), flush=True)
    _refused(home, MORE)


def _refused(home: Path, papers: tuple[Paper, ...]) -> None:
    # Output goes to a file too, and would be cut with the others.
    try:
        open_index(Settings(home=home), HashedWords(), papers=papers, source=SOURCE)
        said = "built"
    except IndexingError as error:
        said = f"told: {error}"
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(said, flush=True)


JOBS: dict[str, Callable[..., None]] = {
    job.__name__: job for job in (build_until, update_with_files_up_to, open_read_only)
}


def main() -> None:
    """Fork a process for each line of standard input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        wanted = json.loads(line)
        process = os.fork()
        if process == 0:
            said = os.open(wanted["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(said, 1)
            os.dup2(said, 2)
            logging.disable()
            try:
                JOBS[wanted["job"]](Path(wanted["home"]), *wanted["values"])
            except BaseException:
                traceback.print_exc()
            sys.stdout.flush()
            os._exit(0)
        print(process, flush=True)


if __name__ == "__main__":
    main()
