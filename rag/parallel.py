"""An ellipsis put into the question before, in the place of the part that it is parallel to: "3 classes?" in that of
"10 classes", "and for the test?" of "for training", "and images?" of "how many patients", and "specificity?" of the
sensitivity where the paper names both side by side.
"""

import re

from rag.pointing import JUST, LEADS_OVER, LEANS
from rag.words import stem, terms

_PREPOSITION = r"(?:on|for|with|without|in|from|at|of|by|to|than|against|over|under|after|before|between)"
_ENDS = (
    rf"(?:{_PREPOSITION}|and|or|but|that|which|who|is|are|was|were|does|do|did|has|have|had|can|could|will|would|there|"
    r"it|they)"
)
_LONGEST = 5
"""Words of an ellipsis; more say something by themselves."""
_PHRASE = rf"(?:(?!{_ENDS}\b)[\w.%’'/-]+\s+){{0,4}}?(?!{_ENDS}\b)[\w.%’'/-]+(?=\s*(?:$|[?.!,;:()]|\s{_ENDS}\b))"
_BY_ITS_PREPOSITION = re.compile(rf"^(?P<how>{_PREPOSITION})\s+(?P<thing>{_PHRASE})$", re.I)
_IN_OR_ON = re.compile(r"(?:in|on)", re.I)
"""Prepositions that say one thing of images, tasks and organs."""
_A_NUMBER = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|single|both)"
_COUNTED = re.compile(rf"\b(?P<number>{_A_NUMBER})\s+(?P<noun>[\w-]+)\b", re.I)
_HOW_MANY = re.compile(
    rf"\bhow many\s+(?P<thing>(?:(?!{_ENDS}\b)[\w-]+\s+){{0,2}}?(?!{_ENDS}\b)[\w-]+s)\b(?!\s+and\b)", re.I
)
_PLURAL = re.compile(rf"^(?:(?!{_ENDS}\b)[\w-]+\s+){{0,2}}?(?!{_ENDS}\b)[\w-]+[^su\W]s$", re.I)


_BESIDE = re.compile(r"[\w-]+(?:,\s+[\w-]+)*,?\s+(?:and|or|versus|vs\.?)\s+[\w-]+", re.I)
"""Things that a text names side by side."""
_OF_THEM = re.compile(
    r"\b(?P<many>how many)\s+(?:of\s+)?(?:them|those|these|they)\b(?=(?:\s+(?:are|were) there)?\W*$)", re.I
)
_THINGS = re.compile(rf"\b(?!{_ENDS}\b)[a-z-]{{2,}}[^su\W\d]s\b(?!\s+(?:a|an|the|its|their|it)\b)")


def put_in_place(ellipsis: str, before: str, kept: str, text: str = "") -> str | None:
    """The question before with an ellipsis in the place of its parallel; None where it has none, or `kept`, what the
    question is about, would go. `text` is of the paper that it is about, and may name the two side by side.

    >>> put_in_place("and for the test?", "How many patients were used for training?", "UniT")
    'How many patients were used for the test?'
    >>> put_in_place("3 classes?", "How good is UniT with 10 classes?", "UniT")
    'How good is UniT with 3 classes?'
    >>> put_in_place("specificity?", "Which sensitivity has MaskNet?", "MaskNet", "sensitivity and specificity")
    'Which specificity has MaskNet?'
    >>> put_in_place("and images?", "How many patients are in ChestX-ray8?", "ChestX-ray8")
    'How many images are in ChestX-ray8?'
    """
    said = " ".join(LEADS_OVER.sub("", ellipsis).split()).strip(" ?.!,")
    if not terms(said) or len(said.split()) > _LONGEST or LEANS.match(said):
        return None
    places = [
        *_by_preposition(said, before),
        *_by_number(said, before),
        *_by_side(said, before, text),
        *_by_count(said, before),
    ]
    for start, end, thing in places:
        put = f"{before[:start]}{thing}{before[end:]}"
        if put.count(kept) == before.count(kept) and put != before:
            return put
    return None


def _by_preposition(said: str, before: str) -> list[tuple[int, int, str]]:
    match = _BY_ITS_PREPOSITION.match(said)
    if not match:
        return []
    # What something is held against goes on to the end ("than training from scratch").
    phrase = r"[^?.!,;:()]+" if match["how"].lower() in ("than", "against") else _PHRASE
    same = re.compile(rf"\b{match['how']}\s+(?P<thing>{phrase})", re.I)
    found = list(same.finditer(before))
    if not found and _IN_OR_ON.fullmatch(match["how"]):
        found = list(re.finditer(rf"\b{_IN_OR_ON.pattern}\s+(?P<thing>{phrase})", before, re.I))
    return [(*each.span("thing"), match["thing"]) for each in found]


def _by_number(said: str, before: str) -> list[tuple[int, int, str]]:
    match = _COUNTED.fullmatch(JUST.sub("", said))
    if not match:
        return []
    alike = [found for found in _COUNTED.finditer(before) if stem(found["noun"].lower()) == stem(match["noun"].lower())]
    return [(*found.span(), match[0]) for found in alike]


def _by_count(said: str, before: str) -> list[tuple[int, int, str]]:
    found = _HOW_MANY.search(before) if _PLURAL.match(said) else None
    return [(*found.span("thing"), said)] if found else []


def _by_side(said: str, before: str, text: str) -> list[tuple[int, int, str]]:
    word = terms(said)
    if len(said.split()) > 1 or len(word) > 1:
        return []
    sides = [set(terms(match[0])) for match in _BESIDE.finditer(text)]
    others = {term for side in sides if word[0] in side for term in side} - {word[0]}
    found = [match for match in re.finditer(r"[\w-]+", before) if stem(match[0].lower()) in others]
    return [(*found[0].span(), said)] if len(found) == 1 else []


def counting_them(question: str, before: str) -> str | None:
    """A question for the number of "them", which are things of the question before; None for any other.

    >>> counting_them("how many of them?", "What did the readers think?")
    'how many readers?'
    """
    of_them = _OF_THEM.search(question)
    # "The shapes, how many of them?" says itself of what.
    things = of_them and (_THINGS.findall(question[: of_them.start()]) or _THINGS.findall(before))
    if not things:
        return None
    return _OF_THEM.sub(lambda match: f"{match['many']} {things[-1]}", question)
