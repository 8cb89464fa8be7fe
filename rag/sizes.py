"""A limit that a list question sets to a number ("fewer than 200 patients") or to a measure ("a Dice above 0.9"), as a
condition on papers.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from rag.attributes import MEDICAL, section_of
from rag.condition import Condition, by_sentence
from rag.quantities import Quantity, find_quantities
from rag.words import stem, words

_NUMBER = (
    r"(?:\d[\d.,]*(?<![.,])(?!\d)|\b(?:(?:an?|one)(?=\s+(?:hundred|thousand|million|billion)\b)|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty)\b)"
    r"(?:\s?[kM]\b|\s+(?:hundred|thousand|million|billion)\b)?"
)
_HOW = (
    r"\b(?P<how>more than|fewer than|less than|over|at least|at most|under|(?:larg|bigg|great|high)er than"
    r"|(?:small|low)er than|above|below)"
)
_PERCENT = r"(?P<percent>\s*(?:%|per ?cent))?"
_LIMIT = re.compile(
    rf"{_HOW}\s+(?P<number>{_NUMBER})(?!\s*(?:papers|studies|years old)){_PERCENT}"
    r"(?:\s+(?:[A-Za-z][\w-]*\s+(?:or|and|and/or)\s+(?=[A-Za-z][\w-]*(?:al|ic)\s))?(?P<things>(?:(?!(?:of|for|in|from|and|or|to|on|with|that|which|by|as|at)\b)[A-Za-z][\w-]*\s*){1,3}))?",
    re.I,
)
_OR_THINGS = re.compile(
    r"(?P<more>(?:\s*,\s*(?:[A-Za-z][\w-]*\s+){0,2}?[A-Za-z][\w-]*s)*)\s*,?\s*\b(?:or|and/or)\s+(?P<things>(?:[A-Za-z][\w-]*\s+){0,2}?[A-Za-z][\w-]*s\b)",
    re.I,
)
_BRACKETED = re.compile(r"\s*\([^()]*\)")
_REACHES = r"(?:\b(?:ha[sv]|reach|achiev|report|obtain|attain|get|yield)\w*\s+)?"
_MEASURE = (
    r"(?:\b(?:an?|the|mean|average|overall)\s+)*\b(?P<measure>[A-Za-z][\w-]*)(?:\s+(?:scores?|coefficients?|values?))?"
)
_VALUE = re.compile(
    rf"{_REACHES}{_MEASURE}\s+(?:(?:of|is|are|was|were)\s+)?{_HOW}\s+(?P<number>{_NUMBER}){_PERCENT}", re.I
)
_VALUE_BEFORE = re.compile(rf"{_REACHES}{_HOW}\s+(?P<number>{_NUMBER}){_PERCENT}\s+(?:in\s+)?{_MEASURE}(?![\w-])", re.I)
_MEASURES = "measures"
"""A section of the field's terms."""
_PLAIN_MEASURES = frozenset(("accuracy", "precision", "recall", "sensitivity", "specificity"))
"""Measures that everyday words name."""
_SPREAD = re.compile(r"(?<=[\d%])\s?(?:\\?pm|±)\s?\d+(?:\.\d+)?")
"""How far a value scatters, "0.86 ± 0.11"."""
_VALUE_NEAR, _VALUE_AHEAD = 50, 14
"""Characters behind a measure within which its value begins, and before it within which it ends."""
_NO_VALUE = re.compile(r"(?:\bby(?: (?:about|over|up to))?|[+±])\s*$|[.;](?=\s)")
"""Before a number that is a difference, or of another sentence."""
_CHANGES = re.compile(
    r"\b(?:improv|enhanc|increas|gain|boost|rais|reduc|drop|decreas|los[et])\w*\b(?!.*(?<!\bup )\bto\s*$)", re.I
)
"""Before a measure or its number, which is then a difference."""
_JOINED = re.compile(r"[,;()]|\band\b")
_INTERVAL = re.compile(r"\W*(?:CI\b|confidence)", re.I)
_BELOW = frozenset(("fewer than", "less than", "at most", "under", "smaller than", "lower than", "below"))
_LEAST = {"more": "least", "fewer": "most", "less": "most"}
_INCLUDED = frozenset(("at least", "at most"))
_OR_MORE = re.compile(
    rf"(?P<number>{_NUMBER})(?P<things>(?:\s+[A-Za-z][\w-]*){{0,2}}?)\s+or\s+(?P<more>more|fewer|less)\b(?!\s+than)",
    re.I,
)
_ANY_THING = frozenset(map(stem, "items samples examples instances".split()))
"""Words for whatever a dataset is of."""
_SAME = tuple(
    frozenset(map(stem, line.split()))
    for line in (
        "patients subjects participants individuals people",
        "images scans volumes pictures photos photographs radiographs x-rays cts mris cxrs",
    )
)
"""Words for the same things to be counted."""
_TOGETHER = frozenset(map(stem, "pairs triples triplets".split()))
"""Words for what belongs together, an image and its caption."""
_SCALES = {"k": 1e3, "m": 1e6, "thousands": 1e3, "millions": 1e6}
_AT_LEAST = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2e6, "tens": 20}
_ROUGH = re.compile(
    r"\b(?P<rough>dozens|scores|tens|hundreds|thousands|millions)(?: of (?P<scale>thousands|millions))? of "
    r"(?P<things>(?:(?!of\b|and\b|in\b|for\b)[\w-]+\s+){0,3}[\w-]+)",
    re.I,
)
_SIZED_NAME = re.compile(r"\b[A-Z][\w.-]*-(?P<size>\d+(?:\.\d+)?)(?P<scale>[MK])\b")
_SET = re.compile(r"\b(?:data ?sets?|data|collections?|corpus|corpora|databases?)\b", re.I)
_NO_COUNT = re.compile(r"(?:19|20)\d\d$|\d[\d.]*(?:\s?B\b|\+$)")
"""A year, how many parameters a network has, or the first part of "6+ million"."""
_HOLDS = r"(?:\w+ly )?(?:compris|encompass|contain|includ|consist|cover|has|have|featur|offer|provid|span|hold)\w*"
_RATE = re.compile(
    r"[^.;,()]*?\b(?:annually|yearly|daily|monthly|worldwide|globally"
    r"|(?:per|each|every|an?) (?:year|annum|month|week|day))\b",
    re.I,
)
"""Behind a number of what there is in the world, which no paper has collected."""
_NATURAL = frozenset(map(stem, "natural everyday web internet".split()))
"""Images of these are not medical."""
_MEDICINE = re.compile(r"\b(?:bio)?medical\b|\bclinical\b", re.I)
_OWN = re.compile(
    r"\b(?i:we|our|ours|this (?:paper|work|study|article)"
    r"|(?:is|are|was|were|been) (?:\w+ )?(?:introduc|present|releas|propos|publish|construct|built|creat|curat|collect"
    r"|gather|assembl)\w*"
    rf"|the (?:[\w-]+ ){{0,3}}(?:data ?set|collection|corpus|database|benchmark) {_HOLDS})\b"
    rf"|\b[A-Z][\w-]*[A-Z\d][\w-]* {_HOLDS}\b"
)
"""Speaks of what a paper itself does or presents."""
_DATA_SETS = re.compile(r"\b(data)[ -]set", re.I)
_NOT_COUNTED = re.compile(r"^individual$|ly$|['’]s?$")
"""Of whom or how something is, which no number counts: "both the patient's …", "three networks individually"."""
_REACH = 4
"""Words behind a number among which the thing stands that it counts."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as the question says it, and its condition; None where it does not say of what."""

    said: str
    condition: Condition | None
    topic: str = ""
    """What of it says what papers are about: "CT" of "more than 1,000 CT scans"."""


