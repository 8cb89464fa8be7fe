"""Named corpora in one home: which there are, and papers added, removed, read again, written out.

    home/corpora/default/     asked where no corpus is named; the shipped abstracts until others are indexed into it
    home/corpora/mylab/       another, made by indexing into it (`RAG_CORPUS=mylab`, `--corpus mylab`)

Each change reads the papers that are there, makes the new list, and builds the index of it (`rag.index.open_index`,
which embeds only what is new). The lock `edit.lock` is held meanwhile, so that of two processes that add papers
neither loses the other's.
"""

import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from llama_index.core.base.embeddings.base import BaseEmbedding

from rag import files
from rag.bibtex import bibtex
from rag.collector import uncollected
from rag.config import DEFAULT_CORPUS, Settings
from rag.corpus import read_corpus
from rag.counted import counted
from rag.edited_papers import EditedPapers
from rag.errors import CorpusError, IndexingError
from rag.finder import PaperFinder, bare
from rag.ids import with_unique_ids
from rag.index import GIVEN, SHIPPED, Index, Manifest, Progress, corpus_folder, known_papers, open_index, read_manifest
from rag.paper_file import PaperFile, ids_of
from rag.readers import Imported, Merged, merge, read_files
from rag.readers.merging import merge_into
from rag.readers.table import JOINT, OURS
from rag.types import Paper

_LOCK_SECONDS = 600.0
_EDIT_LOCK = "edit.lock"
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class CorpusInfo:
    """A corpus as a list of them shows it."""

    name: str
    papers: int
    passages: int
    source: tuple[str, ...]
    """Files that it was read from; `shipped` stands for the abstracts that come with the project."""
    embed_model: str
    created: str
    """UTC, ISO 8601: when its index was built."""
    bytes: int
    """Disk that it takes."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a change did to a corpus."""

    papers: int
    """Papers in it now."""
    added: int
    removed: int
    merged: tuple[Merged, ...] = ()
    """New papers that were there already."""


def list_corpora(settings: Settings) -> tuple[CorpusInfo, ...]:
    """The corpora that have an index, by name."""
    root = corpus_folder(settings).parent
    try:
        names = sorted(path.name for path in root.iterdir() if path.is_dir())
    except OSError:
        return ()
    found = ((name, read_manifest(root / name)) for name in names)
    return tuple(_info(name, root / name, manifest) for name, manifest in found if manifest)


def _info(name: str, folder: Path, manifest: Manifest) -> CorpusInfo:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return CorpusInfo(
        name,
        manifest.papers,
        manifest.passages,
        _sources(manifest.source),
        manifest.embed_model,
        manifest.created,
        size,
    )


def check_exists(settings: Settings) -> None:
    """Raises CorpusError where a corpus is named that nothing was indexed into; the default one always exists."""
    folder = corpus_folder(settings)
    if settings.corpus == DEFAULT_CORPUS or (folder / "current").is_file():
        return
    names = [info.name for info in list_corpora(settings)]
    there = f"there are: {', '.join(names)}" if names else "there is none yet"
    raise CorpusError(
        f"there is no corpus {settings.corpus!r} in {str(settings.home)!r} ({there}); make it with: "
        f"python -m rag index --corpus {settings.corpus} FILE"
    )


def papers_of(settings: Settings) -> tuple[Paper, ...]:
    """The papers of the corpus, in its order. Raises CorpusError or IndexingError."""
    check_exists(settings)
    papers, _ = known_papers(corpus_folder(settings))
    return tuple(papers)


def add(
    settings: Settings,
    embedder: BaseEmbedding,
    papers: Sequence[Paper],
    source: Sequence[str],
    progress: Progress | None = None,
) -> Change:
    """Add papers to the corpus, which is made where it does not exist; one that is there already is merged into it.

    `source` names the files that they are from. Raises RagError and leaves the corpus as it was.
    """
    with editing(settings):
        old, old_source = _known(settings)
        finder = old.finder if isinstance(old, PaperFile) else PaperFinder.build(old)
        merging = merge_into(old, finder, ids_of(old), papers)
        now = EditedPapers(old, merging.changed, merging.added)
        kept = tuple(dict.fromkeys((*_sources(old_source), *source))) if old else tuple(source)
        _rebuild(settings, embedder, now, kept, progress)
    return Change(len(now), len(now) - len(old), 0, merging.merged)


