"""The index: passages and their vectors in Chroma, BM25 beside it, and a manifest that says what they were made from.

One folder a corpus. Each build goes into a new *generation* folder (`rag.building`); the one-line file `current` names
the generation in use and is replaced in one step at the end, so a process killed at any moment leaves the old index or
the new one. A file lock lets one process build at a time. A generation is never written again once it is current.

    home/corpora/default/
      current                  the name of the generation in use
      lock
      building/                what a build under way has embedded
      20261124-0a1b2c3d/       a generation
        manifest.json
        papers.jsonl  offsets.npy  ids.json  digests.npy     the papers (`rag.paper_file`)
        firsts.npy  starts.npy  ends.npy                     where their sentences stand (`rag.spans`)
        vectors.npy  texts.npy                               what is embedded (`rag.vector_file`)
        tokens/                                              their index terms (`rag.token_file`)
        interaction/                                         vectors of their tokens (`rag.interaction`), of few papers
        everyday/                                            the same as `rag.everyday` reads them, with glosses
        chroma/  bm25/                                       what is searched, made from the above

Up to SENTENCE_PAPERS papers each sentence has a vector; above, each paper has one, and the lexical side tells its
sentences apart. Opening reads little: papers, vectors and BM25 are memory-mapped.
"""

import json
import logging
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag import glosses, interaction
from rag.building import BUILDING, Progress, build
from rag.chroma import COLLECTION, EXACT, Collection, Server, fetch, newest
from rag.config import Settings
from rag.counted import counted
from rag.edited_papers import EditedPapers
from rag.embeddings import embed_query, suited
from rag.errors import CorpusError, IndexingError, RagError
from rag.fingerprints import fingerprint, text_digest
from rag.manifest import (
    FORMAT,
    GIVEN,
    MANIFEST,
    SHIPPED,
    Manifest,
    changed_file,
    corpus_folder,
    current_generation,
    generations,
    read_generation,
    read_manifest,
)
from rag.opened import Index
from rag.paper_file import digests_of, fingerprint_of, ids_of, known_papers, paper_of
from rag.spread import Workers
from rag.types import Paper
from rag.vector_file import VectorLog
from rag.words import terms

__all__ = [
    "GIVEN",
    "SHIPPED",
    "Index",
    "Manifest",
    "Progress",
    "check_index",
    "corpus_folder",
    "known_papers",
    "open_index",
    "read_manifest",
]

log = logging.getLogger(__name__)

_PROBE = 1000
_LOCK_SECONDS = 600.0


def open_index(
    settings: Settings,
    embedder: BaseEmbedding,
    *,
    papers: Sequence[Paper] | None = None,
    source: str | list[str] = SHIPPED,
    progress: Progress | None = None,
) -> Index:
    """Open the index, building it first where there is none that serves.

    Without `papers`, the corpus is what was indexed last (see `source`), else the shipped one. Reused when nothing
    has changed; when papers, embedder or format differ, or when it is found damaged, a new generation takes over what
    is still good of the one before, and embeds the rest.

    Raises IndexingError when the folder cannot be written or another process holds the lock too long, and
    CorpusError for papers that cannot be told apart or quoted.
    """
    folder = corpus_folder(settings)
    server = Server.of(settings)
    given = papers is not None
    try:
        if papers is not None:
            _check_papers(papers)
        else:
            filled = _newer_on_server(settings, server, embedder)
            if server and filled:
                return _take_from_server(folder, server, *filled, embedder, progress)
            manifest = read_manifest(folder)
            of_this = suited(embedder, manifest.papers) if manifest else embedder
            if manifest and manifest.source != SHIPPED and manifest.embed_model == of_this.model_name:
                # Whole or not shows when it is opened; nothing needs to be compared.
                index, _ = _open_current(folder, manifest.corpus, of_this, server)
                if index:
                    return index
            papers, source = known_papers(folder)
        embedder, digests = suited(embedder, len(papers)), digests_of(papers)
        corpus = fingerprint_of(digests)
        index, _ = _open_current(folder, corpus, embedder, server)
        if index:
            return index
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock", timeout=_LOCK_SECONDS):
            # Another process may have built it while this one waited, of other papers too, which must not be lost.
            if not given:
                papers, source = known_papers(folder)
                embedder, digests = suited(embedder, len(papers)), digests_of(papers)
                corpus = fingerprint_of(digests)
            index, damage = _open_current(folder, corpus, embedder, server)
            if index:
                return index
            if damage:
                log.warning("the index in %s cannot be used and is built again: %s", folder, damage)
            sound, workers = damage is None, Workers.of(settings)
            name = build(folder, papers, digests, source, embedder, progress, sound, server, workers=workers)
            _tidy(folder, keep=name)
    except Timeout as error:
        raise IndexingError(
            f"another process has been building the index in {str(folder)!r} for over {_LOCK_SECONDS:.0f} s; "
            f"wait for it, "
            f"or end it, and try again"
        ) from error
    except OSError as error:
        raise IndexingError(
            f"cannot write the index to {str(folder)!r}: {error.strerror or error}; free some space, or set "
            f"RAG_HOME to a folder that can be written"
        ) from error
    return _open(folder / name, embedder, server)


