"""The table of a comparison: a column for each paper, a row for what is asked and for each aspect, all quoted."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rag.extractive import ExtractiveSynthesizer, Pick
from rag.types import Evidence, Paper
from rag.verify import Draft, escape_markers, mark

_ON_THE_QUESTION = "On the question"
_BACKGROUND = 0.2
"""The share of an abstract, from its start, that tells of others' work."""

_SOURCE = r"\b(?:dataset|data set|database|corpus|images|scans|patients|cases|volumes|reports|pairs|studies)\b"
_FIGURE = r"\b\d[\d,.]*(?!\s?-?D\b)"


@dataclass(frozen=True, slots=True)
class _Asked:
    """Something that a question may ask of each side."""

    asks: re.Pattern[str]
    """What asks for it."""
    tells: tuple[re.Pattern[str], ...]
    """The sentences that tell it, the surest first."""
    last: bool = False
    """The last of them tells it, rather than the one that fits best."""


_ASKED = (
    _Asked(  # what it was tried on: a collection by its name, or what is done with one
        re.compile(
            r"\b(?:(?:test|evaluat|validat|benchmark|assess|tri(?:ed|al))\w*|on (?:which|what)|"
            r"(?:which|what)(?: are| is)?(?: the)?(?: \w+)? "
            r"(?:data\w*|benchmarks?|challenges?|collections?|organs?|tasks))\b",
            re.I,
        ),
        (
            re.compile(
                r"(?:\b[A-Z][\w-]*[A-Z\d]|(?<=the )[A-Z])[\w-]*\s+(?:[\w-]+\s+){0,3}"
                r"(?i:data ?sets?|challenge|benchmarks?|cohort|database)\b"
            ),
            re.compile(
                r"\b(?:evaluate|validate|test|assess|experiment|participate|benchmark)\w*\b.*\b(?:on|in|across)\b"
                r"|\b(?:curated|collected)\b",
                re.I,
            ),
        ),
    ),
    _Asked(  # where its data come from
        re.compile(r"\b(?:where|source\w*|from (?:what|which)|origin\w*|(?:come|came|taken|drawn) from)\b", re.I),
        (
            re.compile(
                r"\b(?:(?:collected|extracted|gathered|drawn|sourced|derived|acquired|mined|taken|curated|assembled)\b"
                r".*\bfrom|sources)\b|\bfrom\s+(?:over\s+)?\d|\bhave been collected\b",
                re.I,
            ),
        ),
    ),
    _Asked(  # how large it is
        re.compile(
            r"\b(?:how (?:many|large|big|much)|size|sized|larger|largest|bigger|biggest|smaller|smallest|more|most|"
            r"fewer|fewest|numbers? of|count of)\b",
            re.I,
        ),
        (re.compile(rf"{_FIGURE}\+?(?:\s[\w-]+){{0,4}}?\s{_SOURCE}", re.I),),
    ),
    _Asked(  # how it orders its field
        re.compile(
            r"\b(?:sort|organi[sz]|structur|categori|classif(?:y|ies) (?:the|them|models|methods|works)|group|arrang|"
            r"divid|taxonom|cover|go(?:es)? through|deal)\w*\b",
            re.I,
        ),
        (
            re.compile(
                r"\b(?:categori[sz]\w*|taxonom\w*|structured|classification of|grouped|organi[sz]ed|divided)\b", re.I
            ),
        ),
    ),
    _Asked(  # what came out
        re.compile(
            r"\b(?:conclu|find|found|gain|verdict|observ|learn|lesson|agree|disagree|outcome|take-?away|opposite|"
            r"results?|claims?|help(?:s|ed)?)\w*\b|\bwhat (?:do|does|did) (?:\w+ ){1,3}?(?:see|say|show|report)\b",
            re.I,
        ),
        (
            re.compile(
                r"\b(?:conclu\w*|suggest\w*|found|find|show\w*|reveal\w*|demonstrat\w*|outperform\w*|faster|better|"
                r"(?:more|less|fewer|higher|lower) [\w\s-]{1,40}?than|benefi\w*)\b",
                re.I,
            ),
        ),
        last=True,
    ),
)
_MOST_ASKED = 3
"""Sentences at most in a cell of what is asked."""

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

    most = 2 if len(papers) <= 3 else 1
    best = [extractive.best_sentences(text, own, most + 1) for text, own in zip(asked, papers, strict=True)]
    told = [_told(text, own, extractive) for text, own in zip(asked, papers, strict=True)]
    came_out = [_told(text, own, extractive, last=True) for text, own in zip(asked, papers, strict=True)]
    # What tells it best stands there even where it is the sentence that says what the paper does.
    surest = [{*first, *last, *picks[:1]} for picks, first, last in zip(best, told, came_out, strict=True)]
    does = [_fitting(evidence, _ASPECTS[0][1], after=0.0) for evidence in papers]
    add(_ASPECTS[0][0], [[p for p in own if p not in first][:1] for own, first in zip(does, surest, strict=True)])
    cells = [[pick for pick in picks if pick not in used][:most] for picks in best]
    add(
        _ON_THE_QUESTION,
        [_joined(first, cell, last, used) for first, cell, last in zip(told, cells, came_out, strict=True)],
    )
    for label, pattern in _ASPECTS[1:]:
        cells, having = [], 0
        for text, evidence in zip(asked, papers, strict=True):
            having += bool(_fitting(evidence, pattern))
            fresh = [p for p in evidence if Pick(p.paper, p.start, p.end) not in used]
            fitting = {pick.start for pick in _fitting(fresh, pattern)}
            passages = [passage for passage in fresh if passage.start in fitting]
            cells.append(extractive.best_sentences(text, passages, 1) if passages else [])
        # Of some it may stand in a row above.
        if any(cells) and having * 2 >= len(cells):
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


def _told(
    asked: str, evidence: Sequence[Evidence], extractive: ExtractiveSynthesizer, *, last: bool = False
) -> list[Pick]:
    """The sentence that tells what is asked of a side, for each thing that is asked; of those that the last one tells,
    or of the others.
    """
    found = []
    for asked_for in _ASKED:
        if asked_for.last != last or not asked_for.asks.search(asked):
            continue
        fitting = next((some for tells in asked_for.tells if (some := _fitting(evidence, tells))), [])
        if fitting and not last:
            starts = {pick.start for pick in fitting}
            fitting = extractive.best_sentences(asked, [p for p in evidence if p.start in starts], 1)
        found += fitting[-1:]
    return found


def _joined(first: Sequence[Pick], cell: Sequence[Pick], last: Sequence[Pick], used: Collection[Pick]) -> list[Pick]:
    """What no row has yet: first what surely tells what was asked, then what fits the question."""
    picks = dict.fromkeys([*first, *cell, *last])
    kept = [pick for pick in picks if pick not in used]
    return kept[:_MOST_ASKED]


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
