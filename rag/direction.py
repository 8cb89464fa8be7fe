"""Which way a comparison points: does a text say better or worse, more or less?

A small lexicon of general English, read clause by clause, since one sentence often says both ("outperformed other
models but fell short of the physicians").
"""

import re
from typing import Literal

from rag.words import terms

Direction = Literal["up", "down"]

_UP = re.compile(
    r"\b(?:outperform\w*|out-perform\w*|beat(?:s|en|ing)?|outdo(?:es|ing|ne)?|outclass\w*|outscor\w*|overtak\w*|better|best|superior|surpass\w*|exceed\w*|"
    r"improv\w*|higher"
    r"|highest|increas\w*|more accurate|"
    r"more robust|faster|gain(?:s|ed)?|accelerat\w*|boost\w*|enhanc\w*|win|wins|won|ahead|stronger|greater|"
    r"larger|rose|rises?|helps?|benefit\w*)\b",
    re.I,
)
_STANDS = "team group people those authors makers idea ideas reason reasons work paper study method intuition".split()
BEHIND = "".join(f"(?<!{who} )" for who in _STANDS) + "behind"
"""Lagging behind; "the team behind it" stands there."""
_DOWN = re.compile(
    r"\b(?:underperform\w*|under-perform\w*|worse|worst|inferior|f[ae]ll(?:s|en)? (?:short|behind)|"
    r"trail(?:s|ed|ing)?|"
    r"lag\w*|lower|"
    r"lowest|decreas\w*|declin\w*|deteriorat\w*|degrad\w*|"
    r"less accurate|less robust|slower|drop(?:s|ped)?|fail(?:s|ed)?|weaker|smaller|fewer|suffer\w*|los(?:es?|t|"
    rf"ing)|{BEHIND}|hurts?|harm\w*)\b",
    re.I,
)
_NOT = re.compile(r"\b(?:not|no|never|neither|nor|without|cannot|hardly|fails? to|failed to)\b|n't\b", re.I)
_CLAUSE = re.compile(r"[;,]|\b(?:but|while|whereas|although|though|however|yet|except|than when|despite)\b", re.I)


def direction(text: str) -> Direction | None:
    """The way a clause points, a negation before it turning it round; None when it says neither or both."""
    more, less = _UP.search(text), _DOWN.search(text)
    if bool(more) == bool(less):
        return None
    pointer = more or less
    # "Wins without labels" still wins.
    turned = bool(pointer and _NOT.search(text, 0, pointer.end()))
    return "up" if bool(more) != turned else "down"


def polar_words(text: str) -> list[tuple[int, Direction]]:
    """The words that say more or less, better or worse: where each starts, and its way before any negation."""
    up: list[tuple[int, Direction]] = [(match.start(), "up") for match in _UP.finditer(text)]
    down: list[tuple[int, Direction]] = [(match.start(), "down") for match in _DOWN.finditer(text)]
    return sorted(up + down)


def direction_about(sentence: str, topic: str) -> Direction | None:
    """The way that the clause of a sentence which is most about a topic points."""
    wanted = set(terms(topic))
    clauses = [part for part in _CLAUSE.split(sentence) if part.strip()]
    pointing = [(len(wanted & set(terms(part))), direction(part)) for part in clauses]
    known = [(shared, way) for shared, way in pointing if way]
    if not known:
        return None
    most = max(shared for shared, _ in known)
    if most == 0:
        return None
    ways = {way for shared, way in known if shared == most}
    return ways.pop() if len(ways) == 1 else None


def strip_directions(text: str) -> str:
    """A text without the words that point up or down: what the comparison is about.

    >>> strip_directions("faster than the physicians")
    ' than the physicians'
    """
    return _DOWN.sub("", _UP.sub("", text))
