"""The frames in which a question sets papers side by side that it describes rather than names: what it says of each.

"Set the study of skin against the one that prunes scans", "one group …, another …", "which sorts …, and which walks …?"
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.wordings import any_word, pattern

_WORK = any_word("paper study work article survey review overview publication")
_PUBLICATION = re.compile(rf"\b{_WORK}\b", re.I)
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

CONTRASTS = r"^\W*contrast\b|\bcontrast(?:s|ed|ing)?\b(?=\s+(?:to|with|it|them|the|these|those|how|what|between)\b)"
"""Contrasts one with another: no contrast agent, and nothing contrastive."""

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
_ALL_BUT_THESE = r"(?!\s+of\s+(?:the|its|their|them|these|those)\b)"
_SAID_OF = r"(?:on|of|about|with|that|which|for|from|by|in|where)"
_STUDY_AND_ONE = re.compile(
    rf"(?P<one>{_BEGINS}{_WORD}{{0,7}}?{_WORK}\s+{_SAID_OF}\s+{_WORD}{{1,9}}?)(?:,\s*)?(?:and|or|versus|vs\.?|against|than)\s+"
    rf"(?P<other>(?:{_BEGINS}{_WORD}{{0,5}}?(?:{_WORK}|one)|one){_ALL_BUT_THESE}\s+{_SAID_OF}\b[^?.!,;:]*)",
    re.I,
)
"""The same where it is said of the first one, too, what it is on."""
_ONES = re.compile(
    rf"\bthe one\s+(?P<one>{_SAID_OF}\s+{_WORD}{{1,8}}?)(?:,\s*)?(?:and|or|versus|vs\.?|against)\s+the (?:one|other)\s+"
    rf"(?P<other>{_SAID_OF}\b[^?.!,;:]*)",
    re.I,
)
"""Two works of which was told before that there are two."""
_WHOSE = re.compile(r"\bwhose\b[^?.]{3,80},\s*(?P<one>the\s[^,?]{3,80}?)\s+or\s+(?P<other>the\s[^,?]{3,80})\?", re.I)
_ONE_ANOTHER = re.compile(
    r"\bone\s+(?P<one>.{5,150}?)[,;]?\s+(?:and\s+|while\s+|whereas\s+|but\s+)?(?:another|the other|a second|one)\s+"
    r"(?P<other>[^?.!;]{5,150})",
    re.I,
)
_IN_ONE = re.compile(
    rf"(?P<one>[^,;.?!]{{5,80}}?)\s+in one(?:\s+{_WORK})?(?:\s*[,;]\s*|\s+)(?:(?:and|but|while)\s+|(?<=[,;] ))"
    r"(?P<other>[^,;:.?!]{5,80}?)\s+in (?:another|the other)\b",
    re.I,
)
_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would)"
_PLURAL = rf"(?:{_NOUN}s|studies|surveys|\w+(?:sets|ors|ers|ics|ings|ions))"
_IS_ONE = re.compile(rf"\b{_NOUN}\b", re.I)
"""Speaks of one work, or of what a work made."""
_MAYBE = (
    re.compile(
        rf"\b(?P<one>(?:the|an?)\s+{_WORD}{{1,8}}?\w[\w'’”\"-]*)\s+(?:is\s+|does\s+)?(?P<then>{_THEN})\s+"
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
_POINTS = re.compile(r"(?:it|they|he|she|its|their|this|that)\b(?! of\b)", re.I)
"""Points at what was said before, which is the same work."""
_DIFFERS = re.compile(
    rf"{CONTRASTS}|\b(?:differ\w*|compar\w+|separat\w+|distinguish\w*|tells?|apart|agree\w*|disagree\w*|contradict\w*|share[sd]?"
    r"|common|overlap\w*|conflict\w*)\b",
    re.I,
)
_THERE_ARE = re.compile(
    r"\bthere(?:['’]s| is| are)\s+(?P<one>[^?.;:]{5,120}?),?\s+and\s+(?P<other>(?:the|an?|another|one)\s[^?.;:]{5,120})"
    r"[.;:]\s+[^?]*\b(?:they|them|each|both|either|the two)\b",
    re.I,
)
"""Says that there are two things, and asks the same of both."""
_DESCRIBED = (_SET_AGAINST, _WHICH, _STUDIES, _STUDY_AND_ONE, _WHOSE, _IN_ONE)

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


_HIDDEN = "§"
"""Stands for each letter of a name."""
_SIDE_BY_SIDE = re.compile(
    rf"{CONTRASTS}|\b(?:compar\w+|differ\w*|versus|vs|than|unlike|both|each|either|beats?|outperform\w*|better|worse|"
    r"while|whereas|same|share[sd]?|common|alike|"
    r"similar\w*|relative to|opposed to|rather|alternative\w*|respectively|one|between|instead|over|against|"
    r"also|too|as well|(?:what|how) about|of the (?:two|three|four))\b",
    re.I,
)
"""Sets two papers side by side, which each may answer."""
_BREAK = re.compile(r"[,;:?!&/]|\.\s|\s[-–—]|\b(?:and|or|but|nor|plus|while|whereas)\b", re.I)
"""Joins two names as equals or parts their clauses; what relates one to the other stands in one clause."""
_BESIDE_NAME = re.compile(r"(?:'s)?\s*with\s*(?:the\s+)?", re.I)
_OPENING = re.compile(
    r"^\W*(?:in|for|from|by|per|given|according to|on)\b(?!\s+(?:how|what|which|whose)\b)[^,;:?!]*$", re.I
)
"""Up to a name in words that open a question; what is asked comes behind them."""
_LEFT_OUT = re.compile(rf"\s*{_AUXILIARY}(?:\s*n['’o]t)?\s*(?:$|[?.,;])", re.I)
"""Behind a name of which the same is said in other words ("what has A that B does not?")."""


def stand_apart(question: str, names: Sequence[tuple[int, int]]) -> bool:
    """Whether a question asks the same of two things that it names (where they stand in it, in its order), rather than
    relates one to the other.

    >>> question = "Which hives has BeeNet seen, and which WaspNet?"
    >>> stand_apart(question, [(16, 22), (39, 46)])
    True
    """
    if _SIDE_BY_SIDE.search(question):
        return True
    for (start, end), (other, behind) in pairwise(names):
        between = question[end:other]
        opens = _OPENING.match(question[:start]) and re.fullmatch(r"[^,]*,[^,;:?!&/]*", between)
        if _BESIDE_NAME.fullmatch(between) or _LEFT_OUT.match(question, behind):
            return True
        if _BREAK.search(between) and not opens:
            return True
    return False


_DEFINITE = r"\b(?:the|an?|another)\s+"
_MORE = r"(?:\s+[\w/'’“”\"‘+.-]*\w)"
_WORK_DESCRIBED = re.compile(
    rf"{_DEFINITE}(?:(?!(?:the|an?)\b){_WORD}){{0,7}}?(?:{_NOUN}|net|set|program|software|pipeline|platform|project|corpus|database|scheme)\b(?:\s+{_NOUN}\b)?"
    rf"(?:\s+(?:about|by|for|from|in|of|on|that|to|using|which|whose|with){_MORE}{{1,8}})?",
    re.I,
)
"""One work, by a noun of works and what is said of it."""
_LINK = r"(?:,\s*(?:and|or|nor)|,|\b(?:and|or|nor|plus|as well as|versus|vs\.?|against)\b|&|/)\s*"
_NO_VERB = rf"(?:(?!{_AUXILIARY}\b|(?:how|what|which|who|why|when|where)\b)[\w/'’“”\"‘+.-]+)"
_BEFORE_NAME = re.compile(
    rf"(?:{_DEFINITE}|(?:^|(?<=[.?!:;])\s)\W*)(?P<said>{_NO_VERB}(?:\s+{_NO_VERB}){{1,8}}?)\s*(?={_LINK}{_HIDDEN})",
    re.I,
)
_BEHIND_NAME = re.compile(
    rf"(?<={_HIDDEN})\s*{_LINK}(?:(?:by|for|from|in|of|on|with)\s+)?{_DEFINITE}(?P<said>{_NO_VERB}(?:\s+{_NO_VERB}){{1,8}})",
    re.I,
)
"""What is joined to a name as its equal."""


def phrase_around(question: str, start: int, end: int) -> str:
    """What stands around a name up to the next break: "the large-scale VoCo paper".

    >>> phrase_around("What has BeeNet, the older WaspNet paper and others?", 28, 35)
    'the older WaspNet paper'
    """
    before = list(_BREAK.finditer(question, 0, start))
    behind = _BREAK.search(question, end)
    return question[before[-1].end() if before else 0 : behind.start() if behind else len(question)].strip()


def described_works(question: str, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a question describes works rather than names them: by a noun of works, or joined to one of the `names`
    (where they stand in it).

    >>> question = "Do BeeNet and the counter of wasps agree?"
    >>> [question[start:end] for start, end in described_works(question, [(3, 9)])]
    ['counter of wasps agree']
    """
    for start, end in names:
        question = f"{question[:start]}{_HIDDEN * (end - start)}{question[end:]}"
    found: list[tuple[int, int]] = [match.span() for match in _WORK_DESCRIBED.finditer(question)]
    for frame in (_BEFORE_NAME, _BEHIND_NAME):
        for match in frame.finditer(question):
            start, end = match.span("said")
            if not any(start < behind and other < end for other, behind in found):
                found.append((start, end))
    return sorted(found)


