"""What a question takes to be there, and a sentence by which there was none of it.

"What degradation did the tuning cause?" goes against "finding no significant degradations".
"""

from collections.abc import Sequence

from rag.premises.granted import denies, presumes
from rag.premises.topic import as_said, shares
from rag.premises.whose import OTHERS, OWN
from rag.wordings import pattern
from rag.words import terms

_NO = pattern(
    r"\b(?:no|without any|zero)\s(?:(?:significant|additional|further|extra|human|manual|expert|real|"
    r"such)\s){0,2}(?P<what>[\w-]+)"
)
_HOW_SO = pattern(r"\b(?:without|no|none|absence|lack\w*|free)\b")
_RELATED = 2
"""Other terms that a sentence must share with a question."""


def none_of_it(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence of the authors' own work by which there was none of what a question takes for granted, or None where
    another speaks of some.
    """
    if not presumes(question) or denies(question) or _HOW_SO.search(question):
        return None
    asked = set(terms(question))
    for at, sentence in enumerate(sentences):
        if OTHERS.search(sentence) and not OWN.search(sentence):
            continue
        for no in _NO.finditer(sentence):
            none = {other for term in terms(no["what"])[:1] for other in as_said(term)}
            elsewhere = any(none & set(terms(other)) for other in (*sentences[:at], *sentences[at + 1 :]))
            if none & asked and not elsewhere:
                rest = " ".join(term for term in asked if term not in none)
                if shares(rest, [sentence]).counts[0] >= _RELATED:
                    return sentence
    return None
