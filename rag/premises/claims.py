"""What a question states: its claims, without the words that ask.

"Why did A beat B?", "A beat B - by how much?", "I read that A beat B; is that so on MRI?" and "Given that A beat B,
which metric was used?" all state that A beat B.
"""

import re
from dataclasses import dataclass

from rag.premises.whether import TRUE
from rag.wordings import any_word, pattern

_AUXILIARY = any_word("do does did is are was were has have had can could must should would will")
_DOES = any_word("do does did")
_LEAD = (
    r"^\W*(?:(?:and|but|so|please|also)\s+)?"
    rf"(?:{any_word('in on for from with per behind when of at to', 'according to', 'compared with')}\s"
    r"[^?:]{4,160}?[,:]\s+(?=(?:why|how|what|which|by|explain|for)\b)"
    r"|[^?.:,]{4,140}[,:]\s+(?=(?:why|how|what|by|explain|for)\b))?"
    r"(?:(?:so|and|but|then)\s+)?"
)
"""A clause that says which paper is meant."""
_REASON = pattern(
    _LEAD
    + any_word(
        "",
        rf"(?:explain\s+)?why\s+(?:{_AUXILIARY}(?:n['’]?t)?\s+)?",
        r"how come\s+",
        rf"for (?:what|which) (?:reason|purpose)s?\s+(?:{_AUXILIARY}\s+)?",
        r"what(?:['’]s| is| was| are| were)? (?:the|a) (?:(?:main|given|stated)\s+)?"
        r"(?:reason|cause|explanation|purpose|motive)s?\b\s*(?:(?:is|was|are) given\s+)?"
        r"(?:(?:for|that|why|of|behind)\b)?\s*",
        r"what reasons? (?:is|are|was|were) (?:given|offered|named) (?:for|that|why)\s+",
        rf"what {_DOES} [^?]{{3,80}}? (?:give as|name as|call|see as|offer as|consider) (?:the|a) reasons? "
        r"(?:that|for|why)\s+",
        rf"(?:what|which) (?:reason|explanation|cause)s? {_DOES} [^?]{{3,100}}? (?:give|offer|name|have|see|suggest)s? "
        r"(?:for|that|why)\s+",
        rf"what {any_word('explains? explained caus(?:es|ed) le[ad]d? motivated prompted drove justif(?:ies|ied)')}\s+"
        r"(?:to\s+)?(?:that\s+)?",
        rf"(?:what|which \w+) {any_word('enabled allowed helped lets?', 'account(?:s|ed) for')}\s+(?:that\s+)?",
        r"where (?:do|does|did)\s+(?=[^?]+ (?:come|stem|arise) from)",
        r"what(?:['’]s| is| was) behind\s+",
        r"what was wrong with .{3,80}? (?=that )",
        r"what (?:made|makes) it (?:necessary|possible) for\s+",
        r"what (?:made|makes)\s+",
        r"what (?:kept|keeps|prevent(?:s|ed)|stop(?:s|ped))\s+(?=[^?]* from )",
        rf"how {_DOES} [^?]{{3,80}}? explain (?:(?:that|why)\s+)?",
        rf"by (?:how|what) (?:much|many|\w+)(?:\s[\w-]+){{0,3}}?\s+(?:{_AUXILIARY}\s+|(?=the|[A-Z]))",
        r"how (?:much|badly|far)\s+(?=\w+er\b|more\b|less\b|worse\b)",
    )
)
"""Asks for the reason or the size of what it states."""
_MANNER = pattern(_LEAD + rf"how {_AUXILIARY}(?:n['’]?t)?\s+")
"""Asks how it was done; all else is stated."""
_MANAGES = pattern(rf"\s{any_word('', 'manage[sd]? to', 'succeed(?:s|ed)? in')}\s")
"""Behind it stands what was attained, which is all stated."""
_WON = pattern(
    rf"\s{any_word('beat outperform surpass exceed outdo win', 'c[ao]me out (?:on top|ahead|first|worse|last)')}\b",
    rf"\s{any_word('do better than', 'do worse than', 'lose to', 'fall behind', 'lag behind', 'fall short of')}\b",
    r"\smade\s(?:more\s|less\s)?\w+\sthan\b",
)
"""Tells who was better, which is all stated."""
_PART = pattern(
    _LEAD
    + any_word(
        "",
        rf"how (?:much|many|long)\s+(?:[\w-]+\s+){{0,3}}?{_AUXILIARY}\s+",
        rf"(?:which|what)(?P<asked>(?:\s[\w-]+){{1,4}}?)\s+{_AUXILIARY}\s+",
    )
)
"""Asks for a part of it, which is then missing from what it states."""
_REASON_WITHIN = pattern(
    rf"\b(?:why\s+(?:{_AUXILIARY}(?P<denied>n['’]?t)?\s+)?|how come\s+"
    rf"|what (?:{any_word('made makes explains explained caused causes')}|is behind|was behind)\s+)"
    r"(?P<claim>.+)$"
)
"""The same after any words that say which paper is meant ("in that quiz study why did A beat B")."""
_QUESTION_AFTER = pattern(
    r"\s*(?:[-–—,;:.]\s*"
    + any_word(
        "how what why which where when who is are was were can could does do did has have any",
        "by (?:how|what)",
        "(?:from|on|in|for|to) (?:which|what|where)",
    )
    + rf"(?:n['’]t)?\b[^?]*\??|,?\s*(?:right|correct|no|{any_word('is does do are')}(?:n['’]t)? (?:it|they))\s*\?.*)$"
)
_TAG = pattern(rf",?\s*(?:right|correct|no|{any_word('is does do are')}(?:n['’]t)? (?:it|they))\s*\?")
_ASKS = pattern(r"^\W*(?:why|how|what|which|when|where|who|by|explain)\b")
_TOLD = pattern(r"^\W*(?:when|where|whenever)\b[^.?!]{3,120}?,\s[^?]*?[a-z)\d]{2}\.\s")
"""A clause and what happens then, told in a sentence of its own ("When labels are few, A beats B. …")."""
_OF_PAPER = pattern(
    rf"^\W*{any_word('in for of on from to with without at by under within among across during after before when')}\b"
)
"""Begins with the paper that is meant, or with a condition, so that a question behind a comma is of that."""
_ADVISES = pattern(r"(?:i|we|you|one|people|someone|somebody|anyone|anybody)\b")
"""Who asks how something is to be done, and states nothing."""
_PROPERTY = pattern(
    rf"(?:which|what)\s(?:[\w-]+\s){{1,3}}?(?:of|in|behind)\s(?P<who>[^,?.]{{2,80}}?)\s"
    rf"{any_word('makes? made causes? caused lets? allows? allowed enables? enabled helps? helped leads? led')}\s"
    r"(?:it|them)\s(?:to\s)?(?P<does>[^?]+)"
)
"""Asks what of something makes it do what is stated."""
_SET_AGAINST = pattern(
    r"^(?P<it>[^.?!]{2,140}?)\s(?:was|were|is|are|has been)\s(?:[\w-]+\s)?"
    rf"{any_word('compared pitted tested measured evaluated benchmarked weighed set')}\s(?:with|against|to)\s"
    r"(?P<them>[^.?!]{3,100})[.!]\s+(?P<asked>[^.]+)$"
)
"""Two sides in a sentence before that which asks."""
_IT, _THEM = pattern(r"\bit\b"), pattern(r"\b(?:them(?: both| all)?|these)\b")
_THEY_THINK = pattern(
    rf"\b(?<=what ){_DOES} (?:they|(?:the|its) (?:authors|writers|researchers|team)) "
    rf"{any_word('think believe say suggest suspect argue claim')}\s"
)
_HEARD = pattern(
    r"^\W*(?:so\s+|and\s+)?(?:i|we|my \w+|they|somebody|someone|people)\s+(?:\w+\s+)?"
    + any_word("read heard hear gather understand think thought says? said believe learned saw", "told me")
    + r"\s+(?:that\s+)?"
)
_ASIDE = pattern(r",?\s*(?:i gather|as i understand it|i hear|apparently|it seems),?")
_GIVEN = any_word(
    "since", "because(?! of)", "given that", "now that", "seeing that", "considering that", "granted that"
)
_BEFORE = pattern(rf"^\W*(?:{_GIVEN}|as|if)\s+(?P<claim>[^?]{{8,200}}?),\s")
_BEHIND = pattern(rf",?\s{_GIVEN}\s+(?P<claim>[^?]{{8,}})\?*$")
_THAT = pattern(rf"^\W*{_AUXILIARY}(?:n['’]?t)? it (?!{TRUE})(?:[\w-]+ ){{1,4}}that (?P<claim>[^?,]{{8,}})")
"""Asks how it is that something is so."""
_DENIED_AUXILIARY = pattern(rf"\b{_AUXILIARY}n['’]?t\s+$")
_PERSON = pattern(r"\b(?:i|i'm|im|my|me|we|our|us|someone|somebody|you|your)\b")
"""Speaks of whoever asks, not of what a paper found."""
_FEWEST = 8
"""Letters that a claim has at least."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a question states."""

    text: str
    whole: bool
    """Whether nothing of it is asked for, but its reason or its size."""
    manner: bool = False
    """Whether nothing of it is asked for, but how it was done."""


