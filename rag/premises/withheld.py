"""What a question wants to download, and a sentence that says it is not given away."""

from collections.abc import Sequence

from rag.premises.topic import as_said
from rag.wordings import any_word, pattern
from rag.words import terms

_WANTS = pattern(
    r"\b"
    + any_word(
        r"download\w* obtain\w*",
        "(?:where|how) (?:can|could|do|does|would|may) (?:i|we|you|one|people|anyone) (?:get|find|have|fetch|access)",
        "get (?:hold|access|copies)",
        "where (?:is|are) .{3,80} (?:released|published|hosted|stored|available)",
    )
    + r"\b"
)
_WITHHELD = pattern(
    r"\b"
    + any_word(
        r"(?:not|never)\s(?:be\s|been\s)?(?:(?:made|yet|currently|publicly)\s){0,2}"
        r"(?:releas\w+|shar\w+|publish\w*|available|public|accessible|disclos\w+)",
        "(?:kept|remains?|stays?) (?:private|hidden|secret|confidential)",
        "withheld",
    )
    + r"\b"
)
_CLAUSE = pattern(r"[;:]", rf"(?:,\s*|\s){any_word('but while whereas although though however')}\s")
_WHETHER = pattern(rf"^\W*(?:and |so )?{any_word('can could may might is are was were will would do does did')}\s")
"""Asks whether it is given away, and takes nothing for granted."""
_GIVEN_AWAY = frozenset(terms("data dataset set available public download expert image scan"))
"""Terms that say nothing of which part is meant."""


def withheld(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence by which a part that a question wants to download is not given away ("the test set will not be
    released"), or None.
    """
    if not _WANTS.search(question) or _WHETHER.search(question):
        return None
    asked = {other for term in terms(question) for other in as_said(term)} - _GIVEN_AWAY
    for sentence in sentences:
        if any(_WITHHELD.search(clause) and asked & set(terms(clause)) for clause in _CLAUSE.split(sentence)):
            return sentence
    return None
