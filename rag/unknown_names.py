"""Names in a question that no paper has, that the named one does not have, or that no paper has together."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rag.attributes import MEDICAL, section_of, term_of
from rag.english import is_english
from rag.frames import stand_apart
from rag.index import Index
from rag.long_forms import long_forms, told_in_short
from rag.makers import is_known_maker
from rag.names import Mention
from rag.signs import has_name, names_of, read_source
from rag.spelling import Speller
from rag.types import Paper
from rag.words import stem, terms

_LOOKED_UP = MEDICAL | {"hardware", "networks", "training"}
"""Sections of the field's terms that are looked up by themselves, in what words a text may say them."""
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SHORTEST = 4
"""Letters of a word from which it may be a name by the way it is written."""
_NAMED = r"(?:the\s+)?(?P<word>[^\W\d_][\w-]*)"
_SUBJECT = re.compile(
    r"^(?:\W*(?:hi|hello|hey|ok|okay|so|and|please|now|but)\b)*\W*"
    r"(?:what(?:['’]?s|\s+(?:is|are|was|does|did))|who\s+(?:is|made|built|wrote|trained|released|published)|"
    r"(?:how|why|when|where)(?:\s+(?:good|accurate|well|big|large|fast|much|reliable))?\s+(?:is|does|did|was|can)|"
    r"is|does|did|was|has|(?:tell\s+me|what)\s+(?:\w+\s+)?about|explain|describe|summari[sz]e)\s+"
    rf"{_NAMED}(?=\s|\W*$)",
    re.I,
)
"""What a question is about, right behind the words that ask."""
_WHOSE = re.compile(rf"\b(?:of|about|behind)\s+{_NAMED}\W*$", re.I)
"""The same at its end: "the limits of llava-med"."""
_SYSTEM = re.compile(
    r"(?<![\w-])(?:[a-z]{2,}(?:clip|gpt|sam|vit|net|nets|bert|former|mamba|gan|llama|llava|dino|yolo|llm)"
    r"|(?:clip|llava|llama|mamba|yolo|dino)[a-z]{2,})(?:-?v?\d+)?(?![\w-])"
)
"""A name in small letters that is joined of that of a kind of network and something else ("medclip", "swinnet")."""
_INFLECTED = re.compile(r"[a-z-]+(?:ing|ed|ly|s)")
"""Not what a system is called, but a word that the dictionaries lack or that is misspelt."""
_VERSION = re.compile(r"(?=[^a-z]*[A-Z])[A-Za-z]{3,}-?\d{1,3}(?:\.\d)?[a-z]?")
"""A name with its version ("GPT-5"): another version is another system."""
_PLUS = re.compile(r"(?<![\w-])(?P<name>[A-Za-z][\w-]*)\+{1,2}(?![\w+])")
"""A name of which the plus behind it makes another ("UNETR++")."""
_MIXED = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]")
_ACRONYM_PLUS = re.compile(r"[A-Z\d-]{3,}\+\+")
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
"""What a name is joined of: "Med" and "Gemini" in "MedGemini"."""
_CODED_TOKEN = re.compile(r"\b(?=\w*[A-Z])\w*(?:[a-z][A-Z]|[A-Z]{2}|-\d)[\w-]*")
_MOST_READ = 200
"""Papers that have all pieces of a name, in which it is looked up."""
_FEW = 3
"""Papers with a system's name up to which what is said of others does not speak of it."""
_CODED_NAME = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|[A-Za-z]\d|[A-Z][\w]*-[A-Z]")

_MADE_BY = re.compile(r"\b(?:from|by|of)\s+$", re.I)
_MAKES = re.compile(
    r"\s+(?:(?:language|vision|base|foundation)\s+)?(?:models?|systems?|tools?|chatbots?|networks?)\b", re.I
)
"""A name before or behind which stands what its owner made: "a GPT model from OpenAI", "an OpenAI model"."""
_OWNER = re.compile(r"['’]s\s")
"""What has a thing is not what is asked about ("OpenAI's GPT-4")."""
_PLAIN = re.compile(r"[A-Z][a-z]{3,}")
_GENERAL = frozenset("url urls api apis pdf pdfs doi faq id ids ok".split())
"""Acronyms of general use, which name no system."""
_BESIDE_ANOTHER = re.compile(r"\b(?:and|or)\s+(?:\w+\s+)?$", re.I)


