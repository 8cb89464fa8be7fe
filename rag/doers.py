"""Who did some piece of work in a study ("who wrote the summaries?"), and whether a text says so.

Who wrote the paper is in its record, not here. A text says who did it where one sentence has both the work, or what it
was done on, and someone or something that may have done it.
"""

import re

from rag.passages import split_sentences
from rag.words import STOPWORDS, stem, words

_WORK = (
    ("annotat", "label", "segment", "outlin", "delineat", "draw", "drew", "mark", "mask", "contour", "trac", "tagg"),
    ("wrote", "writ", "compos", "phras", "summari", "describ", "narrat", "produc", "generat", "text"),
    ("rat", "judg", "evaluat", "assess", "review", "scor", "grad", "check", "verif", "validat", "revis", "approv"),
    ("collect", "gather", "record", "suppl", "provid", "donat", "contribut", "acquir", "captur", "photograph"),
    ("translat",),
)
"""Kinds of work, each by how words for it begin."""
_VERBS = (
    r"annotated|label?led|segmented|outlined|delineated|drew|marked|traced|tagged|wrote|composed|phrased|rated|judged|"
    r"evaluated|assessed|reviewed|scored|graded|checked|verified|validated|revised|collected|gathered|recorded|"
    r"supplied|provided|donated|contributed|acquired|captured|photographed|translated"
)
_ASKED = re.compile(
    rf"\bwho\s+(?:(?:actually|first|also|then|originally)\s+)?(?P<verb>{_VERBS})\s+(?:all\s+)?(?:the|its|their|"
    rf"those|these|[\w-]+['’]s?)\s+"
    r"(?P<things>(?:(?!(?:on|of|for|in|that|which|with|about|and|to|behind|from|used|papers?|study|work|article)\b)"
    r"[\w-]+\s*){1,4})",
    re.I,
)
_SOMEONE = re.compile(
    r"\b(?:\w{3,}(?:ologists?|icians?)|doctors?|experts?|expert[- ]\w+|surgeons?|nurses?|readers?|raters?|annotators?|"
    r"workers?|volunteers?|crowd\w*|students?|technicians?|dentists?|users?|participants?|humans?|people|team|authors?|"
    r"manual\w*|automat\w+|machine|algorithms?|pipeline|llms?|models?|gpt[\w-]*|chatgpt|by|hospitals?|"
    r"universit\w+|institut\w+|lab|laborator\w+|cent(?:er|re)s?|compan\w+|public\w*|patients|physicians?)\b",
    re.I,
)


def does_not_say_who(question: str, text: str) -> str | None:
    """The piece of work of which a question asks who did it and a text does not say; None for any other.

    >>> does_not_say_who("Who wrote the summaries?", "We present a set of questions, each with a picture.")
    'wrote the summaries'
    """
    match = _ASKED.search(question)
    if not match:
        return None
    begins = next(kind for kind in _WORK if any(match["verb"].lower().startswith(start) for start in kind))
    things = {stem(word) for word in words(match["things"])[-1:] if word not in STOPWORDS}
    for start, end in split_sentences(text):
        sentence = text[start:end]
        told = words(sentence)
        work = any(word.startswith(begins) for word in words(_NAME.sub(" ", sentence)))
        someone = _SOMEONE.search(sentence) or any(match[1].startswith(begins) for match in _WE_DO.finditer(sentence))
        if work and things & set(map(stem, told)) and someone:
            return None
        if (work and _BY_PEOPLE.search(sentence)) or (begins == _COLLECTING and _FROM_A_PLACE.search(sentence)):
            return None
    return f"{match['verb']} the {match['things'].strip()}"


_NAME = re.compile(r"(?<=[a-z,(] )[A-Z][\w-]*")
"""A word of a name, which tells of no work: "a set called Bee Label Collection"."""
_WE_DO = re.compile(r"\bwe\s+(?:(?:\w+ly|then|also|first)\s+)?([a-z]+)", re.I)
_COLLECTING = _WORK[3]
_FROM_A_PLACE = re.compile(
    r"\bfrom\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?(?:[A-Z]\w+\s+)*(?:Lab|Hospital|University|Institute|Clinic|Center|"
    r"Centre)\b"
)
_BY_PEOPLE = re.compile(
    r"\b(?:\w{3,}(?:ologists?|icians?)|doctors?|experts?|expert[- ]\w+|surgeons?|annotators?|crowd[\w-]*|"
    r"volunteers?|readers?|"
    r"raters?|students?|humans?|physicians?)\b",
    re.I,
)
