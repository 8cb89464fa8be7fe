"""What a list question is about: its topic, freed of the words that frame it."""

import re
from collections.abc import Callable

from rag.words import STOPWORDS

_ASIDE = r"(?:rather than|instead of|other than|apart from|and not|but not|but no|except(?: for)?|excluding)"
_INSTEAD = re.compile(rf"^\W*{_ASIDE}\b[^,;?.]*,|,?\s+(?<!languages )(?<!language )\b{_ASIDE}\b[^,;?.]*", re.I)
"""What a question sets aside is not its topic."""

_ORDER = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you)\s+)*(?:(?:tally|count|total|add)(?: up)?|(?:rattle|reel) off"
    r"|run through|"
    r"round up|pull (?:up|together)|dig up|hunt down|gather|collect|identify|enumerate|look(?:ing)? for"
    r"|search(?:ing)? for)\b"
    r"|^\W*(?:give|show)(?: me| us)? (?:the|a) (?:full |whole )?(?:list|rundown|overview|count|tally) of\b"
    r"|\b(?:total )?number of\b|\b(?:share|fraction|proportion|percentage) of\b|\bout there\b|\b(?:e\.g|i\.e)\.?,?",
    re.I,
)
"""What tells to list or count, which is no topic."""

_OR = re.compile(r"\s*(?:,\s*)?\b(?:and/or|or(?! other\b)(?: (?:about|on|with|for|of|to))?)\s+", re.I)
_LONGEST_SIDE = 3
"""Words of a side of "or"; a longer one carries more than an alternative."""

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
    listed stuff got need needs needed people folks someone somebody anybody everybody who's whos what's talk
    talks talking tackle tackles tackling pit put built made whatever doing tried tries available out overall
    """.split()
)


def topic_of(question: str) -> str:
    """The question without the words that frame it; a capitalised word inside it stays ("Segment Anything").

    >>> topic_of("Which papers deal with Mamba or other state space models?")
    'Mamba state space models'
    """
    kept = []
    question = _ORDER.sub("", _INSTEAD.sub("", question))
    for place, word in enumerate(re.findall(r"[^\s,;:?!()]+", question)):
        low = word.lower().strip(".'\"’“”-–—")
        named = place > 0 and word[:1].isupper() and len(word) > 2
        if low and (named or (low not in STOPWORDS and low not in _FRAME)):
            kept.append(word.rstrip("."))
    return " ".join(kept)


def alternatives(question: str, adjacent: Callable[[str, str], bool]) -> tuple[str, ...]:
    """The topics that a question joins by "or", any of which will do; empty where it joins none.

    A single word before "or" shares the last word after it where `adjacent` says that the two go together ("liver or
    kidney tumours").

    >>> alternatives("papers on liver or kidney tumours", lambda one, other: True)
    ('liver tumours', 'kidney tumours')
    """
    sides = [topic_of(part) for part in _OR.split(question)]
    sides = [side for side in sides if side]
    if len(sides) < 2 or any(len(side.split()) > _LONGEST_SIDE for side in sides):
        return ()
    head = sides[-1].split()[-1]
    shared = [
        f"{side} {head}" if len(sides[-1].split()) > 1 and len(side.split()) == 1 and adjacent(side, head) else side
        for side in sides[:-1]
    ]
    return (*shared, sides[-1])


def set_aside(question: str) -> str | None:
    """What a list question sets aside, as it says it; None when it sets nothing aside.

    >>> set_aside("Which papers use CT but not MRI?")
    'but not MRI'
    """
    match = _INSTEAD.search(question)
    return match[0].strip(" ,") if match else None


def aside_words(aside: str) -> str:
    """What is set aside, without the words that set it aside.

    >>> aside_words("but not MRI")
    'MRI'
    """
    return re.sub(rf"^\W*{_ASIDE}\b", "", aside, flags=re.I).strip()


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