def unknown_name(question: str, index: Index, speller: Speller, known: set[str], *, plain: bool) -> str | None:
    """A word written like a system's name that no paper has; with `plain`, also a capitalised one within a sentence
    ("Claude"). `known` are names that are found already.
    """
    for plus in _PLUS.finditer(question):
        if (_MIXED.search(plus["name"]) or _ACRONYM_PLUS.match(plus[0])) and not _has_plus(plus[0], index):
            return plus[0]
    for match in _TOKEN.finditer(question):
        token = match[0]
        low = token.lower()
        if section_of(token) == "modalities":  # "T2-weighted" of what has "T2w": that is looked up in all its words
            continue
        if _VERSION.fullmatch(token) and token not in known and not _within(token, index, speller):
            return token
        if len(token) < _SHORTEST or token in known or not _CODED_NAME.search(token) or token.upper() == token:
            continue
        if low == "github" or is_known_maker(low, speller.__contains__) or _OWNER.match(question, match.end()):
            continue
        if not plain and _owns(question, match, speller):
            continue
        # "ImageNet-initialised" is a name and what is done with it.
        parts = [part.lower() for part in token.split("-") if not part.islower()]
        if low in speller or (all(part in speller for part in parts) and not _is_compound(token)):
            continue
        if any(low in name.lower() for name in known) or _within(token, index, speller):
            continue
        return token
    if not plain:
        return None
    told = long_forms(question, speller.__contains__)
    names = (name for name in names_of(question) if name not in told)
    return next((name for name in names if _is_unknown(name, index, speller, known)), None)


def unknown_subject(question: str, speller: Speller) -> str | None:
    """What a question asks about by a word alone that no paper, no dictionary and no vocabulary has, however it is
    written ("what is medclip?", "is MAISI accurate?").
    """
    for subject in (_SUBJECT.match(question), _WHOSE.search(question)):
        word = subject["word"] if subject else ""
        if len(word) < _SHORTEST or _INFLECTED.fullmatch(word) or section_of(word) is not None:
            continue
        if speller.is_strange(word.lower()) and not speller.within(_bare_name(word)):
            return word
    return None


def unknown_system(question: str, speller: Speller) -> str | None:
    """A name in small letters, anywhere in a question, that is built like that of a network and that no paper, no
    dictionary and no vocabulary has ("what was medclip trained on?").
    """
    names = (match[0] for match in _SYSTEM.finditer(question))
    return next((name for name in names if _is_coined(name, speller) and not speller.within(_bare_name(name))), None)


def _is_coined(name: str, speller: Speller) -> bool:
    """Whether a name is no word, nor a term that is looked up by itself; a system that the field's vocabulary has among
    the words for a term ("MedCLIP", for CLIP) is one all the same.
    """
    if speller.is_strange(name):
        return True
    return not (name in speller or is_english(name) or is_english(name.removesuffix("s")) or term_of(name))


def name_elsewhere(question: str, index: Index, number: int) -> str | None:
    """A word written like a system's name that a few other papers have and the one with this number has not."""
    for match in _TOKEN.finditer(question):
        token = match[0]
        if len(token) < _SHORTEST or token.isupper() or not _CODED_NAME.search(token):
            continue
        if section_of(token) not in (None, "networks"):
            continue
        bare = _bare_name(token)
        if bare not in _bare(index.papers[number]) and 0 < len(_papers_with(token, index)) <= _FEW:
            return token
    return None


