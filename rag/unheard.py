"""Terms of the field that no paper has."""

import re

from rag.attributes import attributes, lacks, section_of
from rag.index import Index
from rag.lacking import own_side, text_of
from rag.long_forms import told_in_short
from rag.retrieve import Ranking
from rag.words import words

_EITHER = re.compile(r"\bor\b", re.I)
_SUPPOSES = re.compile(
    r"^\W*(?:if|suppose|supposing|imagine|say|assuming|having|after|seeing|knowing)\b.{10,}?[,:;]\s+"
    r"(?:then\s+)?(?:would|will|does|do|did|can|could|is|are)\b",
    re.I,
)
"""Supposes a case, and asks whether something follows."""
_EXAMPLES = 2
"""Terms of one kind from which a case that is supposed has examples, any of which may be another."""
_LOOKED_THROUGH = 200
"""Papers, the best, in which a term of the field is looked up."""


def an_example(question: str, term: str) -> bool:
    """Whether a term is one of several examples in a case that a question supposes: "if it knows wrists and hips,
    would it …".
    """
    case = _SUPPOSES.match(question)
    section = section_of(term)
    if case is None or section is None or term not in case[0]:
        return False
    return sum(section_of(attribute.word) == section for attribute in attributes(case[0])) >= _EXAMPLES


def nowhere(bare: str, index: Index, ranking: Ranking) -> str | None:
    """A term of the field in a question that no paper has; where it asks for either of several, if none has any."""
    texts = [text_of(index.papers[number]) for number in ranking.best_papers(_LOOKED_THROUGH)]
    wanted = attributes(own_side(bare))
    told = told_in_short(bare, texts)
    unheard = [
        attribute.word
        for attribute in wanted
        if all(lacks(attribute, text) for text in texts) and not told.issuperset(words(attribute.word))
    ]
    if not unheard or (_EITHER.search(bare) and len(unheard) < len(wanted)):
        return None
    return unheard[0]
