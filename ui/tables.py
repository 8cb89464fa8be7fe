"""Lists and comparisons as rows: the table that the page shows, and the CSV that it offers."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.reference import addresses
from rag.types import Answer, Paper, Sentence, Support
from ui.markdown import cells, is_ruler

_BULLET = re.compile(r"\s*[-*+]\s+")
_MARKERS = re.compile(r"[ \u00a0]?\[\d{1,3}\]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet read a cell as a formula (OWASP, "CSV Injection")."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list answer."""

    number: int
    paper: Paper
    said: str
    """What the entry says of the paper, with its markers, without the title."""
    support: Support | None


def list_row(answer: Answer, line: str, sentences: Sequence[Sentence]) -> Row | None:
    """The row of one line of a list answer's text; None where the line is no entry about a cited paper."""
    bullet = _BULLET.match(line)
    sentence = next((s for s in sentences if s.numbers and _BULLET.sub("", s.text, count=1) in line), None)
    if not bullet or sentence is None:
        return None
    number = sentence.numbers[0]
    paper = next((c.paper for c in answer.citations if c.number == number), None)
    if paper is None:
        return None
    said = line[bullet.end() :].strip()
    if said.startswith(paper.title):
        said = said[len(paper.title) :].lstrip(" —–-:")
    return Row(number, paper, said or line.strip(), sentence.support)


def rows(answer: Answer) -> list[Row]:
    """The entries of a list or count answer, in the order of its text."""
    found = (list_row(answer, line, answer.sentences) for line in answer.text.splitlines())
    return [row for row in found if row]


def to_csv(answer: Answer) -> str:
    """An answer as CSV (RFC 4180): a comparison's table, or one line a listed paper, or one line a cited quote."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in _table(answer):
        writer.writerow([_safe(cell) for cell in line])
    return out.getvalue()


def _table(answer: Answer) -> list[list[str]]:
    lines = answer.text.splitlines()
    ruler = next((place for place, line in enumerate(lines) if place and "|" in line and is_ruler(line)), None)
    if answer.kind == "compare" and ruler is not None:
        table = [lines[ruler - 1], *(line for line in lines[ruler + 1 :] if "|" in line)]
        return [[_MARKERS.sub("", cell) for cell in cells(line)] for line in table]
    quotes: dict[int, str] = {}
    for citation in answer.citations:
        quotes.setdefault(citation.number, citation.quote)
    head = ["number", "title", "authors", "year", "venue", "address", "answer", "support", "quote"]
    listed = rows(answer) if answer.kind in ("list", "count") else []
    if listed:
        body = [
            [*_paper(row.number, row.paper), _MARKERS.sub("", row.said), row.support or "", quotes.get(row.number, "")]
            for row in listed
        ]
    else:
        body = [[*_paper(c.number, c.paper), "", "", c.quote] for c in answer.citations]
    return [head, *body]


def _paper(number: int, paper: Paper) -> list[str]:
    address = next(iter(addresses(paper).values()), "")
    return [str(number), paper.title, "; ".join(paper.authors), str(paper.year or ""), paper.venue or "", address]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