def as_limit(question: str) -> str:
    """A question with "ten or more" said as "at least ten".

    >>> as_limit("Which papers have 50 patients or fewer?")
    'Which papers have at most 50 patients?'
    """
    return _OR_MORE.sub(lambda said: f"at {_LEAST[said['more'].lower()]} {said['number']}{said['things']}", question)


def limit_in(question: str, *, own: bool = False) -> Limit | None:
    """The limit that a list question sets to a number; None where it sets none. A number that is to be of a paper's
    `own` collection is not one that it tells of others ("85 million scans a year").

    >>> limit_in("Which papers have fewer than 200 patients?").condition.name
    'gives a number of patients that is fewer than 200'
    """
    if value := _value_in(question):
        return value
    match = _LIMIT.search(question)
    if not match:
        return None
    said = match[0].strip()
    thing = (match["things"] or "").split()
    # "Images or image-text pairs": either is counted.
    other = _OR_THINGS.match(question[match.end() :]) if thing else None
    if other:
        said = question[match.start() : match.end() + other.end()].strip()
    if thing and (told := _BRACKETED.match(question, question.index(said) + len(said))):
        said += told[0]  # "items (images or pairs)"
    if thing[-2:] == ["data", "sets"]:
        thing[-2:] = ["datasets"]
    number = find_quantities(re.sub(r"^an?\b", "one", match["number"]))
    if match["percent"] or not number or not thing or not thing[-1].lower().endswith(("s", "data")):
        return Limit(said, None, " ".join(thing))
    how = match["how"].lower()
    counted = [thing[-1], *_each(other)]
    wanted = frozenset().union(*map(_words_for, counted))
    fits = _within(how, number[0].value)

    unlike = _NATURAL if _MEDICINE.search(question) else frozenset[str]()

    def shows(text: str) -> bool:
        if own and not _OWN.search(text):
            return False
        said = any(
            fits(_value(quantity)) and _counts(text, quantity, wanted, unlike) for quantity in find_quantities(text)
        )
        return said or any(map(fits, _roughly(text, wanted))) or any(map(fits, _in_name(text, wanted)))

    what = f"a number of {_shown(thing[-1])} that is {how} {match['number']}"
    topic = thing if section_of(thing[-1]) in MEDICAL else thing[:-1]
    return Limit(said, _condition(what, said, shows), " ".join(topic))


