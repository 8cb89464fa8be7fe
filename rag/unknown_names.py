"""Names in a question that no paper has, that the named one does not have, or that no paper has together."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.index import Index
from rag.names import Mention
from rag.signs import has_name, names_of, read_source
from rag.spelling import Speller
from rag.types import Paper
from rag.words import stem, terms

_VERSION = re.compile(r"(?=[^a-z]*[A-Z])[A-Za-z]{3,}-?\d{1,3}(?:\.\d)?[a-z]?")
"""A name with its version ("GPT-5"): another version is another system."""
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
"""What a name is joined of: "Med" and "Gemini" in "MedGemini"."""
_MOST_READ = 200
"""Papers that have all pieces of a name, in which it is looked up."""
_CODED_NAME = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|[A-Za-z]\d|[A-Z][\w]*-[A-Z]")

_OWNER = re.compile(r"['’]s\s")
"""What has a thing is not what is asked about ("OpenAI's GPT-4")."""
_PLAIN = re.compile(r"[A-Z][a-z]{3,}")
_BESIDE = re.compile(
    r"\b(?:compar\w+|contrast\w*|differ\w*|versus|vs|than|unlike|both|each|either|beats?|outperform\w*|better|worse|"
    r"while|whereas|same|share[sd]?|common|alike|"
    r"similar\w*|relative to|opposed to|rather|alternative\w*|respectively|one|between|instead|over|against|"
    r"also|too|(?:what|how) about|of the (?:two|three|four))\b",
    re.I,
)
"""Sets two papers side by side, which each may answer."""
_BESIDE_ANOTHER = re.compile(r"\b(?:and|or)\s+(?:\w+\s+)?$", re.I)
_JOINT = re.compile(
    r"(?:'s)?(?-i:\s[A-Z0-9][\w.]{0,2})?\s*(?:,|&|/|and|or|,\s*and|,\s*or|with)\s*(?:(?:the|by|of|in|for|that)\s+)*",
    re.I,
)


def unknown_name(question: str, index: Index, speller: Speller, known: set[str], *, plain: bool) -> str | None:
    """A word written like a system's name that no paper has; with `plain`, also a capitalised one within a sentence
    ("Claude"). `known` are names that are found already.
    """
    for match in re.finditer(r"[^\W_]+(?:-[^\W_]+)*", question):
        token = match[0]
        low = token.lower()
        if _VERSION.fullmatch(token) and token not in known and not _within(token, index, speller):
            return token
        if len(token) < 4 or token in known or not _CODED_NAME.search(token) or token.upper() == token:
            continue
        if low == "github" or _OWNER.match(question, match.end()):
            continue
        # "ImageNet-initialised" is a name and what is done with it.
        parts = [part.lower() for part in token.split("-") if not part.islower()]
        if low in speller or all(part in speller for part in parts):
            continue
        if any(low in name.lower() for name in known) or _within(token, index, speller):
            continue
        return token
    return (
        next((name for name in names_of(question) if _is_unknown(name, index, speller, known)), None) if plain else None
    )


def _is_unknown(name: str, index: Index, speller: Speller, known: set[str]) -> bool:
    """Whether a capitalised word, not at a sentence's start and not all in capitals, is in no paper, not even with
    another ending.
    """
    low = name.lower()
    if not _PLAIN.fullmatch(name) or any(low in other.lower() for other in known):
        return False
    return not (low in speller or stem(low) in index.paper_bm25 or speller.within(low[:-1]))


def foreign_names(bare: str, papers: Sequence[Paper]) -> list[str]:
    """The names in a question, those of the papers themselves left out of it, that none of the papers has; one beside
    another ("A and by B") may be asked after for itself.
    """
    sources = [read_source(paper) for paper in papers]
    return [
        name
        for name in names_of(bare)
        if not any(has_name(name, source) for source in sources)
        and not _BESIDE_ANOTHER.search(bare[: bare.index(name)])
    ]


def not_together(question: str, mentions: Sequence[Mention], index: Index) -> tuple[str, str] | None:
    """Two names of different papers that a question relates and no paper has both; None where it compares them, or asks
    after each.
    """
    first = mentions[0]
    second = next((mention for mention in mentions if not set(mention.papers) & set(first.papers)), None)
    if second is None or _BESIDE.search(question) or _joined(question, mentions):
        return None
    if any(_is_title(mention, index) for mention in (first, second)):  # which no other abstract would have
        return None
    sources = [read_source(index.papers[number]) for number in (*first.papers, *second.papers)]
    if any(has_name(first.name, source) and has_name(second.name, source) for source in sources):
        return None
    return first.name, second.name


def _is_title(mention: Mention, index: Index) -> bool:
    return any(mention.name.casefold() == index.papers[number].title.casefold() for number in mention.papers)


def _joined(question: str, mentions: Sequence[Mention]) -> bool:
    """Whether two names stand side by side, as in "A and B" or "A, B"."""
    return any(_JOINT.fullmatch(question[one.end : other.start]) for one, other in pairwise(mentions))


def _within(token: str, index: Index, speller: Speller) -> bool:
    """Whether some paper has the name spelt with other joints, or with an ending ("Med Gemini", "GPT-4Vs")."""
    bare = re.sub(r"[^a-z0-9]", "", token.lower()).removesuffix("s")
    if speller.within(bare):
        return True
    return any(bare in _bare(index.papers[int(number)]) for number in _with_pieces(token, index)[:_MOST_READ])


def _with_pieces(name: str, index: Index) -> NDArray[np.int64]:
    """The papers that have all pieces of a name ("Med" and "Gemini" of "MedGemini"), by number."""
    pieces = terms(" ".join(_PIECE.findall(name)))
    if not pieces:
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.logical_and.reduce([index.paper_bm25.scores([piece]) > 0 for piece in pieces]))


@lru_cache(maxsize=4096)
def _bare(paper: Paper) -> str:
    return re.sub(r"[^a-z0-9]", "", f"{paper.title} {paper.abstract}".lower())
