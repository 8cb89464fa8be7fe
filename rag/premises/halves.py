"""Strong at one thing and less so at another: which is which in a question, and in a sentence.

"It beat everything at X but only held its own at Y" goes against "superior in Y and competitive in X".
"""

import re
from collections.abc import Iterator, Sequence

from rag.premises.amounts import Verdict
from rag.premises.claims import claims
from rag.premises.everyday import plain
from rag.premises.topic import in_words_of
from rag.wordings import any_word, pattern, whole
from rag.words import terms

_STRONG = whole(
    r"""
    superior\w* best excel\w* outperform\w* surpass\w* state-of-the-art sota beat\w* strong\w* shin\w* win wins won
    better exceed\w* lead leads leading ahead top\w* triumph\w*
    """
)
_LESSER = whole(
    r"""
    competitive comparable comparably equivalent weak\w* underperform\w* worse trail\w* lag\w* struggl\w* poor\w* behind
    dropped drops middling mediocre moderate average ordinary
    """,
    r"h[oe]ld\w* (?:its|their) own",
    "on (?:a )?par",
    r"keep\w* up",
    "(?:only|just|merely) match\\w*",
    r"f[ae]ll\w* short",
)
_PART = pattern(rf",|;|\b{any_word('but and while whereas yet although though')}\b")
_BEHIND = 6
"""Terms behind a word for strong or not that say at what."""


def swapped_halves(question: str, sentences: Sequence[str]) -> tuple[Verdict, str] | None:
    """Whether a sentence is strong where a question is and less so where that is, or the other way round, and that
    sentence; None where none tells.
    """
    for claim in claims(question):
        asked = next(_halves(plain(in_words_of(claim.text, sentences))), None)
        if not claim.whole or not asked:
            continue
        strong, lesser = asked[0] - asked[1], asked[1] - asked[0]
        for sentence in sentences:
            for is_strong, is_lesser in _halves(sentence):
                said_strong, said_lesser = is_strong - is_lesser, is_lesser - is_strong
                straight = strong & said_strong, lesser & said_lesser
                turned = strong & said_lesser, lesser & said_strong
                if all(turned) and not any(straight):
                    return "opposite", sentence
                if all(straight) and not any(turned):
                    return "same", sentence
    return None


def _halves(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The terms of what something is strong at and of what it is less so at, for parts that stand side by side."""
    before: tuple[bool, frozenset[str]] | None = None
    for part in _PART.split(text):
        words = [(match.start(), match.end(), strong) for strong, match in _first(part)]
        if not words:
            continue
        _, end, strong = min(words)
        found = strong, frozenset(terms(part[end:])[:_BEHIND])
        if before and before[0] != strong and before[1] and found[1]:
            yield (found[1], before[1]) if strong else (before[1], found[1])
        before = found


def _first(part: str) -> Iterator[tuple[bool, re.Match[str]]]:
    for strong, words in ((True, _STRONG), (False, _LESSER)):
        match = words.search(part)
        if match:
            yield strong, match
