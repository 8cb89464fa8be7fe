"""The part of a question that asks, where the rest only says which paper is meant.

"There is a report generator with one network per finding. Which findings can it tell?" and "In the study of X on knees,
how many readers were there?" describe a paper first; its sentences that answer share words with what follows.
"""

import re

from rag.passages import split_sentences
from rag.wordings import any_word

_PREPOSITION = any_word("by in on at to from with for of")
_ASKS = (
    rf"(?:(?:and|so|but)\s+)?(?:{_PREPOSITION}\s+(?:which|what|whom|how)|"
    + any_word(
        """
        which what how who whom whose where when why does do did is are was were can could has have name list tell
        """
    )
    + r")\b"
)
_OPENS = re.compile(rf"\W*{_ASKS}", re.I)
_BORDER = re.compile(rf"(?:[:;,]|\s[-–—]+)\s+(?={_ASKS})", re.I)
"""Between what describes and what asks."""
_BESIDE = re.compile(
    r"\W*(?:(?:and|so|but)\s+)?(?:when(?:ever)?|where|since|because|if|while|as)\s+"
    r"(?!(?:do|does|did|is|are|was|were|can|could|has|have|will|would|should)\b)",
    re.I,
)
"""Opens with a clause that asks nothing: "when it is trained on less, does it …"."""
_WHICH_PAPER = re.compile(
    r"(?<=\w)\s+(?:in|by|from|of|with|behind)\s+(?:the|that)\s+(?:[\w/'’-]+\s+){1,6}?(?:that|which|who)\s+\w[^?]*",
    re.I,
)
"""Says at the end which paper is meant: "what was tuned in the review that looks at cheap scans?"."""
_ENOUGH = 5
"""Words that are left of a question without that."""
_FEWEST = 2
"""Words that a question has at least."""


def asking_clause(question: str) -> str:
    """The sentence that asks, from where it asks on; all of the question where it asks from the start.

    >>> asking_clause("There is a system with one network per finding. Which findings can it tell?")
    'Which findings can it tell?'
    >>> asking_clause("In the knee study, how many readers were there?")
    'how many readers were there?'
    """
    sentences = [question[start:end] for start, end in split_sentences(question)]
    asking = [sentence for sentence in sentences if sentence.rstrip().endswith("?")]
    asked = (asking or [sentence for sentence in sentences if _OPENS.match(sentence)] or [question])[-1]
    border = None if _OPENS.match(asked) and not _BESIDE.match(asked) else _BORDER.search(asked)
    clause = asked[border.end() :] if border else asked
    shorter = _WHICH_PAPER.sub("", clause)
    if _OPENS.match(clause) and len(shorter.split()) >= _ENOUGH:
        clause = shorter
    return clause if len(clause.split()) >= _FEWEST else question
