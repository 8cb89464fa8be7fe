"""When a question says that papers appeared: "since 2023", "in the last three years", "2023 papers"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.facts import Facts
from rag.read_where.papers import ALONE, OF_OTHERS, PUBLISHED, SAID_OF_PAPERS, WORKS, Found, year
from rag.where import Years
from rag.wordings import any_of, any_word, pattern, whole

# --- phrases that date something ---

_NUMBERS = {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"couple of": 2, "few": 3, "several": 3}
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_ALONE = "(?<!before and )(?<!after and )(?<!before or )(?<!after or )(?<!in or )"
"""Not behind another such word: "in or after 2020" is one."""
_SINCE = any_word("since", "(?:not |no )(?:older|earlier) than", "starting (?:in|from)", "in or (?:after|since)")
_AFTER = any_of(f"{_ALONE}after", "(?<!no )(?<!not )later than", "newer than", "more recent than")
_BEFORE = any_of(f"{_ALONE}before", "prior to", "older than", "earlier than")
_UNTIL = any_word("until till", "up to", "(?:not |no )later than", "in or before")
_MONTH = rf"(?:(?:early |late |mid-?)?(?:{any_word('jan feb mar apr may june? july? aug sep oct nov dec')}[a-z]*\.? )?)"
_JOIN = any_word("and to until till through - –")
_IN = any_word("in from of during within over for dated")
_IN_ONE = any_word("in from of during for dated")
_AGO = f"(?:the )?{any_word('last past previous')}"


@dataclass(frozen=True, slots=True)
class _Time:
    """A phrase that dates papers, and the years it means."""

    phrase: re.Pattern[str]
    years: Callable[[re.Match[str], int], Years | None]
    """Of the match, and the year of today; None where it cannot be said as one span."""
    close: bool = False
    """Whether it says the papers' year only right behind what it is said of: "papers in 2023"."""


def _time(phrase: str, years: Callable[[re.Match[str], int], Years | None], *, close: bool = False) -> _Time:
    return _Time(pattern(rf"\b{phrase}"), years, close)


def _span(match: re.Match[str], today: int) -> Years:
    first, last = sorted((int(match["a"]), int(match["b"])))
    return Years(first, last)


def _neighbours(match: re.Match[str], today: int) -> Years | None:
    both = _span(match, today)
    return both if abs(int(match["a"]) - int(match["b"])) == 1 else None


def _last_years(match: re.Match[str], today: int) -> Years:
    said = (match["count"] or "one").lower()
    count = int(said) if said.isdigit() else _NUMBERS[said]
    return Years(today - count * (10 if match["unit"].lower().startswith("decade") else 1), None)


_TIMES = (
    _time(rf"(?:between|from) {year('a')} ?{_JOIN} ?{year('b')}", _span),
    _time(rf"(?:in |during |of |from )?(?:the years? )?(?P<a>(?:19[5-9]|20\d)\d) ?[-–] ?{year('b')}", _span),
    _time(rf"{_IN_ONE} {year('a')} (?:or|and) {year('b')}", _neighbours, close=True),
    _time(rf"{_SINCE} {_MONTH}{year('a')}", lambda m, _: Years(int(m["a"]), None)),
    _time(rf"from {year('a')} (?:on|onwards?|or later|and later|until now|till now|to (?:now|today|date))\b",
          lambda m, _: Years(int(m["a"]), None)),
    _time(rf"(?:{_IN} )?{year('a')} (?:or|and) (?:later|newer|after)\b", lambda m, _: Years(int(m["a"]), None)),
    _time(rf"(?:{_IN} )?{year('a')} (?:or|and) (?:earlier|older|before)\b", lambda m, _: Years(None, int(m["a"]))),
    _time(rf"{_AFTER} {year('a')}", lambda m, _: Years(int(m["a"]) + 1, None)),
    _time(rf"{_BEFORE} {year('a')}", lambda m, _: Years(None, int(m["a"]) - 1)),
    _time(rf"{_UNTIL} {year('a')}", lambda m, _: Years(None, int(m["a"]))),
    _time(rf"(?:{_IN} )?{_AGO}(?: {_COUNT})? (?P<unit>years|decades?)\b", _last_years),
    _time(rf"(?:{_IN} )?(?:the )?(?:last|past) year\b", lambda _, today: Years(today - 1, today - 1)),
    _time(rf"(?:{_IN} )?(?:this|the current) year\b", lambda _, today: Years(today, today)),
    _time(rf"{_IN_ONE} (?:the year )?{_MONTH}{year('a')}(?! (?:or|and) \d)",
          lambda m, _: Years(int(m["a"]), int(m["a"])),
          close=True),
)  # fmt: skip

