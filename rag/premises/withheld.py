"""What a question takes to be given away or kept back, and a sentence that says the opposite."""

from collections.abc import Sequence

from rag.clause import asking_clause
from rag.premises.claims import claims
from rag.premises.granted import denied_before, denies, presumes
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS
from rag.wordings import any_word, pattern
from rag.words import terms

_WANTS = pattern(
    r"\b"
    + any_word(
        r"download\w* obtain\w*",
        "(?:where|how) (?:can|could|do|does|would|may) (?:i|we|you|one|people|anyone) (?:get|find|have|fetch|access)",
        "get (?:hold|access|copies)",
        "where (?:is|are) .{3,80} (?:released|published|hosted|stored|available)",
    )
    + r"\b"
)
_WITHHELD = pattern(
    r"\b"
    + any_word(
        r"(?:not|never)\s(?:be\s|been\s)?(?:(?:made|yet|currently|publicly)\s){0,2}"
        r"(?:releas\w+|shar\w+|publish\w*|available|public|accessible|disclos\w+)",
        "(?:kept|remains?|stays?) (?:private|hidden|secret|confidential)",
        "withheld",
    )
    + r"\b"
)
_PAID = pattern(
    r"\b"
    + any_word(
        r"fees? subscriptions? purchas\w+ paywall\w* pric(?:e|es|ing)",
        r"(?:pay|pays|paid|paying) (?:\w+ ){0,2}?(?:for|to)",
        r"charg(?:e|es|ed|ing) (?:\w+ ){0,3}?(?:for|to)",
        r"licen[cs]e costs?",
    )
    + r"\b"
)
_FREE = pattern(
    r"\b(?:freely|free of charge|free access|open[- ](?:source\w*|access)|publicly (?:available|accessible|released))\b"
)
_CLAUSE = pattern(r"[;:]", rf"(?:,\s*|\s){any_word('but while whereas although though however')}\s")
_GIVES = pattern(
    r"\b"
    + any_word(
        r"releas(?:ed?|es|ing) shared sharing publish(?:ed|es|ing)?",
        r"ma(?:de|kes?|king) (?:\w+ ){0,3}(?:available|public|accessible)",
        r"g[ai]v(?:e|en|es|ing) away",
        r"(?:put|posted|upload\w*|placed) (?:\w+ ){0,3}?(?:online|(?:on|to) the (?:web|internet))",
        r"(?:hand\w*|giv\w*|open\w*) (?:out |over |up )?to (?:anyone|everyone|everybody|the public|all)",
    )
    + r"\b"
)
"""Takes something to be given away."""
_SHARING = any_word(r"releas\w+ shar(?:ed?|ing) publish\w* open(?:ed|ing)? open-sourc\w+ disclos\w+")
_IS = any_word("is are was were be been being stays? stayed remains? remained kept keeps? made")
_CLOSED = any_word("closed private secret confidential proprietary unavailable inaccessible")
_KEPT_BACK = pattern(
    r"\b"
    + any_word(
        r"withheld withhold\w* closed-source undisclosed",
        r"(?:kept|keeps?|keeping|held|holds?|holding) (?:\w+ ){0,3}?back(?! from)",
        r"(?:lock\w*|hid\w*|shut) away",
        "under wraps",
        "behind (?:closed doors|a paywall)",
        rf"{_IS}\s(?:[\w'’-]+\s){{0,8}}?{_CLOSED}(?=\s*[?,.;]|\s*$|\s(?:to|from|by|and|for|because|behind)\b)",
        r"(?:not|never|nowhere|n['’]t)\s(?:(?:be|been|being|made|yet|currently|freely|publicly|openly)\s){0,3}"
        rf"{any_word('available accessible public open downloadable', _SHARING)}",
        rf"(?:decid\w+|chose|opt\w*) against {_SHARING}",
        rf"(?:decid\w+|chose\w*|choos\w+|opt\w*|prefer\w*) not to {_SHARING}",
        rf"(?:refus\w*|declin\w*|reluctan\w*|unwilling|hesita\w*) to {_SHARING}",
        rf"(?:prevent\w*|kept|keeps?|stop\w*|hinder\w*)\s[^?.]{{3,90}}?\sfrom {_SHARING}",
        r"(?:keep|kept)\w*\s(?:[^?.]{1,60}?\s)?"
        r"(?:to (?:themselves|itself)|secret|private|from (?:the public|outsiders|others))",
        r"(?:only )?(?:on|upon|by) request",
    )
    + r"\b"
)
"""Takes something to be kept back."""
_OPEN = pattern(
    r"\b"
    + any_word(
        r"(?:is|are|be|been)\s(?:(?:made|now|also|freely|publicly|openly)\s){0,3}"
        r"(?:available|accessible|public|released|open-sourced?)",
        r"we\s(?:(?:also|will)\s)*(?:release|open-source|share|publish)",
        r"(?:an|our|the)\sopen-source",
        r"(?:creat|present|introduc|releas|built|construct)\w*\s(?:the|an?)\s(?:\w+\s){0,2}publicly available",
    )
    + r"\b"
)
"""Gives away what is the authors' own."""
_THINGS = {
    "code": pattern(r"\b(?:codes?|implementations?|sources?|toolbox|scripts?|software)\b"),
    "data": pattern(
        r"\b"
        + any_word(
            "data datasets? database benchmarks? reports? images? scans? shapes? recordings? videos? signals?",
            "(?:test|training) sets?",
        )
        + r"\b"
    ),
    "model": pattern(r"\b(?:models?|weights|checkpoints?|networks?|parameters)\b"),
}
"""What may be given away."""
_SHARES = pattern(r"\b(?:releas|shar|publish|open)(?:e|ing)\b")
"""What is given away stands behind ("decided against sharing the data")."""
_WHETHER = pattern(rf"^\W*(?:and |so )?{any_word('can could may might is are was were will would do does did')}\s")
"""Asks whether it is given away, and takes nothing for granted."""
_GIVEN_AWAY = frozenset(terms("data dataset set available public download expert image scan"))
"""Terms that say nothing of which part is meant."""


