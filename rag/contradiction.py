"""What in a claim goes against a text that shares its words: a negation, an opposite, a comparison turned round.

Words are read clause by clause, each polar word ("improves", "harmful") with the words around it, so that the "not"
of another clause of an abstract does not count. After the signs of de Marneffe, Rafferty and Manning 2008 ("Finding
contradictions in text"): negation, antonymy, structure; numbers are read in `rag.quantities`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.direction import polar_words
from rag.words import STOPWORDS, stem

_TOKEN = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*|[;:.()—]")
_BREAKS = frozenset("but while whereas although though however yet despite except ; : . ( ) —".split())
_CUES = frozenset(
    """
    not no never without neither nor cannot hardly none nobody nothing lack lacks lacked lacking absence fail fails
    failed failing unable unlikely insufficient untrue myth avoids avoid avoiding eliminates eliminate eliminating
    unclear unknown unproven unavailable unsupported contrary discourage discourages debunked disputed refuted
    incorrect inconclusive little
    """.split()
)
_SCOPE = 4
"""Content words that a negation reaches."""
_AROUND = 4
"""Content words on either side of a polar word that say what it is about."""
_OPPOSITES = """
effective effectively useful | ineffective ineffectively useless
promising remarkable remarkably impressive excellent outstanding encouraging favorable good great | disappointing
  mediocre unimpressive discouraging unfavorable bad poor terrible
