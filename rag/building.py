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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import TextNode

from rag import files
from rag.chroma import Collection, batches
from rag.config import LARGE_CORPUS
from rag.derived import Derived
from rag.embeddings import Vectors, embed_texts
from rag.errors import IndexingError, RagError
from rag.fingerprints import joined, text_digest
from rag.manifest import (
    CURRENT,
    FORMAT,
    MANIFEST,
    Granularity,
    Manifest,
    changed_file,
    generations,
    read_generation,
    seal,
)
from rag.paper_file import PaperFile, digests_of, ids_of, write_papers
from rag.passages import Span, embedding_text, make_node, split_sentences
from rag.spans import Spans
from rag.token_file import Tokens, TokenWriter
from rag.types import Paper
from rag.vector_file import TEXTS, VECTORS, VectorFile, VectorLog, as_marks, write_vectors
from rag.version import __version__

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with texts embedded and texts in all (a text is a passage, or in a large corpus a paper)."""

BUILDING = "building"
"""The folder of what a build under way has embedded."""

_REUSED = 0.5
"""Share of the texts that must be as they were for the Chroma collection to be copied rather than filled anew."""

_LOGGED = 256
"""Texts embedded between two writes to the log: what a killed build loses at most."""

_CHROMA = "chroma"


@dataclass(frozen=True, slots=True)
class Texts:
    """What is embedded, one vector each: the sentences of papers, or whole papers."""

    papers: Sequence[Paper]
    ids: list[str]
    spans: Spans
    granularity: Granularity

    def __len__(self) -> int:
        return len(self.papers) if self.granularity == "paper" else len(self.spans)

    def text(self, place: int) -> str:
        """The words that are embedded."""
        if self.granularity == "paper":
            return paper_text(self.papers[place])
        return embedding_text(self._owner(place), self._span(place))

    def node(self, place: int) -> TextNode:
        """A sentence as a LlamaIndex node."""
        number = self._number(place)
        return make_node(self.papers[number], place - int(self.spans.firsts[number]), self._span(place))

    def names(self) -> list[str]:
        """The ids under which the vectors stand in Chroma."""
        if self.granularity == "paper":
            return self.ids
        counts = np.diff(self.spans.firsts).tolist()
        return [f"{id_}#{n}" for id_, count in zip(self.ids, counts, strict=True) for n in range(count)]

    def first_of(self, number: int) -> int:
        """The place of a paper's first text."""
        return number if self.granularity == "paper" else int(self.spans.firsts[number])

    def _number(self, place: int) -> int:
        return int(np.searchsorted(self.spans.firsts, place, "right")) - 1

    def _owner(self, place: int) -> Paper:
        return self.papers[self._number(place)]

    def _span(self, place: int) -> Span:
        return int(self.spans.starts[place]), int(self.spans.ends[place])


def paper_text(paper: Paper) -> str:
    """What is embedded of a whole paper; the embedder cuts it where it is too long for its model."""
    return f"{paper.title}. {paper.abstract}"


class Before:
    """What a new generation takes over from one before, besides its vectors."""

    def __init__(self, generation: Path, manifest: Manifest) -> None:
        """Raises OSError or ValueError where papers, sentences or terms cannot be read."""
        self.generation, self.manifest = generation, manifest
        changed = changed_file(generation, manifest, whole=True, of=lambda name: not _searched(name))
        if changed:
            raise ValueError(f"{changed!r} has changed since it was built")
        self.papers = PaperFile(generation)
        self.spans = Spans.load(generation)
        self.tokens = Tokens.load(generation / "tokens")
        self.numbers = {mark: number for number, mark in enumerate(as_marks(self.papers.digests[:, 1]))}

    @classmethod
    def find(cls, folder: Path) -> "Before | None":
        """The newest generation of a corpus folder; None where there is none of this format that can be read."""
        for generation, manifest in _readable(folder):
            try:
                return cls(generation, manifest)
            except (OSError, ValueError) as error:
                log.warning("nothing but vectors is taken over from %s: %s", generation, error)
        return None

    @property
    def texts(self) -> Texts:
        """What it had embedded."""
        return Texts(self.papers, self.papers.ids, self.spans, self.manifest.granularity)


def _readable(folder: Path) -> Iterator[tuple[Path, Manifest]]:
    """The generations of a corpus folder of this format, the one in use first."""
    for generation in generations(folder):
        manifest = read_generation(generation)
        if manifest and manifest.format == FORMAT:
            yield generation, manifest