_APPOSED = re.compile(r"\s*(?:,|\(|\s[–—-])\s*(?:(?:the|an?)\s+)?")
_CLOSES = re.compile(r"\s*(?:[,)?;:]|\.\s|\.?$|\s[–—-])(?!\s*(?:and|or|nor)\b)")


def appose(question: str, name: tuple[int, int], work: tuple[int, int]) -> bool:
    """Whether a description stands beside a name only to tell what that is (where both stand in the question).

    >>> question = "How fast is BeeNet, the counter of hives, on films?"
    >>> appose(question, (12, 18), (20, 40)), appose(question.replace(",", " or", 1), (12, 18), (22, 42))
    (True, False)
    """
    (_, end), (other, behind) = sorted((name, work))
    return bool(_APPOSED.fullmatch(question[end:other]) and _CLOSES.match(question, behind))


def describes_two(question: str) -> bool:
    """Whether a question sets two papers side by side in a frame that only papers stand in, or one and its sequel.

    >>> describes_two("Set the study of skin against the one that prunes scans.")
    True
    """
    return _framed_apart(question) is not None or bool(_TWICE.search(question))


def side_texts(question: str) -> tuple[str, ...]:
    """What a question says of each of two papers, in its order; empty where it has no such frame.

    >>> side_texts("Which sorts by organ, and which walks through S4?")
    ('sorts by organ', 'walks through S4')
    """
    match = _framed(question)
    return (match["one"].strip(), match["other"].strip()) if match else ()


