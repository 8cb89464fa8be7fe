"""Two values that a sentence sets side by side, and which side a question says is ahead.

"80% when using text alone, compared to 58% when using both images and text" goes against "showing the images, too,
improved it" and against "better with images than without".
"""

import re
from collections.abc import Iterator, Sequence

from rag.contradiction import compared
from rag.direction import Direction
from rag.premises.amounts import Verdict
from rag.premises.everyday import plain
from rag.premises.polarity import points
from rag.premises.topic import as_said, in_words_of
from rag.quantities import Quantity, find_quantities
from rag.wordings import any_word, pattern, whole
from rag.words import terms

_ANYTHING = frozenset(terms("image images data set sets model models method methods way ways one ones exam approach"))
"""Terms of which either side may speak."""
_INTERVAL = re.compile(r"\([^()]*\b(?:CI|IQR|SD|range)\b[^()]*\)", re.I)
_PIECE = pattern(rf"[,;:]|\b{any_word('versus vs while whereas but and though although', 'compared (?:to|with)')}\b")
_BY = pattern(r"\bby\s+(?:[\w-]+\s+){0,3}$")
"""Before what is no value but how far two are apart."""
_BURDEN = whole(
    r"time times hours minutes seconds cost costs error errors rate rates loss fpr deviation hallucinat\w* p p-value"
)
"""Of which less may be better."""
_THAN = pattern(
    r"\b(?P<way>more|better|higher|stronger|further|faster|less|worse|lower|weaker)\b(?P<first>.*?)\bthan\b(?P<second>.+)"
)
_LESSER = whole("less worse lower weaker")
_BAD = whole(r"suffer\w* los(?:e|es|t|ing) drop\w* degrad\w* deteriorat\w* worsen\w* hurt\w* fail\w* declin\w*")
_WHAT = r"(?:the|an?|some|any|more|all|these|extra|also)?\s*(?P<what{n}>[\w-]+(?:\s[\w-]+){{0,2}})"
_GIVES = r"(?:show|giv|add|includ|suppl|provid|feed|incorporat|attach|append|us)(?:ing|en|ed|e|plying|plied|ying|n)?"
_BESIDE = (
    rf"{any_word('alongside besides plus', 'as well as', 'in addition to', 'on top of', 'together with', 'along with')}"
)
_ADDS = pattern(
    rf"\b(?:add(?:ing|ed)|addition of|extra|additional)\s+(?:of\s+)?{_WHAT.format(n=1)}",
    rf"\b(?:{_GIVES}|g[eo]ts?|getting|had)\s+{_WHAT.format(n=2)}\s+{_BESIDE}\b",
    rf"\b(?:was|were|is|are|been|being)\s+(?:also|additionally)\s+(?:shown|given|fed)\s+{_WHAT.format(n=3)}",
    r"(?P<what4>[\w-]+)\s+(?:was|were|is|are)\s+(?:also\s+)?(?:added|included|shown|supplied)\b",
    rf"\b(?:extend|supplement|enrich|augment|complement)\w*\s.{{3,60}}?\swith\s+{_WHAT.format(n=5)}",
)
"""Says that something is added."""
_OFTENER = pattern(r"\bmore (?:often|frequently|of|cases|correct|hits)\b", r"\bhelp\w*\b")
_FELL = whole(
    r"hurt\w* worse\w* dropped drops declin\w* decreas\w* degrad\w* deteriorat\w* fell lowered harmed reduced impair\w*"
)
_ROSE = whole(r"improv\w* increas\w* rose boost\w* enhanc\w* gain\w* beneficial help\w* better higher")
_CLAUSE = pattern(r"[;,:]", rf"\b{any_word('but while whereas although though however yet')}\b")
_EXCEPTION = pattern(
    r"\b(?:which|what|where|when|whom)\b[^,;.?]*?"
    rf"(?:\b{any_word('not never hardly fail(?:s|ed)? exception')}\b|n['’]t\b)"
)
"""Asks for what is otherwise than the rest: "for which images was it not better?"."""
_WHETHER = pattern(rf"^\W*(?:{any_word('is are was were do does did has have can could would will or and')}\s)")