robust robustly reliable reliably stable trustworthy | fragile brittle unreliable unreliably unstable
accurate accurately precise precisely | inaccurate inaccurately imprecise
efficient efficiently | inefficient inefficiently wasteful
essential crucial critical vital important necessary | irrelevant unimportant unnecessary negligible dispensable
limited | unlimited
safe | unsafe dangerous harmful risky
positive positively | negative negatively
present presence | absent absence
benign | malignant
possible feasible | impossible infeasible
prevent prevents prevented preventing protect protects protective | cause causes caused causing
easy easily | hard difficult
cheap inexpensive | expensive costly
simple | complex complicated
always | never
before | after
public publicly | private privately proprietary
true | false untrue
agree agrees agreed consistent | disagree disagrees inconsistent
support supports supported confirm confirms | refute refutes reject rejects contradict contradicts
common frequently often | rare rarely uncommon seldom
strong strongly | weak weakly
sufficient enough adequate | insufficient inadequate
significant significantly substantial substantially | insignificant insignificantly negligible marginal marginally
likely | unlikely
similar comparable | different dissimilar
known clear established | unknown unclear
early | late
local | global
linear linearly | nonlinear quadratic quadratically exponential exponentially
accept accepts accepted | reject rejects rejected
include includes including | exclude excludes excluding
natural | artificial
warming warm warmer hot | cooling cool cooler cold
"""
_MORE = frozenset(
    """
    raise raises raised raising rise rises rising rose elevate elevates elevated promote promotes promoted facilitate
    facilitates facilitated amplify amplifies amplified expand expands expanded expanding grow grows grew growing
    intensify intensifies accelerate accelerates strengthen strengthens extend extends high many most majority more
    """.split()
)
_LESS = frozenset(
    """
    reduce reduces reduced reducing reduction reductions inhibit inhibits inhibited suppress suppresses suppressed
    mitigate mitigates mitigated mitigating alleviate alleviates alleviated attenuate attenuates attenuated minimize
    minimizes minimized minimise limit limits limited limiting lessen lessens shrink shrinks shrinking shrank fall
    falls falling fell decline cut cuts cutting lowers lowered lowering weaken weakens slow slows slowed curb curbs
    diminish diminishes diminished low few little minority less worsen worsens worsened worsening hamper hampers
    hampered hampering impair impairs impaired impairing undermine undermines deterioration degradation
    """.split()
)
"""What `rag.direction` leaves out, since less may be better."""
_NEGATING = ("un", "in", "im", "ir", "il", "non", "non-", "dis", "mis", "ab")
_ROOT = 5
"""Letters a word must have for a prefix to negate it: "un-labeled", not "in-form"."""
_COMPARED = re.compile(
    r"\b(?P<verb>(?:(?:is|are|was|were|be|been|being)\s+)?(?:\w+ly\s+)?"
    r"(?:outperform\w*|surpass\w*|exceed\w*|beats?|beaten|underperform\w*|outclass\w*|"
    r"(?:los(?:e|es|ing)|lost) (?:out )?to|(?:lag|fall|fell|trail)\w* behind|trail(?:s|ed)?))\b(?P<by>\s+by\b)?"
    r"|\b(?:(?P<adjective>better|worse|higher|lower|superior|inferior|faster|slower|larger|smaller|stronger|weaker|"
    r"fewer|more|less|greater)\b(?:\s+[\w%-]+){0,9}?\s+(?:than|over|(?<=superior )to|(?<=inferior )to|(?<=compared )to"
    r"|(?<=relative )to|(?<=comparison )to)\b)",
    re.I,
)
_AMOUNT = re.compile(r"\b(?:more|less|fewer|greater|higher|lower|larger|smaller)\b", re.I)
_LESSER = re.compile(
    r"underperform|\b(?:los(?:e|es|ing)|lost)\b|behind|trail|worse|lower|inferior|slower|smaller|weaker|fewer|less",
    re.I,
)
_GAIN = re.compile(r"\b(?:gain|improvement|advantage|lead|margin)s?\b(?:\s+[^\s,;:()]+){0,4}?\s+over\b", re.I)
_ACRONYM = re.compile(r"\s\(([A-Z][\w-]*)\)")
"""Behind what it stands for, which it belongs to."""
_OBJECT_ENDS = re.compile(
    r"[;:()]|[.,](?!\d)|\b(?:by|on|in|with|for|across|at|when|while|whereas|and achiev\w+|but)\b", re.I
)
_SUBJECT_STARTS = re.compile(r"[;:()]|[.,](?!\d)|\b(?:that|which|while|whereas|but|because|since)\b", re.I)
_BOUND = re.compile(r"\W*(?:about |around |some |roughly )?\d[\d.,]*(?![\w-])", re.I)
"""No side of a comparison but a bound ("smaller than 2 cm")."""
_NO_SUBJECT = re.compile(r"\W*(?:(?:and|but|even|also|often|still|further|thus|thereby|hence|\w+ly)\b\W*)*", re.I)
OWN_MARK = "\0self"
"""Stands for the authors' own work among the terms of a side."""
_SELF = re.compile(r"\b(?:we|our|ours|it|its|proposed|this|these|they|their|authors?)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Polar:
    """A word with an opposite: its axis, which end of it (a negation before it turns it round), what is around."""

    word: str
    axis: int
    sign: int
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Denial:
    """A negation and the content words that it reaches."""

    scope: tuple[str, ...]
    polar: bool
    """Whether a polar word is among them, so that an opposite may say the same."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as contradictions are looked for in it."""

    text: str
    stems: frozenset[str]
    words: frozenset[str]
    polars: tuple[_Polar, ...]
    denials: tuple[_Denial, ...]


@lru_cache(maxsize=1)
def _axes() -> dict[str, tuple[int, int]]:
    """Axis and end of each word of the pairs; axis 0 is more and less (`rag.direction`)."""
    ends = dict.fromkeys(_MORE, (0, 1)) | dict.fromkeys(_LESS, (0, -1))
    for axis, line in enumerate(re.sub(r"\n  ", " ", _OPPOSITES).strip().splitlines(), 1):
        for sign, side in zip((1, -1), line.split("|"), strict=True):
            ends |= dict.fromkeys(side.split(), (axis, sign))
    return ends


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """A text's polar words and negations."""
    moving = {start: (1 if way == "up" else -1) for start, way in polar_words(text)}
    polars: list[_Polar] = []
    denials: list[_Denial] = []
    every: set[str] = set()
    for clause in _clauses(text):
        lowered = [word for word, _ in clause]
        every.update(lowered)
        content = [i for i, word in enumerate(lowered) if _is_content(word)]
        reach: dict[int, int] = {}
        denied: list[tuple[int, list[int]]] = []
        for i, word in enumerate(lowered):
            if not (word in _CUES or word.endswith(("n't", "n’t"))) or lowered[i + 1 : i + 2] == ["only"]:
                continue
            after = [j for j in content if j > i][:_SCOPE]
            scope = after or [j for j in content if j < i][-_SCOPE:]
            denied.append((i, scope))
            for j in scope:
                reach[j] = reach.get(j, 0) + 1
        found: set[int] = set()
        for i, (word, start) in enumerate(clause):
            axis, sign = _end(word, start, moving)
            if axis < 0:
                continue
            found.add(i)
            near = [j for j in content if j < i][-_AROUND:] + [j for j in content if j > i][:_AROUND]
            turned = -1 if reach.get(i, 0) % 2 else 1
            polars.append(_Polar(word, axis, sign * turned, frozenset(stem(lowered[j]) for j in near)))
        denials += [
            _Denial(tuple(stem(lowered[j]) for j in scope), bool(found & set(scope))) for _, scope in denied if scope
        ]
    return Reading(text, frozenset(map(stem, every)), frozenset(every), tuple(polars), tuple(denials))


def _end(word: str, start: int, moving: Mapping[int, int]) -> tuple[int, int]:
    """Axis and end of a word, of the last part of a compound ("knowledge-enhanced", "low-cost"); axis -1 for none."""
    for at, sign in moving.items():
        if start <= at < start + len(word):
            return 0, sign
    for part in (word, *reversed(word.split("-"))):
        if part in _axes():
            return _axes()[part]
    return -1, 0


def _clauses(text: str) -> Iterator[list[tuple[str, int]]]:
    clause: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text):
        word = match[0].lower()
        if word in _BREAKS:
            yield clause
            clause = []
        else:
            clause.append((word, match.start()))
    yield clause


