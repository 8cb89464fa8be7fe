"""Patterns that are lists of words, written as lists of words and compiled in one place.

A word may have its endings as a regular expression has them: `avoid\\w*`, `needs?`.
"""

import re


def any_of(*wordings: str) -> str:
    """A group that matches any of these wordings, the first that fits.

    >>> any_of("rather than", "left out")
    '(?:rather than|left out)'
    """
    return rf"(?:{'|'.join(wordings)})"


def any_word(words: str, *phrases: str) -> str:
    r"""A group that matches any of these words, which blanks part, or of these phrases, which have blanks of their own.

    >>> any_word(r"not no avoid\w*", "rather than")
    '(?:not|no|avoid\\w*|rather than)'
    """
    return any_of(*words.split(), *phrases)


def pattern(*wordings: str) -> re.Pattern[str]:
    """Any of these wordings, in either case; the first that fits where several do."""
    return re.compile("|".join(wordings), re.I)


def whole(words: str, *phrases: str) -> re.Pattern[str]:
    """Any of these words or phrases, whole and in either case.

    >>> bool(whole("not no").search("Notes")), bool(whole("not no").search("Or not."))
    (False, True)
    """
    return pattern(rf"\b{any_word(words, *phrases)}\b")
