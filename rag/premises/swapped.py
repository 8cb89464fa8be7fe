"""Which of two opposites a question takes to be kept or dropped, and a sentence with the other one.

"Why does it throw away the low frequencies?" goes against "filtering out high frequencies".
"""

from collections.abc import Iterator, Sequence

from rag.premises.granted import denies, presumes
from rag.premises.topic import as_said
from rag.wordings import any_word, pattern
from rag.words import terms

_PAIRS = (
    ("high", "low"),
    ("large", "small"),
    ("coarse", "fine"),
    ("global", "local"),
    ("easy", "hard"),
    ("shallow", "deep"),
    ("normal", "abnormal"),
    ("healthy", "diseased"),
    ("early", "late"),
    ("first", "last"),
    ("positive", "negative"),
    ("dark", "bright"),
    ("labelled", "unlabelled"),
    ("labeled", "unlabeled"),
)
_OPPOSITE = {**dict(_PAIRS), **{b: a for a, b in _PAIRS}}
_DROPS = pattern(
    r"\b"
    + any_word(
        r"""
        discard\w* remov\w* dropp?\w* suppress\w* eliminat\w* delet\w* prun\w* exclud\w* omit\w* eras\w*
        """,
        r"thr[oe]w\w* (?:away|out)",
        r"filter\w* (?:away|out)",
        r"cut\w* (?:away|out|off)",
        r"leav\w* out",
        r"tak\w* out",
        r"gets? rid of",
    )
    + r"\s+"
)
_KEEPS = pattern(r"\b" + any_word(r"keep\w* kept retain\w* preserv\w* sav\w*") + r"\s+")
_SIDE = pattern(rf"^(?:(?:the|all|its|their|very)\s+)*(?P<side>{'|'.join(_OPPOSITE)})(?:er|est)?[\s-]+(?P<of>[\w-]+)")
"""Behind what is done: one of two opposites, and of what."""


def swapped_sides(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence by which of two opposites the one is dropped, or kept, of which a question takes that for granted of
    the other; None where a sentence says it as the question does.
    """
    if not presumes(question) or (denies(question) and not _DROPS.search(question)):
        return None
    said = [(sentence, set(_sides(sentence))) for sentence in sentences]
    for does, side, of in _sides(question):
        same = as_said(of)
        if any(d == does and s == side and o in same for _, sides in said for d, s, o in sides):
            return None
        for sentence, sides in said:
            if any(d == does and s == _OPPOSITE[side] and o in same for d, s, o in sides):
                return sentence
    return None


def _sides(text: str) -> Iterator[tuple[str, str, str]]:
    """What a text drops and keeps: "drops" or "keeps", which of two opposites, and the term of what."""
    for does, words in (("drops", _DROPS), ("keeps", _KEEPS)):
        for match in words.finditer(text):
            side = _SIDE.match(text[match.end() :])
            found = terms(side["of"]) if side else []
            if side and found:
                yield does, side["side"].lower(), found[0]
