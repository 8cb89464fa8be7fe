"""A condition on papers' records, read from a question: "since 2023", "by Geoffrey Hinton", "published in MICCAI".

Rules, and narrow ones: a year, a name or a word is a condition only where the question says it of papers, not of
scans, patients or a data set ("a dataset from 2017", "BraTS 2020", "accuracy in 2023 patients" are none). A venue or an
author must be one that the corpus knows; where papers carry no authors at all, "papers by Smith" is read all the same,
so that it can be said that it cannot be applied.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from rag.english import is_english
from rag.facts import Facts
from rag.where import Clause, Named, Where, Years

_WORKS = (
    r"(?:papers?|stud(?:y|ies)|works?|articles?|abstracts?|publications?|surveys?|reviews?|preprints?|manuscripts?|"
    r"literature|research|anything|something|everything|ones?)"
)
_PUBLISHED = (
    r"(?:published|publish|appeared|appearing|appear|written|authored|printed|com(?:e|ing) out|came out|posted|dated)"
)
_YEAR = r"(?P<{}>(?:19[5-9]|20\d)\d)(?![\w%-]|[.,]\d)"
_NUMBERS = {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"couple of": 2, "few": 3, "several": 3}
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})"

_DATA = re.compile(
    r"\b(?:patients?|cases?|subjects?|participants?|people|men|women|children|images?|scans?|volumes?|slices?|videos?|"
    r"x-?rays?|radiographs?|records?|exams?|examinations?|reports?|samples?|slides?|data|data ?sets?|cohorts?|"
    r"challenges?|benchmarks?|competitions?|editions?|trials?|versions?|guidelines?|criteria|hospitals?|epidemics?|"
    r"pandemic|outbreak|collect(?:ed|ion)|acquir\w+|recruit\w+|enrol\w+|scanned|imaged|diagnosed|treated|admitted|"
    r"recorded|obtained|examined|gathered|captured|follow(?:ed|-?up)|operated|born|died|taken|seen|held|trained|"
    r"released|introduced|founded|approved|started|used)\b",
    re.I,
)
"""What is dated by itself: a year beside one of these is not the papers' year."""
_VERB_IN_S = re.compile(
    r"(?:use|i|wa|ha|doe|propose|introduce|present|report|show|deal|cover|addres|discus|describe|evaluate|compare|"
    r"stud(?:ie)|apply|applie|achieve|release|mention|focuse|rel(?:ie)|segment|thi|it|it'|les)s",
    re.I,
)
"""Words that end like a plural and count nothing."""

_SINCE = r"(?:since|(?:not |no )(?:older|earlier) than|starting (?:in|from)|in or (?:after|since))"
_ALONE_BEFORE = r"(?<!before and )(?<!after and )(?<!before or )(?<!after or )(?<!in or )"
_AFTER = rf"(?:{_ALONE_BEFORE}after|(?<!no )(?<!not )later than|newer than|more recent than)"
_BEFORE = rf"(?:{_ALONE_BEFORE}before|prior to|older than|earlier than)"
_UNTIL = r"(?:until|till|up to|(?:not |no )later than|in or before)"
_MONTH = r"(?:(?:early |late |mid-?)?(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? )?)"
_JOIN = r"(?:and|to|until|till|through|-|–)"
_IN = r"(?:in|from|of|during|within|over|for|dated)"
_AGO = r"(?:the )?(?:last|past|previous)"


@dataclass(frozen=True, slots=True)
class _Time:
    """A phrase that dates papers, and the years it means."""

    phrase: re.Pattern[str]
    years: Callable[[re.Match[str], int], Years | None]
    """Of the match, and the year of today; None where it cannot be said as one span."""
    close: bool = False
    """Whether it says the papers' year only right behind what it is said of: "papers in 2023"."""


def _year(name: str) -> str:
    return _YEAR.format(name)


