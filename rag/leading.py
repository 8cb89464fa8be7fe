"""Which of several things in a work leads the others, or ends up last, and whether a text says so."""

import re
from collections.abc import Sequence

from rag.asked import new_names
from rag.how_many import said_as
from rag.words import STOPWORDS, stem, words

_LEADS = (
    r"\b(?:first|best|worst|(?<!how far )ahead(?!\s+of)|top(?!\s+of)|winners?|won|wins?|leads?|"
    r"(?:most|least)\s+(?!\w+s\b)\w+|"
    r"(?!(?:test|rest|interest|suggest|request|latest|largest|biggest|west|guest|newest|forest|nearest|modest|honest)\b)"
    r"[a-z]{3,}est)\b"
)
_ONE_OF = (
    r"\bwhich\s+(?:one\s+|single\s+)?of\s+(?:the|its|their|these|those|[\w-]+['’]s?)\s+(?P<some>(?:[\w-]+\s+){1,6}?)"
    r"(?=(?:\w+ed|tried|on|in|for|of|that|from|with|under|behind|is|are|was|were|did|does|came|comes|won|wins|scor\w+|"
    r"rank\w+|perform\w+|got|gets|gave|wrote|work\w*|turn\w*)\b)"
)
_OF_THESE = (
    r"(?:(?:^|[.?!:;-]\s+|,\s+)of|\b(?:out of|among))\s+(?P<these>(?:[\w./-]+(?:,\s+(?:and\s+)?|\s+)){1,24}?)"
    r"[^?]{0,160}?,\s+"
    r"(?:for\s+|on\s+|in\s+)?(?:which|who|what)(?:\s+(?:one|of them))?\b"
)
_NAMES_ONE = (
    r"(?<!\bon )(?<!\bin )(?<!\bby )(?<!\bof )(?<!\bfor )"
    r"\b(?:which|what|who)\s+(?P<kind>(?:(?-i:[a-z])[\w-]*\s+){1,3}?)"
    r"(?:was|is|did|does|scor\w+|came|comes|rank\w+|perform\w+|won|wins|work\w*|got|gets|turn\w*|prov\w+|finish\w*|"
    r"reach\w*|achiev\w*|attain\w*|obtain\w*)\b"
)
_LARGEST = r"(?:largest|biggest|smallest|newest|oldest|latest|longest)"
_ASKED = (
    *(re.compile(f"{which}.{{0,100}}?{_LEADS}", re.I) for which in (_ONE_OF, _OF_THESE)),
    re.compile(rf"{_ONE_OF}(?:[^?]{{0,60}}?\b)?(?:is|are|was|were|has|had)\s+(?:the\s+)?{_LARGEST}\b", re.I),
)
_ASKED_OF_NAMED = re.compile(rf"{_NAMES_ONE}.{{0,40}}?{_LEADS}", re.I)
_PUT_ON_TOP = re.compile(
    r"\b(?:put|puts|placed?|stack\w*|sits?|sat|add\w*|built|train\w*|attach\w*|mount\w*)\b[^,;.?]{0,30}?\bon top\b",
    re.I,
)
"""Asks what stands on something, not what leads."""
_TOLD = re.compile(
    r"\b(?:did|does|do|has|have|is|was|are|were)\s+(?:the\s+)?(?-i:[A-Z])[\w-]*\s+(?:\w+\s+){0,2}?"
    r"(?:come|end|finish|lead|win|excel|ahead|best|on top|do|perform|score)\b",
    re.I,
)
"""Says by its name what leads: "on which counts did X come out ahead?"."""
_IN_WORK = re.compile(
    r"\b(?:in|of|from|at|by|according to)\s+(?:the|that|this)\s+(?:[\w'’-]+\s+){0,5}?"
    r"(?:study|benchmark|comparison|review|overview|survey|contest|challenge|competition|evaluation|experiments?|paper|article)\b",
    re.I,
)
"""One work that is described."""
_SAID = re.compile(
    r"\b(?:won|winn(?:er|ing)|first place|ranked|best|highest|lowest|worst|outperform\w*|superior|top|excel\w*|"
    r"strongest|weakest|better|(?:more|less)\s+\w+\b[^.;]*?\bthan|"
    r"(?:the|is|are|was|were|be|being)\s+(?:most|least)\s+"
    r"(?!popular|common|frequent|challeng|existing|current|important|of\b|often)\w+|"
    r"[a-z]{4,}est(?<!test)(?<!interest)(?<!largest)(?<!suggest)(?<!latest))\b",
    re.I,
)
_OWN = re.compile(
    r"\b(?:our|proposed|we)\b[^.;]{0,80}\b(?:best|highest|outperform\w*|superior|top|better|most|excel\w*)\b", re.I
)
"""A work's own results, which rank none of the others."""
_RESULT = re.compile(r"\d(?:\.\d+)?\s?\\?%|\b0?\.\d|\d\.\d|\d/\d")
_RESULTS = 2
"""Results in one sentence by which a reader ranks things himself."""
_OFFERED = re.compile(r"([\w-]+),?\s+(?:or|and|vs\.?|versus)\s+([\w-]+)(?=\W*$|,\s+(?:which|who|what)\b)", re.I)
"""Two things of which a question asks which one leads."""
_PLAIN = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})


def asks_leader(question: str, named: bool = False) -> str | None:
    """The words for the things of which a question asks which one leads; None where it does not. Where a paper is
    `named`, also those of which it does not say that there are several.

    >>> asks_leader("Which of the nine methods came first?")
    'nine methods'
    """
    if _PUT_ON_TOP.search(question) or _TOLD.search(question):
        return None
    for pattern in (*_ASKED, _ASKED_OF_NAMED) if named or _IN_WORK.search(question) else _ASKED:
        match = pattern.search(question)
        if match:
            return next(group for group in match.groups() if group).strip(" ,")
    return None


def says_leader(things: str, question: str, title: str, sentences: Sequence[str]) -> bool:
    """Whether a sentence ranks such things, by name or kind, or has results from which a reader can: no praise of the
    work's own.
    """
    told = [word for word in words(things) if word not in STOPWORDS | _PLAIN]
    several = bool(re.search(r",|\band\b|\bor\b", things))
    alike = {stem(word) for word in told} if several else frozenset().union(*map(said_as, told[-1:]))
    own = title.lower()
    offered = [name for match in _OFFERED.finditer(question) for name in match.groups() if name[1:] != name[1:].lower()]
    for sentence in sentences:
        spoken_of = {stem(piece) for word in words(sentence) for piece in (word, *word.split("-"))}
        names = [match[0] for match in new_names(question, sentence) if match[0].lower() not in own]
        names += [name for name in offered if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)]
        if alike & spoken_of and len(_RESULT.findall(sentence)) >= _RESULTS:
            return True
        if not _SAID.search(sentence) or _OWN.search(sentence):
            continue
        if alike & spoken_of or names:
            return True
    return False