def remove(
    settings: Settings, embedder: BaseEmbedding, unwanted: Callable[[Paper], bool], progress: Progress | None = None
) -> Change:
    """Take papers out of the corpus. Raises CorpusError where that leaves none; the corpus stays as it was."""
    check_exists(settings)
    with editing(settings):
        old, source = _known(settings)
        now = EditedPapers(old, {number: None for number, paper in enumerate(old) if unwanted(paper)}, ())
        if not len(now):
            raise CorpusError(
                f"that would leave nothing of the corpus {settings.corpus!r} ({counted(len(old), 'paper')}); "
                f"to delete it: python -m rag delete --corpus {settings.corpus}"
            )
        if len(now) < len(old):
            _rebuild(settings, embedder, now, _sources(source), progress)
    return Change(len(now), 0, len(old) - len(now))


def update(
    settings: Settings, embedder: BaseEmbedding, *, allow_title_only: bool = False, progress: Progress | None = None
) -> tuple[Change, Imported]:
    """Read the corpus' files again; only what changed is embedded. Papers keep their ids.

    What was removed by hand and is still in the files comes back; so do records with a title alone where the corpus
    has some, or `allow_title_only` is set. Raises CorpusError where a file has gone.
    """
    check_exists(settings)
    with editing(settings):
        old, source = _known(settings)
        names = _sources(source)
        gone = [name for name in names if name not in (SHIPPED, GIVEN) and not Path(name).exists()]
        if gone or GIVEN in names:
            raise CorpusError(
                f"cannot read the corpus {settings.corpus!r} again: "
                + (f"{gone[0]!r} has gone; " if gone else "some of its papers came from a program; ")
                + "the papers in it are kept. Add or remove papers instead: python -m rag add FILE"
            )
        shipped = read_corpus() if SHIPPED in names else ()
        title_only = allow_title_only or any(paper.abstract == paper.title for paper in old)
        imported = read_files([Path(name) for name in names if name != SHIPPED], allow_title_only=title_only)
        now, _ = merge(shipped, imported.papers)
        if not now:
            raise CorpusError(f"{imported.why_empty()}; the corpus {settings.corpus!r} is as it was")
        now = _with_old_ids(now, old)
        _rebuild(settings, embedder, now, names, progress)
    before, after = {paper.id for paper in old}, {paper.id for paper in now}
    return Change(len(now), len(after - before), len(before - after)), imported


_SAME_BY: tuple[Callable[[Paper], Hashable], ...] = (
    lambda paper: (paper.title, paper.abstract),
    lambda paper: paper.doi,
    lambda paper: paper.pmid,
    lambda paper: paper.arxiv_id,
    lambda paper: bare(paper.title),
)
"""What a paper is known again by when its file is read again, the surest first."""


