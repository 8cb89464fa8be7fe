"""How something grows, linearly or quadratically, by a question and by a sentence."""

import re
from collections.abc import Iterator, Sequence

from rag.premises.granted import denies, presumes
from rag.wordings import pattern
from rag.words import terms

_KIND = r"(?P<kind{n}>linear|quadratic|cubic|exponential|logarithmic|constant)(?:ly)?"
_OF = pattern(
    rf"\b{_KIND.format(n=1)}\s(?:[\w-]+\s){{0,2}}?(?:complexity|costs?|scaling|growth|runtime|time|memory)\s(?:of|for|in)\s"
    r"(?:the\s|an?\s)?(?P<who1>[\w-]+)",
    r"\b(?P<who2>[\w-]+?)(?:['’]s)?\s(?:is|are|be|has|have|scales?|grows?|runs?|costs?|needs?|with|of)\s(?:[\w-]+\s){0,2}?"
    + _KIND.format(n=2)
    + r"\b",
)
_SAID = pattern(_KIND.format(n="") + r"\s(?:[\w-]+\s){0,2}?(?:complexity|costs?|scaling|growth|runtime|time|memory)\b")
_ITSELF = pattern(r"^\W*(?:it|this|we|our)\b")


def grows_otherwise(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence by which something grows in another way than a question takes for granted; None where one says it as
    the question does.
    """
    if not presumes(question) or denies(question):
        return None
    for kind, who in _asked(question):
        other = None
        for sentence in sentences:
            for said in _SAID.finditer(sentence):
                is_of = who & set(terms(re.split(r"[,;]", sentence[: said.start()])[-1]))
                if said["kind"].lower() == kind:
                    if is_of:
                        return None
                elif is_of or (_ITSELF.match(sentence) and not who & set(terms(sentence))):
                    other = other or sentence
        if other:
            return other
    return None


def _asked(question: str) -> Iterator[tuple[str, set[str]]]:
    for match in _OF.finditer(question):
        who = set(terms(match["who1"] or match["who2"]))
        if who:
            yield (match["kind1"] or match["kind2"]).lower(), who
