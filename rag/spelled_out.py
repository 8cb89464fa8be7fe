"""What an acronym stands for: asked for by a question, and spelt out by a sentence ("state space models (SSMs)")."""

import re
from collections.abc import Iterable

from rag.extractive import Pick
from rag.passages import split_sentences
from rag.types import Paper
from rag.wordings import any_word, pattern

_SHORT = r"(\w[\w.&/-]*?)"
_CALLED = r"(?:the\s+)?(?:(?:acronym|abbreviation|term|name|letters?)\s+)?[\"'“‘]?"
_ASKS = pattern(
    rf"\bwhat\s+(?:do|does|did|is|are)\s+{_CALLED}{_SHORT}[\"'”’]?\s+"
    + any_word("stands?", r"(?:an?\s+)?(?:short|acronym|abbreviation|abbreviated)", r"(?:spelt|spelled)\s+out")
    + r"\b",
    rf"\b(?:spell|write)\s+out\s+{_CALLED}{_SHORT}[\"'”’]?\W*$",
    rf"\b(?:full|long)\s+(?:form|name|version)\s+(?:of|for)\s+{_CALLED}{_SHORT}[\"'”’]?\W*$",
    rf"\bmeaning of (?:the )?(?:acronym|abbreviation)\s+[\"'“‘]?{_SHORT}[\"'”’]?\W*$",
)


def asked_acronym(question: str) -> str | None:
    """The acronym that a question asks the long form of, or None.

    >>> asked_acronym("What does SSL stand for?")
    'SSL'
    """
    match = _ASKS.search(question)
    found = next(filter(None, match.groups()), None) if match else None
    return found if found and any(c.isupper() for c in found) else None


def spelling_of(acronym: str, papers: Iterable[Paper]) -> Pick | None:
    """The first sentence of these papers that has an acronym in brackets behind what it stands for, or before it."""
    short = rf"{re.escape(acronym.removesuffix('s'))}s?"
    behind, before = re.compile(rf"\w\s+\({short}[);,]"), re.compile(rf"(?<![\w-]){short}\s+\([A-Za-z]+[\s-][a-z]")
    for paper in papers:
        for start, end in split_sentences(paper.abstract):
            if behind.search(paper.abstract, start, end) or before.search(paper.abstract, start, end):
                return Pick(paper, start, end)
    return None