def _is_content(word: str) -> bool:
    return word not in STOPWORDS and word not in _CUES and (len(word) > 1 or word.isdigit())


def denies_otherwise(claim: Reading, said: Reading) -> bool:
    """Whether the claim denies what the text does not, or leaves out a negation of what it repeats."""
    for denial in claim.denials:
        if not any(_share(denial, other) for other in said.denials) and not _in_other_words(denial, said):
            return True
    for denial in said.denials:
        nearest = set(denial.scope[:2])
        if (
            nearest <= claim.stems
            and not any(_share(denial, other) for other in claim.denials)
            and not _in_other_words(denial, claim)
        ):
            return True
    return False


def _share(one: _Denial, other: _Denial) -> bool:
    return bool(set(one.scope) & set(other.scope))


def _in_other_words(denial: _Denial, text: Reading) -> bool:
    """Whether a text without that negation says the same: "unlabeled" for "no labels", or an opposite, compared
    elsewhere.
    """
    if denial.polar:
        return True
    negated = (f"{prefix}{stemmed}" for stemmed in denial.scope[:2] for prefix in _NEGATING)
    return any(form in text.stems for form in negated) or any(
        word.endswith(("-free", "less")) and any(word.startswith(s) for s in denial.scope[:2]) for word in text.words
    )


def opposes(claim: Reading, said: Reading) -> bool:
    """Whether a word of the claim has its opposite in the text, about the same things, and not itself."""
    for polar in claim.polars:
        rivals = [(len(polar.around & other.around), other.sign) for other in said.polars if other.axis == polar.axis]
        most = max((shared for shared, _ in rivals), default=0)
        if most and all(sign != polar.sign for shared, sign in rivals if shared == most):
            return True
    return _prefixed(claim, said) or _prefixed(said, claim)


def says_alone(claim: Reading, said: Reading) -> bool:
    """Whether the claim says more or less, better or worse, where the text says nothing of that kind."""
    ends = {(other.axis, other.sign) for other in said.polars}
    return any((polar.axis, polar.sign) not in ends and stem(polar.word) not in said.stems for polar in claim.polars)


def _prefixed(one: Reading, other: Reading) -> bool:
    """Whether one has a word that the other has only with a negating prefix ("labeled", "unlabeled")."""
    for word in one.words - other.words:
        if len(word) >= _ROOT and word not in STOPWORDS:
            negated = {f"{prefix}{word}" for prefix in _NEGATING}
            if negated & other.words and stem(word) not in other.stems and not negated & one.words:
                return True
    return False


def turned_round(claim: str, said: str, own: Sequence[str] = (), both: bool = False, gains: bool = False) -> bool:
    """Whether the claim compares the same things as the text with the sides swapped ("B outperforms A").

    `own` are names that the text's "we" and "our" stand for; with `both`, each side must be found again; with `gains`,
    "a gain of 9% over B" compares, too.
    """
    against = _set_against(claim, said, own, gains)
    return any(swapped > same and (each or not both) for same, swapped, each in against)


