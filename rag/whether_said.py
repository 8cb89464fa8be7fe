"""What of the field a question asks whether one paper has, where its abstract does not name it.

Elsewhere a text may say a term in any words that have to do with it (`rag.attributes`): "how does it read the
colonoscopies?" is answered by what is said of endoscopy. Whether a work uses or is something, an abstract tells only
by naming it: a network is not said to be a transformer by its tokens, nor a scan to be a mammogram by its radiologist.
"""

import re

from rag.attributes import Attribute, Term, asked_words_in, attributes, lacks, term_of
from rag.embeddings import embed_texts
from rag.index import Index
from rag.missing_words import word_vectors
from rag.types import Paper

_TO_BE_NAMED = frozenset({"modalities", "networks", "treatments", "specimens"})
"""Sections of the field's terms of which each term is a thing of its own; of a part of the body or a disease, a text
may speak by what lies in it ("stroke", of the brain), and of a training by what it is for.
"""
_LONGEST = 12
"""Words of a question up to which it asks nothing but whether."""
_MORE = re.compile(
    r"\b(?:or|not|without|besides|than|why|how|what|which|who|where|when)\b|n['’]t\b|[,;:.?!]\s+\w", re.I
)
"""Asks, or sets aside, something else as well."""
_SAME = 0.7
"""Cosine of single words from which one names what the other does ("histology", "pathology"). Of 20 terms that a text
names by another word and that are above, 17 are the same or nearly so.
"""
_DIMENSIONS = re.compile(r"\b(?P<number>[234])-?D\b|\b(?P<word>two|three|four)-dimensional\b", re.I)
_SAID = {
    "2": re.compile(r"\b2-?D\b|two-dimension|\bslices?\b|\bplanar\b", re.I),
    "3": re.compile(r"(?<![.\d])3-?D|three-dimension|\bvolum", re.I),
    "4": re.compile(r"\b4-?D\b|four-dimension|spatio-?temporal", re.I),
}
_NUMBERS = {"two": "2", "three": "3", "four": "4"}


def not_named(question: str, bare: str, index: Index, number: int) -> list[str]:
    """The terms of the field that a short question, `bare` without its names, asks of the paper with this number
    whether it has, and that its abstract does not name; none where the question asks more.
    """
    if len(question.split()) > _LONGEST or _MORE.search(question):
        return []
    paper = index.papers[number]
    found = [attribute.word for attribute in attributes(bare) if is_unnamed(attribute, index, number)]
    return found + [said[0] for said in _DIMENSIONS.finditer(bare) if not _has_dimension(said, paper)]


def is_unnamed(attribute: Attribute, index: Index, number: int) -> bool:
    """Whether the paper with this number does not name a term of the field, or not even speaks of it."""
    paper = index.papers[number]
    text = f"{paper.title}. {paper.abstract}"
    if lacks(attribute, text):
        return True
    term = term_of(attribute.word)
    if term is None or term.section not in _TO_BE_NAMED or asked_words_in(term, text) or _more_widely(term, text):
        return False
    word = attribute.word.lower()
    if " " in word:
        return True
    return float((embed_texts(index.embedder, [word]) @ word_vectors(index, number).T).max()) < _SAME


def _more_widely(term: Term, text: str) -> bool:
    """Whether a text has what a term of three words or more is a kind of: a "language model"."""
    kinds = (asked.split(" ", 1)[1] for asked in term.asked if asked.count(" ") > 1)
    return any(re.search(rf"\b{re.escape(kind)}", text, re.I) for kind in kinds)


def _has_dimension(said: re.Match[str], paper: Paper) -> bool:
    number = said["number"] or _NUMBERS[said["word"].lower()]
    return bool(_SAID[number].search(f"{paper.title}. {paper.abstract}"))