def withheld(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence by which a part that a question wants to download, or takes to be given away, is not ("the test set
    will not be released"), or None.
    """
    gives = presumes(question) and _GIVES.search(question)
    says_so = _KEPT_BACK.search(question) or _WITHHELD.search(question)
    if says_so or not (gives or _WANTS.search(question)) or _WHETHER.search(asking_clause(question)):
        return None
    if denies(question):
        return None
    asked = {other for term in terms(question) for other in as_said(term)} - _GIVEN_AWAY
    for sentence in sentences:
        if any(_WITHHELD.search(clause) and asked & set(terms(clause)) for clause in _CLAUSE.split(sentence)):
            return sentence
    return None


def given_away(question: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence by which the authors give away what a question takes to be kept back ("why is the code closed?",
    "our code is available"), or None where something of the kind is kept back; `names` are the paper's own.
    """
    stated = [question] if presumes(question) else [claim.text for claim in claims(question) if claim.whole]
    for text in stated:
        kept = _KEPT_BACK.search(text)
        if not kept or OTHERS.search(text, 0, kept.start()) or _WHETHER.search(question):
            continue
        things = _kept_things(text, kept.start(), kept.end())
        clauses = [(clause, sentence) for sentence in sentences for clause in _CLAUSE.split(sentence)]
        if any(_WITHHELD.search(clause) and _of_these(things, clause, names) for clause, _ in clauses):
            continue
        for clause, sentence in clauses:
            if _OPEN.search(clause) and _of_these(things, clause, names):
                return sentence
    return None


def for_free(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence by which something is free for which a question takes people to have to pay ("charges a fee"), or
    None where anything has a price.
    """
    stated = [question] if presumes(question) else [claim.text for claim in claims(question)]
    paid = [(text, match.start()) for text in stated for match in _PAID.finditer(text)]
    if not any(not denied_before(text, at) for text, at in paid) or any(_PAID.search(s) for s in sentences):
        return None
    return next((sentence for sentence in sentences if _FREE.search(sentence)), None)


def _kept_things(text: str, start: int, end: int) -> set[str]:
    """What is kept back: the last thing before the words for it, or else those behind them."""
    before = {match.end(): kind for kind, words in _THINGS.items() for match in words.finditer(text, 0, end)}
    behind = {kind for kind, words in _THINGS.items() if words.search(text, start)}
    return {before[max(before)]} if before and not _SHARES.search(text, start, end) else behind or set(before.values())


def _of_these(things: set[str], clause: str, names: Sequence[str]) -> bool:
    """Whether a clause speaks of one of these things; where there are none and the work is named, of whatever it is."""
    return any(_THINGS[kind].search(clause) for kind in things) if things else bool(names)
