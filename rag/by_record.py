"""Answers read off the records of all papers: a list in order of years, and how many papers there are by year, venue or
author. No abstract says it, so the numbers cite none; each paper of a list is quoted as in any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.counted import counted
from rag.facts import Facts
from rag.list_text import list_row, says_well
from rag.markers import escape_markers
from rag.read_records import ByAge, Tally
from rag.types import Evidence, Sentence
from rag.verify import Draft, Verified

YEARS_ONLY = "the order is by the years of the papers' records, which give no days; the quotes are from the abstracts."
"""The notice of a list by age."""
COUNTED = "counted from the papers' records."
"""The notice of a tally."""

_SHOWN_VALUES = 30
"""Rows of a tally by venue or author that are shown."""
_SHOWN_WHOLE = 10
"""Papers of a whole corpus that are shown where a question does not say how many, and of one year where it wants
fewer.
"""


@dataclass(frozen=True, slots=True)
class Dated:
    """The papers that a question for the newest or oldest asks for."""

    places: tuple[int, ...]
    """Theirs in what was given, in order of years; those of one year as they were given."""
    years: tuple[int, ...]
    """The year of each; 0 for those without one, which come last in a list that is put in order."""
    of: int
    """How many have a year."""
    without: int
    """How many have none."""
    tied: int
    """How many more than were asked for: the last year has them all, and the records do not tell which is newer."""


def by_age(years: NDArray[np.int32], asked: ByAge, whole: bool) -> Dated:
    """The newest or oldest of papers, given by their years (0 where it is not known), likeliest first; `whole` says
    that they are all papers, of which not all are shown unasked.
    """
    dated = np.flatnonzero(years > 0)
    order = dated[np.argsort(-years[dated] if asked.newest else years[dated], kind="stable")]
    count = asked.count or (_SHOWN_WHOLE if whole and not asked.sorts else len(order))
    # One of a year is as new as the others of it.
    last = years[order[count - 1]] if 0 < count < len(order) else 0
    if last and asked.count:
        chosen = [place for i, place in enumerate(order.tolist()) if i < count or years[place] == last]
    else:
        chosen = order[:count].tolist()
    tied = max(0, len(chosen) - count) if asked.count else 0
    undated = np.flatnonzero(years == 0).tolist()
    if asked.sorts:
        chosen, undated = [*chosen, *undated], []
    return Dated(tuple(chosen), tuple(years[chosen].tolist()), len(order), len(undated), tied)


def shown(found: Dated, asked: ByAge) -> int:
    """How many of them are shown at most: hundreds may share the last year."""
    return max(asked.count, _SHOWN_WHOLE) if asked.count else len(found.places)


def by_age_draft(found: Dated, asked: ByAge, evidence: Sequence[Evidence], topic: str, said: str) -> Draft:
    """The list as text, the years as headings; `evidence` has a passage of each paper of `found` that is shown."""
    which = f" {said}" if said else ""
    count = len(found.places)
    verb = "matches" if (count if asked.sorts else found.of) == 1 else "match"
    about = f" that {verb} “{escape_markers(topic)}”" if says_well(topic) else ""
    age = "newest" if asked.newest else "oldest"
    papers = f"{counted(found.of, 'paper')}{which}{about}{' with a year' if found.without else ''}"
    if asked.sorts or (count == found.of and count > 1 and not asked.count):
        head = f"{counted(count, 'paper')}{which}{about}, the {age} first:"
    elif found.of == 1:
        head = f"There is {papers}:"
    elif found.tied:
        same = "of one year" if len(set(found.years)) == 1 else "with those of the last year all shown"
        head = f"Of {papers}, these {count} are the {age}, {same}:"
    else:
        head = f"The {age} {'' if count == 1 else f'{count} '}of {papers}:"
    lines = [head]
    for number, passage in enumerate(evidence, 1):
        year = found.years[number - 1]
        if number == 1 or year != found.years[number - 2]:
            lines += ["", f"{year or 'No year known'}:", ""]
        lines.append(list_row(passage, number))
    if len(evidence) < count:
        lines[0] = f"{head[:-1]}; the first {len(evidence)} are shown:"
    return Draft("\n".join(lines), tuple(passage.paper for passage in evidence))


def not_dated(found: Dated) -> tuple[str, ...]:
    """A notice of papers that have no year; none where all have."""
    if not found.without:
        return ()
    return (f"{counted(found.without, 'paper')} without a year {'was' if found.without == 1 else 'were'} left out.",)


def tally(facts: Facts, numbers: Sequence[int], asked: Tally, topic: str, said: str) -> Verified:
    """The table of how many of some papers there are by a field: years in order, others by how many, most first."""
    counts = facts.counts(asked.field, numbers)
    most_first = asked.by_count or asked.field != "year"
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]) if most_first else (0, item[0]))
    which = f" {said}" if said else ""
    verb = "matches" if len(numbers) == 1 else "match"
    about = f" that {verb} “{escape_markers(topic)}”" if says_well(topic) else ""
    head = f"{counted(len(numbers), 'paper')}{which}{about}, by {asked.field}:"
    some = rows if asked.field == "year" else rows[:_SHOWN_VALUES]
    cells = [(_cell(value), f"{count:,}") for value, count in some]
    if len(some) < len(rows):
        cells.append((f"{len(rows) - len(some):,} others", f"{rows[len(some)][1]:,} or fewer each"))
    if without := len(numbers) - int(facts.having(asked.field)[list(numbers)].sum()):
        cells.append((f"no {asked.field} known", f"{without:,}"))
    cells.insert(0, (asked.field, "papers"))
    lines = [f"| {name} | {count} |" for name, count in cells]
    sentences = (Sentence(head), *(Sentence(cell) for row in cells for cell in row))
    return Verified("\n".join([head, "", lines[0], "| --- | --- |", *lines[1:]]), sentences, ())


def _cell(value: str) -> str:
    return escape_markers(" ".join(value.split())).replace("|", "∣")
