"""What a list question is about: its topic, freed of the words that frame it."""

import re

from rag.words import STOPWORDS

_ASIDE = r"(?:rather than|instead of|other than|apart from|and not|but not|but no|except|excluding)"
_INSTEAD = re.compile(rf"^\W*{_ASIDE}\b[^,;?.]*,|,?\s+\b{_ASIDE}\b[^,;?.]*", re.I)
"""What a question sets aside is not its topic."""

_LIMIT = re.compile(
    r"\b(?:more than|fewer than|less than|over|at least|at most|under|larger than|bigger than|smaller "
    r"than|above|below)\s+\d[\d.,]*",
    re.I,
)
_LEAVES_OUT = re.compile(
    r"\b(?:papers?|studies|study|works?|articles?|abstracts?|publications?|surveys?|reviews?|that|which|who|do|"
    r"does|are|is)\s+"
    r"(?:do not|don't|does not|doesn't|did not|didn't|are not|aren't|is not|isn't|not|never|lack|omit|leave out|"
    r"without|have no|has no|give no|gives no|release no|provide no|share no|use no|with no)\b"
    r"|\bwithout (?:an?|any|their) (?:own )?(?:code|link|github|data)\b",
    re.I,
)
_FRAME = frozenset(
    """
    all anything contain contains containing authors collection come comes concern concerned concerns corpus count
    cover covering covers
    database deal dealing deals done evaluate evaluated evaluates everything exist group groups handle handles
    include includes involve involves link look number present presents relies rely result results something
    team teams test there total touch touches various well whatever work works new own word words mentions mentioning
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


def set_aside(question: str) -> str | None:
    """What a list question sets aside, as it says it; None when it sets nothing aside.

    >>> set_aside("Which papers use CT but not MRI?")
    'but not MRI'
    """
    match = _INSTEAD.search(question)
    return match[0].strip(" ,") if match else None


def compares_numbers(question: str) -> str | None:
    """The limit that a list question sets to a number, as it says it; None when it sets none.

    >>> compares_numbers("Which datasets have more than 10 million images?")
    'more than 10'
    """
    match = _LIMIT.search(question)
    return match[0] if match else None


def leaves_out(question: str) -> bool:
    """Whether it asks for papers that do not have something.

    >>> leaves_out("Which papers do not use CT?")
    True
    """
    return bool(_LEAVES_OUT.search(_INSTEAD.sub("", question)))