def _time(pattern: str, years: Callable[[re.Match[str], int], Years | None], *, close: bool = False) -> _Time:
    return _Time(re.compile(rf"\b{pattern}", re.I), years, close)


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
    _time(rf"(?:between|from) {_year('a')} ?{_JOIN} ?{_year('b')}", _span),
    _time(rf"(?:in |during |of |from )?(?:the years? )?(?P<a>(?:19[5-9]|20\d)\d) ?[-–] ?{_year('b')}", _span),
    _time(rf"(?:in|from|of|during|for|dated) {_year('a')} (?:or|and) {_year('b')}", _neighbours, close=True),
    _time(rf"{_SINCE} {_MONTH}{_year('a')}", lambda m, _: Years(int(m["a"]), None)),
    _time(rf"from {_year('a')} (?:on|onwards?|or later|and later|until now|till now|to (?:now|today|date))\b",
          lambda m, _: Years(int(m["a"]), None)),
    _time(rf"(?:{_IN} )?{_year('a')} (?:or|and) (?:later|newer|after)\b", lambda m, _: Years(int(m["a"]), None)),
    _time(rf"(?:{_IN} )?{_year('a')} (?:or|and) (?:earlier|older|before)\b", lambda m, _: Years(None, int(m["a"]))),
    _time(rf"{_AFTER} {_year('a')}", lambda m, _: Years(int(m["a"]) + 1, None)),
    _time(rf"{_BEFORE} {_year('a')}", lambda m, _: Years(None, int(m["a"]) - 1)),
    _time(rf"{_UNTIL} {_year('a')}", lambda m, _: Years(None, int(m["a"]))),
    _time(rf"(?:{_IN} )?{_AGO}(?: {_COUNT})? (?P<unit>years|decades?)\b", _last_years),
    _time(rf"(?:{_IN} )?(?:the )?(?:last|past) year\b", lambda _, today: Years(today - 1, today - 1)),
    _time(rf"(?:{_IN} )?(?:this|the current) year\b", lambda _, today: Years(today, today)),
    _time(rf"(?:in|from|of|during|for|dated) (?:the year )?{_MONTH}{_year('a')}(?! (?:or|and) \d)",
          lambda m, _: Years(int(m["a"]), int(m["a"])),
          close=True),
)  # fmt: skip

_YEAR_ALONE = re.compile(rf"^\W*(?:and|what about|how about|and for|and in) (?P<out>{_year('a')})\W*$", re.I)
""""What about 2023?", behind a question that was about another year."""
_YEARS_PAPERS = re.compile(
    rf"(?:^|\b(?:which|what|the|all|any|list|me|find|of|from|many|are|there|these|those|your|only|and)\s)\s*"
    rf"(?P<out>{_year('a')})(?=\s+{_WORKS}\b)",
    re.I,
)
""""Which 2023 papers …": the year before what it dates, behind nothing that it may belong to ("BraTS 2020")."""
_ALONE = re.compile(
    r"^\W*(?:(?:and|but|only|or|just|ok|so|what about|how about|(?:the )?(?:ones|those|papers)|were|was|are|is|"
    r"published|now|please|then|instead)\b\W*)*$",
    re.I,
)
"""What may stand around a condition that is all of a question: "and before 2020?"."""
_CLOSE = re.compile(
    rf"\b(?:(?:{_WORKS}|of them|of these|of those)"
    r"(?: (?:are|were|was|is|that (?:are|were)|which (?:are|were)))?(?: here| there)?"
    rf"|{_PUBLISHED}(?: (?:only|online|here|later|first|again|it|(?:in|at|on|by) (?:\S+ ){{0,7}}?\S+)?)?)\s*[,(]?\s*$",
    re.I,
)
"""The end of what stands before a condition that is said of papers, right before it."""
_OF_OTHERS = re.compile(
    r"\b(?:it|they|datasets?|data|challenges?|benchmarks?|models?|methods?|networks?|code|guidelines?|versions?)\s+"
    rf"(?:(?:that|which|was|were|is|are|has|have|been|first|originally)\s+)*{_PUBLISHED}\b[^.?!,]*$"
    rf"|\b(?:on|upon|with|to|than|cit\w+|extend\w*|mention\w*|discuss\w*)\s+"
    rf"(?:(?:the|an?|earlier|prior|previous|other|existing)\s+)*{_WORKS}\b[^.?!,]*$",
    re.I,
)
"""What stands before a condition that is said of something else: "a data set published …", "cite work of …"."""
_NOT = re.compile(
    rf"(?:\b(?:(?:that|which)\s+)?(?:(?:is|are|was|were|has been|have been)\s+)?(?:not|never)|\b\w+n['’]t|\bother than|"
    rf"\bexcept(?: for)?(?: those| the ones)?|\bexcluding|\bbut not)(?:\s+(?:those\s+)?{_PUBLISHED})?\s*$",
    re.I,
)
"""What turns the condition behind it round."""
_SAID_OF_PAPERS = re.compile(rf"\b(?:{_WORKS}|{_PUBLISHED}|what'?s new|has been done)\b", re.I)
_ABOUT = re.compile(rf"\b{_WORKS}\s+(?:on|about|for|using|with|of|dealing with)\s+(?:\S+\s+){{1,6}}?$", re.I)
_NEAR = 4
"""Words before a time among which something dated by itself takes the time for its own."""


