"""Does a question that reads like one for several papers ask for a detail of one work?

It asks inside a work that it describes ("which networks do best in the toolbox benchmark?"), or what it asks first
describes one, and a later part asks more of that ("anyone who sorts bees? How fast is it?").
"""

import re

_NO_JOINT = r"(?!(?:is|are|was|were|that|which|who|and|or|of|on|in|for|about|with|to)\b)"
_ONE_WORK = (
    rf"(?:the|that|this)\s+(?:{_NO_JOINT}[\w'’/&-]+\s+){{0,6}}?(?:study|benchmark|comparison|review|survey|overview|"
    r"contest|challenge|competition|evaluation|paper|article|toolbox|toolkit|round-?up|"
    r"write-?up)"
)
_INSIDE = re.compile(
    rf"\b(?:in|in to|into|from|at|by|for|per|according to|do|does|did|has|is|was|were)\s+{_ONE_WORK}\b(?!['’-])", re.I
)
_WHEN_ONE = re.compile(r"^\W*(?:when|after|once|while)\s+(?:somebody|someone|they|one|it|the|an?)\b[^?;]*,", re.I)
"""Tells what one work did before it asks."""
_PREPOSITION = r"(?:in|on|of|at|by|for|from|to|with|over|under|across|through|against|into)"
_THEN = r"(?:[.?!;:,]|\s[-–—])\s+(?:if so,?\s+)?(?:(?:and|so|but)\s+)?"
_OF_IT = r"\b(?:it|its|that one|this one)\b|\b(?:is|are|was|were|do|does|did|can)\s+they\b"
_ASKS_MORE = re.compile(
    rf"{_THEN}(?:{_PREPOSITION}\s+(?:what|which|whose|how (?:many|much))\b"
    rf"|(?:{_PREPOSITION}\s+)?(?:what|which|whose|how|where|when|why)\b[^,;:.?!]*?(?:{_OF_IT})"
    r"|(?:is|was|does|did|can|has)\s+(?:it|its)\b"
    r"|(?:i['’]?d|i|we|please|pls|can i|could i|give|send|show|need|want)\b[^.?!]{0,30}?"
    r"\b(?:address|link|url|repo|repository|website|web ?page|number|figures?)\b)",
    re.I,
)
_SEVERAL = re.compile(r"\b(?:all|everyone|everybody|each|every one|any others?|who else|them all|ones)\b", re.I)
_PICKS_ONE = re.compile(
    r"[.?!;:,]\s+(?:(?:in|of|for|from|by|with|to)\s+)?the\s+(?:one|first|second|former|latter|newer|older|larger|"
    r"smaller|bigger|earlier|later|longer|shorter)(?:\s+(?:one|paper|study|work|article|survey|review|overview))?"
    r"\s*(?:,|\b(?:that|which|with|on|about|from|by|calling|called)\b)",
    re.I,
)
_THE_OTHER = re.compile(
    r"\b(?:the others?|another|both|each|either|neither|they|them|versus|vs|than|the second|the latter|and the one)\b",
    re.I,
)
_COLLECTED = re.compile(
    r"\breading lists?\s+(?:of|on|about)\b"
    r"|\b(?:(?:list|collection|repository|catalogue?|index)s?\s+of|(?:collect|gather|curat|compil|maintain|keep)\w*)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:papers|articles|publications|studies|works|references)\b",
    re.I,
)
"""Papers that one work collects."""
_DESCRIBED = 4
"""Words that describe a work at least before more is asked of it."""


def inside_one(question: str) -> bool:
    """Whether a question asks for what is in one work that it describes.

    >>> inside_one("Which nets win in the benchmark of hive counters?"), inside_one("Which nets count hives?")
    (True, False)
    """
    return bool(_INSIDE.search(question) or _WHEN_ONE.search(question))


def picks_one(question: str) -> bool:
    """Whether a question speaks of several works and then asks of one of them.

    >>> picks_one("There are two overviews of hives. The one that is newer: what does it cover?")
    True
    >>> picks_one("Two overviews of hives: what does the one cover, and what the other?")
    False
    """
    return bool(_PICKS_ONE.search(question)) and not _THE_OTHER.search(question)


def asks_more(question: str) -> bool:
    """Whether a later part of a question asks for a detail of what it described before.

    >>> asks_more("Anyone who sorts bees by their dance? How fast is it?"), asks_more("Who sorts bees?")
    (True, False)
    """
    later = _ASKS_MORE.search(question)
    if not later or len(question[: later.start()].split()) < _DESCRIBED:
        return False
    return not _SEVERAL.search(question)


def without_collected(question: str) -> str:
    """A question without the papers that one work collects: it does not ask for these."""
    return _COLLECTED.sub(" ", question)
