"""The table of a comparison: a column for each paper, a row for what is asked and for each aspect, all quoted."""

import re
from collections.abc import Callable, Sequence

from rag.extractive import ExtractiveSynthesizer, Pick
from rag.types import Evidence, Paper
from rag.verify import Draft, escape_markers, mark

_ON_THE_QUESTION = "On the question"
_BACKGROUND = 0.2
"""The share of an abstract, from its start, that tells of others' work."""

_SOURCE = r"\b(?:dataset|data set|database|corpus|images|scans|patients|cases|volumes|reports|pairs|studies)\b"
_FIGURE = r"\b\d[\d,.]*(?!\s?-?D\b)"
_ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "What it does",
        re.compile(
            r"\b(?:we|this (?:paper|work|study|article|survey|review)|is) (?:\w+ ){0,3}?"
            r"(?:propos|present|introduc|develop|investigat|examin|evaluat|review|provid|describ|aim|conduct|"
            r"explor|stud|design|buil[dt]|creat|construct|releas|term)\w*|\bhere,? we\b|\bwe term\b",
            re.I,
        ),
    ),
    ("Data", re.compile(rf"{_SOURCE}.*{_FIGURE}|{_FIGURE}.*{_SOURCE}", re.I)),
    (
        "Result",
        re.compile(
            r"\b(?:results?|outperform\w*|achiev\w*|surpass\w*|improv\w*|state-of-the-art|superior|accuracy|demonstrat\w+|"
            r"found|show(?:s|ed|n)?)\b",
            re.I,
        ),
    ),
)


def compose(
    asked: Sequence[str],
    papers: Sequence[Sequence[Evidence]],
    extractive: ExtractiveSynthesizer,
    name_of: Callable[[Paper], str],
) -> Draft:
    """A table with a column for each paper: what each does, what is asked of it, data and result, all quoted.

    A sentence stands in one row only.
    """
    columns = [evidence[0].paper for evidence in papers]
    rows: list[tuple[str, list[list[Pick]]]] = []
    used: set[Pick] = set()

    def add(label: str, cells: list[list[Pick]]) -> None:
        used.update(pick for cell in cells for pick in cell)
        rows.append((label, cells))

    add(_ASPECTS[0][0], [_fitting(evidence, _ASPECTS[0][1], after=0.0)[:1] for evidence in papers])
    most = 2 if len(papers) <= 3 else 1
    best = [extractive.best_sentences(text, own, most + 1) for text, own in zip(asked, papers, strict=True)]
    add(_ON_THE_QUESTION, [[pick for pick in picks if pick not in used][:most] for picks in best])
    for label, pattern in _ASPECTS[1:]:
        cells = []
        for text, evidence in zip(asked, papers, strict=True):
            fresh = [p for p in evidence if Pick(p.paper, p.start, p.end) not in used]
            fitting = {pick.start for pick in _fitting(fresh, pattern)}
            passages = [passage for passage in fresh if passage.start in fitting]
            cells.append(extractive.best_sentences(text, passages, 1) if passages else [])
        if sum(map(bool, cells)) * 2 >= len(cells):
            add(label, cells)
    # What was asked reads first, though it was picked second: what a paper does is not repeated in it.
    rows = sorted((row for row in rows if any(row[1])), key=lambda row: row[0] != _ON_THE_QUESTION)
    lines = [
        "| | " + " | ".join(f"{_cell(name_of(paper))}" for paper in columns) + " |",
        "|---|" + "---|" * len(columns),
    ]
    for label, cells in rows:
        shown = [" ".join(mark(_cell(pick.text), place) for pick in cell) or "–" for place, cell in enumerate(cells, 1)]
        lines.append(f"| {label} | " + " | ".join(shown) + " |")
    return Draft("\n".join(lines), tuple(columns))


def _fitting(evidence: Sequence[Evidence], pattern: re.Pattern[str], after: float = _BACKGROUND) -> list[Pick]:
    """The sentences that tell of an aspect, in the abstract's order, from this share of it on."""
    found = [
        Pick(passage.paper, passage.start, passage.end)
        for passage in evidence
        if pattern.search(passage.text) and passage.start >= after * len(passage.paper.abstract)
    ]
    return sorted(found, key=lambda pick: pick.start)


def _cell(text: str) -> str:
    """Text that cannot end its table cell."""
    return escape_markers(" ".join(text.split())).replace("|", "∣")
