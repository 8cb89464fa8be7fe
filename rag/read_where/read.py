"""A question without its conditions on papers' records, and these."""

import re
from dataclasses import replace
from datetime import date

from rag.facts import Facts
from rag.read_where.authors import read_author
from rag.read_where.keywords import read_keyword
from rag.read_where.papers import PUBLISHED, Found
from rag.read_where.venues import read_venue
from rag.read_where.years import read_years
from rag.where import Clause, Where
from rag.wordings import any_of, any_word, pattern

_LONGEST = 600
"""Characters up to which a question is read: a pasted text dates and names things of its own."""
_MOST = 6
"""Clauses that are read from one question at most."""
_NOT = pattern(
    any_of(
        r"\b(?:(?:that|which)\s+)?(?:(?:is|are|was|were|has been|have been)\s+)?(?:not|never)",
        r"\b\w+n['’]t",
        r"\bother than",
        r"\bexcept(?: for)?(?: those| the ones)?",
        r"\bexcluding",
        r"\bbut not",
    )
    + rf"(?:\s+(?:those\s+)?{PUBLISHED})?\s*$"
)
"""What turns the condition behind it round."""
_DANGLING = pattern(
    r",?\s*\b(?:(?:that|which)\s+)?(?:(?:has|have)\s+been|is|are|was|were)?"
    r"(?:(?<=\bis)|(?<=\bare)|(?<=\bwas)|(?<=\bwere)|\s*\b"
    + any_word("published appeared appearing written (?:co-?)?authored printed posted dated", "came out", "coming out")
    + r")\s*$"
)
"""What is left hanging before a condition that was taken out: "that were published"."""


def read_where(question: str, facts: Facts, today: date | None = None) -> tuple[str, Where | None]:
    """The question without its conditions on papers' records, and these as a filter; None where it sets none.

    `today` is what "the last three years" counts from.

    >>> read_where("Which papers since 2023 use CT?", Facts(()))
    ('Which papers use CT?', Where(clauses=(Years(first=2023, last=None, exclude=False),)))
    """
    if len(question) > _LONGEST:
        return question, None
    year = (today or date.today()).year
    clauses: list[Clause] = []
    rest = question
    for read in (read_author, read_venue, read_keyword, read_years):
        while len(clauses) < _MOST and (found := read(rest, facts, year)):
            turned = _NOT.search(rest[: found.start])
            if turned:
                found = replace(found, start=turned.start())
            clauses += [replace(clause, exclude=True) if turned else clause for clause in found.clauses]
            rest = _without(rest, found)
    return (rest, Where(tuple(clauses))) if clauses else (question, None)


def _without(question: str, found: Found) -> str:
    before = _DANGLING.sub("", question[: found.start])
    rest = " ".join(f"{before} {found.instead} {question[found.end :]}".split())
    return re.sub(r"\s+(?=[?.,!;])|^[\s,]+|,(?=[?.!])", "", rest)
