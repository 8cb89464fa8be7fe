"""What a question sets against each other by size: "who used more scans, A or the B study?", "rank by size: A, B, C".

Each is a work by its place in the question, though it is only described.
"""

import re

from rag.frames import is_one_work
from rag.wordings import any_word

_MORE = any_word(
    "more most fewer fewest less least larger largest bigger biggest smaller smallest greater greatest higher highest "
    "wider widest broader broadest longer longest"
)
_ASKS = r"(?:which|who|whose|what)"
_JOINED = r"[^?:;]{2,120}?"
_HOW_FAR = r"(?:,?\s*(?:and\s+)?(?:by how (?:much|many|far)|how (?:much|far|many) \w+|why)\b[^?]*)?"
_FRAMES = (
    # "Who used more scans, A or B, and by how much?"
    re.compile(
        rf"\b{_ASKS}\b[^?;:]*?\b{_MORE}\b[^?;:]*?(?:[,:–—]|\s-)\s*(?P<all>{_JOINED}\s+or\s+{_JOINED}){_HOW_FAR}\W*$",
        re.I,
    ),
    # "Of A, B and C, which has the most?"
    re.compile(
        rf"(?:^|[,;:.]\s*|\b(?:and|so|but)\s+)\W*(?:of|between|among|from|out of)\s+"
        rf"(?P<all>{_JOINED}\s+(?:and|or)\s+{_JOINED}),\s*{_ASKS}\b.*\b{_MORE}\b",
        re.I,
    ),
    # "A or B: whose is larger?"
    re.compile(
        rf"^\W*(?P<all>{_JOINED}\s+(?:or|vs\.?|versus|and)\s+{_JOINED})\s*(?:[,:;–—]|\s-)\s*{_ASKS}\b.*\b{_MORE}\b",
        re.I,
    ),
    # "Which of A, B and C has the most?"
    re.compile(
        rf"\b(?:which|who) of\s+(?P<all>{_JOINED}\s+(?:and|or)\s+{_JOINED})\s+"
        rf"(?:ha[sd]|is|was|uses?d?|holds?|held|covers?|covered|saw|offers?|contains?|draws?|drew|spans?)\b.*\b{_MORE}\b",
        re.I,
    ),
    # "Rank by size: A, B and C", "put A, B and C in order of size"
    re.compile(r"\b(?:rank|sort|order|arrange|line up)\b[^:?]{0,60}:\s*(?P<all>[^?:]+?)\W*$", re.I),
    re.compile(
        rf"\b(?:put|place|rank|sort|order|arrange|line up)\s+(?P<all>{_JOINED})\s+"
        r"(?:in (?:an? |the )?(?:\w+ )?order|by|according to|from (?:the )?\w+est)\b",
        re.I,
    ),
)
_BETWEEN = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|vs\.?|versus)\s+", re.I)
_MAKERS = re.compile(
    rf"^\W*(?:the|those)\b.*\b{any_word('people team group authors guys folks set data images corpus database')}\b",
    re.I,
)
"""A work by those who did it, or by what it has."""


def alternatives(question: str) -> tuple[str, ...]:
    """What a question sets against each other by size, in its order; empty where it sets nothing.

    >>> alternatives("Who counted more bees, BeeNet or the hive study?")
    ('BeeNet', 'the hive study')
    >>> alternatives("Rank by size: BeeNet, WaspNet and the hive study")
    ('BeeNet', 'WaspNet', 'the hive study')
    """
    for frame in _FRAMES:
        if match := frame.search(question):
            texts = tuple(text for part in _BETWEEN.split(match["all"]) if (text := part.strip()))
            if len(texts) > 1:
                return texts
    return ()


def is_work(text: str) -> bool:
    """Whether a description that stands beside a named paper is one of a work, or of its makers or data.

    >>> is_work("the hive study"), is_work("the bee people"), is_work("bees")
    (True, True, False)
    """
    return is_one_work(text) or bool(_MAKERS.search(text))