def turned_by(claim: str, said: str, own: Sequence[str]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """By what a comparison of the claim is turned round in the text, "a gain over" too: the terms of what the claim has
    ahead and the text behind, and of what the claim has behind and the text ahead.
    """
    known = list(_comparisons(said, own, True))
    for left, right in _comparisons(claim, own):
        for before, after in known:
            ahead, behind = left - right, right - left
            same = len(ahead & (before - after)) + len(behind & (after - before))
            if len(ahead & (after - before)) + len(behind & (before - after)) > same:
                yield ahead & after, behind & before


def of_amount(claim: str) -> bool:
    """Whether a claim compares by how much of something there is, of which more may be better or worse."""
    return bool(_AMOUNT.search(claim))


def _amounts(text: str) -> set[str]:
    return {match[0].lower() for match in _AMOUNT.finditer(text)} - {"more", "less"}


def compared_alike(claim: str, said: str, own: Sequence[str] = (), gains: bool = False) -> bool:
    """Whether the claim and the text compare the same two things, each found again, with the same side ahead; not where
    the claim alone is of an amount: to suffer more is not to be more robust.
    """
    if of_amount(claim) and not _amounts(claim) & _amounts(said):
        return False
    return any(same > swapped and each for same, swapped, each in _set_against(claim, said, own, gains))


def speaks_of_both(claim: str, said: str, own: Sequence[str] = ()) -> bool:
    """Whether a text has something of either side of what a claim compares; it has, where that compares nothing."""
    sides = list(_comparisons(claim, own))
    has = side_terms(said, own)
    return not sides or any(a & has and b & has for a, b in ((a - b, b - a) for a, b in sides))


_ASKS_AMOUNT = re.compile(r"\W*(?:by\s+)?how\s+(?:much|far|many\s+[\w-]+)\W*", re.I)
_INVERTED = re.compile(r"(?P<object>.+?)\s+(?:is|are|was|were|did|does|do)\s+(?P<subject>.+)", re.I)
"""Behind "how much better than": what is compared stands after its verb ("B was A?")."""


def compared(text: str, gains: bool = False) -> Iterator[tuple[str, str]]:
    """What a text says is more and what is less, as it is written, a comparison at a time; with `gains`, also by
    "a gain over", and by what hangs on its sentence ("…, outperforming B").

    >>> list(compared("By how much is A worse than B on CT?"))
    [(' B ', 'By how much is A ')]
    >>> list(compared("How much better than B was A?"))
    [('A?', ' B')]
    """
    text = _ACRONYM.sub(r" \1", text)
    for match in _COMPARED.finditer(text):
        left = _SUBJECT_STARTS.split(text[: match.start()])[-1]
        if gains and _NO_SUBJECT.fullmatch(left):  # "X reached 0.8, outperforming Y"
            left = text[: match.start()]
        right = _OBJECT_ENDS.split(text[match.end() :], maxsplit=1)[0]
        if _BOUND.match(right):
            continue
        inverted = _INVERTED.fullmatch(right) if _ASKS_AMOUNT.fullmatch(left) else None
        if inverted:
            left, right = inverted["subject"], inverted["object"]
        passive = bool(match["by"]) and re.match(r"(?:is|are|was|were|be|been|being)\s", match["verb"], re.I)
        if match["by"] and not passive:
            continue  # "outperforms by 3 %": its object is left out
        yield (right, left) if bool(_LESSER.search(match[0])) != bool(passive) else (left, right)
    for match in _GAIN.finditer(text) if gains else ():
        yield text[: match.start()], _OBJECT_ENDS.split(text[match.end() :], maxsplit=1)[0]


def _set_against(claim: str, said: str, own: Sequence[str], gains: bool) -> Iterator[tuple[int, int, bool]]:
    """Each comparison of a claim beside each of a text: how many terms stand on the same side and on the other, and
    whether both sides are found again.
    """
    known = list(_comparisons(said, own, gains))
    for left, right in _comparisons(claim, own):
        for before, after in known:
            # What stands on both sides tells nothing.
            a, b = left - right, right - left
            alike = a & (before - after), b & (after - before)
            swapped = a & (after - before), b & (before - after)
            same, other = sum(map(len, alike)), sum(map(len, swapped))
            if same > other or (other > same and (a & after or b & before)):
                yield same, other, all(alike if same > other else (a & after, b & before))


def _comparisons(text: str, own: Sequence[str], gains: bool = False) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The terms of what is more and of what is less, a comparison at a time."""
    for more, less in compared(text, gains):
        sides = side_terms(more, own), side_terms(less, own)
        if all(sides):
            yield sides


def side_terms(text: str, own: Sequence[str] = ()) -> frozenset[str]:
    """The terms of a side of a comparison, with a mark for the authors' own work, which `own` are names of."""
    found = {stem(word) for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower()) if _is_content(word)}
    lowered = text.lower()
    if _SELF.search(text) or any(name.lower() in lowered for name in own):
        found.add(OWN_MARK)
    return frozenset(found)
