"""RIS, in the flavours of Zotero, EndNote, Scopus, Web of Science, Embase, Ovid, ProQuest, Rayyan and PubMed.

Read by our own few lines, not by rispy: that knows no line numbers, and drops what it does not understand unsaid.
"""

import re
from collections.abc import Iterator

from rag.readers.people import given_names_first
from rag.readers.record import Record, arxiv_in, doi_in
from rag.readers.source import Source
from rag.readers.tagged import Layout, TaggedRecord, records

_STRICT = re.compile(r"([A-Z][A-Z0-9])(?:  |[ \t]?\t[ \t]?)-(?:\s(.*)|$)")
_LOOSE = re.compile(r"([A-Z][A-Z0-9])[ \t]{0,2}-(?:\s(.*)|$)")
_BEGINS = re.compile(r"^TY[ \t]{0,2}-", re.MULTILINE)
_BEGINS_STRICTLY = re.compile(r"^TY(?:  |[ \t]?\t[ \t]?)-", re.MULTILINE)
_TELLING = frozenset(("TI", "T1", "AB", "N2"))
_BETWEEN_ADDRESSES = re.compile(r"[;\s]+(?=https?://)")
_PMID = re.compile(r"\bPMID:\s*(\d{1,8})")
_PUBMED = re.compile(r"pubmed|medline|\bNLM\b", re.IGNORECASE)


def matches(head: str) -> bool:
    """Whether a file that begins so is RIS."""
    return _BEGINS.search(head) is not None


def read(source: Source) -> Iterator[Record]:
    """The records of a RIS file."""
    # An abstract may have a line "CT - based"; only where a file itself writes "TY - " is that a tag.
    tag = _STRICT if _BEGINS_STRICTLY.search(source.head) else _LOOSE
    for found in records(source, Layout(tag, begins="TY", ends="ER", telling=_TELLING)):
        yield _record(found)


def _record(found: TaggedRecord) -> Record:
    urls = [url for value in found.all("UR", "LK", "L2", "L1") for url in _BETWEEN_ADDRESSES.split(value)]
    return Record(
        line=found.line,
        title=found.first("TI", "T1", "CT", "BT", "ST"),
        abstract="\n".join(dict.fromkeys(found.all("AB"))) or found.first("N2"),
        authors=given_names_first(found.lines("AU", "A1") or found.lines("A2", "ED")),
        year=found.first("PY", "Y1", "DA"),
        venue=found.first("T2", "JF", "JO", "JA", "J2", "C3"),
        doi=found.first("DO") or doi_in(*found.all("M3", "L3", "DI")),
        pmid=_pmid(found),
        arxiv_id=arxiv_in(*found.all("M1", "N1", "AN", "C1")),
        urls=urls,
        keywords=[word for line in found.lines("KW") for word in line.split(";")],
    )


def _pmid(found: TaggedRecord) -> str:
    number = found.first("AN")
    if number.isdigit() and _PUBMED.search(" ".join(found.all("DB", "DP"))):
        return number
    noted = _PMID.search(" ".join(found.all("N1", "AN", "C2")))
    return noted[1] if noted else ""
