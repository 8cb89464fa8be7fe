"""Things that a text lists: "liver, spleen and kidney", "(i) …; (ii) …", "First, … Second, …"."""

import re
from collections.abc import Sequence

_MEMBER = r"(?:[^\s,;:()]+\s+){0,6}?[^\s,;:()]+(?:\s\([^()]*\))?"
_JOINED = re.compile(
    rf"(?:{_MEMBER}[,;]\s+)*{_MEMBER}(?:[,;]\s+(?:and|or|as well as)|\s+(?:and|or))\s+{_MEMBER}"
    rf"|(?:{_MEMBER},\s+){{3,}}{_MEMBER}"
)
"""Members with commas, the last behind "and"."""
_BETWEEN = re.compile(r"[,;]\s+(?:(?:and|or|as well as)\s+)?|\s+(?:and|or)\s+")
_CLAUSE = re.compile(
    r",?\s+(?:and\s+)?(?:surpass|show|demonstrat|outperform|allow|enabl|achiev|exceed|lead|rang|compar)ing\b"
)
"""Where a clause is hung on, which is no member."""
_NUMBERED = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=~))\(?(?:[ivx]{1,4}|\d|[a-h])\)")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL = re.compile(rf"({'|'.join(_ORDINALS)})(?:ly)?,", re.I)
"""How a sentence begins that is one of those that go through things."""
_LAST = re.compile(r"(?:finally|lastly|last),", re.I)
_OPENS = re.compile(r"(?:^|:\s+)first(?:ly)?,(?!.*\bsecond(?:ly)?\b)", re.I)
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|six|several|following|many)\s+(?:[\w-]+\s+){0,3}?[a-z]{2,}s\b|[a-z]{3,}s:?$|:$", re.I
)
_ITEM = re.compile(r"\(?(?:\d|[ivx]{1,4}|[a-h])\)\s", re.I)
"""How a sentence begins that is one of those numbered."""
_FIGURE = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*")
"""A member that is no thing: "9.5%"."""


def longest(text: str) -> int:
    """How many things the longest list of a text has; 0 for none.

    >>> longest("We segment the liver, the spleen and both kidneys."), longest("gains of 13%, 9.5%, and 36%")
    (3, 0)
    """
    parts = _CLAUSE.split(text)
    lists = [_BETWEEN.split(match[0]) for part in parts for match in _JOINED.finditer(part)]
    counts = [len(members) for members in lists if not sum(bool(_FIGURE.fullmatch(member)) for member in members) > 1]
    return max((*counts, numbered(text)), default=0)


def about(text: str) -> str:
    """What a text has up to the first member of its longest list, and from the last one to the word behind it: there it
    may say of what kind they are. All of a text without a list.

    >>> about("On three organs, the liver, the spleen and a kidney, it works.")
    'On three organs a kidney'
    """
    found = max(_JOINED.finditer(text), key=lambda match: len(_BETWEEN.split(match[0])), default=None)
    if found is None:
        return text
    first, *_, last = _BETWEEN.split(found[0])
    behind = re.match(r"\s+[\w-]+", text[found.end() :])
    return f"{text[: found.start()]}{first} {last}{behind[0] if behind else ''}"


def numbered(text: str) -> int:
    """How many things a text goes through by "(i)", "(ii)" or "1)", "2)" and so on."""
    return len(_NUMBERED.findall(text))


def ordinals(text: str) -> int:
    """How many things a text goes through by "First", "Second" and so on."""
    said = [bool(re.search(rf"\b{word}(?:ly)?\b", text, re.I)) for word in _ORDINALS]
    return sum(said[: said.index(False)] if False in said else said)


def announces(sentence: str) -> bool:
    """Whether a sentence only announces what follows ("it has three parts:").

    >>> announces("A hive has two parts:"), announces("A hive: it hums.")
    (True, False)
    """
    return sentence.rstrip().endswith(":")


def _items(sentences: Sequence[str]) -> int:
    """How many sentences from the first on are numbered."""
    return next((place for place, each in enumerate(sentences) if not _ITEM.match(each)), len(sentences))


def goes_on(sentences: Sequence[str], place: int) -> list[int]:
    """The places of the sentences that go through what the one at a place announces ("two things matter.") or begins to
    go through ("First, …"), or of the numbered ones that follow its colon; none where it does neither.

    >>> goes_on(["Two things matter.", "First, bees dance.", "They buzz.", "Second, they sting."], 0)
    [1, 3]
    """
    if announces(sentences[place]) and (items := _items(sentences[place + 1 :])):
        return list(range(place + 1, place + 1 + items))
    begins = [_ORDINAL.match(sentence) for sentence in sentences]
    if _OPENS.search(sentences[place]):
        found, number = [], 1
    elif place + 1 < len(sentences) and _OPENS.match(sentences[place + 1]) and _ANNOUNCES.search(sentences[place]):
        found, number, place = [place + 1], 1, place + 1
    else:
        return []
    for later in range(place + 1, len(sentences)):
        word = begins[later]
        if word and number < len(_ORDINALS) and word[1].lower() == _ORDINALS[number]:
            found.append(later)
            number += 1
        elif _LAST.match(sentences[later]):
            return [*found, later]
    return found if number > 1 else []
