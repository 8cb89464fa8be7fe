"""What a question takes for granted of the work that it asks about, without what it says of others beside it.

"While most networks need labels, X does not: what does it need?" says nothing of X but that; and "newer is not always
better" takes nothing for granted of any work.
"""

from rag.wordings import any_word, pattern

_OTHERS = (
    r"(?:(?:and|so|but|the|all|its|by|far|nearly|almost|in|contrast|to)\s){0,4}?"
    + any_word(
        r"""
        most many others? existing conventional prior previous current traditional earlier usual usually typical
        typically standard common commonly ordinary rivals? rival competitors? competing elsewhere normally
        """,
        "everybody else",
        "everyone else",
        r"[\w-]+['’]s? (?:rivals?|competitors?)",
    )
    + r"\b"
)
"""Begins a clause of others' work."""
_BESIDE = any_word("while whereas although though unlike since as because where when if", "in contrast to")
_LED = pattern(rf"^\W*(?:(?:and|so|but)\s)?{_BESIDE}\s{_OTHERS}[^,.?!;]*,\s")
"""A clause of others before the one that asks."""
_CLAUSE = pattern(rf"(?:^|(?<=,\s)|(?<=;\s))\W*(?:(?:and|but)\s)?(?:{_BESIDE}\s)?{_OTHERS}[^,;]*[,;]?\s*")
"""A clause of others in a sentence that asks nothing."""
_NOT_ALWAYS = pattern(
    r"(?:\bnot|n['’]t|\bnever quite)\s(?:(?:be|been|a|the)\s)?"
    + any_word(
        "always necessarily everywhere automatically per inevitably", "in (?:all|every)", "by (?:default|definition)"
    )
    + r"\b"
)
"""Says that something is so in some cases only."""
_SENTENCE = pattern(r"(?<=[.!;:])\s+")
_ASKS = pattern(r"\?|^\W*(?:(?:and|so|but)\s)?(?:why|how|what|which|where|when|who|whose|explain|name|tell)\b")
_THEY = pattern(r"\b(?:they|them|their|theirs|those|these)\b")
"""Asks of the others themselves, maybe."""


def without_others(question: str) -> str:
    """A question without the clauses that say what others do, beside what it asks, and without the sentences by which
    something is not always so; whole, where it asks of those others ("what do they lack?").

    >>> without_others("Most nets need labels; BeeNet does not. What does it need?")
    'BeeNet does not. What does it need?'
    """
    kept = []
    *told, asking = _SENTENCE.split(question)
    for part in told:
        if not _ASKS.search(part):
            if _NOT_ALWAYS.search(part):
                continue
            part = _CLAUSE.sub("", part)
        kept.append(part)
    if told and not any(part.strip() for part in kept) and _THEY.search(asking):
        return question
    return " ".join(filter(None, (part.strip() for part in (*kept, _LED.sub("", asking)))))
