"""By how much something was better or worse: a number that a question shares with a sentence, and the way that both go.

"28% more time" goes against "reduced annotation time by 28%"; "44% less computation" goes with "44% more
computationally efficient". The number says which sentence is meant, so that few words need be shared.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.contradiction import side_terms
from rag.premises.topic import in_words_of
from rag.quantities import find_quantities
from rag.wordings import any_word, pattern, whole
from rag.words import terms

Verdict = Literal["same", "opposite"]

_GOOD = whole(
    r"""
    improv\w* better gain\w* boost\w* enhanc\w* superior\w* outperform\w* surpass\w* exceed\w* ahead beat\w* outdo\w*
    outdid win won wins efficien\w* faster quick\w* accelerat\w* speed\w* sped lead\w* robust cheaper benefi\w* help\w*
    trump\w* outscor\w* overtak\w* overtook accurate
    """,
    "out did",
)
_BAD = whole(
    r"""
    worse\w* lose loses losing lost loss losses degrad\w* deteriorat\w* underperform\w* behind inferior hurt\w* harm\w*
    slow\w* cost costs overhead penalt\w* penali\w* weak\w* damag\w* trail\w* lag\w* setback suffer\w*
    spoil\w* impair\w*
    """,
    r"f[ae]ll\w* short",
    "short of",
    r"within(?=\W+\d)",
)
_MORE = whole(
    r"""
    more higher increas\w* rais\w* rise rises rising rose larger greater longer bigger heavier above extra additional
    grew grow\w* lengthen\w* added adds
    """,
    r"as (?:long|many|much|large|big|high|slow)",
)
_LESS = whole(
    r"""
    less fewer lower\w* reduc\w* decreas\w* dropp?\w* smaller shorter shorten\w* cut\w* sav\w* below fell fall falls
    falling shr[aiu]nk\w* down declin\w* lighter
    """
)
_BURDEN = pattern(
    r"\b"
    + any_word(
        r"""
        time times hours minutes seconds days latency long longer slow\w* cost\w* comput\w* parameters? memory
        resources? flops errors? deviations? effort\w* clicks? duration overhead workload labels? labell?ed annotated
        variance complexity energy money samples? hallucinat\w* redundan\w* size
        """,
        r"(?:training|annotated|labell?ed) (?:data|images|examples)",
    )
    + r"\b"
)
"""What one would have less of."""
_EFFICIENT = re.compile(r"\s+(?:\w+ly\s+)?(?:efficien\w*|accura\w*|robust\w*|stable|precise|reliable|effective)", re.I)
_TIMES = re.compile(r"[\s-]?(?:times\b|folds?\b|x\b|×)", re.I)
_BY_FACTOR = re.compile(r"\bfactor of (?:about |around |some )?$", re.I)
_FACTORS = {"twice": 2.0, "double": 2.0, "doubled": 2.0, "doubles": 2.0, "tripled": 3.0, "half": 2.0, "halved": 2.0}
_HALVES = frozenset({"half", "halved"})
_FACTOR = whole("twice doubled? doubles tripled halved", r"half(?=\s(?:as|the|of)\b)")
_POINTS = re.compile(r"\s*(?:(?:\w+\s)?points?\b)", re.I)
_CLAUSE = pattern(
    r"[;:(]|,(?!\d)|\.\s",
    rf"\b{any_word('but while whereas although though however yet despite because since', 'when(?! compared)')}\b",
)
_OBJECT = pattern(
    r"\b"
    + any_word(
        "than over against behind beyond versus vs below above",
        "(?:compared|relative) (?:to|with)",
        "(?:ahead|short|outside|because) of",
        r"(?:outperform|surpass|exceed|beat|outdo|underperform|trail)\w*(?! by\b| in\b)",
        "out ?did",
        r"improv\w* (?:on|upon|(?=previous|prior|existing))",
    )
    + r"\s(?=[^\s\d])(?:(?:even|all|the|a|an)\s)*",
)
_OBJECT_ENDS = re.compile(r"[;:()?]|,|\.(?!\d)|\b(?:by|on|in|for|across|at|when|while|whereas|and|but|from)\b", re.I)
_NOT = pattern(r"\b(?:not|no|never|without|hardly)\b|n['’]t\b")
_DELTA = pattern(r"\b(?:by|of|another|up to|nearly|about|around|than|some|just|only|over|within)\s+(?:\w+\s){0,3}$")
_MARGIN = re.compile(
    r"\s*(?:\w+\s)?(?:more|less|fewer|better|worse|higher|lower|faster|slower|longer|shorter|larger|smaller|ahead|behind"
    r"|above|below|improvement|gain|increase|reduction|decrease|drop|loss|advantage|lead|margin|boost|cut|saving|cheaper"
    r"|slowdown|speed-?up|setback|deficit|gap|rise|fall|decline|jump|lift|overhead|penalty"
    r"|short|as\b|the\b|of the\b)",
    re.I,
)
_BESIDE = re.compile(r"\s*(?:,|and|or|to|-|–|, and|respectively)\s*(?:\w+ )?", re.I)
"""Between two sizes of the same kind."""
_MOVES = pattern(
    r"\b(?:gain|los|lost|drop|improv|increas|reduc|decreas|fell|fall|rise|rose|cost|sav|cut|grew|grow|deteriorat|degrad"
    r"|boost|lag|trail)\w*\s+(?:\w+\s){0,3}?$"
)
_OWNS = whole("it its this these they their")
_AHEAD = 120
"""Characters before a clause without a subject in which that may stand."""
_WHETHER = pattern(rf"^\W*(?:{any_word('is are was were do does did has have can could would will or and')}\s)")
_FROM_TO = re.compile(r"\bfrom (?P<a>\d[\d.]*) ?\\?%? to (?P<b>\d[\d.]*)", re.I)


@dataclass(frozen=True, slots=True)
class _Change:
    """By how much something was better or worse, and what stood against what."""

    size: tuple[str, float]
    """Whether it is a percentage or a factor, and how large."""
    good: bool
    subject: frozenset[str]
    object: frozenset[str]


def by_as_much(question: str, sentences: Sequence[str], names: Sequence[str]) -> tuple[Verdict, str] | None:
    """Whether a sentence gives a change by as much as a question does the same way or the opposite one, and that
    sentence; None where it gives none, or where two of them disagree. `names` are the paper's own.
    """
    stated = " ".join(part for part in re.split(r"(?<=[.?!])\s+", question) if not _WHETHER.match(part))
    found = list(_verdicts(stated, sentences, names))
    if len({verdict for verdict, _ in found}) != 1:
        return None
    return found[0]


def _verdicts(question: str, sentences: Sequence[str], names: Sequence[str]) -> Iterator[tuple[Verdict, str]]:
    for asked in _FROM_TO.finditer(question):
        for sentence in sentences:
            for said in _FROM_TO.finditer(sentence):
                if (asked["a"], asked["b"]) == (said["a"], said["b"]):
                    yield "same", sentence
                elif (asked["a"], asked["b"]) == (said["b"], said["a"]):
                    yield "opposite", sentence
    worded = in_words_of(question, sentences)
    wanted = {term for term in terms(worded) if not term[0].isdigit()}
    for asked_change in _changes(worded, names):
        for sentence in sentences:
            for change in _changes(sentence, names):
                if change.size == asked_change.size and wanted & set(terms(sentence)):
                    same = _alike(asked_change, change)
                    if same is not None:
                        yield ("same" if same else "opposite"), sentence


def _alike(asked: _Change, said: _Change) -> bool | None:
    """Whether two changes by as much are one; None where it is not clear what stands against what."""
    subject, other = asked.subject - asked.object, asked.object - asked.subject
    beaten = said.object - said.subject
    straight = len(other & beaten) + len(subject & (said.subject - said.object))
    turned = len(subject & beaten) + len(other & (said.subject - said.object))
    if straight == turned and other and straight:
        return None
    if not straight and not turned and other and "\0self" not in subject | other:
        return None if "\0self" not in asked.subject | asked.object else asked.good == said.good
    turns = turned > straight or ("\0self" in other and not straight)
    return (asked.good == said.good) != turns


def _changes(text: str, names: Sequence[str]) -> Iterator[_Change]:
    for start, end, size, halves in _sizes(text):
        before = max((cut.end() for cut in _CLAUSE.finditer(text, 0, start)), default=0)
        cut = _CLAUSE.search(text, end)
        behind = cut.start() if cut else len(text)
        good = _is_good(text, before, start, end, behind, halves)
        if good is None:
            continue
        against = _against(text, before, start, end, behind)
        first = min(start, against.start() if against else start)
        object_ = _OBJECT_ENDS.split(text[against.end() :], maxsplit=1)[0] if against else ""
        subject = text[before:first] if first > before else ""
        if not side_terms(subject):  # "X reached 0.8, outperforming Y by 3%"
            subject = text[max(0, before - _AHEAD) : before]
        # "Its predecessor" is another.
        yield _Change(size, good, _side(subject, names), _side(_OWNS.sub(" ", object_), names))


def _side(text: str, names: Sequence[str]) -> frozenset[str]:
    return frozenset(term.replace("-", "") for term in side_terms(text, names))  # "nnU-Net" is "nnUNet"


def _against(text: str, before: int, start: int, end: int, behind: int) -> re.Match[str] | None:
    """What a change stands against: what is said behind its size, or else nearest before, in its clause or another."""
    following = min((at for at, *_ in _sizes(text) if at > end), default=behind)
    found = _OBJECT.search(text, end, min(behind, max(following, end)))
    for least in (before, 0):
        found = found or max(_OBJECT.finditer(text, least, start), key=lambda at: at.start(), default=None)
    return found


def _sizes(text: str) -> Iterator[tuple[int, int, tuple[str, float], bool]]:
    """Where a text says how large a change is, and how large."""
    last = -1
    for quantity in find_quantities(text):
        times = _TIMES.match(text, quantity.end) or _BY_FACTOR.search(text, 0, quantity.start)
        if times:
            behind = _TIMES.match(text, quantity.end)
            yield quantity.start, behind.end() if behind else quantity.end, ("x", quantity.value), False
        elif (quantity.percent or _POINTS.match(text, quantity.end)) and (
            _is_delta(text, quantity.start, quantity.end) or _BESIDE.fullmatch(text[last : quantity.start])
        ):
            last = quantity.end
            yield quantity.start, quantity.end, ("%", quantity.value), False
    for match in _FACTOR.finditer(text):
        word = match[0].lower()
        yield match.start(), match.end(), ("x", _FACTORS[word]), word in _HALVES


def _is_delta(text: str, start: int, end: int) -> bool:
    signed = text[max(0, start - 1) : start] in ("+", "-", "−")
    return bool(signed or _DELTA.search(text, 0, start) or _MARGIN.match(text, end) or _MOVES.search(text, 0, start))


def _is_good(text: str, before: int, start: int, end: int, behind: int, halves: bool) -> bool | None:
    """Whether a change is for the better, by the nearest word that says so; that of another clause before it, where its
    own has none.
    """
    found = []
    for words, kind in ((_GOOD, "good"), (_BAD, "bad"), (_MORE, "more"), (_LESS, "less")):
        for match in words.finditer(text, before, behind):
            if start <= match.start() < end and match.end() <= end:
                continue
            away = start - match.end() if match.end() <= start else match.start() - end
            found.append((away, kind, match))
    if halves and not found:
        return None
    if not found:
        found = [
            (start - match.end(), kind, match)
            for words, kind in ((_GOOD, "good"), (_BAD, "bad"))
            for match in words.finditer(text, 0, start)
        ]
    if not found:
        return None
    _, kind, match = min(found, key=lambda one: one[0])
    if kind in ("more", "less"):
        if _EFFICIENT.match(text, match.end()):
            good = kind == "more"
        else:
            burden = bool(_BURDEN.search(text, max(before, match.start() - 40), min(behind, match.end() + 60)))
            good = (kind == "more") != burden
            good = good != halves if kind == "more" and halves else good
    else:
        good = kind == "good"
    return good != bool(_NOT.search(text, max(before, match.start() - 30), match.start()))
