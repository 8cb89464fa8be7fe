"""Tables: CSV, TSV and their kin, with any separator and the columns in any order, told by their names."""

import csv
from collections.abc import Iterator, Mapping

from rag.errors import CorpusError
from rag.readers.fields import field_of, named_record
from rag.readers.record import Record
from rag.readers.source import LONGEST_LINE, Source

_SEPARATORS = ",;\t|"
_RAGGED_SHOWN = 20
# The module's own limit is for all its readers; a cell may hold the names of a thousand authors.
csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))


def matches(head: str) -> bool:
    """Whether a file that begins so is a table: its first line names two columns that are known, or one of several
    that holds titles.
    """
    line = _header_line(head)
    return bool(line) and _known(_header(line, _separator(line))) is not None


OURS = ("id", "title", "abstract", "authors", "year", "venue", "doi", "pmid", "arxiv_id", "url", "keywords")
"""The columns of the tables that we write; one that has these and no others, in any order, comes back as it was."""
JOINT = "; "
"""Between the authors, and between the keywords, of a table that we write."""


def read(source: Source) -> Iterator[Record]:
    """The rows of a table.

    Raises CorpusError when the first line names no column of titles or abstracts.
    """
    lines = source.lines()
    separator, header = _read_header(lines, source)
    columns = _columns(header)
    ragged = 0
    for number, row in _rows(lines, separator, source):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            ragged += 1
            if ragged <= _RAGGED_SHOWN:
                source.warn(number, "", f"the row has {len(row)} cells, the header {len(header)}")
        if sorted(header) == sorted(OURS) and len(row) == len(header):
            yield _ours(number, dict(zip(header, row, strict=True)))
            continue
        yield named_record(number, {field: [row[at] for at in places if at < len(row)] for field, places in columns})
    if ragged > _RAGGED_SHOWN:
        source.warn(None, "", f"{ragged - _RAGGED_SHOWN:,} more rows have more or fewer cells than the header")


def _ours(line: int, cells: Mapping[str, str]) -> Record:
    """A paper that we wrote. Its texts are clean; cleaning them again would only lose what looks like markup."""
    return Record(
        line=line,
        id=cells["id"].strip(),
        title=cells["title"],
        abstract=cells["abstract"],
        authors=[name for name in cells["authors"].split(JOINT) if name],
        year=cells["year"],
        venue=cells["venue"],
        doi=cells["doi"],
        pmid=cells["pmid"],
        arxiv_id=cells["arxiv_id"],
        urls=[cells["url"]],
        keywords=[word for word in cells["keywords"].split(JOINT) if word],
        clean=True,
    )


def _header_line(head: str) -> str:
    lines = (line for line in head.split("\n") if line.strip() and not line.lower().startswith("sep="))
    return next(lines, "")


def _separator(line: str) -> str:
    """The separator that makes the most of a header: the most columns that are known, then the most columns."""

    def worth(separator: str) -> tuple[int, int]:
        cells = _header(line, separator)
        return sum(field_of(cell) is not None for cell in cells), len(cells)

    return max(_SEPARATORS, key=worth)


def _header(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _known(header: list[str]) -> list[str] | None:
    """The fields of a header, or None when it is none: a sentence with the word "title" in it is not."""
    fields = [found[0] for cell in header if len(cell) <= 60 and (found := field_of(cell))]
    enough = len(set(fields)) >= 2 or ("title" in fields and len(header) > 1) or set(fields) == {"abstract"}
    return fields if enough and ("title" in fields or "abstract" in fields) else None


def _read_header(lines: Iterator[tuple[int, str]], source: Source) -> tuple[str, list[str]]:
    for _, line in lines:
        if not line.strip() or line.lower().startswith("sep="):
            continue
        separator = _separator(line)
        header = _header(line, separator)
        if _known(header) is None:
            names = ", ".join(repr(cell[:30]) for cell in header[:12])
            raise CorpusError(
                f"{str(source.path)!r} has no column of titles or abstracts: its first line names {names}; "
                "name the columns title, abstract, authors, year, …"
            )
        return separator, header
    raise CorpusError(f"{str(source.path)!r} is empty; its first line should name the columns")


def _columns(header: list[str]) -> list[tuple[str, list[int]]]:
    """For each field, the columns that hold it, best first."""
    places: dict[str, list[tuple[int, int]]] = {}
    for at, cell in enumerate(header):
        found = field_of(cell)
        if found:
            places.setdefault(found[0], []).append((found[1], at))
    return [(field, [at for _, at in sorted(found)]) for field, found in places.items()]


def _rows(lines: Iterator[tuple[int, str]], separator: str, source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the line where it begins. A quote that is never closed would swallow the rest of the file;
    the lines it took are then rows of their own.
    """
    taken: list[tuple[int, str]] = []
    at_end = False

    def feed() -> Iterator[str]:
        nonlocal at_end
        for number, line in lines:
            taken.append((number, line))
            yield line + "\n"
        at_end = True

    reader = csv.reader(feed(), delimiter=separator)
    while True:
        taken.clear()
        row: list[str] | None = []
        try:
            row = next(reader, None)
            unclosed = at_end
        except csv.Error:  # the cell has grown beyond the limit
            unclosed = True
        if unclosed and taken:
            source.warn(
                taken[0][0], "", "a quote that opens in this row is never closed; each of its lines is read alone"
            )
            for number, line in taken:
                yield number, _header(line.replace('"', ""), separator)
            reader = csv.reader(feed(), delimiter=separator)
        elif row is None:
            return
        elif taken:
            yield taken[0][0], row
