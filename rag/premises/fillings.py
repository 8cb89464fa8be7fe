"""Which of the field's things stands behind a word in a question, and a sentence with another behind the same word.

"Pre-trained on whole-body MRI" goes against "pre-trained on full-body CT", though the abstract has MRI elsewhere.
"""

import re
from collections.abc import Iterator, Sequence

from rag.attributes import Attribute, attributes, lacks, section_of
from rag.premises.claims import claims
from rag.premises.granted import denied_before, presumes
from rag.premises.topic import as_said
from rag.words import STOPWORDS, terms

_SECTIONS = frozenset({"modalities", "body", "diseases", "networks"})
"""Sections of the field's terms of which a thing has one at a time."""
_BEFORE = re.compile(r"([\w-]+)\s+$")
_NEAR = 6
"""Words on either side of one among which the question's term must not stand."""
_TELLS_NOTHING = frozenset(
    terms("model models image images scan scans medical deep learning new novel using based data")
)


def other_filling(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence in which another term of the same section stands behind the word that a question has before one, or
    None where a sentence has both the word and the question's term.
    """
    stated = [question] if presumes(question) else [claim.text for claim in claims(question)]
    for text in stated:
        for word, section, attribute in _filled(text):
            before = as_said(word)
            around = [part for sentence in sentences for part in _around(before, sentence)]
            if denied_before(text, text.find(attribute.word)) or any(not lacks(attribute, part) for part in around):
                continue
            for sentence in sentences if around else ():
                if any(before & as_said(other) and of == section for other, of, _ in _filled(sentence)):
                    return sentence
    return None


def _around(word: frozenset[str], sentence: str) -> Iterator[str]:
    """What stands around each place of a word in a sentence."""
    tokens = sentence.split()
    for place, token in enumerate(tokens):
        if word & set(terms(token)):
            yield " ".join(tokens[max(0, place - _NEAR) : place + _NEAR + 1])


def _filled(text: str) -> Iterator[tuple[str, str, Attribute]]:
    for attribute in attributes(text):
        section = section_of(attribute.word)
        at = text.find(attribute.word)
        before = _BEFORE.search(text, 0, at)
        if section in _SECTIONS and before and before[1].lower() not in STOPWORDS:
            for term in terms(before[1])[-1:]:
                if term not in _TELLS_NOTHING:
                    yield term, section, attribute
