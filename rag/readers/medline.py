"""PubMed's MEDLINE format (.nbib): https://www.nlm.nih.gov/bsd/mms/medlineelements.html

Read by our own few lines: the package nbib has had no release since 2021, and knows no line numbers.
"""

import re
from collections.abc import Iterator

from rag.readers.people import WholeName, initials_first
from rag.readers.record import Record, arxiv_in
from rag.readers.source import Source
from rag.readers.tagged import Layout, TaggedRecord, records

_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)")
_BEGINS = re.compile(r"^(?:PMID|OWN |STAT)- ", re.MULTILINE)


def matches(head: str) -> bool:
    """Whether a file that begins so is in the MEDLINE format."""
    return _BEGINS.search(head) is not None


def read(source: Source) -> Iterator[Record]:
    """The records of a MEDLINE file."""
    for found in records(source, Layout(_TAG, begins="PMID")):
        yield _record(found)


def _record(found: TaggedRecord) -> Record:
    whole_names = found.all("FAU") or [initials_first(name) for name in found.all("AU")]
    identifiers = found.all("LID", "AID")
    return Record(
        line=found.line,
        title=found.first("TI", "BTI", "TT"),
        abstract=found.first("AB", "OAB"),
        authors=[*whole_names, *map(WholeName, found.all("CN"))],
        year=found.first("DP", "DEP", "EDAT"),
        venue=found.first("JT", "TA", "BTI" if found.all("TI") else "JT"),
        doi=next((text.removesuffix("[doi]") for text in identifiers if text.endswith("[doi]")), ""),
        pmid=found.first("PMID"),
        arxiv_id=arxiv_in(*identifiers, *found.all("GN")),
        keywords=found.all("OT", "MH"),
    )
