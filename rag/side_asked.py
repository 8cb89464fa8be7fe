"""What a comparison asks of each of the works that it compares."""

import re

from rag.names import Names
from rag.passages import split_sentences
from rag.words import terms

_PART_TERMS = 3
"""Index terms that a part of the question must have to ask by itself."""
_LEAST = 2
"""Parts that ask apart, and index terms of one that names its side."""
_ASKS = re.compile(
    r"\W*(?:(?:for|on|in|with|by|from|to|of|at) )?(?:how|what|which|whose|where|when|why|who|is|are|was|were|"
    r"do|does|did|has|can)\b",
    re.I,
)
_ASKS_APART = re.compile(rf"(?:[,;]\s*|[.?]\s+|\s+)(?:and|while|but|whereas)\s+(?={_ASKS.pattern})|[;?.]\s+", re.I)
"""Between parts of a question that each ask."""


def asked_of(question: str, number: int, names: Names) -> str:
    """What a question asks of one side: its own part, where each side has one ("what does A use, and how does B win?");
    else all without the names of the others, and without a first sentence that only says which papers there are.
    """
    own = _own_part(question, number, names)
    if own:
        return own
    for mention in reversed(names.mentions(question)):
        if number not in mention.papers:
            question = f"{question[: mention.start]}{question[mention.end :]}"
    *before, last = [question[start:end] for start, end in split_sentences(question)] or [question]
    return last if before and len(set(terms(last))) >= _PART_TERMS else question


def _own_part(question: str, number: int, names: Names) -> str:
    """The part of a question that asks of this side, where each part asks of another; empty where they do not."""
    parts = [(part, {m.papers for m in names.mentions(part)}) for part in _ASKS_APART.split(question)]
    asking = [(part, named) for part, named in parts if _ASKS.match(part)]
    if len(asking) < _LEAST or any(len(named) != 1 for _, named in asking):
        return ""
    if len({next(iter(named)) for _, named in asking}) < len(asking):
        return ""
    own = [part for part, named in asking if number in next(iter(named))]
    return own[0].strip() if len(own) == 1 and len(set(terms(own[0]))) >= _LEAST else ""