def _with_old_ids(papers: Sequence[Paper], old: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers as they are now, under the ids they had: an abstract or a title that was corrected changes no link.

    A mark that two papers share tells neither of them.
    """
    ids: dict[int, str] = {}
    free = {paper.id: paper for paper in old}
    for mark in _SAME_BY:
        now = _told_apart(mark, {n: paper for n, paper in enumerate(papers) if n not in ids})
        before = _told_apart(mark, free)
        for value, number in now.items():
            if value in before:
                ids[number] = before[value]
                del free[before[value]]
    kept = tuple(replace(paper, id=ids[number]) for number, paper in enumerate(papers) if number in ids)
    new = [paper for number, paper in enumerate(papers) if number not in ids]
    known, others = iter(kept), iter(with_unique_ids(new, frozenset(paper.id for paper in kept)))
    return tuple(next(known if number in ids else others) for number in range(len(papers)))


def _told_apart(mark: Callable[[Paper], Hashable], papers: Mapping[K, Paper]) -> dict[Hashable, K]:
    """The keys of the papers by their marks, for marks that one paper alone has."""
    marked = [(mark(paper), key) for key, paper in papers.items()]
    counts = Counter(value for value, _ in marked)
    return {value: key for value, key in marked if value and counts[value] == 1}


def delete(settings: Settings) -> None:
    """Delete the corpus, papers and index. Raises CorpusError where there is none, IndexingError where it is in use."""
    folder = corpus_folder(settings)
    if not folder.is_dir():
        check_exists(settings)
        raise CorpusError(f"there is no index of the corpus {settings.corpus!r} to delete in {str(settings.home)!r}")
    with editing(settings):
        try:
            # First what makes it a corpus: what is left after a failure is no half corpus.
            (folder / "current").unlink(missing_ok=True)
        except OSError as error:
            raise IndexingError(f"cannot delete {str(folder)!r}: {error.strerror or error}") from error
        # While it is locked, so that one who waits to add papers makes a corpus of their own.
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
    with suppress(OSError):
        for name in ("lock", _EDIT_LOCK):
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()  # not where another has begun to fill it


def write_papers(papers: Sequence[Paper], path: Path) -> str:
    """Write papers to a file by its ending (see WRITERS), replaced in one step; the format's name.

    Raises CorpusError for another ending, or where the file cannot be written.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise CorpusError(f"cannot tell the format of {str(path)!r}; its name should end in {', '.join(WRITERS)}")
    try:
        files.replace(path, writer.write(papers).encode("utf-8"))
    except OSError as error:
        raise CorpusError(f"cannot write {str(path)!r}: {error.strerror or error}") from error
    return writer.name


def _jsonl(papers: Sequence[Paper]) -> str:
    return "".join(json.dumps(asdict(paper), ensure_ascii=False) + "\n" for paper in papers)


def _csv(papers: Sequence[Paper]) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(OURS)
    for paper in papers:
        rows.writerow(
            [
                paper.id,
                paper.title,
                paper.abstract,
                JOINT.join(paper.authors),
                paper.year or "",
                paper.venue or "",
                paper.doi or "",
                paper.pmid or "",
                paper.arxiv_id or "",
                paper.url or "",
                JOINT.join(paper.keywords),
            ]
        )
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class PaperWriter:
    """A format that papers are written in."""

    name: str
    write: Callable[[Sequence[Paper]], str]


WRITERS = {
    ".jsonl": PaperWriter("JSONL", _jsonl),
    ".bib": PaperWriter("BibTeX", partial(bibtex, with_ids=True)),
    ".csv": PaperWriter("CSV", _csv),
}
"""By a file's ending. JSONL holds every field, BibTeX what its entries know, CSV a row a paper; each can be indexed
again.
"""


def _known(settings: Settings) -> tuple[Sequence[Paper], str | list[str]]:
    """Papers and source of the corpus; nothing for a named one that is only now made."""
    folder = corpus_folder(settings)
    if settings.corpus != DEFAULT_CORPUS and not (folder / "current").is_file():
        return (), []
    return known_papers(folder)


def _sources(source: str | list[str]) -> tuple[str, ...]:
    return (source,) if isinstance(source, str) else tuple(source)


def _rebuild(
    settings: Settings,
    embedder: BaseEmbedding,
    papers: Sequence[Paper],
    source: Sequence[str],
    progress: Progress | None,
) -> None:
    only_shipped = tuple(source) == (SHIPPED,) and tuple(papers) == read_corpus()
    where: str | list[str] = SHIPPED if only_shipped else list(source)
    index: Index = open_index(settings, embedder, papers=papers, source=where, progress=progress)
    index.close()


@contextmanager
def editing(settings: Settings) -> Iterator[None]:
    """While it lasts, no other process changes the corpus. Raises IndexingError where one does for too long."""
    folder = corpus_folder(settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _EDIT_LOCK, timeout=_LOCK_SECONDS)
        lock.acquire()
    except Timeout as error:
        raise IndexingError(
            f"another process has been changing the corpus {settings.corpus!r} for over {_LOCK_SECONDS:.0f} s; wait "
            f"for it, or end it, and try again"
        ) from error
    except OSError as error:
        raise IndexingError(
            f"cannot write to {str(folder)!r}: {error.strerror or error}; free some space, or set RAG_HOME to a folder "
            f"that can be written"
        ) from error
    try:
        with uncollected():
            yield
    finally:
        lock.release()
