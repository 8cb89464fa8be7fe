"""What papers say about names ("VoCo", "MedConcept-23M"): which they may own, how strongly, and how widespread each is.

A name may be a paper's when its title has it, or when its abstract introduces it or keeps using it. Which paper owns
it is settled over all papers (`rag.names`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import orjson

from rag.attributes import section_of
from rag.types import Paper

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-.+&/][A-Za-z0-9]+)*")
_LINK = re.compile(r"https?://\S+|\S+\.(?:com|org|io|net)/\S+")
_HEAD = re.compile(r"^(.{2,40}?)(?::\s| -- | – | — )")
_COMPOUND = re.compile(r"-(?:[a-z]{4,}|(?:Based|Driven|Guided|Integrated|Level|Free|Like|Aware)\b)")
"""The end of a compound adjective ("AI-based", "KAN-Integrated"), which is no name."""
_COMMON = re.compile(r"[A-Z]{2,}s|[A-Z]{2,4}(?:/[A-Z]{2,4})+")
"""An acronym in the plural ("CXRs"), or several in one ("PET/CT"), which are no names."""
_JOINED = re.compile(r"(?<![\w-])[A-Z][a-z]+-[A-Z][a-z]+(?!\w)")
"""Two capitalised words in one ("Med-Gemini"), which as often is a heading's "Vision-Language": a name only where an
abstract introduces it and keeps using it.
"""
_KEPT_USING = 3
_HEAD_WORDS = 3
_TITLE_WORDS = 4
"""Words from which a whole title counts as a name too, or what stands before its colon ("Devil is in the Details")."""
HEAD_WEIGHT, OWN, COINED, USED = 10, 5, 4, 3
"""How strongly a paper owns a name: it heads the title, stands in it, is introduced in the abstract, is only used
there.
"""
_INTRODUCED = re.compile(
    r"(?:propos|introduc|present|develop|releas|construct|curat|build|built|creat|collect|establish|"
    r"term|nam|call|dub|denot|refer)\w*\b[^.;]{0,90}\Z"
)
_COINED_HERE = re.compile(
    r"\b(?:propos|introduc|present|develop|releas|construct|curat|build|built|creat|collect|establish|term|nam|call|dub|"
    r"denot)\w*\s+(?:(?:an?|the|our|new|novel|as)\s+)*\Z"
)
"""Right before a term of the field ("SAM", "OCT"): much else is introduced near one."""
_USED_THERE = re.compile(r"\b(?:in|on|from|or|with|using|by|than|over|via|to|against)\s+(?:the\s+)?\Z")
"""Right before a name that is not introduced there, whatever is ("factors found in textbooks or PubMed")."""
_OURS = re.compile(r"\b(?:[Oo]ur|new|novel)\s+(?:\w+\s+){0,4}\(?\Z")
_DESCRIBES = re.compile(r"(?:,| is| are)\s+(?:an?|the|our)\b")
"""Behind a name: "CLIP, a foundation model" describes what others coined as well."""
_NO_WORD = bytes(code for code in range(128) if not chr(code).isalnum())
_REACH = 160
"""Characters before a name in which words that introduce it are looked for."""
_BEFORE = 16
"""Characters before it in which a word that only uses it is looked for."""
_CALLED = re.compile(
    r"\b(?:called|named|namely|dubbed|termed)\b[,:]?\s+[\"“‘'`*]*([A-Z][a-z]{2,})\b(?!\s+[a-z]+\s+[A-Z])(?=[\"”’'`*]*(?:[,.;:)]|\s+(?:[a-z(]|$)))"
)
"""A plain word given as a name: "namely Alice, …"."""


class Claim(NamedTuple):
    """A name that a paper may own."""

    name: str
    weight: int
    """How strongly."""
    times: int
    """How often the paper has it, however it is written."""
    whole: int
    """How often it stands there as a word of its own, as written."""
    is_term: bool
    """A plain acronym that is spelt out."""
    is_title: bool
    """The whole title, or a sentence before its colon."""


class Claims:
    """What the papers of a corpus say about names, before it is settled which paper owns which.

    Papers can be taken out and put in without reading the others again.
    """

    def __init__(
        self,
        of_paper: list[tuple[Claim, ...]] | None = None,
        having: Counter[str] | None = None,
        ordinary: Counter[str] | None = None,
    ) -> None:
        self.of_paper = of_paper or []
        """The claims of each paper, by its number."""
        self.having = having or Counter()
        """How many papers have a name at all; a plain word that reads alike is not counted."""
        self.ordinary = ordinary or Counter()
        """How many papers have a word in lower case."""

    @classmethod
    def build(cls, papers: Iterable[Paper]) -> "Claims":
        """Read papers, in order."""
        return cls().changed([], (), papers)

    def changed(self, kept: Sequence[int], removed: Iterable[Paper], new: Iterable[Paper]) -> "Claims":
        """The claims of the papers with these numbers, in this order, and of new ones; `removed` are all others."""
        claims = Claims([self.of_paper[number] for number in kept], self.having.copy(), self.ordinary.copy())
        for paper in removed:
            having, ordinary = _read(paper)
            claims.having.subtract(having)
            claims.ordinary.subtract(ordinary)
        for paper in new:
            having, ordinary = _read(paper)
            claims.having.update(having)
            claims.ordinary.update(ordinary)
            claims.of_paper.append(_claims_of(paper))
        return claims

    def save(self, path: Path) -> None:
        """Write into a file."""
        values = {
            "of_paper": [[tuple(claim) for claim in own] for own in self.of_paper],
            "having": {key: count for key, count in self.having.items() if count > 0},
            "ordinary": {word: count for word, count in self.ordinary.items() if count > 0},
        }
        path.write_bytes(orjson.dumps(values))

    @classmethod
    def load(cls, path: Path) -> "Claims":
        """Read what `save` wrote. Raises OSError, ValueError, KeyError or TypeError where it is damaged."""
        values = orjson.loads(path.read_bytes())
        claims = [tuple(map(Claim._make, own)) for own in values["of_paper"]]
        return cls(claims, Counter(values["having"]), Counter(values["ordinary"]))


def _read(paper: Paper) -> tuple[set[str], set[str]]:
    """The keys of a paper's words that may be names, and its words in lower case."""
    tokens = set(_TOKEN.findall(f"{paper.title} {paper.abstract}"))
    lower = {token for token in tokens if token.islower()}
    plain = set(map(key_of, lower))
    # "contextual" in another paper does not make "ConTEXTual" a common word.
    names = {key for key in map(key_of, tokens - lower) if key not in plain}
    names.update(map(key_of, filter(_is_name, tokens)))
    return names, {token for token in lower if token.isalnum()}


