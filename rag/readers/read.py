"""Files and folders into papers, with a report of what became of every record."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from rag.collector import uncollected
from rag.errors import CorpusError
from rag.ids import with_unique_ids
from rag.readers.formats import READERS, format_of
from rag.readers.merging import Merger
from rag.readers.record import to_paper
from rag.readers.report import Imported, Skipped, Warned
from rag.readers.source import Source

Progress = Callable[[int, int], None]
"""Called with the bytes read so far and the bytes of all files."""


def read_files(paths: Iterable[Path], *, allow_title_only: bool = False, progress: Progress | None = None) -> Imported:
    """Read papers from files, and from folders (all files in them and below, by name; hidden ones are passed over).

    Duplicates are merged (see `merging.merge`); ids are made from titles and depend on no order. With
    `allow_title_only` a record without abstract is kept, its title as its abstract: that is all that can be quoted.

    Raises CorpusError, naming file and line, for a file that is not there or is no list of papers. One that is in a
    folder among others is in `skipped` instead, unless there is nothing else.
    """
    files = list(_files(paths))
    reading = _Reading(allow_title_only, progress, sum(_size(file) for file, _ in files))
    with uncollected():
        for file, is_named in files:
            reading.read(file, is_named=is_named)
        return reading.imported()


class _Reading:
    """What has been read so far."""

    def __init__(self, allow_title_only: bool, progress: Progress | None, total: int) -> None:
        self._allow_title_only = allow_title_only
        self._progress = progress
        self._total = total
        self._done = 0
        self._merger = Merger()
        self._formats: dict[str, str] = {}
        self._skipped: list[Skipped] = []
        self._refused: list[CorpusError] = []
        self._warnings: list[Warned] = []
        self._records = 0

    def read(self, file: Path, *, is_named: bool) -> None:
        """Take in the records of one file. Raises CorpusError when it is no list of papers and was named itself."""
        try:
            source = Source(file, self._advance)
            name = format_of(source)
        except CorpusError as error:
            if is_named:
                raise
            self._refuse(file, error)
        else:
            self._formats[str(file)] = name
            try:
                self._take(source, name)
            except CorpusError as error:
                if is_named:
                    raise
                self._refuse(file, error)
            self._skipped += source.skipped
            self._warnings += source.warnings
            self._records += len(source.skipped)
        self._done += _size(file)
        self._advance(0)

    def imported(self) -> Imported:
        """The report. Raises the first file's error when no file held any record."""
        if self._records == 0 and self._refused:
            raise self._refused[0]
        return Imported(
            papers=with_unique_ids(self._merger.added),
            skipped=tuple(self._skipped),
            warnings=tuple(self._warnings),
            merged=tuple(self._merger.merged),
            records=self._records,
            formats=self._formats,
        )

    def _take(self, source: Source, name: str) -> None:
        where = str(source.path)
        for record in READERS[name](source):
            paper = to_paper(record, source, allow_title_only=self._allow_title_only)
            if paper is not None:
                self._records += 1
                self._merger.add(paper, (where, record.line))

    def _refuse(self, file: Path, error: CorpusError) -> None:
        self._refused.append(error)
        self._formats.pop(str(file), None)
        self._skipped.append(Skipped(str(file), None, "", str(error).removeprefix(f"{str(file)!r} ")))

    def _advance(self, position: int) -> None:
        if self._progress is not None:
            self._progress(min(self._total, self._done + position), self._total)


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """The files, each once, and whether a file was named itself (and not the folder it is in)."""
    seen: set[Path] = set()
    for path in paths:
        try:
            found = _below(path) if path.is_dir() else [path]
            is_there = path.is_dir() or path.is_file()
        except (OSError, ValueError) as error:  # a name too long, or with a null character in it
            raise CorpusError(f"cannot read {str(path)!r}: {error}; check the path") from error
        if not is_there:
            raise CorpusError(f"cannot read {str(path)!r}: no such file or folder; check the path")
        for file in found:
            resolved = file.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield file, file == path


def _below(folder: Path) -> Sequence[Path]:
    found = sorted(file for file in folder.rglob("*") if file.is_file() and not _hidden(file.relative_to(folder)))
    if not found:
        raise CorpusError(f"cannot read {str(folder)!r}: no files are in this folder; check the path")
    return found


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
