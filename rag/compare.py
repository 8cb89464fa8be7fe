"""Comparison questions: which papers, and the same aspects of each side by side."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.extractive import ExtractiveSynthesizer, Pick
from rag.names import Mention, Names
from rag.retrieve import Ranking
from rag.signs import has_name, names_of, read_source
from rag.types import Evidence, Paper
from rag.verify import Draft, escape_markers, mark
from rag.words import terms

MOST_SIDES = 4

_JOINT = re.compile(
    r"\s*(?:;|\?|\.\s|,?\s+(?:vs\.?|versus|and|or|against|while|whereas|but|with|from|than|to)\s+(?:by |of |in "
    r"|the (?:one|other) |one |a |an |another |the )?"
    r"|,\s*(?:another(?: one)?|the other|one|while)?\s*)",
    re.I,
)
_NUMBER = re.compile(r"\b(?:the |these |are )?(two|three|four|both)\b", re.I)
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_PART_TERMS = 3
"""Index terms that a part of the question must have to stand for a paper by itself."""
_AGAINST = re.compile(
    r"\b(?:compar\w+|contrast\w*|differ\w*|versus|vs|unlike|opposed to|both|each|similar\w*|in common|than)\b", re.I
)
_DESCRIBES = re.compile(
    r"^\W*(?:(?:compare|contrast|what|how|do|does|did|is|are|the|an?|one|another)\s+)*(?:[\w/'’-]+\s+){1,5}?(?:stud(?:y|ies)|"
    r"paper|work|survey|review|method|model|network|approach|system|framework|dataset|benchmark|challenge|tool|toolbox|"
    r"encoder|transformer|assistant|chatbot|technique)\b",
    re.I,
)
"""A part that plainly stands for a paper ("the redundancy-pruning study"), so that there may be more than two."""
_LIKELY = 12
"""Best papers of a question among which those of its parts must be."""
_CLOSE = 0.75
"""A paper that no part points at is a side when it scores at least this share of the best one."""

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


@dataclass(frozen=True, slots=True)
class Sides:
    """The papers that a question compares, in its order."""

    numbers: tuple[int, ...]


def find_sides(
    question: str, ranking: Ranking, names: Names, rank: Callable[[str], Ranking], papers: Sequence[Paper]
) -> Sides | None:
    """The two to four of these papers that a question compares, or None when it does not point at two.

    Papers that it names come first; then its parts ("…, another …", "A vs B") are each looked up by themselves, beside
    two names those that plainly stand for a paper; then others that go by the one name ("the first VoCo and the later
    one"), or that have a name which the named one lacks.
    """
    mentions = names.mentions(question)
    sides = list(dict.fromkeys(mention.papers[0] for mention in mentions))
    bare = names.without(question, " ; ")
    parts = [part for part in _JOINT.split(bare) if part and len(set(terms(part))) >= _PART_TERMS]
    described = [part for part in parts if _DESCRIBES.search(part)]
    least = max(2, *(_COUNTS[m.lower()] for m in _NUMBER.findall(question)), 0)
    most = max(least, min(MOST_SIDES, len(sides) + len(described)))
    if len(sides) >= least and not described:
        return Sides(tuple(sides[:MOST_SIDES]))
    # A part's paper must also be among the better ones for the whole question.
    likely = ranking.best_papers(_LIKELY)
    for part in parts if len(sides) < 2 else described:
        best = rank(part).best_papers(1)[0]
        if best not in sides and len(sides) < MOST_SIDES and best in likely:
            sides.append(best)
    if len(sides) < least:
        sides += _by_name(bare, mentions, sides, ranking, papers)[: least - len(sides)]
    for number in ranking.best_papers(MOST_SIDES):
        if len(sides) < least and number not in sides and ranking.papers[number] >= _CLOSE * ranking.papers.max():
            sides.append(number)
    if len(sides) < 2:
        return None
    order = {number: place for place, number in enumerate(sides)}
    best_first = sorted(sides, key=lambda n: (-float(ranking.papers[n]), order[n]))[:most]
    return Sides(tuple(sorted(best_first, key=order.__getitem__)))


def names_another(question: str, rank: Callable[[str], Ranking], names: Names, papers: Sequence[Paper]) -> bool:
    """Whether a question holds one named paper against a name that it lacks and another of the likely ones has."""
    sides = {mention.papers[0] for mention in names.mentions(question)}
    if len(sides) != 1 or not _AGAINST.search(question):
        return False
    return bool(_having_names(names.without(question, " ; "), sorted(sides), rank(question), papers))


def _by_name(
    bare: str, mentions: Sequence[Mention], sides: Sequence[int], ranking: Ranking, papers: Sequence[Paper]
) -> list[int]:
    """Further papers that go by the name of one, then for each name in the question that the sides lack (`bare` is
    without those of papers) the likeliest paper that has it.
    """
    of_name = [number for mention in mentions[:1] for number in mention.papers if number not in sides]
    return list(dict.fromkeys([*of_name, *_having_names(bare, sides, ranking, papers)]))


def _having_names(bare: str, sides: Sequence[int], ranking: Ranking, papers: Sequence[Paper]) -> list[int]:
    """For each name in the question that the sides lack the likeliest paper that has it."""
    held = [read_source(papers[number]) for number in sides]
    found: list[int] = []
    for name in names_of(bare) if held else ():
        if not any(has_name(name, source) for source in held):
            having = (n for n in ranking.best_papers(_LIKELY) if has_name(name, read_source(papers[n])))
            found += [number for number in having if number not in (*sides, *found)][:1]
    return found


def compose(
    question: str,
    papers: Sequence[Sequence[Evidence]],
    extractive: ExtractiveSynthesizer,
    name_of: Callable[[Paper], str],
) -> Draft:
    """A table with a column for each paper: what each does, what the question asks for, data and result, all quoted.

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
    asked = [extractive.best_sentences(question, evidence, most + 1) for evidence in papers]
    add(_ON_THE_QUESTION, [[pick for pick in picks if pick not in used][:most] for picks in asked])
    for label, pattern in _ASPECTS[1:]:
        cells = []
        for evidence in papers:
            fresh = [p for p in evidence if Pick(p.paper, p.start, p.end) not in used]
            fitting = {pick.start for pick in _fitting(fresh, pattern)}
            passages = [passage for passage in fresh if passage.start in fitting]
            cells.append(extractive.best_sentences(question, passages, 1) if passages else [])
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