def _claims_of(paper: Paper) -> tuple[Claim, ...]:
    text = f"{paper.title} {paper.abstract}"
    named = _names_of(paper)
    wanted = {key_of(name) for name, _ in named}
    times = Counter(key for key in map(key_of, _TOKEN.findall(text)) if key in wanted)
    return tuple(
        Claim(name, weight, times[key_of(name)], _times(name, text), _is_term(name, paper), _is_title(name, paper))
        for name, weight in named
    )


def _is_title(name: str, paper: Paper) -> bool:
    return paper.title.startswith(name) and len(name.split()) >= _TITLE_WORDS


def _times(name: str, text: str) -> int:
    """How often a name stands in a text as a word of its own."""
    # A pattern made for each name would take ten times as long.
    count = 0
    place = text.find(name)
    while place >= 0:
        end = place + len(name)
        whole = not _is_letter(text[place - 1 : place]) and not _is_letter(text[end : end + 1])
        count += whole
        place = text.find(name, end if whole else place + 1)
    return count


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


@lru_cache(maxsize=262144)
def key_of(name: str) -> str:
    low = name.lower()
    if not low.isascii():
        return re.sub(r"[^a-z0-9]+", "", low)
    return low if low.isalnum() else low.encode().translate(None, _NO_WORD).decode()