def by_values(question: str, sentences: Sequence[str]) -> tuple[Verdict, str] | None:
    """Whether a sentence sets the side ahead that a question does, or the other one, and that sentence; None where none
    tells, or where two of them disagree.
    """
    if _EXCEPTION.search(question):
        return None
    stated = " ".join(part for part in re.split(r"(?<=[.?!])\s+", question) if not _WHETHER.match(part))
    worded = in_words_of(stated, sentences)
    found = [*_by_sides(worded, sentences), *_by_what_is_added(worded, sentences)]
    return found[0] if len({verdict for verdict, _ in found}) == 1 else None


def _by_sides(question: str, sentences: Sequence[str]) -> Iterator[tuple[Verdict, str]]:
    for more, less in _sides(question):
        for sentence in sentences:
            values = _values(sentence)
            first, second = (_of_side(side, values) for side in (more - less - _ANYTHING, less - more - _ANYTHING))
            if first and second and (min(first) > max(second) or max(first) < min(second)):
                yield ("same" if min(first) > max(second) else "opposite"), sentence


def _by_what_is_added(question: str, sentences: Sequence[str]) -> Iterator[tuple[Verdict, str]]:
    way, added = _way(question), _added(question)
    if not way or not added:
        return
    for sentence in sentences:
        values = _values(sentence)
        if len(values) == 2:
            has = [bool(added & side) for _, side in values]
            if has[0] != has[1] and any(set(terms(question)) & side for _, side in values):
                (first, _), (second, _) = values if has[0] else values[::-1]
                if first != second:
                    yield ("same" if (first > second) == (way == "up") else "opposite"), sentence
        for clause in _CLAUSE.split(sentence):
            if added & _added(clause):
                fell, rose = _FELL.search(clause), _ROSE.search(clause)
                if bool(fell) != bool(rose):
                    yield ("same" if bool(rose) == (way == "up") else "opposite"), sentence


def _way(question: str) -> Direction | None:
    way = points(question)
    return way or ("up" if _OFTENER.search(question) else None)


def _added(text: str) -> set[str]:
    """The terms of what a text says is added, and others for them."""
    found = (what for match in _ADDS.finditer(text) for what in match.groupdict().values() if what)
    return {other for what in found for term in terms(what) for other in as_said(term)}


def _sides(question: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The terms of what is ahead and of what is behind, a comparison of a question at a time."""
    text = plain(question)
    than = _THAN.search(text)
    if than and terms(than["first"]):
        first, second = frozenset(terms(than["first"])), frozenset(terms(than["second"]))
        turned = bool(_LESSER.fullmatch(than["way"])) != bool(_BAD.search(text[: than.start()]))
        yield (second, first) if turned else (first, second)
    elif not than:
        for more, less in compared(text):
            yield frozenset(terms(more)), frozenset(terms(less))


def _of_side(side: frozenset[str], values: Sequence[tuple[float, frozenset[str]]]) -> list[float]:
    """The values of what has most of the terms of a side, and none where it has none."""
    shared = [(len(side & (has - _of_all(values))), value) for value, has in values]
    most = max((count for count, _ in shared), default=0)
    return [value for count, value in shared if most and count == most]


def _of_all(values: Sequence[tuple[float, frozenset[str]]]) -> frozenset[str]:
    return frozenset.intersection(*(has for _, has in values)) if values else frozenset()


def _values(sentence: str) -> list[tuple[float, frozenset[str]]]:
    """The values that a sentence sets side by side, each with the terms of its piece; none, where less is better or
    they are of different kinds.
    """
    sentence = _INTERVAL.sub(" ", sentence)
    if _BURDEN.search(sentence):
        return []
    pieces: list[tuple[Quantity | None, str]] = []
    for piece in _PIECE.split(sentence):
        scores = [
            q
            for q in find_quantities(piece)
            if (q.percent or (q.decimals and q.value < 1)) and not _BY.search(piece, 0, q.start)
        ]
        if len(scores) > 1:
            return []
        pieces.append((scores[0] if scores else None, piece))
    found: list[tuple[Quantity, str]] = []
    ahead = ""
    for score, piece in pieces:
        if score:
            found.append((score, ahead + " " + piece))
            ahead = ""
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + " " + piece)
        else:
            ahead += " " + piece
    if len(found) < 2 or len({score.percent for score, _ in found}) > 1:
        return []
    return [(score.value, frozenset(term for term in terms(text) if not term.isdigit())) for score, text in found]
