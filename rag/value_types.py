"""What type of value a question asks for, and whether a sentence holds one: a share is a percentage, a resolution is so
many pixels by so many, hardware a number of cards, findings are diseases.

Words alike find the sentences about a thing; which of them tells what is asked about it, its type of value does.
"""

import re
from collections.abc import Callable

from rag.asked import asked_kind
from rag.attributes import count_named
from rag.wordings import any_word

_WHICH = r"(?:what|which|how)\b.{0,60}?\b"


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


_VALUES = tuple(
    (_pattern(asked), _pattern(held))
    for asked, held in (
        (
            (
                r"\bwhat (?:share|percent\w*|proportion|fraction|part)\b|\bpercentage\b|"
                r"\bhow (?:often|much of)\b|\brates?\b"
            ),
            r"\d\s*\\?%|\b(?:half|(?:third|quarter)s?|out) of\b|\b\d+ of \d+\b",
        ),
        (
            (
                r"\bresolutions?\b|\bwhat size\b|\b(?:in|how many) (?:pixels|voxels)\b|\bhow (?:big|large|small)\b|"
                r"\bdimensions?\b"
            ),
            r"\d\s?[x×]\s?\d|\d\s?(?:[mc]m|[MKBG]\b|million|billion|[GM]B)|\bpixels\b",
        ),
        (
            (
                rf"\b{_WHICH}(?:machines?|computers?|memory)\b|"
                r"\b(?:hardware|[GCT]PUs?|(?:graphics|video) cards?|laptops?|computing power)\b"
            ),
            r"\b[GCT]PUs?\b|\bgraphics\b|\bhardware\b|\b[AVH]100\b|\bedge devices?\b|\bmemory\b|\blaptops?\b",
        ),
        (
            (
                r"\bhow (?:long|fast|quick\w*|soon)\b|\bhow much (?:time|faster|slower|quicker)\b|"
                r"\bhow many (?:seconds|minutes|hours|days|weeks)\b"
            ),
            (
                r"\d\s*(?:ms|s|sec\w*|min\w*|hours?|h|days?|fps|frames|x|times|×|%)\b|\bfold\b|\bfaster\b|\bspeed|"
                r"\b(?:weeks|months|years)\b|\breal[- ]time\b"
            ),
        ),
        (
            r"\b(?:which|what) years?\b|\bwhen (?:was|were|did)\b|\bhow (?:old|recent)\b",
            r"\b(?:19|20)\d\d\b|\b(?:months|years)\b",
        ),
        (r"\bhow (?:expensive|cheap)\b|\b(?:costs?|pric(?:e|ey))\b", r"\bcost|\bcheap|\bexpensive\b|\bUSD\b|\$\s?\d"),
        (
            r"\b(?:which|what) (?:\w+ )?(?:groups|groupings|subgroups|demograph\w+)\b",
            r"\b(?:sex|gender|race|ethnic\w*|age|skin (?:tone|type)s?)\b",
        ),
        (
            (
                r"\b(?:compared|measured|pitted|held up|set|checked|judged|put|up) (?:against|with|to|beside)\W*$|"
                r"\b(?:rivals?|competitors?|contenders?|opponents?)\b"
            ),
            r"\b(?:compar\w+ (?:\w+ )?(?:against|with|to)|baselines?|versus|vs|outperform\w*|surpass\w*)\b",
        ),
        (
            r"\b(?:next|in (?:the )?future|outlook|upcoming|plan(?:s|ned|ning)? (?:to|for|on)|intend\w*)\b",
            r"\b(?:in (?:the )?future|will|next|plan to|upcoming)\b",
        ),
        (
            r"\bwhere\b.*\bfrom\b|\bfrom (?:where|which|what)\b|\bsources?\b",
            r"(?<!inspiration )(?<!ranging )(?<!apart )(?<!aside )\bfrom\b|\b(?:re)?sources?\b",
        ),
        (r"\b(?:which|what) (?:\w+ )?(?:compet\w+|contest|challenge)\b", r"\b(?:challenge|competition)\b"),
    )
)
"""How a type of value is asked for, and how a sentence has it."""
_MEMBERS = tuple(
    (re.compile(any_word(nouns) + r"\Z", re.I), section)
    for nouns, section in (
        (
            """
            findings? abnormalit(?:y|ies) conditions? diseases? illness(?:es)? patholog(?:y|ies) cancers? disorders?
            problems? lesions?
            """,
            "diseases",
        ),
        ("modalit(?:y|ies) scanners? scans? imaging images? techniques? tests?", "modalities"),
    )
)
"""Nouns for what the field has many of, and the section of its terms that names them."""
_ENOUGH = 3
"""Members that a sentence has which lists them."""
_NUMBERS = ("two", "three", "four", "five", "six")
_SO_MANY = re.compile(rf"\b(?:which|what|name|the)\s+(?:are the |the )?({'|'.join(_NUMBERS)})\b(?!-)", re.I)
_ITEM = r"[\w()/%-]+(?: [\w()/%-]+){0,4}"
_LISTING = re.compile(rf"(?:{_ITEM}, )*{_ITEM},? (?:and|or|as well as) [\w-]+")
_BETWEEN = re.compile(r", (?:and |or )?| and | or | as well as ")
_NUMBERED = re.compile(r"\(?\b(?:\d|i{1,3}|iv|vi?)\)")


def value_sign(question: str) -> Callable[[str], float]:
    """How far a sentence holds a value of the type that a question asks for: 0 to 1; always 0 where it asks for none.

    >>> value_sign("To what resolution are films shrunk?")("It scales them to 128x128 pixels.")
    1.0
    """
    held = [pattern for asked, pattern in _VALUES if asked.search(question)]
    kind = asked_kind(question) or ""
    section = next((section for nouns, section in _MEMBERS if nouns.match(kind)), None)

    def sign(sentence: str) -> float:
        members = min(count_named(section, sentence), _ENOUGH) / _ENOUGH if section else 0.0
        return max(members, float(any(pattern.search(sentence) for pattern in held)))

    return sign


def so_many(question: str) -> int:
    """How many things a question asks the names of, where it says: 0 otherwise.

    >>> so_many("Which three findings does it cover?")
    3
    """
    match = _SO_MANY.search(question)
    return _NUMBERS.index(match[1].lower()) + 2 if match else 0


def lists_so_many(number: int, sentence: str) -> bool:
    """Whether a sentence lists that many things: "cardiomegaly, effusion, and consolidation", "(1) … (2) …"."""
    lengths = [len(_BETWEEN.split(match[0])) for match in _LISTING.finditer(sentence)]
    return number in lengths or len(_NUMBERED.findall(sentence)) == number
