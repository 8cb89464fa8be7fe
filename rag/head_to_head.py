"""Two named systems of which a question takes for granted, or asks, that one beats the other.

What one abstract says of its own results answers that only where it has the other system, too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.attributes import section_of
from rag.contradiction import compared, compared_alike, of_amount, turned_round
from rag.how_many import counted_nouns, counts
from rag.index import Index
from rag.names import Names, named_papers
from rag.passages import split_sentences
from rag.quantities import find_quantities
from rag.signs import has_name, names_of, read_source
from rag.types import Paper
from rag.wordings import any_word, pattern

_CLAIMS = pattern(
    r"^\W*(?:(?:and|so|but|please|explain)\s+)*"
    + any_word(
        "why does do did is are was were has have can could",
        "how (?:come|did|does|do|is|was|much|far)",
        r"(?:by|with) (?:how|what)",
        "what makes",
        "tell me (?:why|how|whether|if)",
    )
    + r"\b",
    r"[,;:–—-]\s*(?:but\s+)?(?:why|how come|how so|by how much|is (?:that|it) (?:true|so|right)|right|correct)\W*$",
)
"""Asks whether one thing beats another, why or by how much; "which of them beats the other?" claims nothing."""
_OF_SIZE = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\W+)*(?:is|are|was|were|does|do|did|has|have)\b.*\b"
    r"(?:larger|bigger|smaller|(?:more|fewer)\s+(?P<things>(?:[\w-]+\s+){0,2}?[\w-]+[^su\W]s))\b",
    re.I,
)
"""Asks whether one is larger than the other or has more of something, which each says of itself."""
_AHEAD = re.compile(
    r"\b(?:improv\w*|gain\w*|ahead|beats?|outperform\w*|surpass\w*|better|worse|higher|lower|faster|margin|lead)\b",
    re.I,
)
_OF_EACH = re.compile(r"\b(?:each|both|respectively|which|who|whose|or)\b|:(?!\s*(?:by )?how (?:much|far|many))", re.I)
_MANY = 100
"""Things from which on they make up the size of a collection."""
_EITHER = re.compile(r"\bor\b|\bwhich\b", re.I)


@dataclass(frozen=True, slots=True)
class Claim:
    """That one system beats another."""

    question: str
    better: str
    worse: str


def read_claim(question: str, names: Names) -> Claim | None:
    """The two systems of which a question claims or asks that one beats the other; None for any other question, and
    where a side is a term of the field ("CNN") or no name alone.
    """
    if not _CLAIMS.search(question) or _EITHER.search(question):
        return None
    written = [*(mention.name for mention in names.mentions(question)), *names_of(question)]
    for sides in compared(question):
        better, worse = (_names_in(side, written) for side in sides)
        if len(better) == len(worse) == 1 and better != worse and not any(map(section_of, (*better, *worse))):
            return Claim(question, better[0], worse[0])
    return None


def sizes_up(claim: Claim, names: Names, index: Index) -> bool:
    """Whether it is only asked which of two papers is larger or has more of something, and each gives a number of its
    own for that: to be set side by side.
    """
    asked = _OF_SIZE.search(claim.question)
    own = [
        {number for mention in names.mentions(name) for number in mention.papers}
        for name in (claim.better, claim.worse)
    ]
    if not asked or not all(own) or own[0] & own[1]:
        return False
    nouns = counted_nouns(f"how many {asked['things']} are there?") if asked["things"] else []
    return all(any(_tells(index.papers[number], nouns) for number in numbers) for numbers in own)


def _tells(paper: Paper, nouns: Sequence[str]) -> bool:
    """Whether a paper says how many of these things there are; of none, whether it has a number of any that is high."""
    if nouns:
        return counts(nouns, f"{paper.title} {paper.abstract}")
    return any(quantity.value >= _MANY and not quantity.percent for quantity in find_quantities(paper.abstract))


def _names_in(text: str, written: Sequence[str]) -> list[str]:
    """Which of these names stand in a text; those with nothing between them are one ("ConTEXTual Net")."""
    longest = sorted(dict.fromkeys(written), key=len, reverse=True)
    one = "|".join(map(re.escape, longest))
    return re.findall(rf"(?<![\w-])(?:{one})(?:\s+(?:{one}))*(?![\w-])", text) if one else []


def weighed(claim: Claim, names: Names, index: Index, likely: Sequence[int]) -> tuple[Paper | None, str | None]:
    """The paper and the sentence that says that it is the other way round; no sentence where it is left open, and
    neither where no paper has both systems. `likely` are the papers in which they are looked for, besides their own.
    """
    mentions = [names.mentions(name) for name in (claim.better, claim.worse)]
    own = [{number for mention in found for number in mention.papers} for found in mentions]
    having = []
    for number in dict.fromkeys([*sorted(own[0] | own[1]), *likely]):
        paper = index.papers[number]
        source = read_source(paper)
        if all(has_name(name, source) for name in (claim.better, claim.worse)):
            having.append((number, paper))
    contrary: tuple[Paper, str] | None = None
    for number, paper in having:
        called = [name for name, papers in zip((claim.better, claim.worse), own, strict=True) if number in papers]
        called = called if len(called) == 1 else []  # a paper that goes by both calls neither "our"
        sentences = [paper.abstract[start:end] for start, end in split_sentences(paper.abstract)]
        if any(compared_alike(claim.question, sentence, called, gains=True) for sentence in sentences):
            return paper, None
        sentences = [] if of_amount(claim.question) else sentences
        turned = (s for s in sentences if turned_round(claim.question, s, called, both=True, gains=True))
        sentence = next(turned, None)
        if sentence and not contrary:
            contrary = paper, sentence
    return contrary or (having[0][1] if having else None, None)


def asks_ahead(question: str) -> bool:
    """Whether a question asks whether or how far one system is ahead of another, which one paper may say."""
    return bool(_AHEAD.search(question)) and not _OF_EACH.search(question)


def of_one_paper(question: str, names: Names, papers: Sequence[Paper]) -> bool:
    """Whether a question asks how far one named system is ahead of another, and a paper of one of them speaks of both:
    then that one says it.
    """
    mentions = names.mentions(question)
    if not asks_ahead(question):
        return False
    sources = [read_source(papers[number]) for number in named_papers(mentions)]
    return any(all(has_name(mention.name, source) for mention in mentions) for source in sources)