def shared_head(question: str) -> str:
    """What a question says of both papers before it tells them apart.

    >>> shared_head("Two papers count bees, one with cameras and one with scales. How?")
    'Two papers count bees,'
    """
    match = _framed(question)
    return question[: match.start()].strip() if match else ""


def _framed(question: str) -> re.Match[str] | None:
    framed = _framed_apart(question) or _ONE_ANOTHER.search(question)
    ones = _ONES.search(question)
    # What is said of each behind a frame tells them apart better than that.
    return ones if framed and ones and ones.start() > framed.start() else framed


def _framed_apart(question: str) -> re.Match[str] | None:
    """Two works in a frame that only papers stand in; what is set beside something else must be a work."""
    found = (match for frame in _DESCRIBED if (match := frame.search(question)))
    return next((m for m in found if m.re is not _SET_AGAINST or _IS_ONE.search(f"{m['one']} {m['other']}")), None)


_TWO_ON = re.compile(
    r"\b(?:two|2|both)\s+(?P<work>papers|studies|works|articles|surveys|reviews|overviews)\s+(?P<on>on|of|about)\s+"
    r"(?P<one>[^,;:?.!]{3,60}?)\s+and\s+(?:(?:on|of|about)\s+)?(?P<other>[^,;:?.!]{3,60})",
    re.I,
)
"""One work on each of two topics, or two on both."""


def maybe_side_texts(question: str) -> tuple[str, ...]:
    """The same where the frame may as well hold two parts of one paper.

    >>> maybe_side_texts("What separates the bee counting network from the tool for wasp nests?")
    ('the bee counting network', 'the tool for wasp nests')
    """
    if match := _TWO_ON.search(question):
        return f"{match['work']} {match['on']} {match['one']}", f"{match['work']} {match['on']} {match['other']}"
    if match := _THERE_ARE.search(question):
        return match["one"], match["other"]
    found = (match for frame in _MAYBE if (match := frame.search(question)) and not _only_made(match, question))
    pairs = ((match["one"], match["other"]) for match in found)
    return next((sides for sides in pairs if all(map(_IS_ONE.search, sides)) and not _POINTS.match(sides[1])), ())


def _only_made(match: re.Match[str], question: str) -> bool:
    """Whether "from" or "with" in a frame tells what a work is made from, rather than what it differs from."""
    then = match.groupdict().get("then")
    return then in ("from", "with") and not _DIFFERS.search(question)


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


def is_publication(text: str) -> bool:
    """Whether a description has a noun of one publication ("the older study"), rather than of what one made.

    >>> is_publication("the older study"), is_publication("the older tool")
    (True, False)
    """
    return bool(_PUBLICATION.search(text))


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
