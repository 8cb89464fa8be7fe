"""What a list question is about: its topic, freed of the words that frame it."""

import re

from rag.words import STOPWORDS

_ASIDE = r"(?:rather than|instead of|other than|apart from|and not|but not)"
_INSTEAD = re.compile(rf"^\W*{_ASIDE}\b[^,;?.]*,|,?\s+\b{_ASIDE}\b[^,;?.]*", re.I)
"""What a question sets aside is not its topic."""

_LEAVES_OUT = re.compile(
    r"\b(?:papers?|studies|study|works?|articles?|abstracts?|publications?|surveys?|reviews?|that|which|who|do|does|are|is)\s+"
    r"(?:do not|don't|does not|doesn't|did not|didn't|are not|aren't|is not|isn't|not|never|lack|omit|leave out|"
    r"without)\b",
    re.I,
)
_FRAME = frozenset(
    """
    all anything authors collection come comes concern concerned concerns corpus count cover covering covers
    database deal dealing deals done evaluate evaluated evaluates everything exist group groups handle handles
    include includes involve involves link look number present presents relies rely result results something
    team teams test there total touch touches various well whatever work works
    """.split()
)


def topic_of(question: str) -> str:
    """The question without the words that frame it; a capitalised word inside it stays ("Segment Anything").

    >>> topic_of("Which papers deal with Mamba or other state space models?")
    'Mamba state space models'
    """
    kept = []
    question = _INSTEAD.sub("", question)
    for place, word in enumerate(re.findall(r"[^\s,;:?!()]+", question)):
        low = word.lower().strip(".'\"’“”-–—")
        named = place > 0 and word[:1].isupper() and len(word) > 2
        if low and (named or (low not in STOPWORDS and low not in _FRAME)):
            kept.append(word.rstrip("."))
    return " ".join(kept)


def leaves_out(question: str) -> bool:
    """Whether it asks for papers that do not have something.

    >>> leaves_out("Which papers do not use CT?")
    True
    """
    return bool(_LEAVES_OUT.search(_INSTEAD.sub("", question)))
