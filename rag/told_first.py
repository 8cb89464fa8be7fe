"""A question for papers whose topic is told in a sentence before it, made one.

"Some papers are not about medicine. Which ones?" asks which papers are not about medicine.
"""

import re

from rag.wordings import any_of

_PAPERS = any_of(
    "texts?", "entr(?:y|ies)", "papers?", "abstracts?", "works?", "items?", "studies", "articles?", "ones?"
)
_THEM = any_of("them", "these", "those", "they", "it", "that")
_WHICH = any_of(
    rf"(?:which|what|who)(?: of {_THEM})?(?: {_PAPERS})?(?: (?:are|is|were|would) {_THEM}(?: be)?)?",
    rf"(?:please )?(?:list|name|show|give)(?: me)? {_THEM}(?: all)?(?: please)?",
)
_HOW_MANY = any_of(
    rf"how many(?: such)?(?: of {_THEM})?(?: {_PAPERS})?(?: (?:are|is|do|does) (?:there|{_THEM}))?"
    r"(?: (?:like (?:that|this|those)|of (?:that|this) (?:kind|sort)))?",
    rf"what(?: is|['’]s) (?:the|their) (?:number|count)(?: of {_THEM})?",
)
_SOME_DO = re.compile(
    rf"^\W*(?:some|a few|several|certain)(?: of)?(?: the| these| those| your| our)? {_PAPERS}"
    rf"(?: (?:in )?(?:here|there)| in the (?:collection|corpus))?\s+(?P<do>[^.;:!?]{{8,}}?)\s*[.;:!?–—]+\s*"
    rf"(?:and |so |but )?(?:(?P<which>{_WHICH})|(?P<many>{_HOW_MANY}))\W*$",
    re.I,
)
_MINE = re.compile(
    r"^\W*(?:my (?:main )?(?:interest|subject|topic|field|focus|area|thing) is|i(?:['’]m| am)(?: \w+ly)? "
    r"(?:interested in|into|after|working on|looking into|curious about)|i (?:research|study|work on))\s+"
    r"(?P<on>[^,.;:?!–—]{3,60}?)\s*(?:[,.;:!–—]+|\s-)\s*(?P<ask>[^.!?]*\b(?:on|of|about|for|with|in|into|at)\s+)"
    r"(?:that|this|these|those|such|it|them)(?: (?:very )?[a-z]+s?)?\W*$",
    re.I,
)
_FOR_PAPERS = re.compile(
    r"\b(?:papers?|stud(?:y|ies)|works?|articles?|abstracts?|research|anything|publications?)\b", re.I
)


_SEEM_NOT = re.compile(r"\b(?:do|does)(?:n['’]t| not) (?:really )?(?:seem|appear|happen) to be\b", re.I)


def in_one(question: str) -> str:
    """A question with what is told before it put in its place; as it is where nothing is.

    >>> in_one("Some of the texts in here aren't about medicine. Which ones?")
    "Which papers aren't about medicine?"
    >>> in_one("My interest is the knee - any papers on that joint?")
    'any papers on the knee?'
    """
    some = _SOME_DO.match(question)
    if some:
        does = _SEEM_NOT.sub("are not", some["do"])
        return f"{'Which' if some['which'] else 'How many'} papers {does}?"
    mine = _MINE.match(question)
    if mine and _FOR_PAPERS.search(mine["ask"]):
        return f"{mine['ask']}{mine['on']}?"
    return question
