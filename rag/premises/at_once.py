"""What a question takes to be done one after the other, and a sentence by which it is done at the same time.

"Fixes the channels before any network is trained" goes against "optimizes the design and simultaneously trains".
"""

from collections.abc import Sequence

from rag.premises.claims import claims
from rag.premises.granted import denied_before, presumes
from rag.premises.topic import shares
from rag.premises.whose import OTHERS, OWN
from rag.wordings import any_word, pattern

_IN_TURN = pattern(
    r"\b"
    + any_word(
        "sequentially separately consecutively afterwards",
        "(?:before|after|prior to|until|once) (?:any|the|its|a|an|another|training|train\\w*)",
        "one (?:after|by) (?:the other|another|one)",
        "in turn",
        "(?:in )?two (?:separate )?(?:steps|passes|rounds)",
        "first .{3,60} (?:and )?then",
    )
    + r"\b"
)
_AT_ONCE = pattern(rf"\b{any_word('simultaneous(?:ly)? jointly concurrently', 'at the same time', 'in one go')}\b")
_RELATED = 3
"""Terms that a sentence must share with a question."""


def done_at_once(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence of the authors' own work by which is done at once what a question takes to be done in turn, or None
    where one speaks of an order, too.
    """
    stated = [question] if presumes(question) else [claim.text for claim in claims(question)]
    for text in stated:
        turn = _IN_TURN.search(text)
        if not turn or denied_before(text, turn.start()) or _AT_ONCE.search(question):
            continue
        counts = shares(text, sentences).counts
        about = [s for s, n in zip(sentences, counts, strict=True) if n >= _RELATED]
        if any(_IN_TURN.search(sentence) for sentence in about):
            continue
        own = (s for s in about if _AT_ONCE.search(s) and (OWN.search(s) or not OTHERS.search(s)))
        found = next(own, None)
        if found:
            return found
    return None