@lru_cache(maxsize=65536)
def _is_name(token: str) -> bool:
    """Whether a token is written like a name: capitals inside one of its parts, or a capital and a digit."""
    if (
        len(token) < 3
        or _COMPOUND.search(token)
        or _COMMON.fullmatch(token)
        or not re.search(r"[A-Za-z].*[A-Za-z]", token)
    ):
        return False
    inner = any(c.isupper() for part in re.split(r"[-.+&/]", token) for c in part[1:])
    return inner or (token[0].isupper() and any(c.isdigit() for c in token))


def _is_term(token: str, paper: Paper) -> bool:
    """Whether it is a plain acronym spelt out somewhere, "multimodal large language model (MLLM)": a common term,
    mostly.
    """
    return token.isupper() and token.isalpha() and f"({token})" in paper.abstract


def _initials_in(token: str, title: str) -> bool:
    """Whether an acronym is made of the title's initials, in order, some left out ("MGCA": Multi-Granularity
    Cross-modal Alignment).
    """
    initials = iter(word[0].upper() for word in re.findall(r"[A-Za-z0-9]+", title))
    return len(token) >= 3 and all(letter in initials for letter in token.upper())


def _said_of(token: str, abstract: str) -> tuple[bool, bool]:
    """Whether an abstract introduces a name ("we propose VoCo", "our VoCo"), and whether it describes it."""
    introduced = described = False
    place = abstract.find(token)
    while place >= 0:
        end = place + len(token)
        before, after = abstract[place - 1 : place], abstract[end : end + 1]
        if not (_is_letter(after) or after == "-"):
            whole = not (_is_letter(before) or before == "-")
            reach = max(0, place - _REACH)
            introduced |= bool(_OURS.search(abstract, reach, place))
            told = whole and not _USED_THERE.search(abstract, max(0, place - _BEFORE), place)
            introduced |= told and bool(_INTRODUCED.search(abstract, reach, place))
            described |= whole and bool(_DESCRIBES.match(abstract, end))
        place = abstract.find(token, place + 1)
    return introduced, described


def _names_of(paper: Paper) -> list[tuple[str, int]]:
    """Names that a paper may own, each with how strongly (the title's head most)."""
    out: dict[str, int] = {}
    head = _HEAD.match(paper.title)
    if head and len(head[1].split()) <= _HEAD_WORDS:
        out[head[1]] = HEAD_WEIGHT
    in_title = {token for token in _TOKEN.findall(paper.title) if _is_name(token)}
    prose = _LINK.sub(" ", paper.abstract)
    counts = Counter(token for token in _TOKEN.findall(prose) if _is_name(token))
    for token in in_title:
        # Behind a head ("CLIPSyntel: CLIP and LLM Synergy …") a name is mostly somebody else's.
        out.setdefault(token, USED if out else OWN)
    for token, count in counts.items():
        if token in out:
            continue
        if _is_term(token, paper):
            if _initials_in(token, paper.title):
                out[token] = OWN
            continue
        introduced, described = _said_of(token, paper.abstract)
        if introduced:
            out[token] = COINED
        elif count >= 2 or described:
            out[token] = USED
    for token, count in Counter(_JOINED.findall(prose)).items():
        if count >= _KEPT_USING and token not in out and _said_of(token, paper.abstract)[0]:
            out[token] = COINED
    for title in (paper.title, head[1] if head else ""):
        if len(title.split()) >= _TITLE_WORDS:
            out.setdefault(title, OWN)
    for match in _CALLED.finditer(prose):
        out.setdefault(match[1], COINED)
    # A term of the field that is not in the title is only used here, whatever is introduced near it.
    return [item for item in out.items() if item[1] >= OWN or not section_of(item[0]) or _is_coined(item[0], prose)]


def _is_coined(term: str, prose: str) -> bool:
    """Whether an abstract coins a term of the field ("we propose BiomedCLIP")."""
    places = (match.start() for match in re.finditer(rf"(?<![\w-]){re.escape(term)}(?![\w-])", prose))
    return any(_COINED_HERE.search(prose, max(0, place - _REACH), place) for place in places)