def read_where(question: str, facts: Facts, today: date | None = None) -> tuple[str, Where | None]:
    """The question without its conditions on papers' records, and these as a filter; None where it sets none.

    `today` is what "the last three years" counts from.

    >>> read_where("Which papers since 2023 use CT?", Facts(()))
    ('Which papers use CT?', Where(clauses=(Years(first=2023, last=None, exclude=False),)))
    """
    if len(question) > _LONGEST:
        return question, None
    year = (today or date.today()).year
    clauses: list[Clause] = []
    rest = question
    for read in (_read_author, _read_venue, _read_keyword, _read_years):
        while len(clauses) < _MOST and (found := read(rest, facts, year)):
            turned = _NOT.search(rest[: found.start])
            if turned:
                found = replace(found, start=turned.start())
            clauses += [replace(clause, exclude=True) if turned else clause for clause in found.clauses]
            rest = _without(rest, found)
    return (rest, Where(tuple(clauses))) if clauses else (question, None)


_LONGEST = 600
"""Characters up to which a question is read: a pasted text dates and names things of its own."""
_MOST = 6
"""Clauses that are read from one question at most."""
_DANGLING = re.compile(
    r",?\s*\b(?:(?:that|which)\s+)?(?:(?:has|have)\s+been|is|are|was|were)?"
    r"(?:(?<=\bis)|(?<=\bare)|(?<=\bwas)|(?<=\bwere)|\s*\b(?:published|appeared|appearing|written|(?:co-?)?authored|printed|"
    r"came out|coming out|posted|dated))\s*$",
    re.I,
)
"""What is left hanging before a condition that was taken out: "that were published"."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Clauses, the stretch of the question that says them, and what stands there instead."""

    clauses: tuple[Clause, ...]
    start: int
    end: int
    instead: str = ""


def _without(question: str, found: _Found) -> str:
    before = _DANGLING.sub("", question[: found.start])
    rest = " ".join(f"{before} {found.instead} {question[found.end :]}".split())
    return re.sub(r"\s+(?=[?.,!;])|^[\s,]+|,(?=[?.!])", "", rest)


# --- years ---------------------------------------------------------------------------------------


def _read_years(question: str, facts: Facts, today: int) -> _Found | None:
    before = _YEARS_PAPERS.search(question) or _YEAR_ALONE.search(question)
    if before:
        year = int(before["a"])
        return _Found((Years(year, year),), before.start("out"), before.end("out"))
    for time in _TIMES:
        for match in time.phrase.finditer(question):
            if _dates_papers(question, match, time.close) and (years := time.years(match, today)):
                return _Found((years,), match.start(), match.end())
    return None


def _dates_papers(question: str, match: re.Match[str], close: bool) -> bool:
    """Whether a time is said of papers."""
    before, behind = question[: match.start()], question[match.end() :]
    if _counts_things(behind) or _OF_OTHERS.search(before):
        return False
    if _CLOSE.search(before) or (_ALONE.match(before) and _ALONE.match(behind)):
        return True
    if not _SAID_OF_PAPERS.search(before):
        return not close and not before.strip(" ,") and bool(_SAID_OF_PAPERS.search(behind))
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
    if re.fullmatch(
        r"(?:mm|cm|ms|kg|mg|ml|hz|px|k|m|gb|mb|x|times|hours?|days?|epochs?|challenge|dataset|data)", word, re.I
    ):
        return True
    return word.lower().endswith("s") and not word[0].isupper() and not _VERB_IN_S.fullmatch(word)


# --- venues --------------------------------------------------------------------------------------

