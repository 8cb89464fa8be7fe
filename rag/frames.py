"""The frames in which a question sets papers side by side that it describes rather than names: what it says of each.

"Set the study of skin against the one that prunes scans", "one group …, another …", "which sorts …, and which walks …?"
"""

import re

from rag.wordings import any_word, pattern

_WORK = any_word("paper study work article survey review overview publication")
_NOUN = any_word(
    "paper study work article survey review overview publication method model network approach system framework tool "
    "toolbox dataset benchmark challenge collection version group team one",
    r"\w+(?:[ct]or|coder|former|reader)",
)
_WORD = r"(?:[\w/'’“”\"‘&+.-]*\w['’”\"]?\s+)"
_BEGINS = r"(?:what\s+|by\s+|of\s+|from\s+|with\s+)?(?:the|an?|another)\s+"
_THEN = r"(?:and|or|versus|vs\.?|against|with|from|than|beside|alongside|next to)"
_DOES = (
    r"(?:one\s+)?(?:is|was|has|had|does|did|\w+s(?=\s+(?:the|an?|its|through|by|on|to|with|in|for|at|up|down|out)\b))\b"
)

_SET_AGAINST = re.compile(
    r"(?:^|[.?!,;:]\s+)\W*(?:please\s+)?(?:set|put|hold|weigh|place|pit|line up)\s+(?P<one>[^?!;.]{5,120}?)\s+"
    r"(?:against|beside|next to|alongside)\s+(?P<other>[^?!;.]{5,150})",
    re.I,
)
_WHICH = re.compile(
    rf"\bwhich\s+(?P<one>{_DOES}[^?.]{{3,120}}?),?\s+(?:and|but|while)\s+which\s+(?P<other>{_DOES}[^?.]{{3,150}})", re.I
)
_STUDIES = re.compile(
    rf"(?P<one>{_BEGINS}{_WORD}{{1,7}}?{_WORK})\s+{_THEN}\s+(?P<other>{_BEGINS}{_WORD}{{0,7}}?(?:{_WORK}|one)\b[^?.!,;:]*)",
    re.I,
)
_WHOSE = re.compile(r"\bwhose\b[^?.]{3,80},\s*(?P<one>the\s[^,?]{3,80}?)\s+or\s+(?P<other>the\s[^,?]{3,80})\?", re.I)
_ONE_ANOTHER = re.compile(
    r"\bone\s+(?P<one>.{5,150}?)[,;]?\s+(?:and\s+|while\s+|whereas\s+|but\s+)?(?:another|the other|a second|one)\s+"
    r"(?P<other>[^?.!;]{5,150})",
    re.I,
)
_IN_ONE = re.compile(
    rf"(?P<one>[^,;.?!]{{5,80}}?)\s+in one (?:{_WORK})?\W*(?:and\s+|but\s+|while\s+)?"
    r"(?P<other>[^,;:.?!]{5,80}?)\s+in (?:another|the other)\b",
    re.I,
)
_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would)"
_PLURAL = rf"(?:{_NOUN}s|studies|surveys|\w+(?:sets|ors|ers|ics|ings|ions))"
_IS_ONE = re.compile(rf"\b{_NOUN}\b", re.I)
"""Speaks of one work, or of what a work made."""
_MAYBE = (
    re.compile(
        rf"\b(?P<one>(?:the|an?)\s+{_WORD}{{1,8}}?\w[\w'’”\"-]*)\s+(?:is\s+|does\s+)?{_THEN}\s+"
        r"(?P<other>(?:what\s+|that of\s+)?(?:the|an?|another)\s+[^?.!;:,]{8,120})",
        re.I,
    ),
    re.compile(
        rf"\b{_AUXILIARY}\s+(?P<one>(?:the|an?)\s[^?;:]{{5,100}}?)\s+(?:compare|differ)\w*\s+(?:with|to|from)\s+"
        r"(?P<other>[^?;:]{5,120})",
        re.I,
    ),
    re.compile(
        rf"\b(?:what|how(?:\s+\w+){{0,2}})\s+{_AUXILIARY}\s+(?P<one>[^?]{{5,120}}?),?\s+and\s+(?:what|how(?:\s+\w+){{0,2}})\s+"
        rf"{_AUXILIARY}\s+(?P<other>[^?]{{5,120}})",
        re.I,
    ),
    re.compile(
        rf"\bwhich\s+(?!{_PLURAL}\b)(?P<one>\w+s\s(?!{_AUXILIARY}\b)[^?.]{{5,120}}?),?\s+(?:and|but|while)\s+which\s+"
        rf"(?!{_PLURAL}\b)(?P<other>\w+s\s(?!{_AUXILIARY}\b)[^?.]{{5,120}})",
        re.I,
    ),
)
"""Frames in which parts of one paper stand as often, so that the papers themselves must tell."""
_DESCRIBED = (_SET_AGAINST, _WHICH, _STUDIES, _WHOSE, _IN_ONE)

