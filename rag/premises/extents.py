"""How many and how large a share a question states, and a sentence with one instead of many, or a smaller share."""

import re
from collections.abc import Sequence

from rag.premises.claims import Claim
from rag.premises.granted import denied_before, presumes
from rag.premises.topic import as_said, shares
from rag.wordings import any_word, pattern
from rag.words import terms

_MANY = pattern(
    rf"\b{any_word('many several multiple hundreds dozens separate(?:ly)? isolated twice', 'three times')}\b"
)
_SINGLE = pattern(rf"\b{any_word('single once unified')}\b")
_MANY_OF = pattern(r"\b(?:many|several|multiple|hundreds of|dozens of)\s+(?P<of>(?:[\w-]+\s+){0,2}?[\w-]+s)\b")
_ANY_NUMBER = pattern(r"\b(?:many|several|multiple|hundreds|dozens|multi-?\w*|separate\w*|each)\b")
_ONE = pattern(
    r"\b(?:(?:one|a) single|(?:just|only) one|one lone)\s+(?P<of>(?:[\w-]+\s+){0,1}[\w-]+)",
    r"\bone (?P<alone>[\w-]+) (?:only|alone)\b",
    r"\b(?:only|just)\s[a-z]+\s(?:(?:on|in|from|with|by|to)\s)?(?:one|a single)\s+(?P<only>(?:[\w-]+\s+){0,1}[\w-]+)",
)
_SINGLE_ONE = pattern(
    r"\b(?:single|one|unified|universal|all-in-one)[\s-]+(?P<of>(?:[\w-]+\s+){0,1}[\w-]+)",
    r"\b(?:uni|mono)-?(?P<compound>[a-z]{4,})",
)
_SEVERAL = pattern(
    r"\b(?:multi-?|(?:two|three|four|five|six|seven|eight|nine|ten)-)(?P<compound>[a-z]{4,})",
    r"\b(?:multiple|several|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<of>(?:[\w-]+\s+){0,5}[\w-]+)",
)
_SIDE_BY_SIDE = pattern(
    r"\b(?:in parallel|(?:gpu|comput\w+|machine) clusters?|clusters? of|server farms?|(?<!of the )hundreds|dozens|"
    r"(?:share|split|spread|divide|distribute)\w*\s(?:\w+\s){0,4}(?:between|among|across|over))\b"
)
"""Says that many do it together."""
_SCORES = pattern(
    r"\bhow many (?:dozen|hundred|thousand|million|billion)s?\s+(?:of\s+)?(?P<of>(?:[\w-]+\s+){0,2}?[\w-]+s)\b"
)
"""Takes it for granted that there are at least so many."""
_ONE_ALONE = pattern(r"\b(?:(?:a|one) single|(?:just|only) one)\s+(?P<of>[\w-]+(?:\s+[\w-]+)?)")
_MORE_THAN_ONE = pattern(
    r"\b(?:\d[\d.,]*[kKM]?\+?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|multiple|hundreds of|"
    r"thousands of)\s+(?P<of>(?:[\w-]+\s+){0,2}[\w-]+)"
)
_LIKE_ONE = pattern(r"\b(?:equivalent|equal|same|similar|comparable|as (?:low|high|fast) as|that of)\b")
"""What a single one would do is said of many."""
_LEAD = re.compile(r"^.*[.:,]\s+(?=\w)")
"""What stands before the question itself."""
_OTHERS = pattern(
    rf"\b{any_word('existing conventional prior previous current traditional others? most many unlike typically')}\b"
)
"""Says of others' work; "several" (`rag.premises.whose`) is what is looked for here."""
_MOST = pattern(
    r"\b"
    + any_word(
        "all every each majority always mostly",
        r"[5-9]\d ?%",
        "most(?= (?:of|cases))",
        "(?:nearly|almost) (?:every|all|always)",
    )
    + r"(?![\w-])"
)
_EVERY = frozenset({"all", "every", "each"})
_SHARE = pattern(r"\b(\d+)(?: out)? of (?:the )?(\d+)\b", r"\bup to (\d+(?:\.\d+)?) ?\\?%")
_NONE = pattern(r"\b(?:none|no|hardly any|few)\b(?: of)?")
_MAJORITY = pattern(r"\b(?:majority|most of|nearly all|almost all)\b")
_MADE = pattern(r"\b(?:synthetic\w*|artificial\w*|simulat\w+|generated|virtual\w*|invented|drawn)\b")
_REAL = pattern(r"\b(?:real|actual|genuine)\b")
_FAILS = pattern(r"\b(?:miss(?:es|ed)?|fail\w*|los(?:e|es|t)|falls? short|fell short|behind|worse)\b")
_MORE = pattern(
    r"\b"
    + any_word(r"more extra additional increas\w* higher larger bigger greater heavier rais(?:es?|ed|ing)")
    + r"\s+"
    r"(?!than\b)(?P<of>(?:[\w-]+\s+){0,3}[\w-]+)",
    r"\b(?P<larger>[\w-]+)\s(?:(?:is|are|was|were)\s)?(?:higher|larger|greater|heavier|bigger)(?=\s(?:than|when|with|in)\b|\W*$)",
    rf"\b(?P<rising>[\w-]+)\s{any_word('rises? rose soars? soared climbs?', '(?:go|goes|going|went|shot) up')}\b",
)
"""Behind it, or before, stands what there is more of."""
_LESS = pattern(
    r"\b" + any_word(r"less lower fewer smaller reduc\w+ decreas\w+ minimal sav(?:es?|ed|ing)") + r"\s+"
    r"(?!than\b)(?P<of>(?:[\w-]+\s+){0,3}[\w-]+)",
    r"\b(?:more|highly)\s(?P<thrifty>\w+)ly\s(?:more\s)?efficient\b",
    r"\b(?:only|just)\s+[\d.]+\s?\\?%\s+(?:of|as)\s+(?P<share>(?:[\w-]+\s+){0,3}[\w-]+)",
)
_END = pattern(r"\b(?:than|to|for|in|on|at|with|by|and|but|or|that|which|when|while|compared)\b")
_RELATED = 2
"""Terms that a sentence must share with a claim."""
_CLOSELY = 3
"""The same, where it has a number."""


