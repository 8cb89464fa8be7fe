"""Better or worse in everyday words, of a claim and of the sentences of an abstract.

Wider than `rag.direction`, by which answers are judged: questions speak of models that "break down" or get "dumber".
"""

import re
from collections.abc import Sequence

from rag.contradiction import compared, side_terms
from rag.direction import BEHIND, Direction
from rag.premises.claims import Claim
from rag.premises.everyday import plain
from rag.premises.topic import Shares, as_said, shares
from rag.wordings import any_word, pattern
from rag.words import terms

_UP = pattern(
    r"\b"
    + any_word(
        r"""
        help\w* improv\w* better gain\w* boost\w* benefi\w* rise\w* rais\w* increas\w* rose grow\w* grew lift\w* win
        wins won robust stable faster quick\w* cheap\w* efficien\w* accura\w* superior outperform\w* exceed\w*
        surpass\w* enhanc\w* higher strong\w* best effective\w* accelerat\w* excel\w* promising profit\w* shone
        shin(?:e|es|ing) impressive\w* remarkabl\w*
        """,
        "(?:hold|held) up",
        "c[ao]me out (?:on top|ahead|first)",
        "(?:first|top) place",
        r"top (?=(?-i:[A-Z])|\s{3}|the (?:ranking|benchmark|challenge|contest|list|leaderboard|field|table))",
        r"adapt\w* well",
    )
    + r"\b"
)
_DOWN = pattern(
    r"\b"
    + any_word(
        r"""
        hurt\w* harm\w* worse\w* worst slow\w* drop\w* declin\w* decreas\w* degrad\w* deteriorat\w* los(?:e|es|ing|t|s)
        fail\w* suffer\w* weak\w* dumb\w* inferior underperform\w* lower lag\w* trail\w* expensive costl\w*
        heav\w* penali\w* useless\w* pointless\w* ineffective\w* unhelpful struggl\w* badly poorly falter\w* stumbl\w*
        flop\w* unable disappoint\w* impair\w* damag\w* backfir\w* mediocre
        """,
        r"break\w* down",
        r"(?:fall\w*|fell|come|came) apart",
        r"collaps\w*|crumbl\w*",
        r"fall\w* short",
        "fell short",
        "short of",
        "at the expense of",
        "(?:c[ao]me|rank(?:s|ed)?|finish(?:es|ed)?|end(?:s|ed)?)(?: in)? last",
        BEHIND,
    )
    + r"\b"
)
_TROUBLE = pattern(
    r"\b"
    + any_word(
        r"""
        limit\w* poor\w* insufficient\w* inadequa\w* sub-?optimal\w* hinder\w* difficult\w* lack\w* overlook\w*
        ignor\w* unreliab\w* hamper\w* struggl\w* narrow\w* unable cannot not prone compromise\w* shortag\w* scarc\w*
        overly inaccura\w* incorrect\w* distort\w* quadratic prohibitive\w* hallucinat\w* harm\w* hurt\w* worse\w*
        worst slow slower dropp?(?:s|ed)? declin\w* decreas\w* degrad\w* deteriorat\w* lose loses losing lost fail\w*
        suffer\w* weak weaker weakest inferior underperform\w* lower lags? lagged trail\w* behind expensive costl\w*
        heavy heavier penali\w* unclear misleading burden\w* faces? challenging (?-i:challenges?)
        """,
        r"break\w* down",
        r"fall\w* short",
        "fell short",
    )
    + r"\b",
    r"n't\b",
)
"""Of anything that may be called worse, in an abstract."""
_COSTS = pattern(
    r"\bcost(?:s|ing)? (?:it |them )?(?:[\w-]+ ){0,2}?(?:accuracy|precision|performance|quality|speed|recall)\b"
)
"""Says that something gets worse by it."""
_MADE = pattern(
    r"\b(?:make|makes|made|making|render\w*)\s(?:[\w'’-]+\s){1,6}?(?:(?P<worse>worse|weaker|poorer|"
    r"less (?:accurate|robust|reliable|stable))"
    r"|better|stronger|more (?:accurate|robust|reliable|stable))\b"
)
"""Says to which end something is changed, whatever it is called ("the improvements made the net worse")."""
_AMONG_BEST = pattern(
    r"\bstate[- ]of[- ]the[- ]art (?:\w+ )?(?:performance|results?|accuracy)\b", r"\bespecially (?:on|for|in)\b"
)
"""Praise that compares nothing."""
_UNHARMED = pattern(
    r"\b(?:no|not|without|avoid\w*|hardly any|negligible|never)\s(?:\w+\s){0,2}?"
    r"(?:degrad|drop|loss|lose|losing|declin|deteriorat|decreas|harm|hurt|penalt|sacrific|compromis)\w*"
)
"""Denies that anything got worse."""
_NOT_ONLY = pattern(r"\bnot (?:only|just|merely)\b")
"""Denies nothing."""
_FELL = pattern(
    r"\b"
    + any_word(
        r"""
        hurt\w* worse\w* dropped drops declin\w* decreas\w* degrad\w* deteriorat\w* inferior underperform\w* lagged
        penali\w*
        """,
        "fell short",
        r"fall\w* short",
    )
    + r"\b"
)
_GAINS_LITTLE = pattern(
    r"\b(?:help|improv|gain|benefit|boost|rise|increas|grow)\w*\s+(?:the\s+)?(?:less|least|little|nothing)\b"
)
_HELPS_LESS = pattern(r"\b(?:help|improv|gain|benefit|boost|rise|increas|grow)\w*\s+(?:\w+\s+)?less than\b")
_IN_BOTH = pattern(r"\b(?:in|on|for|of|across)\s+(?:both|all|each|every)\b")
_OF_AMOUNT = pattern(r"\b(?:less|fewer|lower)\s+(?:[\w-]+\s+){1,4}?than\b")
"""Of an amount, of which less may be better."""
_COMPOUND = re.compile(r"\w+-\w[\w-]*")
_LOSS = pattern(r"(?:(?P<before>[\w-]+)\s+)?\bloss(?:es)?\b(?P<of>\s+(?:of|in)\b)?")
"""A function that training minimises ("a contrastive loss", "in its loss"), or something that is lost."""
_LOST = frozenset(
    """
    performance accuracy information quality detail memory vision hearing sight weight blood hair bone data severe great
    large small significant slight big major minor heavy signal no not without any some little much more less
    """.split()
)
"""Words before a loss of something."""
_LOSES = pattern(r"\b(?:suffer|incur|caus|bring|brought|tak|took|lead|led|report|mean)\w*\s(?:\w+\s){0,3}$")
"""The same, where they do not stand right before it."""
_DONE = pattern(
    r"^\W*(?:by |after |when |while |before )?"
    rf"{any_word('drop lower decreas weaken slow los damag hurt harm impair')}\w*ing\b",
    r"\bdrop(?:s|p(?:ed|ing))?\s"
    rf"(?={any_word('the its all any some these those their out redundant every half most many several few')}\b)",
    r"\b(?:\w+er|more|less|fewer) than (?:about |around |some )?(?=\d)",
)
"""What is done with something ("dropping slices"), or a bound ("smaller than 2 cm"), and no outcome."""
_OWN = pattern(r"\b(?:it|its)\b")
_NEGATED = pattern(r"\b(?:not|never)\b|n['’]t\b")
_NEAR = 2.0
"""Weight of what a sentence must share with a claim that it contradicts, as `rag.premises.topic` weighs."""
_UNNAMED = 3
"""Terms that a sentence must share with a claim that names no paper."""
_RELATED = 2
"""Terms of a claim in a sentence that tells of a loss, so that the claim may be of that loss."""


