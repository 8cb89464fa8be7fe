"""How a question speaks of papers, and a condition found in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.where import Clause
from rag.wordings import any_of, any_word, pattern

WORKS = any_word(
    """
    papers? stud(?:y|ies) works? articles? abstracts? publications? surveys? reviews? preprints? manuscripts?
    literature research anything something everything ones?
    """
)
PUBLISHED = any_word(
    "published publish appeared appearing appear written authored printed posted dated", "com(?:e|ing) out", "came out"
)
SAID_OF_PAPERS = pattern(r"\b" + any_of(WORKS, PUBLISHED, "what'?s new", "has been done") + r"\b")
ALONE = pattern(
    r"^\W*(?:"
    + any_word(
        "and but only or just ok so were was are is published now please then instead",
        "what about",
        "how about",
        "(?:the )?(?:ones|those|papers)",
    )
    + r"\b\W*)*$"
)
"""What may stand around a condition that is all of a question: "and before 2020?"."""
OF_OTHERS = pattern(
    r"\b"
    + any_word("it they datasets? data challenges? benchmarks? models? methods? networks? code guidelines? versions?")
    + rf"\s+(?:{any_word('that which was were is are has have been first originally')}\s+)*{PUBLISHED}\b[^.?!,]*$",
    r"\b"
    + any_word(r"on upon with to than cit\w+ extend\w* mention\w* discuss\w*")
    + rf"\s+(?:{any_word('the an? earlier prior previous other existing')}\s+)*{WORKS}\b[^.?!,]*$",
)
"""What stands before a condition that is said of something else: "a data set published …", "cite work of …"."""
_MOST_WORDS = 12
"""Words of the longest venue or keyword that is looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """Clauses, the stretch of the question that says them, and what stands there instead."""

    clauses: tuple[Clause, ...]
    start: int
    end: int
    instead: str = ""


def year(name: str) -> str:
    """A year, as the group with this name."""
    return rf"(?P<{name}>(?:19[5-9]|20\d)\d)(?![\w%-]|[.,]\d)"


def starts(question: str, place: int) -> Iterator[tuple[str, int]]:
    """The stretches of a question that begin here and end with a word, the longest first, each with its end."""
    ends = [match.end() for match in re.finditer(r"[^\s?!;,]*[\w)]", question[place:])][:_MOST_WORDS]
    for end in reversed(ends):
        yield question[place : place + end].strip(" \"“”'"), place + end
