"""Does a question that compares in words, and names one paper, speak of a second work?

The benchmarks of one paper, each of its diseases and its two models are none.
"""

import re
from collections.abc import Sequence

from rag.frames import describes_two, held_against, of_one_name
from rag.names import Mention
from rag.wordings import any_word, pattern

_PUBLICATIONS = any_word("papers studies articles surveys reviews overviews publications preprints")
_WORK = any_word(
    "paper study work article survey review overview publication method model network approach system framework tool "
    "toolbox dataset benchmark challenge collection version group team"
)
_ANOTHER = pattern(
    rf"\b{_PUBLICATIONS}\b",
    rf"\b(?:another|the other|other|a second|previous|earlier|later|newer|older)\s+(?:[\w-]+\s+){{0,3}}?{_WORK}s?\b",
    r"\b(?:the|an?)\s+(?:other|second|latter|later|newer|older|earlier)(?:\s+one)?\W*$",
    r"\b(?:anyone|others?|anything|someone) else\b|\bthe others?\b",
)
_DESCRIBED = re.compile(
    r"\bthe\s+(?:[\w'’/-]+\s+){1,4}?(?:paper|study|article|survey|review|overview|work)\b(?!\s+of (?:the|its)\b)", re.I
)
"""A publication by what it is about."""
_AS_EQUAL = r"(?:and|or|nor|versus|vs\.?|against|with|to|than|from|&|/)"
_JOINED_BEHIND = re.compile(
    rf"(?:['’]s(?:\s+[\w-]+){{0,3}}?)?(?:\s+{_WORK})?(?:\s+(?:is|are|does|do))?(?:\s*,\s*|\s*{_AS_EQUAL}\s+)"
    r"(?!(?:and|how|what|which|when|why|where|who|whose|is|are|was|were|do|does|did|has|have|it|its|they|their|if|on|in|"
    r"for|of|by|but|so|please|with)\b)[\w“\"‘'’]",
    re.I,
)
_JOINED_BEFORE = re.compile(rf"\w\S*\s+{_AS_EQUAL}\s+(?:(?:the|that of|those of|what|for|in|of|by)\s+)?[\"'“‘]?$", re.I)
"""What stands before a name that is joined to something as its equal."""
_COMPARES = pattern(
    r"\b(?:compar\w+|differ\w*|similar\w*|common|between|versus|vs|both|either|neither|share[sd]?|same)\b"
)


def speaks_of_two(question: str, mentions: Sequence[Mention]) -> bool:
    """Whether a question speaks of a work beside the one that it names: of several that go by that name, of another,
    or of what is joined to the name as its equal.
    """
    if describes_two(question) or held_against(question) or of_one_name(question) or _ANOTHER.search(question):
        return True
    for work in _DESCRIBED.finditer(question):
        if not any(work.start() <= mention.start < work.end() for mention in mentions):
            return True
    for mention in mentions:
        if len(mention.papers) > 1 or _JOINED_BEHIND.match(question, mention.end):
            return True
        if _COMPARES.search(question) and _JOINED_BEFORE.search(question[: mention.start]):
            return True
    return False