def points(text: str) -> Direction | None:
    """Whether a text says better or worse; None when it says neither or both. Compounds are names and do not count."""
    text = _COSTS.sub(" drop ", _UNHARMED.sub(" improve ", _blank_compounds(text)))
    made = _MADE.search(text)
    if made and not _NEGATED.search(text):
        return "down" if made["worse"] else "up"
    up, down = _UP.search(text), _DOWN.search(text)
    if bool(up) == bool(down):
        return None
    return "up" if up and not _GAINS_LITTLE.search(text) else "down"


def pointer(text: str) -> int | None:
    """Where the first word stands that says better or worse."""
    text = _blank_compounds(text)
    found = [match.start() for words in (_UP, _DOWN) if (match := words.search(text))]
    return min(found, default=None)


_AWAY = pattern(
    r"\b"
    + any_word(
        r"""
        reduc\w+ remov\w+ avoid\w* eliminat\w+ filter\w* mitigat\w+ alleviat\w+ overcom\w+ counteract\w*
        suppress\w+ discard\w* prun\w+ address\w* tackl\w+ prevent\w* lift\w* combat\w* handl\w+ without
        """
    )
    + r"\b"
)
_AWAY_END = pattern(r"[,;:.]", rf"\b{any_word('by with through via using when while which that to so for in')}\b")
_OBJECT = 4
"""Terms behind it that may say what is done away with."""
_DEGREE = pattern(r"\bhow (?:badly|severely|much|far|strongly|heavily|poorly)\b[^,;.?]*")