def _newer_on_server(
    settings: Settings, server: Server | None, embedder: BaseEmbedding
) -> tuple[str, str | list[str]] | None:
    """The collection of the corpus that another machine has put on the server since this one indexed it, and the source
    of its papers.
    """
    found = newest(server, settings.corpus) if server else None
    if server is None or found is None:
        return None
    name, theirs = found
    ours = read_manifest(corpus_folder(settings))
    if ours and ours.server == server.url and (ours.collection == name or ours.created > theirs["created"]):
        return None
    if theirs["embed_model"] != embedder.model_name or theirs["format"] != FORMAT:
        raise IndexingError(
            f"{server.place} holds the corpus {settings.corpus!r} as version {theirs['version']} of this project made "
            f"it with the embedder {theirs['embed_model']!r}; use those (RAG_EMBED_MODEL), or give the corpus of this "
            f"machine another name (RAG_CORPUS)"
        )
    return name, theirs["source"]


def _take_from_server(
    folder: Path,
    server: Server,
    name: str,
    source: str | list[str],
    embedder: BaseEmbedding,
    progress: Progress | None,
) -> Index:
    """Make the generation that belongs to a collection which another machine has filled; nothing is embedded."""
    found: list[tuple[int, Paper]] = []
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock", timeout=_LOCK_SECONDS):
        with VectorLog(folder / BUILDING, embedder.model_name) as vector_log:
            for texts, vectors in fetch(server, name):
                vector_log.add([text_digest(f"{about['title']}. {words}") for words, about in texts], vectors)
                found += [
                    (about["place"], paper_of(json.loads(about["paper"]))) for _, about in texts if "paper" in about
                ]
        papers = [paper for _, paper in sorted(found, key=lambda item: item[0])]
        generation = build(folder, papers, digests_of(papers), source, embedder, progress, True, server, name)
        _tidy(folder, keep=generation)
    return _open(folder / generation, embedder, server)


def _check_papers(papers: Sequence[Paper]) -> None:
    ids = ids_of(papers)
    # Papers that were indexed before have been checked then.
    places = papers.given if isinstance(papers, EditedPapers) else range(len(papers))
    if len(set(ids)) < len(ids):
        places = range(len(papers))
    seen: set[str] = set()
    for paper in map(papers.__getitem__, places):
        if not paper.id or paper.id in seen:
            raise CorpusError(
                f"the paper {paper.title!r} has the id {paper.id!r}, which is "
                f"{'that of another paper' if paper.id else 'empty'}; give each paper an id of its own"
            )
        if not paper.abstract.strip():
            raise CorpusError(
                f"the paper {paper.title!r} has no abstract, so nothing of it can be quoted; leave it out"
            )
        try:
            f"{paper.id}{paper.title}{paper.abstract}".encode()
        except UnicodeEncodeError as error:
            raise CorpusError(f"the paper {paper.id!r} holds characters that are no text ({error.reason})") from error
        seen.add(paper.id)


def _open_current(
    folder: Path, corpus: str, embedder: BaseEmbedding, server: Server | None
) -> tuple[Index | None, Exception | None]:
    """The current index where it serves, else the damage that kept it from being opened, if any."""
    generation = current_generation(folder)
    manifest = read_generation(generation) if generation else None
    if (
        generation is None
        or manifest is None
        or not manifest.matches(corpus, embedder.model_name, server.url if server else None)
    ):
        return None, None
    if interaction.reads(embedder, manifest.papers) and not (
        all(interaction.kept(generation / name, reader.model_name) for name, reader in interaction.readers(embedder))
        and glosses.kept(generation / interaction.EVERYDAY_FOLDER)
    ):
        return None, None  # of a version that kept no tokens, or read them otherwise: what it has is taken over
    try:
        return _open(generation, embedder, server), None
    except Exception as error:  # whatever a damaged file makes Chroma, NumPy or JSON raise: built anew
        return None, error


