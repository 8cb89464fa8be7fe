"""Conditions on a task, as writing reports, made stricter by what a list question says of it: that it is what papers
are mainly about, or that it is done on one kind of imaging.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rag.attributes import Term, attributes, lacks, named_in, section_of, term_of, vocabulary
from rag.condition import Condition
from rag.passages import Span, split_sentences
from rag.types import Paper
from rag.wordings import any_word

_OR_NOT = (
    r"(?!s?\s*,?\s*or\b)"
    r"(?![^.?!;]*\bor\s+(?:just|only|merely|as|one|among|an?|part|side|secondary|otherwise|in passing)\b)"
)
"""What is asked for "as the main subject or as one of several" may be either."""
_MAINLY = re.compile(
    r"(?:\b(?:main|chief|central|primary|whole|sole|core|very) "
    r"(?:subject|topic|focus|theme|point|aim|goal|purpose|task)\b"
    r"|\b(?:specifically|mainly|chiefly|primarily|solely|exclusively|first and foremost)\b"
    rf"|\b{any_word('dedicated devoted tailored')} (?:\w+ly )?to\b|\bcent(?:re|er)(?:d|s|ed)? on\b|\ball about\b)"
    + _OR_NOT,
    re.I,
)
_MODALITIES = "modalities"
_OPENING = 2
"""Sentences of an abstract that say what it is about."""
_SEVERAL = 3
"""Kinds of imaging from which a paper that names them lists what it was tried on."""


def stricter(conditions: tuple[Condition, ...], question: str, core: str, topic: str = "") -> tuple[Condition, ...]:
    """The conditions of a question, those on a task as strict as the question is; `topic` is what else it asks for, and
    `core` the term of the field that is all of that, or empty.
    """
    if _MAINLY.search(question):
        conditions = tuple(as_main(one) if one.task else one for one in conditions)
    if core and not conditions and _MAINLY.search(question):
        conditions = (mainly_on(core),)
    named = [one.word for one in attributes(topic, medical=True)]
    imaging = core or (named[0] if len(named) == 1 else "")
    term = term_of(imaging) if section_of(imaging) == _MODALITIES else None
    return tuple(on_modality(one, term) if term and one.task else one for one in conditions)


@lru_cache(maxsize=64)
def as_main(condition: Condition) -> Condition:
    """That a paper is mainly about a task: its title says it, or one of its first sentences and another one."""

    def met(paper: Paper) -> Span | None:
        found = list(_meeting(condition, paper))
        opens = any(span in split_sentences(paper.abstract)[:_OPENING] for span in found) and len(found) > 1
        return found[0] if found and (opens or _titled(condition, paper)) else None

    return Condition(condition.name, condition.many, condition.asked, met, condition.described, condition.task)


@lru_cache(maxsize=256)
def mainly_on(core: str) -> Condition:
    """That a paper is mainly about a term of the field: its title says it, or one of its first sentences and others."""
    terms = attributes(core, medical=True)

    def says(text: str) -> bool:
        return not any(lacks(term, text) for term in terms)

    def met(paper: Paper) -> Span | None:
        spans = split_sentences(paper.abstract)
        found = [span for span in spans if says(paper.abstract[slice(*span)])]
        opens = any(span in spans[:_OPENING] for span in found) and len(found) > 1
        return (found or spans)[0] if opens or says(paper.title) else None

    return Condition(f"is mainly on {core}", f"are mainly on {core}", re.compile(re.escape(core)), met)


@lru_cache(maxsize=256)
def on_modality(condition: Condition, term: Term) -> Condition:
    """That a paper does a task on one kind of imaging: its title or a sentence on the task names that, unless it names
    few kinds in all.
    """

    def met(paper: Paper) -> Span | None:
        found = list(_meeting(condition, paper))
        text = f"{paper.title}. {paper.abstract}"
        named = sum(named_in(other, text) for other in vocabulary() if other.section == _MODALITIES)
        beside = named_in(term, paper.title) or any(named_in(term, paper.abstract[slice(*span)]) for span in found)
        return found[0] if found and (beside or named < _SEVERAL) else None

    return Condition(condition.name, condition.many, condition.asked, met, condition.described, condition.task)


def _meeting(condition: Condition, paper: Paper) -> Iterator[Span]:
    """Each sentence of a paper that meets a condition."""
    if not condition.met(paper):
        return
    for start, end in split_sentences(paper.abstract):
        if condition.met(Paper(paper.id, paper.title, paper.abstract[start:end])):
            yield start, end


def _titled(condition: Condition, paper: Paper) -> bool:
    return condition.met(Paper(paper.id, paper.title, f"{paper.title}.")) is not None
