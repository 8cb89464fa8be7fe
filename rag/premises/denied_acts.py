"""An act that a question takes not to be done, or not to be possible, and a sentence by which it is done.

"Why can the outline not be fixed afterwards?" goes against "results that can be corrected quickly".
"""

import re
from collections.abc import Iterator, Sequence

from rag.premises.claims import claims
from rag.premises.granted import presumes
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS, OWN
from rag.wordings import any_word, pattern
from rag.words import STOPWORDS, stem, terms, words

_ACTS = tuple(
    tuple(line.split())
    for line in """
    check review verif inspect validat examin refin revis vet
    correct fix adjust edit amend repair modif
    generat produc draw creat output synthes paint
    shar exchang
    """.strip().splitlines()
)
"""Beginnings of words for the same act."""
_DENIED = pattern(
    r"\b(?:can(?:not|['’]?t)|could(?:n['’]?t|\snot)|unable\sto|impossible\s(?:for\s[^,?.]{2,40}?\s)?to|"
    r"(?:can|could)\s(?:[\w'’-]+\s){1,8}?not)\s(?P<rest>[^,;?.]+)",
    r"\b(?:has|have|had|were|was|did|is|are)\s(?P<who>(?:[\w'’-]+\s){1,5}?)never\s(?P<rest2>[^,;?.]+)",
    r"\bno\s(?P<nobody>[a-z]+)\s(?:has\s|have\s|had\s)?ever\s(?P<rest3>[^,;?.]+)",
    r"\bnothing\s(?:is\s|was\s)?(?P<rest4>[^,;?.]+)",
)
_WENT_OVER = pattern(r"\b(?:went|gone|goes|go|looked|looks) (?:over|through)\b")
_NOT = pattern(
    r"\b(?:not|no|never|without|cannot|unable|lack\w*|fail\w*|hardly|difficult\w*|challeng\w*|limit\w*|"
    r"struggl\w*|neither|rather than|instead of)\b|n['’]t\b"
)
_CLAUSE = pattern(r"[;:,()]", rf"\s{any_word('but while whereas although though however yet')}\s")
_REACH = 3
"""Words behind a denial among which the act stands."""


def done_after_all(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence of the authors' own work by which is done what a question takes not to be done, or None where
    another denies it, too.
    """
    if not presumes(question) and not claims(question):
        return None
    for act, about in _denied(_WENT_OVER.sub("reviewed", question)):
        found = None
        for sentence in sentences:
            if OTHERS.search(sentence) and not OWN.search(sentence):
                continue
            for clause in _CLAUSE.split(sentence):
                if _does(act, clause) and about & set(terms(sentence)):
                    if _NOT.search(clause):
                        return None
                    found = found or sentence
        if found:
            return found
    return None


def _denied(question: str) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Each act that a question denies, by how words for it begin, and the other terms of the question."""
    for match in _DENIED.finditer(question):
        rest = next(match[name] for name in ("rest", "rest2", "rest3", "rest4") if match[name])
        for word in [word for word in words(rest) if word not in STOPWORDS][:_REACH]:
            act = next((group for group in _ACTS if word.startswith(group)), None)
            if act:
                others = set(terms(question)) - {stem(word)}
                yield act, {other for term in others for other in as_said(term)}
                break


def _does(act: tuple[str, ...], clause: str) -> bool:
    return any(piece.startswith(act) for word in words(clause) for piece in re.split("-", word))