def _each(other: re.Match[str] | None) -> list[str]:
    """The further things of which any may be counted ("images, pairs or samples")."""
    if not other:
        return []
    return [part.split()[-1] for part in (*other["more"].split(","), other["things"]) if part.strip()]


def _roughly(text: str, wanted: frozenset[str]) -> Iterator[float]:
    """The least that "hundreds of datasets" are, where these are what is counted."""
    for match in _ROUGH.finditer(text):
        if not wanted.isdisjoint(map(stem, words(match["things"]))):
            yield _AT_LEAST[match["rough"].lower()] * (_SCALES[match["scale"].lower()] if match["scale"] else 1)


def _in_name(text: str, wanted: frozenset[str]) -> Iterator[float]:
    """The size that a dataset has in its name ("Hive-2.5M"), where what it holds is counted."""
    if _SET.search(text) and not wanted.isdisjoint(_ANY_THING | _SAME[1] | _TOGETHER):
        for match in _SIZED_NAME.finditer(text):
            yield float(match["size"]) * _SCALES[match["scale"].lower()]


def _value_in(question: str) -> Limit | None:
    """A limit to a measure, "accuracy above 95%"."""
    found = chain(_VALUE.finditer(question), _VALUE_BEFORE.finditer(question))
    match = next((match for match in found if _is_measure(match["measure"])), None)
    number = find_quantities(match["number"]) if match else ()
    if not match or not number:
        return None
    limit = _share(number[0].value, bool(match["percent"]) or number[0].value > 1)
    if not 0 < limit <= 1:
        return None
    fits = _within(match["how"].lower(), limit)
    measure = re.compile(rf"\b{re.escape(match['measure'].rstrip('s'))}s?(?![A-Za-z])", re.I)

    def shows(text: str) -> bool:
        text = _SPREAD.sub("", text)
        return any(fits(value) for found in measure.finditer(text) for value in _values_at(text, *found.span()))

    bound = f"{match['how'].lower()} {match['number']}{'%' if match['percent'] else ''}"
    return Limit(
        match[0].strip(), _condition(f"a value of {_shown(match['measure'])} that is {bound}", match[0], shows)
    )