def _open(generation: Path, embedder: BaseEmbedding, server: Server | None, whole: bool = False) -> Index:
    """Open a generation; with `whole`, every byte of its files is compared first."""
    manifest = read_generation(generation)
    if manifest is None:
        raise IndexingError(f"the index in {str(generation)!r} is damaged: its manifest cannot be read")
    changed = changed_file(generation, manifest, whole)
    if changed:
        raise IndexingError(f"the index in {str(generation)!r} is damaged: {changed!r} has changed since it was built")
    if not server and not os.access(generation, os.W_OK) and manifest.vectors <= EXACT:
        # Chroma opens no folder that it cannot write, and all that it would find is in the vectors' own file.
        return Index(generation, manifest, embedder, None)
    if server:
        collection = Collection.on_server(server, manifest.collection)
    else:
        collection = Collection.in_folder(generation / "chroma", COLLECTION)
    try:
        collection.open()
        index = Index(generation, manifest, embedder, collection)
        # A search as wide as a question's: Chroma reads its vector files only then, and damage must show here,
        # where it is healed.
        collection.nearest(np.eye(1, manifest.dimensions, dtype=np.float32)[0], min(_PROBE, manifest.vectors))
        return index
    except BaseException:
        collection.close()
        raise


def _tidy(folder: Path, keep: str) -> None:
    """Remove what killed builds left, and generations but the newest other one (which another process may have
    open).
    """
    others = [p for p in folder.iterdir() if p.is_dir() and p.name not in (keep, BUILDING)]
    others.sort(key=lambda p: p.stat().st_mtime)
    whole = [generation for generation in others if (generation / MANIFEST).is_file()]
    for old in others:
        if old not in whole[-1:]:
            shutil.rmtree(old, ignore_errors=True)
    for aside in folder.glob("current.*"):
        aside.unlink(missing_ok=True)


def check_index(settings: Settings, embedder: BaseEmbedding) -> tuple[bool, str]:
    """Whether the current index is sound and answers, and a sentence that says so or what to do; builds nothing."""
    folder = corpus_folder(settings)
    generation, manifest = current_generation(folder), read_manifest(folder)
    if manifest is None and generations(folder):
        return (
            False,
            "damaged: its manifest is not whole; it is rebuilt from the papers that are kept at the next question",
        )
    if generation is None or manifest is None:
        return False, f"no index yet in {str(folder)!r}; it is built at the first question, or by: python -m rag index"
    try:
        papers, _ = known_papers(folder)
        server = Server.of(settings)
        embedder = suited(embedder, len(papers))
        if not manifest.matches(fingerprint(papers), embedder.model_name, server.url if server else None):
            return (
                False,
                "the papers or the embedder have changed since it was built; it is rebuilt at the next question",
            )
        index = _open(generation, embedder, server, whole=True)
        try:
            nearest = index.dense_papers if index.by_paper else index.dense
            found, cosines = nearest(embed_query(embedder, papers[0].title), 1)
            index.words(terms(papers[0].title), _PROBE)  # a server with a quota shows it when it is asked
            by = "the server's sparse index and bm25s" if index.searches_words else "bm25s"
        finally:
            index.close()
    except RagError as error:
        return False, str(error)
    except Exception as error:  # a damaged file may raise anything; doctor reports and goes on
        return False, f"damaged ({error}); it is rebuilt at the next question"
    if len(found) != 1 or not np.isfinite(cosines).all():
        return False, (
            "it does not answer; write its papers out (python -m rag export papers.jsonl) and index them under another "
            "name (python -m rag index --corpus NAME papers.jsonl)"
        )
    size = f"{counted(manifest.papers, 'paper')}, {counted(manifest.passages, 'passage')}"
    place = f"{str(folder)!r}, vectors on {server.place}; words are searched by {by}" if server else repr(str(folder))
    return True, f"{size}, built {manifest.created} in {place}"