def _is_compound(token: str) -> bool:
    """Whether a name is joined of others ("LLaVA-Med", "U-Mamba"), which is another system than each; plain words that
    are joined ("Vision-Language") say what they say apart.
    """
    parts = token.split("-")
    if len(parts) < 2 or any(part.islower() or part.isdigit() for part in parts):
        return False
    return not all(len(part) > 1 and is_english(part.lower()) for part in parts)


def _owns(question: str, name: re.Match[str], speller: Speller) -> bool:
    """Whether a name says whose a thing is that a question names as well, in words that papers have."""
    if not (_MADE_BY.search(question[: name.start()]) or _MAKES.match(question, name.end())):
        return False
    others = _CODED_TOKEN.findall(f"{question[: name.start()]} {question[name.end() :]}")
    return any(other.lower() in speller for other in others)


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
    told = told_in_short(bare, (f"{paper.title} {paper.abstract}" for paper in papers))
    return [
        name
        for name in names_of(bare)
        if section_of(name) not in _LOOKED_UP
        and name.lower() not in told
        and name.lower() not in _GENERAL
        and not _goes_on(name, bare)
        and not any(has_name(name, source) for source in sources)
        and not _BESIDE_ANOTHER.search(bare[: bare.index(name)])
    ]


def _goes_on(name: str, bare: str) -> bool:
    """Whether a plain word goes on with the name that was taken out before it ("PubMed Central")."""
    return bool(_PLAIN.fullmatch(name)) and is_english(name.lower()) and f"  {name}" in bare


def not_together(question: str, mentions: Sequence[Mention], index: Index) -> tuple[str, str] | None:
    """Two names of different papers that a question relates and no paper has both; None where it asks the same
    of both.
    """
    first = mentions[0]
    second = next((mention for mention in mentions if not set(mention.papers) & set(first.papers)), None)
    if second is None or stand_apart(question, [(mention.start, mention.end) for mention in mentions]):
        return None
    if any(_is_title(mention, index) for mention in (first, second)):  # which no other abstract would have
        return None
    sources = [read_source(index.papers[number]) for number in (*first.papers, *second.papers)]
    if any(has_name(first.name, source) and has_name(second.name, source) for source in sources):
        return None
    return first.name, second.name


def _is_title(mention: Mention, index: Index) -> bool:
    return any(mention.name.casefold() == index.papers[number].title.casefold() for number in mention.papers)


def _has_plus(name: str, index: Index) -> bool:
    """Whether some paper has a name with the plus behind it."""
    return any(
        name.lower() in f"{index.papers[number].title} {index.papers[number].abstract}".lower()
        for number in _papers_with(name, index)
    )


def _within(token: str, index: Index, speller: Speller) -> bool:
    """Whether some paper has the name spelt with other joints, or with an ending ("Med Gemini", "GPT-4Vs")."""
    return speller.within(_bare_name(token)) or bool(_papers_with(token, index))


def _bare_name(token: str) -> str:
    return re.sub(r"[^a-z0-9]", "", token.lower()).removesuffix("s")


def _papers_with(token: str, index: Index) -> set[int]:
    """The papers that have a name, with whatever joints, by number."""
    bare, whole = _bare_name(token), np.flatnonzero(index.paper_bm25.scores([stem(token.lower())]) > 0)
    likely = dict.fromkeys([*_with_pieces(token, index)[:_MOST_READ].tolist(), *whole[:_MOST_READ].tolist()])
    return {number for number in likely if bare in _bare(index.papers[number])}


def _with_pieces(name: str, index: Index) -> NDArray[np.int64]:
    """The papers that have all pieces of a name ("Med" and "Gemini" of "MedGemini"), by number."""
    pieces = terms(" ".join(_PIECE.findall(name)))
    if not pieces:
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.logical_and.reduce([index.paper_bm25.scores([piece]) > 0 for piece in pieces]))


@lru_cache(maxsize=4096)
def _bare(paper: Paper) -> str:
    return re.sub(r"[^a-z0-9]", "", f"{paper.title} {paper.abstract}".lower())
