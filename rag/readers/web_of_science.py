"""Web of Science's tagged text: FN, VR, then records from PT to ER."""

import re
from collections.abc import Iterator

from rag.readers.people import WholeName, initials_first
from rag.readers.record import Record
from rag.readers.source import Source
from rag.readers.tagged import Layout, TaggedRecord, records

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)")
_BEGINS = re.compile(r"^PT [A-Z]\s*$", re.MULTILINE)


def matches(head: str) -> bool:
    """Whether a file that begins so is Web of Science's."""
    return _BEGINS.search(head) is not None


def read(source: Source) -> Iterator[Record]:
    """The records of a Web of Science file."""
    layout = Layout(_TAG, begins="PT", ends="ER", around=frozenset(("FN", "VR", "EF")), telling=frozenset(("TI", "AB")))
    for found in records(source, layout):
        yield _record(found)


def _record(found: TaggedRecord) -> Record:
    keywords = " ".join(f"{value};" for value in found.all("DE", "ID")).replace("\n", " ")
    return Record(
        line=found.line,
        title=found.first("TI"),
        abstract=found.first("AB"),
        authors=[*(found.lines("AF") or map(initials_first, found.lines("AU"))), *map(WholeName, found.lines("CA"))],
        year=found.first("PY", "EA"),
        venue=found.first("SO", "JI", "J9"),
        doi=found.first("DI"),
        pmid=found.first("PM"),
        keywords=keywords.split(";"),
    )