def one_not_many(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence with a single thing where a claim has many ("hundreds of GPUs", "a single GPU"), or None where as
    much of the claim stands in one that has many, too.
    """
    many_said = any(not denied_before(claim.text, said.start()) for said in _MANY.finditer(claim.text))
    if not (claim.whole or claim.manner) or not many_said or re.search(r"\bsingle\b", claim.text, re.I):
        return None
    many_of = _amounts(_MANY_OF, claim.text)
    own = (clause for sentence in sentences for clause in sentence.split(",") if not _OTHERS.search(clause))
    if many_of and any(many_of & _amounts(_MORE_THAN_ONE, clause) for clause in own):
        return None
    counts = shares(_MANY.sub(" ", claim.text), sentences).counts
    # What else there are many of tells nothing.
    as_much = re.search(r"\btimes\b|\btwice\b|\bseparate|\bisolated", claim.text, re.I)
    one = many = 0
    found = None
    for sentence, count in zip(sentences, counts, strict=True):
        single = _has_own(_SINGLE, sentence)
        if count > one and single:
            one, found = count, sentence
        if not (single and as_much) and _has_own(_ANY_NUMBER, sentence):
            many = max(many, count)
    return found if one >= _RELATED and one > many else None


def one_not_side_by_side(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence with a single one of what a question takes to be many at work together ("how many GPUs in
    parallel?"), or None.
    """
    together = _SIDE_BY_SIDE.finditer(question)
    if (
        all(denied_before(question, many.start()) for many in together)
        or _SINGLE.search(question)
        or not presumes(_LEAD.sub("", question))
    ):
        return None
    asked = {term.removesuffix("s") for term in terms(question)}  # "gpus" keeps its "s"
    for sentence in sentences:
        for clause in sentence.split(","):
            single = () if _OTHERS.search(clause) or _LIKE_ONE.search(clause) else _SINGLE_ONE.finditer(clause)
            if any(asked & set(terms(match["of"])[:1]) for match in single):
                return sentence
    return None


def fewer_than_asked(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence with a single one of what a question takes to be dozens or more ("how many hundred GPUs?"), in which
    something else stands that it asks; None where any sentence of the authors' own work has several.
    """
    asked = _SCORES.search(question)
    if not asked:
        return None
    things = {other.removesuffix("s") for term in terms(asked["of"])[-1:] for other in as_said(term)}
    around = set(terms(question)) - set(terms(asked[0]))
    found = None
    for sentence in sentences:
        for clause in sentence.split(","):
            if _OTHERS.search(clause) or _LIKE_ONE.search(clause):
                continue
            if things & {other.removesuffix("s") for other in _amounts(_MORE_THAN_ONE, clause)}:
                return None
            one = {other.removesuffix("s") for other in _amounts(_ONE_ALONE, clause)}
            if things & one and around & set(terms(clause)):
                found = found or sentence
    return found


def many_not_one(claim: Claim, sentences: Sequence[str], names: Sequence[str] = ()) -> str | None:
    """The sentence of the authors' own work with several of what a claim says there is a single one ("in one single
    stage", "a three-stage training"), or None where one has a single one. Of a work that one of `names` stands for,
    that of others with a single one is enough.
    """
    one = _amounts(_ONE, claim.text) if claim.whole or claim.manner else set()
    clauses = (clause for sentence in sentences for clause in sentence.split(",") if not _OTHERS.search(clause))
    if not one or any(_amounts(_SINGLE_ONE, clause) & one for clause in clauses):
        return None
    several = (s for s in sentences if not _OTHERS.search(s) and _amounts(_SEVERAL, s) & one)
    named = any(name in claim.text for name in names)
    of_others = (s for s in sentences if named and _OTHERS.search(s) and _amounts(_SINGLE_ONE, s) & one)
    return next(several, None) or next(of_others, None)


def smaller_share(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence with less than half where a claim has most, or not all where it has all ("11 out of 18", "up to
    40 %"), or with most where it has none or where it says that most fail or are made up; None where none is closely
    about it.
    """
    most, none = _MOST.search(claim.text), _NONE.match(claim.text)
    if not most and not none:
        return None
    counts = shares(claim.text, sentences).counts
    for sentence, count in zip(sentences, counts, strict=True):
        larger = _MAJORITY.search(sentence)
        if none and claim.whole and larger and count >= _RELATED:
            return sentence
        if most and not larger and count >= _CLOSELY and _falls_short(most[0].lower(), sentence):
            return sentence
        if most and claim.whole and count >= _RELATED and _FAILS.search(claim.text) and _largely(sentence):
            return sentence
        if most and larger and count and _MADE.search(claim.text) and _REAL.search(sentence):
            return sentence
    return None


def less_of_it(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence by which there is less of what a claim says there is more of ("raises the cost", "reduces the
    computational cost"), or None where another says that there is more, or none is about the claim.
    """
    more = _amounts(_MORE, claim.text) if claim.whole or claim.manner else set()
    if not more or any(_amounts(_MORE, sentence) & more for sentence in sentences):
        return None
    counts = shares(claim.text, sentences).counts
    return next((s for s, n in zip(sentences, counts, strict=True) if n >= _RELATED and _own_less(s, more)), None)


def _own_less(sentence: str, of: set[str]) -> bool:
    """Whether a clause that is not about others' work has less of it."""
    return any(_amounts(_LESS, clause) & of and not _OTHERS.search(clause) for clause in sentence.split(","))


def _amounts(words: re.Pattern[str], text: str) -> set[str]:
    """The terms, and others for them, of what stands behind these words up to where its phrase ends."""
    found = (next(group for group in match.groups() if group) for match in words.finditer(text))
    phrases = (_END.split(phrase, maxsplit=1)[0] for phrase in found)
    return {other for phrase in phrases for term in terms(phrase) for other in as_said(term)}


def _has_own(words: re.Pattern[str], sentence: str) -> bool:
    """Whether a clause that is not about others' work has one of these words."""
    return any(words.search(clause) and not _OTHERS.search(clause) for clause in sentence.split(","))


def _falls_short(most: str, sentence: str) -> bool:
    for share in _SHARE.finditer(sentence):
        part = float(share[3]) / 100 if share[3] else float(share[1]) / max(1.0, float(share[2]))
        if part < 0.5 or (share[1] and part < 1 and most in _EVERY):
            return True
    return False


def _largely(sentence: str) -> bool:
    """Whether something is said to succeed in more than half of the cases."""
    counted = (share for share in _SHARE.finditer(sentence) if share[1])
    return not _FAILS.search(sentence) and any(float(share[1]) / max(1.0, float(share[2])) > 0.5 for share in counted)
