"""How a citation is written in a text: [n], before the full stop."""

import re

MARKER = re.compile(r"\s*\[(\d{1,9})\]")
_BRACKETED = re.compile(r"[\[【](\d+(?:\s*[,;–-]\s*\d+)*)[\]】]")
_ABBREVIATION = re.compile(r"\.\.\.$|\b(?:etc|al)\.$")


def escape_markers(text: str) -> str:
    """Text from a paper or a person with digits in square brackets turned into round ones, so they cannot pass for
    citations.
    """
    return _BRACKETED.sub(r"(\1)", text)


def mark(sentence: str, number: int) -> str:
    """A sentence with its citation, before the full stop and never glued to a link.

    >>> mark("It works.", 1)
    'It works [1].'
    """
    body = sentence.rstrip()
    end = ""
    if body and body[-1] in ".!?" and not _ABBREVIATION.search(body):
        body, end = body[:-1], body[-1]
    return f"{body} [{number}]{end or '.'}"
