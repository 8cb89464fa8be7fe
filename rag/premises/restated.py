"""A claim that says what a sentence says, in that sentence's own words: it is no false premise."""

import re
from collections.abc import Sequence

from rag.contradiction import compared, denies_otherwise, opposes, read, says_alone
from rag.premises.everyday import plain
from rag.premises.topic import as_said
from rag.quantities import find_quantities, missing
from rag.wordings import pattern
from rag.words import terms

_MOST = 0.75
"""Share of a claim's terms that a sentence must have to be its source."""
_DROPS = pattern(r"\b(?:ignor|avoid|exclud|omit|skip|neglect|overlook|abandon|discard|reject|refus)\w*")
"""Says that something is left out."""
_FEWEST = 4
"""Terms of a claim that say something."""


def restates(text: str, sentence: str, names: Sequence[str]) -> bool:
    """Whether a claim has most of its words from a sentence and no word of the opposite; not where it compares two
    things, which it may have swapped. `names` are the paper's own, which any sentence may leave out.
    """
    if next(compared(plain(text)), None):
        return False
    for name in names:
        text = re.sub(rf"\b{re.escape(name)}(?:['’]s)?", " ", text)
    asked = [as_said(term) for term in dict.fromkeys(terms(text))]
    held = set(terms(sentence))
    if len(asked) < _FEWEST or sum(bool(group & held) for group in asked) < _MOST * len(asked):
        return False
    if _DROPS.search(text) and not _DROPS.search(sentence):
        return False
    if missing(find_quantities(text), find_quantities(sentence)):
        return False
    claim, said = read(text), read(sentence)
    denied = {term for denial in claim.denials for term in denial.scope}
    alone = any(set(denial.scope) & claim.stems - denied for denial in said.denials)
    return not (alone or opposes(claim, said) or says_alone(claim, said) or denies_otherwise(claim, said))