_HELD_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|against|opposed to|unlike|than|beside|next to|"
    r"alongside)\s+(?:what\s+|that of\s+)?(?P<other>(?:the|an?|another)\s+[^?;:,]{10,150})",
    re.I,
)

_TWICE = pattern(
    r"\b(?:published|appeared|presented|released|came out|described|written up) (?:twice|two times)\b",
    rf"\b(?:first|earlier|original|older|initial)\s+{_WORD}{{0,4}}?(?:{_WORK}|version|one)\b.{{3,80}}"
    r"\b(?:later|second|newer|sequel|follow-?up|successor|extension|next)\b",
    rf"\bthe (?:2|3|4)\s+{_WORD}{{0,4}}?(?:papers|studies|works|articles|surveys|reviews|overviews|publications)\b",
)
_OF_ONE_NAME = re.compile(
    rf"\b(?:two|2|both|first|original|earlier)\s+(?P<name>{_WORD}{{1,4}}?)"
    r"(?:papers?|stud(?:y|ies)|works?|articles?|versions?|publications?)\b",
    re.I,
)


def describes_two(question: str) -> bool:
    """Whether a question sets two papers side by side in a frame that only papers stand in, or one and its sequel.

    >>> describes_two("Set the study of skin against the one that prunes scans.")
    True
    """
    return any(frame.search(question) for frame in _DESCRIBED) or bool(_TWICE.search(question))


def side_texts(question: str) -> tuple[str, ...]:
    """What a question says of each of two papers, in its order; empty where it has no such frame.

    >>> side_texts("Which sorts by organ, and which walks through S4?")
    ('sorts by organ', 'walks through S4')
    """
    for frame in (*_DESCRIBED, _ONE_ANOTHER):
        if match := frame.search(question):
            return match["one"], match["other"]
    return ()


def maybe_side_texts(question: str) -> tuple[str, ...]:
    """The same where the frame may as well hold two parts of one paper.

    >>> maybe_side_texts("What separates the bee counting network from the tool for wasp nests?")
    ('the bee counting network', 'the tool for wasp nests')
    """
    found = (match for frame in _MAYBE if (match := frame.search(question)))
    return next((sides for match in found if all(map(_IS_ONE.search, sides := (match["one"], match["other"])))), ())


def held_against(question: str) -> str | None:
    """What a question says of the work that it holds another one against; None where it holds against none.

    >>> held_against("How fast is BeeNet versus the older tool for wasps: seconds?")
    'the older tool for wasps'
    """
    match = _HELD_AGAINST.search(question)
    return match["other"].strip() if match else None


def is_one_work(text: str) -> bool:
    """Whether a description has a noun of one work ("the older tool"), not of several, nor of something else.

    >>> is_one_work("the older tool for wasps"), is_one_work("the older tools")
    (True, False)
    """
    return bool(_IS_ONE.search(text))


def shared_name(question: str) -> str | None:
    """The words by which a question calls two papers at once; None where it does not.

    >>> shared_name("How do the two Bee Dance papers differ?")
    'Bee Dance'
    """
    match = _OF_ONE_NAME.search(question)
    return match["name"].strip() if match else None


def of_one_name(question: str) -> bool:
    """Whether a question asks of two papers that go by one name: of a work and its sequel, or one published twice."""
    return bool(_TWICE.search(question) or _OF_ONE_NAME.search(question))