def _is_measure(word: str) -> bool:
    return word.lower() in _PLAIN_MEASURES or section_of(word) == _MEASURES


def _values_at(text: str, start: int, end: int) -> Iterator[float]:
    """The values from 0 to 1 that a text gives for the measure that stands at `start:end`: the first behind it, and one
    right before it.
    """
    quantities = find_quantities(text)
    behind = next((quantity for quantity in quantities if end <= quantity.start <= end + _VALUE_NEAR), None)
    ahead = next((quantity for quantity in quantities if start - _VALUE_AHEAD <= quantity.end <= start), None)
    if ahead and _JOINED.search(text, ahead.end, start):
        ahead = None
    for quantity, between in (
        (behind, text[end : behind.start] if behind else ""),
        (ahead, text[max(0, ahead.start - _VALUE_AHEAD) : ahead.start] if ahead else ""),
    ):
        said = f"{text[max(0, start - _VALUE_NEAR) : start]}{between}"
        if not quantity or _NO_VALUE.search(between) or _CHANGES.search(said):
            continue
        if _INTERVAL.match(text[quantity.end :]):
            continue
        value = _share(quantity.value, quantity.percent or (bool(quantity.decimals) and quantity.value > 1))
        if value < 1 or (value == 1 and quantity.percent):
            yield value


def _share(value: float, percent: bool) -> float:
    return value / 100 if percent else value


def _condition(what: str, said: str, shows: Callable[[str], bool]) -> Condition:
    return Condition(f"gives {what}", f"give {what}", re.compile(re.escape(said.strip())), by_sentence(shows))


def _shown(word: str) -> str:
    """A word in small letters, unless it is an acronym or a name."""
    return word if any(letter.isupper() for letter in word[1:]) or word.istitle() else word.lower()


def _words_for(thing: str) -> frozenset[str]:
    own = stem(thing.lower())
    if own in _ANY_THING:
        return _ANY_THING | _SAME[1] | _TOGETHER
    return next((group for group in (*_SAME, _TOGETHER) if own in group), frozenset({own}))


def _within(how: str, limit: float) -> Callable[[float], bool]:
    if how in _BELOW:
        return lambda value: value < limit or (value == limit and how in _INCLUDED)
    return lambda value: value > limit or (value == limit and how in _INCLUDED)


def _value(quantity: Quantity) -> float:
    """A value, or the next one beyond it, where a text says "over 1 million"."""
    if quantity.bound in ("over", "under"):
        return math.nextafter(quantity.value, math.inf if quantity.bound == "over" else 0)
    return quantity.value


def _counts(text: str, quantity: Quantity, wanted: frozenset[str], unlike: frozenset[str] = frozenset()) -> bool:
    """Whether a number of a text counts these things, not those `unlike` them."""
    raw = text[quantity.start : quantity.end]
    if _NO_COUNT.match(raw) or _NO_COUNT.match(text[quantity.start : quantity.end + 1]):
        return False
    behind = _DATA_SETS.sub(r"\1set", text[quantity.end :])
    behind = re.split(r"[.;:()]|\b(?:and|of|from|with|in|for|to)\b", behind, maxsplit=1)[0]
    if quantity.percent or _RATE.match(text, quantity.end):
        return False
    counted = [stem(word) for word in words(behind)[:_REACH] if not _NOT_COUNTED.search(word)]
    return not wanted.isdisjoint(counted) and unlike.isdisjoint(counted)