def unsaid_setback(claim: Claim, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence that speaks well of what a claim says is worse, slower or fails, where no sentence about as much of
    it tells of any trouble: abstracts rarely keep silent on what their authors would explain. Or None.
    """
    # What is judged or asked, as in "judges how badly it is spoiled", is no setback.
    if not claim.whole or not _is_setback(_DEGREE.sub(" ", claim.text), names):
        return None
    if _tells_of_harm(claim, sentences, names) or _done_away(claim, sentences):
        return None
    shared = _shared(claim.text, sentences)
    told = [_NOT_ONLY.sub(" ", _UNHARMED.sub(" improve ", sentence)) for sentence in sentences]
    troubled = [
        bool(_TROUBLE.search(_blank_compounds(sentence)) or _GAINS_LITTLE.search(sentence)) for sentence in told
    ]
    subject = side_terms(claim.text[: pointer(claim.text)])
    praised = [
        bool(_UP.search(sentence) or _AMONG_BEST.search(sentence)) and not bad and not _is_beaten(subject, sentence)
        for sentence, bad in zip(told, troubled, strict=True)
    ]
    contrary = _outweighs(shared.weights, praised, troubled, sentences)
    meant = bool(names) or not contrary or shared.counts[sentences.index(contrary)] >= _UNNAMED
    return contrary if meant else None


def unsaid_gain(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence by which what a claim says is better got worse, where none about as much of it got better."""
    if not claim.whole or points(claim.text) != "up" or _NEGATED.search(claim.text):
        return None
    fell = [bool(_FELL.search(_UNHARMED.sub(" ", sentence))) for sentence in sentences]
    rose = [
        bool(_UP.search(_blank_compounds(sentence))) and not fallen
        for sentence, fallen in zip(sentences, fell, strict=True)
    ]
    return _outweighs(_shared(claim.text, sentences).weights, fell, rose, sentences)


def gain_in_both(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence by which both got better of which a claim says that one got worse ("it helped A but hurt B"), or
    None.
    """
    text = _blank_compounds(claim.text)
    if not claim.whole or not (_UP.search(text) and _DOWN.search(text)):
        return None
    counts = _shared(claim.text, sentences).counts
    for sentence, count in zip(sentences, counts, strict=True):
        if count and _IN_BOTH.search(sentence) and _UP.search(sentence) and not _TROUBLE.search(sentence):
            return sentence
    return None


def tells_of_loss(claim: Claim, sentences: Sequence[str]) -> bool:
    """Whether a sentence that is about a claim tells of something that got worse, which the claim may mean."""
    counts = _shared(claim.text, sentences).counts
    fell = (bool(_FELL.search(_UNHARMED.sub(" ", sentence))) for sentence in sentences)
    return any(n >= _RELATED and fallen for fallen, n in zip(fell, counts, strict=True))


def _tells_of_harm(claim: Claim, sentences: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a sentence that is about a claim tells of something that got worse; where it is not of the work that
    `names` stand for, any sentence.
    """
    subject = claim.text[: pointer(claim.text)].lower()
    if any(name.lower() in subject for name in names):
        return tells_of_loss(claim, sentences)
    return any(_FELL.search(_UNHARMED.sub(" ", sentence)) for sentence in sentences)


def _done_away(claim: Claim, sentences: Sequence[str]) -> bool:
    """Whether a sentence does away with what a claim says does harm: then the abstract says so, too."""
    before = claim.text[: pointer(claim.text)]
    subject = [as_said(term) for term in terms(before)]
    for sentence in sentences:
        for away in _AWAY.finditer(sentence):
            what = set(terms(_AWAY_END.split(sentence[away.end() :], maxsplit=1)[0])[:_OBJECT])
            if any(group & what for group in subject):
                return True
    return False


def _is_setback(text: str, names: Sequence[str]) -> bool:
    sides = () if _OF_AMOUNT.search(text) else tuple(compared(plain(text)))
    if any(_OWN.search(less) or any(name.lower() in less.lower() for name in names) for _, less in sides):
        return True
    # What helps less than another thing helps.
    return not _HELPS_LESS.search(text) and points(text) == "down"


def _is_beaten(subject: frozenset[str], sentence: str) -> bool:
    """Whether a sentence sets something else above a subject: it is then no praise of that."""
    for sides in compared(plain(sentence), gains=True):
        more, less = map(side_terms, sides)
        if subject & (less - more) and not subject & (more - less):
            return True
    return False


def _shared(text: str, sentences: Sequence[str]) -> Shares:
    return shares(_DOWN.sub(" ", _UP.sub(" ", text)), sentences)


def _outweighs(
    weights: Sequence[float], told: Sequence[bool], otherwise: Sequence[bool], sentences: Sequence[str]
) -> str | None:
    """The weightiest of the sentences `told`, if it is near and weightier than all `otherwise`."""
    best = max((i for i, is_so in enumerate(told) if is_so), key=lambda i: weights[i], default=None)
    most = max((weight for weight, is_so in zip(weights, otherwise, strict=True) if is_so), default=0.0)
    return sentences[best] if best is not None and weights[best] >= _NEAR and weights[best] > most else None


def _blank_compounds(text: str) -> str:
    return _DONE.sub(_blank, _COMPOUND.sub(_blank, _LOSS.sub(_blank_function, text)))


def _blank_function(match: re.Match[str]) -> str:
    lost = match["of"] or (match["before"] or "").lower() in _LOST or _LOSES.search(match.string, 0, match.start())
    return match[0] if lost else _blank(match)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
