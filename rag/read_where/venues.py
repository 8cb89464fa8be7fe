"""Where a question says that papers appeared: "published in MICCAI", "Nature papers"."""

import re

from rag.english import is_english
from rag.facts import Facts
from rag.read_where.papers import ALONE, OF_OTHERS, PUBLISHED, WORKS, Found, starts, year
from rag.where import Named
from rag.wordings import pattern

_IN_VENUE = pattern(
    rf"\b(?P<lead>(?:that |which )?(?:(?:was|were|is|are|been|has been|have been) )?{PUBLISHED}(?: (?:only|first))?|"
    rf"presented|accepted|(?:{WORKS}|those|them)(?: (?:that )?(?:are|were)(?: there)?)?)\s+"
    r"(?P<out>(?:in|at|by|from|of|for)\s+(?:the\s+)?"
    r"(?:(?:journal|conference|proceedings)\s+(?:of\s+)?)?)(?=\S)"
)
"""Behind it stands where papers appeared."""
_VENUE_BEFORE = pattern(rf"(?<![\w-])(?P<out>[A-Za-z]{{3,12}})(?:\s+(?={WORKS}\b)|\s+(?={year('a')}\s+{WORKS}\b))")
"""An acronym before what appeared there: "MICCAI papers", "MICCAI 2020 papers"."""


def read_venue(question: str, facts: Facts, today: int) -> Found | None:
    """The first venue that the corpus knows, or None."""
    for match in _IN_VENUE.finditer(question):
        listed = bool(re.match("those|them", match["lead"], re.I))
        published = not listed and not re.match(WORKS, match["lead"], re.I)
        if OF_OTHERS.search(question[: match.start("out")]):
            continue
        for said, end in starts(question, match.end()):
            if listed and not ALONE.match(question[end:]):  # "better than those in MICCAI challenges"
                continue
            if facts.is_venue(said) and _written_as_venue(said, facts, published):
                return Found((Named("venue", (said,)),), match.start("out"), end)
    for match in _VENUE_BEFORE.finditer(question):
        # In this order: the first acronym that is asked for has the records of all papers read.
        if sum(map(str.isupper, match["out"])) > 1 and facts.is_acronym(match["out"]):
            return Found((Named("venue", (match["out"],)),), match.start("out"), match.end("out"))
    return None


def _written_as_venue(said: str, facts: Facts, published: bool) -> bool:
    """Whether it is written like a name: "Radiology" is a journal where "radiology" is a field."""
    if facts.is_acronym(said) and (len(said) > 3 or said.isupper()):
        return published or said != said.lower() or not is_english(said)
    return said[0].isupper() or (published and " " in said)
