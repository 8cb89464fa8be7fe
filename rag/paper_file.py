"""The papers of a corpus on disk: one JSON object a line, found by its place without reading the others.

Beside `papers.jsonl` stand where each line begins (`offsets.npy`), the ids (`ids.json`), the marks by which a changed
paper is known (`digests.npy`: of all that is known of it, and of its title and abstract) and what papers are found by
(`rag.finder`). Papers of an index of any format are read, so an index can always be built again.
"""

import json
import logging
import mmap
import shlex
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, overload

import numpy as np
import orjson
from numpy.typing import NDArray

from rag import files
from rag.config import DEFAULT_CORPUS
from rag.corpus import read_corpus
from rag.errors import IndexingError
from rag.finder import FINDER, PaperFinder
from rag.fingerprints import (
    DIGEST_BYTES,
    PAPER_FIELDS,
    as_marks,
    joined,
    paper_digest,
    paper_values,
    text_digest,
)
from rag.manifest import GIVEN, SHIPPED, generations, manifest_values
from rag.runs import runs
from rag.types import Paper

log = logging.getLogger(__name__)

PAPERS = "papers.jsonl"
_OFFSETS, _IDS, _DIGESTS = "offsets.npy", "ids.json", "digests.npy"
_KEPT = 4096
# Papers kept in memory once read; a corpus of a few thousand is read once.
_TUPLES = tuple(name for name in PAPER_FIELDS if Paper.__dataclass_fields__[name].default == ())


class Record(NamedTuple):
    """What of a paper is asked for beside its text."""

    year: int | None
    authors: tuple[str, ...]
    venue: str | None
    keywords: tuple[str, ...]


class MarkedPapers(Sequence[Paper]):
    """Papers whose ids and marks are known without reading them."""

    @property
    @abstractmethod
    def ids(self) -> list[str]:
        """The ids of the papers, in their order."""

    @property
    @abstractmethod
    def digests(self) -> NDArray[np.uint8]:
        """For each paper the mark of all that is known of it and that of title and abstract: shape (papers, 2,
        DIGEST_BYTES).
        """


