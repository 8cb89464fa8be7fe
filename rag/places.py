"""Do the numbers and names of a claim stand where the abstract has them, or has it moved them about?

A number that the abstract gives for one thing and the claim for another is as wrong as an invented one; so is a name.
"""

import re
from collections import Counter
from collections.abc import Sequence

from rag.quantities import Quantity, agrees, find_quantities
from rag.words import STOPWORDS, stem, words

_AROUND = 3
"""Content words on either side of a name in a claim that say what is said of it."""
_REACH = 8
"""Content words on either side of the name in the abstract among which these are looked for."""
_SHARE = 0.5
_TOKEN = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
_SHORT_FORM = re.compile(r"([\w-]+)\s\(([A-Za-z][\w-]*)\)")
"""The last word of a long form, and the short form given for it: "imaging (MRI)"."""
_CLAUSE = re.compile(r"[;:—]|, (?:and|but|while|whereas) ")
_SELF = frozenset("we our it proposed thi these model method framework approach network dataset system".split())
"""What an abstract calls its own work, as `_bare` has it."""


def reordered(claim: str, sentences: Sequence[str]) -> bool:
    """Whether numbers of one sentence have changed places in the claim ("92 % and 88 %", "88 % and 92 %").

    Numbers in another order may each have taken their word along ("a sensitivity of 92 %", "92 % sensitivity"); only
    those that both texts have once are compared.
    """
    claimed = find_quantities(claim)
    for sentence in sentences:
        said = find_quantities(sentence)
        pairs = []
        for quantity in claimed:
            matches = [place for place, other in enumerate(said) if agrees(quantity, other)]
            if len(matches) == 1:
                pairs.append((quantity, matches[0]))
        times = Counter(place for _, place in pairs)
        once = [(quantity, place) for quantity, place in pairs if times[place] == 1]
        places = [place for _, place in once]
        if places != sorted(places):
            theirs = {place: _beside(sentence, said[place]) for place in places}
            for quantity, place in once:
                mine = _beside(claim, quantity)
                if not mine & theirs[place] or any(mine & theirs[other] for other in places if other != place):
                    return True
    return False


def _beside(text: str, quantity: Quantity) -> frozenset[str]:
    """The stem of the content word nearest to a number, of two where both sides are as near."""
    before = list(reversed(_TOKEN.findall(text[: quantity.start])))
    after = _TOKEN.findall(text[quantity.end :])
    sides = [
        next(((away, stem(word.lower())) for away, word in enumerate(side) if _is_thing(word)), None)
        for side in (before, after)
    ]
    known = [side for side in sides if side]
    nearest = min((away for away, _ in known), default=0)
    return frozenset(word for away, word in known if away == nearest)


def _is_thing(word: str) -> bool:
    return word[0].isalpha() and word.lower() not in STOPWORDS and not find_quantities(word)


def displaced(names: Sequence[str], claim: str, sentences: Sequence[str], own: Sequence[str]) -> bool:
    """Whether a name of the claim has hardly any of its words around it where the sentences have that name.

    A name that the sentences lack altogether is displaced too; one of the paper's `own` names may stand for "we" or
    "the model".
    """
    told = [words(part) for part in _CLAUSE.split(claim)]
    said = [words(sentence) for sentence in sentences]
    mine = frozenset(map(_bare, own))
    meant = {word: short for sentence in sentences for word, short in _SHORT_FORM.findall(sentence)}
    if any(meant.get(word, short) != short for word, short in _SHORT_FORM.findall(claim)):
        return True
    for name in map(_bare, names):
        called = frozenset((name,)) | (_SELF if name in mine else frozenset())
        there = [_near(sentence, called, _REACH) for sentence in said]
        for part in told:
            around = _near(part, frozenset((name,)), _AROUND)
            if max((len(around & near) for near in there), default=0) < _SHARE * len(around):
                return True
    return False


def _near(text: Sequence[str], called: frozenset[str], reach: int) -> frozenset[str]:
    """The stems of the content words around any of these names, wherever they stand."""
    content = [(place, stem(word)) for place, word in enumerate(text) if word not in STOPWORDS]
    found: set[str] = set()
    for place, word in enumerate(text):
        if _bare(word) in called:
            found.update([other for at, other in content if at < place][-reach:])
            found.update([other for at, other in content if at > place][:reach])
    return frozenset(found)


def _bare(name: str) -> str:
    return name.lower().removesuffix("'s").removesuffix("’s").removesuffix("s")