_IN_VENUE = re.compile(
    rf"\b(?P<lead>(?:that |which )?(?:(?:was|were|is|are|been|has been|have been) )?{_PUBLISHED}(?: (?:only|first))?|"
    rf"presented|accepted|(?:{_WORKS}|those|them)(?: (?:that )?(?:are|were)(?: there)?)?)\s+"
    r"(?P<out>(?:in|at|by|from|of|for)\s+(?:the\s+)?"
    r"(?:(?:journal|conference|proceedings)\s+(?:of\s+)?)?)(?=\S)",
    re.I,
)
_VENUE_BEFORE = re.compile(
    rf"(?<![\w-])(?P<out>[A-Za-z]{{3,12}})(?:\s+(?={_WORKS}\b)|\s+(?={_year('a')}\s+{_WORKS}\b))", re.I
)
_MOST_WORDS = 12
"""Words of the longest venue that is looked for."""


def _read_venue(question: str, facts: Facts, today: int) -> _Found | None:
    for match in _IN_VENUE.finditer(question):
        listed = bool(re.match("those|them", match["lead"], re.I))
        published = not listed and not re.match(_WORKS, match["lead"], re.I)
        if _OF_OTHERS.search(question[: match.start("out")]):
            continue
        for said, end in _starts(question, match.end()):
            if listed and not _ALONE.match(question[end:]):  # "better than those in MICCAI challenges"
                continue
            if facts.is_venue(said) and _written_as_venue(said, facts, published):
                return _Found((Named("venue", (said,)),), match.start("out"), end)
    for match in _VENUE_BEFORE.finditer(question):
        # In this order: the first acronym that is asked for has the records of all papers read.
        if sum(map(str.isupper, match["out"])) > 1 and facts.is_acronym(match["out"]):
            return _Found((Named("venue", (match["out"],)),), match.start("out"), match.end("out"))
    return None


def _starts(question: str, place: int) -> Iterator[tuple[str, int]]:
    """The stretches of a question that begin here and end with a word, the longest first, each with its end."""
    ends = [match.end() for match in re.finditer(r"[^\s?!;,]*[\w)]", question[place:])][:_MOST_WORDS]
    for end in reversed(ends):
        yield question[place : place + end].strip(" \"“”'"), place + end


def _written_as_venue(said: str, facts: Facts, published: bool) -> bool:
    """Whether it is written like a name: "Radiology" is a journal where "radiology" is a field."""
    if facts.is_acronym(said) and (len(said) > 3 or said.isupper()):
        return published or said != said.lower() or not is_english(said)
    return said[0].isupper() or (published and " " in said)


# --- authors -------------------------------------------------------------------------------------

_NAME = (
    r"(?:[A-Z][^\W\d_]+(?:['’-][A-Z][^\W\d_]+)*|(?:[A-Z]\.?-?){1,3}(?![^\W\d_])|"
    r"(?:van|von|de|der|den|del|di|da|la|le|al|el|bin|ten|ter)\b)"
)


def _person(group: str) -> str:
    return rf"(?P<{group}>{_NAME}(?:\s+{_NAME}){{0,4}})(?:\s+et al\.?)?"


_PEOPLE = rf"{_person('one')}(?:\s+(?P<joint>and|or|&)\s+{_person('two')})?"
_BY = re.compile(
    rf"\b(?P<lead>[^\W\d_]+(?:[- ](?:are|were|is|was|only|there))*)\s+"
    rf"(?P<out>(?:(?i:by|of|from)(?:\s+(?i:the\s+(?:authors?|group of|team of|lab of)))?)\s+{_PEOPLE}"
    r"(?:['’]s?\s+(?i:group|team|lab)\b|(?<=al\.)|\b(?!['’])))"
)
_PAPERS_OF = re.compile(rf"(?P<out>{_person('one')}['’]s?)\s+(?i:(?:\w+\s+){{0,2}}?{_WORKS})\b")
_WROTE = re.compile(
    rf"\b(?i:(?:what|which {_WORKS})(?: else)?(?: has| have| did))\s+(?P<out>{_PEOPLE})\s+"
    r"(?P<verb>(?i:publish(?:ed)?|written|write|author(?:ed)?|worked? on|work on|done|do))\b"
)
_AUTHORSHIP = re.compile(
    rf"(?i:{_WORKS}|written|authored|co-?authored|published|proposed|introduced|presented|developed)\b[\w\s]*"
)
_PARTICIPLE = re.compile(r"(?i:\w+(?:ed|en|wn|ne))")


