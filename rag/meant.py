"""Which of the papers talked of a follow-up means by their places in the talk: "both", "the last two", "the other"."""

import re
from collections.abc import Sequence

from rag.discussed import Exchange
from rag.words import terms

_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
_DIFFERS = re.compile(
    r"\bdiffer|\bcompar|\bcontrast|\bbetter\b|\bversus\b|\bvs\b|\bin common\b|\bsimilar|\balike\b|\bthe same\b|"
    r"\bside by side\b|\bshare\b|\beach other\b|"
    r"\b(?:larger|bigger|smaller|faster|slower|newer|older|higher|lower|more|fewer)\b",
    re.I,
)
_ORDERS = re.compile(r"^\W*(?:(?:and|so|now|ok|please|can you|could you)\b\W*)*(?:compare|contrast)\b", re.I)
_THINGS = r"(?!\s+(?!(?:papers|studies|works|methods|models|approaches|systems|networks|datasets|ones)\b)[\w-]+s\b)"
"""Behind "the two": no things that a paper speaks of ("the two losses")."""
_AT_AN_END = re.compile(rf"\bthe (?P<end>first|last|previous|latest)\s+(?P<count>two|three|four)\b{_THINGS}", re.I)
_COUNTED = re.compile(
    rf"\b(?:the|those|these|all|them)\s+(?P<count>two|three|four|both)\b{_THINGS}"
    r"|\b(?P<both>both)\b(?! (?:the|of its)\b)",
    re.I,
)
_THEY = re.compile(
    r"\b(?:they|them|these|those|each|each other|either)\b(?! [\w-]+s\b)|^\W*(?:(?:and|so)\s+)?which (?:one|is)\b", re.I
)
_IT = re.compile(r"\b(?:it|he|she)\b", re.I)
"""One thing held against others is not a paper against another."""
_FEW_TERMS = 2
_MOST_TERMS = 6
"""Index terms up to which a question speaks of the papers and of nothing that it brings up itself."""
_OF_ONE = re.compile(
    r"\b(?:its|his|her)\b|\b(?:two|three|four|both|or|versus|vs)\b|\b(?:which|what)\s+(?:[\w-]+\s+){0,2}?(?!does\b|is\b|"
    r"was\b|has\b|this\b|its\b)[\w-]+s\b",
    re.I,
)
"""Several things that one paper speaks of, which "they" may be."""


def compared(question: str, last_asked: str, exchanges: Sequence[Exchange]) -> list[int]:
    """The papers that a question compares by pointing at them ("compare them", "how do they differ?", "the last two")
    where each was talked of by itself, in the order of the talk; none where it does not, or means what one paper
    speaks of.

    Papers that one answer listed or compared are the answer's own matter, but for those at an end of it.
    """
    if not exchanges:
        return []
    if end := _AT_AN_END.search(question):
        count = _NUMBERS[end["count"].lower()]
        together = exchanges[0].papers if len(exchanges[0].papers) > 1 else tuple(_one_by_one(exchanges))
        found = together[:count] if end["end"].lower() == "first" else together[-count:]
        return list(found) if len(found) == count else []
    if len(exchanges[0].papers) > 1 or not (_DIFFERS.search(question) or _ORDERS.match(question)):
        return []
    counted, they = _COUNTED.search(question), _THEY.search(question)
    if not counted and not they:
        return []
    if len(set(terms(question))) > _MOST_TERMS or _IT.search(question):
        return []
    if not _ORDERS.match(question):
        before = question[: (counted or they).start()]  # type: ignore[union-attr]
        if _OF_ONE.search(before) or _OF_ONE.search(last_asked):
            return []
    count = _NUMBERS[(counted["count"] or counted["both"]).lower()] if counted else 2
    found = tuple(_one_by_one(exchanges))[-count:]
    return list(found) if len(found) == count else []


def asks_to_compare(question: str) -> bool:
    """Whether it is an order to compare what it points at, and nothing more ("compare them")."""
    points = _COUNTED.search(question) or _THEY.search(question) or _AT_AN_END.search(question)
    return bool(_ORDERS.match(question) and points) and len(set(terms(question))) <= _FEW_TERMS


def others(exchanges: Sequence[Exchange]) -> list[int]:
    """The papers that "the other" may be: those in play but the one just talked of. In play are the papers of the last
    answer that had several, if it had that one, less those talked of since; else all that were talked of.
    """
    latest = exchanges[0].papers
    if len(latest) > 1:  # none of them was talked of by itself
        return list(latest)
    seen: dict[int, None] = {}
    for exchange in exchanges:
        if len(exchange.papers) > 1 and latest[0] in exchange.papers:
            left = [number for number in exchange.papers if number not in seen]
            return left or [number for number in exchange.papers if number not in latest]
        seen.update(dict.fromkeys(exchange.papers))
    return [number for number in reversed(seen) if number not in latest]


def _one_by_one(exchanges: Sequence[Exchange]) -> list[int]:
    """The papers that exchanges were about one at a time, since the last about several, in the order of the talk."""
    found: dict[int, None] = {}
    for exchange in exchanges:
        if len(exchange.papers) > 1:
            break
        found.setdefault(exchange.papers[0])
    return list(found)[::-1]
