"""BibTeX, read by bibtexparser; broken entries are named and the next ones read all the same."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.bibtex import ID, plain
from rag.readers.people import WholeName
from rag.readers.record import Record, arxiv_in
from rag.readers.source import Source

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

_BEGINS = re.compile(r"^\s*@\s*[A-Za-z]\w*\s*[{(]", re.MULTILINE)
_NOT_ENTRIES = re.compile(r"\s*@\s*(?:comment|preamble|string)\b", re.IGNORECASE)
_HARMLESS = re.compile(r"[\s%#].*|\W*", re.DOTALL)
_PREPRINT = re.compile(r"(?<!/)\b(?:arxiv|biorxiv|medrxiv|preprint|ssrn)\b(?!\.org)", re.IGNORECASE)
_PMID = re.compile(r"(?:pmid|pubmed):?\s*(\d{1,8})", re.IGNORECASE)
# What it says on its logger is said in our report, with the file's name.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def matches(head: str) -> bool:
    """Whether a file that begins so is BibTeX."""
    return _BEGINS.search(head) is not None


def read(source: Source) -> Iterator[Record]:
    """The entries of a BibTeX file."""
    # Here, since who reads no BibTeX should not wait for it.
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateFieldKeyBlock, ExplicitComment, ParsingFailedBlock, Preamble

    library = parse_string(source.text())
    strings = {name.lower(): str(item.value) for name, item in library.strings_dict.items()}
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, DuplicateFieldKeyBlock):
            names = ", ".join(sorted(block.duplicate_keys))
            source.warn(line, names, "the field stands twice in one entry; the first is used")
        entry = _entry(block)
        if entry is not None:
            yield _record(_fields(entry, strings, raw=entry is not block), line)
        elif isinstance(block, ParsingFailedBlock) and not _NOT_ENTRIES.match(block.raw or ""):
            source.skip(line, block.raw or "", "a brace, quote or comma is missing in this entry")
        elif not isinstance(block, (ExplicitComment, Preamble)):
            _say_text_left_out(block, line, source)


def _entry(block: "Block") -> "Entry | None":
    """The entry of a block; one whose key is another's too is an entry all the same."""
    from bibtexparser.model import Entry, ParsingFailedBlock

    if isinstance(block, ParsingFailedBlock):
        block = block.ignore_error_block or block
    return block if isinstance(block, Entry) else None


def _fields(entry: "Entry", strings: Mapping[str, str], *, raw: bool) -> dict[str, str]:
    """The fields of an entry by their names in lower case. `raw`: the parser gave this entry up half-way, and left
    the braces around its values and the names of @strings in their place.
    """
    fields: dict[str, str] = {}
    for item in entry.fields:
        value = str(item.value).strip()
        if raw:
            value = value[1:-1] if _is_enclosed(value) else strings.get(value.lower(), value)
        fields.setdefault(item.key.lower(), value)
    return fields


def _say_text_left_out(block: "Block", line: int, source: Source) -> None:
    comment = getattr(block, "comment", None)
    if isinstance(comment, str) and not _HARMLESS.fullmatch(comment[:200]) and "@" in comment:
        source.warn(line, "", f"text between entries is left out: {comment[:60]!r}")


def _record(fields: Mapping[str, str], line: int) -> Record:
    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name, "").strip()), "")

    is_arxiv = "arxiv" in first("archiveprefix", "eprinttype").lower()
    pmid = first("pmid") or (first("eprint") if "pubmed" in first("eprinttype").lower() else "")
    how = first("howpublished")
    noted = _PMID.search(first("note", "annote"))
    return _as_written(
        fields,
        Record(
            line=line,
            title=first("title"),
            abstract=first("abstract", "abstractnote"),
            authors=_people(first("author") or first("editor")),
            year=first("year", "date", "issued"),
            venue=first("journal", "journaltitle", "booktitle", "series") or (how if _PREPRINT.search(how) else ""),
            doi=first("doi"),
            pmid=pmid or (noted[1] if noted else ""),
            arxiv_id=first("arxivid", "arxiv")
            or (first("eprint") if is_arxiv else arxiv_in(*map(first, _ARXIV_FIELDS))),
            urls=[
                first("url")
                .replace("\\_", "_")
                .replace("\\%", "%")
                .replace("\\&", "&")
                .replace("{", "")
                .replace("}", "")
            ],
            keywords=re.split(r"[;,]", first("keywords", "keyword", "author_keywords")),
            tex=True,
        ),
    )


def _as_written(fields: Mapping[str, str], record: Record) -> Record:
    """An entry that we wrote, under its id and with its texts as they were; any other as it is, and one that has been
    changed since under its id only.
    """
    id_ = plain(fields.get(ID, ""))
    if not id_:
        return record
    texts = (_bared(record.title), record.abstract, record.venue, *map(_bared, record.authors), *record.keywords)
    known = [plain(text.strip()) for text in texts]
    written = [text for text in known if text is not None]
    if len(written) < len(known):
        return replace(record, id=id_)
    title, abstract, venue, *names = written
    authors, keywords = names[: len(record.authors)], names[len(record.authors) :]
    return replace(
        record,
        id=id_,
        title=title,
        abstract=abstract,
        venue=venue,
        authors=[name for name in authors if name],
        keywords=[word for word in keywords if word],
        tex=False,
        clean=True,
    )


def _bared(text: str) -> str:
    return text[1:-1] if _is_one_group(text) else text


_ARXIV_FIELDS = ("eprint", "journal", "note", "number", "volume", "howpublished")


def _is_enclosed(value: str) -> bool:
    return len(value) > 1 and (_is_one_group(value) if value[0] == "{" else value[0] == value[-1] == '"')


def _is_one_group(value: str) -> bool:
    """Whether the first character opens a brace that closes at the end, so that it encloses all."""
    depth = 0
    if not value.startswith("{") or not value.endswith("}"):
        return False
    for before, now in pairwise(f" {value[:-1]}"):
        depth += (now == "{") - (now == "}") if before != "\\" else 0
        if depth == 0 and now == "}":
            return False
    return True


def _people(text: str) -> list[str]:
    """The names between the `and`s that stand in no braces. A name all in braces (an institution) is one word to
    BibTeX, and its commas turn nothing round.
    """
    out, depth, start = [], 0, 0
    for match in re.finditer(r"\\.|[{}]|\s+and\s+", text, re.IGNORECASE | re.DOTALL):
        token = match[0]
        if token in "{}":
            depth += 1 if token == "{" else -1
        elif depth <= 0 and not token.startswith("\\"):
            out.append(text[start : match.start()])
            start = match.end()
    out.append(text[start:])
    names = (name.strip() for name in out)
    return [WholeName(name) if _is_one_group(name) else name for name in names]