# --- whether they date papers ---

_YEAR_ALONE = pattern(rf"^\W*{any_of('and', 'what about', 'how about', 'and for', 'and in')} (?P<out>{year('a')})\W*$")
""""What about 2023?", behind a question that was about another year."""
_YEARS_PAPERS = pattern(
    rf"(?:^|\b{any_word('which what the all any list me find of from many are there these those your only and')}\s)\s*"
    rf"(?P<out>{year('a')})(?=\s+{WORKS}\b)"
)
""""Which 2023 papers …": the year before what it dates, behind nothing that it may belong to ("BraTS 2020")."""
_CLOSE = pattern(
    rf"\b(?:(?:{WORKS}|of them|of these|of those)"
    r"(?: (?:are|were|was|is|that (?:are|were)|which (?:are|were)))?(?: here| there)?"
    rf"|{PUBLISHED}(?: (?:only|online|here|later|first|again|it|(?:in|at|on|by) (?:\S+ ){{0,7}}?\S+)?)?)\s*[,(]?\s*$"
)
"""The end of what stands before a condition that is said of papers, right before it."""
_ABOUT = pattern(rf"\b{WORKS}\s+{any_word('on about for using with of', 'dealing with')}\s+(?:\S+\s+){{1,6}}?$")
"""The end of what says which papers: "papers on chest CT"."""
_NEAR = 4
"""Words before a time among which something dated by itself takes the time for its own."""
_DATA = whole(
    r"""
    patients? cases? subjects? participants? people men women children images? scans? volumes? slices? videos? x-?rays?
    radiographs? records? exams? examinations? reports? samples? slides? data cohorts? challenges? benchmarks?
    competitions? editions? trials? versions? guidelines? criteria hospitals? epidemics? pandemic outbreak
    collect(?:ed|ion) acquir\w+ recruit\w+ enrol\w+ scanned imaged diagnosed treated admitted recorded obtained examined
    gathered captured follow(?:ed|-?up) operated born died taken seen held trained released introduced founded approved
    started used
    """,
    "data ?sets?",
)
"""What is dated by itself: a year beside one of these is not the papers' year."""
_UNITS = pattern(any_word("mm cm ms kg mg ml hz px k m gb mb x times hours? days? epochs? challenge dataset data"))
"""Behind a number that is no year."""
_VERB_IN_S = pattern(
    any_word(
        """
        use i wa ha doe propose introduce present report show deal cover addres discus describe evaluate compare
        studie apply applie achieve release mention focuse relie segment thi it it' les
        """
    )
    + "s"
)
"""Words that end like a plural and count nothing."""


def read_years(question: str, facts: Facts, today: int) -> Found | None:
    """The first condition on their year, or None."""
    before = _YEARS_PAPERS.search(question) or _YEAR_ALONE.search(question)
    if before:
        only = int(before["a"])
        return Found((Years(only, only),), before.start("out"), before.end("out"))
    for time in _TIMES:
        for match in time.phrase.finditer(question):
            if _dates_papers(question, match, time.close) and (years := time.years(match, today)):
                return Found((years,), match.start(), match.end())
    return None


def _dates_papers(question: str, match: re.Match[str], close: bool) -> bool:
    """Whether a time is said of papers."""
    before, behind = question[: match.start()], question[match.end() :]
    if _counts_things(behind) or OF_OTHERS.search(before):
        return False
    if _CLOSE.search(before) or (ALONE.match(before) and ALONE.match(behind)):
        return True
    if not SAID_OF_PAPERS.search(before):
        return not close and not before.strip(" ,") and bool(SAID_OF_PAPERS.search(behind))
    if _DATA.search(" ".join(before.split()[-_NEAR:])):
        return False
    if close:
        return match[0].lower().startswith("from") and bool(_ABOUT.search(before)) and not behind.strip(" ?.!")
    return True


def _counts_things(behind: str) -> bool:
    """Whether a plural or a unit follows, so that what looks like a year is a number of things ("2023 patients")."""
    following = re.match(r"\s+([\w'’-]+)", behind)
    if following is None:
        return bool(re.match(r"\s*%", behind))
    word = following[1]
    if _UNITS.fullmatch(word):
        return True
    return word.lower().endswith("s") and not word[0].isupper() and not _VERB_IN_S.fullmatch(word)