def _known_vectors(folder: Path, embed_model: str) -> VectorFile | None:
    """The vectors of the newest generation of this embedder that has them whole."""
    for generation, manifest in _readable(folder):
        same = manifest.embed_model == embed_model
        if same and not changed_file(generation, manifest, whole=True, of=(VECTORS, TEXTS).__contains__):
            return VectorFile(generation)
    return None


def _searched(name: str) -> bool:
    """Whether a file of a generation is only searched, so that it can be made anew from the others."""
    return name.startswith((f"{_CHROMA}/", "bm25/")) or name in (VECTORS, TEXTS)


def build(
    folder: Path,
    papers: Sequence[Paper],
    source: str | list[str],
    embedder: BaseEmbedding,
    progress: Progress | None = None,
    sound: bool = True,
) -> str:
    """Build a new generation and make it current; its name. What a failed build wrote is removed, but for the log of
    what it had embedded. Where the Chroma collection before is not `sound`, it is filled anew.
    """
    name = f"{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(4)}"
    generation = folder / name
    try:
        generation.mkdir()
        digests = digests_of(papers)
        before = Before.find(folder)
        kept = [before.numbers.get(mark) for mark in as_marks(digests[:, 1])] if before else [None] * len(papers)
        spans = _spans(papers, before, kept)
        if not len(spans):
            raise IndexingError("there is nothing to index: no paper has an abstract")
        texts = Texts(papers, ids_of(papers), spans, "sentence" if len(papers) <= LARGE_CORPUS else "paper")
        tokens, dimensions = _fill(folder, generation, texts, before, kept, embedder, progress, sound)
        tokens.bm25_of_papers(spans.firsts).save(generation / "bm25" / "papers")
        tokens.bm25_of_passages(spans.firsts).save(generation / "bm25" / "passages")
        tokens.save(generation / "tokens")
        _derived(papers, before, kept).save(generation / "derived")
        spans.save(generation)
        write_papers(generation, papers, digests)
        whole, samples = seal(generation, _never_written_again(generation))
        manifest = Manifest(
            format=FORMAT,
            source=source,
            corpus=joined(as_marks(digests[:, 0])),
            papers=len(papers),
            passages=len(spans),
            granularity=texts.granularity,
            embed_model=embedder.model_name,
            dimensions=dimensions,
            version=__version__,
            created=datetime.now(UTC).isoformat(timespec="microseconds"),
            files=whole,
            samples=samples,
        )
        files.replace(generation / MANIFEST, json.dumps(asdict(manifest), indent=2).encode("utf-8"))
        files.replace(folder / CURRENT, name.encode("utf-8"))
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    shutil.rmtree(folder / BUILDING, ignore_errors=True)
    return name


def _derived(papers: Sequence[Paper], before: Before | None, kept: Sequence[int | None]) -> Derived:
    if before:
        try:
            return Derived.update(before.generation / "derived", before.papers, papers, kept)
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("what is derived from all papers is read anew: %s", error)
    return Derived.build(papers)


def _spans(papers: Sequence[Paper], before: Before | None, kept: Sequence[int | None]) -> Spans:
    return Spans.of(
        [
            split_sentences(paper.abstract) if before is None or number is None else before.spans.of_paper(number)
            for paper, number in zip(papers, kept, strict=True)
        ]
    )


def _fill(
    folder: Path,
    generation: Path,
    texts: Texts,
    before: Before | None,
    kept: Sequence[int | None],
    embedder: BaseEmbedding,
    progress: Progress | None,
    sound: bool,
) -> tuple[Tokens, int]:
    """Write the vectors of all texts and their Chroma collection, and read the terms of new papers on the way."""
    marks = [text_digest(texts.text(place)) for place in range(len(texts))]
    known = _known_vectors(folder, embedder.model_name)
    writer = TokenWriter(before.tokens, before.spans.firsts) if before else TokenWriter(None, None)
    number = 0
    filling = _Filling(generation, texts, marks, before if sound else None, known)
    try:
        with VectorLog(folder / BUILDING, embedder.model_name, known.dimensions if known else 0) as vector_log:
            vectors_in_batches = _vectors(texts, marks, known, vector_log, embedder, progress)
            for place, vectors in write_vectors(generation, vectors_in_batches, marks):
                filling.add(place, vectors)
                while number < len(texts.papers) and texts.first_of(number) < place + len(vectors):
                    old = kept[number]
                    if old is None:
                        writer.read(texts.papers[number], texts.spans.of_paper(number))
                    else:
                        writer.keep(old)
                    number += 1
            dimensions = vector_log.dimensions
        filling.check()
    finally:
        filling.close()
    return writer.tokens(), dimensions


