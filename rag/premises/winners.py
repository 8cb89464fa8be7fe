"""Who a question takes to have won, in everyday words, and a sentence by which the other side did."""

from collections.abc import Sequence

from rag.contradiction import OWN_MARK, compared, compared_alike, side_terms, turned_by
from rag.premises.claims import Claim
from rag.premises.everyday import plain
from rag.premises.polarity import pointer, points, tells_of_loss
from rag.premises.topic import in_words_of
from rag.wordings import any_word, pattern
from rag.words import stem

_OF_AMOUNT = pattern(
    r"\b(?:more|less|fewer)\s+(?!(?:\w+ly )?"
    + any_word("accurate robust efficient stable effective reliable expensive costly precise")
    + r"\b)"
)
_THE_OTHERS = pattern(rf"\bthe {any_word('others? rest competition competitors? rivals?')}\b(?!\s+\w+s\b)")
"""No side of a comparison that could be found again."""
_EXPLETIVE = pattern(r"\bit\s(?:\w+\s){0,3}?\w+\s(?:for\s(?:\w+\s){1,3})?to\s\w+")
"""Its subject stands behind ("it hurts to borrow them")."""
_A_FLAW = pattern(rf"{any_word('weakness(?:es)? slowness failures?')}\b")
"""A thing that is spoken of ("it reacts to a weakness of others"), and nobody's defeat."""
_BASED = pattern(r"\b(\w{4,})-(?:based|guided|informed|aware|enhanced|style|type|like)\b")
"""Compounds that say by other words what something goes by: "physics-guided", "physics-based"."""
_GENERAL = frozenset(
    map(stem, "model method approach network system technique framework algorithm performance result feature".split())
)
"""Terms that either side of any comparison may have."""
_THIRD = 3
"""Of so many terms of a side one must be found again, unless it is telling."""
_TELLING = 3
"""Sentences of an abstract at most that have a term which tells of what it speaks there."""
_LONGEST = 6
"""Terms of a side at most; a longer one is a whole sentence."""


def other_winner(claim: Claim, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence that says the other side won, or None; `names` are the paper's own, which "we" stands for. One side
    found again is enough, since questions call a paper's own method as they like.
    """
    if not claim.whole:
        return None
    said = _BASED.sub(r"\1", plain(claim.text))
    if next(compared(said), None) is None or _THE_OTHERS.search(said):
        return _other_side(claim, sentences)
    worded, read = in_words_of(said, sentences), [_BASED.sub(r"\1", plain(sentence)) for sentence in sentences]
    if any(compared_alike(worded, sentence, names, gains=True) for sentence in read):
        return None
    both = bool(_OF_AMOUNT.search(worded))  # more of something need not be better
    turned = (_is_turned(worded, sentence, names, both) for sentence in read)
    return next((sentence for sentence, is_so in zip(sentences, turned, strict=True) if is_so), None)


def _is_turned(claim: str, sentence: str, names: Sequence[str], both: bool) -> bool:
    """Whether a sentence turns a claim round by a term that tells something; where the claim has the work that `names`
    stand for beat one thing and the sentence has it lose to another, both may be so.
    """
    own = side_terms(" ".join(names), names) | {OWN_MARK}
    for behind, ahead in turned_by(claim, sentence, names):
        telling = (behind | ahead) - _GENERAL - (frozenset() if names else {OWN_MARK})
        another = bool(names) and behind <= own and not ahead - own
        if telling and not another and ((behind and ahead) or not both):
            return True
    return False


def _other_side(claim: Claim, sentences: Sequence[str]) -> str | None:
    """The sentence that sets another above what a claim says does best ("why does A hold up better when …?")."""
    others = _THE_OTHERS.search(claim.text)
    said = claim.text[: others.start()] if others else claim.text
    way, at = points(said), pointer(said)
    if way is None or at is None or (way == "down" and tells_of_loss(claim, sentences)):
        return None
    if _EXPLETIVE.search(claim.text) or _A_FLAW.match(claim.text[at:]):
        return None
    subject = side_terms(in_words_of(claim.text[:at], sentences)) - _GENERAL
    if not 0 < len(subject) <= _LONGEST:
        return None
    held = [side_terms(sentence) for sentence in sentences]
    telling = {term for term in subject if sum(term in has for has in held) <= _TELLING}
    found = None
    for sentence in sentences:
        for sides in compared(plain(sentence), gains=True):
            more, less = map(side_terms, sides)
            same, other = (more - less, less - more) if way == "up" else (less - more, more - less)
            if subject & same:
                return None
            if telling & other or len(subject & other) * _THIRD >= len(subject):
                found = found or sentence
    return found
