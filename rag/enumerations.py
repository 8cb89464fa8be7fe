"""Things that a text lists: "liver, spleen and kidney", "(i) …; (ii) …", "First, … Second, …"."""

import re

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
