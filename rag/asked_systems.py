"""A system in general ("which network was tried?") whose name a question asks for, and names of a whole class."""

import re
from collections import Counter
from collections.abc import Sequence

_OTHERS_WORK = r"(?:early|earlier|older?|recent|existing|compet\w+|previous|prior|rival|baseline|established)"
_ASKS_SYSTEM = re.compile(
    r"\b(?:which\s+(?!(?:(?:types?|kinds?|sorts?|famil(?:y|ies)|class(?:es)?|breeds?)\s+)?of\b)"
    r"(?:(?!(?:famil(?:y|ies)|types?|kinds?)\b)[\w-]+\s+){0,3}?(?P<one>software|(?:annotation|"
    r"label?ling) tools?|networks?|vlms?|architectures?|models?|gans?|baselines?|rivals?|competitors?)"
    rf"|(?:which|what)\s+(?:[\w-]+\s+){{0,2}}?{_OTHERS_WORK}\s+(?:[\w-]+\s+){{0,3}}?(?P<others>methods?|algorithms?|"
    r"approach(?:es)?|systems?|models?|vlms?)"
    r"|what\s+(?:[\w-]+\s+){0,2}?(?P<several>networks|vlms|architectures|baselines)(?=[^?]*\b(?:tried|tested|compared|evaluated|benchmarked)\b))"
    r"(?:\s+(?:in|of|for)\s+(?:the\s+)?[\w-]+)?"
    r"\s+(?=(?:is|are|was|were|do|does|did|has|have|had|can|could|served?|came|acted|supplie[sd]|won|wrote|"
    r"generated|produced|translated|created|label?led|annotated|judged|graded)\b)",
    re.I,
)
"""A system in general, of which there are many names; "what method" may be told in words."""
_OF_A_CLASS = re.compile(r"\b([A-Z][a-z]*[A-Z]\w*)\s(?:methods|models|approaches|networks|techniques|algorithms)\b")
_KIND_OF_CODER = re.compile(
    r"\b(?P<kind>[A-Za-z]+-(?:specific|based|style|like))\s+(?P<of>(?:\w+\s+){0,2}?)(?P<part>(?:en|de)coder|backbone)s?\b"
)
_ASKED_CODER = re.compile(r"\b(?P<of>(?:\w+\s+)?)(?P<part>(?:en|de)coder|backbone)s?\b", re.I)
_OF_TEXTS = re.compile(r"\b(?:text|texts|textual|language|word|report|question)\b", re.I)
_OFTEN = 3
"""How a text has the name of a class, and how often at least."""


def asks_system(question: str) -> str | None:
    """The kind of system in general whose name a question asks for; None where it asks for none.

    >>> asks_system("Which networks were tried on BeeNet?"), asks_system("What method does BeeNet propose?")
    ('networks', None)
    """
    match = _ASKS_SYSTEM.search(question)
    return next(kind for kind in match.groups() if kind) if match else None


def classes(sentences: Sequence[str]) -> set[str]:
    """Names that a text has time and again before the plural of a kind of system ("MedVLP methods"): those of all of
    that kind.
    """
    found = Counter(match[1] for sentence in sentences for match in _OF_A_CLASS.finditer(sentence))
    return {name for name, times in found.items() if times >= _OFTEN}


def tells_of_coder(question: str, sentence: str) -> bool:
    """Whether a sentence says what an encoder or decoder is made for or of, which the question does not: where it goes
    by no name, that is which one it is.

    >>> tells_of_coder("Which encoder does BeeNet use?", "BeeNet has a hive-specific image encoder.")
    True
    """
    asked = _ASKED_CODER.search(question)
    if asked is None:
        return False
    return any(
        match["kind"].lower() not in question.lower()
        and match["part"] == asked["part"].lower()
        and bool(_OF_TEXTS.search(match["of"])) == bool(_OF_TEXTS.search(asked["of"]))
        for match in _KIND_OF_CODER.finditer(sentence)
    )
