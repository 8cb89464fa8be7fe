"""EndNote's tagged text (refer): lines of %T title, %A author, %X abstract and so on; %0 begins a record."""

import re
from collections.abc import Iterator

from rag.readers.record import Record, arxiv_in
from rag.readers.source import Source
from rag.readers.tagged import Layout, TaggedRecord, records

_TAG = re.compile(r"%([A-Z0-9@!?<>\[\]$&()~^+=*#])(?: (.*)|$)")
_TITLE = re.compile(r"^%T ", re.MULTILINE)
_OTHERS = re.compile(r"^%[0AXDJ] ", re.MULTILINE)


def matches(head: str) -> bool:
    """Whether a file that begins so is EndNote's tagged text."""
    return _TITLE.search(head) is not None and _OTHERS.search(head) is not None


def read(source: Source) -> Iterator[Record]:
    """The records of an EndNote file."""
    for found in records(source, Layout(_TAG, begins="0")):
        yield _record(found)


def _record(found: TaggedRecord) -> Record:
    notes = found.all("M", "Z", "~", "@")
    number = found.first("M")
    return Record(
        line=found.line,
        title=found.first("T"),
        abstract=found.first("X"),
        authors=found.lines("A") or found.lines("E"),
        year=found.first("D", "8"),
        venue=found.first("J", "B"),
        doi=found.first("R"),
        pmid=number if number.isdigit() and len(number) <= 8 else "",
        arxiv_id=arxiv_in(*notes),
        urls=found.lines("U"),
        keywords=[word for line in found.lines("K") for word in line.split(";")],
    )
