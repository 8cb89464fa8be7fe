"""Follow-ups that want to hear more of a paper, and what the answers so far have not shown of it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rag.derived import bare
from rag.pointing import MORE
from rag.types import Evidence
from rag.words import STOPWORDS, words

_CONTINUES = re.compile(
    r"\b(?:more|(?:what|any|some)\w*(?: \w+)? else|further|remaining|the rest|in detail|go on|going|continue|carry on|"
    r"proceed|elaborate|expand)\b",
    re.I,
)
_FILLS_UP = frozenset(
    """
    tell say give show know hear there go going continue carry proceed elaborate expand keep remaining rest anything
    something everything us detail details information info paper abstract study still
    """.split()
)
"""What may stand beside it where nothing is asked of what there is more of."""
_ELSE = re.compile(
    r"\b(?:what|how|where|why)\b(?:['’]s| is| are)? else\b(?!.*\b(?:besides|apart from|other than|except|than)\b)", re.I
)
"""Wants something else than was said; than what it names itself may stand in a sentence with that."""
MORE_OF_IT = "Tell me more about it."
"""What a follow-up asks that says no more than that it goes on."""
_MARKER = re.compile(r"\s*\[\d{1,3}\]")


def only_more(question: str) -> bool:
    """Whether a follow-up asks for more and says of nothing what of ("go on", "anything else?").

    >>> only_more("Go on, please."), only_more("What else does it segment?")
    (True, False)
    """
    said = [word for word in words(question) if word not in STOPWORDS or word.startswith("us")]
    more = _CONTINUES.search(question) and not MORE.match(question)
    return bool(more) and all(word in _FILLS_UP for word in said)


def asks_for_more(question: str) -> bool:
    """Whether what was shown before is not to be said again.

    >>> asks_for_more("What else does it segment?"), asks_for_more("What does it segment?")
    (True, False)
    """
    return only_more(question) or bool(_ELSE.search(question))


def shown(history: Sequence[Mapping[str, str]]) -> str:
    """What the answers so far say, without their markers."""
    told = (turn["content"] for turn in history if turn["role"] == "assistant")
    return " ".join(_MARKER.sub("", " ".join(told)).split())


def left(passages: Iterable[Evidence], told: str) -> tuple[Evidence, ...]:
    """The passages that are not in what was told already."""
    return tuple(passage for passage in passages if bare(passage.text) not in told)
