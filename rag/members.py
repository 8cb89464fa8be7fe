"""Several things that a question asks the names of ("which three datasets?"), and whether a text lists them.

A text that counts them ("on three datasets") and lists nothing there does not name them, whatever else it lists.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from rag.asked import asked_section, new_names
from rag.attributes import count_named, names_any
from rag.enumerations import about, longest, numbered, ordinals
from rag.how_many import alike, said_as
from rag.quantities import find_quantities
from rag.words import STOPWORDS, stem, words

_NUMBER = r"(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_KIND = (
    r"\s+((?:(?!(?:and|or|of|in|on|for|do|does|did|is|are|was|were|the|which|that|to)\b)[\w/-]+\s+){0,3}?)"
    r"(?!(?:does|has|is|was)\b)([a-z]{2,}[^aius\W]s)\b(?!\s+of\s+(?:the|these|those)\b)"
)
_ASKED = re.compile(
    r"(?:\b(?:which|what|name|list|give(?: me)?|tell me)\s+(?:are\s+|were\s+)?"
    r"(?:the\s+|those\s+|its\s+|all\s+|other\s+|[\w-]+['’]s?\s+)*"
    rf"|\b(?:names?|list)\s+of\s+(?:the\s+|all\s+|its\s+|those\s+|other\s+)*){_NUMBER}{_KIND}"
    rf"|\b{_NUMBER}{_KIND}.{{0,80}}[.;,:?-]\s*(?:which|what)\s+(?:(?:ones?|exactly)\b|are\s+(?:they|those)\b|\W*$)",
    re.I,
)
_BESIDES = re.compile(r"\b(?:besides|apart from|other than|in addition to|next to|aside from)\s+([^,;:?]+)", re.I)
_FOR = re.compile(r"\bwhat\b.*\b(?:for|do|like|about|responsible)\W*$", re.I)
"""Not what they are: "what are the two experts responsible for?"."""
_PHRASE = 6
"""Words behind a number within which the noun stands that it counts."""
_RIGHT_BEHIND = re.compile(
    r"(?:[^.;]|\b(?:i\.e|e\.g)\.){0,80}?[\w)-]+,?\s+(?:and|or|&)\s+[\w(-]+|\s*\([^(),]+,\s*[^(),]+\)", re.I
)
"""Two things that stand behind what is counted."""
_GOES_ON = re.compile(r"\s*(?:they|these|those|namely|specifically|that is|i\.e\.|which)\b", re.I)
"""How a sentence begins that goes on with what the one before announces."""
_LIST_GOES_ON = re.compile(r",?\s+(?:and|as well as)\b|,\s")
_IN_LIST = re.compile(r",\s+(?:and\s+)?(?!(?:such|like|namely|including|i\.e|e\.g)\b)[^,;:.]{3,60}$")
"""Behind and before something in a list."""
_TWO = 2
_FEWEST_BY_NUMBER = 3
"""Fewest that are looked for where no sentence counts them: two of anything stand everywhere."""


@dataclass(frozen=True, slots=True)
class Members:
    """How many things of which kind are asked for by name."""

    number: int
    kind: str
    phrase: str
    """With the words before the kind: "downstream datasets"."""
    known: int = 0
    """How many more the question has itself: "besides ACDC"."""

    @property
    def numbers(self) -> tuple[float, ...]:
        """By which a text may count them."""
        return (self.number, self.number + self.known)


def asks_members(question: str) -> Members | None:
    """What a question asks to have listed, with the number that it gives; None where it does not.

    >>> asks_members("Which eight organs are they?")
    Members(number=8, kind='organs', phrase='organs', known=0)
    """
    match = _ASKED.search(question)
    if not match or _FOR.search(question):
        return None
    number, before, kind = (part for part in match.groups() if part is not None)
    value = next((int(quantity.value) for quantity in find_quantities(number)), 0)
    besides = _BESIDES.search(question)
    known = len(new_names("", f"- {besides[1]}")) if besides else 0
    return Members(value, kind.lower(), f"{before}{kind}".lower(), known) if value >= _TWO else None


def lists_them(members: Members, question: str, sentences: Sequence[str]) -> bool:
    """Whether sentences may list what is asked for: where they are counted or spoken of; where nothing counts them,
    anywhere.
    """
    section = asked_section(f"which {members.kind}")
    if section and count_named(section[1], " ".join(sentences)) >= members.number:
        return True
    if section and not names_any(section[1], " ".join(sentences)):
        return False
    counting = [place for place, text in enumerate(sentences) if _counted(members.kind, members.numbers, text)]
    if not counting:
        free = [text for text in sentences if not _counts_others(members, text)]
        return members.number < _FEWEST_BY_NUMBER or any(longest(text) >= members.number for text in free)
    return any(_listed_at(members, sentences, place) for place in counting) or _spoken_of(members, question, sentences)


def _counts_others(members: Members, text: str) -> bool:
    """Whether a sentence counts as many of something else, which its list then has: "three stages: …"."""
    return any(quantity.value == members.number and not quantity.percent for quantity in find_quantities(text))


def _listed_at(members: Members, sentences: Sequence[str], place: int) -> bool:
    """Whether the sentence at a place, which counts them, lists them, or those behind it go through them."""
    text, behind = sentences[place], " ".join(sentences[place:])
    if members.number == _TWO and _two_behind(members, text):
        return True
    if members.number > _TWO and longest(_without_counted(members, text)) >= members.number:
        return True
    after = " ".join(sentences[place : place + 2])
    if numbered(after) and numbered(behind) >= members.number:
        return True
    if ordinals(after) and ordinals(behind) >= members.number:
        return True
    return bool(_GOES_ON.match(after[len(text) :])) and longest(after[len(text) :]) >= members.number


def _without_counted(members: Members, text: str) -> str:
    """A sentence from where it counts them on, where they are counted in the midst of a list of other things: "raw data
    of 25,000 slices, images, masks of four tissues, and boxes".
    """
    end = _counted(members.kind, members.numbers, text)
    if end is None or not _LIST_GOES_ON.match(text, end) or not _IN_LIST.search(text[:end]):
        return text
    return text[end:]


def _spoken_of(members: Members, question: str, sentences: Sequence[str]) -> bool:
    """Whether a sentence that speaks of such things and does not count them lists as many."""
    heads = said_as(members.kind)
    for sentence in sentences:
        if heads.isdisjoint(stem(piece) for word in words(about(sentence)) for piece in (word, *word.split("-"))):
            continue
        listed = longest(sentence) >= members.number
        if members.number == _TWO:
            listed = listed and len({match[0] for match in new_names(question, sentence)}) >= _TWO
        if listed and not _counted(members.kind, None, sentence):
            return True
    return False


def _counted(kind: str, numbers: Container[float] | None, sentence: str) -> int | None:
    """Where the noun ends by which a sentence counts such things with one of these numbers; None where none is."""
    heads = said_as(kind)
    for quantity in find_quantities(sentence):
        if (numbers is not None and quantity.value not in numbers) or quantity.percent:
            continue
        behind = re.split(r"[.,;:()]", sentence[quantity.end :])[0]
        nouns = [word for word in words(behind)[:_PHRASE] if word not in STOPWORDS]
        if heads & {stem(piece) for word in nouns for piece in (word, *word.split("-"))} or alike([kind], nouns):
            noun = next((word for word in nouns if stem(word) in heads), nouns[-1])
            return quantity.end + sentence[quantity.end :].lower().index(noun) + len(noun)
    return None


def _two_behind(members: Members, text: str) -> bool:
    """Whether two things stand behind where a text counts them."""
    end = _counted(members.kind, members.numbers, text)
    return end is not None and bool(_RIGHT_BEHIND.match(text, end))