def _read_author(question: str, facts: Facts, today: int) -> _Found | None:
    for match in _BY.finditer(question):
        of_papers = bool(_AUTHORSHIP.fullmatch(match["lead"]))
        by = match["out"].lower().startswith("by")
        if _OF_OTHERS.search(question[: match.start("out")]):
            continue
        if not of_papers and (not by or _PARTICIPLE.fullmatch(match["lead"])):
            continue
        alone = _ALONE.match(question[: match.start("out")]) and _ALONE.match(question[match.end("out") :])
        if not (of_papers or alone or _SAID_OF_PAPERS.search(question)):
            continue
        direct = bool(re.match(_WORKS, match["lead"], re.I)) or match["lead"].lower().startswith(
            ("written", "auth", "co")
        )
        if found := _people(match, facts, unknown=by and direct):
            return found
    papers_of, wrote = _PAPERS_OF.search(question), _WROTE.search(question)
    if papers_of and (found := _people(papers_of, facts, unknown=False)):
        return found
    if wrote and (found := _people(wrote, facts, unknown=False)):
        on = " on" if wrote["verb"].lower().endswith(" on") else ""
        return _Found(found.clauses, wrote.start(), wrote.end(), f"Which papers are there{on}")
    return None


def _people(match: re.Match[str], facts: Facts, *, unknown: bool) -> _Found | None:
    """The authors that a match names, as far as the corpus knows them; `unknown`: or where it knows no authors."""
    groups = match.groupdict()
    one, two = groups["one"], groups.get("two")
    first = _known(one, facts)
    if first is None:
        if not unknown or facts.having("author").any():
            return None
        return _Found((Named("author", (one,)),), match.start("out"), match.end("one"))
    second = _known(two, facts) if two else None
    if second is None or first != one:  # "by Hinton and MRI": the first alone
        whole = first == one and two is None
        end = match.end("out") if whole else match.start("one") + len(first)
        return _Found((Named("author", (first,)),), match.start("out"), end)
    end = match.end("out") if second == two else match.start("two") + len(second)
    if groups["joint"] == "or":
        return _Found((Named("author", (first, second)),), match.start("out"), end)
    return _Found((Named("author", (first,)), Named("author", (second,))), match.start("out"), end)


def _known(name: str, facts: Facts) -> str | None:
    """The longest beginning of a name that an author of the corpus goes by."""
    words = name.split()
    for size in range(len(words), 0, -1):
        said = " ".join(words[:size])
        if facts.names("author", said) and (size > 1 or len(said) > 1):
            return said
    return None


# --- keywords ------------------------------------------------------------------------------------

_TAGGED = re.compile(
    rf"\b(?:(?:{_WORKS}(?: (?:that )?(?:are|were))?\s+)(?P<out>tagged\s+(?:with\s+|as\s+)?)"
    r"|(?P<with>(?:with|under|having|whose)\s+(?:the\s+)?key ?words?\s+(?:of |are |include )?:?\s*))(?=\S)",
    re.I,
)
_TAG_ENDS = re.compile(r"\s+(?:since|from|before|after|by|published|that|which|in|and|or|use)\b|[?!,;.]|$", re.I)


def _read_keyword(question: str, facts: Facts, today: int) -> _Found | None:
    for match in _TAGGED.finditer(question):
        start = match.start("out") if match["out"] else match.start("with")
        place = match.end()
        quoted = re.match(r"[\"“‘']([^\"”’']+)[\"”’']", question[place:])
        if quoted:
            return _Found((Named("keyword", (quoted[1],)),), start, place + quoted.end())
        if found := _known_keywords(question, start, place, facts):
            return found
        ends = _TAG_ENDS.search(question, place)
        said = question[place : ends.start() if ends else len(question)].strip()
        if said:
            return _Found((Named("keyword", (said,)),), start, place + len(said))
    return None


def _known_keywords(question: str, start: int, place: int, facts: Facts) -> _Found | None:
    """The keywords of the corpus that stand here, one or several joined by commas, "and" or "or"."""
    said: list[str] = []
    joints: list[str] = []
    end = place
    while (known := next(((s, e) for s, e in _starts(question, place) if facts.is_keyword(s)), None)) is not None:
        said.append(known[0])
        end = known[1]
        joint = re.match(r"\s*(?:,\s*(?:and|or)?|and|or)\s+(?=\S)", question[end:], re.I)
        if joint is None:
            break
        joints.append(joint[0].lower())
        place = end + joint.end()
    if not said:
        return None
    either = any("or" in joint for joint in joints[: len(said) - 1])
    clauses = (Named("keyword", tuple(said)),) if either else tuple(Named("keyword", (one,)) for one in said)
    return _Found(clauses, start, end)
