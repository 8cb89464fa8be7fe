"""The parts of a question each of which asks for something, and whether it asks for anything at all."""

import re

from rag.words import STOPWORDS, words

_PREPOSITION = r"(?:(?:in|on|of|at|by|for|from|to|with|over|under|across)\s+)?"
_JOINED = r"(?:[,;:]?\s+(?:and|or|but)\s+|[?.;]\s+(?:and\s+|so\s+)?)"
_BEGINS = re.compile(
    rf"{_JOINED}(?={_PREPOSITION}(?:what|which|how|why|where|when|who|whose)\b"
    r"|(?:do|does|did|is|are|was|were|can|could|has|have)\s+(?:it|they|there|the|any|its|their|these|those|you|i|we)\b)"
    rf"|,\s+(?={_PREPOSITION}(?:what|how|why)\b)",
    re.I,
)
"""Where another thing is asked; behind a bare comma "which" and "where" only tell more."""
_ASKS = re.compile(
    rf"(?:^|[,;:.]\s+)\W*{_PREPOSITION}(?:what|which|how|why|where|when|who|whose|do|does|did|is|are|was|were|can|could|has|"
    r"have|name|list|give|tell)\b|\b(?:what|how|why)\b",
    re.I,
)
"""Inside a sentence "where" and "who" only tell more, too."""
_CONDITION = re.compile(
    r"\W*(?:when|where|whenever)\s+(?!(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b)",
    re.I,
)
"""Says when, and asks nothing."""
_TAIL = re.compile(
    r"(?<=\w)[,;:.]?\s+(?:(?:and|but)\s+(?:if so\s+)?)?(?:why|how so|how come|what for|in what way)"
    r"(?:\s+(?:is|was)\s+(?:that|this|it))?\s*\?+\s*$|(?<=\w)\?\s+(?:and\s+)?why\s*\?*\s*$",
    re.I,
)
_ASKS_ANYHOW = re.compile(
    r"\?|\b(?:what|which|how|why|where|when|who|whose|whats|wheres|hows|whos|number|name|names|list|tell|give|show|want|need|looking|find)\b"
    r"|(?:^|[,;:.])\s*(?:is|are|was|were|do|does|did|can|could|has|have|any)\b",
    re.I,
)
_DESCRIBES = 9
"""Words from which what asks nothing describes a work, rather than is a quick way to ask ("BeeNet batch size")."""


def asked_parts(question: str) -> tuple[str, ...]:
    """The parts of a question that ask for something each, in its order; one where it asks one thing.

    >>> asked_parts("Why do bees dance, and how many hives took part?")
    ('Why do bees dance', 'how many hives took part?')
    """
    found = [part.strip() for part in _BEGINS.split(question)]
    if len(found) > 1 and _CONDITION.match(found[0]):  # "when bees dance, how many watch?"
        found = found[1:]
    return tuple(part for part in found if _ASKS.search(part) and any(word not in STOPWORDS for word in words(part)))


def without_tail(question: str) -> str:
    """A question without a bare "and why?" at its end, which says nothing of what it is about.

    >>> without_tail("Which bees dance at noon, and why?")
    'Which bees dance at noon?'
    """
    return _TAIL.sub("?", question)


def asks_nothing(question: str) -> bool:
    """Whether a question is none: at some length it only says what a work does.

    >>> asks_nothing("films of hives together with the keeper's notes, as there is nobody to watch them")
    True
    """
    return len(question.split()) >= _DESCRIBES and not _ASKS_ANYHOW.search(question)
