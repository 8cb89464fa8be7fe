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
_WHICH_ONE = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\s+)*which (?:one|of (?:them|these|those|the (?:two|three))|has|have|is|was|does|did|"
    r"uses?|used|needs?|needed|works|comes|came|gets|got|runs|ran|reaches|offers|gives|takes|took|handles|covers|relies|"
    r"requires|supports|includes|contains|talks|speaks|looks|deals|makes|made|goes|went)\b(?!.*\b(?:papers|studies)\b)",
    re.I,
)
"""Asks which of the papers in play it is, of which none may be settled on unasked."""
_SOME = r"of (?:them|these|those|the (?:two|three|four))\b"
_OF_THEM = re.compile(
    rf"^\W*(?:(?:and|so|but|ok)\s+)*which (?:(?:one\b|{_SOME})\s*)?(?:{_SOME}\s*)?",
    re.I,
)
"""The words of "which of the two" and the like."""
_BOTH_ONLY = re.compile(
    r"^\W*(?:(?:and|so|but|ok|or|maybe)\W+)*(?P<which>both|neither)(?:\s+of\s+(?:them|these|those|the two))?"
    r"(?:\s+(?:then|together))?\W*$",
    re.I,
)
_IN_PLAY = 3
"""Papers talked of one by one up to which "which one" is asked of all of them."""
_IT = re.compile(r"\b(?:it|he|she)\b", re.I)
"""One thing held against others is not a paper against another."""
_PAIRED = 2
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
    if asks_which_one(question):
        asked_of = _one_by_one(exchanges) if len(exchanges[0].papers) == 1 else []
        if len(asked_of) > _IN_PLAY or _DIFFERS.search(question):  # a comparative is said of two
            asked_of = asked_of[-2:]
        together = next((exchange.papers for exchange in exchanges if len(exchange.papers) > 1), ())
        if asked_of and len(together) == _PAIRED and set(asked_of) <= set(together):
            return list(together)
        return asked_of if len(asked_of) > 1 and not _OF_ONE.search(last_asked) else []
    if end := _AT_AN_END.search(question):
        count = _NUMBERS[end["count"].lower()]
        together = exchanges[0].papers if len(exchanges[0].papers) > 1 else tuple(_one_by_one(exchanges))
        if len(together) < count:  # one of a list was talked of, and the list is still what is counted
            together = tuple(shown_last(exchanges))
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
        before = question[: (counted or they).start()]  # type: ignore[union-attr]  # one of them was found
        if _OF_ONE.search(before) or _OF_ONE.search(last_asked):
            return []
    count = _NUMBERS[(counted["count"] or counted["both"]).lower()] if counted else 2
    last = _one_by_one(exchanges)[-count:]
    return last if len(last) == count else []


def asks_which_one(question: str) -> bool:
    """Whether it asks which of several it is ("which one is open?")."""
    return bool(_WHICH_ONE.match(question))


def which_of_them(question: str) -> str:
    """What it asks, without the words that say it is of one of several.

    >>> which_of_them("And which of the two counts bees?")
    'counts bees?'
    """
    return _OF_THEM.sub("", question, count=1)


def says_both(question: str) -> str | None:
    """ "Both" or "neither" where a follow-up says no more than that; None for any other."""
    match = _BOTH_ONLY.match(question)
    return match["which"].lower() if match else None


def in_play(exchanges: Sequence[Exchange]) -> list[int]:
    """The two papers that "both" means: those of the last answer, if it had two, else the last two talked of by
    themselves; fewer or more where there are not two.
    """
    if not exchanges or len(exchanges[0].papers) > 1:
        return list(exchanges[0].papers) if exchanges else []
    alone = _one_by_one(exchanges)[-2:]
    together = next((exchange.papers for exchange in exchanges if len(exchange.papers) > 1), ())
    return alone if len(alone) > 1 else list(together)


def shown_last(exchanges: Sequence[Exchange]) -> list[int]:
    """The papers that places ("the second one") count: of the last answer with several, as long as all talked of since
    are among them; else those that the conversation came to, in its order.

    >>> shown_last([Exchange((7,), False), Exchange((5, 7), True), Exchange((5, 6, 7), True)])
    [5, 7]
    """
    since: dict[int, None] = {}
    for exchange in exchanges:
        if exchange.listed or len(exchange.papers) > 1:
            if since.keys() <= set(exchange.papers):
                return list(exchange.papers)
            break
        since[exchange.papers[0]] = None
    return list(dict.fromkeys(number for exchange in reversed(exchanges) for number in exchange.papers))


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
