"""One language only, in a question, where an abstract has two or more."""

from collections.abc import Sequence

from rag.premises.claims import claims
from rag.premises.granted import denies, presumes
from rag.premises.whose import OTHERS
from rag.wordings import any_word, pattern

_LANGUAGES = any_word(
    "english chinese japanese german french spanish korean arabic italian portuguese hindi russian dutch turkish"
)
_ONLY = any_word("only just solely merely exclusively", "nothing but", r"(?:limited|restricted|confined) to")
_ONE = pattern(
    r"\bmonolingual\w*\b",
    rf"\b{_ONLY}\s(?:[\w-]+\s){{0,3}}?{_LANGUAGES}\b(?!\s(?:and|or)\b)",
    rf"\b{_LANGUAGES}(?:\s(?!and\b)\w+)?\s?-?(?:only|alone)\b",
    rf"\b(?:{_ONLY}|(?:a|one|the)\ssingle)\s(?:one\s|a\s|single\s|in\s)*(?:natural\s)?language\b",
    r"\b(?:one|single)[\s-]language(?:\s(?:only|alone))?\b",
)
_SEVERAL = pattern(
    r"\b(?:bi|tri|multi|cross-?)lingual\w*\b",
    rf"\b{any_word('two three four five six several multiple many')}\s(?:\w+\s)?languages\b",
    rf"\bboth\s{_LANGUAGES}\sand\s{_LANGUAGES}\b",
)


def one_language(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence by which a work of the authors' own masters several languages where a question takes it to have
    one; or None.
    """
    if not (presumes(question) or claims(question)) or denies(question) or OTHERS.search(question):
        return None
    if not _ONE.search(question):
        return None
    several = [sentence for sentence in sentences if _SEVERAL.search(sentence) and not _NEED.search(sentence)]
    return several[0] if several else None


_NEED = pattern(r"\b(?:need|demand|lack|call)\w*\s(?:for|of)\b")
"""Speaks of what is wanted, not of what there is."""
