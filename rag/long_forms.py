"""Long forms in a question of which texts have the acronym: the "New England Journal" is the "NEJM"."""

import re
from collections.abc import Callable, Iterable
from string import ascii_lowercase

from rag.english import is_english
from rag.words import words

_RUN = re.compile(r"\b[A-Z][a-z]+(?:\s+(?:(?:of|the|for|and|in|on)\s+)*[A-Z][a-z]+){2,}")
"""Capitalised words in a row, which an acronym may stand for."""
_CAPITAL = re.compile(r"\b[A-Z]")
_FEWEST = 3
"""Letters of an acronym that says enough."""


def long_forms(question: str, has: Callable[[str], bool]) -> frozenset[str]:
    """The capitalised words that stand in a row in a question where a text `has` the acronym, in lower case, of all of
    them or with one letter more. A question's first word may stand before them.

    >>> sorted(long_forms("On the New England Journal quiz, who won?", {"nejm"}.__contains__))
    ['England', 'Journal', 'New', 'On', 'the']
    """
    told: set[str] = set()
    for run in _RUN.finditer(question):
        initials = "".join(_CAPITAL.findall(run[0])).lower()
        for whole in (initials, initials[1:]):
            acronyms = (whole, *(f"{whole}{letter}" for letter in ascii_lowercase))
            if len(whole) >= _FEWEST and any(has(acronym) and not is_english(acronym) for acronym in acronyms):
                told.update(run[0].split())
    return frozenset(told)


def told_in_short(question: str, texts: Iterable[str]) -> frozenset[str]:
    """The same of the acronyms that some texts have, in small letters; the texts are looked at only for a question with
    such a row.
    """
    if not _RUN.search(question):
        return frozenset()
    held = frozenset(word for text in texts for word in words(text))
    return frozenset(map(str.lower, long_forms(question, held.__contains__)))