def claims(question: str) -> tuple[Claim, ...]:
    """The claims of a question, those beside what it asks first; none where it states nothing.

    >>> claims("ViT beats CNN on MRI, right? By how much?")
    (Claim(text='ViT beats CNN on MRI', whole=True),)
    """
    against = _SET_AGAINST.match(question)
    if against:
        it, them = against["it"], against["them"]
        question = _THEM.sub(lambda _: them, _IT.sub(lambda _: it, against["asked"]))
    question = _THEY_THINK.sub("", question)
    found = [match["claim"] for given in (_BEFORE, _BEHIND, _THAT) if (match := given.search(question))]
    after = _QUESTION_AFTER.search(question)
    of_paper = after and after[0][0] in ",:;" and not _TAG.match(after[0]) and _OF_PAPER.match(question)
    if after and not found and not (_ASKS.match(question) and not _TOLD.match(question)) and not of_paper:
        said = _ASIDE.sub("", _HEARD.sub("", question[: after.start()]))
        if len(said) > _FEWEST and not _PERSON.search(said):
            found.append(said)
    last = re.split(r"[.?]\s+(?=\w)", question)[-1]
    asked = next((claim for part in (question, last) if (claim := _asked(part))), None)
    return (*(Claim(text, True) for text in found), *([asked] if asked else ()))


def _asked(text: str) -> Claim | None:
    property_ = _PROPERTY.search(text)
    if property_:
        return Claim(f"{property_['who']} {property_['does']}".rstrip(" ."), True)
    for form in (_REASON, _MANNER, _PART):
        match = form.match(text)
        if match and re.search(r"\w", match[0]) and len(text) - match.end() > _FEWEST:
            # A clause before the question alone asks nothing.
            if re.search(r"[,:]\s*$", match[0]):
                continue
            if form is _MANNER and _ADVISES.match(text, match.end()):
                continue
            denied = "not " if _DENIED_AUXILIARY.search(match[0]) else ""
            stated = denied + text[match.end() :].rstrip("? .")
            asked = match.groupdict().get("asked")
            attained = form is _MANNER and (_MANAGES.search(stated) or _WON.search(stated))
            return Claim(_MANAGES.sub(" ", stated) + (asked or ""), form is _REASON or bool(attained), form is _MANNER)
    within = _REASON_WITHIN.search(text)
    if within and len(within["claim"]) > _FEWEST:
        return Claim(("not " if within["denied"] else "") + within["claim"].rstrip("? ."), True)
    return None