class PaperFile(MarkedPapers):
    """The papers that `write_papers` wrote, each read when it is asked for. Safe to share between threads.

    Raises OSError or ValueError where the files cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._offsets: NDArray[np.int64] = np.load(folder / _OFFSETS)
        self._ids: list[str] = json.loads((folder / _IDS).read_text("utf-8"))
        size = (folder / PAPERS).stat().st_size
        if len(self._offsets) != len(self._ids) + 1 or size != self._offsets[-1]:
            raise ValueError(f"{str(folder / PAPERS)!r} has {size} bytes instead of {self._offsets[-1]}")
        with (folder / PAPERS).open("rb") as file:
            self._bytes = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b"")
        self._read = lru_cache(_KEPT)(self._parsed)

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Paper: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Paper, ...]: ...
    def __getitem__(self, place: int | slice) -> Paper | tuple[Paper, ...]:
        if isinstance(place, slice):
            return tuple(self._read(number) for number in range(*place.indices(len(self))))
        number = place + len(self) if place < 0 else place
        if not 0 <= number < len(self):
            raise IndexError(f"there is no paper number {place} among {len(self)}")
        return self._read(int(number))

    def __iter__(self) -> Iterator[Paper]:
        small = len(self) <= _KEPT
        return map(self._read if small else self._parsed, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # equal to a tuple with the same papers

    def lines(self, first: int, end: int) -> memoryview:
        """The lines of the papers from `first` up to `end` as they stand in the file, their ends included."""
        return self._bytes[self._offsets[first] : self._offsets[end]]

    def sizes(self, first: int, end: int) -> NDArray[np.int64]:
        """The bytes of each of these lines."""
        return np.diff(self._offsets[first : end + 1])

    def _parsed(self, number: int) -> Paper:
        return paper_of(orjson.loads(self.lines(number, number + 1)))

    def records(self) -> Iterator[Record]:
        """The record of each paper, in their order; in half the time that whole papers take."""
        for number in range(len(self)):
            values = orjson.loads(self.lines(number, number + 1))
            yield Record(
                values.get("year"),
                tuple(values.get("authors", ())),
                values.get("venue"),
                tuple(values.get("keywords", ())),
            )

    @property
    def ids(self) -> list[str]:
        """The ids of the papers, in their order."""
        return self._ids

    @cached_property
    def digests(self) -> NDArray[np.uint8]:
        """The marks of the papers (see MarkedPapers)."""
        return np.asarray(np.load(self.folder / _DIGESTS))

    @cached_property
    def finder(self) -> PaperFinder:
        """Finds papers by what they may have in common with others; read from them anew where it was not kept."""
        try:
            return PaperFinder.load(self.folder)
        except (OSError, ValueError):
            return PaperFinder.build(self)


def write_papers(
    folder: Path, papers: Sequence[Paper], digests: NDArray[np.uint8], before: PaperFile | None = None
) -> list[Path]:
    """Write papers where a PaperFile finds them; the files written. Lines of papers that have not changed since they
    were written `before` are taken over. Raises OSError.
    """
    old = {mark: number for number, mark in enumerate(as_marks(before.digests[:, 0]))} if before else {}
    kept = [old.get(mark) for mark in as_marks(digests[:, 0])]
    sizes: list[NDArray[np.int64]] = [np.zeros(1, np.int64)]
    with (folder / PAPERS).open("wb") as file:
        for place, number, size in runs(kept):
            if before is not None and number is not None:
                file.write(before.lines(number, number + size))
                sizes.append(before.sizes(number, number + size))
            else:
                written = [file.write(paper_line(papers[place + more])) for more in range(size)]
                sizes.append(np.array(written, np.int64))
        files.settle(file)
    np.save(folder / _OFFSETS, np.cumsum(np.concatenate(sizes)))
    np.save(folder / _DIGESTS, digests)
    (folder / _IDS).write_text(json.dumps(ids_of(papers), ensure_ascii=False), "utf-8")
    found_by = _finder(papers, kept, before).save(folder)
    return [*(folder / name for name in (PAPERS, _OFFSETS, _IDS, _DIGESTS)), found_by]


def _finder(papers: Sequence[Paper], kept: Sequence[int | None], before: PaperFile | None) -> PaperFinder:
    if before is None:
        return PaperFinder.build(papers)
    places = np.full(len(before), -1, np.int64)
    new = {}
    for place, number in enumerate(kept):
        if number is None or places[number] >= 0:  # of two papers alike in all, the second is read again
            new[place] = papers[place]
        else:
            places[number] = place
    return before.finder.changed(places, new)


def digests_of(papers: Sequence[Paper]) -> NDArray[np.uint8]:
    """The marks of papers, as `MarkedPapers.digests` has them."""
    if isinstance(papers, MarkedPapers):
        return papers.digests
    joined = b"".join(paper_digest(paper) + text_digest(f"{paper.title}\0{paper.abstract}") for paper in papers)
    return np.frombuffer(joined, np.uint8).reshape(len(papers), 2, DIGEST_BYTES)


def paper_line(paper: Paper) -> bytes:
    """The line that holds a paper, its end included."""
    values = dict(zip(PAPER_FIELDS, paper_values(paper), strict=True))
    return orjson.dumps(values) + b"\n"


def fingerprint_of(digests: NDArray[np.uint8]) -> str:
    """The fingerprint of the papers that these marks are of."""
    return joined(as_marks(digests[:, 0]))


def paper_of(values: Mapping[str, Any]) -> Paper:
    """The paper that a line holds; fields that it lacks are unknown. Raises TypeError for other fields."""
    return Paper(**{**values, **{name: tuple(values.get(name, ())) for name in _TUPLES}})


def ids_of(papers: Sequence[Paper]) -> list[str]:
    """The ids of papers, in their order."""
    return papers.ids if isinstance(papers, MarkedPapers) else [paper.id for paper in papers]


def known_papers(folder: Path) -> tuple[Sequence[Paper], str | list[str]]:
    """The papers of a corpus folder (those indexed last, else the shipped ones), and where they are from.

    Where the papers kept last are damaged, those of the generation before stand in, with a warning in the log. Raises
    IndexingError when none can be read.
    """
    damage: tuple[Path, str | list[str], Exception] | None = None
    for generation in generations(folder):
        # Own papers outlive a change of the manifest's format, and a manifest that is damaged.
        source = manifest_values(generation).get("source", GIVEN)
        if source == SHIPPED:
            return read_corpus(), SHIPPED
        try:
            papers = _kept(generation)
        except (OSError, ValueError, TypeError, EOFError) as error:
            damage = damage or (generation, source, error)
            continue
        if damage:
            log.warning(
                "the papers kept last, in %s, cannot be read (%s); those kept before them stand in: index again what "
                "was added since",
                damage[0],
                damage[2],
            )
        return papers, source
    if damage:
        generation, source, reason = damage
        named = f"--corpus {folder.name} " if folder.name != DEFAULT_CORPUS else ""
        raise IndexingError(
            f"the papers kept in {str(generation)!r} cannot be read ({reason}); index the files again: "
            f"python -m rag index {named}{' '.join(map(shlex.quote, source)) if isinstance(source, list) else 'FILE'}"
        ) from reason
    return read_corpus(), SHIPPED


def _kept(generation: Path) -> Sequence[Paper]:
    """The papers of a generation, of any format. Raises OSError, ValueError or TypeError where they cannot be read."""
    marks = manifest_values(generation).get("files") or {}
    if PAPERS in marks and files.sha256(generation / PAPERS) != marks[PAPERS]:
        raise ValueError(f"{PAPERS!r} has changed since it was written")
    try:
        for name in (_OFFSETS, _IDS, _DIGESTS, FINDER):
            if name in marks and files.sha256(generation / name) != marks[name]:
                raise ValueError(f"{name!r} has changed since it was written")
        return PaperFile(generation)
    except (OSError, ValueError, TypeError, EOFError):
        # Of format 1, or with damage beside it. Not splitlines, which would also break at U+2028 and the like inside an
        # abstract.
        lines = (generation / PAPERS).read_text("utf-8").split("\n")
        return tuple(paper_of(json.loads(line)) for line in lines if line)
