"""Longer or shorter, larger or smaller, more or less: what a claim puts at one end and an abstract at the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.premises.claims import Claim
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS
from rag.wordings import any_word, pattern
from rag.words import terms


@dataclass(frozen=True, slots=True)
class _Scale:
    """The two ends of a scale: the words that a claim says them with, those of an abstract, and the terms around them
    that both must have.
    """

    claimed: tuple[re.Pattern[str], re.Pattern[str]]
    said: tuple[re.Pattern[str], re.Pattern[str]]
    shared: int


def _scale(up: str, down: str, more: str, less: str, shared: int = 1) -> _Scale:
    """Comparatives say an end in a claim; in an abstract, so do the plain words `up` and `down`."""
    ends = [pattern(rf"\b{any_word(words)}\b") for words in (more, less, f"{more} {up}", f"{less} {down}")]
    return _Scale((ends[0], ends[1]), (ends[2], ends[3]), shared)


_SCALES = (
    _scale(
        "long verbose",
        r"short brief\w* terse",
        r"(?<!take\s)(?<!takes\s)(?<!took\s)longer(?!\s(?:[\w-]+\s)?times?\b) lengthen\w* wordier",
        r"shorter(?!\s(?:[\w-]+\s)?times?\b) shorten\w*",
    ),
    _scale(
        r"fast quick\w* speed\w* real-time",
        r"slow\w*",
        r"faster quicker accelerat\w* (?:reduc|shorten|cut|sav|decreas)\w*\s(?:the\s)?(?:\w+\s)?times?",
        r"slower slowest slowed slows longer(?=\s(?:[\w-]+\s)?times?\b) "
        r"(?<=take\s)longer (?<=takes\s)longer (?<=took\s)longer",
    ),
    _scale(
        "large big huge heavy bulky",
        "small compact tiny lightweight light",
        "larger bigger heavier",
        "smaller lighter tinier",
    ),
    _scale("expensive costly", "inexpensive free freely low-cost cheap", "costlier dearer pricier", "cheaper"),
    _scale(
        r"more much many large lots increas\w* high\w* massive abundan\w* plentiful",
        r"few little limited small low\w* less reduc\w* minimal scarce",
        "much many lots plenty loads",
        "little few hardly scarce scant",
        2,
    ),
)
_CLAUSE = pattern(
    r"[;,:()]", rf"\b{any_word('but while whereas although though however yet except despite when', 'no')}\b"
)
_NOT = pattern(r"\b(?:not|no|without|never|unlike|instead of|rather than)\b|n['’]t\b")
_OWN = pattern(r"\b(?:we|our|propos\w+|it|this)\b")
_WITH = pattern(
    r"\b(?:than|against|compared (?:to|with))\s(?:\w+ly\s|much\s|far\s|even\s|the\s|other\s)*$",
    r"\bto\s(?:\w+ly|much|far|even|other)\s$",
)
"""Before what something is compared with."""
_PROBLEM = pattern(r"\W*(?:however|nevertheless|yet|but|unfortunately|despite|still|although)\b")
"""Begins a sentence on what others have not solved."""
_PIECES = frozenset(terms("piece portion proportion share fraction part"))
"""All say the same."""
_AROUND = 5
"""Terms on either side of a word, in its clause, that say what it is about."""


def other_scale(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence with the other end of a scale about the same thing ("shorter reports", "reports lengthening"), or
    None where another has the end that the claim has.
    """
    if not claim.whole or _NOT.search(claim.text):
        return None
    for scale in _SCALES:
        ends = [(match.start(), end, match) for end in (0, 1) for match in scale.claimed[end].finditer(claim.text)]
        if not ends:
            continue
        _, end, first = min(ends, key=lambda found: found[:2])
        about = [as_said(term) for term in _around(claim.text, first)]
        same, _ = _most(about, scale.said[end], sentences, own=False)
        other, contrary = _most(about, scale.said[1 - end], sentences, own=True)
        if contrary and other >= scale.shared and (same < scale.shared or other > max(same, 1)):
            return contrary
    return None


def _most(
    about: Sequence[frozenset[str]], words: re.Pattern[str], sentences: Sequence[str], *, own: bool
) -> tuple[int, str | None]:
    """How many of these terms stand around one of the words at most, and in which sentence; with `own`, only where it
    is not of others' work alone, nor of the problem that is to be solved.
    """
    most, found = 0, None
    for sentence in sentences:
        if own and _PROBLEM.match(sentence) and not _OWN.search(sentence):
            continue
        for match in words.finditer(sentence):
            # Behind it stands what is compared with.
            if own and OTHERS.search(sentence, 0, match.start()) and not _OWN.search(sentence):
                continue
            if own and _WITH.search(sentence, 0, match.start()):
                continue
            count = sum(bool(group & _around(sentence, match)) for group in about)
            if count > most:
                most, found = count, sentence
    return most, found


def _around(text: str, match: re.Match[str]) -> set[str]:
    start = max((cut.end() for cut in _CLAUSE.finditer(text, 0, match.start())), default=0)
    cut = _CLAUSE.search(text, match.end())
    before, after = text[start : match.start()], text[match.end() : cut.start() if cut else len(text)]
    if cut and cut[0] == "," and not terms(after):  # "longer, more informative captions"
        cut = _CLAUSE.search(text, cut.end())
        after = text[match.end() : cut.start() if cut else len(text)]
    around = set(terms(before)[-_AROUND:]) | set(terms(after)[:_AROUND])
    return around | _PIECES if around & _PIECES else around
