"""Filling the Chroma collection of a generation: a copy of the last one with what changed, a new one, a server's."""

import json
import logging
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from rag.before import CHROMA, Before
from rag.chroma import Collection, Server
from rag.embeddings import Vectors
from rag.errors import IndexingError, RagError
from rag.manifest import changed_file
from rag.sparse import TextWeights
from rag.texts import Texts
from rag.token_file import Tokens
from rag.vector_file import VectorFile

log = logging.getLogger(__name__)

_REUSED = 0.5
"""Share of the texts that must be as they were for the Chroma collection to be copied rather than filled anew."""


class Filling(Protocol):
    """A collection being filled."""

    def add(self, place: int, vectors: Vectors) -> None:
        """Add the vectors of the texts from `place` on, where they are not there already."""

    def check(self) -> None:
        """Raise IndexingError unless every text has its vector."""

    def add_words(self, tokens: Tokens) -> None:
        """Add the words of the texts, once those of all are known, where the collection searches by them."""

    def close(self) -> None:
        """Let go of the collection."""


class LocalFilling:
    """The Chroma collection of a generation being written: a copy of the one before with what changed, or a new one."""

    def __init__(
        self, generation: Path, texts: Texts, marks: Sequence[bytes], before: Before | None, known: VectorFile | None
    ) -> None:
        """`before` and `known` are the generation before and the vectors that can be taken over."""
        self._folder = generation / CHROMA
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
        if changed_file(before.generation, before.manifest, whole=True, of=lambda name: name.startswith(CHROMA)):
            return
        try:
            shutil.copytree(before.generation / CHROMA, self._folder)
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
        _check(self._collection, self._texts)

    def add_words(self, tokens: Tokens) -> None:
        """Nothing: Chroma in a folder has no index of words."""

    def close(self) -> None:
        """Let go of Chroma's files."""
        if self._collection is not None:
            self._collection.close()


class ServerFilling:
    """A new collection on a Chroma server. With the first text of each paper stands all that is known of the paper, so
    that another machine finds the papers there.
    """

    def __init__(self, server: Server, name: str, texts: Texts) -> None:
        self._texts = texts
        self._names = texts.names()
        self._collection = Collection.on_server(server, name)
        self._collection.create(len(texts))

    def add(self, place: int, vectors: Vectors) -> None:
        """Add the vectors of the texts from `place` on."""
        places = range(place, place + len(vectors))
        self._collection.add(
            [self._names[i] for i in places],
            vectors,
            [self._texts.words(i) for i in places],
            [self._about(i) for i in places],
        )

    def _about(self, place: int) -> dict[str, Any]:
        number = self._texts.number(place)
        paper = self._texts.papers[number]
        about: dict[str, Any] = {"paper_id": paper.id, "title": paper.title, "place": place}
        if self._texts.first_of(number) == place:
            about["paper"] = json.dumps(asdict(paper), ensure_ascii=False)
        return about

    def check(self) -> None:
        """Raise IndexingError unless every text has its vector."""
        _check(self._collection, self._texts)

    def add_words(self, tokens: Tokens) -> None:
        """Add the words of the texts, where the server has a sparse index."""
        if not self._collection.has_words:
            return
        firsts = self._texts.spans.firsts
        by_paper = self._texts.granularity == "paper"
        weights = TextWeights(tokens.bm25_of_papers(firsts) if by_paper else tokens.bm25_of_passages(firsts))
        self._collection.add_words(self._names, map(weights.of, range(len(self._texts))))

    def close(self) -> None:
        """Let go of the server."""
        self._collection.close()


class Filled:
    """A collection that another machine has filled already."""

    def __init__(self, server: Server, name: str, texts: Texts) -> None:
        self._texts = texts
        self._collection = Collection.on_server(server, name)
        self._collection.open()

    def add(self, place: int, vectors: Vectors) -> None:
        """Nothing: it is there."""

    def check(self) -> None:
        """Raise IndexingError unless every text has its vector."""
        _check(self._collection, self._texts)

    def add_words(self, tokens: Tokens) -> None:
        """Nothing: they are there."""

    def close(self) -> None:
        """Let go of the server."""
        self._collection.close()


def _check(collection: Collection, texts: Texts) -> None:
    count = collection.count()
    if count != len(texts):
        raise IndexingError(f"Chroma holds {count} vectors of {len(texts)} after the build; try again")


def _starts(texts: Texts) -> list[int]:
    return [0] * len(texts) if texts.granularity == "paper" else texts.spans.starts.tolist()
