"""Building a generation of an index: from nothing, or from the one before and what has changed since.

Sentences, terms and vectors of texts that are as they were are taken over; only new texts are read and embedded, and
only what changed is written to the copy of the Chroma collection. What is embedded stands in a log at once, so a build
that was killed goes on where it stopped. The generation is written in a folder of its own and is nobody's until its
manifest is whole and `current` names it.
"""

import json
import logging
import secrets
import shutil
from collections.abc import Callable, Container, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from rag import files, interaction
from rag.before import CHROMA, Before, known_vectors
from rag.chroma import COLLECTION, Server, batches, collection_name, publish, withdraw
from rag.config import LARGE_CORPUS
from rag.derived import Derived
from rag.embeddings import LocalEmbedding, Vectors, embed_texts
from rag.errors import IndexingError
from rag.filling import Filled, Filling, LocalFilling, ServerFilling
from rag.fingerprints import as_marks
from rag.glosses import Glosses
from rag.manifest import CURRENT, FORMAT, MANIFEST, Manifest, seal
from rag.paper_file import fingerprint_of, ids_of, write_papers
from rag.passages import Span, split_sentences
from rag.runs import runs
from rag.spans import Spans
from rag.spread import Workers
from rag.texts import Texts
from rag.token_file import Tokens, TokenWriter
from rag.types import Paper
from rag.vector_file import VectorFile, VectorLog, write_vectors
from rag.version import __version__

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with texts embedded and texts in all (a text is a passage, or in a large corpus a paper); then, where tokens
are kept, once more with passages read for theirs.
"""

SENTENCE_PAPERS = LARGE_CORPUS
"""Papers up to which each sentence has a vector of its own; above, each paper has one."""

BUILDING = "building"
"""The folder of what a build under way has embedded."""

_PUBLISHED = {"format", "source", "embed_model", "version", "created"}
# What other machines read of a manifest on a server.

_LOGGED = 256
"""Texts embedded between two writes to the log: what a killed build loses at most."""


def build(
    folder: Path,
    papers: Sequence[Paper],
    digests: NDArray[np.uint8],
    source: str | list[str],
    embedder: BaseEmbedding,
    progress: Progress | None = None,
    sound: bool = True,
    server: Server | None = None,
    filled: str | None = None,
    workers: Workers | None = None,
) -> str:
    """Build a new generation and make it current; its name. What a failed build wrote is removed, but for the log of
    what it had embedded. Where the Chroma collection before is not `sound`, it is filled anew.

    `digests` are the papers' marks (`rag.paper_file.digests_of`). With a `server`, the collection stands there;
    `filled` names one that another machine has filled for these papers. New texts are embedded by the `workers` where
    there are some, else here.
    """
    name = f"{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(4)}"
    generation = folder / name
    collection = filled or (collection_name(folder.name, name) if server else COLLECTION)
    try:
        generation.mkdir()
        before = Before.find(folder)
        kept = [before.numbers.get(mark) for mark in as_marks(digests[:, 1])] if before else [None] * len(papers)
        spans = _spans(papers, before, kept)
        if not len(spans):
            raise IndexingError("there is nothing to index: no paper has an abstract")
        texts = Texts(papers, ids_of(papers), spans, "sentence" if len(papers) <= SENTENCE_PAPERS else "paper")
        known = known_vectors(folder, embedder.model_name)
        marks = _marks(texts, before, kept, known)
        filling: Filling
        if server is None:
            filling = LocalFilling(generation, texts, marks, before if sound else None, known)
        else:
            filling = Filled(server, collection, texts) if filled else ServerFilling(server, collection, texts)
        try:
            tokens, dimensions = _fill(
                folder, generation, texts, marks, before, kept, known, embedder, workers, progress, filling
            )
        finally:
            filling.close()
        with ThreadPoolExecutor(1) as beside:  # to sort terms, NumPy lets go of Python's lock
            words = beside.submit(_write_words, tokens, spans, generation)
            _derived(papers, before, kept).save(generation / "derived")
            words.result()
        spans.save(generation)
        _interaction(generation, papers, spans, before, kept, embedder, progress)
        write_papers(generation, papers, digests, before.papers if before else None)
        whole, samples = seal(generation, _never_written_again(generation))
        manifest = Manifest(
            format=FORMAT,
            source=source,
            corpus=fingerprint_of(digests),
            papers=len(papers),
            passages=len(spans),
            granularity=texts.granularity,
            embed_model=embedder.model_name,
            dimensions=dimensions,
            version=__version__,
            created=datetime.now(UTC).isoformat(timespec="microseconds"),
            server=server.url if server else None,
            collection=collection,
            files=whole,
            samples=samples,
        )
        files.replace(generation / MANIFEST, json.dumps(asdict(manifest), indent=2).encode("utf-8"))
        if server and not filled:
            publish(server, collection, {key: value for key, value in asdict(manifest).items() if key in _PUBLISHED})
        files.replace(folder / CURRENT, name.encode("utf-8"))
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        if server and not filled:
            withdraw(server, collection)
        raise
    shutil.rmtree(folder / BUILDING, ignore_errors=True)
    return name


def _write_words(tokens: Tokens, spans: Spans, generation: Path) -> None:
    tokens.bm25_of_papers(spans.firsts).save(generation / "bm25" / "papers")
    tokens.bm25_of_passages(spans.firsts).save(generation / "bm25" / "passages")
    tokens.save(generation / "tokens")


def _derived(papers: Sequence[Paper], before: Before | None, kept: Sequence[int | None]) -> Derived:
    if before:
        try:
            return Derived.update(before.generation / "derived", before.papers, papers, kept)
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("what is derived from all papers is read anew: %s", error)
    return Derived.build(papers)


def _interaction(
    generation: Path,
    papers: Sequence[Paper],
    spans: Spans,
    before: Before | None,
    kept: Sequence[int | None],
    embedder: BaseEmbedding,
    progress: Progress | None,
) -> None:
    """Write the papers as the embedder reads them, and as it does taught everyday words; nothing for many, or with an
    embedder that gives tokens none.
    """
    if not interaction.reads(embedder, len(papers)):
        return
    readings = [
        (folder, reader.model_name, _readings(folder, reader, papers, spans, before, kept))
        for folder, reader in interaction.readers(embedder)
    ]
    found: dict[str, list[interaction.Read]] = {folder: [] for folder, _, _ in readings}
    for number in range(len(papers)):
        for folder, _, reading in readings:
            found[folder].append(next(reading))
        if progress:
            progress(int(spans.firsts[number + 1]), len(spans))
    for folder, model, _ in readings:
        interaction.write(generation / folder, found[folder], model)
    texts = [text for number, paper in enumerate(papers) for text in _texts(paper, spans.of_paper(number))]
    reader = embedder.everyday()
    Glosses.read(reader, texts, _glosses_before(before, reader)).save(generation / interaction.EVERYDAY_FOLDER)


def _texts(paper: Paper, sentences: Sequence[Span]) -> Iterator[str]:
    """The title and each sentence."""
    yield paper.title
    for start, end in sentences:
        yield paper.abstract[start:end]


def _glosses_before(before: Before | None, reader: LocalEmbedding) -> Glosses | None:
    """The glosses of the generation before; None where it has none of this reader and glossary."""
    if before is None:
        return None
    folder, firsts = before.generation / interaction.EVERYDAY_FOLDER, before.spans.firsts
    if not interaction.kept(folder, reader.model_name):
        return None
    try:
        return Glosses.load(folder, int(firsts[-1]) + len(firsts) - 1)
    except (OSError, ValueError) as error:
        log.info("all glosses are read anew: %s", error)
        return None


def _readings(
    folder: str,
    reader: LocalEmbedding,
    papers: Sequence[Paper],
    spans: Spans,
    before: Before | None,
    kept: Sequence[int | None],
) -> Iterator[interaction.Read]:
    """One paper after another as an embedder reads it, from the generation before where it stood there."""
    old = _interaction_before(before, folder, reader)
    new = [number for number, place in enumerate(kept) if old is None or place is None]
    read = interaction.read_papers(
        reader, [papers[number] for number in new], [spans.of_paper(number) for number in new]
    )
    for place in kept:
        yield next(read) if old is None or place is None else old.of_paper(place)


def _interaction_before(before: Before | None, folder: str, reader: LocalEmbedding) -> interaction.Interaction | None:
    """The papers as the generation before has them; None where they cannot be taken over."""
    if before is None:
        return None
    try:
        return interaction.Interaction.load(before.generation / folder, before.spans.firsts, reader.model_name)
    except (OSError, ValueError) as error:
        log.info("all papers are read for their token vectors: %s", error)
        return None


def _spans(papers: Sequence[Paper], before: Before | None, kept: Sequence[int | None]) -> Spans:
    parts = [
        Spans.of([split_sentences(papers[place + more].abstract) for more in range(size)])
        if before is None or number is None
        else before.spans.some(number, number + size)
        for place, number, size in runs(kept)
    ]
    return Spans.joined(parts) if parts else Spans.of([])


def _marks(texts: Texts, before: Before | None, kept: Sequence[int | None], known: VectorFile | None) -> list[bytes]:
    """The marks of all texts; those of papers that are as they were stand beside their vectors."""
    same = before and known and before.generation == known.folder and before.texts.granularity == texts.granularity
    if before is None or known is None or not same:
        return texts.marks()
    marks: list[bytes] = []
    for place, number, size in runs(kept):
        if number is None:
            marks += texts.marks(range(texts.first_of(place), texts.first_of(place + size)))
        else:
            marks += known.marks[before.texts.first_of(number) : before.texts.first_of(number + size)]
    return marks


def _fill(
    folder: Path,
    generation: Path,
    texts: Texts,
    marks: Sequence[bytes],
    before: Before | None,
    kept: Sequence[int | None],
    known: VectorFile | None,
    embedder: BaseEmbedding,
    workers: Workers | None,
    progress: Progress | None,
    filling: Filling,
) -> tuple[Tokens, int]:
    """Write the vectors of all texts and their Chroma collection, and read the terms of new papers on the way."""
    writer = TokenWriter(before.tokens, before.spans.firsts) if before else TokenWriter(None, None)
    number = 0
    with (
        VectorLog(folder / BUILDING, embedder.model_name, known.dimensions if known else 0) as vector_log,
        closing(_vectors(texts, marks, known, vector_log, embedder, workers, progress)) as vectors_in_batches,
    ):
        for place, vectors in write_vectors(generation, vectors_in_batches, marks):
            filling.add(place, vectors)
            begun = number
            while number < len(texts.papers) and texts.first_of(number) < place + len(vectors):
                number += 1
            _read_terms(writer, texts, range(begun, number), kept[begun:number])
        dimensions = vector_log.dimensions
    filling.check()
    tokens = writer.tokens()
    filling.add_words(tokens)
    return tokens, dimensions


def _read_terms(writer: TokenWriter, texts: Texts, numbers: range, kept: Sequence[int | None]) -> None:
    """Read the terms of the papers with these numbers that are not kept, and take over those of the others."""
    for place, before, size in runs(kept):
        if before is not None:
            writer.keep(before, size)
            continue
        for number in numbers[place : place + size]:
            writer.read(texts.papers[number], texts.spans.of_paper(number))


def _vectors(
    texts: Texts,
    marks: Sequence[bytes],
    known: VectorFile | None,
    vector_log: VectorLog,
    embedder: BaseEmbedding,
    workers: Workers | None,
    progress: Progress | None,
) -> Generator[Vectors]:
    """The vectors of all texts, a batch at a time; those that neither the generation before nor the log has are
    embedded.
    """
    places = known.places if known else {}
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, len(texts))

    new = _new(marks, places, vector_log.places)
    wanted = ([texts.text(place) for place in some] for pieces in new for some in pieces)
    with closing(_embedded(wanted, embedder, workers, step)) as embedded:
        for batch, pieces in zip(batches(len(texts)), new, strict=True):
            step(len(batch) - sum(map(len, pieces)))
            for some, vectors in zip(pieces, embedded, strict=False):  # the batches after this one follow in it
                vector_log.add([marks[place] for place in some], vectors)
            out = np.empty((len(batch), vector_log.dimensions), np.float32)
            of_batch = [marks[place] for place in batch]
            if known:
                taken = [i for i, mark in enumerate(of_batch) if mark in places]
                out[taken] = known.vectors[[places[of_batch[i]] for i in taken]]
            logged = [i for i, mark in enumerate(of_batch) if mark not in places]
            if logged:
                out[logged] = vector_log.take([vector_log.places[of_batch[i]] for i in logged])
            yield out


def _new(marks: Sequence[bytes], *known: Container[bytes]) -> list[list[list[int]]]:
    """The places of the texts to embed: of each batch, in pieces of what is logged at once. A text that stands twice
    is embedded once.
    """
    seen: set[bytes] = set()
    new = []
    for batch in batches(len(marks)):
        lacking = []
        for place in batch:
            mark = marks[place]
            if mark not in seen and not any(mark in vectors for vectors in known):
                seen.add(mark)
                lacking.append(place)
        new.append([lacking[start : start + _LOGGED] for start in range(0, len(lacking), _LOGGED)])
    return new


def _embedded(
    texts: Iterator[list[str]], embedder: BaseEmbedding, workers: Workers | None, step: Callable[[int], None]
) -> Generator[Vectors]:
    """The vectors of some texts after others, in their order."""
    if workers is None:
        for some in texts:
            yield embed_texts(embedder, some, step)
        return
    with closing(workers.embed(texts, embedder.model_name)) as found:
        for vectors in found:
            step(len(vectors))
            yield vectors


def _never_written_again(generation: Path) -> list[Path]:
    """The files of a generation that stay as they are: all but Chroma's database."""
    # Until Chroma has written its vectors (it does so from two passages on), it makes their files anew at every open.
    chroma = [written for path in (generation / CHROMA).glob("*/*.pickle") for written in path.parent.iterdir()]
    others = (path for part in generation.iterdir() if part.name != CHROMA for path in (part, *part.rglob("*")))
    return [*(path for path in others if path.is_file()), *chroma]