def _vectors(
    texts: Texts,
    marks: Sequence[bytes],
    known: VectorFile | None,
    vector_log: VectorLog,
    embedder: BaseEmbedding,
    progress: Progress | None,
) -> Iterator[Vectors]:
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

    for batch in batches(len(texts)):
        new = [place for place in batch if marks[place] not in places and marks[place] not in vector_log.places]
        step(len(batch) - len(new))
        for start in range(0, len(new), _LOGGED):
            some = new[start : start + _LOGGED]
            vectors = embed_texts(embedder, [texts.text(place) for place in some], step)
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


class _Filling:
    """The Chroma collection of a generation being written: a copy of the one before with what changed, or a new one."""

    def __init__(
        self,
        generation: Path,
        texts: Texts,
        marks: Sequence[bytes],
        before: Before | None,
        known: VectorFile | None,
    ) -> None:
        self._folder = generation / _CHROMA
        self._texts = texts
        self._names = texts.names()
        self._wanted: set[int] | None = None
        self._collection: Collection | None = None
        # The collection is worth copying where the vectors are those that it was filled with.
        if before and known and before.generation == known.folder and before.texts.granularity == texts.granularity:
            self._take_over(before, known.marks, marks)
        if self._collection is None:
            self._wanted = None
            self._collection = Collection.in_folder(self._folder)
            self._collection.create(len(texts))

    def _take_over(self, before: Before, old_marks: Sequence[bytes], marks: Sequence[bytes]) -> None:
        """Copy the collection before, less what is no longer there or has changed, unless most has."""
        # An offset is kept with its sentence, so a sentence that has moved counts as changed.
        old = dict(zip(before.texts.names(), zip(old_marks, _starts(before.texts), strict=True), strict=True))
        new = dict(zip(self._names, zip(marks, _starts(self._texts), strict=True), strict=True))
        gone = [name for name, mark in old.items() if new.get(name) != mark]
        wanted = {place for place, name in enumerate(self._names) if old.get(name) != new[name]}
        if len(gone) + len(wanted) > (1 - _REUSED) * len(new):
            return
        if changed_file(before.generation, before.manifest, whole=True, of=lambda name: name.startswith(_CHROMA)):
            return
        try:
            shutil.copytree(before.generation / _CHROMA, self._folder)
            collection = Collection.in_folder(self._folder)
            try:
                collection.open()
                collection.delete(gone)
                if collection.count() != len(new) - len(wanted):
                    raise IndexingError(f"{collection.count()} vectors are left of {len(new) - len(wanted)}")
            except BaseException:
                collection.close()
                raise
        except (RagError, shutil.Error) as error:
            log.warning("the Chroma collection in %s is filled anew: %s", before.generation, error)
            shutil.rmtree(self._folder, ignore_errors=True)
            return
        self._collection, self._wanted = collection, wanted

    def add(self, place: int, vectors: Vectors) -> None:
        """Add the vectors of the texts from `place` on, where they are not there already."""
        assert self._collection is not None
        some = [i for i in range(len(vectors)) if self._wanted is None or place + i in self._wanted]
        if not some:
            return
        if self._texts.granularity == "paper":
            self._collection.add([self._names[place + i] for i in some], vectors[some])
        else:
            self._collection.add_nodes([self._texts.node(place + i) for i in some], vectors[some])

    def check(self) -> None:
        """Raise IndexingError unless every text has its vector."""
        assert self._collection is not None
        if self._collection.count() != len(self._texts):
            raise IndexingError(
                f"Chroma holds {self._collection.count()} vectors of {len(self._texts)} after the build; try again"
            )

    def close(self) -> None:
        """Let go of Chroma's files."""
        if self._collection is not None:
            self._collection.close()


def _starts(texts: Texts) -> list[int]:
    return [0] * len(texts) if texts.granularity == "paper" else texts.spans.starts.tolist()


def _never_written_again(generation: Path) -> list[Path]:
    """The files of a generation that stay as they are: all but Chroma's database."""
    # Until Chroma has written its vectors (it does so from two passages on), it makes their files anew at every open.
    chroma = [written for path in (generation / _CHROMA).glob("*/*.pickle") for written in path.parent.iterdir()]
    others = (path for part in generation.iterdir() if part.name != _CHROMA for path in (part, *part.rglob("*")))
    return [*(path for path in others if path.is_file()), *chroma]
